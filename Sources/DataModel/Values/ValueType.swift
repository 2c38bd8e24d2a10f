/// The type of an attribute or property, inferred from all its rows or declared.
public enum ValueType: Hashable, Sendable {
  case boolean
  case integer
  /// Exact decimals: integers scaled by ten to the power of `places` (at most 6). Used for money.
  case decimal(places: Int)
  /// Binary floating point, if six decimal places are not enough.
  case real
  case date
  /// Instants, or a mixture of days and instants.
  case timestamp
  case text
  /// Several texts per cell, such as tags.
  case list

  public var isNumber: Bool {
    switch self {
    case .integer, .decimal, .real: true
    case .boolean, .date, .timestamp, .text, .list: false
    }
  }

  public var isTime: Bool { self == .date || self == .timestamp }

  /// The type's name for people: `number`, `date`, `yes/no` …
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
