private import Kernels

/// A position in a range of bytes. Every read checks that the bytes are there.
struct ByteCursor {
  let bytes: [UInt8]
  var index: Int
  let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    index = range.lowerBound
    end = range.upperBound
  }

  init(_ bytes: [UInt8]) { self.init(bytes, 0..<bytes.count) }

  var left: Int { end - index }
  var isAtEnd: Bool { index >= end }

  @inline(__always)
  mutating func byte() throws(ParquetError) -> UInt8 {
    guard index < end else { throw ByteCursor.cutOff }
    defer { index += 1 }
    return bytes[index]
  }

  /// Steps over a number of bytes, and returns where they are.
  @inline(__always)
  mutating func take(_ count: Int) throws(ParquetError) -> Range<Int> {
    guard count >= 0, count <= end - index else { throw ByteCursor.cutOff }
    defer { index += count }
    return index..<index + count
  }

  /// A little-endian number of `count` bytes, at most eight.
  @inline(__always)
  mutating func number(_ count: Int) throws(ParquetError) -> UInt64 {
    let range = try take(count)
    if count == 8 { return CopyKernels.number(at: range.lowerBound, of: bytes) }
    var value: UInt64 = 0
    var place = range.upperBound
    while place > range.lowerBound {
      place -= 1
      value = value << 8 | UInt64(bytes[place])
    }
    return value
  }

  /// A number of seven bits a byte, the lowest first (unsigned LEB128).
  mutating func varint() throws(ParquetError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      guard shift < 64 else { throw .damaged("a number has more than 64 bits") }
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
    }
  }

  /// A signed number whose sign is its lowest bit.
  mutating func zigzag() throws(ParquetError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// The next bytes as a cursor of their own.
  mutating func part(_ count: Int) throws(ParquetError) -> ByteCursor { ByteCursor(bytes, try take(count)) }

  private static let cutOff = ParquetError.damaged("there is less data than it says")
}
