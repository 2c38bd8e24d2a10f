public import DataModel

/// A typed column, in the layout of Apache Arrow: plain arrays with one element per row, and a validity bitmap. It is
/// an attribute of customers, a property of records, or a column of a loaded file. The elements of null rows are
/// arbitrary, except for booleans (false), texts (the code `dictionary.count`) and lists (empty).
public struct Column: Sendable {
  public var name: String
  public let type: ValueType
  /// The number of rows.
  public let count: Int
  /// The validity bitmap: which rows have a value; nil if all have.
  public let presence: Bitmap?
  public let values: Values
  /// The unit of its numbers, if the cells gave one.
  public var unit: NumberUnit?
  /// Why it is text although most of its cells have another type.
  public var obstacle: TypeObstacle?

  /// The values, one array per type.
  public enum Values: Sendable {
    /// Null rows are false.
    case boolean(Bitmap)
    /// Integers, and decimals as units scaled by ten to the power of the type's places.
    case integers([Int64])
    case reals([Double])
    /// Day numbers, as in `Day`.
    case days([Int32])
    /// Microseconds since 1970 UTC. Where `isDay` is set the value is a day, stored as its midnight in the workspace's
    /// zone.
    case instants([Int64], isDay: Bitmap?)
    /// Dictionary-encoded texts. Null has the code `dictionary.count`, so that a lookup table with one more entry than
    /// the dictionary covers every row.
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

  /// Texts as dictionary codes; the codes of null rows may be anything.
  public init(_ name: String, codes: [UInt32], dictionary: StringPool, presence: Bitmap? = nil) {
    var codes = codes
    if let presence {
      for row in presence.inverted.ones { codes[row] = UInt32(truncatingIfNeeded: dictionary.count) }
    }
    self.init(
      name, codes: Codes(codes, largest: dictionary.count), dictionary: dictionary, presence: presence)
  }

  /// Texts whose null rows already have the code `dictionary.count`.
  init(_ name: String, codes: Codes, dictionary: StringPool, presence: Bitmap?) {
    self.init(name, .text, .texts(codes, dictionary), count: codes.count, presence: presence)
  }

  /// Lists: row `i` is `codes[offsets[i]..<offsets[i + 1]]`. An empty list is null.
  public init(_ name: String, offsets: [UInt32], codes: [UInt32], dictionary: StringPool) {
    let count = max(0, offsets.count - 1)
    var presence = Bitmap(count: count)
    for row in 0..<count where offsets[row] < offsets[row + 1] { presence[row] = true }
    self.init(
      name, .list, .lists(offsets: offsets, codes: codes, dictionary), count: count, presence: presence)
  }
}

extension Column {
  /// The number of null rows.
  public var missing: Int { presence.map { count - $0.population } ?? 0 }

  /// Whether a row has a value.
  public func isPresent(at row: Int) -> Bool { presence?[row] ?? true }

  /// One value. For single rows; loops should use `values`. `zone` is the workspace's zone, in which days are stored as
  /// midnights.
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

  /// A column of numbers in which the rows outside `kept` are null; other columns unchanged.
  func restricted(to kept: Bitmap) -> Column {
    guard type.isNumber else { return self }
    return Column(name, type, values, count: count, presence: kept).measured(as: self)
  }

  /// The column with the unit and obstacle of another column.
  func measured(as other: Column) -> Column {
    var copy = self
    (copy.unit, copy.obstacle) = (other.unit, other.obstacle)
    return copy
  }

  /// The column under another name.
  public func named(_ name: String) -> Column {
    var copy = self
    copy.name = name
    return copy
  }
}
