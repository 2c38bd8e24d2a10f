/// A workspace for tests: the rows of its files, before they are loaded.
struct World: Sendable {
  var place = Place.utc
  /// 1 is Monday.
  var weekStart = 1
  /// `set today`, as a day.
  var today: Int?
  /// `start signup` is declared.
  var hasStart = true
  /// The second feedback file's scores run from 1 to 5, not from 0 to 10.
  var hasTwoScales = false
  /// The times of these files are written in UTC, and the load says so.
  var filesInUTC: Set<File> = []
  var customers: [CustomerRow] = []
  var events: [EventRow] = []
  var messages: [MessageRow] = []
  /// `define` and `topic` statements, in order.
  var definitions: [Definition] = []

  /// In the order of their `load` statements.
  enum File: Int, CaseIterable {
    case customers, sellers, moreEvents, events, orders, survey, tickets, reviews

    var path: String {
      switch self {
      case .customers: "customers.csv"
      case .sellers: "sellers.csv"
      case .moreEvents: "more.csv"
      case .events: "events.csv"
      case .orders: "orders.csv"
      case .survey: "survey.csv"
      case .tickets: "tickets.csv"
      case .reviews: "reviews.csv"
      }
    }
  }

  struct CustomerRow: Hashable {
    var file: File
    var id: String
    var values: [String: Datum]
  }

  /// One row: one event, or in `orders.csv` an order, a refund, both or neither.
  struct EventRow: Hashable {
    var file: File
    /// The row's own id, if the file has one: of rows with one id, the newest counts.
    var id: String?
    var customer: String
    var happened: [Happening]
    var values: [String: Datum]
  }

  struct Happening: Hashable {
    var kind: String
    var at: When
  }

  struct MessageRow: Hashable {
    var file: File
    var id: String?
    /// Nil: the author is unknown.
    var customer: String?
    var about: String?
    var at: When
    var channel: String
    /// As in the file, on the scale or outside it.
    var score: Int?
    var text: String?
    var values: [String: Datum]
  }

  struct Definition: Hashable, Sendable {
    enum Meaning: Hashable, Sendable {
      case condition(Claim)
      case value(Term)
      case topic([Saying])
    }
    var name: String
    var meaning: Meaning
  }
}

/// A value in a cell or a comparison. A missing value is nil.
enum Datum: Hashable, Sendable {
  case text(String)
  /// In hundredths.
  case number(Int)
  case real(Double)
  case flag(Bool)
  case when(When)
  case list([String])

  var double: Double? {
    switch self {
    case .number(let hundredths): Double(hundredths) / 100
    case .real(let value): value
    case .text, .flag, .when, .list: nil
    }
  }
}

/// The columns of the files, and which can be asked about.
enum Schema {
  static let plans = ["free", "pro", "enterprise"]
  static let roles = ["seller", "buyer"]
  static let regions = ["north", "New York", "São Paulo", "Łódź", "東京"]
  static let tiers = ["gold", "silver"]
  static let tags = ["vip", "beta", "édition", "old"]
  static let devices = ["ios", "android", "web"]
  static let reasons = ["price", "too slow", "fraude"]
  static let terms = ["shoes", "Übergröße", "bag"]
  static let names = ["Ana Ltd", "ana", "Zoë & Co", "Łukasz", "北京商店", "O'Neil", "Beta \"B\" Ltd", "Straße 9"]

  static let texts = ["plan": plans, "role": roles, "region": regions, "name": names, "tier": tiers]
  static let numbers = ["mrr", "spend", "budget", "seats"]
  static let dates = ["signup", "churned_at", "renewed_on"]
  /// A bare name of each date attribute.
  static let bareDates = ["signup": "signup", "churned": "churned_at", "renewed": "renewed_on"]
  static let flags = ["vip", "known"]

  static let kinds = ["login", "order", "pay", "search", "refund", "cancel"]

  /// The properties that rows of a kind can have, besides the time.
  static func properties(of kind: String) -> [String] {
    switch kind {
    case "login": ["device"]
    case "order": ["amount", "device", "gift", "order_id", "region"]
    case "pay": ["amount", "order_id"]
    case "search": ["term"]
    case "refund": ["amount", "device", "order_id", "region"]
    case _: ["reason"]
    }
  }

  static let textProperties = [
    "device": devices, "reason": reasons, "term": terms, "region": regions, "wave": ["w1", "w2"],
  ]
  static let channels = ["survey", "support", "chat", "review"]
}
