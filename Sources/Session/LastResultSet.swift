internal import Answers
internal import DataModel
internal import Plan

/// The people that the last answer was about: what `them` and `rest` mean.
struct LastResultSet: Sendable {
  /// The people themselves; only those within the limit, if the statement has one.
  let them: Rows
  /// The population in which they were found.
  let population: Condition
  /// Where they come from: a statement in canonical form, or a row of its answer.
  let source: String
  /// The sample that was drawn from them, if any.
  var drawing: Sample?
  /// Their ids when the data was last reloaded, also of people who are gone since; nil if it was not.
  private(set) var kept: (them: [String], rest: [String])?

  /// The people that a question shows; nil if the question leaves `them` unchanged, as one about `them` or `rest`
  /// does.
  init?(_ question: Question, statement: String, slots: Slots) {
    switch question {
    case .segment(let segment):
      self.init(segment.who, statement, order: segment.listOrder(slots), limit: segment.limit)
    case .count(let count):
      guard count.subject == .people, count.grouping.keys.isEmpty else { return nil }
      self.init(count.who, statement)
    case .person(let id):
      self.init(Who(where: .among(People(words: id, ids: [id]))), statement)
    case .proof(let proof):
      self.init(Who(where: .among(People(words: proof.id, ids: [proof.id]))), statement)
    case .funnel(let funnel):
      let lost = People(
        words: "lost",
        at: .largestDrop(FunnelCounts(who: funnel.who.condition, spec: funnel.spec)))
      self.init(
        Who(
          funnel.who.population,
          where: .conjunction([funnel.who.filter ?? .everyone, .among(lost)])), statement)
    case .sample(let sample):
      self.init(sample.who, statement)
      drawing = sample
    case .measure, .quotes, .describe, .words, .topics, .suggest, .priorities, .blindspots,
      .compare, .compareWindows, .why, .expect,
      .explain, .trend, .lifecycle, .retention, .survival, .paths:
      return nil
    }
  }

  private init?(_ who: Who, _ statement: String, order: [Order] = [], limit: Int? = nil) {
    guard !who.population.condition.isAmong else { return nil }
    them = Rows(who: who.condition, order: order, limit: limit)
    population = who.population.condition
    source = "`\(statement)`"
  }

  /// The people behind a row of an answer.
  init(_ drillDown: DrillDown, of population: Condition, source: String) {
    them = Rows(who: drillDown.condition)
    self.population = population
    self.source = source
  }

  /// The same people by their ids, so that they stay the same after a reload.
  func snapshot(from backend: any Backend) throws(BackendError) -> LastResultSet {
    var copy = self
    copy.kept = try ids(from: backend)
    return copy
  }

  /// `them: still the 31 people of …`, after a reload.
  func sentence(in catalog: any Catalog) -> String? {
    guard let kept else { return nil }
    let gone = kept.them.count { catalog.customerID($0) == nil }
    return
      "them: still the \(kept.them.count == 1 ? "person" : countedPeople(kept.them.count)) of \(source), "
      + "as shown before the data was reloaded"
      + (gone > 0 ? "; \(grouped(gone)) of them \(gone == 1 ? "is" : "are") no longer there." : ".")
  }

  /// `them`, their number, and `rest`: as a condition if that determines who they are, otherwise by their ids.
  ///
  /// - Parameter byID: whether they must stay the same people after a reload.
  func people(
    from backend: any Backend, byID: Bool = false
  ) throws(BackendError) -> (them: People, count: Int, rest: People) {
    guard !byID, kept == nil, drawing == nil, them.limit == nil else {
      let (own, rest) = try ids(from: backend)
      let before = kept == nil ? "" : ", as shown before the data was reloaded"
      return (
        People(words: "them (\(own.count) of \(source)\(before))", ids: own), own.count,
        People(words: "the rest (the others of \(source)\(before))", ids: rest)
      )
    }
    let count = try backend.run(PeopleCount(them.who)).people
    return (
      People(words: "them (\(count) of \(source))", holding: them.who), count,
      People(
        words: "the rest (the others of \(source))",
        holding: .conjunction([population, .not(them.who)]))
    )
  }

  private func ids(from backend: any Backend) throws(BackendError) -> (them: [String], rest: [String]) {
    if let kept { return kept }
    var batch = Batch()
    let shown = batch.add(drawing?.candidates ?? them)
    let everybody = batch.add(Rows(who: population))
    let replies = try backend.run(batch)
    let ids = drawing?.drawn(from: replies[shown]).ids ?? replies[shown].ids
    let own = Set(ids)
    return (ids, rest: replies[everybody].ids.filter { !own.contains($0) })
  }
}

extension Condition {
  /// Whether it is, or contains, a set of people by id.
  var isAmong: Bool {
    conjuncts.contains { if case .among = $0 { true } else { false } }
  }
}
