import DataModel
import Plan
import SourceText
import Syntax

/// Points in time: `2025-03-01`, `30 days ago`, `signup`, `first order`.
extension Resolver {
  /// The ends of the time that a moment covers: a month has two, most moments have one.
  struct Ends {
    var lower: Anchor
    var upper: Anchor

    init(_ anchor: Anchor) { (lower, upper) = (anchor, anchor) }

    init(_ days: (first: Day, last: Day)) {
      (lower, upper) = (.literal(.day(days.first)), .literal(.day(days.last)))
    }
  }

  func ends(of moment: Syntax.Moment, in place: RecordContext?) -> Ends? {
    switch settled(moment)?.kind {
    case nil: return nil
    case .date(let literal):
      switch literal.kind {
      case .time: return instant(literal).map { Ends(.literal(.instant($0))) }
      case .year, .month, .quarter, .week, .day: return days(of: literal).map { Ends($0) }
      }
    case .today: return clock(at: moment.span).map { Ends(.literal(.day($0.today))) }
    case .yesterday: return clock(at: moment.span).map { Ends(.literal(.day($0.today.adding(days: -1)))) }
    case .ago(let duration):
      guard let span = span(duration), let clock = clock(at: moment.span) else { return nil }
      return Ends(.literal(clock.back(span)))
    case .anchor(let occurrence, let name, let with):
      return anchor(occurrence, name, with: with, in: place).map { Ends($0) }
    }
  }

  /// `since $release`: the date in the parameter. A name with a dollar sign that is not a parameter is a name.
  func settled(_ moment: Syntax.Moment) -> Syntax.Moment? {
    guard case .anchor(nil, let name, with: nil) = moment.kind, isParameter(name) else { return moment }
    var settled = moment
    guard let date = date(of: name, asked: "a date") else { return nil }
    settled.kind = .date(date)
    return settled
  }

  /// The date or period in a parameter.
  func date(of name: Syntax.Name, asked: String) -> DateLiteral? {
    guard let literal = parameter(name) else { return nil }
    if let date = literal.date { return date }
    if case .duration = literal.kind {
      let (meaning, rewrite) =
        asked == "a period"
        ? ("up to now", "last \(name.spelling)") : ("that long ago", "\(name.spelling) ago")
      return fail(
        .typeMismatch, "`\(name.spelling)` is a length of time, and this must be \(asked)", at: name.span,
        label: "not \(asked)", fixes: [.init(meaning, replacing: name.span, with: rewrite)])
    }
    return fail(
      .typeMismatch, "`\(name.spelling)` is not a date, and this must be \(asked)", at: name.span,
      label: "not \(asked)", notes: ["For example: `param \(name.text.dropFirst()) = 2025-03-01`."])
  }

  /// A moment as a single point in time; of a period, its start.
  func anchor(_ moment: Syntax.Moment, in place: RecordContext?) -> Anchor? {
    ends(of: moment, in: place)?.lower
  }

  private func anchor(
    _ occurrence: Syntax.Moment.Occurrence?, _ name: Syntax.Name, with: Syntax.Condition?,
    in place: RecordContext?
  ) -> Anchor? {
    switch occurrence {
    case .first: return record(.first, name, with: with, in: place)
    case .last: return record(.last, name, with: with, in: place)
    case nil: return anchor(name, in: place)
    }
  }

  /// A name as a moment: a property of the record in hand, a date attribute, `start`, `end`.
  private func anchor(_ name: Syntax.Name, in place: RecordContext?) -> Anchor? {
    if let place, let property = ownProperty(name, in: place), property.type.isTime {
      return .property(property)
    }
    if case .value(let value)? = definition(name)?.meaning, let anchor = value.anchor { return anchor }
    if let found = timeAttribute(name) { return found.map { .attribute($0) } }
    if let slot = slot(name) { return slot }
    if let event = event(name) {
      return fail(
        .ambiguous, "`\(event.name)` can happen many times", at: name.span, label: "the first or the last?",
        fixes: ["first", "last"].map {
          .init("the \($0) one", replacing: name.span, with: "\($0) \(bare(event.name))")
        })
    }
    if let attribute = attribute(name) {
      return fail(
        .typeMismatch, "`\(attribute.name)` is a \(attribute.type.words), not a date", at: name.span,
        label: "not a date or time")
    }
    let written = writtenDates(name.spelling)
    if !written.isEmpty {
      return fail(
        .badNumber, "A date is written year-month-day", at: name.span,
        label: written.count > 1 ? "day first, or month first?" : "did you mean \(written[0])?",
        fixes: written.map { .init("write `\($0)`", replacing: name.span, with: $0) })
    }
    let dates = catalog.attributes.map(\.ref).filter(\.type.isTime).map(\.name)
    return unknown(
      "No date is called `\(name.spelling)`", name, near: nearest(to: name.text, among: dates),
      notes: dates.isEmpty ? [] : ["The dates of a customer are: \(dates.joined(separator: ", "))."]
    ) { self.bare($0) }
  }

  /// `01.02.2025` in both readings; the name of a month is the latest such month that has begun.
  private func writtenDates(_ text: String) -> [String] {
    if let month = WrittenDate.month(text), let today = catalog.clock?.today.civil {
      let year = month > today.month ? today.year - 1 : today.year
      return ["\(year)-\(month < 10 ? "0" : "")\(month)-01"]
    }
    return WrittenDate.ofDigits(text)
  }

  /// The date attribute of a name: outer nil if there is none, inner nil if there are several, which is reported.
  func timeAttribute(_ name: Syntax.Name) -> AttributeRef?? {
    let found = dates(name)
    if found.count > 1 {
      return .some(ambiguous(name, found.map { ($0.name, "date attribute", bare($0.name)) }))
    }
    return found.first.map { .some($0) }
  }

  /// `start` and `end` of being a customer, where no attribute has that name.
  func slot(_ name: Syntax.Name) -> Anchor? {
    switch name.text {
    case "start": catalog.slots.start.map { .attribute($0) } ?? .start
    case "end": catalog.slots.end.map { .attribute($0) }
    case _: nil
    }
  }

  /// `first order`, `last login with (…)`: an event of that name, otherwise a date attribute used as one.
  func record(
    _ which: Anchor.Which, _ name: Syntax.Name, with: Syntax.Condition?, in place: RecordContext?
  ) -> Anchor? {
    let source: RecordScope.Source
    if let event = event(name) {
      source = .events([.kind(event.name)])
    } else if name.text == "feedback" {
      source = .feedback
    } else if name.text == "events" || name.text == "event" {
      source = .anyEvent
    } else if with == nil, let found = timeAttribute(name) {
      return found.map { .attribute($0) }
    } else {
      guard let ref = eventRef(name) else { return nil }
      source = .events([ref])
    }
    var scope = RecordScope(source)
    if let with {
      guard let filter = condition(with, in: RecordContext(source: source)) else { return nil }
      scope.filter = filter
    }
    return .record(which, scope)
  }

  /// The clock; reports an error if there is none.
  func clock(at span: SourceSpan) -> Clock? {
    if let clock = catalog.clock { return clock }
    return fail(
      .noClock, "Nothing loaded has a time, so Heed cannot tell what today is", at: span,
      label: "needs today",
      notes: [
        catalog.attributes.contains { $0.ref.type.isTime } || catalog.eventCount + catalog.feedbackCount > 0
          ? "Set it once, before the question: `set today 2025-06-30`."
          : "No loaded column is a date, so nothing can be asked about time."
      ])
  }
}

/// Dates as they are written.
extension Resolver {
  /// The first and last day of a written period or day.
  func days(of literal: DateLiteral) -> (first: Day, last: Day)? {
    literal.days
      ?? fail(
        .badNumber, "There is no \(literal.spelling) in the calendar", at: literal.span, label: "no such date"
      )
  }

  /// A written time of day, on the clocks of the workspace.
  func instant(_ literal: DateLiteral) -> Instant? {
    guard case .time(_, _, _, let hour, let minute, let second) = literal.kind,
      let day = days(of: literal)?.first
    else { return nil }
    let seconds = Int64(day.number) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    return catalog.zone.instant(local: seconds * 1_000_000)
  }
}

extension Clock {
  /// Now less a span: a day for whole units, an instant for hours.
  func back(_ span: TimeSpan) -> DataModel.Moment {
    span.unit == .hour
      ? zone.adding(span.negated, to: .instant(now)) : .day(today.adding(span.negated))
  }
}

extension Plan.Value {
  /// The point in time that this value is, if it is one.
  var anchor: Anchor? {
    switch self {
    case .moment(let anchor): anchor
    case .attribute(let attribute): attribute.type.isTime ? .attribute(attribute) : nil
    case .property(let property): property.type.isTime ? .property(property) : nil
    case .named(_, let inner): inner.anchor
    case .literal, .count, .aggregate, .elapsed, .cycle, .presence: nil
    }
  }
}

extension DateLiteral {
  /// The first and last day of a period or day; nil if it is not in the calendar.
  var days: (first: Day, last: Day)? {
    func period(_ first: Day?, _ unit: TimeSpan.Unit) -> (first: Day, last: Day)? {
      first.map { ($0, $0.adding(TimeSpan(1, unit)).adding(days: -1)) }
    }
    return switch kind {
    case .year(let year): period(Day(year: year, month: 1, day: 1), .year)
    case .month(let year, let month): period(Day(year: year, month: month, day: 1), .month)
    case .quarter(let year, let quarter): period(Day(year: year, month: quarter * 3 - 2, day: 1), .quarter)
    case .week(let year, let week): period(Day(isoYear: year, week: week), .week)
    case .day(let year, let month, let day), .time(let year, let month, let day, _, _, _):
      period(Day(year: year, month: month, day: day), .day)
    }
  }
}
