private import Kernels

/// Unpacks Snappy's raw format into exactly `size` bytes.
/// Reference: format_description.txt of google/snappy.
func unpackedSnappy(_ packed: ByteCursor, size: Int) throws(ParquetError) -> [UInt8] {
  var cursor = packed
  guard try cursor.varint() == size else { throw .damaged("a page unpacks to another size than it says") }
  // An element of three bytes copies at most 64.
  guard size / 32 <= packed.left else { throw brokenSnappy }
  var result = [UInt8](repeating: 0, count: size)
  var count = 0
  while !cursor.isAtEnd {
    let tag = Int(try cursor.byte())
    // What is to be copied, and how far back it is; nil: it follows here.
    let (length, offset): (Int, Int?)
    switch tag & 3 {
    case 0: (length, offset) = (tag >> 2 < 60 ? tag >> 2 + 1 : Int(try cursor.number(tag >> 2 - 59)) + 1, nil)
    case 1: (length, offset) = (tag >> 2 & 7 + 4, (tag & 0xE0) << 3 | Int(try cursor.byte()))
    case 2: (length, offset) = (tag >> 2 + 1, Int(try cursor.number(2)))
    case _: (length, offset) = (tag >> 2 + 1, Int(try cursor.number(4)))
    }
    guard length <= size - count else { throw brokenSnappy }
    if let offset {
      guard offset > 0, offset <= count else { throw brokenSnappy }
      CopyKernels.repeatBytes(length, at: count, distance: offset, in: &result)
    } else {
      CopyKernels.copy(try cursor.take(length), of: cursor.bytes, to: count, of: &result)
    }
    count += length
  }
  guard count == size else { throw brokenSnappy }
  return result
}

private let brokenSnappy = ParquetError.damaged("a page cannot be unpacked (Snappy)")
