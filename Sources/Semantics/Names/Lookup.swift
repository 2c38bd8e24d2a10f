import DataModel
import Plan
import SourceText
import Syntax

/// The meanings of a name, by kind. Names are compared in lower case; one that is spelt exactly as typed wins.
extension Resolver {
  /// The user's definition of a name; topics have a namespace of their own (`topic(named:)`).
  func definition(_ name: Syntax.Name) -> Plan.Definition? {
    scope.definitions.definition(name.text)
  }

  func topic(_ name: Syntax.Name) -> Plan.Definition? { scope.definitions.topic(name.text) }

  func attribute(_ name: Syntax.Name) -> AttributeRef? {
    pick(name, from: catalog.attributes.map(\.ref), by: \.name)
  }

  /// The date attributes that `X` can mean: `X` itself, else `X_at`, `X_on` and `X_date`.
  func dates(_ name: Syntax.Name) -> [AttributeRef] {
    let times = catalog.attributes.map(\.ref).filter(\.type.isTime)
    if let exact = pick(name, from: times, by: \.name) { return [exact] }
    let longer = ["_at", "_on", "_date"].map { name.text + $0 }
    return times.filter { longer.contains($0.name.lowercased()) }
  }

  /// The event of a name, singular or plural; one spelt as typed wins over others.
  func event(_ name: Syntax.Name) -> EventInfo? {
    catalog.eventNames.index(of: name.spelling).map { catalog.events[$0] }
  }

  /// The channel as the catalog spells it, singular or plural.
  func channel(_ name: Syntax.Name) -> String? {
    pick(name, fromNouns: catalog.channels.map(\.name), by: \.self)
  }

  /// The values of `segments by` attributes that a noun names, singular or plural. One spelt as typed wins over others.
  func populations(_ name: Syntax.Name) -> [(attribute: AttributeRef, value: String)] {
    let found = catalog.slots.populations.flatMap { attribute in
      catalog.values(of: attribute).filter { Nouns.agree(name.text, $0.value) }.map { (attribute, $0.value) }
    }
    let spelt = found.filter { $0.1 == name.spelling }
    let exact = spelt.isEmpty ? found.filter { $0.1.lowercased() == name.text } : spelt
    return (exact.isEmpty ? found : exact).map { (attribute: $0.0, value: $0.1) }
  }

  /// The yes/no attribute that a noun names, singular or plural: a file's own population (`as seller`) is one.
  func flag(_ name: Syntax.Name) -> AttributeRef? {
    catalog.attributes.map(\.ref).first { $0.type == .boolean && Nouns.agree(name.text, $0.name) }
  }

  /// The same for nouns: a plural or singular is accepted if it can mean only one.
  private func pick<Candidate>(
    _ name: Syntax.Name, fromNouns candidates: [Candidate], by spelling: (Candidate) -> String
  ) -> Candidate? {
    if let exact = pick(name, from: candidates, by: spelling) { return exact }
    let alike = candidates.filter { Nouns.agree(name.text, spelling($0)) }
    return alike.count == 1 ? alike.first : nil
  }

  private func pick<Candidate>(
    _ name: Syntax.Name, from candidates: [Candidate], by spelling: (Candidate) -> String
  ) -> Candidate? {
    candidates.first { spelling($0) == name.spelling }
      ?? candidates.first { spelling($0).lowercased() == name.text }
  }
}

/// The records that a name is read in: inside `with (…)`, or in a question about records.
struct RecordContext {
  var source: RecordScope.Source
  /// Feedback's channels; empty means any.
  var channels: [String] = []
  /// The rewrite that narrows the place to channels, given as text: `in survey`.
  var narrowing: ((String) -> Diagnostic.Edit)?
  /// What the question says about its records.
  var known = Known()

  var holdsMessages: Bool {
    switch source {
    case .feedback, .heard: true
    case .events, .anyEvent: false
    }
  }

  /// In everyday words: `order`, `feedback`.
  var words: String {
    switch source {
    case .events(let kinds): kinds.map(\.name).joined(separator: " or ")
    case .anyEvent: "events"
    case .feedback, .heard: "feedback"
    }
  }
}

extension Resolver {
  /// The kinds of event that a place holds; empty for feedback.
  func kinds(in place: RecordContext) -> [EventInfo] {
    switch place.source {
    case .events(let refs):
      let wanted = Set(refs)
      return catalog.events.filter { wanted.contains(.kind($0.name)) }
    case .anyEvent: return catalog.events
    case .feedback, .heard: return []
    }
  }

  /// The record's own property, even if no record has a value for it: it is then missing in all of them, and does not mean
  /// an attribute of the same name.
  func ownProperty(_ name: Syntax.Name, in place: RecordContext) -> PropertyRef? {
    if let property = property(name, in: place) { return property }
    let lacking =
      switch place.source {
      case .events, .anyEvent: kinds(in: place).flatMap(\.lacking)
      case .feedback, .heard: catalog.feedbackLacking
      }
    guard let attribute = attribute(name), let column = pick(name, from: lacking, by: \.name) else {
      return nil
    }
    report(
      .unknownValue, severity: .note, "`\(column.name)` is missing in all of these records", at: name.span,
      label: "a property of the record, not of the person",
      fixes: [
        .init(
          "`their \(bare(attribute.name))` is about the person", replacing: name.span,
          with: "their \(bare(attribute.name))")
      ])
    return PropertyRef(column.name, .column, column.type)
  }

  /// The record's own property of a name: a slot such as `at`, or a column.
  func property(_ name: Syntax.Name, in place: RecordContext) -> PropertyRef? {
    // A slot is looked up before a column of its name: if the column fills it, they are the same, and other files may fill
    // it too.
    switch place.source {
    case .events, .anyEvent:
      if name.text == "at" { return PropertyRef("at", .at, .timestamp) }
      let columns = kinds(in: place).flatMap(\.properties)
      if let column = pick(name, from: columns, by: \.name) {
        let same = columns.filter { $0.name == column.name }
        let (types, units) = (Set(same.map(\.type)), Set(same.map(\.unit)))
        return settled(
          PropertyRef(
            column.name, .column, types.count == 1 ? column.type : merged(types),
            unit: units.count == 1 ? column.unit : nil), in: place)
      }
      return name.text == "event" ? PropertyRef("event", .kind, .text) : nil
    case .feedback, .heard:
      switch name.text {
      case "at": return PropertyRef("at", .at, .timestamp)
      case "channel": return PropertyRef("channel", .channel, .text)
      case "text": return PropertyRef("text", .text, .text)
      case _: break
      }
      if let score = pick(name, from: catalog.scores, by: \.name) {
        return PropertyRef(score.name, .score, score.type)
      }
      if let column = pick(name, from: catalog.feedbackProperties, by: \.name) {
        return settled(PropertyRef(column.name, .column, column.type, unit: column.unit), in: place)
      }
      guard name.text == "score" else { return nil }
      return scores(in: place.channels).first.map { PropertyRef($0.name, .score, $0.type) }
    }
  }

  /// One type for a property that differs from kind to kind.
  private func merged(_ types: Set<ValueType>) -> ValueType {
    if types.allSatisfy(\.isNumber) { return .real }
    return types.allSatisfy(\.isTime) ? .timestamp : .text
  }

  /// The score columns with scores in some channels; empty means any.
  func scores(in channels: [String]) -> [ScoreInfo] {
    catalog.scores.filter { score in channels.isEmpty || channels.contains { score.scales[$0] != nil } }
  }

  /// The distinct text values of a property of a place, most frequent first.
  func values(of property: PropertyRef, in place: RecordContext) -> [(value: String, count: Int)] {
    switch property.slot {
    case .channel: return catalog.channels.map { ($0.name, $0.messages) }
    case .kind: return kinds(in: place).map { ($0.name, $0.records) }
    case .at, .day, .text, .score: return []
    case .column:
      switch place.source {
      case .feedback, .heard:
        return catalog.values(ofProperty: property.name, event: nil).map { ($0.value, $0.records) }
      case .events, .anyEvent:
        var counts: [String: Int] = [:]
        for kind in kinds(in: place) {
          for (value, records) in catalog.values(ofProperty: property.name, event: kind.name) {
            counts[value, default: 0] += records
          }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
      }
    }
  }
}
