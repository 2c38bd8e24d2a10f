/// Interns token spellings: distinct texts numbered from 0 in order of first appearance. ASCII capitals are treated as
/// lower case.
///
/// Open addressing with linear probing. A slot has the first eight bytes of its text, so that a short word is compared
/// without a further memory access.
struct StringTable: Sendable {
  private struct Slot {
    var prefix: UInt64
    var hash: UInt32
    /// The text's number plus one; 0 if the slot is free.
    var occupant: UInt32
  }

  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  private var slots = [Slot](repeating: Slot(prefix: 0, hash: 0, occupant: 0), count: 64)

  var count: Int { starts.count - 1 }

  /// The number of a text, which is added if new.
  mutating func intern(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    let (prefix, hash) = StringTable.key(of: text, range)
    var index = Int(hash) & (slots.count - 1)
    while true {
      let slot = slots[index]
      if slot.occupant == 0 { break }
      if slot.prefix == prefix, slot.hash == hash, matches(slot.occupant - 1, text, range) {
        return slot.occupant - 1
      }
      index = (index + 1) & (slots.count - 1)
    }
    let number = UInt32(truncatingIfNeeded: count)
    for position in range { bytes.append(lowercased(text[position])) }
    starts.append(bytes.count)
    slots[index] = Slot(prefix: prefix, hash: hash, occupant: number + 1)
    if count * 2 > slots.count { grow() }
    return number
  }

  mutating func intern(_ text: String) -> UInt32 {
    let utf8 = text.utf8.span
    return intern(utf8, 0..<utf8.count)
  }

  /// The number of a text; nil if it is not here.
  func number(of text: String) -> UInt32? {
    let utf8 = text.utf8.span
    let (prefix, hash) = StringTable.key(of: utf8, 0..<utf8.count)
    var index = Int(hash) & (slots.count - 1)
    while slots[index].occupant != 0 {
      let slot = slots[index]
      if slot.prefix == prefix, slot.hash == hash, matches(slot.occupant - 1, utf8, 0..<utf8.count) {
        return slot.occupant - 1
      }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  subscript(number: UInt32) -> String { String(decoding: utf8(number), as: UTF8.self) }

  func utf8(_ number: UInt32) -> ArraySlice<UInt8> {
    bytes[starts[Int(number)]..<starts[Int(number) + 1]]
  }

  @inline(__always)
  private func matches(_ number: UInt32, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    // Texts of up to eight non-zero bytes are entirely in the prefix, and the hash distinguishes them from longer ones.
    if range.count <= 8 { return true }
    let start = starts[Int(number)]
    guard starts[Int(number) + 1] - start == range.count else { return false }
    let bytes = bytes.span
    var offset = 8
    while offset < range.count {
      let own = lowercasedEight(of: bytes, at: start + offset, before: start + range.count)
      let other = lowercasedEight(of: text, at: range.lowerBound + offset, before: range.upperBound)
      if own != other { return false }
      offset += 8
    }
    return true
  }

  /// The first eight bytes, and a hash of all bytes, whose top bit says whether there are more than eight.
  @inline(__always)
  private static func key(of text: Span<UInt8>, _ range: Range<Int>) -> (prefix: UInt64, hash: UInt32) {
    let prefix = lowercasedEight(of: text, at: range.lowerBound, before: range.upperBound)
    var hash = prefix &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
    var longer: UInt32 = 0
    var position = range.lowerBound + 8
    while position < range.upperBound {
      hash =
        (hash ^ lowercasedEight(of: text, at: position, before: range.upperBound)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
      longer = 0x8000_0000
      position += 8
    }
    return (prefix, UInt32(truncatingIfNeeded: hash) & 0x7FFF_FFFF | longer)
  }

  private mutating func grow() {
    var larger = [Slot](repeating: Slot(prefix: 0, hash: 0, occupant: 0), count: slots.count * 2)
    for slot in slots where slot.occupant != 0 {
      var index = Int(slot.hash) & (larger.count - 1)
      while larger[index].occupant != 0 { index = (index + 1) & (larger.count - 1) }
      larger[index] = slot
    }
    slots = larger
  }
}

@inline(__always)
private func lowercased(_ byte: UInt8) -> UInt8 {
  byte &- 0x41 < 26 ? byte | 0x20 : byte
}

/// Up to eight bytes from a position on, the first one lowest, padded with zeros.
@inline(__always)
private func lowercasedEight(of text: Span<UInt8>, at position: Int, before end: Int) -> UInt64 {
  let count = min(end - position, 8)
  if count <= 0 { return 0 }
  if position + 8 > text.count {
    return (0..<count).reduce(0) { $0 | UInt64(lowercased(text[position + $1])) << UInt64($1 * 8) }
  }
  // SAFETY: the eight bytes end within the text, which was just asked, and any bytes are an integer.
  let bytes = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
  let wanted = bytes & (.max >> UInt64((8 - count) * 8))
  // Bit 7 of each byte from A to Z, moved to the bit in which lower case differs.
  let low = wanted & 0x7F7F_7F7F_7F7F_7F7F
  let atLeastA = low &+ 0x3F3F_3F3F_3F3F_3F3F
  let aboveZ = low &+ 0x2525_2525_2525_2525
  let capitals = ~wanted & 0x8080_8080_8080_8080 & (atLeastA ^ aboveZ)
  return wanted | capitals >> 2
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Whether these bytes occur as a sequence.
  func contains(run: [UInt8]) -> Bool { firstIndex(of: run) != nil }

  /// The index of the first occurrence of these bytes as a sequence.
  func firstIndex(of run: [UInt8]) -> Int? {
    guard let first = run.first else { return startIndex }
    var start = startIndex
    while start + run.count <= endIndex {
      if self[start] == first, self[start..<start + run.count].elementsEqual(run) { return start }
      start += 1
    }
    return nil
  }
}
