/// Distinct byte strings with a dense code each, in order of first appearance: a column's dictionary, the ids of the
/// customers. One heap of bytes; a hash table of packed 8-byte slots (32 bits of hash, code).
///
///     var pool = StringPool()
///     pool.intern("pro")   // 0
///     pool.intern("free")  // 1
///     pool.intern("pro")   // 0
///     pool[1]              // "free"
///
/// Interning and looking up are O(length). Bytes need not be valid UTF-8: a string read back has them repaired.
public struct StringPool: Sendable {
  /// All strings, one after the other.
  public private(set) var heap: [UInt8] = []
  /// String `code` is `heap[offsets[code]..<offsets[code + 1]]`.
  public private(set) var offsets: [Int] = [0]
  /// Free slots are 0; others hold the upper half of the hash above `code + 1`. The count is a power of two, and at
  /// most half of them are taken.
  private var slots = [UInt64](repeating: 0, count: 16)
  /// All ones, but in tests that want collisions.
  private let hashMask: UInt64

  public init() { self.init(hashMask: ~0) }

  init(hashMask: UInt64) { self.hashMask = hashMask }

  public init(_ texts: some Sequence<String>) {
    self.init()
    for text in texts { intern(text) }
  }

  public var count: Int { offsets.count - 1 }

  public subscript(code: Int) -> String { String(decoding: bytes(of: code), as: UTF8.self) }

  public func bytes(of code: Int) -> ArraySlice<UInt8> { heap[offsets[code]..<offsets[code + 1]] }

  /// The code of a string, if it is here.
  public func code(of text: String) -> Int? { code(of: text.utf8.span) }

  public func code(of text: Span<UInt8>) -> Int? {
    // SAFETY: the buffer is only read, inside the call that lends it.
    unsafe text.withUnsafeBytes { text in
      let hash = unsafe hash64(text) & hashMask
      guard case .found(let code) = unsafe probe(text, hash) else { return nil }
      return Int(code)
    }
  }
}

extension StringPool {
  /// The code of a string, new or known.
  @discardableResult
  public mutating func intern(_ text: String) -> UInt32 { intern(text.utf8.span) }

  @discardableResult
  public mutating func intern(_ text: Span<UInt8>) -> UInt32 {
    // SAFETY: the buffer is only read, inside the call that lends it.
    unsafe text.withUnsafeBytes { unsafe intern($0, hash: hash64($0) & hashMask) }
  }

  /// Interns many fields of one buffer and appends their codes. Some hundreds at a time are best: each step of the
  /// look-ups is done for all of them before the next step, so that the cache misses overlap.
  public mutating func intern(_ fields: [Range<Int>], of bytes: Span<UInt8>, into codes: inout [UInt32]) {
    // SAFETY: slicing checks each field against the buffer, which is only read inside the call that lends it.
    unsafe bytes.withUnsafeBytes { bytes in
      let (hashes, known) = unsafe look(for: fields, in: bytes)
      for (index, field) in fields.enumerated() {
        if let code = known[index] {
          codes.append(code)
        } else {
          let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[field])
          unsafe codes.append(intern(text, hash: hashes[index]))
        }
      }
    }
  }

  /// The code here of each of another pool's strings; `absent` where it is not here.
  func codes(of other: StringPool, absent: UInt32) -> [UInt32] {
    var codes: [UInt32] = []
    codes.reserveCapacity(other.count)
    // SAFETY: as above.
    unsafe other.heap.withUnsafeBytes { heap in
      for start in stride(from: 0, to: other.count, by: 1024) {
        let fields = (start..<min(start + 1024, other.count)).map {
          other.offsets[$0]..<other.offsets[$0 + 1]
        }
        unsafe codes += look(for: fields, in: heap).codes.map { $0 ?? absent }
      }
    }
    return codes
  }

  /// The hashes of many fields of one buffer, and the codes of those that are here.
  private func look(
    for fields: [Range<Int>], in bytes: UnsafeRawBufferPointer
  ) -> (hashes: [UInt64], codes: [UInt32?]) {
    // SAFETY: slicing checks each field against the buffer.
    let hashes = fields.map { unsafe hash64(UnsafeRawBufferPointer(rebasing: bytes[$0])) & hashMask }
    // The homes are fetched without a question asked of them, so that no guess stops the next fetch.
    let homes = hashes.map { slots[home(of: $0)] }
    let entries = zip(homes, hashes).map { $0 >> 32 == $1 >> 32 ? $0 : likelyEntry(for: $1) }
    let starts = entries.map { $0 == 0 ? 0 : offsets[Int(UInt32(truncatingIfNeeded: $0)) - 1] }
    let codes = fields.indices.map { index -> UInt32? in
      if entries[index] == 0 { return nil }
      let field = unsafe UnsafeRawBufferPointer(rebasing: bytes[fields[index]])
      let code = UInt32(truncatingIfNeeded: entries[index]) - 1
      if unsafe holds(field, at: Int(code), start: starts[index]) { return code }
      guard case .found(let code) = unsafe probe(field, hashes[index]) else { return nil }
      return code
    }
    return (hashes, codes)
  }

  /// The first entry from the hash's home on that has the hash's upper half; 0 where there is none.
  private func likelyEntry(for hash: UInt64) -> UInt64 {
    var slot = home(of: hash)
    while slots[slot] != 0, slots[slot] >> 32 != hash >> 32 { slot = (slot + 1) & (slots.count - 1) }
    return slots[slot]
  }

  private mutating func intern(_ text: UnsafeRawBufferPointer, hash: UInt64) -> UInt32 {
    switch unsafe probe(text, hash) {
    case .found(let code): return code
    case .free(let slot):
      let code = UInt32(truncatingIfNeeded: count)
      unsafe heap.append(contentsOf: text)
      offsets.append(heap.count)
      slots[slot] = hash & ~0xFFFF_FFFF | UInt64(code + 1)
      if count * 2 > slots.count { grow() }
      return code
    }
  }

  private enum Probe {
    case found(UInt32)
    case free(slot: Int)
  }

  private func home(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1) }

  /// Linear probing from the hash's home; ends because at least half of the slots are free.
  private func probe(_ text: UnsafeRawBufferPointer, _ hash: UInt64) -> Probe {
    var slot = home(of: hash)
    while true {
      let entry = slots[slot]
      if entry == 0 { return .free(slot: slot) }
      if entry >> 32 == hash >> 32 {
        let code = UInt32(truncatingIfNeeded: entry) - 1
        if unsafe holds(text, at: Int(code), start: offsets[Int(code)]) { return .found(code) }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  @inline(__always)
  private func holds(_ text: UnsafeRawBufferPointer, at code: Int, start: Int) -> Bool {
    guard offsets[code + 1] - start == text.count else { return false }
    return unsafe heap.withUnsafeBytes { heap in
      // SAFETY: an offset and the next one bound a string inside the heap, and its length is `text.count`.
      unsafe areEqual(UnsafeRawBufferPointer(rebasing: heap[start..<start + text.count]), text)
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 {
      var slot = home(of: entry)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
  }
}

/// A 64-bit hash whose upper half is well mixed: eight bytes a step, each folded in by a multiplication to 128 bits
/// (after Wang Yi, wyhash, 2019).
private func hash64(_ text: UnsafeRawBufferPointer) -> UInt64 {
  var hash = 0xA076_1D64_78BD_642F ^ UInt64(text.count)
  var position = 0
  while position + 8 <= text.count {
    // SAFETY: eight bytes from `position` on are inside the buffer.
    hash = mix(hash, unsafe text.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    position += 8
  }
  var rest: UInt64 = 0
  while position < text.count {
    // SAFETY: `position` is inside the buffer.
    rest = rest << 8 | UInt64(unsafe text[position])
    position += 1
  }
  return mix(mix(hash, rest), 0xE703_7ED1_A0B4_28DB)
}

/// Whether two buffers of one length hold the same bytes.
@inline(__always)
private func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  var position = 0
  // SAFETY: eight bytes from `position` on, and then one, are inside both buffers.
  while position + 8 <= left.count {
    let word = unsafe left.loadUnaligned(fromByteOffset: position, as: UInt64.self)
    if unsafe word != right.loadUnaligned(fromByteOffset: position, as: UInt64.self) { return false }
    position += 8
  }
  while position < left.count {
    if unsafe left[position] != right[position] { return false }
    position += 1
  }
  return true
}

@inline(__always)
private func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
  let product = (hash ^ word ^ 0x8EBC_6AF0_9C88_C6E3).multipliedFullWidth(by: word ^ 0x5899_65CC_7537_4CC3)
  return product.high ^ product.low
}
