import DataModel
import Plan
import TestSupport
import Testing

@testable import Engine

/// Steps in order: ties, dates mixed with instants, spans, absent steps, keys.
struct SequenceTests {
  private typealias Step = Plan.Sequence.Step

  /// For one person; `a 2025-03-01T10:00` is event a at that time.
  private func holds(
    _ records: [String], _ steps: [String], within span: TimeSpan? = nil, amount: Amount = .some,
    window: Window? = nil, isConfined: Bool = false, today: String? = nil
  ) throws -> Bool {
    var world = World()
    world.person("p")
    world.today = today.map { .at($0) }
    for record in records {
      let parts = record.split(separator: " ")
      world.did("p", String(parts[0]), .at(String(parts[1])))
    }
    let sequence = Plan.Sequence(
      steps.map { step in
        step.hasPrefix("!") ? Step(.events(String(step.dropFirst())), isAbsent: true) : Step(.events(step))
      }, span: span, window: window, isConfined: isConfined, amount: amount)
    return try world.who(.sequence(sequence)) == ["p"]
  }

  @Test func orderAndTies() throws {
    #expect(try holds(["a 2025-03-01T10:00", "b 2025-03-01T10:01"], ["a", "b"]))
    #expect(try !holds(["a 2025-03-01T10:00", "b 2025-03-01T10:01"], ["b", "a"]))
    #expect(try holds(["a 2025-03-01T10:00", "b 2025-03-01T10:00"], ["b", "a"]))
    #expect(try !holds(["a 2025-03-01T10:00"], ["a", "b"]))
    #expect(try holds(["b 2025-03-01T09:00", "a 2025-03-01T10:00", "b 2025-03-01T11:00"], ["a", "b"]))
  }

  @Test func stepsAreDifferentRecords() throws {
    #expect(try !holds(["a 2025-03-01T10:00"], ["a", "a"]))
    #expect(try holds(["a 2025-03-01T10:00", "a 2025-03-01T10:00"], ["a", "a"]))
    #expect(try !holds(["a 2025-03-01T10:00", "a 2025-03-01T10:00"], ["a", "a", "a"]))
    // Either of two equal times can be the first.
    #expect(
      try holds(["a 2025-03-01T10:00", "a 2025-03-01T10:00"], ["a", "a"], amount: Amount(.equal, 2)))
  }

  @Test func daysAndInstantsCompareByDays() throws {
    #expect(try holds(["a 2025-03-01T10:00", "b 2025-03-01"], ["a", "b"]))
    #expect(try holds(["a 2025-03-01T10:00", "b 2025-03-01"], ["b", "a"]))
    #expect(try !holds(["a 2025-03-01", "b 2025-02-28T23:59"], ["a", "b"]))
    // Each pair is in order, though the ends are not: order is not transitive here.
    #expect(try holds(["c 2025-03-01T09:00", "a 2025-03-01T10:00", "b 2025-03-01"], ["a", "b", "c"]))
    #expect(try !holds(["c 2025-03-01T09:00", "a 2025-03-01T10:00"], ["a", "c"]))
  }

  @Test func spansAreElapsedWithTheEndIn() throws {
    let day = TimeSpan(1, .day)
    #expect(try holds(["a 2025-03-01T10:00", "b 2025-03-02T10:00"], ["a", "b"], within: day))
    #expect(try !holds(["a 2025-03-01T10:00", "b 2025-03-02T10:01"], ["a", "b"], within: day))
    #expect(try holds(["a 2025-03-01", "b 2025-03-02"], ["a", "b"], within: day))
    #expect(try !holds(["a 2025-03-01", "b 2025-03-03"], ["a", "b"], within: day))
    #expect(try holds(["a 2025-03-01T10:00", "b 2025-03-02"], ["a", "b"], within: day))
    #expect(try holds(["a 2025-03-01", "b 2025-03-02T23:00"], ["a", "b"], within: day))
    #expect(
      try holds(["a 2025-01-31T10:00", "b 2025-02-28T10:00"], ["a", "b"], within: TimeSpan(1, .month)))
    #expect(
      try !holds(["a 2025-01-31T10:00", "b 2025-02-28T10:01"], ["a", "b"], within: TimeSpan(1, .month)))
    // From the first step to the last; any record of the first step can start it.
    let records = ["a 2025-03-01T10:00", "a 2025-03-04T10:00", "b 2025-03-04T11:00", "c 2025-03-05T09:00"]
    #expect(try holds(records, ["a", "b", "c"], within: day))
    #expect(try !holds(records, ["a", "b", "c"], within: TimeSpan(22, .hour)))
  }

  @Test func absentSteps() throws {
    #expect(try holds(["a 2025-03-01T10:00", "x 2025-03-09T10:00"], ["a", "!b"]))
    #expect(try !holds(["a 2025-03-01T10:00", "b 2025-03-09T10:00"], ["a", "!b"]))
    #expect(try holds(["b 2025-03-01T09:00", "a 2025-03-01T10:00"], ["a", "!b"]))
    #expect(try !holds(["b 2025-03-01T10:00", "a 2025-03-01T10:00"], ["a", "!b"]))
    #expect(try holds(["a 2025-03-01T10:00", "b 2025-03-02T10:00", "a 2025-03-03T10:00"], ["a", "!b"]))
    let day = TimeSpan(1, .day)
    #expect(
      try holds(
        ["a 2025-03-01T10:00", "b 2025-03-02T10:01", "x 2025-03-09T10:00"], ["a", "!b"], within: day))
    #expect(
      try !holds(
        ["a 2025-03-01T10:00", "b 2025-03-02T10:00", "x 2025-03-09T10:00"], ["a", "!b"], within: day))
    // While the span is not over, a missing step proves nothing.
    #expect(try !holds(["a 2025-03-09T10:00", "x 2025-03-10T09:00"], ["a", "!b"], within: day))
    #expect(try holds(["a 2025-03-09T10:00", "x 2025-03-10T10:01"], ["a", "!b"], within: day))
    #expect(try !holds(["a 2025-03-09", "x 2025-03-10T10:00"], ["a", "!b"], within: day))
  }

  @Test func absentAfterSeveralSteps() throws {
    let records = ["a 2025-03-01T10:00", "b 2025-03-02T10:00", "c 2025-03-03T10:00"]
    #expect(try !holds(records, ["a", "b", "!c"]))
    #expect(try holds(records + ["b 2025-03-04T10:00"], ["a", "b", "!c"]))
    #expect(try holds(records, ["a", "c", "!b"]))
    let late = records + ["b 2025-03-08T10:00", "x 2025-03-20T10:00"]
    #expect(try !holds(late, ["a", "b", "!c"], within: TimeSpan(5, .day)))
    #expect(try holds(late, ["a", "b", "!c"], within: TimeSpan(7, .day)))
  }

  @Test func amountsCountFirstRecords() throws {
    let records = ["a 2025-03-01T10:00", "a 2025-03-01T11:00", "b 2025-03-02T10:00", "a 2025-03-03T10:00"]
    #expect(try holds(records, ["a", "b"], amount: Amount(.equal, 2)))
    #expect(try !holds(records, ["a", "b"], amount: Amount(.atLeast, 3)))
    #expect(try holds(records, ["a", "b"], amount: Amount(days: .equal, daysCount: 1)))
    #expect(try holds(["x 2025-03-01T10:00"], ["a", "b"], amount: Amount(.equal, 0)))
    #expect(try holds(["x 2025-03-01T10:00"], ["a", "b"], amount: Amount(.atMost, 2)))
  }

  @Test func theWindowIsOfTheStart() throws {
    let records = ["a 2025-03-01T10:00", "b 2025-03-05T10:00"]
    #expect(try holds(records, ["a", "b"], window: .days("2025-03-01", "2025-03-05")))
    #expect(try !holds(records, ["a", "b"], window: .days("2025-03-02", "2025-03-05")))
    #expect(try holds(records, ["a", "b"], window: .days("2025-03-01", "2025-03-04")))
    #expect(try !holds(records, ["a", "!b"], window: .days("2025-03-01", "2025-03-04")))
    // The window applies to every step if that is asked for.
    #expect(try !holds(records, ["a", "b"], window: .days("2025-03-01", "2025-03-04"), isConfined: true))
    #expect(try holds(records, ["a", "!b"], window: .days("2025-03-01", "2025-03-04"), isConfined: true))
    #expect(try holds(records, ["a", "b"], window: .days("2025-03-01", "2025-03-05"), isConfined: true))
  }

  @Test func stepsShareAKey() throws {
    var world = World()
    world.did("p", "order", .at("2025-03-01T10:00"), ["order_id": 1])
    world.did("p", "deliver", .at("2025-03-02T10:00"), ["order_id": 2])
    world.did("q", "order", .at("2025-03-01T10:00"), ["order_id": 3])
    world.did("q", "deliver", .at("2025-03-02T10:00"), ["order_id": 3])
    world.did("r", "order", .at("2025-03-01T10:00"))
    world.did("r", "deliver", .at("2025-03-02T10:00"))
    var sequence = Plan.Sequence([Step(.events("order")), Step(.events("deliver"))])
    #expect(try world.who(.sequence(sequence)) == ["p", "q", "r"])
    sequence.sameKey = PropertyRef("order_id", .column, .integer)
    #expect(try world.who(.sequence(sequence)) == ["q"])
    sequence.steps[1].isAbsent = true
    #expect(try world.who(.sequence(sequence)) == ["p"])
  }

  @Test func wordsAndDatesMayBeSteps() throws {
    var world = World()
    world.person("p", ["signup": .at("2025-03-01")])
    world.person("q", ["signup": .at("2025-03-05")])
    for person in ["p", "q"] {
      world.said(person, .at("2025-03-02T10:00"), "give me a refund")
      world.did(person, "cancel", .at("2025-03-03T10:00"))
    }
    let signup = RecordScope(.events([.attribute(AttributeRef("signup", .date))]))
    let sequence = Plan.Sequence([Step(signup), Step(.mentioning("refund")), Step(.events("cancel"))])
    #expect(try world.who(.sequence(sequence)) == ["p"])
  }

  /// Every sequence over every small history, compared with a search of all choices of records.
  @Test func agreesWithTryingEverything() throws {
    var generator = SplitMix(seed: 42)
    for _ in 0..<2000 {
      var world = World()
      world.person("p")
      var records: [(kind: String, at: Moment)] = []
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let day = Int32.random(in: 100...102, using: &generator)
        let hour = Int64.random(in: 0...2, using: &generator) * 8
        let instant = Instant(
          microseconds: Int64(day) * Instant.microsecondsPerDay + hour * Instant.microsecondsPerHour)
        let at: Moment = Int.random(in: 0...2, using: &generator) == 0 ? .day(Day(day)) : .instant(instant)
        records.append((["a", "b"].randomElement(using: &generator) ?? "a", at))
      }
      for record in records { world.did("p", record.kind, record.at) }
      world.today = .day(Day(103))
      let kinds = (0..<Int.random(in: 2...4, using: &generator)).map { _ in
        Bool.random(using: &generator) ? "a" : "b"
      }
      let span = [nil, TimeSpan(1, .day), TimeSpan(8, .hour)].randomElement(using: &generator) ?? nil
      let isAbsent = Bool.random(using: &generator)
      let steps = kinds.enumerated().map { Step(.events($1), isAbsent: isAbsent && $0 == kinds.count - 1) }
      let naive = NaiveSequence(
        records: records, kinds: kinds, span: span, endsAbsent: isAbsent, today: Day(103))
      let sequence = Plan.Sequence(steps, span: span, amount: Amount(.equal, naive.attempts))
      #expect(
        try world.who(.sequence(sequence)) == ["p"],
        "\(records) \(kinds) \(String(describing: span)) \(isAbsent)")
    }
  }
}

/// Counts attempts by trying every choice of different records.
private struct NaiveSequence {
  let records: [(kind: String, at: Moment)]
  let kinds: [String]
  let span: TimeSpan?
  let endsAbsent: Bool
  let today: Day

  var attempts: Int { records.indices.count { records[$0].kind == kinds[0] && completes([$0]) } }

  private func completes(_ chosen: [Int]) -> Bool {
    guard let first = chosen.first, let last = chosen.last else { return false }
    let step = chosen.count
    let absent = endsAbsent && step == kinds.count - 1
    if step == kinds.count { return isInSpan(first, last) }
    let next = records.indices.filter {
      records[$0].kind == kinds[step] && !chosen.contains($0)
        && Zone.utc.compare(records[last].at, records[$0].at) <= 0
    }
    if absent {
      guard isInSpan(first, last), isClosed(first) else { return false }
      return !next.contains { isInSpan(first, $0) }
    }
    return next.contains { completes(chosen + [$0]) }
  }

  private func isInSpan(_ first: Int, _ last: Int) -> Bool {
    guard let span else { return true }
    let (a, b) = (records[first].at, records[last].at)
    if a.isDay || b.isDay { return Zone.utc.day(of: b) <= Zone.utc.day(of: a).adding(span) }
    return Zone.utc.compare(b, Zone.utc.adding(span, to: a)) <= 0
  }

  private func isClosed(_ first: Int) -> Bool {
    guard let span else { return true }
    // The clock is at the end of its day.
    switch Zone.utc.adding(span, to: records[first].at) {
    case .day(let day): return day <= today
    case .instant(let instant): return instant < Zone.utc.start(of: today.adding(days: 1))
    }
  }
}
