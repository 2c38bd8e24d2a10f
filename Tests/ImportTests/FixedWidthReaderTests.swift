import DataModel
import Import
import SourceText
import Store
import Testing

/// Columns at fixed character positions of a line.
@Suite struct FixedWidthReaderTests {
  private func shop(
    _ text: [UInt8], _ columns: [(String, ClosedRange<Int>)], _ change: (inout LoadSpec) -> Void = { _ in }
  ) -> Shop {
    var load = LoadSpec.customers("f.dat")
    load.columns = columns.map { LoadSpec.Column($0.0) }
    load.places = columns.map(\.1)
    change(&load)
    return Shop(bytes: ["f.dat": text], [load])
  }

  private let columns = [("id", 1...3), ("name", 5...9), ("at", 10...17)]

  @Test func cellsStandAtTheirPlaces() {
    let text = "a1  Ada  20250301\na2  Zoë,\"20250302\r\n\na3  Ben\na4  Cleo 20250303 and more\n\n"
    let shop = shop(Array(text.utf8), columns) { $0.start = LoadSpec.Column("at") }
    #expect(shop.attribute("id") == ["a1", "a2", "a3", "a4"], "\(shop.messages)")
    #expect(shop.attribute("name") == ["Ada", "Zoë,\"", "Ben", "Cleo"])
    #expect(shop.attribute("at") == ["2025-03-01", "2025-03-02", "-", "2025-03-03"])
    #expect(!shop.messages.contains("spaces around"))
    #expect(shop.messages.contains("1 line goes on after the last column"))
    #expect(shop.result.report.files[0].rejected.map(\.line) == [3] || shop.messages.contains("it is blank"))
  }

  @Test func linesAreSkippedAndPlacesMayOverlap() {
    let text = "id  name\n----\nx1abc\nx2def\n"
    let shop = shop(Array(text.utf8), [("id", 1...2), ("rest", 2...5), ("far", 9_000_000...9_000_001)]) {
      $0.skippedLines = 2
    }
    #expect(shop.attribute("id") == ["x1", "x2"] && shop.attribute("rest") == ["1abc", "2def"])
    #expect(shop.attribute("far") == ["-", "-"])
  }

  @Test func hostileLines() {
    let long = Array(repeating: UInt8(ascii: "z"), count: 3 << 20)
    let bytes = Array("a1  Ada\n".utf8) + long + Array("\na2  \u{1B}[1m\n".utf8) + [0xFF, 0xFE, 0x0A]
    let shop = shop(bytes, columns)
    #expect(shop.attribute("id").prefix(2) == ["a1", "a2"], "\(shop.messages)")
    #expect(shop.messages.contains("more than 1 MiB"))
    #expect(self.shop([], columns).codes == [.emptyFile])
    #expect(self.shop(Array("%PDF-1.7".utf8), columns).codes == [.notText])
  }
}
