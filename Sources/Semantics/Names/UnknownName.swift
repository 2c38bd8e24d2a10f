import DataModel
import Plan
import SourceText
import Syntax

/// Unknown names: similar names, and what was perhaps meant.
extension Resolver {
  /// Reports a name that is not a condition.
  func unknownCondition(_ name: Syntax.Name, in place: RecordContext?) -> Plan.Condition? {
    if isQuiet { return nil }
    if let attribute = attribute(name) { return notACondition(attribute, name) }
    if let topic = topic(name) {
      return fail(
        .unknownName, "`\(topic.name)` is a topic, which people mention", at: name.span, label: "a topic",
        fixes: [.init("ask who mentioned it", replacing: name.span, with: "mentioned \(bare(topic.name))")])
    }
    let having = attributesHaving(name.spelling)
    if !having.isEmpty {
      let list = having.map { "`\($0.attribute.name)`" }.joined(separator: " and ")
      return fail(
        .unknownName, "`\(name.spelling)` is a value of \(list), not a condition by itself", at: name.span,
        label: "a value",
        fixes: having.prefix(4).map { candidate in
          .init(
            "compare the attribute", replacing: name.span,
            with: "\(bare(candidate.attribute.name)) is \(value(candidate.value))")
        })
    }
    if let opposite = opposite(of: name) {
      return fail(
        .unknownName, "Nothing is called `\(name.spelling)`", at: name.span,
        label: "did you mean not \(opposite)?",
        fixes: [.init("the opposite", replacing: name.span, with: "not \(bare(opposite))")])
    }
    let near = nearest(to: name.text, among: conditionNames)
    if near.isEmpty, place == nil, name.text != underway, name.text != "churned",
      let word = mentionable(name)
    {
      return fail(
        .unknownName, "Nothing is called `\(name.spelling)`, but people mention it", at: name.span,
        label: "a word?", fixes: [.init("ask who said it", replacing: name.span, with: "mentioned \(word)")])
    }
    let notes =
      name.text == "churned" && near.isEmpty
      ? ["Define what it means to have left: `define churned as \(goneHere)`."]
      : []
    return unknown("Nothing is called `\(name.spelling)`", name, near: near, notes: notes) { near in
      let isEvent = catalog.events.contains { $0.name == near }
      return isEvent ? "did \(self.bare(near))" : self.bare(near)
    }
  }

  /// What being gone can mean here: that the end date is set if the workspace has one, otherwise that activity stopped.
  private var goneHere: String {
    catalog.slots.end.map { bare($0.name) } ?? "did anything and did nothing in last 90 days"
  }

  /// A name as a word to look for, if it occurs in the feedback.
  func mentionable(_ name: Syntax.Name) -> String? {
    guard catalog.feedbackCount > 0, name.quoting == .word || name.quoting == .quoted,
      !WordPattern.words(of: name.spelling).isEmpty,
      WordPattern.words(of: name.spelling).allSatisfy({ !catalog.forms(of: $0).isEmpty })
    else { return nil }
    return value(name.spelling)
  }

  /// The condition that an unknown name is the opposite of: `active` for `inactive`.
  func opposite(of name: Syntax.Name) -> String? {
    conditionNames.first { areOpposite(name.text, $0) }
  }

  /// Everything that can stand alone as a condition.
  var conditionNames: [String] {
    conditionDefinitions + catalog.attributes.map(\.ref).filter { $0.type == .boolean }.map(\.name)
      + dateNames
      + catalog.events.map(\.name) + populationNames + Prelude.names
  }

  /// The date attributes, also without their `_at`, `_on` or `_date`.
  var dateNames: [String] {
    catalog.attributes.map(\.ref).filter(\.type.isTime).flatMap { date in
      ["_at", "_on", "_date"].compactMap {
        date.name.lowercased().hasSuffix($0) ? String(date.name.dropLast($0.count)) : nil
      }
        + [date.name]
    }
  }

  var conditionDefinitions: [String] {
    scope.definitions.compactMap { definition in
      switch definition.meaning {
      case .condition, .population: definition.name
      case .value, .metric, .topic: nil
      }
    }
  }

  var populationNames: [String] {
    catalog.slots.populations.flatMap { catalog.values(of: $0).map(\.value) }.flatMap {
      [$0, Nouns.plural(of: $0)]
    }
  }

  /// The text attributes that have a value, ignoring capitalization, with its spelling.
  func attributesHaving(
    _ word: String, orPlural: Bool = false
  ) -> [(attribute: AttributeRef, value: String)] {
    catalog.attributes.compactMap { info in
      guard info.ref.type == .text || info.ref.type == .list, (info.distinct ?? .max) <= 1_000,
        let value = catalog.values(of: info.ref).first(where: {
          $0.value.lowercased() == word.lowercased() || orPlural && Nouns.agree(word, $0.value)
        })
      else { return nil }
      return (info.ref, value.value)
    }
  }

  /// The most values that are offered one by one.
  private static let fewValues = 12
  private static let yes: Set<String> = [
    "yes", "y", "true", "t", "1", "ja", "oui", "sí", "si", "sim", "はい", "да",
  ]

  private func notACondition(_ attribute: AttributeRef, _ name: Syntax.Name) -> Plan.Condition? {
    let info = catalog.attributes.first { $0.ref == attribute }
    let values = attribute.type == .text ? catalog.values(of: attribute).prefix(5) : []
    let list = values.map { "\($0.value) (\($0.people))" }.joined(separator: ", ")
    var notes = list.isEmpty ? [] : ["It is one of: \(list)."]
    var fixes: [Diagnostic.Fix] = []
    if (info?.distinct ?? .max) <= Resolver.fewValues {
      let yes = values.filter { Resolver.yes.contains($0.value.lowercased()) }
      let no = values.filter { !Resolver.yes.contains($0.value.lowercased()) }
      fixes = (yes + no).prefix(3).map {
        .init(
          "compare it", replacing: name.span, with: "\(bare(attribute.name)) is \(value($0.value))")
      }
    }
    if fixes.isEmpty || info?.missing ?? 0 > 0 {
      fixes.append(
        .init("ask whether it is set", replacing: name.span, with: "\(bare(attribute.name)) is set"))
    }
    let range = info?.range
    if attribute.type == .integer, let range, range.low == .integer(0), range.high == .integer(1) {
      notes.append(
        "It is 0 or 1: in the load, `type \(Spelling.column(attribute.name)) boolean` turns that into no and yes."
      )
      fixes = [.init("where it is 1", replacing: name.span, with: "\(bare(attribute.name)) is 1")]
    } else if attribute.type.isNumber {
      fixes.insert(
        .init("where it is more", replacing: name.span, with: "\(bare(attribute.name)) > 0"), at: 0)
    }
    return fail(
      .typeMismatch, "`\(attribute.name)` is a \(attribute.type.words), not something true or false",
      at: name.span, label: "compare it with something", notes: notes, fixes: fixes)
  }

  /// The error for an unknown name, with similar names as rewrites.
  func unknown<Wanted>(
    _ message: String, _ name: Syntax.Name, near: [String], notes: [String] = [], rewrite: (String) -> String
  ) -> Wanted? {
    if name.text == underway {
      return fail(
        .cycle, "`\(name.spelling)` cannot be defined by itself", at: name.span, label: "means nothing yet")
    }
    let records = catalog.feedbackLacking + catalog.events.flatMap(\.lacking)
    if let empty = records.first(where: { $0.name.lowercased() == name.text }) {
      return fail(
        .unknownName, "`\(empty.name)` has no value in any record", at: name.span, label: "all missing",
        notes: [
          "Its cells are empty or count as missing, as scores outside their scale do; the load report says which."
        ])
    }
    return fail(
      .unknownName, message, at: name.span, label: near.first.map { "did you mean \($0)?" } ?? "not known",
      notes: notes + (near.isEmpty ? jsonColumns : []),
      fixes: near.map { .init("did you mean `\($0)`?", replacing: name.span, with: rewrite($0)) })
  }

  /// A note that an unknown name may be inside a column of JSON objects.
  private var jsonColumns: [String] {
    let properties = catalog.events.flatMap(\.properties) + catalog.feedbackProperties
    let columns =
      catalog.attributes.filter { $0.obstacle?.kind == .object }.map(\.ref.name)
      + properties.filter { $0.obstacle?.kind == .object }.map(\.name)
    guard let first = columns.first else { return [] }
    return ["`\(first)` holds JSON objects, whose fields cannot be queried yet."]
  }

  /// An event, after `did` or `then`: an event of that name, otherwise a date attribute used as one.
  func eventRef(_ name: Syntax.Name) -> RecordScope.EventRef? {
    if let event = event(name) { return .kind(event.name) }
    let dates = dates(name)
    if dates.count > 1 { return ambiguous(name, dates.map { ($0.name, "date attribute", bare($0.name)) }) }
    if let date = dates.first { return .attribute(date) }
    if conditionDefinitions.contains(where: { $0.lowercased() == name.text }) || preludeEntry(name) != nil {
      let fixes = withoutDid(name)
      return fail(
        .wrongScope, "`\(name.spelling)` is a condition, not something that people do", at: name.span,
        label: "a condition", notes: fixes.isEmpty ? eventsNote : ["Write it without `did`."], fixes: fixes)
    }
    let names = catalog.events.map(\.name)
    let plurals = names.filter { Nouns.agree(name.text, $0) }
    let dateNames = catalog.attributes.map(\.ref).filter(\.type.isTime).map(\.name)
    let near = plurals.isEmpty ? nearest(to: name.text, among: names + dateNames) : plurals
    return unknown(
      "No event is called `\(name.spelling)`", name, near: near, notes: near.isEmpty ? eventsNote : []
    ) { self.bare($0) }
  }

  private var eventsNote: [String] {
    let names = catalog.events.map(\.name)
    let shown = names.prefix(8).joined(separator: ", ")
    return shown.isEmpty ? [] : ["The events are: \(shown)\(names.count > 8 ? " …" : "")."]
  }

  /// The rewrite that uses the name by itself, if `did` comes right before it.
  private func withoutDid(_ name: Syntax.Name) -> [Diagnostic.Fix] {
    let words = [("never did ", "not "), ("did not ", "not "), ("did ", "")]
    for (before, instead) in words {
      let start = name.span.start - before.utf8.count
      guard start >= 0, asked(SourceSpan(start, name.span.start)) == before.dropLast() else { continue }
      return [
        .init("by itself", replacing: SourceSpan(start, name.span.end), with: instead + asked(name.span))
      ]
    }
    return []
  }

  /// Channels by name, in the catalog's spelling.
  func channels(_ names: [Syntax.Name]) -> [String]? {
    all(names) { name in
      if let channel = channel(name) { return channel }
      let known = catalog.channels.map(\.name)
      return unknown(
        "No channel is called `\(name.spelling)`", name, near: nearest(to: name.text, among: known),
        notes: known.isEmpty
          ? ["No feedback has a channel."]
          : ["The channels are: \(known.prefix(12).joined(separator: ", "))."]
      ) { self.bare($0) }
    }
  }
}
