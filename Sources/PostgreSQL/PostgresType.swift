internal import DataModel

/// How the cells of a column are read.
enum PostgresType: Hashable {
  case text
  /// Text that is filled with blanks to its width.
  case padded
  case number, boolean, date, timestamp, interval, other
  case bytes

  /// The number of `bytea` in pg_type.
  static let byteaNumber: UInt32 = 17

  /// By its number in pg_type, which is the same in every database for the types that come with the server, else by its
  /// category.
  init(_ type: UInt32, _ category: Character?) {
    switch type {
    case 16: self = .boolean
    case PostgresType.byteaNumber: self = .bytes
    case 20, 21, 23, 26, 700, 701, 1700: self = .number
    case 1042: self = .padded
    case 1082: self = .date
    case 1114, 1184: self = .timestamp
    case 1186: self = .interval
    case 2950: self = .text  // uuid
    case _:
      switch category {
      case "S", "E": self = .text
      case _: self = .other
      }
    }
  }

  var kind: DatabaseColumn.Kind {
    switch self {
    case .text, .padded: .text
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .timestamp: .timestamp
    case .interval, .other, .bytes: .other
    }
  }
}

struct PostgresColumn {
  var name: String
  var type: PostgresType
}

/// What a cell is that was written to the end of some bytes.
enum CellReading {
  case taken
  case odd(DatabaseOddity.Kind)
}

extension PostgresType {
  /// Rewrites a cell, which the server wrote from `start` on, as Heed reads it.
  func rewrite(_ bytes: inout [UInt8], from start: Int) -> CellReading {
    func isOne(of words: String...) -> Bool { words.contains { bytes[start...].elementsEqual($0.utf8) } }
    switch self {
    case .bytes: return .odd(.bytes)
    case .boolean:
      let word = isOne(of: "t") ? "true" : "false"
      bytes.replaceSubrange(start..., with: word.utf8)
      return .taken
    case .number: return isOne(of: "NaN", "Infinity", "-Infinity") ? .odd(.infinite) : .taken
    case .date, .timestamp: return isOne(of: "infinity", "-infinity") ? .odd(.infinite) : .taken
    case .interval:
      if let hours = PostgresType.hours(bytes[start...]) { bytes.replaceSubrange(start..., with: hours.utf8) }
      return .taken
    case .padded:
      while bytes.count > start, bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    case .text, .other: break
    }
    // Bytes of ASCII alone are text in every encoding.
    guard bytes[start...].contains(where: { $0 >= 0x80 }) else { return .taken }
    guard String(validating: bytes[start...], as: UTF8.self) == nil else { return .taken }
    bytes.replaceSubrange(start..., with: String(decoding: bytes[start...], as: UTF8.self).utf8)
    return .odd(.misspelt)
  }

  /// A length of time in hours, minutes and seconds: `2 days 03:04:05` is `51:04:05`. Nil where it has months or years,
  /// whose length differs, or goes back.
  private static func hours(_ text: ArraySlice<UInt8>) -> String? {
    var words = String(decoding: text, as: UTF8.self).split(separator: " ")[...]
    var days = 0
    if words.count >= 2, words[words.startIndex + 1].hasPrefix("day"),
      let count = Int(words[words.startIndex])
    {
      days = count
      words = words.dropFirst(2)
    }
    let parts = (words.first ?? "00:00:00").split(separator: ":")
    guard words.count <= 1, parts.count == 3, 0...1_000_000 ~= days, let hours = Int(parts[0]), hours >= 0,
      !parts[0].hasPrefix("-")
    else { return nil }
    return "\(days * 24 + hours):\(parts[1]):\(parts[2])"
  }
}
