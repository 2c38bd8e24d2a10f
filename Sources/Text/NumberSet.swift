/// A set of numbers below a bound, as a bitmap.
struct NumberSet: Sendable {
  private var words: [UInt64]

  init(below bound: Int) { words = [UInt64](repeating: 0, count: (bound + 63) / 64) }

  init(_ numbers: [UInt32], below bound: Int) {
    self.init(below: bound)
    formUnion(numbers[...])
  }

  mutating func formUnion(_ numbers: ArraySlice<UInt32>) {
    for number in numbers { words[Int(number >> 6)] |= 1 << UInt64(number & 63) }
  }

  @inline(__always)
  func contains(_ number: UInt32) -> Bool { words[Int(number >> 6)] >> UInt64(number & 63) & 1 == 1 }

  /// The members, ascending. O(bound / 64 + members)
  var members: [UInt32] {
    var members: [UInt32] = []
    members.reserveCapacity(words.reduce(0) { $0 + $1.nonzeroBitCount })
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        members.append(UInt32(truncatingIfNeeded: index << 6 | rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return members
  }
}
