/// A column of single values.
struct Column {
  /// Its name, after those of the groups around it: `user.plan`.
  var name: String
  /// Its place among the chunks of a row group.
  var chunk: Int
  /// The level at which there is a value: how many of it and of the groups around it are optional.
  var level: Int
  var type: PhysicalType
  /// The bytes of a value, for values of a fixed length.
  var width: Int
  var kind: ValueKind
}

/// How values are written as text.
enum ValueKind: Hashable {
  case boolean, signed, unsigned32, unsigned64, float16, float, double
  case date
  case time(LogicalType.Unit)
  case timestamp(LogicalType.Unit, isUTC: Bool)
  case int96
  case decimal(scale: Int)
  case text, uuid, hex
}

/// The columns of a file: those that are read, and those that are not.
struct Schema {
  private(set) var columns: [Column] = []
  /// The names of columns with several values, and of those whose values have no meaning here.
  private(set) var leftOut: [String] = []
  /// How many chunks a row group has.
  private(set) var chunks = 0

  /// A group whose columns are still to come.
  private struct Group {
    var name: String
    var level: Int
    var children: Int
    /// Whether its columns have several values.
    var isRepeated: Bool
  }

  private static let deepest = 64
  private static let mostColumns = 4_096

  init(_ elements: [Footer.Element]) throws(ParquetError) {
    guard let root = elements.first else { throw Schema.broken }
    var groups = [Group(name: "", level: 0, children: root.children, isRepeated: false)]
    for element in elements.dropFirst() {
      while groups.last?.children == 0 { groups.removeLast() }
      guard let parent = groups.last, groups.count <= Schema.deepest else { throw Schema.broken }
      groups[groups.count - 1].children -= 1
      let name = parent.name.isEmpty ? element.name : "\(parent.name).\(element.name)"
      let level = parent.level + (element.repetition == 0 ? 0 : 1)
      let isRepeated = parent.isRepeated || element.repetition == 2 || element.isCollection
      if isRepeated, !parent.isRepeated { leftOut.append(name) }
      if let type = element.type, element.children == 0 {
        if !isRepeated { try add(element, name, type, level: level) }
        chunks += 1
      } else {
        guard element.type == nil, element.children > 0 else { throw Schema.broken }
        groups.append(Group(name: name, level: level, children: element.children, isRepeated: isRepeated))
      }
    }
    guard groups.allSatisfy({ $0.children == 0 }) else { throw Schema.broken }
  }

  private static let broken = ParquetError.damaged("its schema does not hold together")

  private mutating func add(
    _ element: Footer.Element, _ name: String, _ type: PhysicalType, level: Int
  ) throws(ParquetError) {
    guard let kind = try element.kind(type, name), columns.count < Schema.mostColumns else {
      leftOut.append(name)
      return
    }
    let width = type == .fixedByteArray ? element.length : type.width
    columns.append(Column(name: name, chunk: chunks, level: level, type: type, width: width, kind: kind))
  }
}

extension PhysicalType {
  /// The bytes of a value; 0 if values differ in length or have less than a byte.
  var width: Int {
    switch self {
    case .int32, .float: 4
    case .int64, .double: 8
    case .int96: 12
    case .boolean, .byteArray, .fixedByteArray: 0
    }
  }
}

extension Footer.Element {
  fileprivate var isCollection: Bool {
    logical == .list || logical == .map || type == nil && [1, 2, 3].contains(converted)
  }

  /// How values are written; nil if they cannot be.
  fileprivate func kind(_ type: PhysicalType, _ name: String) throws(ParquetError) -> ValueKind? {
    let logical = logical ?? older
    switch (type, logical) {
    case (_, .other?): return nil
    case (.boolean, _): return .boolean
    case (.int32, .date?): return .date
    case (.int32, .time(let unit)?), (.int64, .time(let unit)?): return .time(unit)
    case (.int64, .timestamp(let unit, let isUTC)?): return .timestamp(unit, isUTC: isUTC)
    case (.int32, .integer(false)?): return .unsigned32
    case (.int64, .integer(false)?): return .unsigned64
    case (.int32, .decimal(let scale)?), (.int64, .decimal(let scale)?), (.byteArray, .decimal(let scale)?):
      return try decimal(scale, name)
    case (.int32, _), (.int64, _): return .signed
    case (.int96, _): return .int96
    case (.float, _): return .float
    case (.double, _): return .double
    case (.byteArray, _): return .text
    case (.fixedByteArray, _): return try fixed(logical, name)
    }
  }

  private func fixed(_ logical: LogicalType?, _ name: String) throws(ParquetError) -> ValueKind {
    guard (1...1 << 16).contains(length) else {
      throw .damaged("its column \(name) has values of \(length) bytes")
    }
    switch logical {
    case .decimal(let scale)?: return try decimal(scale, name)
    case .uuid? where length == 16: return .uuid
    case .float16? where length == 2: return .float16
    case .text?: return .text
    case _: return .hex
    }
  }

  private func decimal(_ scale: Int, _ name: String) throws(ParquetError) -> ValueKind {
    guard (0...100).contains(scale), length <= ValueWriter.longestDecimal else {
      throw .unsupported("its column \(name) has decimals of too many digits", "with at most 76 digits")
    }
    return .decimal(scale: scale)
  }

  /// The meaning in the older way to say it, by the numbers of ConvertedType.
  private var older: LogicalType? {
    switch converted {
    case 0, 4, 19: .text
    case 5: .decimal(scale: scale)
    case 6: .date
    case 7: .time(.millis)
    case 8: .time(.micros)
    case 9: .timestamp(.millis, isUTC: true)
    case 10: .timestamp(.micros, isUTC: true)
    case 11, 12, 13, 14: .integer(isSigned: false)
    case 20, 21: .other
    case _: nil
    }
  }
}
