import DataModel
import TestSupport
import Testing

@testable import Present

/// The finding of an answer: it says no more than the intervals do.
@Suite struct TakeawayTests {
  private func sentence(_ table: Answer.Table) -> String? {
    Takeaway(figures: FigureText(zone: .utc)).sentence(Shaped.answer(table))
  }

  /// A table of shares by plan.
  private func shares(_ rows: [(String, Double, low: Double, high: Double)], small: Set<String> = [])
    -> Answer.Table
  {
    var table = Answer.Table(
      columns: [Answer.Column("plan", .text), Answer.Column("rate of churned", .real, unit: .share)],
      rows: rows.map { name, value, low, high in
        [
          Answer.Cell(.text(name)),
          Answer.Cell(.real(value), low: low, high: high, isSmall: small.contains(name)),
        ]
      })
    table.shape = Answer.Table.Shape(.groups, keys: 1, figures: [1])
    return table
  }

  @Test func theHighestIsAboveAllOthers() {
    let table = shares([
      ("free", 0.14, low: 0.11, high: 0.18), ("pro", 0.43, low: 0.38, high: 0.48),
      ("team", 0.2, low: 0.17, high: 0.25),
    ])
    #expect(sentence(table) == "pro has the highest rate of churned: 43.0%, against 14.0%–20.0% elsewhere")
  }

  @Test func theLowestIsBelowAllOthers() {
    let table = shares([
      ("free", 0.1, low: 0.08, high: 0.12), ("pro", 0.3, low: 0.2, high: 0.4),
      ("team", 0.35, low: 0.3, high: 0.45),
    ])
    #expect(sentence(table) == "free has the lowest rate of churned: 10.0%, against 30.0%–35.0% elsewhere")
  }

  @Test func intervalsThatOverlapShowNoDifference() {
    let table = shares([("free", 0.2, low: 0.1, high: 0.3), ("pro", 0.25, low: 0.2, high: 0.35)])
    #expect(
      sentence(table) == "No clear difference in rate of churned: 20.0% to 25.0%, and the intervals overlap")
  }

  @Test func twoGroupsInTheMiddleAreNotRanked() {
    let table = shares([
      ("a", 0.1, low: 0.05, high: 0.2), ("b", 0.15, low: 0.1, high: 0.4), ("c", 0.5, low: 0.3, high: 0.7),
    ])
    #expect(sentence(table) == "rate of churned runs from 10.0% (a) to 50.0% (c)")
  }

  /// A group of fewer than 30 people is never the highest.
  @Test func smallGroupsAreLeftOut() {
    let table = shares(
      [
        ("few", 1, low: 0.9, high: 1), ("free", 0.14, low: 0.11, high: 0.18),
        ("pro", 0.43, low: 0.38, high: 0.48),
      ],
      small: ["few"])
    #expect(sentence(table) == "pro has the highest rate of churned: 43.0%, against 14.0% for free")
    #expect(
      sentence(shares([("a", 0.1, low: 0, high: 0.2), ("b", 0.9, low: 0.8, high: 1)], small: ["a"])) == nil)
  }

  @Test func countsHaveALargestGroup() {
    var table = Shaped.groups([("a", Shaped.cell(30)), ("b", Shaped.cell(50))], all: Shaped.cell(80))
    table.columns[1].unit = .people
    #expect(sentence(table) == "b is the largest group: 50.0 of 80 (62.5%)")
    table.rows[0][1] = Shaped.cell(50)
    #expect(sentence(table) == nil, "two are the largest")
  }

  /// Plain counts go from one to another; a rise is claimed only where the intervals are apart, and only of times that are over.
  @Test func courseOfTime() {
    let counts = Shaped.series(
      ["1", "2", "3"], [("n", [Shaped.cell(4), Shaped.cell(6), Shaped.cell(1, open: true)])])
    #expect(sentence(counts) == "n went from 4.00 in 1 to 6.00 in 2")
    var shares = counts
    shares.rows[0][1] = Answer.Cell(.real(0.1), low: 0.05, high: 0.15)
    shares.rows[1][1] = Answer.Cell(.real(0.3), low: 0.25, high: 0.35)
    #expect(sentence(shares)?.contains("n rose from") == true)
    shares.rows[1][1] = Answer.Cell(.real(0.2), low: 0.1, high: 0.35)
    #expect(sentence(shares)?.hasPrefix("No clear change in n") == true)
  }

  @Test func theLargestLossOfAFunnel() {
    let steps = Shaped.steps([("signup", 100, 10), ("list", 60, 0), ("pay", 50, 0)])
    #expect(sentence(steps) == "The largest loss is between signup and list: 30 of 100 (30.0%)")
    #expect(sentence(Shaped.steps([("signup", 20, 0), ("list", 1, 0)])) == nil, "too few")
  }
}
