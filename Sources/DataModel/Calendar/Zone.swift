internal import Foundation

/// A time zone as a table of offsets: local days of instants, and the instants at which local days start.
public struct Zone: Hashable, Sendable {
  /// The name it was asked for by: `UTC`, `Asia/Taipei`.
  public let name: String
  /// Seconds since 1970 at which an offset begins to hold, ascending; `offsets` has one more element, the first holds before.
  private let transitions: [Int64]
  private let offsets: [Int64]

  public static let utc = Zone(name: "UTC", transitions: [], offsets: [0])

  private init(name: String, transitions: [Int64], offsets: [Int64]) {
    self.name = name
    self.transitions = transitions
    self.offsets = offsets
  }

  /// The zone of an IANA name; nil where there is none. Reads the rules from 1970 to 2100.
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

  /// Seconds to add to UTC at a second since 1970. Binary search; constant for a zone without changes.
  private func offset(atSecond second: Int64) -> Int64 {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return offsets[low]
  }

  /// Microseconds since 1970 on the local clock.
  public func local(_ instant: Instant) -> Int64 {
    if transitions.isEmpty { return instant.microseconds &+ offsets[0] &* 1_000_000 }
    let second = floorDivide(instant.microseconds, 1_000_000)
    return instant.microseconds &+ offset(atSecond: second) &* 1_000_000
  }

  /// The local day that holds an instant.
  public func day(of instant: Instant) -> Day {
    Day(Int32(clamping: floorDivide(local(instant), Instant.microsecondsPerDay)))
  }

  /// The first instant of a local day: midnight, or the end of the gap where the clock jumps over it.
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

  /// The instant of a local wall-clock time, in microseconds since 1970 on that clock. In a repeated hour the first;
  /// in a skipped hour as if the clock had not yet jumped.
  public func instant(local: Int64) -> Instant { reading(local: local).instant }

  /// What a clock change makes of a local time.
  public enum ClockChange: Sendable { case skipped, repeated }

  /// The instant of a local time, and whether the clock skips that time or shows it twice.
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

/// Division that rounds down, also below zero.
public func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  let quotient = dividend / divisor
  return dividend % divisor != 0 && (dividend < 0) != (divisor < 0) ? quotient - 1 : quotient
}
