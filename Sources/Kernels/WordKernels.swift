/// Set operations over the 64-bit words of bitmaps. Both operands must have the same length; words beyond the shorter
/// one are left unchanged.
public enum WordKernels {
  /// Intersection: `left &= right`.
  public static func and(_ left: inout [UInt64], _ right: [UInt64]) {
    combine(&left, right) { $0 & $1 }
  }

  /// Union: `left |= right`.
  public static func or(_ left: inout [UInt64], _ right: [UInt64]) {
    combine(&left, right) { $0 | $1 }
  }

  /// Difference: `left &= ~right`.
  public static func andNot(_ left: inout [UInt64], _ right: [UInt64]) {
    combine(&left, right) { $0 & ~$1 }
  }

  /// The number of one bits.
  public static func population(_ words: [UInt64]) -> Int {
    unsafe words.withUnsafeBufferPointer { words in
      var total = 0
      // SAFETY: the index runs over the buffer's own indices.
      for i in words.indices { unsafe total &+= words[i].nonzeroBitCount }
      return total
    }
  }

  /// The number of bits set in both, computed without creating the intersection.
  public static func intersectionPopulation(_ left: [UInt64], _ right: [UInt64]) -> Int {
    unsafe left.withUnsafeBufferPointer { left in
      unsafe right.withUnsafeBufferPointer { right in
        var total = 0
        // SAFETY: the index stays below both counts.
        for i in 0..<min(left.count, right.count) {
          unsafe total &+= (left[i] & right[i]).nonzeroBitCount
        }
        return total
      }
    }
  }

  @inline(__always)
  private static func combine(_ left: inout [UInt64], _ right: [UInt64], _ op: (UInt64, UInt64) -> UInt64) {
    unsafe left.withUnsafeMutableBufferPointer { left in
      unsafe right.withUnsafeBufferPointer { right in
        // SAFETY: the index stays below both counts, and the two buffers are different arrays' storage.
        for i in 0..<min(left.count, right.count) { unsafe left[i] = op(left[i], right[i]) }
      }
    }
  }
}
