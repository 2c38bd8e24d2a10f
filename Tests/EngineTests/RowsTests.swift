import DataModel
import Plan
import Store
import Testing

@testable import Engine

struct RowsTests {
  private var world: World {
    var world = World()
    for (id, mrr, plan) in [("d", 5, "pro"), ("a", 5, "free"), ("c", 9, nil), ("b", nil, "pro")]
      as [(String, Int64?, String?)]
    {
      world.person(
        id, ["mrr": mrr.map { .integer($0) } ?? .missing, "plan": plan.map { .text($0) } ?? .missing])
    }
    return world
  }

  private func ids(_ order: [Order], limit: Int? = nil) throws -> [String] {
    try world.run(Plan.Rows(who: .everyone, order: order, limit: limit)).ids
  }

  private let mrr = Value.attribute("mrr", .integer)

  @Test func missingComesLastAndTiesGoById() throws {
    #expect(try ids([]) == ["a", "b", "c", "d"])
    #expect(try ids([Order(mrr, descending: false)]) == ["a", "d", "c", "b"])
    #expect(try ids([Order(mrr, descending: true)]) == ["c", "a", "d", "b"])
    #expect(
      try ids([Order(.attribute("plan"), descending: true), Order(mrr, descending: true)]) == [
        "d", "b", "a", "c",
      ])
    #expect(try ids([Order(mrr, descending: true)], limit: 2) == ["c", "a"])
    #expect(try ids([], limit: 0) == [])
  }

  @Test func valuesAreThoseOfTheShown() throws {
    let reply = try world.run(Plan.Rows(who: .everyone, columns: [mrr, .count(.events("x"))], limit: 3))
    #expect(reply.rows.map(\.values) == [[5, 0], [.missing, 0], [9, 0]])
  }

  /// A heap of the first few gives the same as sorting everything.
  @Test(arguments: [0, 1, 2, 7, 24, 25, 99, 100, 101])
  func theFirstFewAreThoseOfTheWholeOrder(limit: Int) {
    let numbers = (0..<100).map { ($0 * 37) % 100 }
    #expect(sorted(numbers, limit: limit, by: <) == Array(numbers.sorted().prefix(limit)))
    #expect(sorted(numbers, limit: nil, by: <) == numbers.sorted())
  }

  @Test func realsSortAcrossZero() {
    let reals = [-2.5, 0, -0.0, 3, -1e300, 1e-300]
    let key = SortKey(Column(scalars: reals.map { .real($0) }, zone: .utc), descending: false)
    #expect(reals.indices.sorted { key.precedes($0, $1) ?? ($0 < $1) } == [4, 0, 1, 2, 5, 3])
  }
}
