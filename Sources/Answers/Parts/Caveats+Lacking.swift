internal import DataModel
internal import Plan

/// Caveats about missing values. A test on a missing value is false, so people without the value still count in shares:
/// as no, or as yes where the test is negated.
extension Caveats {
  /// For people counted because a negated test is true of them only for lack of a value: `Including 25 with no plan.`
  static func including(_ who: Who) -> [Caveat] {
    guard let filter = who.filter else { return [] }
    return MissingValue.all(in: filter).compactMap { missingValue in
      missingValue.whereTrue(filter).map {
        Caveat([.conjunction([who.condition, $0])], sentence: including(missingValue.words))
      }
    }
  }

  /// The same for records.
  static func including(_ scope: RecordScope) -> [Caveat] {
    guard let filter = scope.filter else { return [] }
    return MissingValue.all(in: filter).compactMap { missingValue in
      missingValue.whereTrue(filter).map { decided in
        var lacking = scope
        lacking.filter = .conjunction([filter, decided])
        return Caveat([(lacking, .count)], sentence: including(missingValue.words))
      }
    }
  }

  private static func including(_ words: String) -> (_ counts: [Int]) -> String? {
    { $0[0] > 0 ? "Including \(grouped($0[0])) with no \(words)." : nil }
  }

  static func lacking(
    _ who: Who, _ subject: Subject, _ metrics: [Measure.Measured], _ keys: [GroupKey]
  ) -> [Caveat] {
    metrics.flatMap { measured -> [Caveat] in
      if case .aggregate(_, let value) = measured.metric.unnamed, subject == .people,
        let missingValue = MissingValue.emptyWindow(value)
      {
        return [
          lacking(missingValue.missing, .everyone, in: subject, who) { missing, all in
            "\(measured.title): \(grouped(missing)) of \(grouped(all)) \(missing == 1 ? "has" : "have") no \(missingValue.words), "
              + "and count\(missing == 1 ? "s" : "") as 0."
          }
        ]
      }
      guard let asked = measured.metric.asked else { return [] }
      return lacking(measured.title, asked, in: subject, who, isShare: measured.metric.isShare)
    }
      + keys.flatMap { key -> [Caveat] in
        guard subject == .people, case .condition(let condition) = key.value else { return [] }
        return lacking(key.title, condition, in: subject, who, isShare: true)
      }
  }

  /// For people without a value who count as yes and, if the figure is a share, for those who count as no.
  private static func lacking(
    _ title: String, _ asked: Condition, in subject: Subject, _ who: Who, isShare: Bool
  ) -> [Caveat] {
    MissingValue.all(in: asked).flatMap { missingValue in
      // "No" is only noted where the missing value alone makes the condition false.
      let parts = [
        (missingValue.whereTrue(asked), "yes"), (isShare ? missingValue.whereFalse(asked) : nil, "no"),
      ]
      return parts.compactMap { people, word in
        people.map { people in
          lacking(people, asked, in: subject, who) { missing, all in
            "\(title): \(grouped(missing)) of \(grouped(all)) \(missing == 1 ? "has" : "have") no "
              + "\(missingValue.words), and count\(missing == 1 ? "s" : "") as \(word)."
          }
        }
      }
    }
  }

  /// For the share that people are of their population: those who count as no for lack of a value.
  static func lacking(_ who: Who) -> [Caveat] {
    guard let filter = who.filter else { return [] }
    return MissingValue.all(in: filter).compactMap { missingValue in
      missingValue.whereFalse(filter).map { people in
        lacking(people, .everyone, in: .people, Who(who.population)) { missing, all in
          "\(grouped(missing)) of \(grouped(all)) \(who.population.counted(all)) \(missing == 1 ? "has" : "have") no "
            + "\(missingValue.words), and count\(missing == 1 ? "s" : "") as no."
        }
      }
    }
  }

  private static func lacking(
    _ people: Condition, _ asked: Condition, in subject: Subject, _ who: Who,
    sentence: @escaping (_ missing: Int, _ all: Int) -> String
  ) -> Caveat {
    func told(_ counts: [Int]) -> String? {
      counts.count == 2 && counts[0] > 0 ? sentence(counts[0], counts[1]) : nil
    }
    switch subject {
    case .people:
      return Caveat([.conjunction([who.condition, people]), who.condition], sentence: told)
    case .records(let scope):
      var without = scope
      without.filter = .conjunction([scope.filter ?? .everyone, people])
      return Caveat([(without, .count), (scope, .number(asked))], sentence: told)
    }
  }
}

extension Metric {
  fileprivate var isShare: Bool { if case .rate = unnamed { true } else { false } }
}
