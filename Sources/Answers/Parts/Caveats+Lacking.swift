internal import DataModel
internal import Plan

/// Who has no value that a share asks of: a missing value makes a test false, and such people count in the share all the
/// same.
extension Caveats {
  static func lacking(_ who: Who, _ subject: Subject, _ metrics: [Measure.Measured]) -> [Caveat] {
    metrics.flatMap { measured -> [Caveat] in
      guard let asked = measured.metric.shared else { return [] }
      let parts = asked.conjuncts
      return parts.compactMap { part in
        // Of several parts a missing one decides only where it makes the part false.
        guard let tested = part.tested, tested.value.isAsked, !tested.isNegated || parts.count == 1 else {
          return nil
        }
        return lacking(tested.value, asked, in: subject, who) { missing, all in
          "\(measured.title): \(grouped(missing)) of \(grouped(all)) \(missing == 1 ? "has" : "have") no "
            + "\(tested.value.words), and count\(missing == 1 ? "s" : "") as \(tested.isNegated ? "yes" : "no")."
        }
      }
    }
  }

  /// The same of the share that some people are of their population. Of what is denied `Including` tells.
  static func lacking(_ who: Who) -> [Caveat] {
    (who.filter?.conjuncts ?? []).compactMap { part in
      guard let tested = part.tested, tested.value.isAsked, !tested.isNegated else { return nil }
      return lacking(tested.value, .everyone, in: .people, Who(who.population)) { missing, all in
        "\(grouped(missing)) of \(grouped(all)) \(who.population.counted(all)) \(missing == 1 ? "has" : "have") no "
          + "\(tested.value.words), and count\(missing == 1 ? "s" : "") as no."
      }
    }
  }

  private static func lacking(
    _ value: Value, _ asked: Condition, in subject: Subject, _ who: Who,
    sentence: @escaping (_ missing: Int, _ all: Int) -> String
  ) -> Caveat {
    let isMissing = Condition.test(value, .isMissing)
    func told(_ counts: [Int]) -> String? {
      counts.count == 2 && counts[0] > 0 ? sentence(counts[0], counts[1]) : nil
    }
    switch subject {
    case .people:
      return Caveat([.conjunction([who.condition, isMissing]), who.condition], sentence: told)
    case .records(let scope):
      var without = scope
      without.filter = .conjunction([scope.filter ?? .everyone, isMissing])
      return Caveat([(without, .count), (scope, .number(asked))], sentence: told)
    }
  }
}

extension Metric {
  /// The condition of a share.
  fileprivate var shared: Condition? {
    if case .rate(let condition) = unnamed { return condition }
    return nil
  }
}

extension Condition {
  /// A test that is false where its value is missing, or the opposite of one.
  fileprivate var tested: (value: Value, isNegated: Bool)? {
    var (condition, isNegated) = (unnamed, false)
    while case .not(let inner) = condition { (condition, isNegated) = (inner.unnamed, !isNegated) }
    guard case .test(let value, let test) = condition, test.isFalseWhenMissing else { return nil }
    return (value, isNegated)
  }
}

extension Value {
  /// Whether it is something that was asked or written down, so that without it nothing is known. What has no date has not
  /// happened, which is known.
  fileprivate var isAsked: Bool {
    switch self {
    case .attribute(let attribute): !attribute.type.isTime
    case .property(let property), .aggregate(_, let property, _): !property.type.isTime
    case .named(_, let inner): inner.isAsked
    case .literal, .count, .moment, .elapsed, .cycle, .presence: false
    }
  }
}
