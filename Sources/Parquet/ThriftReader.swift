/// Reads structures in Thrift's compact protocol, in which Parquet writes its footer and page headers.
/// Reference: the Thrift compact protocol encoding, thrift-compact-protocol.md of Apache Thrift.
struct ThriftReader {
  enum Kind: UInt8 {
    case yes = 1
    case no, byte, int16, int32, int64, double, binary, list, set, map, structure
  }

  private(set) var cursor: ByteCursor
  private var depth = 0
  /// The kind of the field that is read.
  private var kind = Kind.yes

  /// Structures inside structures, at most.
  private static let deepest = 32

  init(_ cursor: ByteCursor) { self.cursor = cursor }

  /// Reads a structure. `read` is called for each field with its number, and reads its value or leaves it alone, in which
  /// case it is skipped.
  mutating func fields(_ read: (inout ThriftReader, Int) throws(ParquetError) -> Void) throws(ParquetError) {
    guard depth < ThriftReader.deepest else { throw .damaged("its structures are nested too deeply") }
    depth += 1
    var number = 0
    while true {
      let head = try cursor.byte()
      if head == 0 { break }
      number = try head >> 4 == 0 ? Int(truncatingIfNeeded: cursor.zigzag()) : number + Int(head >> 4)
      guard let kind = Kind(rawValue: head & 0x0F) else { throw ThriftReader.unknownKind }
      self.kind = kind
      let start = cursor.index
      try read(&self, number)
      if cursor.index == start {
        self.kind = kind
        try skip()
      }
    }
    depth -= 1
  }

  /// A field's whole number.
  mutating func integer() throws(ParquetError) -> Int {
    switch kind {
    case .byte: return Int(Int8(bitPattern: try cursor.byte()))
    case .int16, .int32, .int64: return Int(try cursor.zigzag())
    case .yes, .no, .double, .binary, .list, .set, .map, .structure: throw ThriftReader.otherKind
    }
  }

  /// A field's yes or no, which is in its kind alone.
  var isTrue: Bool { kind == .yes }

  /// Where a field's bytes are.
  mutating func binary() throws(ParquetError) -> Range<Int> {
    guard kind == .binary else { throw ThriftReader.otherKind }
    return try cursor.take(Int(clamping: cursor.varint()))
  }

  mutating func text() throws(ParquetError) -> String {
    String(decoding: cursor.bytes[try binary()], as: UTF8.self)
  }

  mutating func structure(_ read: (inout ThriftReader, Int) throws(ParquetError) -> Void) throws(ParquetError)
  {
    guard kind == .structure else { throw ThriftReader.otherKind }
    try fields(read)
  }

  /// A field's list, element by element. Every element has at least one byte, so the count is bounded by the data.
  mutating func list<Element>(
    _ read: (inout ThriftReader) throws(ParquetError) -> Element
  ) throws(ParquetError) -> [Element] {
    guard kind == .list else { throw ThriftReader.otherKind }
    let (count, kind) = try listHead()
    var elements: [Element] = []
    for _ in 0..<count {
      self.kind = kind
      elements.append(try read(&self))
    }
    return elements
  }

  private mutating func listHead() throws(ParquetError) -> (count: Int, kind: Kind) {
    let head = try cursor.byte()
    let count = try head >> 4 == 15 ? Int(clamping: cursor.varint()) : Int(head >> 4)
    guard let kind = Kind(rawValue: head & 0x0F) else { throw ThriftReader.unknownKind }
    guard count <= cursor.left else { throw .damaged("a list is longer than the data") }
    return (count, kind)
  }

  private mutating func skip() throws(ParquetError) {
    switch kind {
    case .yes, .no: break
    case .byte: _ = try cursor.byte()
    case .int16, .int32, .int64: _ = try cursor.varint()
    case .double: _ = try cursor.take(8)
    case .binary: _ = try binary()
    case .list, .set:
      let (count, kind) = try listHead()
      try skipElements(count, [kind])
    case .map:
      let count = Int(clamping: try cursor.varint())
      if count == 0 { break }
      let kinds = try cursor.byte()
      guard let key = Kind(rawValue: kinds >> 4), let value = Kind(rawValue: kinds & 0x0F) else {
        throw ThriftReader.unknownKind
      }
      guard count <= cursor.left else { throw .damaged("a map is longer than the data") }
      try skipElements(count, [key, value])
    case .structure: try fields { _, _ in }
    }
  }

  /// Skips the elements of a list or a map. A yes or no has a byte of its own there.
  private mutating func skipElements(_ count: Int, _ kinds: [Kind]) throws(ParquetError) {
    guard depth < ThriftReader.deepest else { throw .damaged("its structures are nested too deeply") }
    depth += 1
    for _ in 0..<count {
      for kind in kinds {
        self.kind = kind == .yes || kind == .no ? .byte : kind
        try skip()
      }
    }
    depth -= 1
  }

  private static let unknownKind = ParquetError.damaged("a structure has a field of an unknown kind")
  private static let otherKind = ParquetError.damaged(
    "a structure has a field of another kind than the format says")
}
