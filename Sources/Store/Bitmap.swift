private import Kernels

/// A set of the integers 0..<count as one bit each, used for sets of customers and of rows.
///
///     var late = Bitmap(count: 4)
///     late[2] = true
///     Array(late.ones)  // [2]
///
/// Bits beyond `count` in the last word are always zero. Operations on two bitmaps require equal counts. They take
/// O(count / 64).
public struct Bitmap: Sendable, Hashable {
  public let count: Int
  /// Bit `i` is bit `i % 64` of word `i / 64`.
  public private(set) var words: [UInt64]

  public init(count: Int, repeating bit: Bool = false) {
    self.init(count: count, words: [UInt64](repeating: bit ? ~0 : 0, count: (count + 63) / 64))
  }

  /// Uses the given words, truncated or padded with zeros to `count` bits.
  public init(count: Int, words: [UInt64]) {
    self.count = count
    self.words = words
    let needed = (count + 63) / 64
    if words.count > needed { self.words.removeLast(words.count - needed) }
    if words.count < needed { self.words += [UInt64](repeating: 0, count: needed - words.count) }
    clearTail()
  }

  @inlinable
  public subscript(index: Int) -> Bool {
    get { (words[index >> 6] >> UInt64(index & 63)) & 1 != 0 }
    set { set(index, newValue) }
  }

  @usableFromInline
  mutating func set(_ index: Int, _ bit: Bool) {
    precondition(index < count)
    let mask = (1 as UInt64) << UInt64(index & 63)
    if bit { words[index >> 6] |= mask } else { words[index >> 6] &= ~mask }
  }

  private mutating func clearTail() {
    if count & 63 != 0 { words[words.count - 1] &= ~0 >> UInt64(64 - count & 63) }
  }
}

extension Bitmap {
  /// The number of members.
  public var population: Int { WordKernels.population(words) }
  public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
  public var isFull: Bool { population == count }

  /// Keeps only the members that are also in `other`.
  public mutating func formIntersection(_ other: Bitmap) {
    precondition(count == other.count)
    WordKernels.and(&words, other.words)
  }

  /// Adds the members of `other`.
  public mutating func formUnion(_ other: Bitmap) {
    precondition(count == other.count)
    WordKernels.or(&words, other.words)
  }

  /// Removes the members of `other`.
  public mutating func subtract(_ other: Bitmap) {
    precondition(count == other.count)
    WordKernels.andNot(&words, other.words)
  }

  /// Replaces the set by its complement within 0..<count.
  public mutating func invert() {
    for i in words.indices { words[i] = ~words[i] }
    clearTail()
  }

  /// The members of both sets.
  public func intersection(_ other: Bitmap) -> Bitmap { with { $0.formIntersection(other) } }
  /// The members of either set.
  public func union(_ other: Bitmap) -> Bitmap { with { $0.formUnion(other) } }
  /// The members that are not in `other`.
  public func subtracting(_ other: Bitmap) -> Bitmap { with { $0.subtract(other) } }
  public var inverted: Bitmap { with { $0.invert() } }

  /// The number of members of the intersection, computed without creating it.
  public func intersectionPopulation(_ other: Bitmap) -> Int {
    precondition(count == other.count)
    return WordKernels.intersectionPopulation(words, other.words)
  }

  /// Adds every integer of a range, which must be within 0..<count.
  public mutating func insert(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    guard !range.isEmpty else { return }
    let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
    let head = (~0 as UInt64) << UInt64(range.lowerBound & 63)
    let tail = (~0 as UInt64) >> UInt64(63 - (range.upperBound - 1) & 63)
    if first == last {
      words[first] |= head & tail
    } else {
      words[first] |= head
      for i in first + 1..<last { words[i] = ~0 }
      words[last] |= tail
    }
  }

  private func with(_ change: (inout Bitmap) -> Void) -> Bitmap {
    var copy = self
    change(&copy)
    return copy
  }
}

extension Bitmap {
  /// The members in ascending order.
  @inlinable public var ones: Ones { Ones(words: words) }

  /// Iterates over the members in ascending order. O(members + count / 64)
  @frozen
  public struct Ones: Sequence, IteratorProtocol, Sendable {
    @usableFromInline let words: [UInt64]
    @usableFromInline var index = -1
    @usableFromInline var word: UInt64 = 0

    @inlinable
    init(words: [UInt64]) { self.words = words }

    @inlinable
    public mutating func next() -> Int? {
      while word == 0 {
        index += 1
        guard index < words.count else {
          index = words.count
          return nil
        }
        word = words[index]
      }
      let bit = word.trailingZeroBitCount
      word &= word - 1
      return index << 6 | bit
    }
  }
}
