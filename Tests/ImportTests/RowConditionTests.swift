import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// `where` in a load: which rows of a file are taken.
struct RowConditionTests {
  let people = """
    id,role,mrr,active,joined,tags
    1,end-user,10,yes,2025-01-31,"[""vip"", ""new""]"
    2,agent,,no,2025-02-01,
    3,End-User,7.50,no,2025-03-01T12:00,"[""new""]"
    4,admin,5,,,
    """

  private func taken(_ condition: RowCondition, zone: Zone = .utc) -> [String] {
    Shop(["c.csv": people], [.customers { $0.condition = condition }], zone: zone).attribute("id")
  }

  private func test(_ column: String, _ test: RowCondition.Test) -> RowCondition {
    .test(.init(column), test)
  }

  @Test func testsOfEveryType() {
    let february = RowCondition.Literal.day(Day(20_120))
    #expect(taken(test("role", .oneOf([.text("end-user")]))) == ["1"])
    #expect(taken(test("role", .oneOf([.text("agent"), .text("admin")]))) == ["2", "4"])
    #expect(taken(.not(test("role", .contains("END")))) == ["2", "4"])
    #expect(taken(test("role", .startsWith("a"))) == ["2", "4"])
    #expect(taken(test("role", .endsWith("USER"))) == ["1", "3"])
    #expect(taken(test("mrr", .less(.number("7.5"), orEqual: false))) == ["4"])
    #expect(taken(test("mrr", .less(.number("7.5"), orEqual: true))) == ["3", "4"])
    #expect(taken(test("mrr", .oneOf([.number("7.5"), .text("10")]))) == ["1", "3"])
    #expect(taken(.not(test("mrr", .greater(.number("5"), orEqual: true)))) == ["2"])
    #expect(taken(test("mrr", .missing)) == ["2"])
    #expect(taken(test("active", .isTrue)) == ["1"])
    #expect(taken(test("active", .oneOf([.text("no")]))) == ["2", "3"])
    #expect(taken(test("joined", .less(february, orEqual: false))) == ["1"])
    #expect(taken(test("joined", .less(february, orEqual: true))) == ["1", "2"])
    #expect(taken(test("joined", .oneOf([.day(Day(20_148))]))) == ["3"])
    #expect(taken(test("joined", .greater(.time(Day(20_148), second: 43_199), orEqual: false))) == ["3"])
    #expect(taken(test("joined", .greater(.time(Day(20_148), second: 43_200), orEqual: false))) == [])
    #expect(taken(test("tags", .oneOf([.text("new")]))) == ["1", "3"])
    #expect(taken(test("id", .oneOf([.number("4")]))) == ["4"])
    #expect(
      taken(
        .any([test("id", .oneOf([.text("2")])), .all([test("active", .isTrue), test("mrr", .missing)])]))
        == ["2"])
    let east = Zone(named: "Asia/Taipei") ?? .utc
    #expect(
      taken(test("joined", .greater(.time(Day(20_148), second: 43_199), orEqual: false)), zone: east) == ["3"]
    )
  }

  @Test(arguments: [
    (
      "role", RowCondition.Test.isTrue,
      "role is a text, not yes or no: say which value you mean, as in `role is …`"
    ),
    ("role", .less(.number("5"), orEqual: false), "role is a text, which cannot be compared with 5"),
    ("mrr", .oneOf([.text("high")]), "mrr is a number, never “high”"),
    ("mrr", .contains("1"), "mrr is a number, and only text can contain something"),
    ("active", .less(.number("1"), orEqual: false), "active is a yes/no, which cannot be compared by size"),
    (
      "joined", .oneOf([.text("2025-02-01")]),
      "joined is a time, never “2025-02-01”: a date is written without quotes, as in `2025-03-01`"
    ),
  ])
  func whatAColumnDoesNotHold(column: String, asked: RowCondition.Test, message: String) {
    let shop = Shop(["c.csv": people], [.customers { $0.condition = test(column, asked) }])
    #expect(shop.messages == message && shop.codes == [.typeMismatch])
    #expect(shop.store == nil)
  }

  @Test func aValueThatNoRowHasIsSaid() {
    let shop = Shop(
      ["c.csv": people], [.customers { $0.condition = test("role", .oneOf([.text("agents")])) }])
    #expect(
      shop.diagnostics.map(\.message) == [
        "role of c.csv is never “agents”", "no row of c.csv meets `where`, so nothing of it is loaded",
      ])
    #expect(shop.diagnostics.first?.notes == ["Near it: agent."])
    let unknown = Shop(["c.csv": people], [.customers { $0.condition = test("rol", .missing) }])
    #expect(unknown.codes == [.unknownColumn])
  }

  /// Excluded people stay excluded, with their records, unless another file has them.
  @Test func peopleLeftOutStayOut() {
    let events = "who,on\n1,2025-01-01\n2,2025-02-02\n2,2025-12-31\n9,2025-01-03\n3,2025-01-04\n"
    let words = "by,on,said,of\n2,2025-01-05,ours,1\n1,2025-01-06,theirs,2\n"
    let loads: [LoadSpec] = [
      .customers { $0.condition = .not(test("role", .oneOf([.text("agent"), .text("End-User")]))) },
      .customers("more.csv"),
      .make(.events, "e.csv") {
        $0.customer = .init("who")
        $0.at = [.init("on")]
        $0.roles = [.init(name: .init("open"), at: [])]
      },
      .make(.feedback, "f.csv") {
        $0.customer = .init("by")
        $0.at = [.init("on")]
        $0.text = [.init("said")]
        $0.about = .init("of")
      },
    ]
    let shop = Shop(["c.csv": people, "more.csv": "id\n3\n", "e.csv": events, "f.csv": words], loads)
    #expect(shop.attribute("id") == ["1", "4", "3", "9"])
    #expect(shop.events == ["1 open 2025-01-01", "3 open 2025-01-04", "9 open 2025-01-03"])
    #expect(shop.feedback == ["1|-|-|theirs"])
    // Rows that were left out no longer affect the clock.
    #expect(shop.store?.clock?.today.iso == "2025-01-06")
    #expect(shop.result.report.files.map(\.rowsLeftOut) == [2, 0, 2, 1])
    #expect(shop.store?.feedback.about?.offsets.last == 0)
  }

  /// A condition can use texts, columns that are not kept, and joined columns; rows that it leaves out are not rejected as
  /// well.
  @Test func columnsThatAreNotKept() {
    let load = LoadSpec.make(.feedback, "f.csv") {
      $0.customer = .init("by")
      $0.at = [.init("on")]
      $0.text = [.init("said")]
      $0.ignored = [.init("draft")]
      $0.joins = [
        .init(
          path: "c.csv", pathSpan: .none, each: false, alias: "who", left: .init("by"), right: .init("id"))
      ]
      $0.condition = .all([
        .not(test("said", .contains("spam"))), .not(test("draft", .isTrue)),
        test("who.role", .oneOf([.text("end-user")])),
      ])
    }
    let words =
      "by,on,said,draft\n1,2025-01-01,fine,no\n1,2025-01-02,Spam!,no\n1,2025-01-03,later,yes\n"
      + "2,2025-01-04,agent,no\n2,soon,agent,no\n"
    let shop = Shop(["f.csv": words, "c.csv": people], [load])
    #expect(shop.feedback == ["1|-|-|fine"])
    #expect(shop.store?.feedback.properties.map(\.name).contains("draft") == false)
    let report = shop.result.report.files[0]
    #expect(report.rowsRead == 5 && report.rowsLeftOut == 4 && report.rowsRejected == 0)
  }
}
