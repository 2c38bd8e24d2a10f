internal import DataModel
public import Plan
public import Store
internal import Synchronization
internal import Text

/// The backend in memory: requests over one store.
///
///     let engine = InMemoryEngine(store: store)
///     try engine.run(PeopleCount(churned)).people    // 31
///
/// A run uses one thread; several runs can go on at once, since a store does not change.
public struct InMemoryEngine: Backend {
  public let store: DataStore
  /// Called every few milliseconds; once it returns true, the run ends with `BackendError.cancelled`.
  public let isCancelled: @Sendable () -> Bool
  /// The words of the messages, computed by the first run that counts words, and shared by all later ones.
  private let cut = Once<SegmentedText>()
  /// The people who have started by the clock, computed by the first run and shared by all later ones.
  private let here = Once<Bitmap>()

  public init(store: DataStore, isCancelled: @escaping @Sendable () -> Bool = { false }) {
    self.store = store
    self.isCancelled = isCancelled
  }

  public func run(_ requests: [Request]) throws(BackendError) -> [Response] {
    // Results of one request (who matches, which messages) are used again by the next.
    let evaluator = Evaluator(
      store: store,
      here: here.value { store.arrived() ?? Bitmap(count: store.customers.count, repeating: true) },
      cut: cut, isCancelled: isCancelled)
    var responses: [Response] = []
    for request in requests { responses.append(try evaluator.response(to: request)) }
    return responses
  }
}

/// A value that is made when it is first needed.
final class Once<Made: Sendable>: Sendable {
  private let made = Mutex<Made?>(nil)

  /// The value, made now if it has not been; nil if making it failed, which is tried again next time.
  func value(_ make: () -> Made?) -> Made? {
    made.withLock { made in
      if made == nil { made = make() }
      return made
    }
  }
}

extension Evaluator {
  func response(to request: Request) throws(BackendError) -> Response {
    switch request {
    case .people(let count): .people(.init(people: try people(where: count.who).population))
    case .rows(let rows): .rows(try reply(to: rows))
    case .groups(let groups): .groups(try reply(to: groups))
    case .verbatims(let verbatims): .verbatims(try reply(to: verbatims))
    case .words(let words): .words(try reply(to: words))
    case .features(let features): .features(try reply(to: features))
    case .aftermath(let aftermath): .aftermath(try reply(to: aftermath))
    case .pairs(let pairs): .pairs(try reply(to: pairs))
    case .terms(let terms): .terms(try reply(to: terms))
    case .story(let story): .story(try reply(to: story))
    case .series(let series): .series(try reply(to: series))
    case .activity(let activity): .activity(try reply(to: activity))
    case .cohorts(let cohorts): .cohorts(try reply(to: cohorts))
    case .lifetimes(let lifetimes): .lifetimes(try reply(to: lifetimes))
    case .funnel(let funnel): .funnel(try reply(to: funnel))
    case .paths(let paths): .paths(try reply(to: paths))
    }
  }
}
