internal import DataModel
internal import Plan
internal import Store

/// Some rows of a column, and the records of those rows, if they are records.
struct Part<Rows: Swift.Sequence> where Rows.Element == Int {
  let column: Column
  let records: Records?
  let rows: Rows
}

/// Figures over the values of parts; missing values are skipped. Whole numbers and decimals are added exactly, in 128 bits,
/// so that the order of addition does not matter.
struct Aggregation<Rows: Swift.Sequence> where Rows.Element == Int {
  let parts: [Part<Rows>]
  let store: DataStore

  func figure(_ aggregate: Aggregate) -> Scalar {
    switch aggregate {
    case .total: return sum.total
    case .average: return sum.mean.map { .real($0) } ?? .missing
    case .median: return quantile(of: 0.5)
    case .percentile(let percent): return quantile(of: Double(percent) / 100)
    case .minimum: return extreme { $0 < 0 }
    case .maximum: return extreme { $0 > 0 }
    case .distinct: return .integer(Int64(distinct))
    case .latest: return nearest { $0 > $1 }
    case .first: return nearest { $0 < $1 }
    }
  }

  /// The number of values.
  var count: Int {
    var count = 0
    for part in parts { for row in part.rows where part.column.isPresent(at: row) { count += 1 } }
    return count
  }

  /// The exact sum of the numbers.
  var sum: ExactSum {
    var sum = ExactSum()
    for part in parts {
      switch part.column.values {
      case .integers(let units):
        let places = part.column.places
        for row in part.rows where part.column.isPresent(at: row) { sum.add(units[row], places: places) }
      case .reals(let reals):
        for row in part.rows where part.column.isPresent(at: row) { sum.add(reals[row]) }
      case .boolean, .days, .instants, .texts, .lists: continue
      }
    }
    return sum
  }

  var numbers: [Double] {
    var numbers: [Double] = []
    for part in parts {
      for row in part.rows { if let number = part.column.number(at: row) { numbers.append(number) } }
    }
    return numbers
  }

  /// The numbers, each with the number of its person; if the rows are people, the row itself.
  var owned: [(person: Int, x: Double)] {
    var owned: [(person: Int, x: Double)] = []
    for part in parts {
      for row in part.rows {
        if let x = part.column.number(at: row) {
          owned.append((part.records.map { Int($0.people[row]) } ?? row, x))
        }
      }
    }
    return owned
  }

  private func quantile(of p: Double) -> Scalar {
    typeSevenQuantile(numbers.sorted(), p).map { .real($0) } ?? .missing
  }

  private func extreme(_ isBetter: (Int) -> Bool) -> Scalar {
    var best: Scalar = .missing
    for part in parts {
      for row in part.rows where part.column.isPresent(at: row) {
        let value = part.column.scalar(at: row, zone: store.zone)
        if best == .missing || store.zone.order(value, best).map(isBetter) ?? false { best = value }
      }
    }
    return best
  }

  private var distinct: Int {
    if parts.count == 1, case .texts(let codes, _) = parts[0].column.values {
      var seen: Set<Int> = []
      for row in parts[0].rows where parts[0].column.isPresent(at: row) { seen.insert(codes[row]) }
      return seen.count
    }
    var seen: Set<Scalar> = []
    for part in parts {
      for row in part.rows where part.column.isPresent(at: row) {
        let value = part.column.scalar(at: row, zone: store.zone)
        if case .list(let texts) = value {
          for text in texts { seen.insert(.text(text)) }
        } else {
          seen.insert(value.normalized)
        }
      }
    }
    return seen.count
  }

  /// The value of the record that comes first in an order by time, then load, then identity.
  private func nearest(_ isBetter: ((Int64, Int, Int), (Int64, Int, Int)) -> Bool) -> Scalar {
    var best: (key: (Int64, Int, Int), value: Scalar)?
    for part in parts {
      for row in part.rows where part.column.isPresent(at: row) {
        let key =
          part.records.map { ($0.at[row], $0.load(at: row, in: store), $0.identity(at: row, in: store)) }
          ?? (0, 0, row)
        if let best, !isBetter(key, best.key) { continue }
        best = (key, part.column.scalar(at: row, zone: store.zone))
      }
    }
    return best?.value ?? .missing
  }
}

/// A sum of whole numbers and decimals, exact to the last digit; floating-point numbers are added separately as they come.
struct ExactSum {
  private(set) var count = 0
  private var units: Int128 = 0
  private var places = 0
  private var reals = 0.0
  private var isExact = true

  mutating func add(_ value: Int64, places: Int) {
    count += 1
    if places > self.places {
      units *= ExactSum.power(places - self.places)
      self.places = places
    }
    units += places == self.places ? Int128(value) : Int128(value) * ExactSum.power(self.places - places)
  }

  mutating func add(_ value: Double) {
    count += 1
    reals += value
    isExact = false
  }

  /// Exact if it fits in 64 bits; 0 if there are no values.
  var total: Scalar {
    guard isExact, let units = Int64(exactly: units) else { return .real(number) }
    return places == 0 ? .integer(units) : .decimal(units: units, places: places)
  }

  var mean: Double? { count == 0 ? nil : number / Double(count) }

  private var number: Double { Double(units) / Scalar.scale(places) + reals }

  /// Ten to the number of places of a decimal, at most 18.
  private static func power(_ exponent: Int) -> Int128 {
    (0..<max(0, min(18, exponent))).reduce(1) { power, _ in power * 10 }
  }
}

extension Column {
  /// The decimal places of its numbers.
  var places: Int {
    if case .decimal(let places) = type { return places }
    return 0
  }

  func number(at row: Int) -> Double? {
    guard isPresent(at: row) else { return nil }
    switch values {
    case .integers(let units):
      return places == 0 ? Double(units[row]) : Double(units[row]) / Scalar.scale(places)
    case .reals(let reals): return reals[row]
    case .boolean, .days, .instants, .texts, .lists: return nil
    }
  }
}

extension Records {
  /// The load statement that a record came from.
  func load(at index: Int, in store: DataStore) -> Int {
    let row = Int(rows[index])
    switch source {
    case .run(let kind): return store.events.loads[Int(store.events.runs[kind].positions[row])]
    case .feedback, .heard: return store.feedback.loads[row]
    case .dates: return -1
    }
  }
}
