internal import DataModel
internal import Plan

/// A value in a sentence: `4,210.50`, `1,234`, `yes`, `–` if missing.
func plain(_ value: Scalar) -> String {
  switch value {
  case .missing: return "–"
  case .boolean(let value): return value ? "yes" : "no"
  case .integer(let value): return grouped(Int(value))
  case .decimal(let units, let places):
    guard places > 0 else { return grouped(Int(units)) }
    var scale: Int64 = 1
    for _ in 0..<min(places, 18) { scale *= 10 }
    let whole = grouped(Int(abs(units / scale)))
    let fraction = String(abs(units % scale))
    return (units < 0 ? "-" : "") + whole + "."
      + String(repeating: "0", count: max(0, places - fraction.count)) + fraction
  case .real(let value):
    guard value.isFinite else { return "–" }
    if abs(value) >= 1e15 { return String(value) }
    let hundredths = Int((value * 100).rounded())
    let fraction = String(abs(hundredths % 100))
    return (hundredths < 0 ? "-" : "") + grouped(abs(hundredths) / 100) + "."
      + (fraction.count < 2 ? "0" : "") + fraction
  case .moment(.day(let day)): return day.iso
  case .moment(.instant): return "–"
  case .text(let value): return value
  case .list(let values): return values.joined(separator: ", ")
  }
}

/// The same with the sign of its unit, if it has one: `$4,210.50`.
func plain(_ value: Scalar, _ unit: NumberUnit?) -> String {
  unit.map { $0.words(value, plain: plain(value)) } ?? plain(value)
}

extension Value {
  /// The unit of the value. `money` is the attribute that the workspace declares as `value`.
  func unit(money: AttributeRef?) -> Answer.Unit {
    switch self {
    case .count: .records
    case .elapsed(let unit, _, _, _): unit == .hour ? .hours : (unit == .day ? .days : .none)
    case .named(_, let value): value.unit(money: money)
    case .aggregate(_, let property, _), .property(let property):
      measure.map { Answer.Unit($0) } ?? (property.slot == .score ? .points : .none)
    case .attribute(let attribute):
      attribute == money && attribute.unit == .year
        ? .money(nil) : attribute.unit.map { Answer.Unit($0) } ?? (attribute == money ? .money(nil) : .none)
    case .literal, .moment, .cycle, .presence: .none
    }
  }
}
