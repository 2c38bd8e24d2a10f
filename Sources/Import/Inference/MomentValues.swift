internal import DataModel
internal import Store

/// The dates and times of a column while it is read. What cannot be known before its end (the order of day and month)
/// or is better done at once (the zone) waits in the low bits of each value.
struct MomentValues {
  /// `value << 3 | isEither << 2 | kind`: either of its numbers can be the month.
  private var tagged: [Int64] = []
  /// Which orders of day and month some value proves, and whether one leaves it open.
  private(set) var provesDayFirst = false
  private(set) var provesMonthFirst = false
  private(set) var hasOpen = false
  private(set) var shortYears = ShortYears()
  private(set) var hasTimes = false
  /// Whether some time has no offset.
  private(set) var hasLocalTimes = false
  /// How values were spelt, where that needs saying.
  private(set) var traits: MomentCell.Traits = []

  private static let missing = MomentCell.Kind.missing.rawValue

  /// Makes room for so many times as much as is here.
  mutating func reserve(times: Double) { tagged.reserveCapacity(Int(Double(tagged.count) * times)) }

  mutating func appendMissing() { tagged.append(MomentValues.missing) }

  mutating func append(_ moment: MomentCell) {
    switch moment.order {
    case .certain, .dotted: break
    case .dayFirst: provesDayFirst = true
    case .monthFirst: provesMonthFirst = true
    case .open: hasOpen = true
    }
    if let short = moment.shortYear {
      shortYears.append(short, moment)
    } else if moment.order != .certain {
      shortYears.proveLast()
    }
    traits.formUnion(moment.traits)
    if moment.kind == .local { hasLocalTimes = true }
    if moment.kind == .local || moment.kind == .absolute { hasTimes = true }
    let isEither = moment.order == .open || moment.order == .dotted
    tagged.append(moment.value << 3 | (isEither ? 4 : 0) | moment.kind.rawValue)
  }

  /// The values of rows that hold codes of these ones; a code beyond them is a missing value.
  func gathered(_ codes: [UInt32]) -> MomentValues {
    var result = self
    result.tagged = codes.map { Int($0) < tagged.count ? tagged[Int($0)] : MomentValues.missing }
    return result
  }

  /// Rows whose value turned out to be "none".
  func isMissing(_ row: Int) -> Bool { tagged[row] & 7 == MomentValues.missing }

  /// Whether the order of day, month and year is open.
  var isOpen: Bool { hasOpen && !provesDayFirst && !provesMonthFirst || shortYears.isOpen }

  /// Local times that a clock does not show, or shows twice, when it is put forward or back.
  struct ClockChanges {
    var skipped = 0
    var repeated = 0
  }

  /// Dates where no value has a time of day, else instants: times without an offset are on `times`' clock, days stand
  /// at their midnight in `zone`.
  consuming func column(
    _ name: String, monthFirst: Bool, times: Zone, zone: Zone, presence: Bitmap?
  ) -> (column: Column, changes: ClockChanges) {
    var changes = ClockChanges()
    if monthFirst {
      for row in tagged.indices where tagged[row] & 4 != 0 { tagged[row] = MomentValues.swapped(tagged[row]) }
    }
    if !hasTimes {
      let days = tagged.map { Int32(truncatingIfNeeded: $0 >> 3) }
      return (Column(name, days: days, presence: presence), changes)
    }
    var isDay = Bitmap(count: tagged.count)
    for row in tagged.indices {
      let value = tagged[row] >> 3
      switch MomentCell.Kind(rawValue: tagged[row] & 3) {
      case .day:
        isDay[row] = true
        tagged[row] = zone.start(of: Day(Int32(truncatingIfNeeded: value))).microseconds
      case .local:
        let (instant, change) = times.reading(local: value)
        tagged[row] = instant.microseconds
        switch change {
        case .skipped: changes.skipped += 1
        case .repeated: changes.repeated += 1
        case nil: break
        }
      case .absolute, .missing, nil: tagged[row] = value
      }
    }
    return (Column(name, instants: tagged, isDay: isDay, presence: presence), changes)
  }

  /// The same value with day and month exchanged.
  private static func swapped(_ tagged: Int64) -> Int64 {
    let value = tagged >> 3
    let isDay = tagged & 3 == MomentCell.Kind.day.rawValue
    let number = isDay ? value : floorDivide(value, Instant.microsecondsPerDay)
    let (year, month, day) = Day(Int32(truncatingIfNeeded: number)).civil
    guard let other = Day(year: year, month: day, day: month) else { return tagged }
    let shift = Int64(other.number) - number
    return tagged + (isDay ? shift : shift * Instant.microsecondsPerDay) << 3
  }
}
