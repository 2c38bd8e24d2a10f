/// Everybody in a world, with what they did and said, as the documentation says that files become people. Rows with one key
/// are merged or, if they contradict each other, the first one counts; of rows with one id, the newest counts. Unknown ids
/// become customers. Nothing after the clock is there, nor anybody known only from such rows.
final class Census {
  let world: World
  let place: Place
  /// The clock.
  let now: Now
  /// People who start after the clock are not there yet.
  private(set) lazy var people = souls.filter { soul in
    soul.time("signup").map { !world.hasStart || place.compare($0, now.at) <= 0 } ?? true
  }
  private lazy var idsOfPeople = Set(people.map(\.id))
  private(set) var souls: [Soul] = []
  /// All records that questions see, in the stable order.
  private(set) var events: [Record] = []
  private(set) var messages: [Record] = []
  private var places: [String: Int] = [:]
  private var sayers: [Saying: Set<ObjectIdentifier>] = [:]
  private(set) lazy var knownTexts = textsWithoutQuotes

  /// For each stem, its form in the most messages; among equals, the first in alphabetical order.
  private(set) lazy var commonestForms = {
    var counts: [String: [String: Int]] = [:]
    for message in messages {
      for word in Set(message.utterance?.words ?? []) {
        counts[word.stems[0], default: [:]][word.form, default: 0] += 1
      }
    }
    return counts.compactMapValues { forms in
      forms.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }
  }()

  /// All words of all messages.
  private(set) lazy var vocabulary = Set(messages.flatMap { $0.utterance?.words ?? [] })
  /// How many messages have words, and how many have each stem.
  private(set) lazy var spoken = messages.count(where: \.hasWords)
  private(set) lazy var messagesByStem = messages.reduce(into: [String: Int]()) { counts, message in
    for stem in message.stems { counts[stem, default: 0] += 1 }
  }

  /// The clock: a moment, and its day.
  struct Now {
    var at: When
    var day: Int
    /// The last microsecond of `at`.
    var instant: Int
  }

  init(_ world: World) {
    self.world = world
    place = world.place
    let events = Census.events(of: world)
    let messages = Census.messages(of: world)
    now = Census.clock(world, events + messages)
    for row in Census.standing(world.customers) {
      let soul = soul(row.id)
      soul.isKnown = true
      soul.attributes[row.file == .sellers ? "seller_id" : "id"] = .text(row.id)
      if row.file == .sellers { soul.attributes["merchant"] = .flag(true) }
      for (name, value) in row.values where soul.attributes[name] == nil { soul.attributes[name] = value }
    }
    self.events = arranged(events)
    self.messages = arranged(messages)
    for record in self.events { if let id = record.customer { soul(id).events.append(record) } }
    for record in self.messages {
      if let id = record.customer { soul(id).said.append(record) }
      if let id = record.about { soul(id).heard.append(record) }
    }
  }

  private func soul(_ id: String) -> Soul {
    if let index = places[id] { return souls[index] }
    places[id] = souls.count
    souls.append(Soul(id: id))
    return souls[souls.count - 1]
  }

  /// Whether figures count it: records of people who are not there yet are in no figure.
  func isCounted(_ record: Record) -> Bool { record.customer.map(idsOfPeople.contains) ?? true }

  /// Whether a message says something. Each saying is searched for once, in all messages.
  func says(_ message: Record, _ saying: Saying) -> Bool {
    if let known = sayers[saying] { return known.contains(ObjectIdentifier(message)) }
    let found = messages.filter { $0.utterance.map { saying.isSaid(in: $0) } ?? false }
    sayers[saying] = Set(found.map { ObjectIdentifier($0) })
    return says(message, saying)
  }

  func person(_ id: String) -> Soul? { places[id].map { souls[$0] } }

  /// The records up to the clock, in the stable order.
  private func arranged(_ records: [Record]) -> [Record] {
    stable(records.filter { place.compare($0.at, now.at) <= 0 })
  }

  /// In the stable order: time, load, row. A date of a person has no row, and comes before all others of its time.
  func stable(_ records: [Record]) -> [Record] {
    records.sorted { left, right in
      let (l, r) = (place.start(left.at), place.start(right.at))
      return l != r ? l < r : left.order.lexicographicallyPrecedes(right.order)
    }
  }

  private static func clock(_ world: World, _ records: [Record]) -> Now {
    let place = world.place
    if let today = world.today {
      return Now(at: .day(today), day: today, instant: place.start(ofDay: today + 1) - 1)
    }
    var newest: When = .day(0)
    for record in records where place.start(record.at) > place.start(newest) { newest = record.at }
    switch newest {
    case .day(let day): return Now(at: newest, day: day, instant: place.start(ofDay: day + 1) - 1)
    case .instant(let instant): return Now(at: newest, day: place.day(newest), instant: instant)
    }
  }

  /// The rows that count: of rows with one key in one file that contradict each other, only the first.
  private static func standing(_ rows: [World.CustomerRow]) -> [World.CustomerRow] {
    var standing: [World.CustomerRow] = []
    for row in rows {
      let group = rows.filter { $0.file == row.file && $0.id == row.id }
      let isContradicted = group.contains { left in
        group.contains { right in
          left.values.contains { name, value in right.values[name].map { $0 != value } ?? false }
        }
      }
      let isFirst = !standing.contains { $0.file == row.file && $0.id == row.id }
      if isFirst || !isContradicted { standing.append(row) }
    }
    return standing
  }

  /// The newest time in a row; long ago if it has none.
  private static func age(_ times: [When], _ world: World) -> Int {
    times.map { world.place.start($0) }.max() ?? Int.min
  }

  private static func events(of world: World) -> [Record] {
    var rows: [(row: World.EventRow, number: Int)] = []
    for (number, row) in world.events.enumerated() {
      let isOlder = rows.contains { other, _ in
        row.id != nil && other.file == row.file && other.id == row.id
          && age(row.happened.map(\.at), world) < age(other.happened.map(\.at), world)
      }
      if isOlder { continue }
      if let id = row.id { rows.removeAll { $0.row.file == row.file && $0.row.id == id } }
      rows.append((row, number))
    }
    return rows.flatMap { row, number in
      // Of two events in one row, the one whose `as` comes first in the load is first.
      row.happened.sorted { $0.kind < $1.kind }.enumerated().map { index, happening in
        let record = Record(
          kind: happening.kind, at: happening.at, order: [row.file.rawValue, number, index],
          customer: row.customer)
        record.properties = row.values.filter { Schema.properties(of: happening.kind).contains($0.key) }
        for other in row.happened where row.file == .orders {
          record.properties[other.kind == "order" ? "created_at" : "refunded_at"] = .when(other.at)
        }
        return record
      }
    }
  }

  private static func messages(of world: World) -> [Record] {
    var rows: [(row: World.MessageRow, number: Int)] = []
    for (number, row) in world.messages.enumerated() {
      let isOlder = rows.contains { other, _ in
        row.id != nil && other.file == row.file && other.id == row.id
          && age([row.at], world) < age([other.at], world)
      }
      if isOlder { continue }
      if let id = row.id { rows.removeAll { $0.row.file == row.file && $0.row.id == id } }
      rows.append((row, number))
    }
    return rows.map { row, number in
      let record = Record(
        kind: row.channel, at: row.at, order: [row.file.rawValue, number, 0], customer: row.customer)
      record.isMessage = true
      record.about = row.about
      record.properties = row.values
      record.properties["channel"] = .text(row.channel)
      let scale = row.file == .tickets && world.hasTwoScales ? 1...5 : 0...10
      if let score = row.score, scale.contains(score) { record.properties["score"] = .number(score * 100) }
      if let text = row.text {
        record.text = text
        record.utterance = Utterance(text)
        record.properties["text"] = .text(text)
      }
      return record
    }
  }
}

/// A person.
final class Soul {
  let id: String
  var attributes: [String: Datum] = [:]
  var events: [Record] = []
  var said: [Record] = []
  var heard: [Record] = []
  var isKnown = false
  /// Whether this is the author of messages whose author is unknown.
  var isStranger: Bool { id.isEmpty }

  init(id: String) { self.id = id }
}

/// An event, or a message (its kind is the channel).
final class Record {
  let kind: String
  let at: When
  /// Load, row, place in the row.
  let order: [Int]
  let customer: String?
  var isMessage = false
  var about: String?
  var properties: [String: Datum] = [:]
  var text: String?
  var utterance: Utterance?
  private(set) lazy var stems = Set((utterance?.words ?? []).map { $0.stems[0] })
  private(set) lazy var foldedText = Utterance.fold(text ?? "")

  init(kind: String, at: When, order: [Int], customer: String?) {
    self.kind = kind
    self.at = at
    self.order = order
    self.customer = customer
  }
}
