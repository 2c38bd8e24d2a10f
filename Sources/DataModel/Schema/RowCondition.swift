/// Which rows of a file a load takes: `where role is "end-user" and not (Email contains "@ours.example")`.
public indirect enum RowCondition: Hashable, Sendable {
  case all([RowCondition])
  case any([RowCondition])
  case not(RowCondition)
  case test(LoadSpec.Column, Test)

  /// What is asked of a cell. A missing cell passes none but `missing`.
  public enum Test: Hashable, Sendable {
    case missing
    /// One of some values, compared as the column's type has it; texts in any letter case.
    case oneOf([Literal])
    case less(Literal, orEqual: Bool)
    case greater(Literal, orEqual: Bool)
    /// A part of a text, in any letter case.
    case contains(String)
    case startsWith(String)
    case endsWith(String)
  }

  /// A value as the load spells it.
  public enum Literal: Hashable, Sendable {
    case text(String)
    /// Digits with a point.
    case number(String)
    case moment(Moment)
    case boolean(Bool)
  }
}
