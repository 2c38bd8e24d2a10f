internal import DataModel
internal import Plan
internal import Semantics
internal import Session
internal import SourceText
internal import Syntax

/// Rewrites examples, which are about the demo, for the loaded data: its populations, attributes, events and words take
/// the place of the demo's.
///
///     adapter.example("count sellers where churned by plan")     // count teams where closed by tier
struct ExampleAdapter {
  /// Words that people use about any product, to look for in the feedback.
  private static let commonWords = [
    "trust", "price", "slow", "support", "refund", "late", "expensive", "confusing",
  ]

  private let session: QuerySession
  /// The replacement for each word of the demo that is a name.
  private let parts: [String: String]
  /// Words of the demo that have no counterpart in the data.
  private let missing: Set<String>

  init(_ session: QuerySession) {
    self.session = session
    guard let catalog = session.vocabulary.catalog else {
      (parts, missing) = ([:], [])
      return
    }
    var parts: [String: String] = [:]
    var missing: Set<String> = []
    func cast(_ words: String..., as name: String?) {
      for word in words { if let name { parts[word] = name } else { missing.insert(word) } }
    }
    let people = ExampleAdapter.populations(session, catalog)
    cast("seller", "sellers", as: people.first ?? "customers")
    cast("buyer", "buyers", as: people.dropFirst().first ?? "customers")
    let groups = ExampleAdapter.groups(catalog).map(Spelling.name)
    cast("plan", as: groups.first)
    cast("region", as: groups.dropFirst().first ?? groups.first)
    cast("role", as: catalog.slots.segments.first.map { Spelling.name($0.name) } ?? groups.first)
    cast("churned", as: ExampleAdapter.ending(session, catalog))
    let numbers = catalog.attributes.filter { $0.ref.type.isNumber }.map(\.ref)
    cast("mrr", as: (catalog.slots.value ?? numbers.first).map { Spelling.name($0.name) })
    let dates = catalog.attributes.filter { $0.ref.type.isTime }.map(\.ref)
    let events = catalog.events.map { Spelling.name($0.name) }
    cast("signup", as: (catalog.slots.start ?? dates.first).map { Spelling.name($0.name) } ?? events.first)
    for (index, event) in ["login", "order", "search", "pay", "list_item"].enumerated() {
      cast(event, as: events.isEmpty ? nil : events[index % events.count])
    }
    cast("trust", as: ExampleAdapter.topic(session) ?? ExampleAdapter.word(catalog))
    let channels = catalog.channels.map { Spelling.value($0.name) }
    cast("survey", as: channels.first)
    cast("support", as: channels.dropFirst().first ?? channels.first)
    (self.parts, self.missing) = (parts, missing)
  }

  /// The example unchanged if it is valid for this data, otherwise rewritten for it. Nil if the data has nothing
  /// similar.
  func example(_ statement: String) -> String? {
    if session.understands(statement) { return statement }
    let told = told(statement)
    return told.flatMap { session.understands($0) ? $0 : nil }
  }

  private func told(_ statement: String) -> String? {
    let bytes = Array(statement.utf8)
    var result = ""
    var end = 0
    for (span, role) in tokenRoles(in: statement) {
      let word = String(decoding: bytes[span.start..<span.end], as: UTF8.self)
      result += String(decoding: bytes[end..<span.start], as: UTF8.self)
      end = span.end
      let isWord = role == .name || role == .keyword
      if isWord, missing.contains(word.lowercased()) { return nil }
      let id = isWord && word == "s0042" ? somebody : nil
      result += isWord ? id ?? parts[word.lowercased()] ?? word : word
    }
    return result + String(decoding: bytes[end...], as: UTF8.self)
  }

  /// The id of a person.
  private var somebody: String? {
    guard let catalog = session.vocabulary.catalog, catalog.customerCount > 0 else { return nil }
    var trial = session
    trial.limits = QuerySession.Limits(rows: 1, quotes: 0)
    for outcome in trial.run(.typed("segment customers")) {
      guard case .answer(let answer) = outcome.result,
        case .text(let id)? = answer.tables.first?.rows.first?.first?.value
      else { continue }
      return Spelling.value(id)
    }
    return nil
  }

  // MARK: Replacements

  /// Names of columns whose values are kinds of people, so that their plural reads well: `sellers`, not `Norways`.
  private static let kinds: Set = ["role", "roles", "kind", "type", "persona", "side", "group"]

  /// Large groups, the second largest first: `seller` if most people are buyers.
  private static func populations(_ session: QuerySession, _ catalog: any Catalog) -> [String] {
    let ofKinds = catalog.slots.populations.first { attribute in
      attribute.name.lowercased().split { !$0.isLetter }.contains { kinds.contains(String($0)) }
    }
    guard let attribute = ofKinds else { return [] }
    let values = catalog.values(of: attribute).filter { $0.people * 20 >= catalog.customerCount }
    return values.prefix(2).reversed().map { Spelling.name($0.value) }.compactMap { name in
      [name + "s", name].first { session.understands("count \($0)") }
    }
  }

  /// A name that says that somebody has left: of a date, a definition, or a yes/no attribute.
  private static func ending(_ session: QuerySession, _ catalog: any Catalog) -> String? {
    let flags = catalog.attributes.filter { $0.ref.type == .boolean && ($0.distinct ?? 0) > 1 }.map(
      \.ref.name)
    let names =
      [catalog.slots.end.flatMap(shortName)] + flags.filter { $0.lowercased().contains("churn") } + flags
    return names.compactMap { $0.map(Spelling.name) }.first {
      session.understands("count customers where \($0)")
    }
  }

  /// Attributes that divide people into a few groups: those declared as populations, then others.
  private static func groups(_ catalog: any Catalog) -> [String] {
    let handful = catalog.attributes.filter { info in
      info.distinct.map { (2...12).contains($0) } ?? false && info.ref != catalog.slots.segments.first
        && info.ref != catalog.slots.label
    }
    let given = handful.filter { catalog.slots.segments.contains($0.ref) }
    return (given + handful.filter { $0.ref.type != .boolean } + handful).map(\.ref.name)
  }

  /// The first topic that was defined.
  private static func topic(_ session: QuerySession) -> String? {
    session.vocabulary.definitions.first { $0.meaning.isTopic }.map { Spelling.name($0.name) }
  }

  /// The common word that most messages contain, otherwise the most frequent word of the data.
  private static func word(_ catalog: any Catalog) -> String? {
    let heard = commonWords.map { word in
      (word: word, messages: catalog.forms(of: word).reduce(0) { $0 + $1.messages })
    }
    let known = heard.filter { $0.messages >= 5 }.max { $0.messages < $1.messages }?.word
    return known ?? catalog.words(startingWith: "", limit: 1).first.map { Spelling.value($0.form) }
  }
}

/// `churned` for an attribute `churned_at`: the name for whether it is set.
func shortName(of attribute: AttributeRef) -> String? {
  guard attribute.type.isTime else { return nil }
  let name = attribute.name
  let ending = ["_at", "_on", "_date"].first { name.lowercased().hasSuffix($0) && name.count > $0.count }
  return ending.map { String(name.dropLast($0.count)) } ?? name
}
