/// A length of time as people say it: `30 days`, `6 months`. Months and years follow the calendar.
public struct TimeSpan: Hashable, Sendable, Codable {
  /// Units of time, by the words of the language.
  public enum Unit: String, Hashable, Sendable, CaseIterable, Codable {
    case hour, day, week, month, quarter, year
  }

  public var count: Int
  public var unit: Unit

  public init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }

  /// `30 days`, `1 year`.
  public var words: String { "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")" }

  /// The same length into the past.
  public var negated: TimeSpan { TimeSpan(-count, unit) }
}

extension Day {
  /// This day plus a span; hours do not change the day.
  public func adding(_ span: TimeSpan) -> Day {
    switch span.unit {
    case .hour: self
    case .day: adding(days: span.count)
    case .week: adding(days: clampedProduct(span.count, 7))
    case .month: adding(months: span.count)
    case .quarter: adding(months: clampedProduct(span.count, 3))
    case .year: adding(months: clampedProduct(span.count, 12))
    }
  }
}

private func clampedProduct(_ a: Int, _ b: Int) -> Int {
  let (product, overflow) = a.multipliedReportingOverflow(by: b)
  return overflow ? (a < 0 ? -3_000_000 : 3_000_000) : product
}

extension Zone {
  /// A moment plus a span. To an instant, hours, days and weeks add elapsed time (24 hours a day); longer units follow
  /// the calendar and keep the local time of day. To a day, whole days are added.
  public func adding(_ span: TimeSpan, to moment: Moment) -> Moment {
    switch moment {
    case .day(let day): return .day(day.adding(span))
    case .instant(let instant):
      let hours: Int64?
      switch span.unit {
      case .hour: hours = Int64(span.count)
      case .day: hours = Int64(max(-3_000_000, min(3_000_000, span.count))) * 24
      case .week: hours = Int64(max(-400_000, min(400_000, span.count))) * 168
      case .month, .quarter, .year: hours = nil
      }
      if let hours {
        let bounded = max(-80_000_000, min(80_000_000, hours))
        return .instant(
          Instant(microseconds: instant.microseconds &+ bounded * Instant.microsecondsPerHour))
      }
      let wall = local(instant)
      let day = Day(Int32(clamping: floorDivide(wall, Instant.microsecondsPerDay)))
      let timeOfDay = wall - Int64(day.number) * Instant.microsecondsPerDay
      let moved = Int64(day.adding(span).number) * Instant.microsecondsPerDay + timeOfDay
      return .instant(self.instant(local: moved))
    }
  }
}
