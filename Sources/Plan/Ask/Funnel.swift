public import DataModel

/// `funnel search then order then pay within 7 days`: how many people get from step to step.
public struct Funnel: Hashable, Sendable, Codable {
  public var spec: FunnelSpec
  public var who: Who
  public var grouping: Grouping

  public init(_ spec: FunnelSpec, who: Who, grouping: Grouping) {
    self.spec = spec
    self.who = who
    self.grouping = grouping
  }
}

/// The steps of a funnel and the rules for counting them.
///
/// An attempt starts with a record of the first step and takes a different record for each next one, at or after the one
/// before (at the coarser precision). Of the longest chains of records from one start, the first counts: the one whose
/// second record comes first in the stable order, then the third, and so on. A person's counted attempt is the first that
/// gets furthest. A person who did not get to the end is pending while the span of an attempt is still open for its next
/// step and nothing has ended the attempt. A span is open until its end; for a step that is a date attribute, and for an
/// attempt that starts with a day, until the end of that day. Without a span no attempt is open.
///
/// For `without` and `isStrict`, a record comes after another if it is later, or at an equal time of a later load or row.
/// Of a day and a time on that day, neither comes after the other.
public struct FunnelSpec: Hashable, Sendable, Codable {
  /// One or more steps.
  public var steps: [RecordScope]
  /// The time from the first step to the last: elapsed time, end included; a difference of days if either record has only a day;
  /// months by the calendar.
  public var span: TimeSpan?
  /// A property that must have the same value, not missing, in every step.
  public var sameKey: PropertyRef?
  /// The window in which an attempt must start; later steps may come after it.
  public var window: Window?
  /// `all in 2025-03`: whether the window limits every step.
  public var isConfined: Bool
  /// Records that end an attempt after its first step; with `sameKey`, only records with the same key, if they have one.
  /// No step of the attempt comes after such a record.
  public var without: [RecordScope]
  /// Whether no other event of the person may come after one step and before the next.
  public var isStrict: Bool

  public init(
    _ steps: [RecordScope], span: TimeSpan? = nil, sameKey: PropertyRef? = nil, window: Window? = nil,
    isConfined: Bool = false, without: [RecordScope] = [], isStrict: Bool = false
  ) {
    self.isConfined = isConfined
    self.steps = steps
    self.span = span
    self.sameKey = sameKey
    self.window = window
    self.without = without
    self.isStrict = isStrict
  }
}
