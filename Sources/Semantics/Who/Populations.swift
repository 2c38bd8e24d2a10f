import DataModel
import Plan
import SourceText
import Syntax

/// Whom, or which records, a statement is about.
struct Audience {
  var who = Who()
  /// Of records: which; their own conditions are in its filter.
  var records: RecordScope?

  var subject: Subject { records.map { .records($0) } ?? .people }
  var place: Place? { records.map { Place(source: $0.source, channels: $0.channels) } }
}

extension Resolver {
  /// Words for everybody.
  static let everybody: Set<String> = ["customers", "customer", "everybody", "people", "users", "accounts"]

  func audience(_ tree: Syntax.Population) -> Audience? {
    switch tree.subject {
    case .events(let name): return events(name, tree)
    case .feedback: return feedback(tree)
    case .everybody, .them, .rest, .named: return who(tree).map { Audience(who: $0) }
    }
  }

  /// People only.
  func who(_ tree: Syntax.Population, verb: String = "This") -> Who? {
    guard var population = population(tree, verb: verb) else { return nil }
    if let adjective = tree.adjective {
      guard let condition = condition(named: adjective, in: nil) else { return nil }
      let words = adjective.text
      population = Plan.Population(
        words: "\(words) \(population.words)", singular: "\(words) \(population.singular)",
        condition: .conjunction([condition, population.condition]))
    }
    guard let tree = tree.filter else { return Who(population) }
    return condition(tree, in: nil).map { Who(population, where: $0) }
  }

  private func population(_ tree: Syntax.Population, verb: String) -> Plan.Population? {
    switch tree.subject {
    case .everybody: return everybody(tree)
    case .them: return shown(scope.them, tree)
    case .rest: return shown(scope.rest, tree)
    case .named(let name): return population(name)
    case .events, .feedback:
      return fail(
        .wrongScope, "\(verb) is about people, and `\(asked(tree.nounSpan))` are records", at: tree.nounSpan,
        label: "records", notes: ["`count` and `measure` take records."])
    }
  }

  /// A word for everybody that is also the name of a population has two readings.
  private func everybody(_ tree: Syntax.Population) -> Plan.Population? {
    guard !tree.isImplied,
      let value = catalog.slots.segments.lazy.flatMap({ attribute in
        self.catalog.values(of: attribute).filter { Nouns.agree(tree.noun, $0.value) }.map {
          (attribute, $0.value)
        }
      }).first, tree.noun.lowercased() != "everybody"
    else { return .everybody }
    return fail(
      .ambiguousName, "`\(tree.noun)` can mean everybody, or those whose \(value.0.name) is \(value.1)",
      at: tree.nounSpan,
      label: "everybody, or \(value.1)?",
      fixes: [
        .init("everybody", replacing: tree.nounSpan, with: "everybody"),
        .init("\(value.0.name) is \(value.1)", replacing: tree.nounSpan, with: "`\(value.1.lowercased())`"),
      ])
  }

  private func shown(_ people: People?, _ tree: Syntax.Population) -> Plan.Population? {
    guard let people else {
      return fail(
        .notLoaded, "Nobody has been shown yet, so `\(tree.noun)` is nobody", at: tree.nounSpan,
        label: "nobody yet",
        notes: ["`segment`, `count` without `by`, and `person` set it."])
    }
    let words = tree.noun.lowercased()
    return Plan.Population(words: words, singular: "of \(words)", condition: .among(people))
  }

  /// A definition, or a value of a `segments by` attribute.
  private func population(_ name: Syntax.Name) -> Plan.Population? {
    if let definition = definition(name) { return population(of: definition, at: name.span) }
    let values = populations(name)
    if let first = values.first {
      return population(name, values).map { condition in
        let nouns = Resolver.nouns(of: first.value, attribute: first.attribute.name)
        return Plan.Population(words: nouns.plural, singular: nouns.singular, condition: condition)
      }
    }
    if let entry = preludeEntry(name) {
      return prelude(entry, at: name).flatMap { population(of: $0, at: name.span) }
    }
    return unknownPopulation(name)
  }

  private func population(of definition: Plan.Definition, at span: SourceSpan) -> Plan.Population? {
    condition(of: definition, at: span).map { condition in
      if case .population = definition.meaning {
        return Plan.Population(
          words: definition.name, singular: "of \(definition.name)", condition: condition)
      }
      return Plan.Population(
        words: "\(definition.name) customers", singular: "\(definition.name) customer", condition: condition)
    }
  }

  /// A value of a role is a noun (sellers); of any other attribute it describes customers (pro customers).
  static func nouns(of value: String, attribute: String) -> (singular: String, plural: String) {
    let roles = ["role", "type", "kind", "persona"]
    if roles.contains(where: attribute.lowercased().hasSuffix) {
      let isPlural = value.lowercased().hasSuffix("s") && !value.lowercased().hasSuffix("ss")
      return isPlural ? (String(value.dropLast()), value) : (value, Nouns.plural(of: value))
    }
    return ("\(value) customer", "\(value) customers")
  }

  private func unknownPopulation(_ name: Syntax.Name) -> Plan.Population? {
    let isCondition = attribute(name)?.type == .boolean || dates(name).count == 1 || event(name) != nil
    if isCondition {
      return fail(
        .wrongScope, "`\(name.spelling)` is a condition, not a group of people", at: name.span,
        label: "not a population",
        fixes: [
          .init("customers of whom it is true", replacing: name.span, with: "\(asked(name.span)) customers")
        ])
    }
    let having = attributesHaving(name.spelling)
    if !having.isEmpty {
      return fail(
        .unknownName,
        "`\(name.spelling)` is a value of `\(having[0].attribute.name)`, which `segments by` does not name",
        at: name.span, label: "not a population",
        fixes: having.prefix(3).map {
          .init(
            "ask for the value", replacing: name.span,
            with: "customers where \(bare($0.attribute.name)) is \(value($0.value))")
        })
    }
    let names = populationNames + conditionDefinitions + Prelude.names + ["customers"]
    let known = catalog.slots.segments.flatMap { catalog.values(of: $0).map(\.value) }.prefix(12)
    return unknown(
      "No population is called `\(name.spelling)`", name, near: nearest(to: name.text, among: names),
      notes: known.isEmpty
        ? ["`segments by` in `load customers` names the columns whose values are populations."]
        : ["The populations are: customers, \(known.joined(separator: ", "))."]
    ) { self.bare($0) }
  }

  // MARK: Records

  private func events(_ name: Syntax.Name?, _ tree: Syntax.Population) -> Audience? {
    guard let name else { return records(.anyEvent, tree) }
    guard let ref = eventRef(name) else { return nil }
    return records(.events([ref]), tree)
  }

  private func feedback(_ tree: Syntax.Population) -> Audience? {
    guard !tree.about.isEmpty else { return records(.feedback, tree) }
    guard let pattern = patterns(tree.about) else { return nil }
    return records(.feedback, saying: .pattern(pattern), tree)
  }

  private func records(
    _ source: RecordScope.Source, saying: RecordScope.Saying? = nil, _ tree: Syntax.Population
  ) -> Audience? {
    let narrowing = { (text: String) in
      Diagnostic.Edit(SourceSpan(tree.nounSpan.end, tree.nounSpan.end), " \(text)")
    }
    return scope(
      source, saying: saying, with: tree.filter,
      in: Place(source: source, narrowing: source == .feedback ? narrowing : nil)
    ).map { Audience(records: $0) }
  }
}
