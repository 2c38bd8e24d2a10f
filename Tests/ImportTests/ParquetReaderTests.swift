import DataModel
import Testing

@testable import Import

/// How the reader reads Parquet files, intact and damaged.
struct ParquetReaderTests {
  private static func read(_ bytes: [UInt8]) -> CSVReaderTests.Reading { CSVReaderTests.read(bytes) }

  private static let types = [
    "id", "name", "yes", "small", "large", "unsigned", "half", "single", "double", "day", "time", "utc",
    "local",
    "cents", "long", "bytes", "fixed",
  ]
  private static let typeRows = [
    [
      "1", "Ada", "true", "-5", "18446744073709551615", "4294967295", "1.5", "0.1", "0.30000000000000004",
      "2025-03-01", "09:30:00.25", "2025-03-01T08:05:00.25Z", "2025-03-01T08:05:00.000000001", "12.50",
      "-12345678901234567890123.4500", "ok", "00ab",
    ],
    [
      "2", "", "false", "", "0", "7", "", "", "", "1899-12-31", "", "", "", "-0.05", "0.0001", "\u{FFFD}", "",
    ],
    [
      "3", "Zoë 🎉", "", "127", "", "", "-0.25", "16777216", "-1e+300", "", "00:00:00",
      "1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00", "", "", "", "ff01",
    ],
  ]

  @Test(arguments: [ParquetFiles.types, ParquetFiles.plainTypes])
  func valuesAreWrittenAsTextThatMeansTheSame(_ file: [UInt8]) {
    let reading = CSVReaderTests.readAnyhow(file)
    #expect(reading.header == ParquetReaderTests.types)
    #expect(reading.rows == ParquetReaderTests.typeRows)
    #expect(reading.lines == [1, 2, 3])
    #expect(
      reading.remarks == [
        "single: 1 cell is infinite and counts as missing",
        "bytes: 1 cell is not text in UTF-8; what is not is shown as \u{FFFD}",
      ])
  }

  @Test func timesOf96Bits() {
    let reading = ParquetReaderTests.read(ParquetFiles.oldTimes)
    #expect(
      reading.rows == [
        ["2025-03-01T08:05:00.25", "2025-03-01T08:05:00.000000001"], ["", ""],
        ["1969-12-31T23:59:59.999999", "1970-01-01T00:00:00"],
      ])
  }

  @Test(arguments: [
    ("Snappy, several row groups", ParquetFiles.snappy), ("gzip", ParquetFiles.gzip),
    ("Zstandard, several pages", ParquetFiles.zstandard), ("differences", ParquetFiles.differences),
  ])
  func encodings(_ name: String, _ file: [UInt8]) {
    let reading = ParquetReaderTests.read(file)
    let rows = (0..<40).map { row in
      let share = row % 8 == 0 ? "\(row / 8)" : "\(Double(row) / 8)"
      return [
        "\(row)", row % 7 == 0 ? "" : "word \(row / 3)", "\(row % 3)", share,
        row % 5 == 0 ? "" : "\(row % 2 == 0)",
      ]
    }
    #expect(reading.header == ["id", "word", "label", "share", "flag"])
    #expect(reading.rows == rows)
    #expect(reading.failure == nil && reading.remarks == [])
  }

  @Test func groupsAreDottedAndListsAreLeftOut() {
    let reading = ParquetReaderTests.read(ParquetFiles.groups)
    #expect(reading.header == ["id", "user.plan", "user.home.city"])
    #expect(reading.rows == [["a", "pro", "Oslo"], ["b", "", ""]])
    #expect(
      reading.remarks == [
        "columns with several values, or none that is text, in a cell are not read: tags"
      ])
  }

  @Test func aFileWithoutRowsHasAHeader() {
    let reading = ParquetReaderTests.read(ParquetFiles.noRows)
    #expect(reading.header == ["id", "word", "label", "share", "flag"])
    #expect(reading.rows.isEmpty && reading.failure == nil)
  }

  private static func reason(_ bytes: [UInt8]) -> String {
    guard case .damaged(let damage) = read(bytes).failure else { return "no failure" }
    return damage.reason
  }

  @Test func whatIsNotReadIsNamed() {
    #expect(
      ParquetReaderTests.reason(ParquetFiles.lz4)
        == "in row group 1, column id, it is compressed by LZ4, which Heed does not unpack")
    #expect(
      ParquetReaderTests.reason(ParquetFiles.lists) == "each of its columns has several values in a cell")
    #expect(
      ParquetReaderTests.reason(ParquetFiles.types.dropLast(4) + Array("PARE".utf8)) == "it is encrypted")
  }

  @Test func aChangedPageIsFoundByItsChecksum() {
    var bytes = ParquetFiles.types
    // The last byte of the first page's values.
    let place = bytes.indices.first { bytes[$0...].starts(with: "Ada".utf8) } ?? 0
    bytes[place] = UInt8(ascii: "E")
    #expect(
      ParquetReaderTests.reason(bytes) == "in row group 1, column name, the checksum of a page is wrong")
  }

  /// A truncated file is an error, since its footer is at its end.
  @Test func cutOff() {
    for length in 4..<ParquetFiles.snappy.count {
      guard case .damaged = ParquetReaderTests.read(Array(ParquetFiles.snappy.prefix(length))).failure else {
        Issue.record("cut off after \(length) bytes")
        return
      }
    }
  }

  /// Whatever byte is changed, the file is read or refused, with at most the rows that it has.
  @Test(arguments: [ParquetFiles.types, ParquetFiles.zstandard, ParquetFiles.differences])
  func anyByteMayLie(_ file: [UInt8]) {
    for place in 4..<file.count - 4 {
      for value in [0, 0x7F, 0xFF, file[place] ^ 1] {
        var bytes = file
        bytes[place] = value
        let reading = ParquetReaderTests.read(bytes)
        #expect(reading.rows.count <= 40 || reading.failure != nil, "\(value) at \(place)")
      }
    }
  }
}
