import DataModel
import Import
import SourceText
import Store
import Testing

/// `join … total x as y`: aggregates of the matching rows of a joined file.
struct SummedJoinTests {
  let people = "id,name\na,Ann\nb,Bo\nc,Cy\n,Nobody\n"
  let subscriptions =
    "who,mrr,plan,from,until,left\na,10.50,pro,2025-01-01,,no\na,5,team,2025-02-01,2025-03-01,yes\n"
    + "b,7,free,2025-01-05,2025-02-01,no\na,1.25,addon,2025-01-15,,no\n"

  private func shop(
    _ sums: [LoadSpec.Sum], _ condition: RowCondition? = nil, _ joined: String? = nil, marks: [String] = [],
    _ set: (inout LoadSpec) -> Void = { _ in }
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
          set(&$0)
        }
      ])
  }

  @Test func marksForNoValueReachTheJoinedFile() {
    let shop = shop([.init(.total(.init("mrr")), as: .init("revenue"))], marks: ["7", "5"])
    #expect(shop.attribute("revenue") == ["1175e-2", "0e-2", "0e-2"])
  }

  /// Amounts in several currencies are not added without conversion.
  @Test(arguments: ["amount", "x"])
  func totalsAreOfOneCurrency(name: String) {
    let rows = "who,\(name),Currency\na,10,usd\na,5,eur\nb,3,USD\n"
    let total = [LoadSpec.Sum(.total(.init(name)), as: .init("m"))]
    let mixed = shop(total, nil, rows)
    #expect(
      mixed.messages
        == "\(name) of s.csv holds several currencies, according to Currency: 2 USD, 1 EUR\nrow rejected: id: it has no id"
        || mixed.messages == "\(name) of s.csv holds several currencies, according to Currency: 2 USD, 1 EUR")
    #expect(mixed.store == nil)
    let rated = shop(total, nil, rows) { $0.rates = ("USD 1, EUR 2", .none) }
    #expect(rated.attribute("m") == ["20", "3", "0"])
    let one = shop(total, .test(.init("Currency"), .oneOf([.text("usd"), .text("USD")])), rows)
    #expect(one.attribute("m") == ["10", "3", "0"])
    #expect(
      mixed.diagnostics.flatMap(\.notes).contains(
        "`where s.Currency in (usd, USD)`, after the join, takes only the rows of one."))
    for shop in [rated, one] {
      #expect(shop.store?.customers.value?.values.unit == .money(Currency(code: "USD")))
    }
    #expect(one.result.report.files[0].currencies.map(\.words) == ["\(name): in USD, according to Currency"])
  }

  /// Placeholder dates are missing, even if a column has no others.
  @Test(arguments: ["0000-00-00", "9999-12-31 00:00:00", "1900-01-01"])
  func whatHasNoDateIsMissing(none: String) {
    let rows = "who,mrr,until,why\na,20,\(none),\(none)\na,10,\(none),moved\nb,7,\(none),late\n"
    for (column, sums) in [("until", ["30e0", "7e0", "0e0"]), ("why", ["20e0", "0e0", "0e0"])] {
      let shop = shop(
        [.init(.total(.init("mrr")), as: .init("revenue"))], .test(.init(column), .missing), rows)
      #expect(shop.attribute("revenue") == sums.map { String($0.dropLast(2)) })
    }
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
    // Without rows, totals and counts are zero, and the newest value is missing.
    #expect(all.attribute("revenue") == ["1675e-2", "700e-2", "0e-2"])
    #expect(all.attribute("n") == ["3", "1", "0"])
    #expect(all.attribute("tier") == ["team", "free", "-"])
    #expect(all.attribute("ever") == ["yes", "no", "no"])
    #expect(all.attribute("ended") == ["yes", "yes", "no"])
    #expect(all.store?.customers.value?.names == ["revenue"])
  }

  /// Two values, neither of which is known to mean yes.
  @Test func anyOfTwoUnclearValuesIsReported() {
    let rows = "who,state\na,active\na,inactive\nb,inactive\n"
    let any = [LoadSpec.Sum(.any(.init("state")), as: .init("on"))]
    let told = shop(any, nil, rows)
    #expect(told.attribute("on") == ["yes", "yes", "no"])
    #expect(told.messages.contains("state of s.csv is “active” or “inactive”: `any` is yes for both"))
    let asked = shop(any, .test(.init("state"), .oneOf([.text("active")])), rows)
    #expect(asked.attribute("on") == ["yes", "no", "no"] && !asked.messages.contains("`any` is yes"))
  }

  @Test(arguments: [
    "0 1", "f t", "no yes", "N Y", "False True", "nein ja", "non oui", "FALSCH WAHR", "FAUX VRAI", "нет да",
    "No Sí",
    "non oui",
  ])
  func anyOfYesAndNoIsOr(words: String) {
    let (no, yes) = (words.prefix { $0 != " " }, words.drop { $0 != " " }.dropFirst())
    let rows = "who,on\na,\(no)\na,\(yes)\nb,\(no)\n"
    #expect(
      shop([.init(.any(.init("on")), as: .init("x"))], nil, rows).attribute("x") == ["yes", "no", "no"])
  }

  @Test func ofEquallyNewRowsTheFirstCounts() throws {
    let rows = "who,plan,from\na,pro,2025-01-01\na,team,2025-01-01\nb,x,2025-01-01\nb,x,2025-01-01\n"
    let shop = shop([.init(.newest(.init("plan"), by: .init("from")), as: .init("tier"))], nil, rows)
    #expect(shop.attribute("tier") == ["pro", "x", "-"])
    let told = try #require(shop.diagnostics.first { $0.code == .conflictingKey })
    #expect(told.message.hasPrefix("1 who has several rows in s.csv that differ in plan"))
    #expect(told.notes == ["a: plan is “pro” on line 2 and “team” on line 3."])
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
    #expect(shop([.init(.count, as: .init("name"))]).messages == "there is already a column name")
    #expect(
      shop([.init(.newest(.init("mrr"), by: .init("plan")), as: .init("x"))]).messages
        == "plan of s.csv is a text, and `newest` needs a time or a number")
    #expect(
      shop([.init(.count, as: .init("x"))], .test(.init("mrr"), .contains("1"))).codes == [.typeMismatch])
  }

  /// A condition below a join filters the joined file; if it may be meant for the load, that is an error.
  @Test func aConditionThatCouldBeTheLoads() {
    let sum = LoadSpec.Sum(.count, as: .init("n"))
    let rows = "who,name,mrr\na,x,1\na,y,2\n"
    let name = RowCondition.test(.init("name"), .oneOf([.text("x")]))
    #expect(
      shop([sum], name, rows).messages
        == "name is a column of both s.csv and the load, and this `where` may mean either")
    #expect(
      shop([sum], name).messages
        == "s.csv has no column name, but the load has: this `where` filters the joined rows")
    #expect(
      shop([.init(.total(.init("mrr")), as: .init("sum"))], .test(.init("sum"), .missing)).messages
        == "s.csv has no column sum, but the load has: this `where` filters the joined rows")
    let own = shop([sum], .test(.init("s.name"), .oneOf([.text("x")])), rows)
    #expect(own.attribute("n") == ["1", "0", "0"])
    let total = shop(
      [.init(.total(.init("mrr")), as: .init("mrr"))],
      .test(.init("mrr"), .greater(.number("1"), orEqual: false)),
      rows)
    #expect(total.attribute("mrr") == ["2", "0", "0"])
  }

  /// Settings for cells apply to the joined file through its alias, and the advice offers exactly those.
  @Test func linesThatReachTheJoinedFile() {
    func newest(_ rows: String, _ set: (inout LoadSpec) -> Void = { _ in }) -> Shop {
      shop([.init(.newest(.init("st"), by: .init("d")), as: .init("x"))], nil, rows, set)
    }
    let dates = "who,st,d\na,one,01/02/2025\na,two,03/01/2025\n"
    let open = newest(dates) { $0.file = SourceFile(name: "w.heed", text: "") }
    #expect(open.messages == "d of s.csv is a text, and `newest` needs a time or a number")
    #expect(
      open.diagnostics[0].fixes.map(\.message) == [
        "add `dates day first in s.d`", "add `dates month first in s.d`",
      ])
    #expect(
      newest(dates) { $0.dateOrders = [(.dayFirst, [.init("s.d")])] }.attribute("x") == ["one", "-", "-"])
    #expect(
      newest(dates) { $0.dateOrders = [(.monthFirst, [.init("s.d")])] }.attribute("x") == ["two", "-", "-"])
    let soon = "who,st,d\na,one,2025-01-02\na,two,soon\na,three,2025-01-01\n"
    let told = newest(soon) { $0.file = SourceFile(name: "w.heed", text: "") }
    #expect(told.diagnostics[0].fixes.map(\.message) == ["add `missing \"soon\"`"])
    #expect(newest(soon) { $0.missingMarks = ["soon"] }.attribute("x") == ["one", "-", "-"])
    #expect(
      newest(soon) { $0.types = [.init(column: .init("s.d"), type: .date)] }.attribute("x") == [
        "one", "-", "-",
      ])
    let lost = newest(soon) { $0.types = [.init(column: .init("d"), type: .date)] }
    #expect(
      lost.messages == "c.csv has no column d"
        && lost.diagnostics[0].notes == ["A joined file has it: `s.d`."])
  }

  @Test func totalsOfWhatHasToBeSaid() {
    func total(_ rows: String, _ set: @escaping (inout LoadSpec) -> Void = { _ in }) -> Shop {
      shop([.init(.total(.init("x")), as: .init("t"))], nil, rows) {
        $0.file = SourceFile(name: "w.heed", text: "")
        set(&$0)
      }
    }
    let open = total("who,x\na,1.200\na,1.300\n")
    #expect(
      open.diagnostics[0].fixes.map(\.message) == [
        "add `decimals point in s.x`", "add `decimals comma in s.x`",
      ])
    let comma = total("who,x\na,1.200\na,1.300\n") { $0.columnDecimals = [(true, [.init("s.x")])] }
    #expect(comma.attribute("t") == ["2500", "0", "0"])
    let lengths = "who,x\na,1h 30m\na,2h 30m\n"
    #expect(total(lengths).diagnostics[0].fixes.map(\.message) == ["add `type s.x duration`"])
    let typed = total(lengths) { $0.types = [.init(column: .init("s.x"), type: .duration)] }
    #expect(Double(typed.attribute("t")[0]) == 4 && typed.messages == "row rejected: id: it has no id")
    let text = total(lengths) { $0.types = [.init(column: .init("s.x"), type: .text)] }
    #expect(text.messages == "x of s.csv is a text, and only numbers can be added up")
  }

  /// A file that several joins read is reported once.
  @Test func severalJoinsOfOneFile() throws {
    let shop = shop(
      [.init(.count, as: .init("n"))], nil, "who,mrr\na,1\na,2,3\nb,soon\nb,1\n",
      {
        var other = $0.joins[0]
        other.sums = [.init(.total(.init("mrr")), as: .init("revenue"))]
        $0.joins.append(other)
      })
    #expect(shop.messages.split(separator: "\n").count { $0.contains("it has 3 cells") } == 1)
    let file = try #require(shop.result.report.files.first)
    #expect(file.rejected.map { "\($0.path):\($0.line)" } == ["c.csv:5", "s.csv:3"])
    #expect(file.joined.map(\.names) == [["n"], ["revenue"]] && file.joined.map(\.rowsRejected) == [1, 1])
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

  /// The rows read are the sum of those taken, rejected, left out, without a key, and unused.
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
    let told = try #require(shop.diagnostics.first { $0.message.contains("does not match") })
    #expect(told.message == "who of s.csv does not match id: 2 of 4 different values are found there")
    #expect(told.notes == ["1 more would match with other capitalization: A is a."])
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
        "1 more would match without leading zeros or a final `.0`: 02 is 2."
      ])
  }
}
