/// Interns byte strings: distinct strings with dense codes in order of first appearance. Used as a column's dictionary
/// and for the ids of the customers. One heap of bytes, and a hash table of packed 8-byte slots (32 bits of hash, 32
/// bits of code).
///
///     var pool = StringPool()
///     pool.intern("pro")   // 0
///     pool.intern("free")  // 1
///     pool.intern("pro")   // 0
///     pool[1]              // "free"
///
/// Interning and lookup take O(length). Bytes need not be valid UTF-8; invalid sequences are repaired when a string is
/// read.
public struct StringPool: Sendable {
  /// All strings, concatenated.
  public private(set) var heap: [UInt8] = []
  /// String `code` is `heap[offsets[code]..<offsets[code + 1]]`.
  public private(set) var offsets: [Int] = [0]
  /// Free slots are 0; the others have the upper half of the hash above `code + 1`. The count is a power of two, and at
  /// most half of the slots are used.
  private var slots = [UInt64](repeating: 0, count: 16)
  /// All ones, except in tests that need collisions.
  private let hashMask: UInt64

  public init() { self.init(hashMask: ~0) }

  init(hashMask: UInt64) { self.hashMask = hashMask }

  public init(_ texts: some Sequence<String>) {
    self.init()
    for text in texts { intern(text) }
  }

  public var count: Int { offsets.count - 1 }

  public subscript(code: Int) -> String { String(decoding: bytes(of: code), as: UTF8.self) }

  /// The bytes of a string. O(1)
  public func bytes(of code: Int) -> ArraySlice<UInt8> { heap[offsets[code]..<offsets[code + 1]] }

  /// The code of a string; nil if it is not in the pool.
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
  /// The code of a string, which is added if new.
  @discardableResult
  public mutating func intern(_ text: String) -> UInt32 { intern(text.utf8.span) }

  @discardableResult
  public mutating func intern(_ text: Span<UInt8>) -> UInt32 {
    // SAFETY: the buffer is only read, inside the call that lends it.
    unsafe text.withUnsafeBytes { unsafe intern($0, hash: hash64($0) & hashMask) }
  }

  /// Interns many fields of one buffer and appends their codes, `empty` for an empty field. Works best with a few
  /// hundred fields at a time: each step of the lookups is done for all of them before the next step, so that cache
  /// misses overlap.
  public mutating func intern(
    _ fields: [Range<Int>], of bytes: Span<UInt8>, empty: UInt32, into codes: inout [UInt32]
  ) {
    // SAFETY: the fields are checked against the buffer by `look`, and it is only read inside the call that lends it.
    unsafe bytes.withUnsafeBytes { bytes in
      var found = unsafe look(for: fields, in: bytes, unknown: StringPool.unknown)
      for index in fields.indices {
        if fields[index].isEmpty {
          found[index] = empty
        } else if found[index] == StringPool.unknown {
          let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[fields[index]])
          found[index] = unsafe intern(text, hash: hash64(text) & hashMask)
        }
      }
      codes += found
    }
  }

  /// Marks a string that is not in the pool; no string has this code.
  private static let unknown = UInt32.max

  /// The codes here of another pool's strings; `absent` for strings that are not here.
  func codes(of other: StringPool, absent: UInt32) -> [UInt32] {
    var codes: [UInt32] = []
    codes.reserveCapacity(other.count)
    // SAFETY: as above.
    unsafe other.heap.withUnsafeBytes { heap in
      for start in stride(from: 0, to: other.count, by: 1024) {
        let fields = (start..<min(start + 1024, other.count)).map {
          other.offsets[$0]..<other.offsets[$0 + 1]
        }
        unsafe codes += look(for: fields, in: heap, unknown: absent)
      }
    }
    return codes
  }

  /// Looks up many fields of one buffer; `unknown` for those that are not here.
  private func look(
    for fields: [Range<Int>], in bytes: UnsafeRawBufferPointer, unknown: UInt32
  ) -> [UInt32] {
    let count = fields.count
    return unsafe [UInt32](unsafeUninitializedCapacity: count) { codes, filled in
      unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count * 2) { scratch in
        unsafe slots.withUnsafeBufferPointer { slots in
          // SAFETY: `index` is below `count`, for which scratch has room twice; each field is checked against the
          // buffer here, and a home slot is below the number of slots, a power of two.
          for index in 0..<count {
            let field = fields[index]
            precondition(field.lowerBound >= 0 && field.upperBound <= bytes.count, "a field of the buffer")
            unsafe scratch[index] = hash64(UnsafeRawBufferPointer(rebasing: bytes[field])) & hashMask
          }
          // The home slots are fetched without branching on them, so that a branch misprediction cannot stall the next
          // fetch.
          let last = slots.count - 1
          for index in 0..<count {
            let home = unsafe Int(truncatingIfNeeded: scratch[index] >> 32) & last
            unsafe scratch[count + index] = slots[home]
          }
        }
        unsafe offsets.withUnsafeBufferPointer { offsets in
          unsafe heap.withUnsafeBytes { heap in
            for index in 0..<count {
              // SAFETY: the fields were checked above; a slot's code is that of a string, whose offsets bound it inside
              // the heap.
              let field = unsafe UnsafeRawBufferPointer(rebasing: bytes[fields[index]])
              let (hash, entry) = unsafe (scratch[index], scratch[count + index])
              var code = unknown
              if entry != 0, entry >> 32 == hash >> 32 {
                code = UInt32(truncatingIfNeeded: entry) - 1
                let (start, end) = unsafe (offsets[Int(code)], offsets[Int(code) + 1])
                let isIt =
                  unsafe end - start == field.count
                  && areEqual(UnsafeRawBufferPointer(rebasing: heap[start..<end]), field)
                if !isIt { code = unsafe self.code(of: field, hash) ?? unknown }
              } else if entry != 0 {
                code = unsafe self.code(of: field, hash) ?? unknown
              }
              unsafe codes.initializeElement(at: index, to: code)
            }
          }
        }
      }
      filled = count
    }
  }

  private func code(of text: UnsafeRawBufferPointer, _ hash: UInt64) -> UInt32? {
    guard case .found(let code) = unsafe probe(text, hash) else { return nil }
    return code
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

  /// Linear probing from the hash's home slot. Ends because at least half of the slots are free.
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

/// A 64-bit hash whose upper half is well mixed. Takes eight bytes per step, the last eight possibly overlapping, and
/// folds each into the hash by a 128-bit multiplication (after Wang Yi, wyhash, 2019).
@inline(__always)
private func hash64(_ text: UnsafeRawBufferPointer) -> UInt64 {
  var hash = 0xA076_1D64_78BD_642F ^ UInt64(truncatingIfNeeded: text.count)
  var position = 0
  while position + 8 < text.count {
    // SAFETY: eight bytes from `position` on are inside the buffer.
    hash = mix(hash, unsafe text.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    position += 8
  }
  return unsafe mix(mix(hash, lastWord(of: text)), 0xE703_7ED1_A0B4_28DB)
}

/// Whether two buffers of equal length have the same bytes.
@inline(__always)
private func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  var position = 0
  // SAFETY: eight bytes from `position` on are inside both buffers.
  while position + 8 < left.count {
    let word = unsafe left.loadUnaligned(fromByteOffset: position, as: UInt64.self)
    if unsafe word != right.loadUnaligned(fromByteOffset: position, as: UInt64.self) { return false }
    position += 8
  }
  return unsafe lastWord(of: left) == lastWord(of: right)
}

/// The last eight bytes as a number; for shorter texts all bytes, some perhaps twice. Two texts of equal length up to
/// eight bytes are equal if and only if these numbers are.
@inline(__always)
private func lastWord(of text: UnsafeRawBufferPointer) -> UInt64 {
  let count = text.count
  // SAFETY: what is loaded lies inside the buffer, which has at least as many bytes as was just asked.
  if count >= 8 { return unsafe text.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self) }
  if count >= 4 {
    let first = unsafe text.loadUnaligned(as: UInt32.self)
    let last = unsafe text.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
    return UInt64(first) | UInt64(last) << 32
  }
  if count == 0 { return 0 }
  let (first, middle, last) = unsafe (text[0], text[count / 2], text[count - 1])
  return UInt64(first) | UInt64(middle) << 8 | UInt64(last) << 16
}

@inline(__always)
private func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
  let product = (hash ^ word ^ 0x8EBC_6AF0_9C88_C6E3).multipliedFullWidth(by: word ^ 0x5899_65CC_7537_4CC3)
  return product.high ^ product.low
}
