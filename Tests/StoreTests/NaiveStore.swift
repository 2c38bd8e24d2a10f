import DataModel
import Store
import TestSupport

/// A random workspace, given as rows.
struct Sample {
  struct Row {
    var id: String?
    var customer: String?
    var about: String?
    /// One for each role.
    var times: [Moment?]
    var name: String
    var note: String?
    var serial: Int64
  }

  struct Load {
    var number: Int
    var needsTime: Bool
    /// Each file's rows.
    var files: [[Row]]
    var isEvents: Bool
  }

  var zone: Zone
  var today: Moment?
  var known: [[String?]] = []
  var linked: [(alias: String, canonical: String)] = []
  var loads: [Load] = []

  init(using generator: inout SplitMix) {
    zone = Bool.random(using: &generator) ? .utc : Zone(named: "America/New_York") ?? .utc
    // Around the start of daylight saving time in New York on 9 March 2025.
    let base: Int32 = 20_155
    if Int.random(in: 0..<3, using: &generator) == 0 { today = .at(base + 3) }
    let people = (0..<Int.random(in: 1...9, using: &generator)).map { "c\($0)" }
    func person() -> String? {
      Int.random(in: 0..<8, using: &generator) == 0 ? nil : people.randomElement(using: &generator)
    }
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      known.append((0..<Int.random(in: 0...6, using: &generator)).map { _ in person() })
    }
    for _ in 0..<Int.random(in: 0...5, using: &generator) {
      linked.append((people.randomElement(using: &generator) ?? "", person() ?? "c0"))
    }
    var serial: Int64 = 0
    let names = ["login", "Login", "order", "pay"]
    for number in 0..<Int.random(in: 0...4, using: &generator) {
      let isEvents = Bool.random(using: &generator)
      let roles = isEvents ? Int.random(in: 1...2, using: &generator) : 1
      let rowCount = Int.random(in: 0...(number == 0 ? 120 : 12), using: &generator)
      let files = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
        (0..<rowCount).map { _ in
          serial += 1
          return Row(
            id: Bool.random(using: &generator) ? "r\(Int.random(in: 0...9, using: &generator))" : nil,
            customer: person(), about: person(),
            times: (0..<roles).map { _ in
              let day = base + Int32.random(in: 0...6, using: &generator)
              switch Int.random(in: 0..<6, using: &generator) {
              case 0: return nil
              case 1, 2: return .day(Day(day))
              case _: return .at(day, second: Int64.random(in: 0...4, using: &generator) * 3600)
              }
            },
            name: names.randomElement(using: &generator) ?? "",
            note: Bool.random(using: &generator)
              ? ["very good", "bad"].randomElement(using: &generator) : nil,
            serial: serial)
        }
      }
      loads.append(
        Load(
          number: number, needsTime: Bool.random(using: &generator),
          files: files, isEvents: isEvents))
    }
  }

  var customers: [CustomerBatch] {
    known.map { ids in
      let key = Column.texts("id", ids)
      return CustomerBatch(Table(key), key: key, load: 9, report: .sample(.customers))
    }
  }

  var links: LinkBatch {
    LinkBatch(alias: .texts("a", linked.map(\.alias)), canonical: .texts("b", linked.map(\.canonical)))
  }

  var events: [EventBatch] {
    loads.filter(\.isEvents).flatMap { load in
      load.files.map { rows in
        let who = Column.texts("who", rows.map(\.customer))
        let roles = (0..<(rows.first?.times.count ?? 1)).map { role in
          EventBatch.Role(
            name: role == 0 ? .column(.texts("name", rows.map(\.name))) : .constant("refund"),
            at: .moments("at\(role)", rows.map { $0.times[role] }, zone: zone), needsTime: load.needsTime)
        }
        return EventBatch(
          Table(who, .integers("serial", rows.map(\.serial)), .texts("Note", rows.map(\.note))), roles: roles,
          customer: who, load: load.number, report: .sample(.events))
      }
    }
  }

  var feedback: [FeedbackBatch] {
    loads.filter { !$0.isEvents }.flatMap { load in
      load.files.map { rows in
        let who = Column.texts("who", rows.map(\.customer))
        var batch = FeedbackBatch(
          Table(who, .integers("serial", rows.map(\.serial))), customer: who,
          at: .moments("at", rows.map { $0.times[0] }, zone: zone), load: load.number,
          report: .sample(.feedback))
        var texts = TextHeap()
        for row in rows { texts.append(row.note ?? "") }
        batch.texts = texts
        batch.about = .texts("about", rows.map(\.about))
        batch.id = .texts("id", rows.map(\.id))
        return batch
      }
    }
  }
}

/// The same workspace as plain lists, computed directly from the rules.
struct NaiveStore {
  struct Record {
    var load: Int
    /// The row's number over all rows, and the role.
    var serial: Int64
    var role: Int
    var rawCustomer: String?
    var customer: String?
    var about: String?
    var at: Int64
    var isDay: Bool
    var kind: String
    var note: String?
  }

  private(set) var customers: [String] = []
  private(set) var knownCount = 0
  private(set) var linkConflicts = 0
  private(set) var afterClock = 0
  private(set) var now: Instant?
  private(set) var kinds: [String] = []
  /// One list per customer, and one for unknown authors.
  private(set) var events: [[Record]] = []
  private(set) var feedback: [[Record]] = []

  init(_ sample: Sample) {
    var person: [String: String] = [:]
    func resolve(_ id: String) -> String { person[id].map(resolve) ?? id }
    for (alias, canonical) in sample.linked where resolve(alias) != resolve(canonical) {
      if person[alias] == nil { person[alias] = resolve(canonical) } else { linkConflicts += 1 }
    }
    func create(_ id: String?) {
      if let id, !customers.contains(resolve(id)) { customers.append(resolve(id)) }
    }
    for id in sample.known.joined() { create(id) }
    knownCount = customers.count

    var records: [(isEvents: Bool, record: Record)] = []
    for load in sample.loads {
      let rows = load.files.flatMap { $0 }
      for row in rows {
        for (role, time) in row.times.enumerated() where time != nil || !(load.needsTime && load.isEvents) {
          let at = time.map { sample.zone.start(of: $0).microseconds } ?? Int64.min
          records.append(
            (
              load.isEvents,
              Record(
                load: load.number, serial: row.serial, role: role, rawCustomer: row.customer,
                customer: row.customer.map(resolve), about: row.about.map(resolve), at: at,
                isDay: time?.isDay ?? false, kind: role == 0 ? row.name.lowercased() : "refund",
                note: row.note)
            ))
        }
      }
    }

    if let today = sample.today, case .day(let day) = today {
      now = Instant(microseconds: sample.zone.start(of: day.adding(days: 1)).microseconds - 1)
    } else if let newest = records.map(\.record.at).max(), newest != Int64.min {
      now = Instant(microseconds: newest)
      if records.contains(where: { $0.record.at == newest && $0.record.isDay }) {
        let day = sample.zone.day(of: Instant(microseconds: newest))
        now = Instant(microseconds: sample.zone.start(of: day.adding(days: 1)).microseconds - 1)
      }
    }
    let limit = now?.microseconds ?? Int64.max
    afterClock = records.count { $0.record.at > limit }
    records.removeAll { $0.record.at > limit }
    for (isEvents, record) in records {
      create(record.rawCustomer)
      if !isEvents { create(record.about) }
      if isEvents, !kinds.contains(record.kind) { kinds.append(record.kind) }
    }
    let authors: [String?] = customers + [nil]
    func cluster(_ wanted: Bool) -> [[Record]] {
      authors.map { author in
        records.filter { $0.isEvents == wanted && $0.record.customer == author }.map(\.record)
          .sorted(by: NaiveStore.isBefore)
      }
    }
    events = cluster(true)
    feedback = cluster(false)
  }

  static func isBefore(_ left: Record, _ right: Record) -> Bool {
    (left.at, left.load, left.serial, left.role) < (right.at, right.load, right.serial, right.role)
  }

  /// The index of a customer; the number of customers for an unknown one.
  func index(of customer: String?) -> Int {
    customer.flatMap { customers.firstIndex(of: $0) } ?? customers.count
  }
}
