/// A single value: a literal in a plan, a cell of an answer, or a value in a reply of the engine.
public enum Scalar: Hashable, Sendable {
  case missing
  case boolean(Bool)
  case integer(Int64)
  /// `units` divided by ten to the power of `places`: exact.
  case decimal(units: Int64, places: Int)
  case real(Double)
  case moment(Moment)
  case text(String)
  case list([String])

  /// The value as a number; nil if it is none. Booleans are not numbers.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .decimal(let units, let places): Double(units) / Scalar.scale(places)
    case .real(let value): value
    case .missing, .boolean, .moment, .text, .list: nil
    }
  }

  /// The value as an integer; nil if it is none.
  public var integer: Int? {
    switch self {
    case .integer(let value): Int(value)
    case .missing, .boolean, .decimal, .real, .moment, .text, .list: nil
    }
  }

  public var text: String? {
    switch self {
    case .text(let value): value
    case .missing, .boolean, .integer, .decimal, .real, .moment, .list: nil
    }
  }

  /// Ten to the power of a number of places, 0 to 18.
  public static func scale(_ places: Int) -> Double {
    var result = 1.0
    for _ in 0..<max(0, min(18, places)) { result *= 10 }
    return result
  }
}
