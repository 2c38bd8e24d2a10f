import DataModel
import Plan
import SourceText
import TestSupport
import Testing

@testable import Semantics

/// Input of any size and nesting ends with a plan or an error.
@Suite struct BoundTests {
  @Test func definitionsDoNotGrowWithoutBound() {
    let doubling = (1...40).map { "define d\($0) as d\($0 - 1) or not d\($0 - 1)" }
    let outcome = resolve((["define d0 as churned"] + doubling).joined(separator: "\n"))
    #expect(outcome.diagnostics.first?.code == .tooDeep)
    let chain = (1...450).map { "define d\($0) as not d\($0 - 1)" }
    #expect(
      resolve((["define d0 as churned"] + chain).joined(separator: "\n")).diagnostics.first?.code == .tooDeep)
  }

  @Test func deepQuestionsAreRead() {
    let depth = 45
    let nested =
      String(repeating: "not (churned or ", count: depth) + "churned" + String(repeating: ")", count: depth)
    #expect(reading("segment customers where \(nested)").hasPrefix("customers for whom it is not true that"))
    let chain = (1...120).map { "define d\($0) as not d\($0 - 1) and churned" }
    let source = (["define d0 as churned"] + chain + ["segment customers where d120"]).joined(separator: "\n")
    #expect(reading(source).hasPrefix("customers who are d120"))
  }

  @Test func manyErrorsAreCutShort() {
    let parts = Array(repeating: 0, count: 2_000).indices.map { "zqx\($0)y is 5" }
    let outcome = resolve("segment customers where \(parts.joined(separator: " or "))")
    #expect(outcome.diagnostics.count == 20)
  }

  @Test(arguments: [
    ("12", false, Scalar.integer(12)), ("-2.50", false, .decimal(units: -25, places: 1)),
    ("20", true, .decimal(units: 20, places: 2)),
    ("0.000001", false, .decimal(units: 1, places: 6)), ("3.0", false, .integer(3)),
  ])
  func numbersAreExact(spelling: String, isPercent: Bool, expected: Scalar) {
    #expect(Scalar(exactly: spelling, isPercent: isPercent) == expected)
  }

  @Test func numbersBeyondExactness() {
    #expect(Scalar(exactly: "0.0000001", isPercent: false) == nil)
    #expect(Scalar(exactly: "99999999999999999999", isPercent: false) == nil)
    #expect(
      reading("segment customers where mrr > 99999999999999999999")
        == "customers whose mrr is more than 1e+20")
  }

  /// Clauses, values and tests combined at random: each statement that parses has a plan with a reading, or an error.
  @Test(arguments: 1...4) func anythingThatParsesIsAnswered(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let values = [
      "mrr", "plan", "signup", "churned", "score", "latest score", "count of order", "total amount of order",
      "days since signup", "last login", "their plan", "device", "tags", "average score heard", "nps",
      "order",
    ]
    let tests = [
      "> 5", "is pro", "is \"x\"", "in (pro, 5)", "between 1 and 2", "in last 30 days", "since first order",
      "is missing", "contains \"a\"", "matches /a/", "> mrr", "is not true", "over 3 weeks ago", "< 20%",
      "within 3 days of signup", "is 2025-Q1", "", "between 5 and 10 days", "> 2025",
    ]
    let wholes = [
      "churned", "did order with (device is ios)", "never did login", "mentioned trust near zzz",
      "said nothing",
      "did order then not pay within 3 days", "heard scam in review", "promoter", "responded with score > 3",
    ]
    let subjects = [
      "customers", "sellers", "churned sellers", "order events", "feedback", "promoters", "plan",
    ]
    let clauses = [
      "by plan", "by month of signup", "limit 3", "sort by mrr", "by their plan, device", "show score",
    ]
    var answered = 0
    for _ in 0..<1_500 {
      let parts = (0...random.below(3)).map { _ in
        random.below(3) == 0 ? random.pick(wholes) : "\(random.pick(values)) \(random.pick(tests))"
      }
      let verb = random.pick(["segment", "count", "measure count, average mrr for", "quotes for"])
      let source =
        "\(verb) \(random.pick(subjects)) where \(parts.joined(separator: random.pick([" and ", " or ", " and not "]))) "
        + (random.below(2) == 0 ? random.pick(clauses) : "")
      let outcome = resolve(source)
      let hasError = outcome.diagnostics.contains { $0.severity == .error }
      #expect(hasError == outcome.questions.isEmpty, "\(source)")
      for question in outcome.questions {
        answered += 1
        #expect(!question.reading(in: ShopCatalog()).isEmpty)
      }
    }
    #expect(answered > 20)
  }
}
