internal import DataModel
internal import Plan

/// Finds people who did not have the time that part of a condition needs to become true, or to be false for good. Makes one
/// note per time window, however many parts of the condition share it.
///
/// A window of fixed days needs people who were customers throughout: those who came after its first day or left by its last
/// had less. A window that starts at a moment of the person's own (`within 7 days of signup`), or the span of a sequence,
/// must be over, and the person must have stayed for it. Only people for whom the part decides the answer are counted.
struct Censoring {
  private let catalog: any Catalog
  private var found: [Note] = []

  /// The most notes for one question.
  private static let most = 6

  fileprivate struct Note {
    let need: TimedPart.Need
    /// What the window is relative to: `from their signup`; for fixed days, the event that some people lack.
    let words: String
    /// For each count of the sentence, the conditions of the people to count: those for whom any of them is true.
    var people: [[Condition]]
  }

  init(_ context: QueryRunner.Context) { catalog = context.catalog }

  /// Adds a condition asked of the people of `base`. `counted`: the people it is true of are counted; otherwise the figure is
  /// a share of `base`.
  mutating func add(_ condition: Condition, among base: Condition, counted: Bool) {
    guard let clock = catalog.clock else { return }
    for parts in TimedParts(in: condition, clock, catalog.slots).byNeed {
      add(parts[0], AffectedPeople(condition, on: parts, among: base, counted: counted), clock)
    }
  }

  /// Adds a figure that each person of `base` has, such as a number of orders in a window.
  mutating func add(_ value: Value, among base: Condition) {
    guard let clock = catalog.clock else { return }
    for part in TimedParts(in: value, clock, catalog.slots).parts {
      add(part, AffectedPeople(part.node, on: [part], among: base, counted: false), clock)
    }
  }

  private mutating func add(_ part: TimedPart, _ affected: AffectedPeople, _ clock: Clock) {
    let (mayChange, counted) = (affected.mayChange, affected.countedForAbsence)
    switch part.need {
    case .days(let first, let last, let untilFirst):
      let none = TimeSpan(0, .day)
      let late = Window(
        from: .day(.literal(.day(first ?? last)), moved: TimeSpan(1, .day)), to: nil, words: "after")
      let left = untilFirst ? first?.adding(days: -1) : last
      let gone = left.map { Window(from: nil, to: .day(.literal(.day($0)), moved: none), words: "up to") }
      add(
        part.need, part.lacking?.object ?? "",
        [
          counted + [.test(.moment(.start), .within(late))],
          first == nil ? nil : gone.map { counted + [.test(.moment(.end), .within($0))] },
          part.lacking.map { affected.trueByAbsence + [.test(.moment($0), .isMissing)] },
        ])
    case .own(let anchor, let span, let edge):
      let open = Condition.test(anchor.value, .within(clock.stillOpen(span)))
      add(
        part.need, "from their \(anchor.words)",
        [
          mayChange + [open, affected.idle],
          mayChange + [affected.idle, .left(before: edge), .not(open)],
        ])
    case .outcome(let date, let anchor, let span, let edge, let isEnd):
      let open = Condition.test(anchor.value, .within(clock.stillOpen(span)))
      add(
        part.need, "from their \(anchor.words)",
        [
          mayChange + [open, .not(.test(date, .hasCome))],
          isEnd
            ? nil
            : mayChange + [affected.idle, .not(.test(date, .hasCome)), .left(before: edge), .not(open)],
        ])
    case .attempts(let sequence, let span):
      let open = sequence.isOpen(clock, span)
      add(
        part.need, "from \(sequence.steps[0].scope.object)",
        [
          mayChange + [open, .not(sequence.isSettled)],
          mayChange + [affected.idle, .not(open)] + sequence.isCutShort(span),
        ])
    case .ever: return
    }
  }

  /// Adds people to the note for a need; nil stands for nobody.
  private mutating func add(_ need: TimedPart.Need, _ words: String, _ people: [[Condition]?]) {
    let conditions = people.map { parts -> [Condition] in
      guard let parts, !parts.contains(.nobody) else { return [] }
      return [.conjunction(parts)]
    }
    guard conditions.contains(where: { !$0.isEmpty }) else { return }
    guard let place = found.firstIndex(where: { $0.isTold(with: need, words) }) else {
      if found.count < Censoring.most { found.append(Note(need: need, words: words, people: conditions)) }
      return
    }
    for (index, more) in conditions.enumerated() {
      found[place].people[index] += more.filter { !found[place].people[index].contains($0) }
    }
  }

  var caveats: [Caveats.Caveat] {
    found.map { note in
      let asked = note.people.indices.filter { !note.people[$0].isEmpty }
      return Caveats.Caveat(asked.map { Condition.disjunction(note.people[$0]) }) { counts in
        var people = [Int](repeating: 0, count: 3)
        for (index, count) in zip(asked, counts) { people[index] = count }
        return note.sentence(people)
      }
    }
  }
}

extension Censoring.Note {
  fileprivate func isTold(with need: TimedPart.Need, _ words: String) -> Bool {
    switch (self.need, need) {
    case (.days, .days): self.need == need && self.words == words
    case (.own(_, let one, _), .own(_, let other, _)), (.attempts(_, let one), .attempts(_, let other)):
      one == other && self.words == words
    case (.outcome(_, _, let one, _, let isEnd), .outcome(_, _, let other, _, let isEndToo)):
      one == other && self.words == words && isEnd == isEndToo
    case (_, _): false
    }
  }

  fileprivate func sentence(_ counts: [Int]) -> String? {
    switch need {
    case .days(let first, let last, let untilFirst):
      sentence(
        late: counts[0], after: first ?? last, left: counts[1], by: last, untilFirst ? first : nil, counts[2])
    case .own(_, let span, _), .outcome(_, _, let span, _, _), .attempts(_, let span):
      sentence(pending: counts[0], left: counts[1], span)
    case .ever: nil
    }
  }

  private func sentence(
    late: Int, after: Day, left: Int, by last: Day, _ before: Day?, _ lacking: Int
  ) -> String? {
    let parts = [
      left > 0
        ? "\(grouped(left)) of them had left \(before.map { "before \($0.iso)" } ?? "by \(last.iso)")" : nil,
      late > 0
        ? "\(grouped(late))\(left > 0 ? "" : " of them") became \(late == 1 ? "a customer" : "customers") only after \(after.iso)"
        : nil,
    ].compactMap { $0 }
    let sentences = [
      parts.isEmpty
        ? nil : "\(parts.joined(separator: ", and ")), so they were not customers for the whole window.",
      lacking > 0
        ? "\(grouped(lacking)) \(lacking == 1 ? "has" : "have") no \(words) at all, so it is not true of them."
        : nil,
    ].compactMap { $0 }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private func sentence(pending: Int, left: Int, _ span: TimeSpan) -> String? {
    let length = "the \(span.words) \(words)"
    let waiting =
      pending > 0
      ? "\(grouped(pending)) \(pending == 1 ? "is" : "are") pending: \(length) "
        + "\(span.count == 1 ? "is" : "are") not over yet." : nil
    let gone =
      left > 0
      ? "\(grouped(left)) had less time: they left before \(pending > 0 ? "that time was" : "\(length) \(span.count == 1 ? "was" : "were")") over."
      : nil
    let sentences = [waiting, gone].compactMap { $0 }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }
}

extension Condition {
  /// True of people who left by the edge of a window of their own.
  fileprivate static func left(before edge: Window.Edge) -> Condition {
    let end = Value.moment(.end)
    return .all([.test(end, .hasCome), .test(end, .within(Window(from: nil, to: edge, words: "by then")))])
  }
}

extension Anchor {
  /// A short name for a note.
  var words: String {
    switch self {
    case .attribute(let attribute): attribute.name
    case .property(let property): property.name
    case .start: "start"
    case .end: "end"
    case .record(let which, let scope): "\(which == .first ? "first" : "last") \(scope.object)"
    case .literal, .now: "moment"
    }
  }

  /// For a first or last record, the name of the event; nil for other anchors.
  fileprivate var object: String? {
    if case .record(_, let scope) = self { scope.object } else { nil }
  }
}

extension RecordScope {
  fileprivate var object: String {
    switch source {
    case .events(let refs): refs.map(\.name).joined(separator: " or ")
    case .anyEvent: "event"
    case .feedback, .heard: "message"
    }
  }
}

extension Clock {
  /// The window of moments from which a span of whole days is not over yet.
  fileprivate func stillOpen(_ span: TimeSpan) -> Window {
    guard span.unit != .hour else { return elapsing(span) }
    return after(isOver(today) ? today : today.adding(days: -1), lessened: span)
  }

  /// The window of moments from which a span of elapsed time is not over yet.
  fileprivate func elapsing(_ span: TimeSpan) -> Window {
    if isDay, span.unit != .hour { return after(today, lessened: span) }
    return Window(
      from: .moved(.literal(.instant(now)), by: span.negated, inclusive: true), to: nil,
      words: "in the last \(span.words)")
  }

  private func after(_ day: Day, lessened span: TimeSpan) -> Window {
    Window(
      from: .day(.literal(.day(day.adding(span.negated))), moved: TimeSpan(1, .day)), to: nil,
      words: "in the last \(span.words)")
  }
}

extension Plan.Sequence {
  /// True of people with an attempt whose span is not over yet; for `then not B`, an attempt with no B so far.
  fileprivate func isOpen(_ clock: Clock, _ span: TimeSpan) -> Condition {
    let open = clock.elapsing(span)
    guard steps.last?.isAbsent == true else {
      let first = window.map { steps[0].scope.within($0) } ?? steps[0].scope
      // A date without time counts until the end of its day.
      let isOfDate = steps.last?.scope.isOfDates ?? false
      return .records(first.within(isOfDate ? clock.stillOpen(span) : open), .some)
    }
    var sequence = self
    sequence.amount = .some
    sequence.countsOpen = true
    sequence.steps[0].scope = steps[0].scope.within(open)
    return .sequence(sequence)
  }

  /// True of people for whom the sequence is already true for good.
  fileprivate var isSettled: Condition {
    guard steps.last?.isAbsent != true else { return .sequence(self) }
    var sequence = self
    sequence.amount = .some
    return .sequence(sequence)
  }

  /// Conditions of people who left within the span of an attempt before its last step came.
  fileprivate func isCutShort(_ span: TimeSpan) -> [Condition] {
    let at = Anchor.property(PropertyRef("at", .at, .timestamp))
    let edge = Window.Edge.day(at, moved: span)
    let upper = span.unit == .hour ? Window.Edge.moved(at, by: span, inclusive: true) : edge
    let ended = Condition.all([
      .test(.moment(.end), .hasCome),
      .test(
        .moment(.end),
        .within(Window(from: .moment(at, inclusive: true), to: upper, words: "by then"))),
    ])
    var first = window.map { steps[0].scope.within($0) } ?? steps[0].scope
    first.filter = .conjunction([first.filter ?? .everyone, ended])
    var reached = self
    reached.amount = .some
    reached.steps[0].scope = first
    if let last = steps.indices.last { reached.steps[last].isAbsent = false }
    return [.records(first, .some), .not(.sequence(reached))]
  }
}
