internal import DataModel
internal import Plan

/// Whose time does not suffice for a part of a condition to be true, or to be false for good: one note for each stretch of
/// time, wherever the parts stand that ask for it.
///
/// Days that are the same for all need people who were there: whoever came after the first of them, or left by the last, had
/// less. A time of each person's own, or the span of a sequence, needs time that has passed, and that they stayed for.
/// Those count to whom it matters: of whom all that is asked turns on the part.
struct Censoring {
  private let catalog: any Catalog
  private var found: [Note] = []

  private static let most = 6

  fileprivate struct Note {
    let need: TimedPart.Need
    /// What a sequence or a date has in words.
    let words: String
    /// Parts of one note are told together: any of each list.
    var people: [[Condition]]
  }

  init(_ context: QueryRunner.Context) { catalog = context.catalog }

  /// What is asked of people of `base`: with `counted` those are counted of whom it is true, else a share of all is taken.
  mutating func add(_ condition: Condition, among base: Condition, counted: Bool) {
    guard let clock = catalog.clock else { return }
    for parts in TimedParts(in: condition, clock, catalog.slots).byNeed {
      add(parts[0], Turning(condition, on: parts, among: base, counted: counted), clock)
    }
  }

  /// A figure that each person of `base` has.
  mutating func add(_ value: Value, among base: Condition) {
    guard let clock = catalog.clock else { return }
    for part in TimedParts(in: value, clock, catalog.slots).parts {
      add(part, Turning(part.node, on: [part], among: base, counted: false), clock)
    }
  }

  private mutating func add(_ part: TimedPart, _ turning: Turning, _ clock: Clock) {
    let (may, lacks) = (turning.may, turning.lacks)
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
          lacks + [.test(.moment(.start), .within(late))],
          first == nil ? nil : gone.map { lacks + [.test(.moment(.end), .within($0))] },
          part.lacking.map { turning.positive + [.test(.moment($0), .isMissing)] },
        ])
    case .own(let anchor, let span, let edge):
      let open = Condition.test(anchor.value, .within(clock.stillOpen(span)))
      add(
        part.need, "of their \(anchor.words)",
        [
          may + [open, turning.idle],
          may + [turning.idle, .left(before: edge), .not(open)],
        ])
    case .outcome(let date, let anchor, let span, let edge, let isEnd):
      let open = Condition.test(anchor.value, .within(clock.stillOpen(span)))
      add(
        part.need, "of their \(anchor.words)",
        [
          may + [open, .not(.test(date, .hasCome))],
          isEnd ? nil : may + [turning.idle, .not(.test(date, .hasCome)), .left(before: edge), .not(open)],
        ])
    case .attempts(let sequence, let span):
      let open = sequence.isOpen(clock, span)
      add(
        part.need, "from \(sequence.steps[0].scope.object)",
        [
          may + [open, .not(sequence.isSettled)],
          may + [turning.idle, .not(open)] + sequence.isCutShort(span),
        ])
    case .ever: return
    }
  }

  /// Nobody has a nil.
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
      parts.isEmpty ? nil : "\(parts.joined(separator: ", and ")): not there for the whole window.",
      lacking > 0 ? "\(grouped(lacking)) have no \(words) at all: it is not true of them." : nil,
    ].compactMap { $0 }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private func sentence(pending: Int, left: Int, _ span: TimeSpan) -> String? {
    let length = "the \(span.words) \(words)"
    let waiting =
      pending > 0
      ? "\(grouped(pending)) \(pending == 1 ? "is" : "are") pending: \(length) "
        + "\(span.count == 1 ? "is" : "are") not over." : nil
    let gone =
      left > 0
      ? "\(grouped(left)) had less time: they left before \(pending > 0 ? "those days" : length) were over."
      : nil
    let sentences = [waiting, gone].compactMap { $0 }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }
}

extension Condition {
  /// Their end has come, by an edge of a time of their own.
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

  /// What it is a record of.
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
  /// Moments from which a length of whole days is not over by now.
  fileprivate func stillOpen(_ span: TimeSpan) -> Window {
    guard span.unit != .hour else { return elapsing(span) }
    return after(isOver(today) ? today : today.adding(days: -1), lessened: span)
  }

  /// Records from which a length of elapsed time is not over by now.
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
  /// An attempt was begun whose span is not over; of `then not B`, one that no B has ended yet.
  fileprivate func isOpen(_ clock: Clock, _ span: TimeSpan) -> Condition {
    let open = clock.elapsing(span)
    guard steps.last?.isAbsent == true else {
      let first = window.map { steps[0].scope.within($0) } ?? steps[0].scope
      // A date may come to the end of a day.
      let isOfDate = steps.last?.scope.isOfDates ?? false
      return .records(first.within(isOfDate ? clock.stillOpen(span) : open), .some)
    }
    var sequence = self
    sequence.amount = .some
    sequence.countsOpen = true
    sequence.steps[0].scope = steps[0].scope.within(open)
    return .sequence(sequence)
  }

  /// It is true already, and for good.
  fileprivate var isSettled: Condition {
    guard steps.last?.isAbsent != true else { return .sequence(self) }
    var sequence = self
    sequence.amount = .some
    return .sequence(sequence)
  }

  /// Their end came within the span of an attempt, and what was waited for did not.
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
