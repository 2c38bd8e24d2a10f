import DataModel
import Session
import SourceText
import TestSupport
import Testing

/// A small workspace written in a test, with questions as users type them.
struct World {
  struct Person {
    var id: String
    var start: Day?
    var end: Day?
    var plan = "free"
  }

  /// An event, or with `text` a message.
  struct Record {
    var who: String
    var kind: String
    /// A day in the workspace's zone.
    var day: Day
    /// Minutes of the local day; nil if only the day is known.
    var minute: Int?
    var text: String?
    var device = ""
  }

  var people: [Person] = []
  var records: [Record] = []
  var zone = "UTC"
  var weekStart = "monday"
  /// The day set by `set today`; nil for that of the newest record.
  var today: Day?

  mutating func person(_ id: String, from start: String? = nil, to end: String? = nil, plan: String = "free")
  {
    people.append(Person(id: id, start: start.map(day), end: end.map(day), plan: plan))
  }

  /// `"2025-03-01T10:00"`, or only the day.
  mutating func did(_ who: String, _ kind: String, _ at: String, device: String = "", text: String? = nil) {
    let parts = at.split(separator: "T")
    let time = parts.count > 1 ? parts[1].split(separator: ":").compactMap { Int($0) } : []
    records.append(
      Record(
        who: who, kind: kind, day: day(String(parts[0])),
        minute: time.count == 2 ? time[0] * 60 + time[1] : nil,
        text: text, device: device))
  }

  private func at(_ record: Record) -> String {
    guard let minute = record.minute else { return record.day.iso }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(record.day.iso)T\(two(minute / 60)):\(two(minute % 60)):00"
  }

  private var files: [String: String] {
    var files = ["customers.csv": "id,signup,churned_at,plan\n", "workspace.heed": ""]
    for person in people {
      files["customers.csv"]? +=
        "\(person.id),\(person.start?.iso ?? ""),\(person.end?.iso ?? ""),\(person.plan)\n"
    }
    var workspace = "set timezone \"\(zone)\"\nset week starts \(weekStart)\n"
    if let today { workspace += "set today \(today.iso)\n" }
    workspace +=
      "load customers from \"customers.csv\"\n  key id\n  segments by plan\n  start signup\n  end churned_at\n"
    // Instants and dates are in different loads, so that ties have an order.
    for (name, isDay) in [("events.csv", false), ("days.csv", true)] {
      let rows = records.filter { $0.text == nil && ($0.minute == nil) == isDay }
      guard !rows.isEmpty else { continue }
      files[name] =
        "who,event,at,device\n" + rows.map { "\($0.who),\($0.kind),\(at($0)),\($0.device)\n" }.joined()
      workspace += "load events from \"\(name)\"\n  customer who\n  name event\n  at at\n"
    }
    let said = records.filter { $0.text != nil }
    if !said.isEmpty {
      files["feedback.csv"] =
        "who,at,text\n" + said.map { "\($0.who),\(at($0)),\($0.text ?? "")\n" }.joined()
      workspace += "load feedback from \"feedback.csv\"\n  customer who\n  at at\n  text text\n"
    }
    files["workspace.heed"] = workspace
    return files
  }

  var session: QuerySession {
    var session = QuerySession(host: .memory(files.mapValues { Array($0.utf8) }), limits: .all)
    session.mayRedefine = true
    for outcome in session.open("workspace.heed") where outcome.failed {
      Issue.record("\(outcome.diagnostics.map(\.message))")
    }
    return session
  }

  /// The answer to the last statement.
  func ask(_ text: String, _ place: SourceLocation = #_sourceLocation) throws -> Answer {
    var session = session
    return try ask(text, &session, place)
  }

  func ask(
    _ text: String, _ session: inout QuerySession, _ place: SourceLocation = #_sourceLocation
  ) throws -> Answer {
    let outcomes = session.run(SourceFile(name: "typed", text: text))
    for outcome in outcomes where outcome.failed {
      Issue.record("\(text): \(outcome.diagnostics.map(\.message))", sourceLocation: place)
    }
    var answer: Answer?
    for outcome in outcomes { if case .answer(let found) = outcome.result { answer = found } }
    return try #require(answer, "\(text)", sourceLocation: place)
  }

  /// The errors of a statement.
  func errors(_ text: String) -> [String] {
    var session = session
    return session.run(SourceFile(name: "typed", text: text)).flatMap(\.diagnostics)
      .filter { $0.severity == .error }.map(\.message)
  }
}

func day(_ iso: String) -> Day {
  let parts = iso.split(separator: "-").compactMap { Int($0) }
  return Day(year: parts[0], month: parts[1], day: parts[2]) ?? Day(0)
}

extension Answer.Table {
  /// A column by its name, as plain values.
  func column(_ name: String) -> [Scalar] {
    guard let index = columns.firstIndex(where: { $0.name == name }) else { return [] }
    return rows.map { $0[index].value }
  }

  func numbers(_ name: String) -> [Int?] { column(name).map(\.integer) }
  func shares(_ name: String) -> [Double?] { column(name).map(\.number) }
  func texts(_ name: String) -> [String] { column(name).map { $0.text ?? "" } }

  func marks(_ name: String) -> [Bool] {
    guard let index = columns.firstIndex(where: { $0.name == name }) else { return [] }
    return rows.map { $0[index].isUnfinished }
  }
}

extension Answer {
  func figure(_ key: String) -> Scalar? { summary.first { $0.key == key }?.value }

  /// Every figure of an answer is a finite number.
  var isFinite: Bool {
    let values = tables.flatMap(\.rows).joined().map(\.value) + summary.map(\.value)
    return values.allSatisfy { value in if case .real(let real) = value { real.isFinite } else { true } }
  }
}

/// The same random numbers in every run.
struct Dice {
  private var random: SplitMix

  init(_ seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func roll(_ sides: Int) -> Int { random.below(sides) }
}
