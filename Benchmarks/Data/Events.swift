import Foundation

/// Generates the customers' events, and `events.csv`, sorted by time.
struct Events {
  private static let kinds: [(name: String, weight: Double)] = [
    ("login", 22), ("search", 17), ("view_item", 14), ("list_item", 8), ("order", 7), ("pay", 5.5),
    ("message", 5), ("logout", 4), ("edit_item", 2.5), ("favorite", 2.2), ("add_to_cart", 2), ("share", 1.6),
    ("review", 1.4), ("ship", 1.3), ("deliver", 1.2), ("update_profile", 1), ("invite", 0.8), ("refund", 0.9),
    ("cancel", 0.8), ("dispute", 0.3), ("ticket_open", 0.5), ("ticket_close", 0.45), ("upgrade", 0.3),
    ("downgrade", 0.15), ("export", 0.35), ("import", 0.25), ("api_call", 0.6), ("pause", 0.1),
    ("resume", 0.08), ("report_user", 0.15),
  ]
  /// How much more frequent an event is for customers who leave.
  private static let trouble: [String: Double] = [
    "refund": 2.2, "cancel": 2.6, "dispute": 3, "ticket_open": 1.6, "downgrade": 2.5, "login": 0.85,
  ]
  private static let priced: Set<String> = ["order", "pay", "refund", "upgrade"]
  private static let devices = ["ios", "android", "web", "desktop", "api"]

  /// Draws `count` events in sessions of one to seven, and writes them. A few customers have most of the events.
  static func write(_ count: Int, of people: People, to path: String) throws {
    var draw = Draw(seed: 2)
    let activity = Weighted(draw.shuffled(Array(0..<people.count)).map { pow(Double($0) + 20, -0.8) })
    var customers: [UInt32] = []
    var times: [UInt32] = []
    while customers.count < count {
      let person = activity.pick(&draw)
      let begin = people.moment(of: person, &draw)
      for _ in 0..<min(draw.tries(0.38, atMost: 7), count - customers.count) {
        let pause = draw.exponential(mean: 500) * Double(1 + customers.count % 3)
        customers.append(UInt32(person))
        times.append(UInt32(min(begin + Int(pause), people.end[person] - 1)))
      }
    }
    let order = times.indices.map { UInt64(times[$0]) << 32 | UInt64($0) }.sorted()

    let staying = Weighted(kinds.map(\.weight))
    let leaving = Weighted(kinds.map { $0.weight * (trouble[$0.name] ?? 1) })
    let device = Weighted([27, 30, 33, 7, 3])
    let names = kinds.map { Array($0.name.utf8) }
    let hasPrice = kinds.map { priced.contains($0.name) }
    var sheet = try CSVWriter(path, columns: ["customer", "name", "at", "amount", "device"])
    for key in order {
      let event = Int(key & 0xFFFF_FFFF)
      let person = Int(customers[event])
      let kind = (people.hasChurned[person] ? leaving : staying).pick(&draw)
      sheet.add(id: person + 1, prefix: "c", digits: 7)
      sheet.add(names[kind])
      sheet.add(seconds: Int(times[event]))
      if hasPrice[kind] {
        sheet.add(cents: Int((exp(draw.normal(mean: 3.4, deviation: 1)) * 100).rounded()))
      } else {
        sheet.addMissing()
      }
      sheet.add(devices[device.pick(&draw)])
      try sheet.endLine()
    }
    try sheet.finish()
  }
}
