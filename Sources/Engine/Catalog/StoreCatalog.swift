public import DataModel
public import Plan
public import Store
internal import Synchronization
internal import Text

/// What a store knows about itself before any question. Facts that need a pass over a column are computed when they are
/// first needed, and kept.
public struct StoreCatalog: Catalog {
  private let store: DataStore
  private let facts = Facts()

  public init(_ store: DataStore) { self.store = store }

  public var customerCount: Int { store.customers.count }
  public var customersToCome: Int {
    facts.toCome { customerCount - (store.arrived()?.population ?? customerCount) }
  }
  public var recordsToCome: Int {
    guard customersToCome > 0 else { return 0 }
    return facts.recordsToCome {
      guard let arrived = store.arrived() else { return 0 }
      return (0..<customerCount).reduce(0) { count, person in
        arrived[person]
          ? count : count + store.events.range(of: person).count + store.feedback.range(of: person).count
      }
    }
  }
  public var eventCount: Int { store.events.count }
  public var feedbackCount: Int { store.feedback.count }
  public var clock: Clock? { store.clock }
  public var zone: Zone { store.zone }
  public var weekStart: Int { store.weekStart }

  public var attributes: [AttributeInfo] { facts.attributes { StoreCatalog.attributes(of: store) } }
  public var events: [EventInfo] { facts.events { StoreCatalog.events(of: store) } }
  public var eventNames: NounIndex {
    let events = events
    return facts.eventNames { NounIndex(events.map(\.name)) }
  }
  public var charges: Charges {
    let declared = store.charges.compactMap { store.events.kind(named: $0) }.map {
      store.events.runs[$0].name
    }
    return store.charges.isEmpty ? Charges(guessedFrom: events) : Charges(declared, isGuessed: false)
  }
  public var scores: [ScoreInfo] { facts.scores { StoreCatalog.scores(of: store) } }

  public var declaredScales: [(score: String, scale: Scale)] { store.feedback.declaredScales }

  public var feedbackProperties: [PropertyInfo] {
    let feedback = store.feedback
    let texts = feedback.textNames.filter { feedback.property(named: $0) == nil }
    return feedback.properties.map(PropertyInfo.init)
      + texts.map { PropertyInfo(name: $0, type: .text, present: feedback.count) }
  }

  public var feedbackLacking: [PropertyInfo] {
    store.feedback.lacking.map { PropertyInfo(name: $0.name, type: $0.type, present: 0) }
  }

  public var channels: [(name: String, messages: Int)] {
    facts.values("channel") { store.feedback.channel.counted() }.map { ($0.value, $0.count) }
  }

  public var slots: Slots {
    let customers = store.customers
    func ref(_ slot: Customers.Slot?) -> AttributeRef? {
      slot?.names.first.flatMap { customers.attribute(named: $0) }.map(AttributeRef.init)
    }
    let segments = customers.segments.map { customers.attributes[$0] }
    return Slots(
      key: customers.keyColumn?.name ?? "customer", label: ref(customers.label),
      segments: segments.map(AttributeRef.init), value: ref(customers.value),
      start: ref(customers.start), end: ref(customers.end))
  }

  public var hasUnknownAuthors: Bool {
    (store.feedback.customers.last).map { Int($0) >= customerCount } ?? false
  }
  public var hasAbout: Bool { store.feedback.about != nil }

  public func values(of attribute: AttributeRef) -> [(value: String, people: Int)] {
    guard
      let column = store.customers.attribute(named: attribute.name)
        ?? store.customers.knownColumn(attribute.name)
    else { return [] }
    return facts.values("attribute " + attribute.name.lowercased()) { column.counted() }
      .map { ($0.value, $0.count) }
  }

  public func values(ofProperty name: String, event: String?) -> [(value: String, records: Int)] {
    let column: Column?
    if let event {
      column = store.events.kind(named: event).flatMap { store.events.runs[$0].property(named: name) }
    } else {
      column = store.feedback.property(named: name)
    }
    guard let column else { return [] }
    return facts.values("property \(event?.lowercased() ?? "") \(name.lowercased())") { column.counted() }
      .map { ($0.value, $0.count) }
  }

  public func range(ofFeedback name: String) -> ClosedRange<Double>? {
    let score = store.feedback.scores.first { $0.values.name == name }?.values
    guard let column = score ?? store.feedback.property(named: name) else { return nil }
    let numbers = (0..<column.count).lazy.filter { column.isPresent(at: $0) }
      .compactMap { column.number(at: $0) }
    return numbers.min().flatMap { low in numbers.max().map { low...$0 } }
  }

  public func customerID(_ id: String) -> String? {
    store.customers.index(ofID: id).map { store.customers.ids[$0] }
  }

  public func customerIDs(called label: String) -> [String] {
    guard let labels = store.customers.label?.values else { return [] }
    let wanted = label.lowercased()
    return (0..<labels.count).lazy
      .filter {
        labels.isPresent(at: $0) && labels.scalar(at: $0, zone: store.zone).plainText.lowercased() == wanted
      }
      .prefix(4).map { store.customers.ids[$0] }
  }

  public func nearestIDs(to id: String) -> [String] { nearest(to: id, in: store.customers.ids) }

  public func forms(of word: String) -> [(form: String, messages: Int)] {
    guard let pattern = Pattern(typed: word) else { return [] }
    return store.feedback.index.forms(matching: pattern).map { ($0.form, $0.documents) }
  }

  public func nearestForms(to word: String) -> [String] {
    store.feedback.index.nearestForms(to: word).map(\.form)
  }

  public func words(startingWith prefix: String, limit: Int) -> [(form: String, messages: Int)] {
    if prefix.isEmpty {
      let common = facts.values("words") {
        store.feedback.index.commonestWords(limit: 100).map { ($0.form, $0.documents) }
      }
      return common.prefix(max(0, limit)).map { ($0.value, $0.count) }
    }
    guard let pattern = Pattern(typedPrefix: prefix) else { return [] }
    return store.feedback.index.forms(matching: pattern).prefix(max(0, limit)).map { ($0.form, $0.documents) }
  }
}

/// The facts that were computed, shared by all copies of the catalog.
private final class Facts: Sendable {
  typealias Counts = [(value: String, count: Int)]

  private struct Known {
    var attributes: [AttributeInfo]?
    var events: [EventInfo]?
    var eventNames: NounIndex?
    var scores: [ScoreInfo]?
    var toCome: Int?
    var recordsToCome: Int?
    var values: [String: Counts] = [:]
  }

  private let known = Mutex(Known())

  func attributes(_ make: () -> [AttributeInfo]) -> [AttributeInfo] { once(\.attributes, make) }
  func events(_ make: () -> [EventInfo]) -> [EventInfo] { once(\.events, make) }
  func eventNames(_ make: () -> NounIndex) -> NounIndex { once(\.eventNames, make) }
  func scores(_ make: () -> [ScoreInfo]) -> [ScoreInfo] { once(\.scores, make) }
  func toCome(_ make: () -> Int) -> Int { once(\.toCome, make) }
  func recordsToCome(_ make: () -> Int) -> Int { once(\.recordsToCome, make) }
  func values(_ key: String, _ make: () -> Counts) -> Counts { once(\.values[key], make) }

  private func once<Fact: Sendable>(_ path: WritableKeyPath<Known, Fact?>, _ make: () -> Fact) -> Fact {
    known.withLock { known in
      if let fact = known[keyPath: path] { return fact }
      let fact = make()
      known[keyPath: path] = fact
      return fact
    }
  }
}
