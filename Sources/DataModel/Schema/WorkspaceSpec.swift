/// Everything that loading a workspace depends on: the loads and links in order, and the settings.
public struct WorkspaceSpec: Sendable {
  public var loads: [LoadSpec] = []
  /// Load statements that were read, with those whose place another took.
  public var statedLoads = 0
  public var links: [LinkSpec] = []
  /// `set today`: a day (its end is meant) or an instant.
  public var today: Moment?
  public var zone: Zone = .utc
  /// The stemmer's language.
  public var language = "english"
  /// 1 is Monday.
  public var weekStart = 1

  public init() {}
}
