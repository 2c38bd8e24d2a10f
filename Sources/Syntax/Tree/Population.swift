public import SourceText

/// Who or what a statement is about: `churned sellers where mrr > 50`, `order events`, `feedback mentioning trust`.
public struct Population: Sendable, Hashable {
  public enum Subject: Sendable, Hashable {
    /// `customers` and the other words for everybody; the population's `noun` says which was written.
    case everybody
    /// The last people shown.
    case them
    /// Everybody else in the population that `them` came from.
    case rest
    /// `sellers`, `risky`: a value of a `segments by` attribute, or a definition.
    case named(Name)
    /// `order events`; without a name, all events.
    case events(Name?)
    case feedback

    public var isOfRecords: Bool {
      switch self {
      case .events, .feedback: true
      case .everybody, .them, .rest, .named: false
      }
    }
  }

  /// `churned` in `churned sellers`; only before people.
  public var adjective: Name?
  public var subject: Subject
  /// The noun as it was typed: `users`, `everybody`.
  @Apart public var noun: String
  /// The noun's own place.
  @Apart public var nounSpan: SourceSpan
  /// `feedback mentioning trust`: any of the patterns; only after `feedback`.
  public var about: [Pattern] = []
  /// The condition after `where`, wherever in the statement it was typed.
  public var filter: Condition?
  /// Not written: the statement names nobody, or only has a `where`; it is about everybody.
  @Apart public var isImplied = false
  @Apart public var span: SourceSpan
}
