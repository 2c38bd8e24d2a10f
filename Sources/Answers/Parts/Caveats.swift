internal import DataModel
internal import Plan
internal import Text

/// What a reader of figures about people would be misled by without a word: negatives that are true for lack of data,
/// time that some people did not have (they came too late, left before, or their time still runs), and words beside a
/// negation.
struct Caveats {
  /// What is counted, and the sentence for the numbers that come back; nil where there is nothing to say.
  struct Caveat {
    fileprivate enum Count {
      case people(Condition)
      /// Of one group the `n` of each metric.
      case groups(Groups)
    }

    fileprivate let counts: [Count]
    /// Takes every number that is counted, in their order.
    let sentence: (_ counts: [Int]) -> String?

    private init(_ counts: [Count], _ sentence: @escaping (_ counts: [Int]) -> String?) {
      (self.counts, self.sentence) = (counts, sentence)
    }

    init(_ conditions: [Condition], sentence: @escaping (_ people: [Int]) -> String?) {
      self.init(conditions.map { .people($0) }, sentence)
    }

    /// Of the numbers of some records: of each scope a metric with an `n`.
    init(_ records: [(RecordScope, Metric)], sentence: @escaping (_ counts: [Int]) -> String?) {
      self.init(
        records.map { .groups(Groups(who: .everyone, subject: .records($0), metrics: [$1])) }, sentence)
    }

    /// - Parameter groups: of one group.
    init(_ groups: Groups, sentence: @escaping (_ counts: [Int]) -> String?) {
      self.init([.groups(groups)], sentence)
    }

    /// The same, of one of two groups.
    func said(of side: String) -> Caveat {
      Caveat(counts) { counts in sentence(counts).map { "Of the \(side): \($0)" } }
    }
  }

  /// A caveat that was asked for.
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

  /// What there is to say, each once.
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
  ///   - metrics: all that are shown.
  ///   - keys: the groups that they are taken by.
  ///   - isShare: whether it is shown what share of their population the people are.
  ///   - isHeard: whether it is shown who of them spoke.
  init(
    _ who: Who, subject: Subject = .people, metrics: [Measure.Measured] = [],
    keys: [GroupKey] = [], isShare: Bool = false, isHeard: Bool = false, context: QueryRunner.Context,
    in batch: inout Batch
  ) {
    self.init(
      Caveats.all(
        who, subject, metrics, keys: keys, isShare: isShare, isHeard: isHeard, context), in: &batch)
  }

  /// - Parameter repeated: metrics of each of many periods, whose time is not that of the people.
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

  /// Of a metric over time, in all of it.
  init(
    _ who: Who, overTime measured: Measure.Measured, keys: [GroupKey], _ context: QueryRunner.Context,
    in batch: inout Batch
  ) {
    let strangers = Caveats.strangers(who, overTime: measured, keys)
    self.init(Caveats.all(who, repeated: [measured], keys: keys, context) + strangers, in: &batch)
  }

  /// Of people who are asked about something else.
  init(timeOf who: Who, _ context: QueryRunner.Context, in batch: inout Batch) {
    self.init(Caveats.time(of: who, context), in: &batch)
  }

  /// Of two groups that are compared; which of them had no time is said of each.
  init(timeOf versus: Versus, _ context: QueryRunner.Context, in batch: inout Batch) {
    let caveats = [(versus.first, "first"), (versus.second, "second")].flatMap { who, side in
      Caveats.time(of: who, context).map { $0.said(of: side) }
    }
    self.init(caveats, in: &batch)
  }

  /// Of messages that are quoted, of some people.
  init(quoted scope: RecordScope?, of who: Who, _ context: QueryRunner.Context, in batch: inout Batch) {
    let ofScope = scope.map { Caveats.including($0) + Caveats.strangers(Who(), .records($0), [], []) }
    self.init(Caveats.time(of: who, context) + (ofScope ?? []), in: &batch)
  }

  private static func time(of who: Who, _ context: QueryRunner.Context) -> [Caveat] {
    censored(who.condition, [], by: [], context)
  }

  /// Who had no time for what is asked of them.
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
    let unequal = UnequalTime(context: context, keys: keys)
    return censoring.caveats
      + metrics.flatMap { unequal.caveats(of: $0, among: $0.metric.asked(of: who).base) }
  }

  /// Who never spoke, of those who are counted for not having said something.
  private static func silent(_ who: Who) -> [Caveat] {
    (who.filter?.conjuncts ?? []).compactMap { part in
      guard case .not(let said) = part, case .records(var scope, .some) = said.unnamed,
        case .pattern(let pattern)? = scope.saying
      else { return nil }
      scope.saying = .something
      let then = scope.window == nil && scope.channels.isEmpty && scope.filter == nil ? "at all" : "there"
      return Caveat([.conjunction([who.condition, .not(.records(scope, .some))])]) { counts in
        counts[0] > 0
          ? "\(grouped(counts[0])) of those who did not say “\(pattern)” said nothing \(then)." : nil
      }
    }
  }

  /// Who denied what they are counted for saying.
  private static func denied(_ who: Who, _ subject: Subject, context: QueryRunner.Context) -> [Caveat] {
    guard let negation = Negation(context.language) else { return [] }
    func sentence(_ pattern: Pattern) -> (_ counts: [Int]) -> String? {
      { counts in
        guard counts[0] > 0 else { return nil }
        return "\(grouped(counts[0])) of them said “\(pattern)” within \(Negation.distance) words of "
          + "\(negation.summary): `not negated` after it counts the \(grouped(counts[1])) who said it without that."
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
  /// The condition whose people, or records, it counts.
  var asked: Condition? {
    switch unnamed {
    case .number(let condition), .rate(let condition): condition
    case .weighted(let inner, _): inner.asked
    case .count, .records, .doing, .aggregate, .recordAggregate, .satisfaction, .ratio, .named: nil
    }
  }

  /// What stands under names and weights, and whom it is taken of.
  fileprivate func asked(of base: Condition) -> (metric: Metric, base: Condition) {
    switch self {
    case .named(_, let inner, let filter): inner.asked(of: .conjunction([base, filter ?? .everyone]))
    case .weighted(let inner, _): inner.asked(of: base)
    case .count, .number, .rate, .records, .doing, .aggregate, .recordAggregate, .satisfaction, .ratio:
      (self, base)
    }
  }
}

extension Condition {
  /// The parts that must all hold; a name stands for its parts.
  var conjuncts: [Condition] {
    switch unnamed {
    case .all(let parts): parts.flatMap(\.conjuncts)
    case .everyone: []
    case .not, .any, .test, .records, .sequence, .among, .named: [self]
    }
  }
}

extension Test {
  /// Whether its negation is true of those who have no value.
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
  /// Those of its messages that deny what they say, those that say it otherwise, and what that is; nil where nothing can be
  /// denied.
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
