/// The description of a file at its end: its schema, and where the data of each column is.
/// Reference: parquet.thrift of Apache Parquet, whose field numbers are used here.
struct Footer {
  struct Element {
    var name = ""
    var type: PhysicalType?
    var length = 0
    var repetition = 0
    var children = 0
    var converted: Int?
    var logical: LogicalType?
    var scale = 0
  }

  struct Chunk {
    var isElsewhere = false
    var isEncrypted = false
    var type: PhysicalType?
    var codec = 0
    var values = 0
    var size = 0
    var dataStart = 0
    var dictionaryStart: Int?
  }

  struct RowGroup {
    var rows = 0
    var chunks: [Chunk] = []
  }

  var rows = 0
  var schema: [Element] = []
  var groups: [RowGroup] = []
  /// Where it starts, and so where the data ends.
  var start = 0

  private static let mark = Array("PAR1".utf8)
  private static let encryptedMark = Array("PARE".utf8)

  init(_ bytes: [UInt8]) throws(ParquetError) {
    let end = bytes.suffix(4)
    if end.elementsEqual(Footer.encryptedMark) { throw Footer.encrypted }
    guard bytes.count >= 12, bytes.starts(with: Footer.mark), end.elementsEqual(Footer.mark) else {
      throw .damaged("it is cut off: its footer is missing")
    }
    var size = ByteCursor(bytes, bytes.count - 8..<bytes.count - 4)
    let length = Int(try size.number(4))
    guard length <= bytes.count - 12 else { throw .damaged("its footer is longer than the file") }
    start = bytes.count - 8 - length
    var reader = ThriftReader(ByteCursor(bytes, start..<bytes.count - 8))
    var footer = self
    try reader.fields { reader, number throws(ParquetError) in
      switch number {
      case 2: footer.schema = try reader.list(Footer.element)
      case 3: footer.rows = try reader.integer()
      case 4: footer.groups = try reader.list(Footer.group)
      case 8: throw Footer.encrypted
      case _: break
      }
    }
    self = footer
  }

  private static let encrypted = ParquetError(
    reason: "it is encrypted", advice: "Write it without encryption, or export the table as CSV.")

  private static func element(_ reader: inout ThriftReader) throws(ParquetError) -> Element {
    var element = Element()
    try reader.structure { reader, number throws(ParquetError) in
      switch number {
      case 1: element.type = try type(&reader)
      case 2: element.length = try reader.integer()
      case 3: element.repetition = try reader.integer()
      case 4: element.name = try reader.text()
      case 5: element.children = try reader.integer()
      case 6: element.converted = try reader.integer()
      case 7: element.scale = try reader.integer()
      case 10: element.logical = try LogicalType(&reader)
      case _: break
      }
    }
    return element
  }

  private static func type(_ reader: inout ThriftReader) throws(ParquetError) -> PhysicalType {
    let number = try reader.integer()
    guard let type = PhysicalType(rawValue: number) else {
      throw .damaged("a column has the type \(number), which the format does not have")
    }
    return type
  }

  private static func group(_ reader: inout ThriftReader) throws(ParquetError) -> RowGroup {
    var group = RowGroup()
    try reader.structure { reader, number throws(ParquetError) in
      switch number {
      case 1: group.chunks = try reader.list(chunk)
      case 3: group.rows = try reader.integer()
      case _: break
      }
    }
    return group
  }

  private static func chunk(_ reader: inout ThriftReader) throws(ParquetError) -> Chunk {
    var chunk = Chunk()
    try reader.structure { reader, number throws(ParquetError) in
      switch number {
      case 1: chunk.isElsewhere = try !reader.binary().isEmpty
      case 3:
        try reader.structure { reader, number throws(ParquetError) in try read(&chunk, &reader, number) }
      case 8, 9: chunk.isEncrypted = true
      case _: break
      }
    }
    return chunk
  }

  private static func read(
    _ chunk: inout Chunk, _ reader: inout ThriftReader, _ number: Int
  ) throws(ParquetError) {
    switch number {
    case 1: chunk.type = try type(&reader)
    case 4: chunk.codec = try reader.integer()
    case 5: chunk.values = try reader.integer()
    case 7: chunk.size = try reader.integer()
    case 9: chunk.dataStart = try reader.integer()
    case 11: chunk.dictionaryStart = try reader.integer()
    case _: break
    }
  }
}

/// How values are stored.
enum PhysicalType: Int {
  case boolean, int32, int64, int96, float, double, byteArray, fixedByteArray
}

/// What stored values mean, where the file says it in the newer of its two ways.
enum LogicalType: Hashable {
  case text, map, list
  case decimal(scale: Int)
  case date
  case time(Unit)
  case timestamp(Unit, isUTC: Bool)
  case integer(isSigned: Bool)
  case unknown, uuid, float16
  /// BSON, variants, geometries and places.
  case other

  /// Its units a second.
  enum Unit: Int64 {
    case millis = 1_000
    case micros = 1_000_000
    case nanos = 1_000_000_000
  }

  init?(_ reader: inout ThriftReader) throws(ParquetError) {
    var found: LogicalType?
    try reader.structure { reader, number throws(ParquetError) in
      switch number {
      case 1, 4, 12: found = .text
      case 2: found = .map
      case 3: found = .list
      case 5:
        var scale = 0
        try reader.structure { reader, number throws(ParquetError) in
          if number == 1 { scale = try reader.integer() }
        }
        found = .decimal(scale: scale)
      case 6: found = .date
      case 7: found = .time(try LogicalType.time(&reader).unit)
      case 8:
        let (unit, isUTC) = try LogicalType.time(&reader)
        found = .timestamp(unit, isUTC: isUTC)
      case 10:
        var isSigned = true
        try reader.structure { reader, number in
          if number == 2 { isSigned = reader.isTrue }
        }
        found = .integer(isSigned: isSigned)
      case 11: found = .unknown
      case 14: found = .uuid
      case 15: found = .float16
      case 13, 16, 17, 18: found = .other
      case _: break
      }
    }
    guard let found else { return nil }
    self = found
  }

  private static func time(_ reader: inout ThriftReader) throws(ParquetError) -> (unit: Unit, isUTC: Bool) {
    var unit = Unit.millis
    var isUTC = false
    try reader.structure { reader, number throws(ParquetError) in
      switch number {
      case 1: isUTC = reader.isTrue
      case 2:
        try reader.structure { _, number in
          unit = number == 1 ? .millis : number == 2 ? .micros : .nanos
        }
      case _: break
      }
    }
    return (unit, isUTC)
  }
}
