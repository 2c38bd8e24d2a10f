/// MD5 (RFC 1321) of some bytes, as two numbers: the first 16 of its hexadecimal digits, and the last 16.
///
/// Databases have it too (`md5` of PostgreSQL and DuckDB, `MD5` of ClickHouse), and it takes a fraction of a microsecond. It
/// arranges people as if by chance; it keeps no secret, for which it would be too weak.
///
///     md5("abc".utf8)    // 90015098_3cd24fb0, d6963f7d_28e17f72
///
/// O(bytes)
func md5(_ bytes: some Swift.Sequence<UInt8>) -> (UInt64, UInt64) {
  var state = MD5State()
  var word: UInt32 = 0
  var count: UInt64 = 0
  for byte in bytes {
    word |= UInt32(byte) &<< UInt32(truncatingIfNeeded: 8 &* (count & 3))
    count &+= 1
    if count & 3 == 0 {
      state.take(word)
      word = 0
    }
  }
  state.take(word | 0x80 &<< UInt32(truncatingIfNeeded: 8 &* (count & 3)))
  return state.finish(bits: count &* 8)
}

private struct MD5State {
  private var sums: SIMD4<UInt32> = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
  private var block = SIMD16<UInt32>()
  private var filled = 0

  /// The next four bytes, the first lowest.
  @inline(__always)
  mutating func take(_ word: UInt32) {
    block[filled] = word
    filled += 1
    if filled == 16 { absorb() }
  }

  /// The sums, each word from its lowest byte on.
  mutating func finish(bits: UInt64) -> (UInt64, UInt64) {
    if filled > 14 { absorb() }
    block[14] = UInt32(truncatingIfNeeded: bits)
    block[15] = UInt32(truncatingIfNeeded: bits >> 32)
    absorb()
    func joined(_ first: UInt32, _ second: UInt32) -> UInt64 {
      UInt64(first.byteSwapped) << 32 | UInt64(second.byteSwapped)
    }
    return (joined(sums[0], sums[1]), joined(sums[2], sums[3]))
  }

  private mutating func absorb() {
    let constants = MD5State.constants
    let words = block
    var (a, b, c, d) = (sums[0], sums[1], sums[2], sums[3])
    func step(_ number: Int, _ mixed: UInt32, _ word: Int, _ turns: SIMD4<UInt32>) {
      let sum = a &+ mixed &+ constants[number] &+ words[word & 15]
      let turn = turns[number & 3]
      (a, d, c, b) = (d, c, b, b &+ (sum &<< turn | sum &>> (32 &- turn)))
    }
    for number in 0..<16 { step(number, b & c | ~b & d, number, [7, 12, 17, 22]) }
    for number in 16..<32 { step(number, d & b | ~d & c, 5 &* number &+ 1, [5, 9, 14, 20]) }
    for number in 32..<48 { step(number, b ^ c ^ d, 3 &* number &+ 5, [4, 11, 16, 23]) }
    for number in 48..<64 { step(number, c ^ (b | ~d), 7 &* number, [6, 10, 15, 21]) }
    sums = sums &+ SIMD4(a, b, c, d)
    block = SIMD16()
    filled = 0
  }

  /// The whole parts of 2³² · |sin i|, i from 1 to 64.
  private static let constants: [UInt32] = [
    0xd76a_a478, 0xe8c7_b756, 0x2420_70db, 0xc1bd_ceee, 0xf57c_0faf, 0x4787_c62a, 0xa830_4613, 0xfd46_9501,
    0x6980_98d8, 0x8b44_f7af, 0xffff_5bb1, 0x895c_d7be, 0x6b90_1122, 0xfd98_7193, 0xa679_438e, 0x49b4_0821,
    0xf61e_2562, 0xc040_b340, 0x265e_5a51, 0xe9b6_c7aa, 0xd62f_105d, 0x0244_1453, 0xd8a1_e681, 0xe7d3_fbc8,
    0x21e1_cde6, 0xc337_07d6, 0xf4d5_0d87, 0x455a_14ed, 0xa9e3_e905, 0xfcef_a3f8, 0x676f_02d9, 0x8d2a_4c8a,
    0xfffa_3942, 0x8771_f681, 0x6d9d_6122, 0xfde5_380c, 0xa4be_ea44, 0x4bde_cfa9, 0xf6bb_4b60, 0xbebf_bc70,
    0x289b_7ec6, 0xeaa1_27fa, 0xd4ef_3085, 0x0488_1d05, 0xd9d4_d039, 0xe6db_99e5, 0x1fa2_7cf8, 0xc4ac_5665,
    0xf429_2244, 0x432a_ff97, 0xab94_23a7, 0xfc93_a039, 0x655b_59c3, 0x8f0c_cc92, 0xffef_f47d, 0x8584_5dd1,
    0x6fa8_7e4f, 0xfe2c_e6e0, 0xa301_4314, 0x4e08_11a1, 0xf753_7e82, 0xbd3a_f235, 0x2ad7_d2bb, 0xeb86_d391,
  ]
}
