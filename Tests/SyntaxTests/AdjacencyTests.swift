import SourceText
import Testing

@testable import Syntax

/// Adjacent constructs stay as they are: no part silently moves from one to the next.
@Suite struct AdjacencyTests {
  static let conditions: [String] =
    Examples.conditions + [
      "churned", "their plan is pro", "not churned", "responded", "did order", "did order with amount > 50",
      "did a then b",
      "mentioned trust", "mentioned exactly any of (bag, bags)", "plan is \"pro\"", "mrr between 5 and 10",
      "signup between 2025-01-01 and today", "signup within 7 days of first order",
      "last login over 30 days ago",
      "latest score in last 90 days in (9, 10)", "count of order with (amount > 5) in web > 3",
      "rate of churned < 20%",
      "days since signup > 30", "calendar days from signup to first order >= 7",
      "spend > total amount of order in survey",
      "name matches /^A/", "limit > 5", "last is 3", "average contains x", "status is set",
      "did order between 30 and 1 days before first churn",
    ]

  private static func parsed(_ condition: String) -> Condition? {
    let (script, diagnostics) = parse(SourceFile(name: "test", text: "segment customers where " + condition))
    guard diagnostics.isEmpty, case .segment(let population)? = script.statements.first?.kind else {
      return nil
    }
    return population.filter
  }

  @Test func everyConditionStandsAlone() {
    for text in AdjacencyTests.conditions { checkRoundTrip("segment customers where " + text) }
  }

  @Test(arguments: ["and", "or"]) func pairsOfConditions(_ word: String) {
    for first in AdjacencyTests.conditions {
      for second in AdjacencyTests.conditions {
        guard let left = AdjacencyTests.parsed(first), let right = AdjacencyTests.parsed(second) else {
          Issue.record("\(first) / \(second)")
          continue
        }
        let text = "\(first) \(word) \(second)"
        if let both = AdjacencyTests.parsed(text) {
          let expected =
            word == "and"
            ? join(left, right)
            : Condition(kind: .or(parts(left, or: true) + parts(right, or: true)), span: .none)
          #expect((both == expected || takenByWith(both, left, right)) as Bool, "\(text)")
        } else {
          // Two readings: this one is among those offered.
          let diagnostics = diagnose("segment customers where " + text)
          #expect(diagnostics.map(\.code) == [.ambiguous], "\(text)")
          #expect(!(diagnostics.first?.fixes.isEmpty ?? true), "\(text)")
        }
      }
    }
  }

  private func parts(_ condition: Condition, or: Bool) -> [Condition] {
    switch condition.kind {
    case .or(let parts) where or: parts
    case .and(let parts) where !or: parts
    case .or, .and, .not, .name, .comparison, .behaviour, .voice, .invalid: [condition]
    }
  }

  /// `a or b and c`: `and` binds tighter.
  private func join(_ left: Condition, _ right: Condition) -> Condition {
    let lefts = parts(left, or: true)
    let rights = parts(right, or: true)
    let middle = Condition(
      kind: .and(parts(lefts[lefts.count - 1], or: false) + parts(rights[0], or: false)), span: .none)
    let all = lefts.dropLast() + [middle] + rights.dropFirst()
    return all.count == 1 ? middle : Condition(kind: .or(Array(all)), span: .none)
  }

  /// The one exception: an open `with` takes in comparisons that follow `and`; the meaning is the same.
  private func takenByWith(_ both: Condition, _ left: Condition, _ right: Condition) -> Bool {
    both.canonical.contains(" with (") && !left.canonical.contains(" with (")
  }

  @Test func clausesAfterEachCondition() {
    let clauses = [
      "by plan", "having count > 5", "sort by mrr descending", "limit 5", "as bar",
      "limit 3 per plan",
    ]
    for condition in AdjacencyTests.conditions {
      guard let alone = AdjacencyTests.parsed(condition) else { continue }
      for clause in clauses {
        let text = "count customers where \(condition) \(clause)"
        let statements = check(text)
        guard case .count(let population)? = statements.first?.kind else {
          Issue.record("\(text)")
          continue
        }
        #expect((population.filter == alone) as Bool, "\(text)")
        #expect((statements.first?.clauses != check("count customers").first?.clauses) as Bool, "\(text)")
      }
      // A clause that could belong to the condition or the statement belongs to the condition, or is an error.
      for clause in ["in survey", "in last 90 days", "within 14 days", "with score <= 3", "since 2025-01-01"]
      {
        let statements = parse(SourceFile(name: "test", text: "count customers where \(condition) \(clause)"))
        let clauses = statements.script.statements.first?.clauses
        #expect(
          (clauses?.window == nil && clauses?.channels == nil && clauses?.with == nil) as Bool,
          "\(condition) \(clause)")
      }
    }
  }

  @Test func metricsSideBySide() {
    let metrics = [
      "count", "nps", "number of churned", "rate of churned", "rate of (did order)",
      "rate of mentioned trust in survey", "count of order",
      "count of order in last 30 days", "average mrr", "median (days from signup to first order)",
      "total amount of order in survey",
      "customers doing order", "customers doing any of (order, pay)", "mentions of trust",
      "average score heard", "max (count of churn)",
      "p90 mrr", "distinct plan", "days since signup", "their mrr",
      "latest score of feedback in (survey, support)",
    ]
    for first in metrics {
      for second in metrics {
        guard case .measure(let values)? = check("measure \(first), \(second) for sellers").first?.kind else {
          continue
        }
        #expect(
          values.map(\.canonical)
            == [first, second].map {
              $0.replacing("rate of mentioned trust in survey", with: "rate of (mentioned trust in survey)")
            })
      }
    }
  }

  /// Every word of the grammar is a name in all places where it is not reserved.
  @Test func everyKeywordIsAName() {
    let places: [(NamePlace, (String) -> String)] = [
      (.condition, { "segment customers where \($0) > 5" }),
      (.condition, { "segment customers where \($0) is pro" }),
      (.value, { "measure \($0), mrr for sellers" }), (.plain, { "measure average \($0), mrr for sellers" }),
      (.dimension, { "count sellers by \($0), plan" }), (.plain, { "segment sellers show name, \($0)" }),
      (.plain, { "segment sellers sort by \($0)" }), (.step, { "segment sellers where did \($0)" }),
      (.literal, { "segment sellers where plan is \($0)" }), (.population, { "segment \($0) where churned" }),
      (.moment, { "segment sellers where did order since \($0)" }),
      (.plain, { "segment sellers where mentioned x in \($0)" }),
      (.plain, { "count sellers limit 3 per \($0)" }),
      (.column, { "load customers from \"a.csv\" key \($0) label \($0)" }),
      (.column, { "load events from \"a.csv\" as \($0) at \($0) type \($0) number" }),
    ]
    for (place, sentence) in places {
      for keyword in Keyword.allCases {
        let word = keyword.rawValue
        check(sentence("`\(word)`"))
        let text = sentence(word)
        if !Registry.isReserved(keyword, in: place), !exceptions(place).contains(keyword) {
          #expect(diagnose(text).isEmpty, "\(text)")
        }
      }
    }
  }

  /// Words that have a meaning of their own in a place, instead of being a name.
  private func exceptions(_ place: NamePlace) -> Set<Keyword> {
    switch place {
    case .population: [.events]
    case .column: [.none]
    case .step: [.not, .any]
    case .plain: [.their, .descending, .ascending, .last, .the, .this]
    case .condition, .value, .dimension, .moment, .literal: []
    }
  }
}
