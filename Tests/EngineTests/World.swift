public import DataModel
import Plan
import Store
import Testing
import Text

@testable import Engine

/// A small workspace written in a test: people, what they did, what they said.
struct World {
  struct Event {
    var who: String?
    var kind: String
    var at: Moment?
    var properties: [String: Scalar]
    var load: Int
  }

  struct Message {
    var who: String?
    var at: Moment?
    var text: String
    var channel: String
    var score: Scalar
    var about: String?
    var properties: [String: Scalar]
  }

  var people: [(id: String, attributes: [String: Scalar])] = []
  var events: [Event] = []
  var messages: [Message] = []
  var zone: Zone = .utc
  var today: Moment?
  var scale: Scale? = Scale(low: 0, high: 10)
  var start: String?
  var end: String?

  mutating func person(_ id: String, _ attributes: [String: Scalar] = [:]) { people.append((id, attributes)) }

  mutating func did(
    _ who: String?, _ kind: String, _ at: Moment?, _ properties: [String: Scalar] = [:], load: Int = 1
  ) {
    events.append(Event(who: who, kind: kind, at: at, properties: properties, load: load))
  }

  mutating func said(
    _ who: String?, _ at: Moment?, _ text: String, in channel: String = "survey", score: Int64? = nil,
    about: String? = nil, _ properties: [String: Scalar] = [:]
  ) {
    messages.append(
      Message(
        who: who, at: at, text: text, channel: channel, score: score.map { .integer($0) } ?? .missing,
        about: about, properties: properties))
  }

  /// The store of the workspace; customers without an id in `people` are created from their records.
  var store: DataStore {
    get throws {
      var builder = StoreBuilder(zone: zone, today: today)
      if !people.isEmpty {
        let table = table(people.map(\.attributes), beside: [column("id", people.map { .text($0.id) })])
        var batch = CustomerBatch(table, key: table.columns[0], load: 0, report: report(.customers))
        batch.label = people.contains { $0.attributes["name"] != nil } ? "name" : nil
        batch.value = people.contains { $0.attributes["mrr"] != nil } ? "mrr" : nil
        batch.start = start
        batch.end = end
        builder.add(batch)
      }
      for load in Set(events.map(\.load)).sorted() {
        let rows = events.filter { $0.load == load }
        let role = EventBatch.Role(
          name: .column(column("event", rows.map { .text($0.kind) })), at: times(rows.map(\.at)))
        let who = column("who", rows.map { $0.who.map { .text($0) } ?? .missing })
        builder.add(
          EventBatch(
            table(rows.map(\.properties)), roles: [role], customer: who, load: load, report: report(.events)))
      }
      if !messages.isEmpty {
        var batch = FeedbackBatch(
          table(messages.map(\.properties)),
          customer: column("who", messages.map { $0.who.map { .text($0) } ?? .missing }),
          at: times(messages.map(\.at)), load: 9, report: report(.feedback))
        var texts = TextHeap()
        for message in messages { texts.append(message.text) }
        batch.texts = texts
        batch.channel = .column(column("channel", messages.map { .text($0.channel) }))
        let scores = Column(scalars: messages.map(\.score), zone: zone).named("nps")
        batch.scores = [FeedbackBatch.Score(scores, rules: scale.map { [.init($0)] } ?? [])]
        if messages.contains(where: { $0.about != nil }) {
          batch.about = column("about", messages.map { $0.about.map { .text($0) } ?? .missing })
        }
        builder.add(batch)
      }
      return try builder.finish().store
    }
  }

  private func table(_ rows: [[String: Scalar]], beside columns: [Column] = []) -> Table {
    let names = Set(rows.flatMap(\.keys)).sorted()
    return Table(
      rowCount: rows.count,
      columns: columns + names.map { name in column(name, rows.map { $0[name] ?? .missing }) })
  }

  private func column(_ name: String, _ values: [Scalar]) -> Column {
    if values.allSatisfy({ $0 == .missing }) {
      return Column(
        name, codes: values.map { _ in 0 }, dictionary: StringPool(), presence: Bitmap(count: values.count))
    }
    return Column(scalars: values, zone: zone).named(name)
  }

  private func times(_ moments: [Moment?]) -> Column { Column("at", moments: moments, zone: zone) }

  private func report(_ kind: LoadSpec.Kind) -> LoadReport.File {
    LoadReport.File(path: "test.csv", kind: kind)
  }
}

extension World {
  /// The ids of the people for whom a condition holds, in the order of the store.
  func who(_ condition: Condition) throws -> [String] {
    var batch = Batch()
    let rows = batch.add(Plan.Rows(who: condition))
    let count = batch.add(PeopleCount(condition))
    let replies = try InMemoryEngine(store: try store).run(batch)
    #expect(replies[count].people == replies[rows].ids.count)
    return replies[rows].ids
  }

  func run<M: Measurement>(_ measurement: M) throws -> M.Reply {
    try InMemoryEngine(store: try store).run(measurement)
  }

  /// The figures of a single group of everything.
  func figures(
    _ metrics: [Metric], of subject: Plan.Subject = .people, who: Condition = .everyone
  ) throws -> [MetricResult] {
    try run(Groups(who: who, subject: subject, metrics: metrics)).rows[0].figures
  }
}

extension Moment {
  /// `2025-03-01`, or with a time of day in UTC `2025-03-01T10:00`.
  static func at(_ text: String) -> Moment {
    let parts = text.split(whereSeparator: { "-T:".contains($0) }).compactMap { Int($0) }
    let day = Day(year: parts[0], month: parts[1], day: parts[2]) ?? Day(0)
    guard parts.count > 4 else { return .day(day) }
    let seconds = parts[3] * 3600 + parts[4] * 60
    return .instant(
      Instant(microseconds: Int64(day.number) * Instant.microsecondsPerDay + Int64(seconds) * 1_000_000))
  }
}

extension Scalar: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  public init(stringLiteral text: String) { self = .text(text) }
  public init(integerLiteral number: Int64) { self = .integer(number) }
  public init(booleanLiteral holds: Bool) { self = .boolean(holds) }

  static func at(_ text: String) -> Scalar { .moment(.at(text)) }
}

extension RecordScope {
  static func events(_ names: String..., with filter: Condition? = nil, in window: Window? = nil)
    -> RecordScope
  {
    RecordScope(.events(names.map { .kind($0) }), filter: filter, window: window)
  }

  static func mentioning(_ text: String, channels: [String] = [], with filter: Condition? = nil)
    -> RecordScope
  {
    RecordScope(
      .feedback, saying: Pattern(typed: text).map { .pattern($0) }, channels: channels, filter: filter)
  }
}

extension Condition {
  static func did(_ name: String, _ amount: Amount = .some, in window: Window? = nil) -> Condition {
    .records(.events(name, in: window), amount)
  }

  static func mentioned(_ text: String) -> Condition { .records(.mentioning(text), .some) }
}

extension Value {
  static func attribute(_ name: String, _ type: ValueType = .text) -> Value {
    .attribute(AttributeRef(name, type))
  }
  static func property(_ name: String, _ type: ValueType = .integer) -> Value {
    .property(PropertyRef(name, .column, type))
  }
}

extension Window {
  /// The last days up to the clock's.
  static func last(days: Int) -> Window {
    Window(
      from: .day(.now, moved: TimeSpan(1 - days, .day)), to: .day(.now, moved: TimeSpan(0, .day)),
      words: "in last \(days) days")
  }

  static func days(_ first: String, _ last: String) -> Window {
    let none = TimeSpan(0, .day)
    return Window(
      from: .day(.literal(.at(first)), moved: none), to: .day(.literal(.at(last)), moved: none),
      words: "between")
  }
}
