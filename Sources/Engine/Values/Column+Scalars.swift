internal import DataModel
internal import Store

extension Column {
  /// A column of values that may be of several types. Whole numbers and decimals stay exact; a floating-point number makes
  /// all numbers floating-point; values of different kinds (numbers and texts) all become texts.
  init(scalars: [Scalar], zone: Zone) {
    var presence = Bitmap(count: scalars.count)
    var kinds: Set<Kind> = []
    var places = 0
    var latest: Kind?
    for (row, scalar) in scalars.enumerated() {
      guard let kind = Kind(scalar) else { continue }
      presence[row] = true
      if kind != latest { kinds.insert(kind) }
      latest = kind
      places = max(places, scalar.units?.places ?? 0)
    }
    if kinds == [.boolean] {
      var holds = Bitmap(count: scalars.count)
      for (row, scalar) in scalars.enumerated() where scalar == .boolean(true) { holds[row] = true }
      self.init("", booleans: holds, presence: presence)
    } else if kinds.isSubset(of: [.exact]), let units = Column.units(scalars, places: places) {
      if places == 0 {
        self.init("", integers: units, presence: presence)
      } else {
        self.init("", units: units, places: places, presence: presence)
      }
    } else if kinds.isSubset(of: [.exact, .real]) {
      self.init("", reals: scalars.map { $0.number ?? 0 }, presence: presence)
    } else if kinds == [.moment] {
      let moments = scalars.map { scalar -> Moment? in
        if case .moment(let moment) = scalar { moment } else { nil }
      }
      self.init("", moments: moments, zone: zone)
    } else if kinds == [.list] {
      var dictionary = StringPool()
      var offsets: [UInt32] = [0]
      var codes: [UInt32] = []
      for scalar in scalars {
        if case .list(let texts) = scalar { for text in texts { codes.append(dictionary.intern(text)) } }
        offsets.append(UInt32(truncatingIfNeeded: codes.count))
      }
      self.init("", offsets: offsets, codes: codes, dictionary: dictionary)
    } else {
      var dictionary = StringPool()
      let codes = scalars.map { $0 == .missing ? 0 : dictionary.intern($0.plainText) }
      self.init("", codes: codes, dictionary: dictionary, presence: presence)
    }
  }

  private enum Kind {
    case boolean, exact, real, moment, text, list

    init?(_ scalar: Scalar) {
      switch scalar {
      case .missing: return nil
      case .boolean: self = .boolean
      case .integer, .decimal: self = .exact
      case .real: self = .real
      case .moment: self = .moment
      case .text: self = .text
      case .list: self = .list
      }
    }
  }

  /// All values in units of one number of decimal places; nil if one does not fit.
  private static func units(_ scalars: [Scalar], places: Int) -> [Int64]? {
    var result: [Int64] = []
    result.reserveCapacity(scalars.count)
    for scalar in scalars {
      var (units, own) = scalar.units ?? (0, places)
      while own < places {
        let (product, overflow) = units.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        (units, own) = (product, own + 1)
      }
      result.append(units)
    }
    return result
  }
}

extension Scalar {
  /// The value as plain text, equal for equal values: `12`, `1.5`, `2025-03-01`.
  var plainText: String {
    switch normalized {
    case .missing: return ""
    case .boolean(let holds): return holds ? "true" : "false"
    case .integer(let value): return String(value)
    case .decimal(let units, let places):
      let digits = String(units.magnitude)
      let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
      return (units < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    case .real(let value): return String(value)
    case .moment(.day(let day)): return day.iso
    case .moment(.instant(let instant)): return Zone.utc.clockTime(of: instant)
    case .text(let text): return text
    case .list(let texts): return texts.joined(separator: ", ")
    }
  }
}

extension Zone {
  /// Local date and time: `2025-03-01T10:00:00`, with microseconds if there are any.
  func clockTime(of instant: Instant) -> String {
    let day = day(of: instant)
    let local = local(instant) - Int64(day.number) * Instant.microsecondsPerDay
    let (seconds, fraction) = (local / 1_000_000, local % 1_000_000)
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
    let time = "\(day.iso)T\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    guard fraction > 0 else { return time }
    let digits = String(fraction)
    return time + "." + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
