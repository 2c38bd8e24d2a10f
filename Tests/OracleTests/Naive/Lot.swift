import Foundation

/// The random position of somebody, as documented: the digits of the MD5 of `seed:id`.
struct Lot {
  /// The first 16 and the last 16 hexadecimal digits.
  let place: String
  let point: String

  init(_ id: String, _ seed: Int = 1) {
    let digits = Lot.md5("\(seed):\(id)")
    place = String(digits.prefix(16))
    point = String(digits.suffix(16))
  }

  /// Whether it comes before another on the ring, starting at a point.
  func follows(_ point: String, before other: Lot) -> Bool {
    if (place < point) != (other.place < point) { return place >= point }
    return place < other.place
  }

  /// MD5, as RFC 1321 describes it.
  private static func md5(_ text: String) -> String {
    var bytes = Array(text.utf8) + [0x80]
    while bytes.count % 64 != 56 { bytes.append(0) }
    let bits = UInt64(text.utf8.count) * 8
    for shift in 0..<8 { bytes.append(UInt8(bits >> (8 * shift) & 0xFF)) }
    var sums: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
    for start in stride(from: 0, to: bytes.count, by: 64) {
      let words = (0..<16).map { word in
        (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + 4 * word + $1]) << UInt32(8 * $1) }
      }
      var (a, b, c, d) = (sums[0], sums[1], sums[2], sums[3])
      for step in 0..<64 {
        let f: UInt32
        let word: Int
        switch step / 16 {
        case 0: (f, word) = ((b & c) | (~b & d), step)
        case 1: (f, word) = ((b & d) | (c & ~d), 5 * step + 1)
        case 2: (f, word) = (b ^ c ^ d, 3 * step + 5)
        case _: (f, word) = (c ^ (b | ~d), 7 * step)
        }
        let sum = a &+ f &+ sines[step] &+ words[word % 16]
        let turn = turns[step / 16][step % 4]
        (a, d, c, b) = (d, c, b, b &+ (sum << turn | sum >> (32 - turn)))
      }
      sums = [sums[0] &+ a, sums[1] &+ b, sums[2] &+ c, sums[3] &+ d]
    }
    return sums.map { String(format: "%08x", $0.byteSwapped) }.joined()
  }

  private static let sines = (1...64).map { UInt32(abs(sin(Double($0))) * 4_294_967_296) }
  private static let turns: [[UInt32]] = [
    [7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21],
  ]
}
