import DataModel
import Plan

/// A small shop in memory: all that a resolver can know about data, without any data.
struct ShopCatalog: Catalog {
  var customersToCome: Int { 0 }
  var recordsToCome: Int { 0 }
  var customerCount = 240
  var eventCount = 5_000
  var feedbackCount = 900
  var zone = Zone.utc
  var weekStart = 1
  var clock: Clock?
  var hasUnknownAuthors = false
  var hasAbout = true

  var attributes: [AttributeInfo]
  var events: [EventInfo]
  var eventNames: NounIndex { NounIndex(events.map(\.name)) }
  var charges: Charges { Charges(guessedFrom: events) }
  var feedbackProperties: [PropertyInfo] = [PropertyInfo(name: "stars", type: .integer, present: 200)]
  var feedbackLacking: [PropertyInfo] = []
  var scores: [ScoreInfo]
  var declaredScales: [(score: String, scale: Scale)] = []
  var channels: [(name: String, messages: Int)] = [
    ("survey", 400), ("support", 300), ("review", 150), ("interview", 50),
  ]
  var slots: Slots
  var feedbackRange: ClosedRange<Double>?
  func range(ofFeedback name: String) -> ClosedRange<Double>? { feedbackRange }
  var values: [String: [(value: String, people: Int)]]
  var propertyValues: [String: [(value: String, records: Int)]] = [
    "device": [("ios", 60), ("android", 40)], "region": [("EU", 50)],
    "airline": [("Delta", 3), ("United", 2)],
  ]
  var words: [String: [(form: String, messages: Int)]] = [
    "trust": [("trust", 40), ("trusted", 12), ("trusting", 5)], "price": [("price", 30), ("prices", 9)],
  ]

  init(today: Day? = Day(year: 2025, month: 6, day: 30)) {
    func attribute(_ name: String, _ type: ValueType, missing: Int = 0) -> AttributeInfo {
      AttributeInfo(ref: AttributeRef(name, type), missing: missing, distinct: 4)
    }
    attributes = [
      attribute("id", .text), attribute("name", .text), attribute("role", .text),
      attribute("plan", .text, missing: 3),
      attribute("region", .text, missing: 9), attribute("signup", .date),
      attribute("churned_at", .date, missing: 200),
      attribute("mrr", .decimal(places: 2)), attribute("spend", .integer), attribute("budget", .integer),
      attribute("opted_in", .boolean), attribute("tags", .list), attribute("email", .text),
      attribute("last_seen", .timestamp, missing: 10), attribute("known", .boolean),
      attribute("tenure", .integer),
    ]
    func event(_ name: String, _ properties: [PropertyInfo] = []) -> EventInfo {
      EventInfo(name: name, records: 100, people: 50, properties: properties, first: nil, last: nil)
    }
    let orderId = PropertyInfo(name: "order_id", type: .text, present: 100)
    events = [
      event("login"), event("search"),
      event(
        "order",
        [
          orderId, PropertyInfo(name: "amount", type: .decimal(places: 2), present: 100),
          PropertyInfo(name: "device", type: .text, present: 100),
          PropertyInfo(name: "gift", type: .boolean, present: 100),
          PropertyInfo(name: "region", type: .text, present: 90),
          PropertyInfo(name: "airline", type: .text, present: 5),
          PropertyInfo(name: "created_at", type: .timestamp, present: 90),
          PropertyInfo(name: "delivered_at", type: .timestamp, present: 80),
        ]),
      event("pay", [PropertyInfo(name: "amount", type: .decimal(places: 2), present: 100)]),
      event("list_item"),
      event("deliver", [orderId]), event("refund"), event("cancel"), event("churn"), event("usage"),
    ]
    scores = [
      ScoreInfo(
        name: "score", type: .integer,
        scales: ["survey": Scale(low: 0, high: 10), "support": Scale(low: 0, high: 10)])
    ]
    let ref = { (name: String, type: ValueType) in AttributeRef(name, type) }
    slots = Slots(
      key: "id", label: ref("name", .text), segments: [ref("role", .text), ref("plan", .text)],
      value: ref("mrr", .decimal(places: 2)), start: ref("signup", .date), end: ref("churned_at", .date))
    values = [
      "role": [("buyer", 150), ("seller", 90)], "plan": [("free", 120), ("pro", 80), ("enterprise", 37)],
      "region": [("EU", 100), ("US", 90), ("New York", 5)], "opted_in": [("true", 100), ("false", 140)],
      "tags": [("vip", 12), ("beta", 4)],
      "name": [("Acme Ltd", 1)], "email": [("a@b.edu", 1)],
    ]
    clock = today.map {
      Clock(
        now: Instant(
          microseconds: Int64($0.number) * Instant.microsecondsPerDay + 12 * Instant.microsecondsPerHour),
        isDay: false, origin: .newestRecord)
    }
  }

  func values(of attribute: AttributeRef) -> [(value: String, people: Int)] { values[attribute.name] ?? [] }

  func values(ofProperty name: String, event: String?) -> [(value: String, records: Int)] {
    propertyValues[name] ?? []
  }

  func customerID(_ id: String) -> String? { ["s0042", "s0043", "b0001"].first { $0 == id.lowercased() } }

  func customerIDs(called label: String) -> [String] { [] }
  func nearestIDs(to id: String) -> [String] { id.hasPrefix("s004") ? ["s0042", "s0043"] : [] }

  /// Every word is used, except those that start with `zz`.
  func forms(of word: String) -> [(form: String, messages: Int)] {
    words[word] ?? (word.hasPrefix("zz") ? [] : [(word, 3)])
  }

  func nearestForms(to word: String) -> [String] { word == "zztrust" ? ["trust"] : [] }

  func words(startingWith prefix: String, limit: Int) -> [(form: String, messages: Int)] {
    prefix.hasPrefix("zz") ? [] : [(prefix, 3)]
  }
}
