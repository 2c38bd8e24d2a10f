import Testing

@testable import Engine

struct KeyTableTests {
  @Test func numbersKeysAsADictionaryDoes() {
    var table = KeyTable()
    var numbers: [UInt64: Int] = [:]
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // A few keys, and keys that differ only in their upper half.
      let key = (state >> 40) % 3000 << (state >> 63 == 0 ? 0 : 32) | 1
      #expect(table.number(of: key) == numbers[key])
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      #expect(table.insert(key) == number)
    }
    #expect(table.keys.count == numbers.count)
    for (key, number) in numbers { #expect(table.keys[number] == key) }
  }
}
