internal import Archives
internal import DataModel

/// What a page says about itself.
struct PageHeader {
  enum Kind { case values, valuesWithPlainLevels, dictionary, other }

  var kind = Kind.other
  var packedSize = 0
  var size = 0
  var checksum: UInt32?
  var values = 0
  var encoding = 0
  var levelEncoding = PageHeader.runLengthEncoding
  /// The bytes of its levels, of pages that do not pack them.
  var levelBytes = 0
  var repetitionBytes = 0
  var isPacked = true

  static let runLengthEncoding = 3
  /// The most bytes of a page, packed or not.
  private static let largest = 1 << 28

  init(_ cursor: inout ByteCursor) throws(ParquetError) {
    var reader = ThriftReader(cursor)
    var header = self
    try reader.fields { reader, number throws(ParquetError) in
      switch number {
      case 1: header.kind = PageHeader.kind(try reader.integer())
      case 2: header.size = try reader.integer()
      case 3: header.packedSize = try reader.integer()
      case 4: header.checksum = UInt32(truncatingIfNeeded: try reader.integer())
      case 5, 7:
        try reader.structure { reader, number throws(ParquetError) in try header.read(&reader, number) }
      case 8:
        try reader.structure { reader, number throws(ParquetError) in try header.readNewer(&reader, number) }
      case _: break
      }
    }
    self = header
    cursor = reader.cursor
    let sizes = 0...PageHeader.largest
    guard sizes.contains(size), sizes.contains(packedSize), levelBytes >= 0, repetitionBytes >= 0,
      levelBytes <= min(size, packedSize), repetitionBytes <= min(size, packedSize) - levelBytes, values >= 0
    else { throw .damaged("a page has a size that cannot be") }
  }

  private static func kind(_ number: Int) -> Kind {
    switch number {
    case 0: .values
    case 2: .dictionary
    case 3: .valuesWithPlainLevels
    case _: .other
    }
  }

  private mutating func read(_ reader: inout ThriftReader, _ number: Int) throws(ParquetError) {
    switch number {
    case 1: values = try reader.integer()
    case 2: encoding = try reader.integer()
    case 3 where kind == .values: levelEncoding = try reader.integer()
    case _: break
    }
  }

  private mutating func readNewer(_ reader: inout ThriftReader, _ number: Int) throws(ParquetError) {
    switch number {
    case 1: values = try reader.integer()
    case 4: encoding = try reader.integer()
    case 5: levelBytes = try reader.integer()
    case 6: repetitionBytes = try reader.integer()
    case 7: isPacked = reader.isTrue
    case _: break
    }
  }
}

/// How pages are compressed.
enum Codec: Hashable {
  case none, snappy, gzip, zstandard

  init(_ number: Int) throws(ParquetError) {
    switch number {
    case 0: self = .none
    case 1: self = .snappy
    case 2: self = .gzip
    case 6: self = .zstandard
    case _:
      let names = [3: "LZO", 4: "Brotli", 5: "LZ4", 7: "LZ4"]
      let name = names[number] ?? "a method with the number \(number)"
      throw .unsupported(
        "it is compressed by \(name), which Heed does not unpack", "with Zstandard, Snappy or gzip")
    }
  }

  /// Unpacks the rest of a page into exactly `size` bytes.
  func unpacked(_ packed: ByteCursor, size: Int) throws(ParquetError) -> ByteCursor {
    // What packs a page without a value may be anything.
    if size == 0 { return ByteCursor([]) }
    switch self {
    case .none:
      guard packed.left == size else { throw Codec.otherSize }
      return packed
    case .snappy: return ByteCursor(try unpackedSnappy(packed, size: size))
    case .gzip, .zstandard:
      let bytes: [UInt8]
      do throws(HostError) {
        bytes = try decompressed(Array(packed.bytes[packed.index..<packed.end]), limit: size)
      } catch {
        guard case .unreadable(_, let reason) = error else { throw Codec.otherSize }
        throw .damaged("a page cannot be unpacked: \(reason)")
      }
      guard bytes.count == size else { throw Codec.otherSize }
      return ByteCursor(bytes)
    }
  }

  private static let otherSize = ParquetError.damaged("a page unpacks to another size than it says")
}
