public import DataModel

extension Column {
  /// The rows of one file, or of several in succession. If the file lacks the column, its rows are null.
  struct Part {
    var column: Column?
    var count: Int
  }

  /// Concatenates the parts into the narrowest common type: integers and decimals become decimals (or binary numbers on
  /// overflow), dates and times become times, a text among lists becomes a list of one. Any other mixture becomes text.
  static func concatenated(_ parts: [Part], name: String, zone: Zone) -> Column {
    let columns = parts.compactMap(\.column)
    var whole = joined(parts, columns, name: name, zone: zone)
    let units = Set(columns.compactMap(\.unit))
    if whole.type.isNumber, units.count == 1 { whole.unit = units.first }
    if whole.type == .text { whole.obstacle = columns.compactMap(\.obstacle).first }
    return whole
  }

  private static func joined(_ parts: [Part], _ columns: [Column], name: String, zone: Zone) -> Column {
    let presence = joinedBits(parts) { $0.presence ?? Bitmap(count: $0.count, repeating: true) }
    switch commonType(of: columns) {
    case .boolean:
      let bits = joinedBits(parts) { column in
        if case .boolean(let bits) = column.values { bits } else { nil }
      }
      return Column(name, booleans: bits, presence: presence)
    case .integer:
      return Column(
        name, integers: joined(parts, absent: Int64(0)) { $0.units(places: 0) ?? [] }, presence: presence)
    case .decimal(let places):
      let units = joined(parts, absent: Int64(0)) { $0.units(places: places) ?? [] }
      return Column(name, units: units, places: places, presence: presence)
    case .real:
      return Column(name, reals: joined(parts, absent: 0.0) { $0.reals }, presence: presence)
    case .date:
      let days = joined(parts, absent: Int32(0)) { column in
        if case .days(let days) = column.values { days } else { [] }
      }
      return Column(name, days: days, presence: presence)
    case .timestamp:
      let times = parts.map { $0.column.map { RecordTimes($0, zone: zone) } }
      let instants = zip(parts, times).flatMap { part, times in
        times?.at ?? [Int64](repeating: 0, count: part.count)
      }
      let isDay = joinedBits(parts, of: times) { $0.isDay }
      return Column(name, instants: instants, isDay: isDay, presence: presence)
    case .text:
      var dictionary = StringPool()
      let codes = joined(parts, absent: UInt32(0)) { column in
        let texts = column.texts(zone: zone)
        let renumbered = dictionary.merge(texts.dictionary)
        return texts.codes.map { renumbered[Int($0)] }
      }
      return Column(name, codes: codes, dictionary: dictionary, presence: presence)
    case .list:
      return concatenatedLists(parts, name: name, zone: zone)
    }
  }

  private static func concatenatedLists(_ parts: [Part], name: String, zone: Zone) -> Column {
    var dictionary = StringPool()
    var offsets: [UInt32] = [0]
    var codes: [UInt32] = []
    for part in parts {
      for row in 0..<part.count {
        if let column = part.column {
          switch column.scalar(at: row, zone: zone) {
          case .list(let texts): codes += texts.map { dictionary.intern($0) }
          case .text(let text): codes.append(dictionary.intern(text))
          case .missing, .boolean, .integer, .decimal, .real, .moment: break
          }
        }
        offsets.append(UInt32(truncatingIfNeeded: codes.count))
      }
    }
    return Column(name, offsets: offsets, codes: codes, dictionary: dictionary)
  }

  private static func joined<Value>(
    _ parts: [Part], absent: Value, _ values: (Column) -> [Value]
  ) -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for part in parts {
      result += part.column.map(values) ?? [Value](repeating: absent, count: part.count)
    }
    return result
  }

  private static func joinedBits(_ parts: [Part], _ bits: (Column) -> Bitmap?) -> Bitmap {
    joinedBits(parts, of: parts.map(\.column), bits)
  }

  private static func joinedBits<Source>(
    _ parts: [Part], of sources: [Source?], _ bits: (Source) -> Bitmap?
  ) -> Bitmap {
    var result = Bitmap(count: parts.reduce(0) { $0 + $1.count })
    var base = 0
    for (part, source) in zip(parts, sources) {
      if let ones = source.flatMap(bits)?.ones { for row in ones { result[base + row] = true } }
      base += part.count
    }
    return result
  }
}

extension Column {
  private static func commonType(of columns: [Column]) -> ValueType {
    guard let first = columns.first?.type else { return .text }
    let type = columns.dropFirst().reduce(first) { common($0, $1.type) }
    guard case .decimal(let places) = type else { return type }
    return columns.allSatisfy { $0.type == type || $0.units(places: places) != nil } ? type : .real
  }

  private static func common(_ left: ValueType, _ right: ValueType) -> ValueType {
    switch (left, right) {
    case _ where left == right: left
    case (.integer, .decimal(let places)), (.decimal(let places), .integer): .decimal(places: places)
    case (.decimal(let l), .decimal(let r)): .decimal(places: max(l, r))
    case _ where left.isNumber && right.isNumber: .real
    case _ where left.isTime && right.isTime: .timestamp
    case (.list, .text), (.text, .list): .list
    case _: .text
    }
  }

  /// The numbers as units of `places` decimal places; nil on overflow.
  private func units(places: Int) -> [Int64]? {
    guard case .integers(let units) = values else { return nil }
    let own = if case .decimal(let places) = type { places } else { 0 }
    guard own < places else { return units }
    let factor = Int64(Scalar.scale(places - own))
    var scaled: [Int64] = []
    scaled.reserveCapacity(units.count)
    for unit in units {
      let (product, overflow) = unit.multipliedReportingOverflow(by: factor)
      if overflow { return nil }
      scaled.append(product)
    }
    return scaled
  }

  private var reals: [Double] {
    switch values {
    case .reals(let reals): return reals
    case .integers(let units):
      guard case .decimal(let places) = type else { return units.map { Double($0) } }
      let divisor = Scalar.scale(places)
      return units.map { Double($0) / divisor }
    case .boolean, .days, .instants, .texts, .lists: return []
    }
  }

  /// Every row as a text: codes into a dictionary, `dictionary.count` for null.
  public func texts(zone: Zone) -> (codes: [UInt32], dictionary: StringPool) {
    if case .texts(let codes, let dictionary) = values { return (codes.widened, dictionary) }
    var dictionary = StringPool()
    var codes = [UInt32](repeating: 0, count: count)
    let present = presence ?? Bitmap(count: count, repeating: true)
    for row in present.ones { codes[row] = dictionary.intern(scalar(at: row, zone: zone).spelled(in: zone)) }
    for row in present.inverted.ones { codes[row] = UInt32(truncatingIfNeeded: dictionary.count) }
    return (codes, dictionary)
  }
}

extension StringPool {
  /// Interns all strings of another pool. Returns their codes here, followed by the null code.
  mutating func merge(_ other: StringPool) -> [UInt32] {
    (0..<other.count).map { intern(other.bytes(of: $0).span) } + [0]
  }
}

extension Scalar {
  /// The value as text, for columns of mixed types: ISO dates and local times, plain numbers.
  public func spelled(in zone: Zone) -> String {
    switch self {
    case .missing: return ""
    case .boolean(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .decimal(let units, let places):
      let digits = String(units.magnitude)
      let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
      let sign = units < 0 ? "-" : ""
      return places > 0 ? "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))" : sign + digits
    case .real(let value): return String(value)
    case .moment(.day(let day)): return day.iso
    case .moment(.instant(let instant)):
      let second = floorDivide(zone.local(instant), 1_000_000)
      let ofDay = second - floorDivide(second, 86_400) * 86_400
      let clock = [ofDay / 3600, ofDay / 60 % 60, ofDay % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      return "\(zone.day(of: instant).iso)T\(clock.joined(separator: ":"))"
    case .text(let value): return value
    case .list(let values): return values.joined(separator: ", ")
    }
  }
}
