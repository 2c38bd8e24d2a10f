/// The SHA-256 digest (FIPS 180-4) of some bytes in hexadecimal. Used to recognise a trusted file: nobody can make
/// another file with the same digest.
///
///     sha256(Array("abc".utf8))    // ba7816bf 8f01cfea …
///
/// O(bytes)
public func sha256(_ bytes: [UInt8]) -> String {
  var state = start
  let length = UInt64(bytes.count) * 8
  var padded = bytes + [0x80]
  padded += [UInt8](repeating: 0, count: (120 - padded.count % 64) % 64)
  padded += (0..<8).reversed().map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) }
  for block in stride(from: 0, to: padded.count, by: 64) {
    absorb(padded[block..<block + 64], into: &state)
  }
  return state.map { word in
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }.joined()
}

private func absorb(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
  func turn(_ word: UInt32, _ bits: UInt32) -> UInt32 { word >> bits | word << (32 - bits) }
  var words: [UInt32] = stride(from: block.startIndex, to: block.endIndex, by: 4).map { index in
    block[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
  for t in 16..<64 {
    let (a, b) = (words[t - 15], words[t - 2])
    let low = turn(a, 7) ^ turn(a, 18) ^ a >> 3
    let high = turn(b, 17) ^ turn(b, 19) ^ b >> 10
    words.append(words[t - 16] &+ low &+ words[t - 7] &+ high)
  }
  var v = state
  for t in 0..<64 {
    let choice = (v[4] & v[5]) ^ (~v[4] & v[6])
    let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])
    let first =
      v[7] &+ (turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)) &+ choice &+ constants[t] &+ words[t]
    let second = (turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) &+ majority
    v = [first &+ second, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
  }
  for index in 0..<8 { state[index] &+= v[index] }
}

/// The first 32 bits of the fractional parts of the square roots of the first 8 primes.
private let start: [UInt32] = [
  0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
]

/// The same of the cube roots of the first 64 primes.
private let constants: [UInt32] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
  0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
  0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
  0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
  0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
  0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
  0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]
