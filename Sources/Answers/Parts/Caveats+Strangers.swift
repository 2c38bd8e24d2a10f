internal import DataModel
internal import Plan

/// Caveats about records of unknown people, such as anonymous survey answers: a condition about the person is neither
/// true nor false of them.
extension Caveats {
  /// - Parameters:
  ///   - metrics: all metrics shown.
  ///   - keys: the keys of the groups.
  static func strangers(
    _ who: Who, _ subject: Subject, _ metrics: [Measure.Measured], _ keys: [GroupKey]
  ) -> [Caveat] {
    switch subject {
    case .people:
      metrics.compactMap { unnamed($0, who, keys, beside: metrics, standApart: true) }
        + metrics.compactMap(unheard)
    case .records(let scope):
      [left(of: scope)].compactMap { $0 }
        + (keys.contains(where: \.readsPerson) ? [grouped(scope)] : [])
        + metrics.compactMap { left($0, of: scope) }
    }
  }

  /// The same for a metric over time, where records of unknown people are in no group.
  static func strangers(_ who: Who, overTime measured: Measure.Measured, _ keys: [GroupKey]) -> [Caveat] {
    [unnamed(measured, who, keys, beside: [], standApart: false), unheard(measured)].compactMap { $0 }
  }

  /// For records that are left out because the question has a condition about their person.
  private static func left(of scope: RecordScope) -> Caveat? {
    let parts = scope.filter?.conjuncts ?? []
    let asked = Condition.conjunction(parts.filter(\.readsPerson))
    guard asked != .everyone else { return nil }
    var wider = scope
    wider.filter = .conjunction(parts.filter { !$0.readsPerson })
    return Caveat(asked, of: wider) { unknown, all in
      "\(scope.unknown(unknown, of: all)), so it is not known whether this is true of \(unknown == 1 ? "it" : "them"):"
        + " neither this question nor its opposite counts \(unknown == 1 ? "it" : "them")."
    }
  }

  private static func grouped(_ scope: RecordScope) -> Caveat {
    Caveat(.ofSomebody, of: scope) { unknown, all in
      "\(scope.unknown(unknown, of: all)): \(unknown == 1 ? "it is" : "they are") listed under (missing)."
    }
  }

  /// For a share or number of records that depends on their person.
  private static func left(_ measured: Measure.Measured, of scope: RecordScope) -> Caveat? {
    guard let condition = measured.metric.asked, condition.readsPerson else { return nil }
    return Caveat(condition, of: scope) { unknown, all in
      "\(scope.unknown(unknown, of: all)): \(measured.title) leaves \(unknown == 1 ? "it" : "them") out."
    }
  }

  /// For messages without a known author, where only messages of known people are counted.
  private static func unheard(_ measured: Measure.Measured) -> Caveat? {
    guard case .records(let scope) = measured.metric.unnamed, scope.source == .feedback else { return nil }
    return Caveat(.ofSomebody, of: scope) { unknown, all in
      "\(measured.title): \(scope.unknown(unknown, of: all)), and \(unknown == 1 ? "is" : "are") left out; "
        + "`count feedback` counts \(unknown == 1 ? "it" : "them")."
    }
  }

  /// For scores without a known author: whether the figure leaves them out, includes them, or lists them as missing.
  private static func unnamed(
    _ measured: Measure.Measured, _ who: Who, _ keys: [GroupKey], beside others: [Measure.Measured],
    standApart: Bool
  ) -> Caveat? {
    let metric = measured.metric
    guard metric.takesStrangers else { return nil }
    let known = Metric.named(measured.title, metric, filter: .ofSomebody)
    let isAsked = who.condition == .everyone
    if isAsked, keys.isEmpty, others.allSatisfy(\.metric.takesStrangers) { return nil }
    return Caveat(known: Groups(who: .everyone, metrics: [metric, known])) { unknown, all in
      let start = "\(measured.title): \(RecordScope(.feedback).unknown(unknown, of: all, "answer"))"
      if isAsked, keys.isEmpty { return "\(start), and \(unknown == 1 ? "is" : "are") included." }
      if isAsked, standApart {
        return "\(start): \(unknown == 1 ? "it is" : "they are") listed under (missing)."
      }
      let giver = unknown == 1 ? "the person who gave it" : "the people who gave them"
      return "\(start), and \(unknown == 1 ? "is" : "are") left out: "
        + (isAsked
          ? "the group of \(giver) is not known."
          : "it is not known whether this is true of \(giver).")
    }
  }
}

extension Caveats.Caveat {
  /// A caveat about the records for which a condition is unknown; the sentence also gets the number of all records.
  fileprivate init(
    _ condition: Condition, of scope: RecordScope,
    sentence: @escaping (_ unknown: Int, _ all: Int) -> String
  ) {
    self.init(
      known: Groups(who: .everyone, subject: .records(scope), metrics: [.count, .number(condition)]),
      sentence: sentence)
  }

  /// - Parameter groups: one group with two metrics: the number of all records, and of those where it is known.
  fileprivate init(known groups: Groups, sentence: @escaping (_ unknown: Int, _ all: Int) -> String) {
    self.init(groups) { counts in
      guard counts.count == 2, counts[0] > counts[1] else { return nil }
      return sentence(counts[0] - counts[1], counts[0])
    }
  }
}

extension RecordScope {
  /// “37 of 120 messages have no known author”
  fileprivate func unknown(_ unknown: Int, of all: Int, _ noun: String? = nil) -> String {
    "\(grouped(unknown)) of \(grouped(all)) \(noun ?? self.noun)\(all == 1 ? "" : "s") \(unknown == 1 ? "has" : "have") no "
      + "known \(listens ? "author" : "person")"
  }
}

extension GroupKey {
  fileprivate var readsPerson: Bool {
    switch value {
    case .value(let value): value.readsPerson
    case .condition(let condition): condition.readsPerson
    }
  }
}
