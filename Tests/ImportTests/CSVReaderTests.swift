import DataModel
import Testing

@testable import Import

/// How the CSV reader treats files as they occur in practice.
struct CSVReaderTests {
  /// A file's header and rows (`line: cells`), or why it could not be read; and what was rejected.
  struct Reading: Equatable {
    var header: [String] = []
    var rows: [[String]] = []
    var lines: [Int] = []
    var rejections: [RowRejection] = []
    var remarks: [String] = []
    var failure: ReadFailure?

    fileprivate mutating func take(from reader: inout some RecordReader) throws(ReadFailure) {
      defer {
        header = reader.header.names
        rejections = reader.rejections
        remarks = reader.findings.map(\.text)
      }
      while try reader.readBatch() {
        for row in 0..<reader.rowCount {
          let cells = reader.cells[row * reader.width..<(row + 1) * reader.width]
          rows.append(cells.map { String(decoding: reader.buffer[$0], as: UTF8.self) })
          lines.append(reader.lines[row])
        }
      }
    }
  }

  static func read(
    _ bytes: [UInt8], chunk: Int = 1 << 20, _ options: CSVOptions = CSVOptions()
  ) -> Reading {
    read("f.csv", Host.inChunks(["f.csv": bytes], of: chunk), options)
  }

  static func read(
    _ path: String, _ host: Host, _ options: CSVOptions = CSVOptions()
  ) -> Reading {
    var reading = Reading()
    do throws(ReadFailure) {
      var reader = try openRecords(path, host, options)
      try reading.take(from: &reader)
    } catch {
      reading.failure = error
    }
    return reading
  }

  /// Reads in chunks of 1 to 7 bytes and in one chunk, which must give the same.
  static func readAnyhow(_ bytes: [UInt8], _ options: CSVOptions = CSVOptions()) -> Reading {
    let whole = read(bytes, options)
    for chunk in 1...7 { #expect(read(bytes, chunk: chunk, options) == whole, "chunks of \(chunk)") }
    return whole
  }

  static func readAnyhow(_ text: String, _ options: CSVOptions = CSVOptions()) -> Reading {
    readAnyhow(Array(text.utf8), options)
  }

  /// A CR alone is text where nearly all lines end otherwise; where more do, it ends a line, as on old computers.
  @Test(arguments: ["\n", "\r\n"])
  func aReturnInACell(end: String) {
    let rows = (1...30).map { "\($0),\($0 == 7 ? "x\ry" : "z")" }
    let reading = CSVReaderTests.readAnyhow((["a,b"] + rows).joined(separator: end) + end)
    #expect(reading.rows.count == 30 && reading.rows[6] == ["7", "x\ry"])
    #expect(reading.lines.last == 31)
    #expect(CSVReaderTests.read(Array("a,b\r\n1,2\r3,4\r\n".utf8)).rows == [["1", "2"], ["3", "4"]])
  }

  @Test(arguments: [
    ("u1,Ada,2025-01-03\nu2,Ben,2025-01-04\nu3,Cleo,2025-01-05\n", true),
    ("ada@x.org,3\nben@x.org,4\ncleo@x.org,5\n", true),
    ("1,Ada\n2,Ben\n3,Cleo\n", false), ("id,2024,2025\nu1,3,4\nu2,5,6\n", false),
    ("country,2024,2025\nUS,3,4\nFR,5,6\n", false), ("id,day\nu1,2025-01-03\nu2,2025-01-04\n", false),
    ("day,2025-01-01,2025-01-02\nMon,3,4\nTue,5,6\n", false), ("q1,q2\na1,b2\na3,b4\n", false),
  ])
  func namesThatLookLikeARowAreSaid(text: String, isSaid: Bool) {
    let reading = CSVReaderTests.read(Array(text.utf8))
    #expect(reading.remarks.contains { $0.hasPrefix("the names of the columns look like a row") } == isSaid)
    var options = CSVOptions()
    options.columns = reading.header.indices.map { "c\($0)" }
    let named = CSVReaderTests.read(Array(text.utf8), options)
    #expect(named.rows.count == reading.rows.count + 1 && named.remarks == [])
  }

  @Test(arguments: [
    ("LF", "a,b\n1,2\n3,4\n", [["1", "2"], ["3", "4"]]),
    ("CRLF", "a,b\r\n1,2\r\n3,4\r\n", [["1", "2"], ["3", "4"]]),
    ("lone CR", "a,b\r1,2\r3,4", [["1", "2"], ["3", "4"]]),
    ("mixed, none at the end", "a,b\r\n1,2\n3,4", [["1", "2"], ["3", "4"]]),
    ("quoted delimiter and quote", "a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", [["1,5", "say \"hi\""]]),
    ("quoted CRLF in LF records", "a,b\n\"x\r\ny\",2\n", [["x\r\ny", "2"]]),
    ("text after the closing quote", "a,b\n\"x\"y,2\n", [["\"x\"y", "2"]]),
    ("quote inside a bare cell", "a,b\n5\" pipe,2\n", [["5\" pipe", "2"]]),
    ("empty quoted", "a,b\n1,\"\"\n", [["1", ""]]),
    ("short row", "a,b,c\n1\n", [["1", "", ""]]),
    ("blank lines around", "\na,b\n1,2\n3,4\n\n  \n", [["1", "2"], ["3", "4"]]),
    ("trailing delimiter", "a,b\n1,2,\n", [["1", "2"]]),
    ("semicolons", "a;b\n1,5;2\n", [["1,5", "2"]]),
    ("tabs", "a\tb\n1,5\t2;3\n", [["1,5", "2;3"]]),
    ("pipes", "a|b\n1,5|2;3\n", [["1,5", "2;3"]]),
    (
      "commas in texts of a semicolon file", "a;b\n\"x, y, z\";1\nx, y;2\n",
      [["x, y, z", "1"], ["x, y", "2"]]
    ),
    ("sep line", "sep=;\na;b\n1;2\n", [["1", "2"]]),
    ("BOM", "\u{FEFF}a,b\n1,2\n", [["1", "2"]]),
    ("one column", "a\nx, y\nz\n", [["x, y"]]),
    ("header only", "a,b\n", []),
  ])
  func records(name: String, text: String, rows: [[String]]) {
    let reading = CSVReaderTests.readAnyhow(text)
    if name == "one column" {
      // A row with more cells than columns is rejected.
      #expect(reading.rejections == [.init(line: 2, reason: "it has 2 cells, but there is 1 column")])
      #expect(reading.rows == [["z"]])
      return
    }
    #expect(reading.header == (rows.first?.count == 3 ? ["a", "b", "c"] : ["a", "b"]), "\(name)")
    #expect(reading.rows == rows, "\(name)")
    #expect(reading.failure == nil && reading.rejections == [], "\(name)")
  }

  @Test func linesAreThoseOfTheFile() {
    let reading = CSVReaderTests.readAnyhow("a,b\n\"x\ny\r\nz\",2\n\n3,4\r\"\r\",5\n6,7,8\n9,9")
    #expect(reading.lines == [2, 6, 7, 10])
    #expect(
      reading.rejections == [
        .init(line: 5, reason: "the line is blank", isNoData: true),
        .init(line: 9, reason: "it has 3 cells, but there are 2 columns"),
      ])
  }

  @Test func headersAreMadeUsable() {
    #expect(
      CSVReaderTests.readAnyhow(",id, ID ,id_2,id\n1,2,3,4,5\n").header == [
        "column_1", "id", "ID_3", "id_2", "id_4",
      ])
    #expect(Header(["a", "", "a"]).remarks == [1: "it had no name", 2: "a second column called a"])
    let unnamed = CSVReaderTests.readAnyhow(Array("1,2\n3,4\n".utf8), .init(columns: ["x", "y"]))
    #expect(unnamed.header == ["x", "y"] && unnamed.rows == [["1", "2"], ["3", "4"]])
  }

  @Test func otherEncodings() {
    let text = "name,note\r\nJosé,\"a €\nb 😀\"\r\n"
    let expected = [["José", "a €\nb 😀"]]
    #expect(CSVReaderTests.readAnyhow(text).rows == expected)
    let units = Array(("\u{FEFF}" + text).utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(CSVReaderTests.readAnyhow(little).rows == expected)
    #expect(CSVReaderTests.readAnyhow(big).rows == expected)
    // A bad byte among good ones becomes a replacement character, also if a character is cut off.
    let broken = Array("a\né".utf8) + [0xFF] + Array("x\n".utf8) + [0xE2, 0x82]
    #expect(CSVReaderTests.readAnyhow(broken).rows == [["é\u{FFFD}x"], ["\u{FFFD}"]])
  }

  @Test func filesThatAreNoText() {
    #expect(CSVReaderTests.readAnyhow("").failure == .empty)
    #expect(CSVReaderTests.readAnyhow("\n\n").failure == .empty)
    #expect(CSVReaderTests.readAnyhow("\u{FEFF}").failure == .empty)
    let many = Array("a,b\n1,2\n".utf8) + Array([[UInt8]](repeating: [0x78, 0x79, 0], count: 2000).joined())
    #expect(CSVReaderTests.read(many).failure == .notText(line: 3))
    #expect(CSVReaderTests.read([], chunk: 1).failure == .empty)
    let host = Host.inChunks([:], of: 1)
    #expect(throws: ReadFailure.host(.notFound(path: "x"))) {
      try openRecords("x", host, CSVOptions())
    }
    #expect(throws: ReadFailure.host(.isDirectory(path: "x/"))) {
      try openRecords("x/", host, CSVOptions())
    }
  }

  @Test func anUnclosedQuoteNamesItsLine() {
    #expect(CSVReaderTests.readAnyhow("a,b\n1,2\n\"x\n,\"3\n\"4,\n5,6\n").failure == .unclosedQuote(line: 5))
    #expect(CSVReaderTests.readAnyhow("a,\"b\n1,2\n").failure == .unclosedQuote(line: 1))
    // One row after it does not show that the quote is never closed; three do.
    #expect(CSVReaderTests.readAnyhow("a,b\n1,\"x\n2,3\n").failure == .unclosedQuote(line: 2))
    #expect(
      CSVReaderTests.readAnyhow("a,b\n1,\"x\n2,3\n4,5\n6,7\n").rows == [
        ["1", "\"x"], ["2", "3"], ["4", "5"], ["6", "7"],
      ])
  }

  /// A record of more than 4 MiB is skipped, whatever it contains, and never kept in memory.
  @Test(arguments: ["x", "\"x", "\"x\"\"\n", "x\"\r"])
  func longRecordsAreRejected(pattern: String) throws {
    let size = 6 << 20
    let isQuoted = pattern.hasPrefix("\"")
    let part = Array((isQuoted ? String(pattern.dropFirst()) : pattern.replacing("\r", with: "")).utf8)
    let produced = Produced()
    let head = Array("a,b\n1,2\n".utf8) + (isQuoted ? [quote] : [])
    let tail = (isQuoted ? [quote] : []) + Array(",9\n3,4\n".utf8)
    let stream = ByteStream(size: nil) { () throws(HostError) in
      produced.next(head: head, part: part, until: size, tail: tail)
    }
    var reader = try CSVReader(TextSource(stream, encoding: nil))
    var rows: [[String]] = []
    var lines: [Int] = []
    var largest = 0
    while try reader.readBatch() {
      largest = max(largest, reader.buffer.count)
      rows += (0..<reader.rowCount).map { row in
        (0..<2).map { String(decoding: reader.buffer[reader.cells[row * 2 + $0]], as: UTF8.self) }
      }
      lines += reader.lines
    }
    let breaks = part.contains(lineFeed) ? produced.parts : 0
    #expect(rows == [["1", "2"], ["3", "4"]])
    #expect(lines == [2, 4 + breaks])
    #expect(
      reader.rejections == [.init(line: 3, reason: "it is longer than 4 MiB, the limit for one row")])
    #expect(largest < 7 << 20)
  }

  /// The limit is exact, wherever chunks end; the line end does not count.
  @Test(arguments: [1 << 20, 1 << 16], ["\n", "\r\n"])
  func theLongestRecordIsTaken(chunk: Int, end: String) throws {
    for excess in [0, 1] {
      let long = [UInt8](repeating: 0x78, count: RecordScanner.longestRecord - 2 + excess)
      let text = Array("a,b\(end)1,2\(end)".utf8) + long + Array(",9\(end)3,4\(end)".utf8)
      var rest = text[...]
      var scanner = RecordScanner(Dialect(of: Array("a,b\n1,2\n".utf8), isWhole: true))
      var (cells, outcomes): ([Range<Int>], [RecordScanner.Outcome]) = ([], [])
      while outcomes.last != .end {
        switch scanner.next(into: &cells) {
        case .needsMore:
          scanner.append(rest.isEmpty ? nil : Array(rest.prefix(chunk)))
          rest = rest.dropFirst(chunk)
        case let outcome: outcomes.append(outcome)
        }
      }
      #expect(outcomes == [.record, .record, excess == 0 ? .record : .tooLong, .record, .end])
    }
  }

  @Test func delimitersAreFoundInTheFirstRecords() {
    func delimiter(_ text: String) -> UInt8 { Dialect(of: Array(text.utf8), isWhole: true).delimiter }
    #expect(delimiter("a\n") == UInt8(ascii: ","))
    #expect(delimiter("name;note\nAnn;\"hello, you, there\"\nBo;a, b\n") == UInt8(ascii: ";"))
    #expect(delimiter("a,b;c,d\n1,2;3,4\n") == UInt8(ascii: ","))
    #expect(delimiter("\"a;b\",c\n1,2\n") == UInt8(ascii: ","))
  }
}

/// A long record that is produced while it is read.
private final class Produced: @unchecked Sendable {
  private(set) var parts = 0
  private var bytes = 0
  private var stage = 0

  func next(head: [UInt8], part: [UInt8], until size: Int, tail: [UInt8]) -> [UInt8]? {
    switch stage {
    case 0:
      stage = 1
      return head
    case 1:
      var chunk: [UInt8] = []
      while chunk.count < ByteStream.chunkSize - part.count {
        chunk += part
        parts += 1
      }
      bytes += chunk.count
      if bytes >= size { stage = 2 }
      return chunk
    case 2:
      stage = 3
      return tail
    case _: return nil
    }
  }
}
