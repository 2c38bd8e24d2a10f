/// Why a column became text although most of its cells have another type, and the lines that would fix it. Shown when a
/// question needs the other type.
public struct TypeObstacle: Hashable, Sendable {
  /// The type that the cells seem to have.
  public enum Kind: Hashable, Sendable {
    case number, date
    /// JSON objects.
    case object
  }

  /// The type of most cells.
  public var kind: Kind
  /// The reason as a sentence: `2 of 120 cells are not plain numbers: “$1,200.50”, “TBD”`.
  public var reason: String
  /// Lines to add to the load: `type spend number`, `missing "TBD"`.
  public var clauses: [String]

  public init(_ kind: Kind, reason: String, clauses: [String]) {
    self.kind = kind
    self.reason = reason
    self.clauses = clauses
  }
}
