import DataModel
import Parquet
import Testing

@testable import Import

/// What is written as Parquet is what the reader reads from it.
struct ParquetWriterTests {
  @Test func everyTypeIsReadBack() throws {
    let table = ParquetTable(columns: [
      .init("id", .texts(["1", "Zoë 🎉", "", nil])), .init("yes", .booleans([true, nil, false, true])),
      .init("n", .integers([.max, .min, 0, nil])), .init("x", .reals([0.1, -1e300, nil, 2])),
      .init("cents", .decimals([1250, -5, nil, 999_999_999_999_999_999], places: 2)),
      .init("day", .days([20_148, -25_569, nil, 0])),
      .init("at", .instants([1_740_816_300_250_000, -1, nil, 0])),
      .init("none", .texts([nil, nil, nil, nil])),
    ])
    let reading = CSVReaderTests.read(try #require(table.bytes()))
    #expect(reading.header == ["id", "yes", "n", "x", "cents", "day", "at", "none"])
    #expect(
      reading.rows == [
        ["1", "true", "9223372036854775807", "0.1", "12.50", "2025-03-01", "2025-03-01T08:05:00.25Z", ""],
        [
          "Zoë 🎉", "", "-9223372036854775808", "-1e+300", "-0.05", "1899-12-30",
          "1969-12-31T23:59:59.999999Z",
          "",
        ],
        ["", "false", "0", "", "", "", "", ""],
        ["", "true", "", "2", "9999999999999999.99", "1970-01-01", "1970-01-01T00:00:00Z", ""],
      ])
    #expect(reading.failure == nil)
  }

  @Test(arguments: [0, 1, 7, 8, 9, 16_383, 16_384, 16_385, 40_000])
  func pagesOfAnyNumberOfRows(count: Int) throws {
    let texts = (0..<count).map { $0 % 3 == 0 ? nil : String(repeating: "x", count: $0 % 200) + "\($0)" }
    let truths = (0..<count).map { $0 % 5 == 0 ? nil : $0 % 2 == 0 }
    let table = ParquetTable(columns: [.init("a", .texts(texts)), .init("b", .booleans(truths))])
    let reading = CSVReaderTests.read(try #require(table.bytes()))
    #expect(reading.rows == zip(texts, truths).map { [$0 ?? "", $1.map { $0 ? "true" : "false" } ?? ""] })
    #expect(table.bytes(isCancelled: { true }) == nil || count == 0)
  }
}
