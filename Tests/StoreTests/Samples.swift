import DataModel
import Store

/// Columns, batches and random numbers for tests.
extension Column {
  static func texts(_ name: String, _ values: [String?]) -> Column {
    var pool = StringPool()
    let codes = values.map { $0.map { pool.intern($0) } ?? 0 }
    return Column(name, codes: codes, dictionary: pool, presence: presence(values))
  }

  static func integers(_ name: String, _ values: [Int64?]) -> Column {
    Column(name, integers: values.map { $0 ?? 0 }, presence: presence(values))
  }

  static func booleans(_ name: String, _ values: [Bool?]) -> Column {
    var bits = Bitmap(count: values.count)
    for (row, value) in values.enumerated() where value == true { bits[row] = true }
    return Column(name, booleans: bits, presence: presence(values))
  }

  static func days(_ name: String, _ values: [Int32?]) -> Column {
    Column(name, days: values.map { $0 ?? 0 }, presence: presence(values))
  }

  static func moments(_ name: String, _ values: [Moment?], zone: Zone = .utc) -> Column {
    var isDay = Bitmap(count: values.count)
    for (row, value) in values.enumerated() where value?.isDay == true { isDay[row] = true }
    let instants = values.map { $0.map { zone.start(of: $0).microseconds } ?? 0 }
    return Column(name, instants: instants, isDay: isDay, presence: presence(values))
  }

  private static func presence<Value>(_ values: [Value?]) -> Bitmap {
    var bits = Bitmap(count: values.count)
    for (row, value) in values.enumerated() where value != nil { bits[row] = true }
    return bits
  }

  var scalars: [Scalar] { (0..<count).map { scalar(at: $0, zone: .utc) } }
}

extension Table {
  init(_ columns: Column...) { self.init(rowCount: columns[0].count, columns: columns) }
}

extension LoadReport.File {
  static func sample(_ kind: LoadSpec.Kind) -> LoadReport.File {
    LoadReport.File(path: "sample.csv", kind: kind)
  }
}

extension Moment {
  /// A day by its number, or an instant on it.
  static func at(_ day: Int32, second: Int64? = nil) -> Moment {
    guard let second else { return .day(Day(day)) }
    return .instant(Instant(microseconds: Int64(day) * Instant.microsecondsPerDay + second * 1_000_000))
  }
}
