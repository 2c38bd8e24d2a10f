/// Two groups side by side: `words for A versus B`, `compare A versus B`. People in both are left out of both; a group
/// inside the other is held against the rest of it.
public struct Versus: Hashable, Sendable {
  public var first: Who
  public var second: Who
  /// Of `words`: which messages count; nil for all.
  public var scope: RecordScope?
  /// How many words a side are shown.
  public var limit: Int?

  public init(_ first: Who, _ second: Who, scope: RecordScope? = nil, limit: Int? = nil) {
    self.first = first
    self.second = second
    self.scope = scope
    self.limit = limit
  }
}
