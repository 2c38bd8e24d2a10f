import TestSupport
import Testing

@testable import Text

@Suite struct StringTableTests {
  /// Texts of every length up to 40 over letters whose neighbours in ASCII are near misses, in the middle of a text
  /// and at its end, where eight bytes can no longer be read at once.
  @Test func numbersAreThoseOfADictionary() {
    var random = SplitMix(seed: 3)
    var table = StringTable()
    var numbers: [String: UInt32] = [:]
    for round in 0..<20_000 {
      let length = Int.random(in: 1...(round % 4 == 0 ? 40 : 3), using: &random)
      let letters = (0..<length).map { _ in Array("AZaz@[`{MÃ".utf8).randomElement(using: &random) ?? 0 }
      let tail = (0..<Int.random(in: 0...9, using: &random)).map { _ in UInt8(ascii: "Q") }
      let bytes = [UInt8(ascii: "x")] + letters + tail
      let lowered = letters.map { (65...90).contains($0) ? $0 + 32 : $0 }
      let key = lowered.map { String($0) }.joined(separator: " ")
      let number = table.intern(bytes.span, 1..<1 + length)
      #expect(number == numbers[key, default: UInt32(numbers.count)], "\(letters)")
      numbers[key] = number
      #expect(Array(table.utf8(number)) == lowered)
    }
    #expect(table.count == numbers.count && numbers.count > 1000)
  }

  @Test func unknownTextsHaveNoNumber() {
    var table = StringTable()
    let numbers = ["refundable", "refunded", "退"].map { table.intern($0) }
    #expect(numbers == [0, 1, 2])
    #expect(
      ["refunded", "refund", "refundables", "退款", ""].map { table.number(of: $0) } == [1, nil, nil, nil, nil])
    #expect(numbers.map { table[$0] } == ["refundable", "refunded", "退"])
  }
}
