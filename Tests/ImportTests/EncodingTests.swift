import DataModel
import SourceText
import Store
import Testing

@testable import Import

/// Bytes that are not UTF-8.
struct EncodingTests {
  @Test func utf16WithoutAMark() {
    let units = Array("id,name\nc1,Ada\nc2,使い\n".utf16)
    let little = units.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let big = units.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    for bytes in [little, big] {
      #expect(CSVReaderTests.readAnyhow(bytes).rows == [["c1", "Ada"], ["c2", "使い"]])
    }
  }

  /// Wherever a file is cut into pieces, its letters stay whole.
  @Test func lettersLieAcrossPieces() {
    let bytes = Array("é使😀 a".utf8)
    for cut in 0...bytes.count {
      var decoder = TextDecoder(.utf8)
      let text =
        decoder.decode(Array(bytes[..<cut]), isLast: false)
        + decoder.decode(Array(bytes[cut...]), isLast: true)
      #expect(text == bytes && decoder.replaced == 0, "cut at \(cut)")
    }
  }

  @Test func anOddByteAtTheEndOfALargeFileEndsIt() {
    let text = "\u{FEFF}id,name\n" + String(repeating: "c1,Ada\n", count: 20_000)
    let bytes = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] } + [0x41]
    #expect(CSVReaderTests.read(bytes).rows.count == 20_000)
  }

  @Test func oneNullByteIsACellNotAFile() {
    let shop = Shop(["c.csv": "id,name\nc1,A\0da\nc2,Bo\n"], [.customers()])
    #expect(shop.attribute("name") == ["A\u{FFFD}da", "Bo"])
    #expect(shop.diagnostics.map(\.dataLine) == [2])
  }

  /// With a mark and without, of either order of bytes.
  @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0]], [true, false])
  func utf32IsNamed(order: [Int], hasMark: Bool) {
    let text = (hasMark ? "\u{FEFF}" : "") + "id,name\nc1,Zoë\nc2,Bo\n"
    let bytes = text.unicodeScalars.flatMap { scalar in order.map { UInt8(scalar.value >> ($0 * 8) & 0xFF) } }
    let shop = Shop(bytes: ["c.csv": bytes], [.customers()])
    #expect(shop.messages == "“c.csv” is text in UTF-32, not a CSV file")
    #expect(shop.diagnostics.first?.notes == ["Save it as UTF-8."])
  }

  @Test func otherEncodingsAreSaid() {
    // Windows-1251 and Shift-JIS.
    let cyrillic: [UInt8] = [
      0xE2, 0xE5, 0xF0, 0xED, 0xE8, 0xF2, 0xE5, 0x20, 0xE4, 0xE5, 0xED, 0xFC, 0xE3, 0xE8,
    ]
    let japanese: [UInt8] = [
      0x95, 0xD4, 0x8B, 0xE0, 0x82, 0xB5, 0x82, 0xC4, 0x82, 0xAD, 0x82, 0xBE, 0x82, 0xB3, 0x82, 0xA2,
    ]
    for letters in [cyrillic, japanese] {
      let shop = Shop(bytes: ["c.csv": Array("id,t\nc1,".utf8) + letters + [0x0A]], [.customers()])
      #expect(shop.messages.lowercased().contains("save the file as utf-8"))
    }
    let western = Shop(bytes: ["c.csv": Array("id,t\nc1,Jos".utf8) + [0xE9, 0x2C, 0x0A]], [.customers()])
    #expect(western.messages == "c.csv: not UTF-8: read as Windows-1252")
  }
}
