/// A condition on the rows of a file: `where role is "end-user" and not (Email contains "@ours.example")`.
public indirect enum RowCondition: Hashable, Sendable {
  case all([RowCondition])
  case any([RowCondition])
  case not(RowCondition)
  case test(LoadSpec.Column, Test)

  /// A test of one cell. A missing cell fails every test except `missing`.
  public enum Test: Hashable, Sendable {
    case missing
    /// True in a column of yes and no.
    case isTrue
    /// One of several values, compared according to the column's type.
    case oneOf([Literal])
    case less(Literal, orEqual: Bool)
    case greater(Literal, orEqual: Bool)
    /// Contains a text, ignoring case and, unless `exactly`, accents.
    case contains(String, exactly: Bool = false)
    case startsWith(String)
    case endsWith(String)
  }

  /// A literal value as written in the load.
  public enum Literal: Hashable, Sendable {
    case text(String)
    /// Digits with a decimal point.
    case number(String)
    case day(Day)
    /// A local time in the workspace's zone, as seconds since midnight.
    case time(Day, second: Int)
    case boolean(Bool)

    /// The value as it is written in a load.
    public var words: String {
      switch self {
      case .text(let text): "“\(text)”"
      case .number(let number): number
      case .day(let day): day.iso
      case .time(let day, let second):
        "\(day.iso)T"
          + [second / 3600, second / 60 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
      case .boolean(let value): value ? "true" : "false"
      }
    }
  }
}

extension RowCondition {
  /// Every column that the condition mentions.
  public var columns: [LoadSpec.Column] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.columns)
    case .not(let part): part.columns
    case .test(let column, _): [column]
    }
  }
}
