import TestSupport
import Testing

@testable import Store

@Suite struct StringPoolTests {
  @Test func codesAreInOrderOfFirstAppearance() {
    var pool = StringPool()
    #expect(["pro", "free", "", "pro", "Pro", "", "free"].map { pool.intern($0) } == [0, 1, 2, 0, 3, 2, 1])
    #expect((0..<pool.count).map { pool[$0] } == ["pro", "free", "", "Pro"])
    #expect(pool.code(of: "Pro") == 3)
    #expect(pool.code(of: "") == 2)
    #expect(pool.code(of: "fre") == nil)
  }

  /// With a masked hash, all strings or a quarter of them collide in one slot.
  @Test(arguments: [0, 3 << 62, 7 << 32, ~0] as [UInt64])
  func collisionsKeepStringsApart(mask: UInt64) {
    var pool = StringPool(hashMask: mask)
    let texts = (0..<700).map { String($0 * 7919 % 1000, radix: 3) + String(repeating: "x", count: $0 % 20) }
    var codes: [String: UInt32] = [:]
    for text in texts + texts.reversed() {
      let code = pool.intern(text)
      #expect(codes[text, default: code] == code)
      codes[text] = code
    }
    #expect(pool.count == codes.count)
    for (text, code) in codes {
      #expect(pool[Int(code)] == text)
      #expect(pool.code(of: text) == Int(code))
    }
  }

  @Test func aMillionStrings() {
    var pool = StringPool()
    for i in 0..<1_000_000 where pool.intern("customer-\(i)") != UInt32(i) { Issue.record("code of \(i)") }
    #expect(pool.count == 1_000_000)
    for i in stride(from: 0, to: 1_000_000, by: 997) {
      #expect(pool.code(of: "customer-\(i)") == i)
      #expect(pool[i] == "customer-\(i)")
    }
    #expect(pool.code(of: "customer-1000000") == nil)
  }

  @Test func aBatchOfFieldsIsAsOneByOne() {
    var generator = SplitMix(seed: 1)
    let bytes = (0..<4000).map { _ in UInt8.random(in: 97...98, using: &generator) }
    let fields = (0..<2000).map { start in start..<start + Int.random(in: 0...20, using: &generator) }
    var (one, many) = (StringPool(), StringPool())
    let expected = fields.map { $0.isEmpty ? 7_777_777 : one.intern(bytes[$0].span) }
    var codes: [UInt32] = []
    for start in stride(from: 0, to: fields.count, by: 256) {
      let batch = Array(fields[start..<min(start + 256, fields.count)])
      many.intern(batch, of: bytes.span, empty: 7_777_777, into: &codes)
    }
    #expect(codes == expected)
    #expect(many.heap == one.heap)
  }

  @Test(arguments: [0, 3 << 62, ~0] as [UInt64])
  func manyLookUpsAreAsOneByOne(mask: UInt64) {
    var known = StringPool(hashMask: mask)
    for i in 0..<1500 { known.intern("c\(i * 3)") }
    let asked = StringPool((0..<1500).map { "c\($0 * 2)" })
    let expected = (0..<1500).map { known.code(of: "c\($0 * 2)").map { UInt32($0) } ?? 7_777_777 }
    #expect(known.codes(of: asked, absent: 7_777_777) == expected)
    #expect(expected.contains(7_777_777) && expected.contains(0))
  }

  @Test func bytesThatAreNotUTF8StayApart() {
    var pool = StringPool()
    let (a, b): ([UInt8], [UInt8]) = ([0xFF], [0xFE])
    #expect(pool.intern(a.span) == 0)
    #expect(pool.intern(b.span) == 1)
    #expect(pool[0] == "\u{FFFD}")
  }
}
