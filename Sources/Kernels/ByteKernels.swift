/// Fast scans over text, eight bytes at a time in one integer (after Mycroft 1987).
public enum ByteKernels {
  private static let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Appends the positions of four given bytes, ascending. Offsets have 32 bits.
  public static func find(
    _ wanted: (UInt8, UInt8, UInt8, UInt8), in bytes: [UInt8], into places: inout [UInt32]
  ) {
    precondition(bytes.count <= Int(UInt32.max))
    let ones: UInt64 = 0x0101_0101_0101_0101
    let (a, b) = (UInt64(wanted.0) &* ones, UInt64(wanted.1) &* ones)
    let (c, d) = (UInt64(wanted.2) &* ones, UInt64(wanted.3) &* ones)
    let block = 1024
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: block) { found in
        var start = 0
        while start < bytes.count {
          let end = min(start + block, bytes.count)
          var count = 0
          var position = start
          // SAFETY: eight bytes, or one, from `position` on end within the block, which ends within the buffer; a block
          // has at most as many places as bytes.
          while position + 8 <= end {
            let word = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
            var hits = ~(others(word ^ a) & others(word ^ b) & others(word ^ c) & others(word ^ d)) & highs
            while hits != 0 {
              unsafe found[count] = UInt32(truncatingIfNeeded: position + hits.trailingZeroBitCount / 8)
              count += 1
              hits &= hits &- 1
            }
            position += 8
          }
          while position < end {
            let byte = unsafe bytes[position]
            if byte == wanted.0 || byte == wanted.1 || byte == wanted.2 || byte == wanted.3 {
              unsafe found[count] = UInt32(truncatingIfNeeded: position)
              count += 1
            }
            position += 1
          }
          unsafe places.append(contentsOf: UnsafeBufferPointer(rebasing: found[..<count]))
          start = end
        }
      }
    }
  }

  /// Bit 7 of every non-zero byte.
  @inline(__always)
  private static func others(_ word: UInt64) -> UInt64 { ((word & lows) &+ lows) | word }

  /// The position of the first quote, backslash or control character from `start` on; the end of the bytes if there is
  /// none.
  public static func endOfPlainText(in bytes: [UInt8], from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let (quotes, backslashes) = (UInt64(UInt8(ascii: "\"")) &* ones, UInt64(UInt8(ascii: "\\")) &* ones)
    precondition(start >= 0, "a position")
    return unsafe bytes.withUnsafeBytes { bytes in
      var position = start
      // SAFETY: eight bytes, or one, from `position` on end within the buffer.
      while position + 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
        // A byte is no control character if it is above 0x7F, or one of its bits 5 and 6 is set.
        let plain = others(word ^ quotes) & others(word ^ backslashes) & (word | word << 1 | word << 2)
        let hits = ~plain & highs
        if hits != 0 { return position + hits.trailingZeroBitCount / 8 }
        position += 8
      }
      while position < bytes.count {
        let byte = unsafe bytes[position]
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return position }
        position += 1
      }
      return position
    }
  }

  /// Whether all bytes of a range are ASCII, and none is zero.
  public static func isPlain(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range of the bytes")
    return unsafe bytes.withUnsafeBytes { bytes in
      var position = range.lowerBound
      let end = range.upperBound
      // SAFETY: the range was checked; eight bytes, or one, from `position` on end within it.
      while position + 8 <= end {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        if (word | ~others(word)) & highs != 0 { return false }
        position += 8
      }
      while position < end {
        if unsafe bytes[position] &- 1 >= 0x7F { return false }
        position += 1
      }
      return true
    }
  }

  /// How often a byte occurs in a range.
  public static func count(of byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range of the bytes")
    let wanted = UInt64(byte) &* 0x0101_0101_0101_0101
    return unsafe bytes.withUnsafeBytes { bytes in
      var (count, position) = (0, range.lowerBound)
      // SAFETY: the range was checked; eight bytes, or one, from `position` on end within it.
      while position + 8 <= range.upperBound {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        count &+= (~others(word ^ wanted) & highs).nonzeroBitCount
        position += 8
      }
      while position < range.upperBound {
        unsafe count &+= bytes[position] == byte ? 1 : 0
        position += 1
      }
      return count
    }
  }

  /// The number of bytes that start a non-ASCII character in UTF-8.
  public static func leads(in bytes: [UInt8]) -> Int {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      var count = 0
      // SAFETY: the index runs over the buffer's own indices.
      for index in bytes.indices { unsafe count &+= bytes[index] >= 0xC2 ? 1 : 0 }
      return count
    }
  }

  /// Whether all bytes are below 0x80, and whether one is zero.
  public static func nature(of bytes: [UInt8]) -> (isASCII: Bool, hasNull: Bool) {
    unsafe bytes.withUnsafeBytes { bytes in
      var (any, all) = (0 as UInt64, highs)
      var position = 0
      // SAFETY: eight bytes, or one, from `position` on end within the buffer.
      while position + 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        any |= word
        all &= others(word)
        position += 8
      }
      while position < bytes.count {
        let byte = unsafe UInt64(bytes[position])
        any |= byte
        all &= others(byte | ~0xFF)
        position += 1
      }
      return (any & highs == 0, all & highs != highs)
    }
  }
}
