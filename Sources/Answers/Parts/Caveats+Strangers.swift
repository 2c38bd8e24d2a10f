internal import DataModel
internal import Plan

/// Records whose person is not known: whatever is asked of people, they are in no half of it.
extension Caveats {
  /// - Parameters:
  ///   - metrics: all that are shown.
  ///   - keys: what the groups are made by.
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

  /// The same of a metric over time, in which who is not known is in no group.
  static func strangers(_ who: Who, overTime measured: Measure.Measured, _ keys: [GroupKey]) -> [Caveat] {
    [unnamed(measured, who, keys, beside: [], standApart: false), unheard(measured)].compactMap { $0 }
  }

  /// The records of which a condition on the person can be neither said nor denied.
  private static func left(of scope: RecordScope) -> Caveat? {
    let parts = scope.filter?.conjuncts ?? []
    let asked = Condition.conjunction(parts.filter(\.readsPerson))
    guard asked != .everyone else { return nil }
    var wider = scope
    wider.filter = .conjunction(parts.filter { !$0.readsPerson })
    return Caveat(asked, of: wider) { unknown, all in
      "\(scope.unknown(unknown, of: all)): whether this holds of \(unknown == 1 ? "it" : "them") is not known, and neither"
        + " this nor its opposite counts \(unknown == 1 ? "it" : "them")."
    }
  }

  private static func grouped(_ scope: RecordScope) -> Caveat {
    Caveat(.ofSomebody, of: scope) { unknown, all in
      "\(scope.unknown(unknown, of: all)): \(unknown == 1 ? "it stands" : "they stand") under (missing)."
    }
  }

  /// A share or a number of records by what is true of their people.
  private static func left(_ measured: Measure.Measured, of scope: RecordScope) -> Caveat? {
    guard let condition = measured.metric.asked, condition.readsPerson else { return nil }
    return Caveat(condition, of: scope) { unknown, all in
      "\(scope.unknown(unknown, of: all)): \(measured.title) leaves \(unknown == 1 ? "it" : "them") out."
    }
  }

  /// Messages of nobody known, where those of people are counted.
  private static func unheard(_ measured: Measure.Measured) -> Caveat? {
    guard case .records(let scope) = measured.metric.unnamed, scope.source == .feedback else { return nil }
    return Caveat(.ofSomebody, of: scope) { unknown, all in
      "\(measured.title): \(scope.unknown(unknown, of: all)), and \(unknown == 1 ? "is" : "are") left out; "
        + "`count feedback` counts \(unknown == 1 ? "it" : "them")."
    }
  }

  /// Answers of nobody known in a figure of people: left out, or in it where figures beside it are without.
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
      if isAsked, keys.isEmpty { return "\(start), and \(unknown == 1 ? "is" : "are") in it." }
      if isAsked, standApart {
        return "\(start): \(unknown == 1 ? "it stands" : "they stand") under (missing)."
      }
      let those = unknown == 1 ? "it" : "them"
      return "\(start), and \(unknown == 1 ? "is" : "are") left out: "
        + (isAsked
          ? "the group of who gave \(those) is not known."
          : "whether this holds of who gave \(those) is not known.")
    }
  }
}

extension Caveats.Caveat {
  /// Of the records of which a condition cannot be told, and of how many.
  fileprivate init(
    _ condition: Condition, of scope: RecordScope,
    sentence: @escaping (_ unknown: Int, _ all: Int) -> String
  ) {
    self.init(
      known: Groups(who: .everyone, subject: .records(scope), metrics: [.count, .number(condition)]),
      sentence: sentence)
  }

  /// - Parameter groups: of one group, with two metrics: of all, and of those of whom it is known.
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
