/// A request to the data, with the type of its reply.
///
/// Figures that statistics are based on are exact integers or scaled decimals; intervals are calculated in `Answers`.
public protocol Measurement: Hashable, Sendable, Codable {
  associatedtype Reply: Hashable, Sendable, Codable

  /// The measurement as a request.
  var request: Request { get }
  /// The reply in a response; nil if the response is to another measurement.
  static func reply(in response: Response) -> Reply?
  /// All values that a reply may hold.
  static var schema: [ReplyColumn] { get }
}

/// Everything a backend can be asked for: a closed list.
public enum Request: Hashable, Sendable, Codable {
  case people(PeopleCount)
  case rows(Rows)
  case groups(Groups)
  case verbatims(Verbatims)
  case words(Words)
  case features(FeatureCounts)
  case aftermath(Aftermath)
  case pairs(Pairs)
  case terms(Terms)
  case story(Story)
  case series(Series)
  case activity(ActivityByPeriod)
  case cohorts(Cohorts)
  case lifetimes(Lifetimes)
  case funnel(FunnelCounts)
  case paths(PathCounts)
}

/// The reply to a request, with one case per kind of request.
public enum Response: Hashable, Sendable, Codable {
  case people(PeopleCount.Reply)
  case rows(Rows.Reply)
  case groups(Groups.Reply)
  case verbatims(Verbatims.Reply)
  case words(Words.Reply)
  case features(FeatureCounts.Reply)
  case aftermath(Aftermath.Reply)
  case pairs(Pairs.Reply)
  case terms(Terms.Reply)
  case story(Story.Reply)
  case series(Series.Reply)
  case activity(ActivityByPeriod.Reply)
  case cohorts(Cohorts.Reply)
  case lifetimes(Lifetimes.Reply)
  case funnel(FunnelCounts.Reply)
  case paths(PathCounts.Reply)
}

extension Request {
  /// Whether a response has the case of this request.
  func fits(_ response: Response) -> Bool {
    func has<M: Measurement>(_: M) -> Bool { M.reply(in: response) != nil }
    return has(measurement)
  }

  public var measurement: any Measurement {
    switch self {
    case .people(let people): people
    case .rows(let rows): rows
    case .groups(let groups): groups
    case .verbatims(let verbatims): verbatims
    case .words(let words): words
    case .features(let features): features
    case .aftermath(let aftermath): aftermath
    case .pairs(let pairs): pairs
    case .terms(let terms): terms
    case .story(let story): story
    case .series(let series): series
    case .activity(let activity): activity
    case .cohorts(let cohorts): cohorts
    case .lifetimes(let lifetimes): lifetimes
    case .funnel(let funnel): funnel
    case .paths(let paths): paths
    }
  }
}

extension Response {
  /// The number of rows, over all groups.
  public var rowCount: Int {
    switch self {
    case .people: 1
    case .rows(let reply): reply.rows.count
    case .groups(let reply): reply.rows.count
    case .verbatims(let reply): reply.rows.count
    case .words(let reply): reply.rows.count
    case .features(let reply): reply.features.count
    case .aftermath(let reply): reply.kinds.count
    case .pairs(let reply): reply.rows.count
    case .terms(let reply): reply.topics.count + reply.terms.count
    case .story(let reply): reply.rows.count
    case .series(let reply): reply.groups.reduce(0) { $0 + $1.parts.count }
    case .activity(let reply): reply.groups.reduce(0) { $0 + $1.parts.count }
    case .cohorts(let reply): reply.groups.reduce(0) { $0 + $1.parts.count }
    case .lifetimes(let reply): reply.groups.reduce(0) { $0 + $1.lengths.count }
    case .funnel(let reply): reply.groups.reduce(0) { $0 + $1.parts.count }
    case .paths(let reply): reply.groups.flatMap(\.parts).reduce(0) { $0 + $1.rows.count }
    }
  }
}
