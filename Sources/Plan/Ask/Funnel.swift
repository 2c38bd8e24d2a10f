public import DataModel

/// `funnel search then order then pay within 7 days`: how many get from step to step.
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

/// Steps that people go through in order, as far as they get.
///
/// An attempt starts with a record of the first step and takes a different record for each next one, at or after the one
/// before (at the coarser precision). A person's counted attempt is the first that gets furthest. A person who did not
/// get to the end is pending while an attempt's span is still open and nothing has broken it off.
public struct FunnelSpec: Hashable, Sendable, Codable {
  /// One or more.
  public var steps: [RecordScope]
  /// From the first step: elapsed, end included; day difference where either is a day; months by calendar.
  public var span: TimeSpan?
  /// The property has one value, not missing, in every step.
  public var sameKey: PropertyRef?
  /// Where an attempt starts; later steps may run past it.
  public var window: Window?
  /// `all in 2025-03`: the window is of every step.
  public var isConfined: Bool
  /// An attempt breaks off at such a record after its first step (of the same key, where it has the key).
  public var without: [RecordScope]
  /// No other event lies between one step and the next.
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
