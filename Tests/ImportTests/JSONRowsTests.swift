import DataModel
import Testing

@testable import Import

/// Rows in arrays inside JSON: `rows tickets.comments`.
struct JSONRowsTests {
  private static func options(_ rows: String) -> CSVOptions {
    var options = CSVOptions()
    options.rows = LoadSpec.Column(rows)
    return options
  }

  private static func read(_ text: String, _ rows: String) -> CSVReaderTests.Reading {
    CSVReaderTests.readAnyhow(text, options(rows))
  }

  private static let tickets = """
    {"count": 2, "users": [{"id": 7}], "tickets": [
      {"id": 1, "comments": [{"id": 10, "body": "a"},
        {"id": 11, "body": "b"}], "via": {"channel": "web"}},
      {"id": 2, "comments": [], "via": null},
      {"id": 3},
      {"id": 4, "comments": null, "status": "open"},
      {"via": {"channel": "app"}, "id": 5, "comments": [{"id": 12}, 9, {"body": "c"}]}
    ], "next": null}
    """

  @Test func rowsOfAnArrayInAnObject() {
    #expect(JSONRowsTests.read(JSONRowsTests.tickets, "users").rows == [["7"]])
    let reading = JSONRowsTests.read(JSONRowsTests.tickets, "tickets")
    #expect(reading.rows.map(\.first) == ["1", "2", "3", "4", "5"])
    #expect(reading.lines == [2, 4, 5, 6, 7])
    #expect(reading.remarks.isEmpty)
  }

  /// Members after the rows belong to each row, just as those before them.
  @Test func rowsCarryTheRecordAroundThem() {
    let reading = JSONRowsTests.read(JSONRowsTests.tickets, "tickets.comments")
    func cells(_ names: [String]) -> [[String]] {
      reading.rows.map { row in names.map { row[reading.header.firstIndex(of: $0) ?? 0] } }
    }
    #expect(
      cells(["tickets.id", "tickets.via.channel", "id", "body"]) == [
        ["1", "web", "10", "a"], ["1", "web", "11", "b"], ["5", "app", "12", ""], ["5", "app", "", "c"],
      ])
  }

  @Test func valuesThatAreNoRowsAreRejected() {
    let reading = JSONRowsTests.read("{\"a\": [{\"b\": [{\"c\": 1},\n2,\n{\"c\": 3}]}]}", "a.b")
    #expect(reading.rows == [["1"], ["3"]])
    #expect(reading.lines == [1, 3])
    #expect(reading.rejections.map(\.line) == [2])
  }

  @Test(arguments: [
    (
      "objects on the way", #"{"list":{"total":2,"parts":{"kind":"p","parts":[{"id":1},{"id":2}]}}}"#,
      "list.parts.parts", ["id"], [["1"], ["2"]]
    ),
    (
      "a record's object on the way", #"{"c":[{"id":8,"p":{"total":1,"p":[{"id":1}]}}]}"#, "c.p.p",
      ["c.id", "c.p.total", "id"], [["8", "1", "1"]]
    ),
    (
      "three levels", #"{"a":[{"x":1,"b":[{"y":2,"c":[{"z":3},{"z":4}]},{"y":5,"c":[{"z":6}]}]}]}"#, "a.b.c",
      ["a.x", "b.y", "z"], [["1", "2", "3"], ["1", "2", "4"], ["1", "5", "6"]]
    ),
    (
      "an array outermost", #"[{"id":1,"parts":[{"n":2}]},{"id":3,"parts":[{"n":4},{"n":5}]}]"#, "parts",
      ["parent.id", "n"], [["1", "2"], ["3", "4"], ["3", "5"]]
    ),
    (
      "JSON Lines", "{\"id\":1,\"parts\":[{\"n\":2}]}\n{\"id\":3}\n{\"id\":4,\"parts\":[{\"n\":5}]}", "parts",
      ["parent.id", "n"], [["1", "2"], ["4", "5"]]
    ),
    (
      "a page a line", "{\"data\":[{\"n\":1}],\"page\":1}\n{\"data\":[{\"n\":2}],\"page\":2}", "data",
      ["parent.page", "n"], [["1", "1"], ["2", "2"]]
    ),
    ("a name with a point", #"{"a.b":[{"c d":[{"n":1}]}]}"#, "a.b.c d", ["n"], [["1"]]),
    ("an escaped name", #"{"r\u006fws":[{"n":1}]}"#, "rows", ["n"], [["1"]]),
    (
      "a member called like the record", #"{"t":[{"id":1,"c":[{"t":{"id":2}}]}]}"#, "t.c",
      ["t.id", "t.id_2"],
      [["1", "2"]]
    ),
    (
      "names and values around", #"{"t":[{"custom":[{"id":36,"value":"pro"}],"c":[{"n":1}]}]}"#, "t.c",
      ["t.custom.36", "n"], [["pro", "1"]]
    ),
  ])
  func paths(_ name: String, _ text: String, path: String, header: [String], rows: [[String]]) {
    let reading = JSONRowsTests.read(text, path)
    #expect(reading.header == header)
    #expect(reading.rows == rows)
    #expect(reading.failure == nil && reading.rejections.isEmpty)
  }

  @Test(arguments: [
    ("comments", ["users", "tickets", "tickets.comments"]),
    ("tickets.parts", ["users", "tickets", "tickets.comments"]),
    ("count", ["users", "tickets", "tickets.comments"]),
  ])
  func pathsToNothing(_ path: String, arrays: [String]) {
    guard case .noArray(let said, let found) = JSONRowsTests.read(JSONRowsTests.tickets, path).failure else {
      Issue.record("there are rows")
      return
    }
    #expect(said.name == path && Set(found).isSuperset(of: arrays))
  }

  @Test func separatedValuesHaveNoArrays() {
    #expect(JSONRowsTests.read("a,b\n1,2\n", "a").failure == .notJSON(LoadSpec.Column("a")))
  }

  @Test func linesThatAreNoJSONAreRejected() {
    let reading = JSONRowsTests.read("{\"p\":[{\"n\":1},{\"n\":2}]}\n{\"p\":[{]}\n{\"p\":[{\"n\":3}]}\n", "p")
    #expect(reading.rows == [["1"], ["2"], ["3"]])
    #expect(reading.lines == [1, 2, 4])
    #expect(reading.rejections.map(\.line) == [3])
    #expect(reading.rejections.allSatisfy { $0.reason.hasSuffix("(line 2)") })
  }

  @Test(arguments: [
    ("cut off behind the rows", "{\"t\":[{\"c\":[{\"n\":1}]}],\n\"next\":", 2),
    ("cut off before the rows", "{\"users\":[{\"n\":1},\n", 2),
    ("no comma", "{\"t\":[{\"c\":[{\"n\":1}\n{\"n\":2}]}]}", 2),
  ])
  func brokenText(_ name: String, _ text: String, line: Int) {
    guard case .brokenJSON(line, _) = JSONRowsTests.read(text, "t.c").failure else {
      Issue.record("\(String(describing: JSONRowsTests.read(text, "t.c").failure))")
      return
    }
  }

  /// Text before the rows is skipped chunk by chunk, and a record may have more rows than a batch.
  @Test func longTextsAreReadAPieceAtATime() {
    let filler = "{\"x\":\"\(String(repeating: "[\\\"", count: 30_000))\"},"
    let before = String(repeating: filler, count: 20) + "{}"
    let rows = (0..<3_000).map { "{\"n\":\($0)}" }.joined(separator: ",\n")
    let text = "{\"users\":[\(before)],\"t\":[{\"name\":\"Ada\",\"c\":[\(rows)],\"last\":\"x\"}]}"
    let reading = CSVReaderTests.read(Array(text.utf8), JSONRowsTests.options("t.c"))
    #expect(reading.failure == nil)
    #expect(reading.rows.count == 3_000)
    #expect(reading.rows.last == ["Ada", "x", "2999"])
    #expect(reading.lines.last == 3_000)
  }

  /// The text around the rows is not repeated without bound.
  @Test func whatRowsRepeatIsBounded() {
    let long = String(repeating: "x", count: 1 << 20)
    let rows = [String](repeating: "{}", count: 1_000).joined(separator: ",")
    let reading = CSVReaderTests.read(
      Array("[{\"a\":\"\(long)\",\"c\":[\(rows)]}]".utf8), JSONRowsTests.options("c"))
    guard case .brokenJSON(_, let reason) = reading.failure else {
      Issue.record("it was read")
      return
    }
    #expect(reason == "its rows repeat more than 256 MiB of what is around them")
  }

  @Test func depthIsBounded() {
    let deep = "{\"a\":" + String(repeating: "[{\"a\":", count: 100_000)
    let path = [String](repeating: "a", count: 5_000).joined(separator: ".")
    guard case .brokenJSON = CSVReaderTests.read(Array(deep.utf8), JSONRowsTests.options(path)).failure else {
      Issue.record("it was read")
      return
    }
  }

  @Test func withoutRowsTheLongestArrayIsChosen() {
    let reading = JSONRowsTests.read(JSONRowsTests.tickets)
    #expect(reading.rows.count == 5)
    #expect(
      reading.remarks == [
        "its rows are those of tickets; after the path of the file, `rows tickets.comments`, `rows users` takes others"
      ])
  }

  private static func read(_ text: String) -> CSVReaderTests.Reading { CSVReaderTests.readAnyhow(text) }
}
