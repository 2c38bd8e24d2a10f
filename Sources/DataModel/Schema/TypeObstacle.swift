/// Why a column came out as text though most of its cells are something else, and the clause that mends it: for who asks
/// it for what it nearly is.
public struct TypeObstacle: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case number, date
    /// JSON objects.
    case object
  }

  /// What most cells are.
  public var kind: Kind
  /// The sentence: `2 of 120 cells are no plain numbers: “$1,200.50”, “TBD”`.
  public var reason: String
  /// Lines for the load: `type spend number`, `missing "TBD"`.
  public var clauses: [String]

  public init(_ kind: Kind, reason: String, clauses: [String]) {
    self.kind = kind
    self.reason = reason
    self.clauses = clauses
  }
}
