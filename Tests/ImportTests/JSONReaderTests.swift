import DataModel
import Testing

@testable import Import

/// How the reader reads JSON as tools export it.
struct JSONReaderTests {
  private static func read(_ text: String) -> CSVReaderTests.Reading { CSVReaderTests.readAnyhow(text) }

  @Test(arguments: [
    ("lines", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n", ["a", "b"], [["1", "x"], ["2", "y"]]),
    ("no line break at the end", "{\"a\":1}\r\n{\"a\":2}", ["a"], [["1"], ["2"]]),
    ("an array", "[{\"a\":1},\n {\"a\":2}]\n", ["a"], [["1"], ["2"]]),
    ("an array after a mark", "\u{FEFF}[\n{\"a\":1}\n]", ["a"], [["1"]]),
    ("records over several lines", "{\n \"a\": 1\n}\n{\n \"a\": 2\n}", ["a"], [["1"], ["2"]]),
    ("one object", "{\"a\": 1, \"b\": [1, 2]}", ["a", "b"], [["1", "[1, 2]"]]),
    (
      "rows inside", "{\"count\": 2, \"tickets\": [\n{\"id\": 1},\n{\"id\": 2}], \"next\": null}", ["id"],
      [["1"], ["2"]]
    ),
    (
      "rows deep inside", "{\"result\": {\"data\": [{\"id\": 1}], \"few\": []}}", ["id"], [["1"]]
    ),
    (
      "nested objects", "{\"id\":1,\"user\":{\"name\":\"Ada\",\"home\":{\"city\":\"Oslo\"}}}\n{\"id\":2}",
      ["id", "user.name", "user.home.city"], [["1", "Ada", "Oslo"], ["2", "", ""]]
    ),
    (
      "members in another order", "{\"a\":1,\"b\":2}\n{\"b\":3,\"a\":4}\n{\"b\":5}", ["a", "b"],
      [["1", "2"], ["4", "3"], ["", "5"]]
    ),
    (
      "a column that comes late", "{\"a\":1}\n{\"b\":2}\n{}", ["a", "b"], [["1", ""], ["", "2"], ["", ""]]
    ),
    (
      "null, and words of Python", "{\"a\":null,\"b\":NaN,\"c\":-Infinity}", ["a", "b", "c"],
      [["", "", "-Infinity"]]
    ),
    ("truth", "{\"a\":true,\"b\":false}", ["a", "b"], [["true", "false"]]),
    (
      "numbers", "{\"a\":-0.5e+3,\"b\":12345678901234567890}", ["a", "b"],
      [["-0.5e+3", "12345678901234567890"]]
    ),
    (
      "escapes", #"{"a":"say \"hi\"\n\u00e9\ud83d\ude00\/","b\u0062":"\ud800x\u0000"}"#, ["a", "bb"],
      [["say \"hi\"\né😀/", "\u{FFFD}x\u{FFFD}"]]
    ),
    ("lists", #"{"a":["x","\u00e9","say \"no\""],"b":[]}"#, ["a", "b"], [[#"["x","é","say \"no\""]"#, ""]]),
    (
      "names and values", #"{"custom_fields":[{"id":360,"value":"pro"},{"id":361,"value":null}]}"# + "\n{}",
      ["custom_fields.360", "custom_fields.361"], [["pro", ""], ["", ""]]
    ),
    (
      "typed values",
      #"{"event_params":[{"key":"page","value":{"string_value":"/a","int_value":null}},{"key":"n","value":{"int_value":"3"}}]}"#
        + "\n{}",
      ["event_params.page", "event_params.n"], [["/a", "3"], ["", ""]]
    ),
    (
      "objects that are no pairs", #"{"parts":[{"id":1,"body":"x","by":2}]}"# + "\n{}", ["parts"],
      [[#"[{"id":1,"body":"x","by":2}]"#], [""]]
    ),
    ("one name in two letter cases", #"{"Id":1,"id":2}"#, ["Id", "id_2"], [["1", "2"]]),
    ("a dotted name and a nested one", #"{"a.b":1,"a":{"b":2}}"#, ["a.b", "a.b_2"], [["1", "2"]]),
  ])
  func shapes(_ name: String, _ text: String, header: [String], rows: [[String]]) {
    let reading = JSONReaderTests.read(text)
    #expect(reading.header == header)
    #expect(reading.rows == rows)
    #expect(reading.rejections.isEmpty && reading.failure == nil)
  }

  @Test func rowsAreFoundByTheirLines() {
    let reading = JSONReaderTests.read("[\n{\"a\":1},\n\n{\"a\":\n2},\n{\"a\":3}]")
    #expect(reading.lines == [2, 4, 6])
  }

  /// Concatenated files: all arrays count, and anything else is an error.
  @Test func arraysMayFollowOneAnother() {
    let reading = JSONReaderTests.read("[{\"a\":1},{\"a\":2}]\n[{\"a\":3}]\n[]\n")
    #expect(reading.rows == [["1"], ["2"], ["3"]] && reading.failure == nil)
    for rest in ["{\"a\":3}", "garbage", "]"] {
      let broken = JSONReaderTests.read("[{\"a\":1}]\n\(rest)")
      #expect(broken.failure != nil, "\(rest)")
    }
  }

  @Test func linesMayHaveTheCommasOfAnArray() {
    let reading = JSONReaderTests.read("{\"a\":1},\n{\"a\":2},\n{\"a\":3}\n")
    #expect(reading.rows == [["1"], ["2"], ["3"]] && reading.rejections.isEmpty)
    #expect(reading.lines == [1, 2, 3])
  }

  @Test func recordsOfOneLineAreNumbered() {
    let reading = JSONReaderTests.read("[{\"a\":1},7,{\"a\":2}]")
    #expect(reading.lines == [1, 3])
    #expect(reading.rejections.map(\.line) == [2])
    #expect(reading.remarks.contains { $0.hasPrefix("several records share a line") })
  }

  @Test func brokenLinesAreRejectedAndTheRestRead() {
    let reading = JSONReaderTests.read(
      "{\"a\":1}\n{\"a\":\n{\"a\" 2}\nhello\n[1]\n{\"a\":3} x\n{\"a\":4}\n{\"a\":5,\"b\":\"half")
    #expect(reading.rows == [["1"], ["3"], ["4"]])
    #expect(reading.lines == [1, 6, 7])
    #expect(reading.rejections.map(\.line) == [2, 3, 4, 5, 6, 8])
    #expect(reading.failure == nil)
  }

  @Test(arguments: [
    ("cut off", "[{\"a\":1},\n{\"a\":2", 2), ("not closed", "[{\"a\":1}\n", 2),
    ("a comma too many", "[{\"a\":1},\n{\"a\":2},\n]", 3), ("no comma", "[{\"a\":1}\n{\"a\":2}]", 2),
    ("a bare word", "[{\"a\":1},\n{\"a\":yes}]", 2),
    ("inside an object", "{\"rows\":[{\"a\":1},\n{\"a\":", 2),
  ])
  func brokenArrays(_ name: String, _ text: String, line: Int) {
    guard case .brokenJSON(line, _) = JSONReaderTests.read(text).failure else {
      Issue.record("\(String(describing: JSONReaderTests.read(text).failure))")
      return
    }
  }

  @Test func theLastOfRepeatedMembersCounts() {
    let reading = JSONReaderTests.read(#"{"a":1,"a":2}"#)
    #expect(reading.rows == [["2"]])
    #expect(reading.remarks == ["1 member is there twice in a record: the last one counts"])
  }

  @Test func escapesThatAreNoCharacterAreCounted() {
    let reading = JSONReaderTests.read(#"{"a":"\ud800 and \u0000, \ud83d\ude00, \ufffd"}"#)
    #expect(reading.rows == [["\u{FFFD} and \u{FFFD}, 😀, \u{FFFD}"]])
    #expect(reading.remarks == ["2 escapes are no character (half of a pair, or NUL) and shown as \u{FFFD}"])
  }

  @Test func otherArraysOfAnObjectAreNamed() {
    let reading = JSONReaderTests.read(#"{"users":[{"id":1}],"tickets":[{"id":2},{"id":3}]}"#)
    #expect(reading.rows == [["2"], ["3"]])
    let remark = "its rows are those of tickets; after the path of the file, `rows users` takes others"
    #expect(reading.remarks.contains(remark))
  }

  /// No depth exhausts the stack, and no number of names exhausts the memory.
  @Test func nestingAndColumnsAreBounded() {
    let deep = "{\"a\":" + String(repeating: "[", count: 100_000) + "}\n{\"b\":1}"
    let reading = CSVReaderTests.read(Array(deep.utf8))
    #expect(reading.rows == [["1"]])
    #expect(reading.rejections.map(\.line) == [1])
    let objects = "{\"b\":1}\n" + String(repeating: "{\"a\":", count: 100_000)
    #expect(CSVReaderTests.read(Array(objects.utf8)).rejections.map(\.line) == [2])
    let wide = "{" + (0..<5_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}\n{}"
    let many = CSVReaderTests.read(Array(wide.utf8))
    #expect(many.header.count == 4_096 && many.rows.count == 2)
    #expect(many.remarks == ["more than 4096 columns: 904 values of further ones are not read"])
  }

  /// A first record that is longer than the part read to detect the format.
  @Test(arguments: [("[", "]"), ("{\"rows\":[", "]}")])
  func aLongFirstRecord(before: String, after: String) {
    let long = String(repeating: "x", count: 200_000)
    let text = "\(before){\"a\":\"\(long)\"},\n{\"a\":\"y\"}\(after)"
    for chunk in [10_000, 1 << 20] {
      let reading = CSVReaderTests.read(Array(text.utf8), chunk: chunk)
      #expect(reading.rows == [[long], ["y"]] && reading.failure == nil)
    }
  }

  /// Columns that first occur after the first batch are columns all the same.
  @Test func columnsMayComeLate() {
    let text = (0..<3_000).map { $0 == 2_500 ? "{\"late\":1}" : "{\"a\":\($0)}" }.joined(separator: "\n")
    let reading = CSVReaderTests.read(Array(text.utf8))
    #expect(reading.header == ["a", "late"])
    #expect(reading.rows.last == ["2999", ""])
  }
}
