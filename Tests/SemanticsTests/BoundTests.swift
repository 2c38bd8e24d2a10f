import DataModel
import Plan
import SourceText
import Testing

@testable import Semantics

/// Input of any size and nesting ends in a plan or an error.
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
    #expect(reading("segment customers where \(nested)").hasPrefix("customers of whom it is not true that"))
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
}
