import DataModel
import Plan
import SourceText
import Syntax

/// The people or records that a statement is about.
struct Audience {
  var who = Who()
  /// The records, if it is about records; conditions on them are in the scope's filter.
  var records: RecordScope?

  var subject: Subject { records.map { .records($0) } ?? .people }
  var place: RecordContext? {
    records.map { RecordContext(source: $0.source, channels: $0.channels, known: Known($0.filter)) }
  }
}

extension Resolver {
  /// Words for everybody.
  static let everybody: Set<String> = ["customers", "customer", "everybody", "people", "users", "accounts"]

  /// - Parameter channels: those of the statement; a condition on feedback is resolved in them.
  func audience(_ tree: Syntax.Population, in channels: Clause<[Syntax.Name]>? = nil) -> Audience? {
    switch tree.subject {
    case .events(let name): return events(name, tree)
    case .feedback:
      guard let channels = self.channels(channels?.content ?? []) else { return nil }
      return feedback(tree, in: channels)
    case .everybody, .them, .rest, .named: return who(tree).map { Audience(who: $0) }
    }
  }

  /// The people of a population; reports an error if it is of records.
  func who(_ tree: Syntax.Population, verb: String = "This") -> Who? {
    if let fix = unquoted(tree) {
      return fail(
        .unknownName, "A name or text of several words needs quotes",
        at: tree.adjective.map { $0.span.union(tree.nounSpan) } ?? tree.nounSpan, label: "one name",
        fixes: [fix])
    }
    // Noun, adjective and filter are all resolved, so that each reports its errors.
    let noun = population(tree, verb: verb)
    let isDistinct = tree.adjective.map { Resolver.distinct.contains($0.text) } == true
    let adjective =
      noun == nil && (isAboutRecords(tree) || isDistinct)
      ? nil : tree.adjective.map { described(by: $0, tree) }
    let filter = noun == nil && isAboutRecords(tree) ? nil : tree.filter.map { condition($0, in: nil) }
    guard var population = noun else { return nil }
    if let adjective, let name = tree.adjective {
      guard let condition = adjective else { return nil }
      let words = name.text
      population = Plan.Population(
        words: "\(words) \(population.words)", singular: "\(words) \(population.singular)",
        condition: .conjunction([condition, population.condition]))
    }
    guard let filter else { return Who(population) }
    return filter.map { Who(population, where: $0) }
  }

  private func population(_ tree: Syntax.Population, verb: String) -> Plan.Population? {
    switch tree.subject {
    case .everybody: return everybody(tree)
    case .them: return shown(scope.them, tree)
    case .rest: return shown(scope.rest, tree)
    case .named(let name): return population(name, tree)
    case .events, .feedback:
      return fail(
        .wrongScope, "\(verb) is about people, and `\(asked(tree.nounSpan))` are records", at: tree.nounSpan,
        label: "records",
        notes: [
          tree.subject == .feedback
            ? "`count`, `measure` and `quotes` take messages; elsewhere `with (…)` says which of them count."
            : "`count` and `measure` take records."
        ], fixes: doers(tree))
    }
  }

  /// The rewrite that asks for the people behind records.
  private func doers(_ tree: Syntax.Population) -> [Diagnostic.Fix] {
    guard case .events(let name?) = tree.subject, tree.filter == nil else { return [] }
    return [
      .init("those who did it", replacing: tree.span, with: "customers where did \(asked(name.span))")
    ]
  }

  /// A word for everybody that is also the name of a population has two readings, which is an error. `customers` always
  /// means everybody, and only gets a note.
  private func everybody(_ tree: Syntax.Population) -> Plan.Population? {
    guard !tree.isImplied, tree.noun.lowercased() != "everybody" else { return .everybody }
    let values = catalog.slots.populations.flatMap { attribute in
      catalog.values(of: attribute).filter { Nouns.agree(tree.noun, $0.value) }
        .map { (name: $0.value, words: "those whose \(attribute.name) is \($0.value)") }
    }
    let flags = catalog.attributes.map(\.ref).filter {
      $0.type == .boolean && Nouns.agree(tree.noun, $0.name)
    }
    .map { (name: $0.name, words: "those whose \($0.name) is true") }
    guard let value = (values + flags).first else { return .everybody }
    if tree.noun.lowercased() == "customers" {
      report(
        .ambiguousName, severity: .note,
        "`customers` means everybody; for \(value.words), write \(Spelling.text(value.name))",
        at: tree.nounSpan)
      return .everybody
    }
    return fail(
      .ambiguousName, "`\(tree.noun)` can mean everybody, or \(value.words)", at: tree.nounSpan,
      label: "everybody, or \(value.name)?",
      fixes: [
        .init("everybody", replacing: tree.nounSpan, with: "everybody"),
        .init(value.words, replacing: tree.nounSpan, with: "`\(value.name.lowercased())`"),
      ])
  }

  private func shown(_ people: People?, _ tree: Syntax.Population) -> Plan.Population? {
    guard let people else {
      return fail(
        .notLoaded, "Nobody has been shown yet, so `\(tree.noun)` is nobody", at: tree.nounSpan,
        label: "nobody yet",
        notes: ["`segment`, `count` without `by`, and `person` set it."])
    }
    return tree.subject == .rest
      ? Plan.Population(words: "others", singular: "other", condition: .among(people))
      : Plan.Population(words: "people", singular: "person", condition: .among(people))
  }

  /// A definition, or a value of a `segments by` attribute.
  private func population(_ name: Syntax.Name, _ tree: Syntax.Population) -> Plan.Population? {
    if let definition = definition(name) { return population(of: definition, at: name.span) }
    let values = populations(name)
    if let first = values.first {
      return population(name, values, before: "customers where ").map { condition in
        let nouns = Resolver.nouns(of: first.value, attribute: first.attribute.name)
        return Plan.Population(words: nouns.plural, singular: nouns.singular, condition: condition)
      }
    }
    if let flag = flag(name) {
      // The flag of a population that a file declares (`as seller`) is true or missing. `known` is a flag that Heed adds.
      let isRole = flag.name != "known" && catalog.values(of: flag).allSatisfy { $0.value == "true" }
      let nouns = Resolver.nouns(of: flag.name, attribute: isRole ? "role" : "")
      return Plan.Population(words: nouns.plural, singular: nouns.singular, condition: isTrue(flag))
    }
    if let entry = preludeEntry(name) {
      return prelude(entry, at: name).flatMap { population(of: $0, at: name.span) }
    }
    return unknownPopulation(name, tree)
  }

  private func population(of definition: Plan.Definition, at span: SourceSpan) -> Plan.Population? {
    condition(of: definition, at: span).map { condition in
      if case .population = definition.meaning {
        let nouns = Resolver.nouns(ofDefined: definition.name)
        return Plan.Population(words: nouns.plural, singular: nouns.singular, condition: condition)
      }
      return Plan.Population(
        words: "\(definition.name) customers", singular: "\(definition.name) customer", condition: condition)
    }
  }

  /// A defined group goes by its name if that is a plural (`vips`); otherwise the name describes customers (`risky
  /// customers`).
  static func nouns(ofDefined name: String) -> (singular: String, plural: String) {
    let lower = name.lowercased()
    if lower.hasSuffix("s"), !lower.hasSuffix("ss") { return (String(name.dropLast()), name) }
    return ("\(name) customer", "\(name) customers")
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

  private func unknownPopulation(_ name: Syntax.Name, _ tree: Syntax.Population) -> Plan.Population? {
    if let records = recordsMeant(by: name) {
      return fail(
        .wrongScope, "`\(name.spelling)` means records of what people did or said, not people",
        at: name.span,
        label: "records",
        fixes: records.map { .init($0.message, replacing: name.span, with: $0.rewrite) }
          + joined(records, name, tree))
    }
    if dates(name).count == 1 || attribute(name)?.type == .boolean {
      let turned = tree.adjective.map { adjective in
        Diagnostic.Fix(
          "the other way round", replacing: adjective.span.union(name.span),
          with: "\(asked(name.span)) \(asked(adjective.span))")
      }
      return fail(
        .wrongScope, "`\(name.spelling)` is a condition, not a group of people", at: name.span,
        label: "not a population",
        fixes: [
          turned
            ?? .init(
              "customers for whom it is true", replacing: name.span, with: "\(asked(name.span)) customers")
        ])
    }
    if let attribute = attribute(name) {
      return fail(
        .wrongScope,
        "`\(attribute.name)` is a \(attribute.type.words) that people have, not a group of people",
        at: name.span, label: "an attribute",
        notes: ["`measure distinct \(bare(attribute.name))` counts its values."],
        fixes: [
          .init(
            "customers grouped by it", replacing: tree.adjective?.span.union(name.span) ?? name.span,
            with: "customers by \(bare(attribute.name))")
        ])
    }
    let having = attributesHaving(name.spelling, orPlural: true)
    if !having.isEmpty {
      return fail(
        .unknownName,
        "`\(name.spelling)` is a value of `\(having[0].attribute.name)`, which `segments by` does not name",
        at: name.span, label: "not a population",
        notes: [
          "`segments by \(bare(having[0].attribute.name))` in `load customers` would make it a population."
        ],
        fixes: having.prefix(3).map {
          .init(
            "ask for the value", replacing: name.span,
            with: "customers where \(bare($0.attribute.name)) is \(value($0.value))")
        })
    }
    if tree.adjective == nil, let opposite = opposite(of: name) {
      return fail(
        .unknownName, "No population is called `\(name.spelling)`", at: name.span,
        label: "did you mean not \(opposite)?", fixes: [denial(of: opposite, "customers", tree)])
    }
    let names = populationNames + conditionDefinitions + Prelude.names + ["customers"]
    let near = nearest(to: name.text, among: names)
    let dates = near.isEmpty ? nearest(to: name.text, among: dateNames).prefix(1).map { bare($0) } : []
    let counted = dates.map {
      "`\($0)` is a date of each customer: `count customers by month of \($0)` counts them, and `trend number of \($0) by month` shows them over time."
    }
    let known = catalog.slots.populations.flatMap { catalog.values(of: $0).map(\.value) }.prefix(12)
    return unknown(
      "No population is called `\(name.spelling)`", name, near: near,
      notes: counted + [
        known.isEmpty
          ? "`segments by` in `load customers` names the columns whose values are populations."
          : "The populations are: customers, \(known.joined(separator: ", "))."
      ]
    ) { self.bare($0) }
  }

  /// A noun for records instead of people, with rewrites: `orders`, `messages`, `reviews`.
  private func recordsMeant(by name: Syntax.Name) -> [(message: String, rewrite: String)]? {
    if let event = event(name) {
      let word = bare(event.name)
      return [
        ("the records", "\(word) events"), ("the people who did it", "customers where did \(word)"),
      ]
    }
    if ["message", "messages", "feedbacks", "comments", "responses"].contains(name.text) {
      return [
        ("the messages", "feedback"), ("the people who said something", "customers where said something"),
      ]
    }
    guard let channel = channel(name).map({ bare($0) }) else { return nil }
    return [
      ("the messages", "feedback in \(channel)"),
      ("the people who said something there", "customers where said something in \(channel)"),
    ]
  }

  /// The same rewrites, joined to the condition after `where`: `segment orders where churned`.
  private func joined(
    _ records: [(message: String, rewrite: String)], _ name: Syntax.Name, _ tree: Syntax.Population
  ) -> [Diagnostic.Fix] {
    guard let filter = tree.filter else { return [] }
    if case .or = filter.kind { return [] }
    return records.filter { $0.rewrite.contains(" where ") }.map {
      .init(
        $0.message, replacing: SourceSpan(name.span.start, filter.span.start), with: "\($0.rewrite) and ")
    }
  }

  /// Whether the noun is one of records, so that the conditions on it are not about people.
  private func isAboutRecords(_ tree: Syntax.Population) -> Bool {
    switch tree.subject {
    case .named(let name):
      definition(name) == nil && populations(name).isEmpty && flag(name) == nil
        && recordsMeant(by: name) != nil
    case .events, .feedback: true
    case .everybody, .them, .rest: false
    }
  }

  /// The rewrite for the opposite: `sellers where not active`, joined to the condition that is already there.
  private func denial(of opposite: String, _ noun: String, _ tree: Syntax.Population) -> Diagnostic.Fix {
    let start = tree.adjective?.span.start ?? tree.nounSpan.start
    let words = "\(noun) where not \(bare(opposite))"
    return .init(
      "the opposite",
      replacing: SourceSpan(start, tree.filter?.span.start ?? tree.nounSpan.end),
      with: tree.filter == nil ? words : words + " and ")
  }

  /// `fiber optic`, `Vet nurses`: the rewrite that quotes a name or value of two words, if one of the words means nothing.
  private func unquoted(_ tree: Syntax.Population) -> Diagnostic.Fix? {
    guard let adjective = tree.adjective, adjective.quoting == .word else { return nil }
    let span = adjective.span.union(tree.nounSpan)
    let words = asked(span)
    let isKnown =
      if case .named(let noun) = tree.subject {
        Resolver(scope, file: file).population(noun, tree) != nil
      } else {
        Resolver(scope, file: file).condition(named: adjective, in: nil) != nil
      }
    guard !isKnown else { return nil }
    let name = Syntax.Name(words, .quoted, span)
    let defined = (conditionDefinitions + populations(name).map(\.value)).first { Nouns.agree(name.text, $0) }
    if let defined { return .init("put it in quotes", replacing: span, with: Spelling.text(defined)) }
    return attributesHaving(words, orPlural: true).first.map { having in
      .init(
        "ask for the value", replacing: SourceSpan(span.start, tree.filter?.span.start ?? span.end),
        with: "customers where \(bare(having.attribute.name)) is \(value(having.value))"
          + (tree.filter == nil ? "" : " and "))
    }
  }

  private static let distinct: Set<String> = [
    "distinct", "unique", "different", "total", "all", "every", "any", "the",
  ]

  /// `churned` in `churned sellers`. `distinct` and the like are an error, since people are counted once anyway.
  private func described(by name: Syntax.Name, _ tree: Syntax.Population) -> Plan.Condition? {
    if let opposite = opposite(of: name), Resolver(scope, file: file).condition(named: name, in: nil) == nil {
      return fail(
        .unknownName, "Nothing is called `\(name.spelling)`", at: name.span,
        label: "did you mean not \(opposite)?", fixes: [denial(of: opposite, asked(tree.nounSpan), tree)])
    }
    guard Resolver.distinct.contains(name.text), definition(name) == nil, attribute(name) == nil
    else { return condition(named: name, in: nil) }
    return fail(
      .unknownName, "`\(name.spelling)` is not needed: everybody is counted once",
      at: name.span,
      label: "no effect",
      fixes: [
        .init(
          "leave it out", replacing: name.span.union(tree.nounSpan), with: asked(tree.nounSpan))
      ])
  }

  // MARK: Records

  private func events(_ name: Syntax.Name?, _ tree: Syntax.Population) -> Audience? {
    guard let name else { return records(.anyEvent, tree) }
    guard let ref = eventRef(name) else { return nil }
    return records(.events([ref]), tree)
  }

  private func feedback(_ tree: Syntax.Population, in channels: [String]) -> Audience? {
    guard !tree.about.isEmpty else { return records(.feedback, in: channels, tree) }
    guard let pattern = patterns(tree.about) else { return nil }
    return records(.feedback, saying: .pattern(pattern), in: channels, tree)
  }

  private func records(
    _ source: RecordScope.Source, saying: RecordScope.Saying? = nil, in channels: [String] = [],
    _ tree: Syntax.Population
  ) -> Audience? {
    let narrowing = { (text: String) in
      Diagnostic.Edit(SourceSpan(tree.nounSpan.end, tree.nounSpan.end), " \(text)")
    }
    return scope(
      source, saying: saying, with: tree.filter,
      in: RecordContext(source: source, channels: channels, narrowing: source == .feedback ? narrowing : nil)
    ).map { Audience(records: $0) }
  }
}
