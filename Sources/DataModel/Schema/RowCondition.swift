/// Which rows of a file a load takes: `where role is "end-user" and not (Email contains "@ours.example")`.
public indirect enum RowCondition: Hashable, Sendable {
  case all([RowCondition])
  case any([RowCondition])
  case not(RowCondition)
  case test(LoadSpec.Column, Test)

  /// What is asked of a cell. A missing cell passes none but `missing`.
  public enum Test: Hashable, Sendable {
    case missing
    /// Says yes: a column of yes and no.
    case isTrue
    /// One of some values, compared as the column's type has it.
    case oneOf([Literal])
    case less(Literal, orEqual: Bool)
    case greater(Literal, orEqual: Bool)
    /// A part of a text, in any letter case; with or without its accents, unless exactly.
    case contains(String, exactly: Bool = false)
    case startsWith(String)
    case endsWith(String)
  }

  /// A value as the load spells it.
  public enum Literal: Hashable, Sendable {
    case text(String)
    /// Digits with a point.
    case number(String)
    case day(Day)
    /// A time of day on the clocks of the workspace, in seconds from midnight.
    case time(Day, second: Int)
    case boolean(Bool)

    /// As it is written in a load.
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
  /// Every column that it asks something of.
  public var columns: [LoadSpec.Column] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.columns)
    case .not(let part): part.columns
    case .test(let column, _): [column]
    }
  }
}
