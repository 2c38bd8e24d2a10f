internal import Foundation

/// A time zone as a table of UTC offsets. Converts between instants and local days and times.
public struct Zone: Hashable, Sendable {
  /// The IANA name: `UTC`, `Asia/Taipei`.
  public let name: String
  /// The seconds since 1970 at which the offset changes, ascending. `offsets` has one more element; its first is the
  /// offset before all changes.
  private let transitions: [Int64]
  private let offsets: [Int64]

  public static let utc = Zone(name: "UTC", transitions: [], offsets: [0])

  private init(name: String, transitions: [Int64], offsets: [Int64]) {
    self.name = name
    self.transitions = transitions
    self.offsets = offsets
  }

  /// The zone with an IANA name; nil if there is none. Has the rules from 1970 to 2100.
  public init?(named name: String) {
    if name.uppercased() == "UTC" || name.uppercased() == "Z" {
      self = .utc
      return
    }
    guard Zone.isName(name) || name.hasPrefix("GMT"), let zone = TimeZone(identifier: name) else {
      return nil
    }
    var moment = Date(timeIntervalSince1970: 0)
    let end = Date(timeIntervalSince1970: 4_102_444_800)
    var transitions: [Int64] = []
    var offsets = [Int64(zone.secondsFromGMT(for: moment))]
    while let next = zone.nextDaylightSavingTimeTransition(after: moment), next < end, next > moment {
      let offset = Int64(zone.secondsFromGMT(for: next))
      if offset != offsets.last {
        transitions.append(Int64(next.timeIntervalSince1970.rounded()))
        offsets.append(offset)
      }
      moment = next
    }
    self.init(name: name, transitions: transitions, offsets: offsets)
  }

  /// The UTC offset in seconds at a second since 1970. Binary search; constant time for a zone without changes.
  private func offset(atSecond second: Int64) -> Int64 {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return offsets[low]
  }

  /// The local time as microseconds since 1970.
  public func local(_ instant: Instant) -> Int64 {
    if transitions.isEmpty { return instant.microseconds &+ offsets[0] &* 1_000_000 }
    let second = floorDivide(instant.microseconds, 1_000_000)
    return instant.microseconds &+ offset(atSecond: second) &* 1_000_000
  }

  /// The local day of an instant.
  public func day(of instant: Instant) -> Day {
    Day(Int32(clamping: floorDivide(local(instant), Instant.microsecondsPerDay)))
  }

  /// The first instant of a local day: midnight, or the end of the gap if a clock change skips midnight.
  public func start(of day: Day) -> Instant {
    let midnight = Int64(day.number) * 86_400
    if transitions.isEmpty { return Instant(microseconds: (midnight - offsets[0]) * 1_000_000) }
    let before = offset(atSecond: midnight - 93_600)
    let after = offset(atSecond: midnight + 93_600)
    guard before != after, let change = transitions.last(where: { $0 <= midnight + 93_600 }) else {
      return Instant(microseconds: (midnight - before) * 1_000_000)
    }
    let first = midnight - before
    return Instant(microseconds: (first < change ? first : max(change, midnight - after)) * 1_000_000)
  }

  /// The instant of a local time, given as microseconds since 1970 in local time. A repeated time means its first
  /// occurrence; a skipped time is converted with the offset before the change.
  public func instant(local: Int64) -> Instant { reading(local: local).instant }

  /// The effect of a clock change on a local time.
  public enum ClockChange: Sendable { case skipped, repeated }

  /// The instant of a local time, and whether a clock change skips or repeats that time.
  public func reading(local: Int64) -> (instant: Instant, change: ClockChange?) {
    if transitions.isEmpty { return (Instant(microseconds: local &- offsets[0] &* 1_000_000), nil) }
    let second = floorDivide(local, 1_000_000)
    let before = offset(atSecond: second - 93_600)
    let after = offset(atSecond: second + 93_600)
    let early = Instant(microseconds: local &- before &* 1_000_000)
    if before == after { return (early, nil) }
    let isEarly = offset(atSecond: second - before) == before
    let isLate = offset(atSecond: second - after) == after
    if isEarly { return (early, isLate ? .repeated : nil) }
    return isLate ? (Instant(microseconds: local &- after &* 1_000_000), nil) : (early, .skipped)
  }
}

/// Division that rounds down, also for negative numbers.
public func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  let quotient = dividend / divisor
  return dividend % divisor != 0 && (dividend < 0) != (divisor < 0) ? quotient - 1 : quotient
}
