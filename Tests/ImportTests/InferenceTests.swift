import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// The type that a column gets from all its values.
struct InferenceTests {
  /// A customers file with one column `x` beside the id, each value quoted.
  func shop(_ values: [String], quoted: Bool = true, _ set: (inout LoadSpec) -> Void = { _ in }) -> Shop {
    let rows = values.enumerated().map { row, value in
      quoted ? "c\(row),\"\(value.replacing("\"", with: "\"\""))\"" : "c\(row),\(value)"
    }
    return Shop(["c.csv": (["id,x"] + rows).joined(separator: "\n")], [.customers(set: set)])
  }

  func check(
    _ values: [String], _ type: ValueType, _ expected: [String]? = nil, remark: String = "",
    _ set: (inout LoadSpec) -> Void = { _ in }, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for quoted in [true, false]
    where quoted || !values.contains(where: { $0.contains(",") || $0.contains("\"") }) {
      let shop = shop(values, quoted: quoted, set)
      #expect(shop.messages == "", sourceLocation: sourceLocation)
      #expect(shop.type("x") == type, sourceLocation: sourceLocation)
      #expect(shop.attribute("x") == expected ?? values, sourceLocation: sourceLocation)
      #expect(shop.said("x") == remark, sourceLocation: sourceLocation)
      #expect(shop.reported("x")?.type == type, sourceLocation: sourceLocation)
      #expect(
        shop.reported("x")?.missing == (expected ?? values).count { $0 == "-" },
        sourceLocation: sourceLocation)
    }
  }

  @Test func booleans() {
    check(["Yes", "No", "", "NO"], .boolean, ["yes", "no", "-", "no"])
    check(["TRUE", "false", " "], .boolean, ["yes", "no", "-"])
    check(["Yes", "No", "No internet"], .text)
    check(["0", "1", "1"], .integer)
    check(["0", "1", ""], .boolean, ["no", "yes", "-"]) {
      $0.types = [.init(column: .init("x"), type: .boolean)]
    }
    check(["y", "n", "t"], .text)
    check(["Ja", "nein", "", "JA"], .boolean, ["yes", "no", "-", "yes"])
    check(["да", "нет"], .boolean, ["yes", "no"])
    // One of the words alone may be a value, and so may both beside others.
    check(["non", "non"], .text)
    check(["ja", "nein", "jain"], .text)
    check(["non", "non"], .boolean, ["no", "no"]) {
      $0.types = [.init(column: .init("x"), type: .boolean)]
    }
  }

  /// Plain values take the fast path, values with a blank the general one; both must give the same.
  @Test func plainMomentsAreReadAsAnyOther() {
    let moments = [
      "2025-03-01", "2024-02-29", "2025-02-29", "2025-13-01", "2025-00-10", "0000-00-00", "2025/03/01",
      "2025-3-001", "2025-03-01T10:00:59", "2025-03-01 23:59:00", "2025-03-01T24:00:00",
      "2025-03-01T10:60:00",
      "2025-03-01T10:00:60", "2025-03-01T10:00:00Z", "2025-03-01T10:00:00z", "2025-03-01X10:00:00",
      "2025-03-01T10.00.00Z", "1969-12-31T23:59:59Z", "9999-12-31T00:00:00", "2025-03-0a", "20x5-03-01",
    ]
    for moment in moments {
      let padded = Array(" \(moment)".utf8)
      #expect(MomentCell(Array(moment.utf8).span) == MomentCell(padded.span), "\(moment)")
    }
    #expect(MomentCell(Array("1970-01-02T00:00:01Z".utf8).span)?.value == 86_401_000_000)
  }

  @Test func numbers() {
    check(["1", "-20", "300"], .integer)
    check(["1", "2.5", "-0.125", "7"], .decimal(places: 3), ["1000e-3", "2500e-3", "-125e-3", "7000e-3"])
    check([" 12 ", "7"], .integer, ["12", "7"])
    check(["1.10", "2.00"], .decimal(places: 2), ["110e-2", "200e-2"])
    check(["0.1234567", "1"], .real, ["0.1234567", "1.0"])
    check(["1.50000000", "2"], .decimal(places: 6), ["1500000e-6", "2000000e-6"])
    check(["1.2E3", "2"], .real, ["1200.0", "2.0"])
    check(["9223372036854775807", "1"], .integer)
    check(
      ["9223372036854775807", "0.5"], .real, ["9.223372036854776e+18", "0.5"],
      remark: "numbers of more than 15 digits are rounded")
    check(["9223372036854775808", "1"], .text)
    check([".5", "-.25"], .decimal(places: 2), ["50e-2", "-25e-2"])
    // Values that may be ids, phone numbers, versions or prices stay text.
    check(["007", "12"], .text)
    check(["+491234", "12"], .text)
    check(
      ["1,200", "3"], .text,
      remark: "text, because 1 of its 2 cells is not a plain number: “1,200”: `type x number`")
    check(
      ["$12", "$13"], .text,
      remark: "text, because 2 of its 2 cells are not plain numbers: “$12”, “$13”: `type x number`")
    check(["1.", "2"], .text)
    check(["1e5x"], .text)
    check(["--", "---"], .text)
    check(["inf", "1"], .text)
  }

  @Test func missing() {
    check(
      ["", " ", "NULL", "null", "N/A", "n/a", "#N/A", "NaN", "\\N", "1"], .integer,
      [
        "-", "-", "-", "-", "-", "-", "-", "-", "-", "1",
      ], remark: "1 cell is “#N/A”, 1 “N/A”, 1 “n/a” and count as missing")
    check(["a", "n/a"], .text, ["a", "-"], remark: "1 cell is “n/a” and counts as missing")
    check(["", " ", "NULL", "word"], .text, ["-", "-", "-", "word"])
    check(["", ""], .text, ["-", "-"])
    check(["NA", "None", "nil"], .text)
    check(
      ["7", "NA", "None", "None"], .integer, ["7", "-", "-", "-"],
      remark: "2 cells are “None”, 1 “NA” and count as missing")
    check(
      ["-", "–", "—", "7"], .integer, ["-", "-", "-", "7"],
      remark: "1 cell is “-”, 1 “–”, 1 “—” and count as missing")
    check(["a", "-"], .text, ["a", "-"], remark: "1 cell is “-” and counts as missing")
    check(
      ["TBD", "tbd ", "7"], .integer, ["-", "-", "7"],
      remark: "1 cell is “TBD”, 1 “tbd” and count as missing"
    ) { $0.missingMarks = ["TBD"] }
    // All kinds of Unicode blanks.
    let blanks = shop(["\r\n", "\t", "\u{A0}", "\u{200B}", "\u{202F} \u{FEFF}", "7"])
    #expect(blanks.type("x") == .integer)
    #expect(blanks.attribute("x") == ["-", "-", "-", "-", "-", "7"])
  }

  @Test func aNearlyNumericColumnSaysWhy() {
    let values = (1...30).map(String.init) + ["n.k."]
    check(
      values, .text, remark: "text, because 1 of its 31 cells is not a number: “n.k.”: `missing \"n.k.\"`")
  }

  @Test func overrides() {
    func type(_ kind: LoadSpec.TypeOverride.Kind) -> (inout LoadSpec) -> Void {
      { $0.types = [.init(column: .init("X"), type: kind)] }
    }
    check(
      ["1,200.50", "3", "(4)", "1'000"], .decimal(places: 2),
      ["120050e-2", "300e-2", "-400e-2", "100000e-2"], type(.number))
    check(["1999", "50", ""], .decimal(places: 2), ["1999e-2", "50e-2", "-"], type(.cents))
    check(["1", "2"], .text, nil, type(.text))
    check(["45000", "20000"], .date, ["2023-03-15", "1954-10-03"], remark: "Excel's days", type(.date))
    check(
      ["1700000000", "1700000001"], .timestamp,
      [
        "2023-11-14+1700000000000000", "2023-11-14+1700000001000000",
      ], remark: "epoch seconds", type(.timestamp))
    check(
      ["1700000000123"], .timestamp, ["2023-11-14+1700000000123000"], remark: "epoch milliseconds",
      type(.timestamp))
    check(["2023-11-14T23:30:00Z"], .date, ["2023-11-14"], type(.date))
    let partly = shop(["1", "2", "x", "y"], type(.integer))
    #expect(partly.attribute("x") == ["1", "2", "-", "-"])
    #expect(partly.messages == "x: 2 values are not a whole number and count as missing: “x” and “y”")
    #expect(partly.diagnostics.first?.dataLine == 4)
    let mostly = shop(["x", "y", "1"], type(.number))
    #expect(mostly.codes == [.typeMismatch] && mostly.store == nil)
    let whole = shop(["5.0", "1,000", "1e3", "7", "5.5"], type(.integer))
    #expect(whole.attribute("x") == ["5", "1000", "1000", "7", "-"])
    #expect(whole.messages == "x: 1 value is not a whole number and counts as missing: “5.5”")
    #expect(whole.diagnostics.first?.dataLine == 6)
    // Rows count, not distinct values.
    let often = shop(["1", "1", "1", "x", "y", "z", "w"], type(.number))
    #expect(often.messages == "4 of 7 cells of x of c.csv are not numbers, such as “x”")
    #expect(shop(["1", "1", "1", "1", "x", "y", "z"], type(.number)).codes == [.suspiciousData])
  }

  @Test func decimalCommasNeedSemicolons() {
    func read(_ values: [String]) -> Shop {
      let rows = values.enumerated().map { "c\($0);\($1)" }
      return Shop(["c.csv": (["id;x"] + rows).joined(separator: "\n")], [.customers()])
    }
    #expect(read(["1,5", "2"]).attribute("x") == ["15e-1", "20e-1"])
    #expect(read(["1,5", "2"]).reported("x")?.remark == "decimal commas")
    #expect(read(["1.5", "2"]).attribute("x") == ["15e-1", "20e-1"])
    #expect(read(["1,5", "2.5"]).type("x") == .text)
    #expect(read(["1.234,5", "2"]).type("x") == .text)
  }

  @Test func dates() {
    check(["2025-03-01", "2024/2/29"], .date, ["2025-03-01", "2024-02-29"])
    check(["2025-02-30"], .text)
    check(
      ["0000-00-00", "2025-03-01"], .date, ["-", "2025-03-01"],
      remark: "1 cell is “0000-00-00” and counts as missing")
    check(["1.3.2025", "03.04.2025"], .date, ["2025-03-01", "2025-04-03"])
    check(["03.17.2025", "03.12.2025"], .date, ["2025-03-17", "2025-03-12"], remark: "month first")
    check(["10.13.06", "10.12.06"], .text)
    check(
      ["15 Mar 2024", "1-April-2025", "Mar 5, 2024", "September 9 2024"], .date,
      [
        "2024-03-15", "2025-04-01", "2024-03-05", "2024-09-09",
      ])
    check(["20250301", "20250302"], .integer)
    check(["1.2.10", "1.2.11"], .text)
    check(["2025-03-01 extra"], .text)
  }

  @Test func dayAndMonthAreDecidedByTheColumn() {
    check(["03-04-2024", "28-04-2024"], .date, ["2024-04-03", "2024-04-28"], remark: "day first")
    check(
      ["03/04/2024", "4/28/2024", "1/2/24"], .date, ["2024-03-04", "2024-04-28", "2024-01-02"],
      remark: "month first")
    check(["01/01/2024", "05-05-2024"], .date, ["2024-01-01", "2024-05-05"])
    check(["03/04/2024"], .date, ["2024-04-03"], remark: "day first") { $0.dateOrder = .dayFirst }
    check(["03/04/2024"], .date, ["2024-03-04"], remark: "month first") { $0.dateOrder = .monthFirst }
    check(
      ["28/04/2024", "04/28/2024"], .text,
      remark:
        "text, because “28/04/2024” is day first and “04/28/2024” is month first: `dates day first in x` or `dates month first in x`"
    )
    // Another column of the file decides for an ambiguous one; ISO dates next to it are not changed.
    let shop = Shop(
      ["c.csv": "id,x,y\nc1,03/04/2024,04/28/2024\nc2,2024-03-04,\n"], [.customers()])
    #expect(shop.attribute("x") == ["2024-03-04", "2024-03-04"])
    #expect(shop.reported("x")?.remark == "month first")
  }

  @Test func anOpenColumnIsAnErrorWithBothRewrites() {
    let source = SourceFile(name: "w.heed", text: "load customers from \"c.csv\"\n  key id\n")
    let shop = shop(["03/04/2024", "05/06/2024"]) {
      $0.file = source
      $0.start = .init("x")
      $0.span = SourceSpan(0, 36)
    }
    #expect(shop.codes == [.ambiguous] && shop.store == nil)
    let rewritten = shop.diagnostics[0].fixes.map {
      String(decoding: $0.applied(to: source.bytes), as: UTF8.self)
    }
    #expect(
      rewritten == [
        "load customers from \"c.csv\"\n  key id\n  dates day first\n",
        "load customers from \"c.csv\"\n  key id\n  dates month first\n",
      ])
    let wrong = self.shop(["03/14/2024", "05/06/2024"]) { $0.dateOrder = .dayFirst }
    #expect(wrong.type("x") == .text)
    #expect(
      wrong.reported("x")?.remark.hasPrefix("text, because 1 of its 2 cells is not a date: “03/14/2024”")
        == true
    )
  }

  @Test func times() throws {
    // 2025-07-01 12:00 UTC is 1751371200.
    let noon = "2025-07-01+1751371200000000"
    check(
      [
        "2025-07-01T12:00:00Z", "2025-07-01 12:00", "2025-07-01T14:00+02:00", "2025-07-01T12:00:00.000+0000",
        "2025-07-01 07:00:00 -05", "2025-07-01 12:00:00 UTC", "1 Jul 2025, 12:00",
      ], .timestamp, Array(repeating: noon, count: 7), remark: "")
    check(
      ["2025-07-01 16:34:54.837000", "2025-07-01T00:00:00.1234567Z"], .timestamp,
      [
        "2025-07-01+1751387694837000", "2025-07-01+1751328000123456",
      ])
    check(
      ["3/15/2024 2:30 PM", "3/15/2024 12:00 AM"], .timestamp,
      [
        "2024-03-15+1710513000000000", "2024-03-15+1710460800000000",
      ], remark: "month first")
    check(
      ["28-07-2023 03:00", "29-07-2023"], .timestamp, ["2023-07-28+1690513200000000", "2023-07-29"],
      remark: "day first")
    check(["2025-07-01 25:00"], .text)
    check(["2025-07-01T12:00+99:00"], .text)
  }

  @Test func timesWithoutOffsetAreInTheLoadsZone() throws {
    let taipei = try #require(Zone(named: "Asia/Taipei"))
    let file = ["c.csv": "id,x\nc1,2025-07-01 06:00\nc2,2025-07-01T06:00Z\nc3,2025-07-01\n"]
    let local = Shop(file, [.customers()], zone: taipei)
    #expect(
      local.attribute("x") == ["2025-07-01+1751320800000000", "2025-07-01+1751349600000000", "2025-07-01"])
    let utc = Shop(file, [.customers { $0.timesIn = .utc }], zone: taipei)
    #expect(
      utc.attribute("x") == ["2025-07-01+1751349600000000", "2025-07-01+1751349600000000", "2025-07-01"])
  }

  @Test func lists() {
    check(
      ["[\"vip\", \"new\"]", "[]", "", "['a b', 3]", "[x, y]"], .list,
      ["[vip new]", "-", "-", "[a b 3]", "[x y]"])
    check([#"["a\nb", "c\"d"]"#, "[]"], .list, ["[a\nb c\"d]", "-"])
    check(["a, b", "c"], .text, ["a, b", "c"])
    check(["[\"a\"", "x"], .text)
    check(["[[1],[2]]"], .text)
  }

  /// A column that stops looking like numbers after thousands of rows is read again as text, without loss.
  @Test(arguments: ["x", "2025-01-01", "1,5"])
  func lateDisagreement(last: String) {
    let values = (0..<5000).map { "\($0).5" } + [last]
    let shop = shop(values)
    #expect(shop.type("x") == .text)
    #expect(shop.attribute("x") == values)
    #expect(shop.result.report.files.first?.rowsRead == 5001)
  }

  @Test func longColumnsAreTypedEarlyAndWidened() {
    let values = (0..<5000).map { "\($0).5" } + ["0.125", "", "NULL", "7"]
    let shop = shop(values, quoted: false)
    #expect(shop.type("x") == .decimal(places: 3))
    #expect(shop.attribute("x").suffix(5) == ["4999500e-3", "125e-3", "-", "-", "7000e-3"])
    #expect(shop.attribute("x").first == "500e-3")
    let days = (0..<4000).map { Day(Int32($0)) }
    let spelt = days.map { day in
      let (year, month, date) = day.civil
      return "\(date)/\(month)/\(year)"
    }
    #expect(self.shop(spelt).attribute("x") == days.map(\.iso))
  }

  @Test func windows1252IsReadAgain() {
    let bytes =
      Array("id,x\nc1,caf".utf8) + [0xE9, 0x20, 0x80] + Array("\nc2,na".utf8) + [0xEF] + Array("ve\n".utf8)
    let shop = Shop(bytes: ["c.csv": bytes], [.customers()], chunk: 3)
    #expect(shop.attribute("x") == ["café €", "naïve"])
    #expect(shop.messages.hasPrefix("c.csv: not UTF-8: read as Windows-1252, as in “café €”"))
    let mixed = Array(repeating: "é", count: 30).joined().utf8 + [0xE9]
    let repaired = Shop(bytes: ["c.csv": Array("id,x\nc1,".utf8) + mixed], [.customers()])
    #expect(repaired.attribute("x").first?.hasSuffix("é\u{FFFD}") == true)
    #expect(
      repaired.messages
        == "c.csv: 1 character is not UTF-8 and shown as \u{FFFD}. Save the file as UTF-8 to keep them")
  }

  @Test func namesOfColumnsAreReadAsWindows1252() {
    let bytes = Array("id,gek".utf8) + [0xFC] + Array("ndigt\nc1,3\n".utf8)
    let shop = Shop(bytes: ["c.csv": bytes], [.customers()], chunk: 3)
    #expect(shop.attribute("gekündigt") == ["3"])
    #expect(shop.messages.hasPrefix("c.csv: not UTF-8: read as Windows-1252, as in “gekündigt”"))
  }

  @Test func idsAreText() {
    let shop = Shop(
      ["c.csv": "id,x\n 007 ,1\n1.23E+15,2\n42,3\n"], [.customers()])
    #expect(shop.attribute("id") == ["007", "1.23E+15", "42"])
    #expect(shop.codes == [.suspiciousData] && shop.diagnostics[0].dataLine == 3)
    #expect(shop.store?.customers.index(ofID: "007") == 0)
  }
}
