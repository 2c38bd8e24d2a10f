public import DataModel

/// A typed column: an attribute of customers, a property of records, or a column of a loaded file. Values are plain
/// arrays, one element a row; what a row without a value holds means nothing, but for booleans (false), texts (the code
/// `dictionary.count`) and lists (empty).
public struct Column: Sendable {
  public var name: String
  public let type: ValueType
  /// How many rows there are.
  public let count: Int
  /// The rows that have a value; nil where all have.
  public let presence: Bitmap?
  public let values: Values
  /// What its numbers measure, where the cells said so.
  public var unit: NumberUnit?
  /// Why it is text, where most of its cells are not.
  public var obstacle: TypeObstacle?

  public enum Values: Sendable {
    /// Missing rows are false.
    case boolean(Bitmap)
    /// Whole numbers, and decimals as units scaled by ten to the type's places.
    case integers([Int64])
    case reals([Double])
    /// Day numbers, as in `Day`.
    case days([Int32])
    /// Microseconds since 1970 UTC; where `isDay` holds, a day that stands at its midnight in the workspace's zone.
    case instants([Int64], isDay: Bitmap?)
    /// A text a row. A missing one has the code `dictionary.count`, so that a table with one entry more than the
    /// dictionary covers every row.
    case texts(Codes, StringPool)
    /// The texts of row `i` are `codes[offsets[i]..<offsets[i + 1]]`.
    case lists(offsets: [UInt32], codes: [UInt32], StringPool)
  }

  private init(_ name: String, _ type: ValueType, _ values: Values, count: Int, presence: Bitmap?) {
    precondition(presence == nil || presence?.count == count, "presence covers every row")
    self.name = name
    self.type = type
    self.values = values
    self.count = count
    self.presence = presence?.isFull == true ? nil : presence
  }
}

extension Column {
  public init(_ name: String, booleans: Bitmap, presence: Bitmap? = nil) {
    let known = presence.map { booleans.intersection($0) } ?? booleans
    self.init(name, .boolean, .boolean(known), count: booleans.count, presence: presence)
  }

  public init(_ name: String, integers: [Int64], presence: Bitmap? = nil) {
    self.init(name, .integer, .integers(integers), count: integers.count, presence: presence)
  }

  /// Decimals as units: 12.50 with two places is 1250.
  public init(_ name: String, units: [Int64], places: Int, presence: Bitmap? = nil) {
    self.init(name, .decimal(places: places), .integers(units), count: units.count, presence: presence)
  }

  public init(_ name: String, reals: [Double], presence: Bitmap? = nil) {
    self.init(name, .real, .reals(reals), count: reals.count, presence: presence)
  }

  public init(_ name: String, days: [Int32], presence: Bitmap? = nil) {
    self.init(name, .date, .days(days), count: days.count, presence: presence)
  }

  public init(_ name: String, instants: [Int64], isDay: Bitmap? = nil, presence: Bitmap? = nil) {
    let isDay = isDay?.isEmpty == true ? nil : isDay
    self.init(
      name, .timestamp, .instants(instants, isDay: isDay), count: instants.count, presence: presence)
  }

  /// Texts as codes into their dictionary; codes of missing rows may be anything.
  public init(_ name: String, codes: [UInt32], dictionary: StringPool, presence: Bitmap? = nil) {
    var codes = codes
    if let presence {
      for row in presence.inverted.ones { codes[row] = UInt32(truncatingIfNeeded: dictionary.count) }
    }
    self.init(
      name, codes: Codes(codes, largest: dictionary.count), dictionary: dictionary, presence: presence)
  }

  /// Texts whose missing rows have the code `dictionary.count` already.
  init(_ name: String, codes: Codes, dictionary: StringPool, presence: Bitmap?) {
    self.init(name, .text, .texts(codes, dictionary), count: codes.count, presence: presence)
  }

  /// Lists: row `i` holds `codes[offsets[i]..<offsets[i + 1]]`. A row with an empty list is missing.
  public init(_ name: String, offsets: [UInt32], codes: [UInt32], dictionary: StringPool) {
    let count = max(0, offsets.count - 1)
    var presence = Bitmap(count: count)
    for row in 0..<count where offsets[row] < offsets[row + 1] { presence[row] = true }
    self.init(
      name, .list, .lists(offsets: offsets, codes: codes, dictionary), count: count, presence: presence)
  }
}

extension Column {
  /// How many rows have no value.
  public var missing: Int { presence.map { count - $0.population } ?? 0 }

  public func isPresent(at row: Int) -> Bool { presence?[row] ?? true }

  /// One value. For a few rows; a loop over many takes `values`. The zone is the workspace's, in which days stand at
  /// their midnight.
  public func scalar(at row: Int, zone: Zone) -> Scalar {
    guard isPresent(at: row) else { return .missing }
    switch values {
    case .boolean(let bits): return .boolean(bits[row])
    case .integers(let units):
      if case .decimal(let places) = type { return .decimal(units: units[row], places: places) }
      return .integer(units[row])
    case .reals(let reals): return .real(reals[row])
    case .days(let days): return .moment(.day(Day(days[row])))
    case .instants(let instants, let isDay):
      let instant = Instant(microseconds: instants[row])
      return .moment(isDay?[row] == true ? .day(zone.day(of: instant)) : .instant(instant))
    case .texts(let codes, let dictionary): return .text(dictionary[codes[row]])
    case .lists(let offsets, let codes, let dictionary):
      return .list(codes[Int(offsets[row])..<Int(offsets[row + 1])].map { dictionary[Int($0)] })
    }
  }

  /// A column of numbers without the rows that are not in `kept`; a column of anything else as it is.
  func restricted(to kept: Bitmap) -> Column {
    guard type.isNumber else { return self }
    return Column(name, type, values, count: count, presence: kept).measured(as: self)
  }

  /// With the unit of another column, and its reason for being text.
  func measured(as other: Column) -> Column {
    var copy = self
    (copy.unit, copy.obstacle) = (other.unit, other.obstacle)
    return copy
  }

  /// Under another name.
  public func named(_ name: String) -> Column {
    var copy = self
    copy.name = name
    return copy
  }
}
