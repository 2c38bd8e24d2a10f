private import Kernels

/// Decodes the values of a page, one after the other.
struct ValueDecoder {
  private enum Encoding { case plain, dictionary, runs, differences, lengths, prefixes, split }

  private let type: PhysicalType
  private let width: Int
  private var encoding = Encoding.plain
  private var cursor = ByteCursor([])
  private var bits = BitReader(ByteCursor([]))
  private var hybrid = HybridDecoder.none
  /// The different values of the chunk, if its pages refer to such.
  var dictionary: ValueDictionary?
  private var delta: DeltaDecoder?
  /// The lengths of texts and of what they share with the one before, and which is next.
  private var lengths: [Int] = []
  private var prefixes: [Int] = []
  private var next = 0
  /// The last value, where a value is not in the page as a whole.
  private var value: [UInt8] = []
  /// How far the bytes of a value lie apart.
  private var stride = 0

  init(_ column: Column) {
    type = column.type
    width = column.width
  }

  /// Starts a page of at most `count` values.
  mutating func start(_ page: ByteCursor, encoding number: Int, count: Int) throws(ParquetError) {
    cursor = page
    next = 0
    switch (number, type) {
    case (0, _):
      encoding = .plain
      bits = BitReader(page)
    case (2, _), (8, _):
      encoding = .dictionary
      guard dictionary != nil else { throw .damaged("its dictionary is missing") }
      // A page without values may be empty.
      let width = page.isAtEnd ? 0 : Int(try cursor.byte())
      hybrid = try HybridDecoder(cursor, width: width)
    case (3, .boolean):
      encoding = .runs
      hybrid = try HybridDecoder(page.isAtEnd ? page : try cursor.part(Int(try cursor.number(4))), width: 1)
    case (5, .int32), (5, .int64):
      encoding = .differences
      delta = page.isAtEnd ? nil : try DeltaDecoder(page)
    case (6, .byteArray):
      encoding = .lengths
      lengths = try takeLengths(count)
    case (7, .byteArray), (7, .fixedByteArray):
      encoding = .prefixes
      prefixes = try takeLengths(count)
      lengths = try takeLengths(prefixes.count)
      value = []
    case (9, _) where width > 0:
      encoding = .split
      stride = cursor.left / width
    case _:
      throw .unsupported(
        "its values are encoded in a way that Heed does not read (\(number))", "by another program")
    }
  }

  /// The most texts of a page whose lengths are stored apart, which have to be read before them.
  private static let mostLengths = 1 << 22

  private mutating func takeLengths(_ count: Int) throws(ParquetError) -> [Int] {
    if cursor.isAtEnd { return [] }
    var decoder = try DeltaDecoder(cursor)
    let found = try decoder.lengths(atMost: min(count, ValueDecoder.mostLengths))
    cursor = decoder.cursor
    return found
  }

  /// Appends the text of the next value.
  @inline(__always)
  mutating func append(to text: inout [UInt8], _ writer: inout ValueWriter) throws(ParquetError) {
    switch encoding {
    case .plain: try appendPlain(to: &text, &writer)
    case .dictionary:
      let index = try hybrid.next()
      guard let isOdd = try dictionary?.append(index, to: &text) else { throw ValueDecoder.tooFew }
      if isOdd { writer.oddities += 1 }
    case .runs: writer.append(UInt64(try hybrid.next()), to: &text)
    case .differences:
      guard let number = try delta?.next() else { throw ValueDecoder.tooFew }
      let bits = UInt64(bitPattern: number)
      writer.append(type == .int32 ? ValueDecoder.extended(bits) : bits, to: &text)
    case .lengths:
      guard next < lengths.count else { throw ValueDecoder.tooFew }
      try writer.append(cursor.bytes, try cursor.take(lengths[next]), to: &text)
      next += 1
    case .prefixes: try appendPrefixed(to: &text, &writer)
    case .split: try appendSplit(to: &text, &writer)
    }
  }

  @inline(__always)
  private mutating func appendPlain(to text: inout [UInt8], _ writer: inout ValueWriter) throws(ParquetError)
  {
    switch type {
    case .boolean: writer.append(try bits.bits(1), to: &text)
    case .int32: writer.append(ValueDecoder.extended(try cursor.number(4)), to: &text)
    case .float: writer.append(try cursor.number(4), to: &text)
    case .int64, .double: writer.append(try cursor.number(8), to: &text)
    case .byteArray: try writer.append(cursor.bytes, try cursor.take(Int(try cursor.number(4))), to: &text)
    case .int96, .fixedByteArray: try writer.append(cursor.bytes, try cursor.take(width), to: &text)
    }
  }

  private mutating func appendPrefixed(to text: inout [UInt8], _ writer: inout ValueWriter)
    throws(ParquetError)
  {
    guard next < lengths.count, prefixes[next] <= value.count else { throw ValueDecoder.tooFew }
    value.removeLast(value.count - prefixes[next])
    CopyKernels.append(try cursor.take(lengths[next]), of: cursor.bytes, to: &value)
    next += 1
    guard type == .byteArray || value.count == width else { throw ValueDecoder.tooFew }
    try writer.append(value, 0..<value.count, to: &text)
  }

  private mutating func appendSplit(to text: inout [UInt8], _ writer: inout ValueWriter) throws(ParquetError)
  {
    guard next < stride else { throw ValueDecoder.tooFew }
    value.removeAll(keepingCapacity: true)
    for place in 0..<width { value.append(cursor.bytes[cursor.index + place * stride + next]) }
    next += 1
    switch type {
    case .int96, .fixedByteArray, .byteArray: try writer.append(value, 0..<width, to: &text)
    case .boolean, .int32, .int64, .float, .double:
      var cursor = ByteCursor(value)
      let number = try cursor.number(width)
      writer.append(type == .int32 ? ValueDecoder.extended(number) : number, to: &text)
    }
  }

  /// A number of 32 bits with its sign in 64.
  private static func extended(_ bits: UInt64) -> UInt64 {
    UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: bits)))
  }

  private static let tooFew = ParquetError.damaged("there are fewer values than it says")
}
