internal import DataModel
internal import Store

/// The dates and times of a column while it is read. The order of day and month and the zone are only applied at the
/// end of the file; until then each value keeps what is needed for that in its low bits.
struct MomentBuilder {
  /// `value << 3 | isEither << 2 | kind`. `isEither`: day and month may be swapped.
  private var tagged: [Int64] = []
  /// Whether some value proves each order of day and month, and whether one is ambiguous.
  private(set) var provesDayFirst = false
  private(set) var provesMonthFirst = false
  private(set) var hasOpen = false
  private(set) var shortYears = ShortYears()
  private(set) var hasTimes = false
  /// Whether some time has no offset.
  private(set) var hasLocalTimes = false
  /// Features of the spelling that are reported.
  private(set) var traits: MomentCell.Traits = []

  private static let missing = MomentCell.Kind.missing.rawValue

  /// Reserves capacity for `times` times as many rows as there are now.
  mutating func reserve(times: Double) { tagged.reserveCapacity(Int(Double(tagged.count) * times)) }

  mutating func appendMissing() { tagged.append(MomentBuilder.missing) }

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

  /// The values of the rows with these dictionary codes; an unknown code is null.
  func gathered(_ codes: [UInt32]) -> MomentBuilder {
    var result = self
    result.tagged = codes.map { Int($0) < tagged.count ? tagged[Int($0)] : MomentBuilder.missing }
    return result
  }

  /// Whether a row's value is a placeholder for no date.
  func isMissing(_ row: Int) -> Bool { tagged[row] & 7 == MomentBuilder.missing }

  /// Whether the order of day, month and year is ambiguous.
  var isOpen: Bool { hasOpen && !provesDayFirst && !provesMonthFirst || shortYears.isOpen }

  /// Local times that a clock change skips or repeats.
  struct ClockChanges {
    var skipped = 0
    var repeated = 0
  }

  /// A column of dates if no value has a time of day, else of instants: times without an offset are in the zone
  /// `times`, and a date becomes its midnight in `zone`.
  consuming func column(
    _ name: String, monthFirst: Bool, times: Zone, zone: Zone, presence: Bitmap?
  ) -> (column: Column, changes: ClockChanges) {
    var changes = ClockChanges()
    if monthFirst {
      for row in tagged.indices where tagged[row] & 4 != 0 {
        tagged[row] = MomentBuilder.swapped(tagged[row])
      }
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

  /// The same value with day and month swapped.
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
