public import DataModel

/// `lifecycle of login by week`: how many people are new, returning, resurrected or dormant in each period.
public struct Lifecycle: Hashable, Sendable, Codable {
  public var step: RecordScope
  public var unit: TimeSpan.Unit
  public var stretch: Stretch
  public var who: Who
  public var grouping: Grouping

  public init(
    of step: RecordScope, by unit: TimeSpan.Unit, over stretch: Stretch, who: Who, grouping: Grouping
  ) {
    self.step = step
    self.unit = unit
    self.stretch = stretch
    self.who = who
    self.grouping = grouping
  }
}
