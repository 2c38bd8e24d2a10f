internal import DataModel
internal import Plan
internal import Store

/// The groups of one key: a number for each row, and the value of each number.
struct KeyGroups {
  /// The group of each row of a frame, or (for lists) its groups.
  enum Assignment {
    case one([UInt32])
    /// Row `i` is in `groups[offsets[i]..<offsets[i + 1]]`.
    case several(offsets: [Int], groups: [UInt32])
  }

  /// One assignment for each frame.
  var assignments: [Assignment] = []
  var labels: [KeyValue] = []

  private let cut: GroupKey.Cut
  private let zone: Zone
  private let weekStart: Int
  private var numbers: [Scalar: UInt32] = [:]
  private var edges: Edges?

  /// - Parameters:
  ///   - columns: the key's values in each frame.
  ///   - rows: the rows to group in each frame.
  init(
    _ cut: GroupKey.Cut, columns: [Column], rows: [Bitmap], zone: Zone, weekStart: Int
  ) {
    self.cut = cut
    self.zone = zone
    self.weekStart = weekStart
    edges = Edges(cut) {
      zip(columns, rows).flatMap { column, rows in rows.ones.compactMap { column.number(at: $0) } }
    }
    for (column, rows) in zip(columns, rows) { assignments.append(assign(column, rows)) }
  }

  private mutating func assign(_ column: Column, _ rows: Bitmap) -> Assignment {
    if let edges {
      var groups = [UInt32](repeating: 0, count: column.count)
      for row in rows.ones {
        guard let number = column.number(at: row) else {
          groups[row] = group(.missing)
          continue
        }
        let ordinal = edges.ordinal(of: number)
        groups[row] = group(.integer(Int64(ordinal))) {
          .band(ordinal, low: edges.low(of: ordinal), high: edges.high(of: ordinal))
        }
      }
      return .one(groups)
    }
    if case .period(let unit) = cut {
      var known: [Int32: UInt32] = [:]
      var groups = [UInt32](repeating: 0, count: column.count)
      for row in rows.ones {
        guard let moment = column.moment(at: row, zone: zone) else {
          groups[row] = group(.missing)
          continue
        }
        let day = zone.day(of: moment)
        if let number = known[day.number] {
          groups[row] = number
        } else {
          let start = day.start(of: unit, weekStart: weekStart)
          groups[row] = group(.moment(.day(start))) { .period(start) }
          known[day.number] = groups[row]
        }
      }
      return .one(groups)
    }
    return assignEach(column, rows)
  }

  /// A group for each distinct value. Texts are grouped by their codes, so that each is looked up once.
  private mutating func assignEach(_ column: Column, _ rows: Bitmap) -> Assignment {
    switch column.values {
    case .lists(let offsets, let codes, let dictionary):
      let ofCode = (0..<dictionary.count).map { group(.text(dictionary[$0])) }
      let missing = group(.missing)
      var ends = [0]
      var groups: [UInt32] = []
      for row in 0..<column.count {
        let own = codes[Int(offsets[row])..<Int(offsets[row + 1])].map { ofCode[Int($0)] }
        // A value given twice counts once.
        groups += own.isEmpty ? [missing] : Array(Set(own))
        ends.append(groups.count)
      }
      return .several(offsets: ends, groups: groups)
    case .texts(let codes, let dictionary):
      let ofCode = (0..<dictionary.count).map { group(.text(dictionary[$0])) } + [group(.missing)]
      return .one(codes.widened.map { ofCode[Int($0)] })
    case .boolean(let holds):
      let (no, yes, missing) = (group(.boolean(false)), group(.boolean(true)), group(.missing))
      return .one((0..<column.count).map { column.isPresent(at: $0) ? (holds[$0] ? yes : no) : missing })
    case .integers, .reals, .days, .instants:
      var groups = [UInt32](repeating: 0, count: column.count)
      for row in rows.ones { groups[row] = group(column.scalar(at: row, zone: zone).normalized) }
      return .one(groups)
    }
  }

  private mutating func group(_ value: Scalar, _ label: () -> KeyValue? = { nil }) -> UInt32 {
    if let known = numbers[value] { return known }
    let number = UInt32(truncatingIfNeeded: labels.count)
    numbers[value] = number
    labels.append(value == .missing ? .missing : label() ?? .value(value))
    return number
  }
}

/// The cuts of bins, quantiles and splits, ascending. The group of a number is the count of cuts that do not exceed it.
struct Edges {
  private let cuts: [Double]
  private let ends: (low: Double, high: Double)?

  /// Nil for cuts that are not about numbers.
  init?(_ cut: GroupKey.Cut, numbers: () -> [Double]) {
    switch cut {
    case .each, .period: return nil
    case .split(let at):
      cuts = at
      ends = nil
    case .bins(let count):
      let numbers = numbers()
      guard let low = numbers.min(), let high = numbers.max(), count > 1, high > low else {
        cuts = []
        ends = Edges.ends(of: numbers)
        break
      }
      cuts = (1..<count).map { low + (high - low) * Double($0) / Double(count) }
      ends = (low, high)
    case .quantiles(let count):
      let numbers = numbers().sorted()
      var found: [Double] = []
      for part in 1..<max(1, count) {
        if let cut = typeSevenQuantile(numbers, Double(part) / Double(count)), cut != found.last {
          found.append(cut)
        }
      }
      cuts = found
      ends = Edges.ends(of: numbers)
    }
  }

  private static func ends(of numbers: [Double]) -> (low: Double, high: Double)? {
    guard let low = numbers.min(), let high = numbers.max() else { return nil }
    return (low, high)
  }

  func ordinal(of number: Double) -> Int { cuts.indices.partitionPoint { cuts[$0] > number } }

  func low(of ordinal: Int) -> Double? { ordinal == 0 ? ends?.low : cuts[ordinal - 1] }
  func high(of ordinal: Int) -> Double? { ordinal == cuts.count ? ends?.high : cuts[ordinal] }
}
