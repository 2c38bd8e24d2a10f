/// Gathers values by row numbers, which turns a column in file order into one in the store's order. Rows are numbered
/// across several files; a column has those from `base` on, and any other row gives `absent`.
public enum GatherKernels {
  /// The value of each row, in the order of `rows`. O(rows)
  @inlinable
  public static func gather<Value: BitwiseCopyable>(
    _ values: [Value], rows: [UInt32], base: Int, absent: Value
  ) -> [Value] {
    unsafe [Value](unsafeUninitializedCapacity: rows.count) { result, filled in
      unsafe values.withUnsafeBufferPointer { values in
        unsafe rows.withUnsafeBufferPointer { rows in
          // SAFETY: the index stays below `rows.count`, which is the capacity; a row is read only where it is inside.
          for i in 0..<rows.count {
            let row = unsafe Int(rows[i]) &- base
            let value = unsafe UInt(bitPattern: row) < UInt(values.count) ? values[row] : absent
            unsafe result.initializeElement(at: i, to: value)
          }
        }
      }
      filled = rows.count
    }
  }

  /// The same for bits: `words` have `count` bits, and rows outside give zero.
  public static func gatherBits(_ words: [UInt64], count: Int, rows: [UInt32], base: Int) -> [UInt64] {
    var result = [UInt64](repeating: 0, count: (rows.count + 63) / 64)
    unsafe result.withUnsafeMutableBufferPointer { result in
      unsafe words.withUnsafeBufferPointer { words in
        unsafe rows.withUnsafeBufferPointer { rows in
          // SAFETY: a row is read only below `count`, which `words` cover; a written index is below `rows.count`.
          for i in 0..<rows.count {
            let row = unsafe Int(rows[i]) &- base
            guard UInt(bitPattern: row) < UInt(min(count, words.count &* 64)) else { continue }
            let bit = unsafe (words[row >> 6] >> UInt64(row & 63)) & 1
            unsafe result[i >> 6] |= bit << UInt64(i & 63)
          }
        }
      }
    }
    return result
  }
}
