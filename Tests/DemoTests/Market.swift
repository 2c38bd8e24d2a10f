import Demo
import Synchronization
import Testing
import Text

/// The files of a marketplace, parsed independently of the code that wrote them.
struct Market: Sendable {
  struct Customer {
    var id: String
    var role, plan, region: String
    var signup, end: Int?
    var bulkUpload, shard: String
    var hasLeft: Bool { end != nil }
  }

  struct Event {
    var customer: String
    var name: String
    var day: Int
    var at: String
    var order: String
  }

  struct Message {
    var customer: String
    var day: Int
    var at: String
    var channel: String
    var score: Int?
    var about: String
    var text: String
    var tokens: [String]
    var stems: Set<String>
  }

  var customers: [Customer]
  var events: [Event]
  var messages: [Message]
  let lastDay = dayNumber("2025-06-30")

  init(seed: UInt64, vocabulary: Vocabulary = .marketplace) throws {
    let files = Marketplace(seed: seed, vocabulary: vocabulary).files()
    func table(_ path: String) throws -> [[String]] {
      try parseCSV(#require(files.first { $0.path == path }).bytes)
    }
    customers = try table("customers.csv").map { row in
      try #require(row.count == 10)
      return Customer(
        id: row[0], role: row[2], plan: row[3], region: row[4], signup: dayNumber(row[5]),
        end: row[7].isEmpty ? nil : dayNumber(row[7]), bulkUpload: row[8], shard: row[9])
    }
    events = try table("events.csv").map { row in
      try #require(row.count == 6)
      return Event(customer: row[0], name: row[1], day: dayNumber(row[2]), at: row[2], order: row[5])
    }
    let stemmer = Stemmer(.english)
    var stems: [String: String] = [:]
    messages = try table("feedback.csv").map { row in
      try #require(row.count == 8)
      let tokens = Token.all(in: row[7]).map(\.form)
      for token in tokens where stems[token] == nil { stems[token] = stemmer.stem(token) }
      return Message(
        customer: row[1], day: dayNumber(row[2]), at: row[2], channel: row[3], score: Int(row[4]),
        about: row[6],
        text: row[7], tokens: tokens, stems: Set(tokens.compactMap { stems[$0] }))
    }
  }

  /// Markets are slow to make in a debug build, so each is made once.
  static func of(seed: UInt64) throws -> Market {
    try made.withLock { made in
      if let market = made[seed] { return market }
      let market = try Market(seed: seed)
      made[seed] = market
      return market
    }
  }

  private static let made = Mutex<[UInt64: Market]>([:])

  static let seeds: [UInt64] = [2025, 7, 914_421]

  func people(_ role: String) -> [Customer] { customers.filter { $0.role == role } }

  var written: [Message] { messages.filter { !$0.text.isEmpty } }

  /// People who used a word with one of the stems.
  func saying(_ stems: Set<String>) -> Set<String> {
    Set(messages.lazy.filter { !$0.stems.isDisjoint(with: stems) }.map(\.customer))
  }

  /// The people who have the event at least `times` times.
  func doing(_ event: String, times: Int = 1) -> Set<String> {
    var counts: [String: Int] = [:]
    for each in events where each.name == event { counts[each.customer, default: 0] += 1 }
    return Set(counts.filter { $0.value >= times }.keys)
  }

  /// Net promoter score over each person's latest score.
  func nps(_ people: [Customer]) -> Int {
    let ids = Set(people.map(\.id))
    var latest: [String: Int] = [:]
    for message in messages where ids.contains(message.customer) {
      if let score = message.score { latest[message.customer] = score }
    }
    let (up, down) = (latest.values.count { $0 >= 9 }, latest.values.count { $0 <= 6 })
    return (up - down) * 100 / max(latest.count, 1)
  }
}

func percent(_ part: Int, of whole: Int) -> Int {
  whole == 0 ? 0 : part * 100 / whole
}

/// `2025-06-30T…` → days, counted through a table of month lengths.
func dayNumber(_ text: String) -> Int {
  let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
  guard parts.count == 3 else { return 0 }
  let isLeap = parts[0] % 4 == 0
  let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return (parts[0] - 2020) * 365 + (parts[0] - 2017) / 4 + lengths.prefix(parts[1] - 1).reduce(0, +)
    + parts[2]
}

/// The rows below the header.
private func parseCSV(_ bytes: [UInt8]) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var field: [UInt8] = []
  var isQuoted = false
  var hasClosed = false
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "\""):
      // A doubled quote closes and opens the cell.
      if !isQuoted, hasClosed { field.append(byte) }
      isQuoted.toggle()
      hasClosed = !isQuoted
    case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: "\n") where !isQuoted:
      row.append(String(decoding: field, as: UTF8.self))
      hasClosed = false
      field.removeAll(keepingCapacity: true)
      if byte == UInt8(ascii: "\n") {
        rows.append(row)
        row.removeAll(keepingCapacity: true)
      }
    default:
      field.append(byte)
    }
  }
  return Array(rows.dropFirst())
}
