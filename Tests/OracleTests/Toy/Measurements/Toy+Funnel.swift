import DataModel
import Plan

extension Toy {
  func reply(_ counts: FunnelCounts) throws(BackendError) -> FunnelCounts.Reply {
    var reached: [String: Funnelling] = [:]
    var starters: [Subject] = []
    for soul in try people(counts.who) {
      guard let best = try funnelling(soul, counts.spec) else { continue }
      reached[soul.id] = best
      starters.append(Subject(soul: soul, record: best.chain[0]))
    }
    return FunnelCounts.Reply(
      groups: try grouped(starters, by: counts.keys).map { group in
        let all = group.members.compactMap { reached[$0.soul.id] }
        return Grouped(
          keys: group.keys,
          parts: counts.spec.steps.indices.map { step($0, all, of: counts.spec.steps.count) })
      })
  }

  /// Whether somebody is in a cell of a funnel.
  func stands(_ soul: Soul, at place: CellRef) throws(BackendError) -> Bool {
    switch place {
    case .step(let counts, let step, let standing):
      guard try holds(counts.who, soul), let own = try funnelling(soul, counts.spec) else { return false }
      let (reached, steps) = (own.chain.count, counts.spec.steps.count)
      switch standing {
      case .reached: return reached > step
      case .pending: return reached == step + 1 && reached < steps && own.isPending
      case .stopped: return reached == step + 1 && reached < steps && !own.isPending
      }
    case .largestDrop(let counts):
      var stopped: [Int] = []
      for step in counts.spec.steps.indices {
        let those = Plan.Condition.among(People(words: "", at: .step(counts, step, .stopped)))
        stopped.append(try people(those).count)
      }
      guard let most = stopped.max(), most > 0, let step = stopped.firstIndex(of: most) else { return false }
      return try stands(soul, at: .step(counts, step, .stopped))
    case .cohort, .lifetime, .path, .said, .feature: throw .failed("the toy knows no such cell")
    }
  }

  /// How far somebody got.
  struct Funnelling {
    /// The records of the counted attempt, step by step.
    var chain: [Record]
    var isPending: Bool
    /// The most steps of an attempt whose span is over.
    var settled: Int
  }

  private func step(_ step: Int, _ all: [Funnelling], of steps: Int) -> FunnelCounts.Step {
    let there = all.filter { $0.chain.count > step }
    let days = step == 0 ? [] : there.map { elapsed(from: $0.chain[step - 1].at, to: $0.chain[step].at) }
    func quartile(_ percent: Int) -> Double { Figure.quantile(percent, of: days)?.double ?? 0 }
    return FunnelCounts.Step(
      people: there.count,
      pending: there.count { $0.chain.count == step + 1 && step + 1 < steps && $0.isPending },
      settled: all.count { $0.settled > step },
      days: days.isEmpty ? nil : .init(low: quartile(25), median: quartile(50), high: quartile(75)))
  }

  private func elapsed(from first: When, to last: When) -> Double {
    if case .instant(let l) = first, case .instant(let r) = last {
      return Double(r - l) / Double(Place.dayLength)
    }
    return Double(census.place.day(last) - census.place.day(first))
  }

  /// Nil for people who never did the first step.
  private func funnelling(_ soul: Soul, _ spec: FunnelSpec) throws(BackendError) -> Funnelling? {
    if let result = known.funnels[spec]?[soul.id] { return result }
    let result = try tried(soul, spec)
    known.funnels[spec, default: [:]][soul.id] = .some(result)
    return result
  }

  private func tried(_ soul: Soul, _ spec: FunnelSpec) throws(BackendError) -> Funnelling? {
    let attempt = try Attempt(spec, soul, self)
    var best: Funnelling?
    for first in attempt.candidates[0] where attempt.key(first) != nil || spec.sameKey == nil {
      let chain = attempt.longest([first])
      var own = best ?? Funnelling(chain: [], isPending: false, settled: 0)
      if chain.count > own.chain.count { own.chain = chain }
      if !attempt.isOpen(first, for: spec.steps.count - 1) { own.settled = max(own.settled, chain.count) }
      if chain.count < spec.steps.count, attempt.isOpen(first, for: chain.count), !attempt.isStopped(chain) {
        own.isPending = true
      }
      best = own
    }
    return best
  }
}

/// The attempts of one person at a funnel.
private struct Attempt {
  let spec: FunnelSpec
  let soul: Soul
  let toy: Toy
  var candidates: [[Record]] = []
  private var breaks: [Record] = []

  init(_ spec: FunnelSpec, _ soul: Soul, _ toy: Toy) throws(BackendError) {
    self.spec = spec
    self.soul = soul
    self.toy = toy
    for (index, scope) in spec.steps.enumerated() {
      let window = index == 0 || spec.isConfined ? spec.window : nil
      candidates.append(try toy.records(scope, of: soul, in: window))
    }
    for scope in spec.without { breaks += try toy.records(scope, of: soul) }
  }

  private var place: Place { toy.census.place }

  func key(_ record: Record) -> Datum? { spec.sameKey.flatMap { toy.property($0, record) } }

  /// The longest chain that begins with this one; of equally long ones the first, step by step in the stable order.
  func longest(_ chain: [Record]) -> [Record] {
    guard chain.count < spec.steps.count else { return chain }
    var longest = chain
    for record in candidates[chain.count] where fits(record, after: chain) {
      let found = self.longest(chain + [record])
      if found.count > longest.count { longest = found }
      if longest.count == spec.steps.count { break }
    }
    return longest
  }

  private func fits(_ record: Record, after chain: [Record]) -> Bool {
    let (first, last) = (chain[0], chain[chain.count - 1])
    if chain.contains(where: { $0.isSame(as: record) }) { return false }
    if spec.sameKey != nil, key(record) != key(first) { return false }
    if place.compare(record.at, last.at) < 0 { return false }
    if let span = spec.span, !toy.census.isWithin(toy.length(span), of: first.at, record.at) { return false }
    if breaks.contains(where: { breaks($0, first) && follows(record, $0) }) { return false }
    return !spec.isStrict || !events(after: last, of: chain).contains { follows(record, $0) }
  }

  /// Whether a record interrupts an attempt with this start.
  private func breaks(_ record: Record, _ first: Record) -> Bool {
    follows(record, first) && (key(record) == nil || key(record) == key(first))
  }

  private func events(after last: Record, of chain: [Record]) -> [Record] {
    soul.events.filter { event in follows(event, last) && !chain.contains { $0 === event } }
  }

  /// Whether nothing can follow, whatever the time.
  func isStopped(_ chain: [Record]) -> Bool {
    breaks.contains { breaks($0, chain[0]) }
      || spec.isStrict && !events(after: chain[chain.count - 1], of: chain).isEmpty
  }

  /// Whether a step may still come in the span: until its end; for a step that is a date, until the end of that day.
  func isOpen(_ first: Record, for step: Int) -> Bool {
    guard let span = spec.span else { return false }
    let start = spec.steps[step].isOfDates ? When.day(place.day(first.at)) : first.at
    return !toy.census.isOver(toy.length(span), from: start)
  }

  /// Whether a record is later; at equal times, by load and row. Neither a date nor a time on that day comes first.
  private func follows(_ one: Record, _ other: Record) -> Bool {
    switch (one.at, other.at) {
    case (.day, .instant), (.instant, .day): return place.day(one.at) > place.day(other.at)
    case (.day, .day), (.instant, .instant):
      let (l, r) = (place.start(one.at), place.start(other.at))
      return l != r ? l > r : other.order.lexicographicallyPrecedes(one.order)
    }
  }
}
