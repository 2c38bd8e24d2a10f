import DataModel

/// Puts values and metrics into words.
extension Reader {
  func value(_ value: Value, _ style: Style = .plain) -> String {
    switch value {
    case .literal(let scalar): return self.scalar(scalar)
    case .attribute(let attribute):
      if case .record = style { return "their \(attribute.name)" }
      return attribute.name
    case .property(let property): return self.property(property, style)
    case .count(let scope): return "\(whose(style))count of \(records(scope))"
    case .aggregate(.distinct, let property, let scope) where property.slot == .day:
      return "\(whose(style))days with \(records(scope))"
    case .aggregate(let aggregate, let property, let scope):
      return "\(whose(style))\(aggregate.word) \(property.name)\(of(scope))"
    case .moment(let anchor): return self.anchor(anchor, style)
    case .elapsed(let unit, let from, let to, let calendar):
      if to == .now, calendar || unit == .hour { return "\(unit.rawValue)s since \(anchor(from, style))" }
      return
        "\(calendar ? "calendar " : "")\(unit.rawValue)s from \(anchor(from, style)) to \(anchor(to, style))"
    case .presence(let window): return "days as a customer \(self.window(window))"
    case .cycle(let cycle, let anchor): return "\(cycle.rawValue) of \(self.anchor(anchor, style))"
    case .named(let name, let inner):
      return isNew(name, inner) ? "\(name) (\(self.value(inner, style)))" : name
    }
  }

  /// `their `, if the value is the person's in a question about records.
  private func whose(_ style: Style) -> String {
    switch style {
    case .record: "their "
    case .relative, .plain: ""
    }
  }

  /// ` of order events`; for messages, only what narrows them.
  private func of(_ scope: RecordScope, each: String = "") -> String {
    guard scope.source == .feedback, scope.saying == nil else { return " of \(each)\(records(scope))" }
    let words = [narrowing(scope), when(scope)].filter { !$0.isEmpty }.joined(separator: " ")
    return (each.isEmpty ? "" : " of \(each)messages") + (words.isEmpty ? "" : " \(words)")
  }

  /// A property of the record; if the person has an attribute of the same name, it says whose it is.
  private func property(_ property: PropertyRef, _ style: Style) -> String {
    guard isAlsoOfPeople(property), case .record(let source) = style else {
      return property.slot == .at && property.name == "at" ? "its time" : property.name
    }
    switch source {
    case .events(let kinds): return "\(list(kinds.map(\.name), "or"))'s \(property.name)"
    case .anyEvent: return "the event's \(property.name)"
    case .feedback, .heard: return "the message's \(property.name)"
    }
  }

  func isAlsoOfPeople(_ property: PropertyRef) -> Bool {
    catalog.attributes.contains { $0.ref.name.lowercased() == property.name.lowercased() }
  }

  func anchor(_ anchor: Anchor, _ style: Style = .plain) -> String {
    switch anchor {
    case .literal(let moment): return self.moment(moment)
    case .now: return "now"
    case .attribute(let attribute): return value(.attribute(attribute), style)
    case .start: return "start (their earliest record)"
    case .end: return "end"
    case .record(let which, let scope):
      let word = which == .first ? "first" : "last"
      if case .events(let kinds) = scope.source, scope == RecordScope(scope.source) {
        return "\(word) \(event(kinds))"
      }
      return "the \(word) of \(records(scope))"
    case .property(let property): return self.property(property, style)
    }
  }

  // MARK: Metrics

  func metric(_ metric: Metric, of subject: Subject) -> String {
    let (noun, style): (String, Style) =
      switch subject {
      case .people: ("people", .relative)
      case .records(let scope): ("records where", .record(scope.source))
      }
    switch metric {
    case .count: return "number of \(subject == .people ? "people" : "records")"
    case .number(let condition):
      // Of messages, words read as they do in a question about them.
      if case .records(let scope) = subject, scope.listens {
        let narrowed = RecordScope(scope.source).narrowed(to: condition)
        if narrowed.filter == nil { return "number of \(records(narrowed))" }
      }
      return "number of \(noun) \(nested(condition, style))"
    case .rate(let condition): return "share of \(noun) \(nested(condition, style))"
    case .records(let scope): return "number of \(records(scope))"
    case .doing(let scope):
      guard subject == .people else { return "number of people with \(records(scope)) among these" }
      return "number of people \(records(scope, .some, isNegated: false, .relative))"
    case .aggregate(let aggregate, let value):
      let words = self.value(value, style.withoutLead)
      switch value {
      case .attribute, .property, .named: return "\(aggregate.word) \(words)"
      case .literal, .count, .aggregate, .moment, .elapsed, .cycle, .presence:
        return "\(aggregate.word) of each \(subject == .people ? "person" : "record")'s (\(words))"
      }
    case .recordAggregate(let aggregate, let property, let scope):
      return
        "\(aggregate.word) \(property.name)\(of(scope, each: metric.takesStrangers ? "all " : "all their "))"
    case .satisfaction(let kind, let property, let scope, let scale, let basis):
      let scores =
        switch basis {
        case .people: "each person's latest \(property.name)"
        case .answers: "the \(property.name) of every answer, not one per person"
        }
      return
        "\(kind.rawValue.uppercased())\(topBand(kind, scale)) over \(scores) (\(scale.words))\(of(scope))"
    case .weighted(let inner, let weight):
      return "\(self.metric(inner, of: subject)), weighted by \(value(weight, style.withoutLead))"
    case .ratio(let whole, let part):
      return "\(self.metric(whole, of: subject)) per \(self.metric(part, of: subject))"
    case .named(let name, let inner, let filter):
      guard isNew(name, inner) else { return name }
      let of = filter.map { " of those \(clause($0, .relative))" } ?? ""
      return "\(name) (\(self.metric(inner, of: subject))\(of))"
    }
  }

  /// Which scores count for CSAT, since people use the word in different ways.
  private func topBand(_ kind: Metric.Satisfaction, _ scale: Scale) -> String {
    guard kind == .csat, let top = scale.bands?.top else { return "" }
    return top == scale.high ? " (the share of \(top))" : " (the share of \(top) and more)"
  }

  // MARK: Literals

  func scalar(_ scalar: Scalar) -> String {
    switch scalar {
    case .missing: "missing"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): separated(String(value))
    case .decimal(let units, let places): decimal(units, places)
    case .real(let value):
      value == value.rounded() && abs(value) < 1e15 ? separated(String(Int64(value))) : String(value)
    case .moment(let moment): self.moment(moment)
    case .text(let text): isPlain(text) ? text : "“\(text)”"
    case .list(let texts): texts.joined(separator: ", ")
    }
  }

  /// A value compared with a year or a percentage, in that unit.
  func scalar(_ scalar: Scalar, _ unit: NumberUnit?) -> String {
    let plain = self.scalar(scalar)
    return unit == .year || unit == .percent ? unit?.words(scalar, plain: plain) ?? plain : plain
  }

  private func decimal(_ units: Int64, _ places: Int) -> String {
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let whole = separated(String(padded.dropLast(places)))
    return (units < 0 ? "-" : "") + whole + (places > 0 ? "." + padded.suffix(places) : "")
  }

  /// Whether a text reads as one value without quotes.
  private func isPlain(_ text: String) -> Bool {
    let special = [
      "missing", "set", "true", "false", "not", "from", "or", "and", "the", "in", "on", "since", "before",
      "after",
    ]
    return !text.isEmpty && !special.contains(text.lowercased())
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == "-"
      }
  }
}

extension Style {
  /// The style for a value inside a figure.
  fileprivate var withoutLead: Style {
    switch self {
    case .relative, .plain: .plain
    case .record: self
    }
  }
}
