import Plan

/// A second backend of plain arrays and loops. Its equal answers show that the plan does not depend on an engine.
final class ToyBackend: Backend, @unchecked Sendable {
  // Only one thread at a time uses it.
  private let toy: Toy

  init(_ census: Census) { toy = Toy(census: census) }

  func run(_ requests: [Request]) throws(BackendError) -> [Response] {
    var responses: [Response] = []
    for request in requests { responses.append(try toy.response(to: request)) }
    return responses
  }
}

/// The arrays and loops; one file for each measurement.
struct Toy {
  let census: Census
  let known = Known()

  /// Results computed before.
  final class Known {
    var people: [Plan.Condition: [Soul]] = [:]
    var funnels: [FunnelSpec: [String: Funnelling?]] = [:]
  }

  func response(to request: Request) throws(BackendError) -> Response {
    switch request {
    case .people(let count): return .people(.init(people: try people(count.who).count))
    case .rows(let rows): return .rows(try reply(rows))
    case .groups(let groups): return .groups(try reply(groups))
    case .verbatims(let verbatims): return .verbatims(try reply(verbatims))
    case .words(let words): return .words(try reply(words))
    case .story(let story): return .story(reply(story))
    case .pairs(let pairs): return .pairs(try reply(pairs))
    case .series(let series): return .series(try reply(series))
    case .activity(let activity): return .activity(try reply(activity))
    case .cohorts(let cohorts): return .cohorts(try reply(cohorts))
    case .lifetimes(let lifetimes): return .lifetimes(try reply(lifetimes))
    case .funnel(let funnel): return .funnel(try reply(funnel))
    case .paths(let paths): return .paths(try reply(paths))
    case .terms(let terms): return .terms(try reply(terms))
    case .features(let features): return .features(try reply(features))
    case .aftermath(let aftermath): return .aftermath(try reply(aftermath))
    }
  }

  func people(_ condition: Plan.Condition) throws(BackendError) -> [Soul] {
    if let result = known.people[condition] { return result }
    var result: [Soul] = []
    for soul in census.people where try holds(condition, soul) { result.append(soul) }
    known.people[condition] = result
    return result
  }
}
