/// Reads numbers of a few bits each, the lowest bits of a byte first.
struct BitReader {
  var cursor: ByteCursor
  private var buffer: UInt64 = 0
  private var count = 0

  init(_ cursor: ByteCursor) { self.cursor = cursor }

  /// The next number of `width` bits, at most 64.
  @inline(__always)
  mutating func bits(_ width: Int) throws(ParquetError) -> UInt64 {
    if width > 56 {
      let low = try few(32)
      return try low | few(width - 32) << 32
    }
    return try few(width)
  }

  @inline(__always)
  private mutating func few(_ width: Int) throws(ParquetError) -> UInt64 {
    while count < width {
      buffer |= UInt64(try cursor.byte()) << UInt64(count)
      count += 8
    }
    let value = buffer & (1 << UInt64(width) - 1)
    buffer >>= UInt64(width)
    count -= width
    return value
  }
}

/// Decodes runs of equal numbers, and numbers packed into bits: levels, indexes of a dictionary, yes and no.
/// Reference: "Run Length Encoding / Bit-Packing Hybrid" in Encodings.md of Apache Parquet.
struct HybridDecoder {
  private var reader: BitReader
  private let width: Int
  private var left = 0
  /// The number that a run repeats; nil: packed numbers follow.
  private var repeated: UInt64? = 0

  /// Decodes nothing.
  static let none = HybridDecoder(BitReader(ByteCursor([])), width: 1)

  private init(_ reader: BitReader, width: Int) { (self.reader, self.width) = (reader, width) }

  init(_ cursor: ByteCursor, width: Int) throws(ParquetError) {
    guard width <= 32 else { throw .damaged("a number of \(width) bits is wider than the format allows") }
    reader = BitReader(cursor)
    self.width = width
  }

  @inline(__always)
  mutating func next() throws(ParquetError) -> Int {
    if width == 0 { return 0 }
    while left == 0 { try startRun() }
    left -= 1
    if let repeated { return Int(repeated) }
    return Int(try reader.bits(width))
  }

  private mutating func startRun() throws(ParquetError) {
    let head = try reader.cursor.varint()
    guard head < 1 << 40 else { throw .damaged("a run is longer than the format allows") }
    if head & 1 == 1 {
      left = Int(head >> 1) * 8
      repeated = nil
    } else {
      left = Int(head >> 1)
      repeated = try reader.cursor.number((width + 7) / 8)
    }
  }
}

/// Decodes numbers that are stored as differences, packed into bits.
/// Reference: "Delta Encoding" in Encodings.md of Apache Parquet.
struct DeltaDecoder {
  private(set) var cursor: ByteCursor
  private let blockSize: Int
  private let miniblocks: Int
  /// How many numbers there are, and how many of them are still to come.
  let count: Int
  private var left: Int
  private var value: Int64
  private var isFirst = true
  private var leastDifference: Int64 = 0
  /// The widths of the block's parts, and which part comes next.
  private var widths = 0..<0
  private var reader: BitReader
  private var width = 0
  private var leftInPart = 0

  init(_ cursor: ByteCursor) throws(ParquetError) {
    self.cursor = cursor
    blockSize = Int(clamping: try self.cursor.varint())
    miniblocks = Int(clamping: try self.cursor.varint())
    count = Int(clamping: try self.cursor.varint())
    value = try self.cursor.zigzag()
    left = count
    reader = BitReader(cursor)
    guard (1...1 << 20).contains(blockSize), (1...blockSize).contains(miniblocks),
      blockSize % miniblocks == 0, blockSize / miniblocks % 8 == 0
    else { throw .damaged("a block of differences has a size that the format does not allow") }
  }

  @inline(__always)
  mutating func next() throws(ParquetError) -> Int64 {
    guard left > 0 else { throw .damaged("there are fewer values than it says") }
    left -= 1
    if isFirst {
      isFirst = false
      return value
    }
    if leftInPart == 0 { try startPart() }
    leftInPart -= 1
    let difference = leastDifference &+ Int64(bitPattern: try reader.bits(width))
    value = value &+ difference
    return value
  }

  /// All numbers, as lengths of what follows them; at most so many.
  mutating func lengths(atMost limit: Int) throws(ParquetError) -> [Int] {
    guard count <= limit else { throw .damaged("there are more values than it says") }
    var lengths: [Int] = []
    for _ in 0..<count {
      guard let length = Int(exactly: try next()), length >= 0 else {
        throw .damaged("a value has a length below zero")
      }
      lengths.append(length)
    }
    return lengths
  }

  private mutating func startPart() throws(ParquetError) {
    if widths.isEmpty {
      leastDifference = try cursor.zigzag()
      widths = try cursor.take(miniblocks)
    }
    width = Int(cursor.bytes[widths.lowerBound])
    widths = widths.dropFirst()
    guard width <= 64 else { throw .damaged("a difference has more than 64 bits") }
    leftInPart = blockSize / miniblocks
    reader = BitReader(try cursor.part(min(cursor.left, leftInPart * width / 8)))
  }
}
