/// The type of an attribute or property, inferred over all its rows or declared.
public enum ValueType: Hashable, Sendable {
  case boolean
  case integer
  /// Exact decimals as integers scaled by ten to the number of places (at most 6): money.
  case decimal(places: Int)
  /// Binary floating point, where six places are not enough.
  case real
  case date
  /// Instants, or days and instants mixed.
  case timestamp
  case text
  /// Several texts in one cell: tags.
  case list

  public var isNumber: Bool {
    switch self {
    case .integer, .decimal, .real: true
    case .boolean, .date, .timestamp, .text, .list: false
    }
  }

  public var isTime: Bool { self == .date || self == .timestamp }

  /// The word a person sees: `number`, `date`, `yes/no` …
  public var words: String {
    switch self {
    case .boolean: "yes/no"
    case .integer: "whole number"
    case .decimal, .real: "number"
    case .date: "date"
    case .timestamp: "time"
    case .text: "text"
    case .list: "list"
    }
  }
}
