internal import DataModel

/// A decimal number from its units and places, exactly: units -1250 and places 2 give `-12.50`.
func decimalText(_ units: Int64, _ places: Int) -> String {
  guard places > 0 else { return String(units) }
  let digits = String(units.magnitude)
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  return (units < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
}

/// A number, without an exponent if it is a whole number below 10¹⁵: `0.129`, `12`.
func realText(_ value: Double) -> String {
  if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
  return String(value)
}

/// `2025-03-01`, `2025-03-01T10:00:00Z` (or with the offset of the zone), with fractions of a second only if there are any.
func isoText(_ moment: Moment, in zone: Zone) -> String {
  switch moment {
  case .day(let day): return day.iso
  case .instant(let instant):
    let local = zone.local(instant)
    let day = floorDivide(local, Instant.microsecondsPerDay)
    let rest = Int(local - day * Instant.microsecondsPerDay)
    let offset = Int((local - instant.microseconds) / 60_000_000)
    let fraction = rest % 1_000_000
    var text = "\(Day(Int32(clamping: day)).iso)T\(two(rest / 3_600_000_000)):\(two(rest / 60_000_000 % 60))"
    text += ":\(two(rest / 1_000_000 % 60))"
    if fraction > 0 {
      let digits = String(fraction)
      text += "." + String(repeating: "0", count: 6 - digits.count) + digits
    }
    if offset == 0 { return text + "Z" }
    return text + (offset < 0 ? "-" : "+") + "\(two(abs(offset) / 60)):\(two(abs(offset) % 60))"
  }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
