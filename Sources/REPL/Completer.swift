internal import DataModel
internal import Plan
public import Session
internal import SourceText
internal import Syntax

/// What Tab offers: the words of the grammar that can stand at the cursor, and the names and values of the data, with
/// what they are and how many.
public struct Completer: Sendable {
  /// One way to go on.
  public struct Offer: Hashable, Sendable {
    public var text: String
    /// "event, 412 people"
    public var remark: String
    /// Bytes of the buffer that the text takes the place of.
    public var replaces: Range<Int>
  }

  private let vocabulary: Vocabulary

  public init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// The offers at a byte offset, in the order of the grammar's expectations; each, accepted, leaves a text that a
  /// statement can start with.
  public func offers(in buffer: String, at cursor: Int) -> [Offer] {
    let place = Syntax.completion(in: buffer, at: cursor)
    let typed = String(decoding: Array(buffer.utf8)[place.span.start..<place.span.end], as: UTF8.self)
    let begun = typed.drop { "\"'`".contains($0) }.lowercased()
    var seen: Set<String> = []
    var offers: [Offer] = []
    for expectation in place.expectations {
      for (text, remark) in candidates(for: expectation, begun: begun, typed: typed) {
        let matches = text.drop { "\"'`".contains($0) }.lowercased().hasPrefix(begun)
        guard matches, text != typed, seen.insert(text).inserted else { continue }
        offers.append(Offer(text: text, remark: remark, replaces: place.span.start..<place.span.end))
      }
    }
    return offers
  }

  private func candidates(for expectation: Expectation, begun: String, typed: String) -> [(String, String)] {
    guard let catalog = vocabulary.catalog else {
      if case .keyword(let keyword) = expectation { return [(keyword.rawValue, "")] }
      return []
    }
    return Names(catalog: catalog, definitions: vocabulary.definitions).candidates(
      for: expectation, begun: begun, typed: typed)
  }
}

/// The names of one workspace.
private struct Names {
  private static let most = 200
  let catalog: any Catalog
  let definitions: [Plan.Definition]

  func candidates(for expectation: Expectation, begun: String, typed: String) -> [(String, String)] {
    switch expectation {
    case .keyword(let keyword): [(keyword.rawValue, "")]
    case .symbol(let symbol): begun.isEmpty ? [(symbol, "")] : []
    case .name(let role): names(role, begun)
    case .value(let attribute): values(of: attribute)
    case .expression: names(.attribute, begun)
    case .aggregate: ["average", "median", "total", "min", "max", "latest", "distinct"].map { ($0, "") }
    case .operators, .window, .number, .date, .text, .file: []
    case .unit: TimeSpan.Unit.allCases.map { ($0.rawValue, "") }
    case .duration: typed.isEmpty ? [("30 days", ""), ("90 days", ""), ("6 months", "")] : []
    }
  }

  private func names(_ role: NameRole, _ begun: String) -> [(String, String)] {
    switch role {
    case .attribute: attributes
    case .event: events + dates
    case .population: populations + defined
    case .property: properties
    case .channel: catalog.channels.map { (Spelling.name($0.name), "channel, \($0.messages) messages") }
    case .moment: dates + events
    case .condition: defined + booleans + dates + events
    case .word:
      topics
        + (begun.isEmpty ? [] : catalog.words(startingWith: begun, limit: 20))
        .map { (Spelling.value($0.form), "\($0.messages) messages") }
    case .any: defined + attributes + events
    case .column, .person, .new: []
    }
  }

  private var attributes: [(String, String)] {
    catalog.attributes.map { (Spelling.name($0.ref.name), $0.ref.type.words) }
  }

  private var booleans: [(String, String)] {
    catalog.attributes.filter { $0.ref.type == .boolean }.map { (Spelling.name($0.ref.name), "yes/no") }
  }

  private var dates: [(String, String)] {
    catalog.attributes.filter { $0.ref.type.isTime }.map { (Spelling.name($0.ref.name), "date") }
  }

  private var events: [(String, String)] {
    catalog.events.map { (Spelling.name($0.name), "event, \($0.people) people") }
  }

  private var properties: [(String, String)] {
    let all = catalog.events.flatMap(\.properties) + catalog.feedbackProperties
    return all.map { (Spelling.name($0.name), $0.type.words) }
  }

  private var populations: [(String, String)] {
    [("customers", "everybody, \(catalog.customerCount)")]
      + catalog.slots.segments.flatMap { attribute in
        catalog.values(of: attribute).prefix(Names.most).map {
          (Spelling.value($0.value), "\(attribute.name), \($0.people) people")
        }
      }
  }

  private var defined: [(String, String)] {
    definitions.compactMap { definition in
      switch definition.meaning {
      case .condition, .population, .value, .metric: (Spelling.name(definition.name), "defined")
      case .topic: nil
      }
    }
  }

  private var topics: [(String, String)] {
    definitions.compactMap { definition in
      if case .topic = definition.meaning { (Spelling.name(definition.name), "topic") } else { nil }
    }
  }

  private func values(of attribute: String?) -> [(String, String)] {
    guard let attribute else { return [] }
    if let known = catalog.attributes.first(where: { $0.ref.name.lowercased() == attribute.lowercased() }) {
      return catalog.values(of: known.ref).prefix(Names.most).map {
        (Spelling.value($0.value), "\($0.people) people")
      }
    }
    let owner = catalog.events.first { event in
      event.properties.contains { $0.name.lowercased() == attribute.lowercased() }
    }
    return catalog.values(ofProperty: attribute, event: owner?.name).prefix(Names.most).map {
      (Spelling.value($0.value), "\($0.records) records")
    }
  }

}
