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

  /// Characters stay whole, wherever a file is cut into chunks.
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

  /// With and without a byte order mark, in either byte order.
  @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0]], [true, false])
  func utf32IsNamed(order: [Int], hasMark: Bool) {
    let text = (hasMark ? "\u{FEFF}" : "") + "id,name\nc1,Zoë\nc2,Bo\n"
    let bytes = text.unicodeScalars.flatMap { scalar in order.map { UInt8(scalar.value >> ($0 * 8) & 0xFF) } }
    let shop = Shop(bytes: ["c.csv": bytes], [.customers()])
    #expect(shop.messages == "“c.csv” is text in UTF-32, not a CSV file")
    #expect(shop.diagnostics.first?.notes == ["Save it as UTF-8."])
  }

  /// A letter inside an ASCII word is not Greek or Cyrillic.
  @Test func wordsWithASCIILettersAreLatin() {
    let rows = (0..<9).map { "R-\($0);K-\($0);0\($0 + 1).03.2024;35,58 \u{80}\n" }.joined()
    let bytes = "Nr;Kunde;F\u{E4}llig am;Betrag\n\(rows)".unicodeScalars.map { UInt8($0.value) }
    #expect(CSVReaderTests.readAnyhow(bytes).header == ["Nr", "Kunde", "Fällig am", "Betrag"])
  }

  @Test func fewOtherLettersAreReadAsWindows1252() {
    let western = Shop(bytes: ["c.csv": Array("id,t\nc1,Jos".utf8) + [0xE9, 0x2C, 0x0A]], [.customers()])
    #expect(western.attribute("t") == ["José"])
    #expect(
      western.messages
        == "c.csv: not UTF-8: read as Windows-1252, as in “José”. `encoding \"…\"` in the load says which it is if that is wrong"
    )
  }

  /// The encoding is detected from the bytes, and always reported with an example.
  @Test(arguments: [
    (
      "Windows-1250", "Zásilka přišla pozdě a balík byl poškozený, žluťoučký kůň",
      "5ae173696c6b612070f8699a6c6120706f7a64ec20612062616ced6b2062796c20706f9a6b6f7a656efd2c209e6c759d6f75e86bfd206bf9f2"
    ),
    (
      "Windows-1251", "Верните деньги, доставка пришла слишком поздно",
      "c2e5f0ede8f2e520e4e5edfce3e82c20e4eef1f2e0e2eae020eff0e8f8ebe020f1ebe8f8eaeeec20efeee7e4edee"
    ),
    (
      "Windows-1252", "Le délai est trop élevé, ça m’a déçu: 10 € à la fête",
      "4c652064e96c6169206573742074726f7020e96c6576e92c20e761206d92612064e9e7753a203130208020e0206c612066ea7465"
    ),
    (
      "Windows-1254", "Kargo çok geç geldi, paramı geri istiyorum, ürün bozuk çıktı ğ ı İ",
      "4b6172676f20e76f6b206765e72067656c64692c20706172616dfd20676572692069737469796f72756d2c20fc72fc6e20626f7a756b20e7fd6b74fd20f020fd20dd"
    ),
    (
      "MacRoman", "Die Rückzahlung kam zu spät, und ich möchte mein Geld zurück: schöne Grüße",
      "44696520529f636b7a61686c756e67206b616d207a752073708a742c20756e6420696368206d9a63687465206d65696e2047656c64207a75729f636b3a207363689a6e652047729fa765"
    ),
    (
      "Shift-JIS", "商品が届きませんでした。返金してください。",
      "8fa4956982aa93cd82ab82dc82b982f182c582b582bd814295d48be082b582c482ad82be82b382a28142"
    ),
    (
      "EUC-JP", "商品が届きませんでした。返金してください。",
      "bea6c9caa4acc6cfa4ada4dea4bba4f3a4c7a4b7a4bfa1a3cad6b6e2a4b7a4c6a4afa4c0a4b5a4a4a1a3"
    ),
    (
      "EUC-KR", "배송이 너무 늦었습니다. 환불해 주세요.",
      "b9e8bcdbc0cc20b3cab9ab20b4cabefabdc0b4cfb4d92e20c8afbad2c7d820c1d6bcbcbfe42e"
    ),
    (
      "GB18030", "快递太慢了，请退款。商品已经损坏，非常失望",
      "bfecb5ddccabc2fdc1cba3acc7ebcdcbbfeea1a3c9ccc6b7d2d1beadcbf0bbb5a3acb7c7b3a3caa7cdfb"
    ),
    (
      "Big5", "快遞太慢了，請退款。商品已經損壞，非常失望",
      "a7d6bbbca4d3ba43a446a141bdd0b068b4daa143b0d3ab7ea477b867b76cc361a141ab44b160a5a2b1e6"
    ),
  ])
  func isToldFromTheBytes(encoding: String, text: String, hex: String) {
    let bytes = Array("id,t\nc1,\"".utf8) + self.bytes(hex) + Array("\"\n".utf8)
    let shop = Shop(bytes: ["c.csv": bytes], [.customers()])
    #expect(shop.attribute("t") == [text])
    #expect(
      shop.messages.hasPrefix("c.csv: not UTF-8: read as \(encoding), as in “\(text.prefix(3))"),
      "\(shop.messages)")
    let said = Shop(bytes: ["c.csv": bytes], [.customers { $0.encoding = (encoding, .none) }])
    #expect(said.attribute("t") == [text] && said.messages == "")
  }

  private func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
  }

  /// A line of the load declares an encoding that cannot be detected.
  @Test func theLoadSettlesTheEncoding() {
    func shop(_ name: String) -> Shop {
      let text = bytes("507265697320313020a42066fc7220736368f66e65205374fc636b6520bd7576726520e020e974e9")
      return Shop(
        bytes: ["c.csv": Array("id,t\nc1,".utf8) + text + [0x0A]],
        [.customers { $0.encoding = (name, .none) }])
    }
    #expect(shop("iso-8859-15").attribute("t") == ["Preis 10 € für schöne Stücke œuvre à été"])
    #expect(shop("latin9").attribute("t") == shop("ISO_8859-15").attribute("t"))
    #expect(shop("utf-8").messages.contains("characters are not UTF-8 and shown as \u{FFFD}"))
    #expect(shop("wingdings").messages == "“wingdings” is no encoding")
    #expect(shop("UTF-8//IGNORE").messages == "“UTF-8//IGNORE” is no encoding")
  }

  /// A byte order mark takes precedence over the load, and bytes that are not characters are counted.
  @Test func marksAndDamage() {
    let marked = Shop(
      bytes: ["c.csv": [0xEF, 0xBB, 0xBF] + Array("id,t\nc1,é\n".utf8)],
      [.customers { $0.encoding = ("windows-1252", .none) }])
    #expect(marked.attribute("t") == ["é"] && marked.messages == "")
    let damaged = Shop(
      bytes: ["c.csv": Array("id,t\nc1,ab".utf8) + [0x95, 0xD4, 0xFF] + Array(",\n".utf8)],
      [.customers { $0.encoding = ("shift-jis", .none) }])
    #expect(damaged.attribute("t") == ["ab返\u{FFFD}"])
    #expect(damaged.messages.hasPrefix("c.csv: 1 character is not Shift-JIS and shown as \u{FFFD}"))
    let one = Shop(
      bytes: ["c.csv": Array("id,t\nc1,\"é ü ö ä ß ñ ".utf8) + [0xE9] + Array("\"\n".utf8)], [.customers()])
    #expect(one.attribute("t") == ["é ü ö ä ß ñ \u{FFFD}"])
  }

  /// The same lines determine the encoding, whatever chunks the file comes in.
  @Test func linesOfAnyPieces() {
    let text = Array("plain\none \u{E9} two\nthree\nfour \u{E9}".utf8)
    let places = text.indices.filter { text[$0] == 0xC3 }
    for size in 1...text.count {
      var lines = ForeignLines()
      for start in stride(from: 0, to: text.count, by: size) {
        let end = min(start + size, text.count)
        lines.add(Array(text[start..<end]), damagedAt: places.filter { start..<end ~= $0 }.map { $0 - start })
      }
      #expect(String(decoding: lines.bytes, as: UTF8.self) == "one é two\nfour é", "pieces of \(size)")
    }
  }
}
