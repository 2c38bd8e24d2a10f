public import DataModel

/// `paths after signup for 3 steps`: what people do next, or just before.
public struct Paths: Hashable, Sendable, Codable {
  public var query: PathQuery
  public var who: Who
  public var grouping: Grouping

  public init(_ query: PathQuery, who: Who, grouping: Grouping) {
    self.query = query
    self.who = who
    self.grouping = grouping
  }
}

/// The events that follow each person's first record of a step in the stable order, or come before their last one, nearest
/// first. Repeats in a row, also of the step, count once. If the step is not an event but a date or a message, the events
/// at its time or on that side of it count, at the coarser precision.
public struct PathQuery: Hashable, Sendable, Codable {
  public enum Direction: String, Hashable, Sendable, Codable { case after, before }

  public var step: RecordScope
  public var direction: Direction
  /// How many events; 1 or more.
  public var length: Int
  /// Only events within this time of the step, its end included, up to the first that is not.
  public var span: TimeSpan?

  public init(_ step: RecordScope, _ direction: Direction, length: Int, span: TimeSpan? = nil) {
    self.step = step
    self.direction = direction
    self.length = length
    self.span = span
  }
}
