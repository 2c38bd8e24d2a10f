import DataModel
import Plan
import SourceText
import Syntax

/// A bare name as a condition: `churned`, `risky`, `seller`.
extension Resolver {
  /// In this order: the user's definitions, a boolean attribute, a date attribute (set and not after the clock), an event
  /// (ever done), a population, the prelude. Inside records, the record's own property comes first; for messages, a band
  /// such as `detractor` is that of their own score.
  func condition(named name: Syntax.Name, their: Bool = false, in place: RecordContext?) -> Plan.Condition? {
    if let place, !their, let property = ownProperty(name, in: place) {
      return condition(of: property, name, in: place)
    }
    if let definition = definition(name) { return condition(of: definition, at: name.span) }
    if let attribute = attribute(name), attribute.type == .boolean { return isTrue(attribute) }
    let dates = dates(name)
    if dates.count > 1 { return ambiguous(name, dates.map { ($0.name, "date attribute", bare($0.name)) }) }
    if let date = dates.first {
      return .named(.init(date.name, .attribute), .test(.attribute(date), .hasCome))
    }
    if let event = event(name) {
      return .named(.init(event.name, .event), .records(RecordScope(.events([.kind(event.name)])), .some))
    }
    let values = populations(name)
    if !values.isEmpty { return population(name, values) }
    if let flag = flag(name) { return isTrue(flag) }
    if let entry = preludeEntry(name) {
      if let place, place.holdsMessages, !their,
        let band = Prelude.bands.first(where: { $0.name == entry.name })
      {
        return messageBand(band, at: name, in: place)
      }
      return prelude(entry, at: name).flatMap { condition(of: $0, at: name.span) }
    }
    return unknownCondition(name, in: place)
  }

  /// The condition that the attribute has the value a name was found to be; an error if several attributes have it.
  func population(
    _ name: Syntax.Name, _ found: [(attribute: AttributeRef, value: String)], before: String = ""
  ) -> Plan.Condition? {
    if found.count > 1 {
      return ambiguous(
        name,
        found.map {
          (
            "\($0.attribute.name) \($0.value)", "population",
            "\(before)\(bare($0.attribute.name)) is \(value($0.value))"
          )
        })
    }
    return found.first.map { has($0.attribute, $0.value) }
  }

  func isTrue(_ attribute: AttributeRef) -> Plan.Condition {
    .named(.init(attribute.name, .attribute), .test(.attribute(attribute), .isTrue))
  }

  /// `role is seller`, under the name of the population.
  func has(_ attribute: AttributeRef, _ value: String) -> Plan.Condition {
    .named(
      .init(value, .population), .test(.attribute(attribute), .compare(.equal, .literal(.text(value)))))
  }

  func condition(of definition: Plan.Definition, at span: SourceSpan) -> Plan.Condition? {
    let origin: Plan.Condition.Name.Origin = definition.origin == Prelude.origin ? .prelude : .user
    switch definition.meaning {
    case .condition(let condition): return .named(.init(definition.name, origin), condition)
    case .population(let who): return .named(.init(definition.name, origin), who.condition)
    case .value(let inner):
      return fail(
        .typeMismatch, "`\(definition.name)` is a value, not something true or false", at: span,
        label: "compare it with something", notes: ["`\(definition.source)`"],
        fixes: isNumber(inner)
          ? [.init("say how much", replacing: span, with: "\(bare(definition.name)) > 0")] : [])
    case .metric:
      return fail(
        .typeMismatch, "`\(definition.name)` is a figure over many people; one person has none", at: span,
        label: "a metric", notes: ["`measure \(definition.name)` shows it."])
    case .topic(_): return nil
    }
  }

  private func isNumber(_ value: Plan.Value) -> Bool {
    switch value {
    case .count, .elapsed, .cycle, .presence: true
    case .aggregate(let aggregate, let property, _): aggregate == .distinct || property.type.isNumber
    case .attribute(let attribute): attribute.type.isNumber
    case .named(_, let inner): isNumber(inner)
    case .literal, .property, .moment: false
    }
  }

  private func condition(of property: PropertyRef, _ name: Syntax.Name, in place: RecordContext) -> Plan
    .Condition?
  {
    if property.type == .boolean { return .test(.property(property), .isTrue) }
    if property.type.isTime { return .test(.property(property), .hasCome) }
    let values = values(of: property, in: place).prefix(5).map { "\($0.value) (\($0.count))" }
    return fail(
      .typeMismatch,
      "`\(property.name)` of \(place.words) is a \(property.type.words), not something true or false",
      at: name.span, label: "compare it with something",
      notes: values.isEmpty ? [] : ["It is one of: \(values.joined(separator: ", "))."],
      fixes: [.init("ask whether it is set", replacing: name.span, with: "\(asked(name.span)) is set")])
  }

  /// The error for two meanings of equal rank; it offers each.
  func ambiguous<Wanted>(
    _ name: Syntax.Name, _ candidates: [(name: String, kind: String, rewrite: String)]
  ) -> Wanted? {
    let list = candidates.map { "`\($0.name)` (\($0.kind))" }.joined(separator: " and ")
    return fail(
      .ambiguousName, "`\(name.spelling)` can mean \(list)", at: name.span, label: "which one?",
      fixes: candidates.prefix(4).map {
        .init("use \($0.name)", replacing: name.span, with: $0.rewrite)
      })
  }
}
