import DataModel
import Import
import SourceText
import Store
import Testing

/// `join … total x as y`: one value of all rows of a joined file that match.
struct SummedJoinTests {
  let people = "id,name\na,Ann\nb,Bo\nc,Cy\n,Nobody\n"
  let subscriptions =
    "who,mrr,plan,from,until,left\na,10.50,pro,2025-01-01,,no\na,5,team,2025-02-01,2025-03-01,yes\n"
    + "b,7,free,2025-01-05,2025-02-01,no\na,1.25,addon,2025-01-15,,no\n"

  private func shop(
    _ sums: [LoadSpec.Sum], _ condition: RowCondition? = nil, _ joined: String? = nil, marks: [String] = []
  ) -> Shop {
    Shop(
      ["c.csv": people, "s.csv": joined ?? subscriptions],
      [
        .customers {
          var join = LoadSpec.Join(
            path: "s.csv", pathSpan: .none, each: false, alias: "s", left: .init("id"), right: .init("who"))
          join.sums = sums
          join.condition = condition
          $0.joins = [join]
          $0.missingMarks = marks
          $0.value = sums.first.map(\.name)
        }
      ])
  }

  @Test func marksForNoValueReachTheJoinedFile() {
    let shop = shop([.init(.total(.init("mrr")), as: .init("revenue"))], marks: ["7", "5"])
    #expect(shop.attribute("revenue") == ["1175e-2", "0e-2", "0e-2"])
  }

  @Test func totalsCountsNewestAndAny() {
    let all = shop([
      .init(.total(.init("mrr")), as: .init("revenue")), .init(.count, as: .init("n")),
      .init(.newest(.init("plan"), by: .init("from")), as: .init("tier")),
      .init(.any(.init("left")), as: .init("ever")), .init(.any(.init("until")), as: .init("ended")),
    ])
    #expect(all.messages == "row rejected: id: it has no id")
    #expect(
      all.store?.customers.attributes.map(\.name) == ["id", "name", "revenue", "n", "tier", "ever", "ended"])
    // Of nothing, totals and counts are zero, and what is newest is missing.
    #expect(all.attribute("revenue") == ["1675e-2", "700e-2", "0e-2"])
    #expect(all.attribute("n") == ["3", "1", "0"])
    #expect(all.attribute("tier") == ["team", "free", "-"])
    #expect(all.attribute("ever") == ["yes", "no", "no"])
    #expect(all.attribute("ended") == ["yes", "yes", "no"])
    #expect(all.store?.customers.value?.names == ["revenue"])
  }

  @Test func onlyRowsThatMeetTheCondition() {
    let active = shop(
      [.init(.total(.init("s.mrr")), as: .init("revenue")), .init(.count, as: .init("n"))],
      .test(.init("s.until"), .missing))
    #expect(active.attribute("revenue") == ["1175e-2", "0e-2", "0e-2"])
    #expect(active.attribute("n") == ["2", "0", "0"])
  }

  @Test func whatTheFileDoesNotHold() {
    #expect(shop([.init(.total(.init("mr")), as: .init("x"))]).messages == "s.csv has no column mr")
    #expect(shop([.init(.total(.init("plan")), as: .init("x"))]).codes == [.typeMismatch])
    #expect(shop([.init(.count, as: .init("name"))]).messages == "there is a column name already")
    #expect(
      shop([.init(.newest(.init("mrr"), by: .init("plan")), as: .init("x"))]).messages
        == "plan of s.csv is a text, and what is newest is told by a time or a number")
    #expect(
      shop([.init(.count, as: .init("x"))], .test(.init("mrr"), .contains("1"))).codes == [.typeMismatch])
  }

  @Test func exactAndTooLargeTotals() {
    let exact = shop(
      [.init(.total(.init("mrr")), as: .init("x"))], nil, "who,mrr\na,0.1\na,0.2\nb,9007199254740993\n")
    #expect(exact.attribute("x") == ["3e-1", "90071992547409930e-1", "0e-1"])
    let large = shop(
      [.init(.total(.init("mrr")), as: .init("x"))], nil,
      "who,mrr\na,9223372036854775807\na,9223372036854775807\n")
    #expect(large.attribute("x")[0] == "\(2 * Double(Int64.max))")
  }

  /// Rows read are those taken, rejected, left out, without a key or unused.
  @Test func rowsOfTheJoinedFileAddUp() throws {
    let rows = "who,mrr\na,1\na,2\nA,3\n,4\nz,5\nb,6,7,8\nc,-9\n"
    let shop = shop(
      [.init(.total(.init("mrr")), as: .init("revenue"))],
      .test(.init("mrr"), .greater(.number("0"), orEqual: false)), rows)
    let joined = try #require(shop.result.report.files.first?.joined.first)
    #expect([joined.rowsRead, joined.rowsTaken, joined.rowsRejected, joined.rowsLeftOut] == [7, 2, 1, 1])
    #expect([joined.rowsWithoutKey, joined.rowsUnused, joined.rowsFindingNone] == [1, 2, 1])
    #expect(shop.attribute("revenue") == ["3", "0", "0"])
    let rejected = try #require(shop.result.report.files.first?.rejected)
    #expect(rejected.map { "\($0.path):\($0.line)" } == ["c.csv:5", "s.csv:7"])
    let told = try #require(shop.diagnostics.first { $0.message.contains("does not fit") })
    #expect(told.message == "who of s.csv does not fit id: of 4 different values 2 are found there")
    #expect(told.notes == ["1 more would be found in another letter case: A is a."])
  }

  @Test func rowsOfAFileThatIsLookedUpAddUp() throws {
    let shop = Shop(
      ["c.csv": "id,plan\na,1\nb,02\nc,9\nd,\n", "p.csv": "plan,price\n1,5\n2,7\n3,9\n,1\n"],
      [
        .customers {
          $0.joins = [
            .init(
              path: "p.csv", pathSpan: .none, each: false, alias: "p", left: .init("plan"),
              right: .init("plan"))
          ]
        }
      ])
    let joined = try #require(shop.result.report.files.first?.joined.first)
    #expect([joined.rowsRead, joined.rowsTaken, joined.rowsWithoutKey, joined.rowsUnused] == [4, 1, 1, 2])
    #expect(joined.rowsFindingNone == 2)
    #expect(
      shop.diagnostics.flatMap(\.notes) == [
        "1 more would be found without zeros before them, or `.0` after: 02 is 2."
      ])
  }
}
