import DataModel
import Plan
import SourceText
import Syntax

/// `total amount of order in last 90 days`, `latest score`, `last login`: a figure over one person's records.
extension Resolver {
  /// The operand of an aggregate, with its records.
  struct Aggregated {
    var property: PropertyRef
    var scope: RecordScope
    var score: ScoreUse?
    var place: RecordContext
  }

  func typed(
    _ aggregate: Syntax.Aggregate, _ operand: Syntax.Value.Operand, of source: Syntax.Source?, heard: Bool,
    _ modifiers: Modifiers, at span: SourceSpan, in place: RecordContext?
  ) -> Typed? {
    guard case .name(let name, let their) = operand else {
      return fail(
        .wrongScope,
        "One person has one such value, so there is nothing to take the \(Plan.Aggregate(aggregate).word) of",
        at: span, label: "of many people", notes: ["`measure \(asked(span))` shows it over many."])
    }
    if source == nil, !heard, modifiers.channels.isEmpty, modifiers.window == nil, modifiers.within == nil,
      !isScore(name),
      let which = Anchor.Which(aggregate), event(name) != nil || timeAttribute(name) != nil
    {
      return record(which, name, with: modifiers.with, in: place).map {
        Typed(value: .moment($0), type: .timestamp, span: span)
      }
    }
    if source == nil, !heard, !isScore(name) || their, let attribute = attribute(name) {
      return fail(
        .wrongScope,
        "One person has one `\(attribute.name)`, so there is nothing to take the \(Plan.Aggregate(aggregate).word) of",
        at: span, label: "of many people",
        fixes: [.init("the value itself", replacing: span, with: bare(attribute.name))])
    }
    guard let found = aggregated(name, of: source, heard: heard, modifiers, in: place),
      checked(aggregate, of: found.property, at: span), isComparable(aggregate, found, at: span)
    else { return nil }
    let aggregate = Plan.Aggregate(aggregate)
    return Typed(
      value: .aggregate(aggregate, found.property, found.scope),
      type: aggregate.type(of: found.property.type),
      span: span, place: found.place, score: aggregate == .distinct ? nil : found.score)
  }

  /// The property and the records that an aggregate is over.
  func aggregated(
    _ name: Syntax.Name, of source: Syntax.Source?, heard: Bool, _ modifiers: Modifiers,
    in place: RecordContext?
  ) -> Aggregated? {
    let kind: RecordScope.Source
    if let source {
      guard let found = recordSource(source.name) else { return nil }
      kind = found
    } else if heard {
      guard catalog.hasAbout else {
        return fail(
          .notLoaded, "No feedback says whom it is about", at: name.span, label: "needs `about`",
          notes: ["Name the column in `load feedback`: `about seller_id`."])
      }
      kind = .heard
    } else if isScore(name) || property(name, in: RecordContext(source: .feedback))?.slot == .column {
      kind = .feedback
    } else {
      return withoutSource(name)
    }
    let end = source?.name.span.end ?? name.span.end
    let narrowing = { (text: String) in Diagnostic.Edit(SourceSpan(end, end), " \(text)") }
    let modifiers = source?.modifiers ?? modifiers
    guard var scope = scope(kind, modifiers, in: place, narrowing: narrowing) else { return nil }
    if scope.listens, isScore(name) {
      guard let use = score(name, channels: scope.channels, narrowing: narrowing) else { return nil }
      scope.channels = narrowedChannels(use, asked: scope.channels)
      return Aggregated(
        property: use.property, scope: scope, score: use,
        place: RecordContext(source: kind, channels: scope.channels))
    }
    let inner = RecordContext(
      source: kind, channels: scope.channels,
      known: Known(scope.filter, adding: joined(to: modifiers.with, orAfter: end, "with (", closing: ")")))
    guard let property = property(name, in: inner) else {
      let known = properties(in: inner)
      return unknown(
        "`\(inner.words)` has no property `\(name.spelling)`", name,
        near: nearest(to: name.text, among: known),
        notes: known.isEmpty ? ["It has no properties."] : ["It has: \(known.joined(separator: ", "))."]
      ) { self.bare($0) }
    }
    return Aggregated(property: property, scope: scope, place: inner)
  }

  private func withoutSource(_ name: Syntax.Name) -> Aggregated? {
    let holders = catalog.events.filter { $0.properties.contains { $0.name.lowercased() == name.text } }
    if !holders.isEmpty {
      return fail(
        .ambiguous, "`\(name.spelling)` is a property of events; say of which", at: name.span,
        label: "of what?",
        fixes: holders.prefix(4).map {
          .init("of \($0.name)", replacing: name.span, with: "\(asked(name.span)) of \(bare($0.name))")
        })
    }
    let known =
      catalog.attributes.map(\.ref.name) + catalog.events.flatMap(\.properties).map(\.name)
      + (catalog.scores.isEmpty ? [] : ["score"])
    let near = nearest(to: name.text, among: known)
    let numbers =
      catalog.attributes.map(\.ref).filter(\.type.isNumber).map(\.name)
      + catalog.events.flatMap { event in
        event.properties.filter(\.type.isNumber).map { "\($0.name) of \(event.name)" }
      }
    return unknown(
      "Nothing is called `\(name.spelling)`", name, near: near,
      notes: near.isEmpty && !numbers.isEmpty
        ? ["The numbers are: \(numbers.prefix(12).joined(separator: ", "))\(numbers.count > 12 ? " …" : "")."]
        : []
    ) { near in
      let holder = catalog.events.first { $0.properties.contains { $0.name == near } }
      return self.bare(near) + (holder.map { " of \(self.bare($0.name))" } ?? "")
    }
  }

  /// Whether an aggregate can be taken of a property.
  func checked(_ aggregate: Syntax.Aggregate, of property: PropertyRef, at span: SourceSpan) -> Bool {
    checked(Plan.Aggregate(aggregate), of: property.type, called: property.name, at: span)
  }

  func checked(_ aggregate: Plan.Aggregate, of type: ValueType, called name: String, at span: SourceSpan)
    -> Bool
  {
    let fits =
      switch aggregate {
      case .average, .median, .total, .percentile: type.isNumber
      case .minimum, .maximum: type.isNumber || type.isTime
      case .latest, .first, .distinct: true
      }
    if case .percentile(let percent) = aggregate, !(1...99).contains(percent) {
      report(.badNumber, "p\(percent) is not a percentile from p1 to p99", at: span, label: "1 to 99")
      return false
    }
    if !fits {
      report(
        .typeMismatch, "`\(name)` is a \(type.words), and \(aggregate.word) needs \(aggregate.needs)",
        at: span,
        label: "not \(aggregate.needs)", notes: obstacle(toColumn: name))
    }
    return fits
  }

  /// Combining scores needs a single scale, and combining amounts a single currency; the latest value is on its own.
  func isComparable(_ aggregate: Syntax.Aggregate, _ found: Aggregated, at span: SourceSpan) -> Bool {
    switch aggregate {
    case .latest, .last, .first, .distinct: true
    case .average, .median, .total, .min, .max, .percentile:
      found.score.map(isOnOneScale) ?? isInOneCurrency(found.property.unit, at: span, in: found.place)
    }
  }
}

extension Anchor.Which {
  fileprivate init?(_ aggregate: Syntax.Aggregate) {
    switch aggregate {
    case .first: self = .first
    case .last, .latest: self = .last
    case .average, .median, .total, .min, .max, .distinct, .percentile: return nil
    }
  }
}

extension Plan.Aggregate {
  init(_ tree: Syntax.Aggregate) {
    switch tree {
    case .average: self = .average
    case .median: self = .median
    case .total: self = .total
    case .min: self = .minimum
    case .max: self = .maximum
    case .latest, .last: self = .latest
    case .first: self = .first
    case .distinct: self = .distinct
    case .percentile(let percent): self = .percentile(percent)
    }
  }

  fileprivate var needs: String {
    switch self {
    case .minimum, .maximum: "numbers or dates"
    case .average, .median, .total, .percentile, .latest, .first, .distinct: "numbers"
    }
  }
}
