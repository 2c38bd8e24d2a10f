internal import DataModel
internal import Plan
internal import Semantics
internal import SourceText
internal import Syntax

/// The names and values of a workspace that fit where the grammar expects one.
struct CompletionSource: Sendable {
  private static let fewWords = 30
  private let catalog: any Catalog
  private let definitions: Definitions

  init(_ catalog: any Catalog, definitions: Definitions) {
    self.catalog = catalog
    self.definitions = definitions
  }

  /// - Parameter head: the text before the word at the cursor.
  /// - Parameter begun: that word so far, without quotes, in lower case.
  func candidates(_ expectation: Expectation, after head: String, begun: String) -> [Candidate] {
    switch expectation {
    case .name(let role): ownProperties(role, of: head) + names(role, begun)
    case .value(let attribute): values(of: attribute)
    case .expression: attributes + values
    case .aggregate: ["average", "median", "total", "min", "max", "latest", "distinct"].map { Candidate($0) }
    case .operators: operators(after: head)
    case .window: ["in last 30 days", "in last 90 days", "in last month"].map { Candidate($0) } + since
    case .unit: units(after: head)
    case .duration: ["30 days", "90 days", "6 months", "1 year"].map { Candidate($0) }
    case .date: dates
    case .keyword, .symbol, .number, .text, .file: []
    }
  }

  private func names(_ role: NameRole, _ begun: String) -> [Candidate] {
    switch role {
    case .attribute: attributes + values
    case .event: events + dateAttributes
    case .population: populations + defined { $0.isPeople }
    case .property: properties
    case .channel: catalog.channels.map { value($0.name, "channel, \(counted($0.messages, "message"))") }
    case .moment: dateAttributes + events
    case .condition: shortDates + defined { $0.isPeople } + flags + events + segmentValues + prelude
    case .word: topics + words(begun)
    case .any: defined { _ in true } + attributes + events
    case .person: people(begun)
    case .column, .new: []
    }
  }

  // MARK: Names

  /// Attributes that divide people into groups come first, those that identify each person last.
  private var attributes: [Candidate] {
    let ranked = catalog.attributes.enumerated().sorted {
      (groupRank($0.element), $0.offset) < (groupRank($1.element), $1.offset)
    }
    return ranked.map(\.element).map { info in
      let values = info.distinct.map { ", " + counted($0, "value") } ?? ""
      return attribute(info, info.ref.type.words + values)
    }
  }
  private func groupRank(_ info: AttributeInfo) -> Int {
    guard let distinct = info.distinct else { return 1 }
    return (2...50).contains(distinct) ? 0 : 2
  }

  private var flags: [Candidate] {
    catalog.attributes.filter { $0.ref.type == .boolean }.map { attribute($0, "yes/no") }
  }
  private var dateAttributes: [Candidate] {
    catalog.attributes.filter { $0.ref.type.isTime }.map { attribute($0, "date") }
  }

  /// `churned` for `churned_at`: whether it is set.
  private var shortDates: [Candidate] {
    let dates =
      catalog.attributes.filter { $0.ref == catalog.slots.end }
      + catalog.attributes.filter { $0.ref != catalog.slots.end }
    return dates.compactMap { info in
      shortName(of: info.ref).map {
        name($0, "\(info.ref.name) is set, \(countedPeople(catalog.customerCount - info.missing))")
      }
    }
  }

  private var events: [Candidate] {
    catalog.events.map { name($0.name, "event, \(countedPeople($0.people))") }
  }

  /// Properties of events, the most frequent event first, then of feedback.
  private var properties: [Candidate] {
    catalog.events.flatMap { event in
      event.properties.map { name($0.name, "\($0.type.words), of \(event.name)") }
    }
      + catalog.feedbackProperties.map { name($0.name, "\($0.type.words), of feedback") }
  }

  /// In a question about records (`count order events where …`) their own properties come first.
  private func ownProperties(_ role: NameRole, of head: String) -> [Candidate] {
    guard role == .condition || role == .attribute || role == .property else { return [] }
    let words = head.lowercased().split(whereSeparator: \.isWhitespace)
    if words.dropFirst().first == "feedback" {
      return catalog.feedbackProperties.map { name($0.name, $0.type.words) }
    }
    let subject = words.firstIndex(of: "events").flatMap { $0 > 0 ? words[$0 - 1] : nil }
    // The properties after `with` are those of the event before it.
    let event =
      role == .property
      ? words.last { word in catalog.events.contains { $0.name.lowercased() == word } } : subject
    let info = catalog.events.first { event.map(String.init) == $0.name.lowercased() }
    return info?.properties.map { name($0.name, $0.type.words) } ?? []
  }

  private var populations: [Candidate] {
    [Candidate("customers", "everybody, \(grouped(catalog.customerCount))")] + segmentValues
      + events.map { Candidate($0.text + " events", $0.remark) }
  }

  private var segmentValues: [Candidate] {
    catalog.slots.populations.flatMap { attribute in
      catalog.values(of: attribute).map { name($0.value, "\(attribute.name), \(countedPeople($0.people))") }
    }
  }

  private var prelude: [Candidate] { preludeNames.map { Candidate($0, "built in") } }

  private func defined(_ suits: (Plan.Definition.Meaning) -> Bool) -> [Candidate] {
    definitions.filter { !$0.meaning.isTopic && suits($0.meaning) }.map { name($0.name, "defined") }
  }

  /// Defined values, where a value is expected.
  private var values: [Candidate] { defined { !$0.isPeople } }

  private var topics: [Candidate] {
    definitions.filter { $0.meaning.isTopic }.map { name($0.name, "topic") }
  }

  /// Words of the feedback.
  private func words(_ begun: String) -> [Candidate] {
    catalog.words(startingWith: begun, limit: CompletionSource.fewWords).map {
      value($0.form, counted($0.messages, "message"))
    }
  }

  private func people(_ begun: String) -> [Candidate] {
    guard !begun.isEmpty else { return [] }
    return catalog.nearestIDs(to: begun).map { Candidate($0) }
  }

  // MARK: Values

  private func values(of name: String?) -> [Candidate] {
    guard let name = name?.lowercased() else { return [] }
    if let known = catalog.attributes.first(where: { $0.ref.name.lowercased() == name }) {
      if known.ref.type.isTime { return dates }
      return catalog.values(of: known.ref).map { value($0.value, countedPeople($0.people)) }
    }
    let owner = catalog.events.first { event in event.properties.contains { $0.name.lowercased() == name } }
    return catalog.values(ofProperty: name, event: owner?.name).map {
      value($0.value, counted($0.records, "record"))
    }
  }

  /// Whether a word in lower case is the name of a population, in the singular or the plural.
  func isPopulation(_ word: Substring) -> Bool {
    let known = populations.map { $0.text.lowercased() } + ["them", "rest"]
    return known.contains { word == $0 || word == $0 + "s" }
  }

  /// Whether the word before the cursor is not a condition by itself: the name of a text or number, or an unknown name.
  func isCompared(lastOf head: String) -> Bool {
    switch typeOfAttribute(lastOf: head) {
    case .integer?, .decimal?, .real?, .text?, .list?: true
    case .boolean?, .date?, .timestamp?, nil: false
    }
  }

  private func typeOfAttribute(lastOf head: String) -> ValueType? {
    let word = head.split { $0.isWhitespace || "(,".contains($0) }.last.map { $0.lowercased() } ?? ""
    return catalog.attributes.first { $0.ref.name.lowercased() == word.filter { $0 != "`" } }?.ref.type
  }

  /// The comparisons that suit the name before the cursor.
  private func operators(after head: String) -> [Candidate] {
    let type = typeOfAttribute(lastOf: head)
    let texts = ["is", "is not", "in (", "contains", "starts with", "ends with"]
    let numbers = [">", "<", ">=", "<=", "between"]
    let times = ["in last 30 days", "before", "after", "since", "over 30 days ago"]
    let presence = ["is set", "is missing"]
    let all =
      switch type {
      case .boolean?: ["is"] + presence
      case .integer?, .decimal?, .real?: numbers + ["is"] + presence
      case .date?, .timestamp?: times + presence
      case .text?, .list?: texts + presence
      case nil: texts + numbers + times + presence
      }
    return all.map { Candidate($0) }
  }

  // MARK: Time

  private func units(after head: String) -> [Candidate] {
    let word = head.split(whereSeparator: \.isWhitespace).last ?? ""
    let isOne = word == "1" || word.allSatisfy { !$0.isNumber }
    // Most windows are of days.
    let units = isOne ? TimeSpan.Unit.allCases : TimeSpan.Unit.allCases.filter { $0 != .hour } + [.hour]
    return units.map { Candidate(isOne ? $0.rawValue : $0.rawValue + "s") }
  }

  /// Dates around now, the longest periods first.
  private var dates: [Candidate] {
    guard let today = catalog.clock?.today.iso else { return [] }
    return [
      Candidate("today", today), Candidate(String(today.prefix(4))), Candidate(String(today.prefix(7))),
    ]
      + [Candidate(today, "now")]
  }

  private var since: [Candidate] {
    guard let today = catalog.clock?.today.iso else { return [] }
    return [Candidate("since \(today.prefix(4))-01-01")]
  }

  // MARK: Spelling

  /// The name, without quotes if possible. Words that only a `load` uses (`id`, `name`, `score`) need none.
  private func name(_ name: String, _ remark: String) -> Candidate {
    let keyword = Keyword(rawValue: name.lowercased())
    let isFree = keyword.map { word in
      Registry.slot(word) != nil && !Registry.isReserved(word, in: .population)
    }
    return Candidate(isFree ?? false ? name : Spelling.name(name), remark)
  }

  private func value(_ text: String, _ remark: String) -> Candidate {
    Candidate(Spelling.value(text), remark)
  }
  private func attribute(_ info: AttributeInfo, _ remark: String) -> Candidate { name(info.ref.name, remark) }
}

extension Plan.Definition.Meaning {
  fileprivate var isPeople: Bool {
    switch self {
    case .condition, .population: true
    case .value, .metric, .topic: false
    }
  }

  var isTopic: Bool {
    switch self {
    case .topic: true
    case .condition, .population, .value, .metric: false
    }
  }
}
