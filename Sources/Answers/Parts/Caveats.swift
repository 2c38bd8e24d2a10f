internal import DataModel
internal import Plan
internal import Text

/// Notes that keep a reader from being misled by figures about people: negated conditions that are true only for lack of
/// data, people who did not have the whole time (they came late, left early, or their time is still running), and words
/// said next to a negation.
struct Caveats {
  /// Counts to ask the backend for, and the sentence to make of them; nil if there is nothing to say.
  struct Caveat {
    fileprivate enum Count {
      case people(Condition)
      /// The `n` of each metric of a single group.
      case groups(Groups)
    }

    fileprivate let counts: [Count]
    /// Takes all counts, in order.
    let sentence: (_ counts: [Int]) -> String?

    private init(_ counts: [Count], _ sentence: @escaping (_ counts: [Int]) -> String?) {
      (self.counts, self.sentence) = (counts, sentence)
    }

    init(_ conditions: [Condition], sentence: @escaping (_ people: [Int]) -> String?) {
      self.init(conditions.map { .people($0) }, sentence)
    }

    /// Counts records: the `n` of a metric for each scope.
    init(_ records: [(RecordScope, Metric)], sentence: @escaping (_ counts: [Int]) -> String?) {
      self.init(
        records.map { .groups(Groups(who: .everyone, subject: .records($0), metrics: [$1])) }, sentence)
    }

    /// - Parameter groups: a request for a single group.
    init(_ groups: Groups, sentence: @escaping (_ counts: [Int]) -> String?) {
      self.init([.groups(groups)], sentence)
    }

    /// The same caveat, said of the `first` or `second` of two groups.
    func said(of side: String) -> Caveat {
      Caveat(counts) { counts in sentence(counts).map { "In the \(side) group: \($0)" } }
    }
  }

  /// A caveat whose counts were added to a batch.
  private struct Asked {
    enum Count {
      case people(Plan.Asked<PeopleCount>)
      case groups(Plan.Asked<Groups>)
    }

    let counts: [Count]
    let sentence: (_ counts: [Int]) -> String?
  }

  private let asked: [Asked]

  private init(_ caveats: [Caveat], in batch: inout Batch) {
    var asked: [Asked] = []
    for caveat in caveats {
      let counts = caveat.counts.map { count -> Asked.Count in
        switch count {
        case .people(let who): .people(batch.add(PeopleCount(who)))
        case .groups(let groups): .groups(batch.add(groups))
        }
      }
      asked.append(Asked(counts: counts, sentence: caveat.sentence))
    }
    self.asked = asked
  }

  /// The notes that the replies call for, without repeats.
  func notes(_ replies: Replies) -> [String] {
    var notes: [String] = []
    for caveat in asked {
      let counts = caveat.counts.flatMap { count -> [Int] in
        switch count {
        case .people(let people): [replies[people].people]
        case .groups(let groups): replies[groups].rows.first?.figures.compactMap(\.n) ?? []
        }
      }
      if let note = caveat.sentence(counts), !notes.contains(note) { notes.append(note) }
    }
    return notes
  }

  /// - Parameters:
  ///   - metrics: all metrics shown.
  ///   - keys: the keys of the groups.
  ///   - isShare: whether the answer shows what share of their population the people are.
  ///   - isHeard: whether the answer already says how many of the people gave feedback.
  init(
    _ who: Who, subject: Subject = .people, metrics: [Measure.Measured] = [],
    keys: [GroupKey] = [], isShare: Bool = false, isHeard: Bool = false, context: QueryRunner.Context,
    in batch: inout Batch
  ) {
    self.init(
      Caveats.all(
        who, subject, metrics, keys: keys, isShare: isShare, isHeard: isHeard, context), in: &batch)
  }

  /// - Parameter repeated: metrics repeated for each period, to which caveats about people's time do not apply.
  private static func all(
    _ who: Who, _ subject: Subject = .people, _ metrics: [Measure.Measured] = [],
    repeated: [Measure.Measured] = [], keys: [GroupKey], isShare: Bool = false, isHeard: Bool = false,
    _ context: QueryRunner.Context
  ) -> [Caveat] {
    let whole = who.condition
    var found = Caveats.including(who)
    let ofPeople = subject == .people ? metrics : []
    found += Caveats.censored(whole, ofPeople, by: subject == .people ? keys : [], context)
    if case .records(let scope) = subject { found += Caveats.including(scope) }
    if isShare, subject == .people { found += Caveats.lacking(who) }
    found +=
      Caveats.lacking(who, subject, metrics + repeated, keys) + Caveats.strangers(who, subject, metrics, keys)
    if subject == .people, !isHeard { found += Caveats.silent(who) }
    return found + Caveats.denied(who, subject, context: context)
  }

  /// For a metric over time.
  init(
    _ who: Who, overTime measured: Measure.Measured, keys: [GroupKey], _ context: QueryRunner.Context,
    in batch: inout Batch
  ) {
    let strangers = Caveats.strangers(who, overTime: measured, keys)
    self.init(Caveats.all(who, repeated: [measured], keys: keys, context) + strangers, in: &batch)
  }

  /// Only the caveats about the time that people had.
  init(timeOf who: Who, _ context: QueryRunner.Context, in batch: inout Batch) {
    self.init(Caveats.time(of: who, context), in: &batch)
  }

  /// For two compared groups: the caveats about time, for each group.
  init(timeOf versus: Versus, _ context: QueryRunner.Context, in batch: inout Batch) {
    let caveats = [(versus.first, "first"), (versus.second, "second")].flatMap { who, side in
      Caveats.time(of: who, context).map { $0.said(of: side) }
    }
    self.init(caveats, in: &batch)
  }

  /// For quoted messages.
  init(quoted scope: RecordScope?, of who: Who, _ context: QueryRunner.Context, in batch: inout Batch) {
    let ofScope = scope.map { Caveats.including($0) + Caveats.strangers(Who(), .records($0), [], []) }
    self.init(Caveats.time(of: who, context) + (ofScope ?? []), in: &batch)
  }

  private static func time(of who: Who, _ context: QueryRunner.Context) -> [Caveat] {
    censored(who.condition, [], by: [], context)
  }

  /// For people who did not have enough time for what is asked.
  private static func censored(
    _ who: Condition, _ metrics: [Measure.Measured], by keys: [GroupKey], _ context: QueryRunner.Context
  ) -> [Caveat] {
    var censoring = Censoring(context)
    censoring.add(who, among: .everyone, counted: true)
    for measured in metrics {
      let (metric, base) = measured.metric.asked(of: who)
      switch metric {
      case .number(let condition), .rate(let condition): censoring.add(condition, among: base, counted: false)
      case .aggregate(_, let value): censoring.add(value, among: base)
      case .count, .records, .doing, .recordAggregate, .satisfaction, .weighted, .ratio, .named: break
      }
    }
    for key in keys where key.isOfPeople {
      switch key.value {
      case .condition(let condition): censoring.add(condition, among: who, counted: false)
      case .value(let value): censoring.add(value, among: who)
      }
    }
    let unequal = UnequalExposure(context: context, keys: keys)
    return censoring.caveats
      + metrics.flatMap { unequal.caveats(of: $0, among: $0.metric.asked(of: who).base) }
  }

  /// For people counted for not saying something who said nothing at all.
  private static func silent(_ who: Who) -> [Caveat] {
    (who.filter?.conjuncts ?? []).compactMap { part in
      guard case .not(let said) = part, case .records(var scope, .some) = said.unnamed,
        case .pattern(let pattern)? = scope.saying
      else { return nil }
      scope.saying = .something
      let then =
        scope.window == nil && scope.channels.isEmpty && scope.filter == nil ? "at all" : "in these messages"
      return Caveat([.conjunction([who.condition, .not(.records(scope, .some))])]) { counts in
        counts[0] > 0
          ? "\(grouped(counts[0])) of those who did not say “\(pattern)” said nothing \(then)." : nil
      }
    }
  }

  /// For people counted for saying something who said it next to a negation.
  private static func denied(_ who: Who, _ subject: Subject, context: QueryRunner.Context) -> [Caveat] {
    guard let negation = Negation(context.language) else { return [] }
    func sentence(_ pattern: Pattern) -> (_ counts: [Int]) -> String? {
      { counts in
        guard counts[0] > 0 else { return nil }
        return
          "\(grouped(counts[0])) of them said “\(pattern)” within \(Negation.distance) words of a negation "
          + "(\(negation.summary)). \(grouped(counts[1])) said it without one: add `not negated` to count only those."
      }
    }
    var found = (who.filter?.voices ?? []).compactMap { voice in
      voice.scope.denied.map { denied in
        let those = [denied.scope, denied.otherwise].map {
          Condition.conjunction([who.condition, voice.when, .records($0, .some)])
        }
        return Caveat(those, sentence: sentence(denied.pattern))
      }
    }
    if case .records(let scope) = subject, let denied = scope.denied {
      found.append(
        Caveat([(denied.scope, .count), (denied.otherwise, .count)], sentence: sentence(denied.pattern)))
    }
    return found
  }
}

extension Metric {
  /// The condition that a number or share counts; nil for other metrics.
  var asked: Condition? {
    switch unnamed {
    case .number(let condition), .rate(let condition): condition
    case .weighted(let inner, _): inner.asked
    case .count, .records, .doing, .aggregate, .recordAggregate, .satisfaction, .ratio, .named: nil
    }
  }

  /// The metric without names and weights, and the people it is calculated for.
  fileprivate func asked(of base: Condition) -> (metric: Metric, base: Condition) {
    switch self {
    case .named(_, let inner, let filter): inner.asked(of: .conjunction([base, filter ?? .everyone]))
    case .weighted(let inner, _): inner.asked(of: base)
    case .count, .number, .rate, .records, .doing, .aggregate, .recordAggregate, .satisfaction, .ratio:
      (self, base)
    }
  }
}

extension Test {
  /// Whether a missing value makes it false, and its negation true.
  var isFalseWhenMissing: Bool {
    switch self {
    case .isMissing, .hasCome, .says: false
    case .isTrue, .compare, .oneOf, .between, .contains, .startsWith, .endsWith, .matches, .within: true
    }
  }
}

extension Value {
  private static func words(of anchors: [Anchor]) -> String {
    anchors.isEmpty ? "value" : anchors.map(\.words).joined(separator: " or ")
  }

  /// A short name for a note.
  var words: String {
    switch self {
    case .attribute(let attribute): attribute.name
    case .property(let property): property.name
    case .named(let name, _): name
    case .aggregate(let aggregate, let property, _): "\(aggregate.word) \(property.name)"
    case .moment(let anchor), .cycle(_, let anchor): anchor.words
    case .elapsed(_, let from, let to, _): Value.words(of: [from, to].filter { $0.isOwn })
    case .literal, .count, .presence: "value"
    }
  }
}

extension RecordScope {
  /// The scope of its messages that say the pattern next to a negation, the scope of those that say it without one, and the
  /// pattern; nil if it looks for no pattern, or for one that is itself about negation.
  fileprivate var denied: (scope: RecordScope, otherwise: RecordScope, pattern: Pattern)? {
    guard case .pattern(let pattern)? = saying, !pattern.isAboutNegation else { return nil }
    func scope(_ isNegated: Bool) -> RecordScope {
      var scope = self
      scope.saying = .pattern(.negated(pattern, isNegated))
      return scope
    }
    return (scope(true), scope(false), pattern)
  }
}
