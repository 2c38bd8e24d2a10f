/// SipHash-2-4 (Aumasson & Bernstein, INDOCRYPT 2012) of some bytes under a 128-bit key. Sorting by it gives a
/// pseudo-random order of people that is the same on every machine.
///
///     sipHash("s0042".utf8, seed: 1)
///
/// O(bytes)
public func sipHash(_ bytes: some Sequence<UInt8>, seed: UInt64) -> UInt64 {
  sipHash(bytes, key: (seed, 0))
}

/// The same under a 128-bit key, given as two words.
public func sipHash(_ bytes: some Sequence<UInt8>, key: (UInt64, UInt64)) -> UInt64 {
  var state = SipState(key)
  var word: UInt64 = 0
  var count: UInt64 = 0
  for byte in bytes {
    word |= UInt64(byte) << (8 * (count & 7))
    count &+= 1
    if count & 7 == 0 {
      state.absorb(word)
      word = 0
    }
  }
  state.absorb(word | count << 56)
  return state.finish()
}

private struct SipState {
  private var v0: UInt64
  private var v1: UInt64
  private var v2: UInt64
  private var v3: UInt64

  init(_ key: (UInt64, UInt64)) {
    v0 = key.0 ^ 0x736f_6d65_7073_6575
    v1 = key.1 ^ 0x646f_7261_6e64_6f6d
    v2 = key.0 ^ 0x6c79_6765_6e65_7261
    v3 = key.1 ^ 0x7465_6462_7974_6573
  }

  mutating func absorb(_ word: UInt64) {
    v3 ^= word
    round()
    round()
    v0 ^= word
  }

  mutating func finish() -> UInt64 {
    v2 ^= 0xff
    for _ in 0..<4 { round() }
    return v0 ^ v1 ^ v2 ^ v3
  }

  private mutating func round() {
    v0 &+= v1
    v1 = (v1 << 13 | v1 >> 51) ^ v0
    v0 = v0 << 32 | v0 >> 32
    v2 &+= v3
    v3 = (v3 << 16 | v3 >> 48) ^ v2
    v0 &+= v3
    v3 = (v3 << 21 | v3 >> 43) ^ v0
    v2 &+= v1
    v1 = (v1 << 17 | v1 >> 47) ^ v2
    v2 = v2 << 32 | v2 >> 32
  }
}
