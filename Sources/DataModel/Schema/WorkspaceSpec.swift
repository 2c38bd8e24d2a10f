/// Everything that loading a workspace depends on: the loads and links in order, and the settings.
public struct WorkspaceSpec: Sendable {
  public var loads: [LoadSpec] = []
  /// The number of load statements, including those replaced by a later one.
  public var statedLoads = 0
  public var links: [LinkSpec] = []
  /// `set today`: an instant, or a day, which means its end.
  public var today: Moment?
  public var zone: Zone = .utc
  /// The language for stemming, by its Snowball name.
  public var language = "english"
  /// The first day of the week: 1 is Monday.
  public var weekStart = 1

  public init() {}
}
