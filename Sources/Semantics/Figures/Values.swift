import DataModel
import Plan
import SourceText
import Syntax

/// A value with what is needed to compare it.
struct Typed {
  var value: Plan.Value
  var type: ValueType
  var span: SourceSpan
  /// The unit of a length of time.
  var unit: TimeSpan.Unit?
  /// The records that a property belongs to, to look up its known values.
  var place: RecordContext?
  var score: ScoreUse?

  /// The unit of a length of time; a length in the data is in hours.
  var counted: TimeSpan.Unit? { unit ?? (value.measure == .duration ? .hour : nil) }
}

extension Resolver {
  /// Why a value is text although most of its cells are not, and the line of the load that corrects it; empty if there
  /// is no such reason.
  func obstacle(to value: Plan.Value) -> [String] {
    switch value {
    case .attribute(let attribute): obstacle(toColumn: attribute.name)
    case .property(let property), .aggregate(_, let property, _): obstacle(toColumn: property.name)
    case .named(_, let inner): obstacle(to: inner)
    case .literal, .count, .moment, .elapsed, .cycle, .presence: []
    }
  }

  func obstacle(toColumn name: String) -> [String] {
    let found =
      catalog.attributes.first { $0.ref.name == name }?.obstacle
      ?? (catalog.events.flatMap(\.properties) + catalog.feedbackProperties).first {
        $0.name == name && $0.obstacle != nil
      }?.obstacle
    guard let found else { return [] }
    let lines = found.clauses.map { "`\($0)`" }.joined(separator: " or ")
    return [
      "It is text because \(found.reason)." + (lines.isEmpty ? "" : " In the load, \(lines) fixes that.")
    ]
  }
}

/// Values that one person, or one record, has.
extension Resolver {
  func typed(_ tree: Syntax.Value, in place: RecordContext?) -> Typed? {
    switch tree.kind {
    case .name(let name, let their): return typed(name, their: their, in: place)
    case .since(let unit, _, let moment):
      return anchor(moment, in: place).map {
        elapsed(unit, from: $0, to: .now, calendar: unit != .hour, at: tree.span)
      }.flatMap { typed in clock(at: tree.span).map { _ in typed } }
    case .elapsed(let unit, let calendar, let from, let to):
      guard let start = anchor(from, in: place), let end = anchor(to, in: place) else { return nil }
      return elapsed(unit, from: start, to: end, calendar: calendar, at: tree.span)
    case .count(let source):
      return self.source(source, in: place).map { Typed(value: .count($0), type: .integer, span: tree.span) }
    case .days(let source):
      return self.source(source, in: place).map {
        Typed(
          value: .aggregate(.distinct, PropertyRef("day", .day, .date), $0), type: .integer, span: tree.span)
      }
    case .mentions(let pattern, let modifiers):
      guard let pattern = self.pattern(pattern),
        let scope = scope(.feedback, saying: .pattern(pattern), modifiers, in: place)
      else { return nil }
      return Typed(value: .count(scope), type: .integer, span: tree.span)
    case .aggregate(let aggregate, let operand, let source, let heard, let modifiers):
      return typed(aggregate, operand, of: source, heard: heard, modifiers, at: tree.span, in: place)
    case .number(.name(let name)) where event(name) != nil:
      return fail(
        .wrongScope, "`number of` counts people; for one person, use `count of`", at: tree.span,
        label: "for one person",
        fixes: [.init("how often", replacing: tree.span, with: "count of \(asked(name.span))")])
    case .number, .rate, .scored, .doing, .weighted, .ratio:
      return fail(
        .wrongScope, "`\(asked(tree.span))` is a figure over many people; one person has none", at: tree.span,
        label: "of many people", notes: ["`measure \(asked(tree.span))` shows it."])
    case .invalid: return nil
    }
  }

  private func elapsed(
    _ unit: Syntax.Unit, from: Anchor, to: Anchor, calendar: Bool, at span: SourceSpan
  ) -> Typed {
    let unit = TimeSpan.Unit(unit)
    return Typed(
      value: .elapsed(unit, from: from, to: to, calendar: calendar), type: .real, span: span, unit: unit)
  }

  /// A name as a value: the record's property, a defined value, an attribute, a date by its short name, `start`, `end`.
  func typed(_ name: Syntax.Name, their: Bool, in place: RecordContext?) -> Typed? {
    if let found = knownValue(name, their: their, in: place) { return found }
    let dates = dates(name)
    if dates.count > 1 { return ambiguous(name, dates.map { ($0.name, "date attribute", bare($0.name)) }) }
    return unknownValue(name, in: place)
  }

  /// The same; nil without an error if no value has that name.
  func knownValue(_ name: Syntax.Name, their: Bool = false, in place: RecordContext?) -> Typed? {
    if let place, !their, let property = ownProperty(name, in: place) {
      var typed = Typed(value: .property(property), type: property.type, span: name.span, place: place)
      if property.slot == .score {
        typed.score = score(name, channels: place.channels, narrowing: place.narrowing)
      }
      return typed
    }
    if let definition = definition(name), case .value(let value) = definition.meaning {
      return Typed(value: .named(definition.name, value), type: value.type, span: name.span, unit: value.unit)
    }
    if let attribute = attribute(name) {
      return Typed(value: .attribute(settled(attribute)), type: attribute.type, span: name.span)
    }
    let dates = dates(name)
    if let date = dates.first, dates.count == 1 {
      return Typed(value: .attribute(date), type: date.type, span: name.span)
    }
    if let slot = slot(name) { return Typed(value: .moment(slot), type: .timestamp, span: name.span) }
    return nil
  }

  /// `order`, `feedback`, `events`, with their filters.
  func source(_ source: Syntax.Source, in place: RecordContext?) -> RecordScope? {
    guard let kind = recordSource(source.name) else { return nil }
    return scope(kind, source.modifiers, in: place)
  }

  func recordSource(_ name: Syntax.Name) -> RecordScope.Source? {
    if let event = event(name) { return .events([.kind(event.name)]) }
    switch name.text {
    case "feedback", "messages": return .feedback
    case "events", "anything": return .anyEvent
    case _: return eventRef(name).map { .events([$0]) }
    }
  }

  func scope(
    _ source: RecordScope.Source, saying: RecordScope.Saying? = nil, _ modifiers: Modifiers,
    in place: RecordContext?,
    narrowing: ((String) -> Diagnostic.Edit)? = nil
  ) -> RecordScope? {
    guard let channels = channels(modifiers.channels, of: source) else { return nil }
    let inner = RecordContext(source: source, channels: channels, narrowing: narrowing)
    return scope(source, saying: saying, with: modifiers.with, in: inner)
      .flatMap { narrowed($0, to: modifiers.window, modifiers.within, in: place) }
  }

  /// Channels, which only feedback has.
  func channels(_ names: [Syntax.Name], of source: RecordScope.Source) -> [String]? {
    if let first = names.first, let last = names.last, !RecordScope(source).listens {
      return fail(
        .wrongScope, "Only feedback has channels; `\(RecordContext(source: source).words)` does not",
        at: first.span.union(last.span), label: "not a channel here",
        fixes: [leftOut(first.span.union(last.span), after: "in")])
    }
    return channels(names)
  }

  /// Names that are figures, unless something in the data has the name.
  static let figures = ["count", "nps", "csat", "ces"]

  private func unknownValue(_ name: Syntax.Name, in place: RecordContext?) -> Typed? {
    if isScore(name) {
      return fail(
        .wrongScope, "A person can have several scores; say which one", at: name.span,
        label: "which one?",
        fixes: ["latest", "average"].map {
          .init("the \($0)", replacing: name.span, with: "\($0) \(asked(name.span))")
        })
    }
    if let event = event(name) {
      return fail(
        .wrongScope, "`\(event.name)` is something people do, not a value that they have", at: name.span,
        label: "an event",
        fixes: [.init("how often", replacing: name.span, with: "count of \(bare(event.name))")])
    }
    if let elsewhere = propertyElsewhere(name, in: place) { return elsewhere }
    if let definition = definition(name) {
      if case .metric = definition.meaning {
        return fail(
          .typeMismatch, "`\(definition.name)` is a figure over many people; one person has none",
          at: name.span,
          label: "a metric", notes: ["`measure \(definition.name)` shows it."])
      }
      return fail(
        .typeMismatch, "`\(definition.name)` is true or false by itself", at: name.span, label: "not a value",
        notes: ["Write it alone, or `not \(definition.name)`."])
    }
    if Resolver.figures.contains(name.text) {
      return fail(
        .wrongScope, "`\(name.spelling)` is a figure over many people; one person has none", at: name.span,
        label: "a metric", notes: ["`measure \(name.spelling)` shows it."])
    }
    let near = nearest(to: name.text, among: valueNames(in: place))
    let known = place.map { properties(in: $0) } ?? catalog.attributes.map(\.ref.name)
    let owner = place.map { "The properties of \($0.words)" } ?? "The attributes"
    return unknown(
      "Nothing is called `\(name.spelling)`", name, near: near,
      notes: near.isEmpty && !known.isEmpty
        ? ["\(owner) are: \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? " …" : "")."]
        : []
    ) { self.bare($0) }
  }

  /// The error for a property of other records: outer nil if no records have it, inner nil once it has been reported.
  private func propertyElsewhere(_ name: Syntax.Name, in place: RecordContext?) -> Typed?? {
    var holders = catalog.events.filter { $0.properties.contains { $0.name.lowercased() == name.text } }.map(
      \.name)
    if property(name, in: RecordContext(source: .feedback)) != nil { holders.append("feedback") }
    guard !holders.isEmpty else { return nil }
    let owner = place?.words ?? "a person"
    return .some(
      fail(
        .wrongScope,
        "`\(name.spelling)` is a property of \(holders.prefix(4).joined(separator: ", ")), not of \(owner)",
        at: name.span, label: "not of \(owner)",
        fixes: place != nil
          ? []
          : holders.prefix(3).map {
            .init(
              "the latest of \($0)", replacing: name.span,
              with: "latest \(bare(name.spelling)) of \($0 == "feedback" ? $0 : bare($0))")
          }))
  }

  func valueNames(in place: RecordContext?) -> [String] {
    let defined = scope.definitions.compactMap { definition in
      if case .value = definition.meaning { definition.name } else { nil }
    }
    return (place.map { properties(in: $0) } ?? []) + defined + catalog.attributes.map(\.ref.name)
  }
}

extension Plan.Value {
  /// The unit of a length of time.
  var unit: TimeSpan.Unit? {
    switch self {
    case .elapsed(let unit, _, _, _): unit
    case .named(_, let inner): inner.unit
    case .literal, .attribute, .property, .count, .aggregate, .moment, .cycle, .presence: nil
    }
  }
}
