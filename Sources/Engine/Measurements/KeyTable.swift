/// Distinct 64-bit keys, numbered from 0 in the order in which they first came. Open addressing with linear probing; no
/// key is zero.
struct KeyTable {
  private(set) var keys: [UInt64] = []
  /// Keys and their numbers in turn; a slot is free if its key is zero.
  private var slots = [UInt64](repeating: 0, count: 2 * 64)

  /// The number of a key; nil if it is not in the table.
  func number(of key: UInt64) -> Int? {
    let place = place(of: key)
    return slots[place] == 0 ? nil : Int(truncatingIfNeeded: slots[place + 1])
  }

  /// The number of a key, given one if it is new.
  mutating func insert(_ key: UInt64) -> Int {
    let place = place(of: key)
    if slots[place] != 0 { return Int(truncatingIfNeeded: slots[place + 1]) }
    slots[place] = key
    slots[place + 1] = UInt64(keys.count)
    keys.append(key)
    if keys.count * 4 > slots.count { grow() }
    return keys.count - 1
  }

  /// The slot of a key, or the free one where it belongs. Terminates, because at least half of the slots are free.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    let last = slots.count / 2 - 1
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & last
    while slots[2 * place] != 0, slots[2 * place] != key { place = (place + 1) & last }
    return 2 * place
  }

  private mutating func grow() {
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    for (number, key) in keys.enumerated() {
      let place = place(of: key)
      slots[place] = key
      slots[place + 1] = UInt64(number)
    }
  }
}
