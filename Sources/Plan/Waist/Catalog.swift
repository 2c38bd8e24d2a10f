public import DataModel

/// What is known about the data before any question: names, types, values and the clock. The owner of the data provides it.
public protocol Catalog: Sendable {
  var customerCount: Int { get }
  /// How many of these start after now; they are in no population yet.
  var customersToCome: Int { get }
  /// How many events and messages belong to them.
  var recordsToCome: Int { get }
  /// Events and feedback that questions see.
  var eventCount: Int { get }
  var feedbackCount: Int { get }
  /// Nil if no record and no date of a customer gives one; questions that need it then ask for `set today`.
  var clock: Clock? { get }
  /// The time zone of the workspace, even without a clock.
  var zone: Zone { get }
  /// The day on which weeks start; 1 is Monday.
  var weekStart: Int { get }

  /// In the order of the files.
  var attributes: [AttributeInfo] { get }
  /// Most people first.
  var events: [EventInfo] { get }
  /// The names of `events`, for looking one up. Made once.
  var eventNames: NounIndex { get }
  /// Events that bill somebody, and so do not count as use: as a load says, otherwise guessed by name and amount.
  var charges: Charges { get }
  /// Properties of feedback records, without the slots `score`, `channel`, `text` and `at`.
  var feedbackProperties: [PropertyInfo] { get }
  /// Properties that feedback files have, but no record has a value for.
  var feedbackLacking: [PropertyInfo] { get }
  /// Score columns of feedback; `score` means the first one if there is only one.
  var scores: [ScoreInfo] { get }
  /// The scales that loads declare, in order, even if no score uses them.
  var declaredScales: [(score: String, scale: Scale)] { get }
  /// Channels in use, most messages first.
  var channels: [(name: String, messages: Int)] { get }
  /// The lowest and highest number among a score's, or those of another column of feedback.
  func range(ofFeedback name: String) -> ClosedRange<Double>?
  var slots: Slots { get }
  /// Whether any feedback has unknown authors, no times, or says whom it is about.
  var hasUnknownAuthors: Bool { get }
  var hasAbout: Bool { get }

  /// The distinct values of a text, boolean or list attribute with how many people have each, most first.
  func values(of attribute: AttributeRef) -> [(value: String, people: Int)]
  /// The distinct text values of an event's (nil: feedback's) property, most first.
  func values(ofProperty name: String, event: String?) -> [(value: String, records: Int)]
  /// The id as the store spells it; nil if nobody has it.
  func customerID(_ id: String) -> String?
  /// The ids of up to four people with this label, in any letter case.
  func customerIDs(called label: String) -> [String]
  /// Ids similar to a mistyped one.
  func nearestIDs(to id: String) -> [String]
  /// The forms in the data that a word stands for, with messages, most first: trust → trust, trusted, trusting.
  func forms(of word: String) -> [(form: String, messages: Int)]
  /// Words in the data similar to one that nobody used.
  func nearestForms(to word: String) -> [String]
  /// Frequent words that start with a prefix, for completion; without a prefix, frequent words that are not stop
  /// words.
  func words(startingWith prefix: String, limit: Int) -> [(form: String, messages: Int)]
}

public struct AttributeInfo: Hashable, Sendable {
  public var ref: AttributeRef
  /// How many people have no value.
  public var missing: Int
  /// The number of distinct values of texts, booleans and lists; nil for others.
  public var distinct: Int?
  /// The smallest and largest value, for numbers and times.
  public var range: (low: Scalar, high: Scalar)?
  /// The files it comes from.
  public var files: [String]
  /// Why it is text although most of its cells are not; nil otherwise.
  public var obstacle: TypeObstacle?

  public init(
    ref: AttributeRef, missing: Int, distinct: Int? = nil, range: (low: Scalar, high: Scalar)? = nil,
    files: [String] = []
  ) {
    self.ref = ref
    self.missing = missing
    self.distinct = distinct
    self.range = range
    self.files = files
  }

  public static func == (left: AttributeInfo, right: AttributeInfo) -> Bool { left.ref == right.ref }
  public func hash(into hasher: inout Hasher) { hasher.combine(ref) }
}

public struct Charges: Hashable, Sendable {
  public var names: [String]
  public var isGuessed: Bool

  public init(_ names: [String], isGuessed: Bool) {
    self.names = names
    self.isGuessed = isGuessed
  }

  /// Guesses the charges: events named after a payment with a numeric amount.
  public init(guessedFrom events: [EventInfo]) {
    let words: Set = [
      "pay", "paid", "payment", "payments", "charge", "charged", "charges", "invoice", "invoiced", "bill",
      "billed",
      "billing", "refund", "refunded", "refunds", "chargeback", "renewal", "renewed",
    ]
    let charges = events.filter { event in
      let name = event.name.lowercased().split { !$0.isLetter }.map(String.init)
      return name.contains(where: words.contains) && event.properties.contains { $0.type.isNumber }
    }
    self.init(charges.map(\.name), isGuessed: true)
  }
}

public struct EventInfo: Hashable, Sendable {
  public var name: String
  public var records: Int
  public var people: Int
  public var properties: [PropertyInfo]
  /// Properties that its files have, but no record has a value for: not shown, but an attribute of that name is not used instead.
  public var lacking: [PropertyInfo] = []
  public var first: Moment?
  public var last: Moment?

  public init(
    name: String, records: Int, people: Int, properties: [PropertyInfo], first: Moment?, last: Moment?
  ) {
    self.name = name
    self.records = records
    self.people = people
    self.properties = properties
    self.first = first
    self.last = last
  }
}

public struct PropertyInfo: Hashable, Sendable {
  public var name: String
  public var type: ValueType
  /// How many records have a value.
  public var present: Int
  /// The unit of its numbers, if the data gives one.
  public var unit: NumberUnit?
  /// Why it is text although most of its cells are not; nil otherwise.
  public var obstacle: TypeObstacle?

  public init(name: String, type: ValueType, present: Int) {
    self.name = name
    self.type = type
    self.present = present
  }
}

public struct ScoreInfo: Hashable, Sendable {
  public var name: String
  public var type: ValueType
  /// The declared scale of each channel with such scores; nil for a channel without a declared scale.
  public var scales: [String: Scale?]
  /// For each channel, how many scores there are, and how many of them have unknown authors.
  public var answers: [String: Int]
  public var strangers: [String: Int]

  public init(
    name: String, type: ValueType, scales: [String: Scale?], answers: [String: Int] = [:],
    strangers: [String: Int] = [:]
  ) {
    self.name = name
    self.type = type
    self.scales = scales
    self.answers = answers
    self.strangers = strangers
  }
}

/// The attributes that `load customers` uses as key, label, segments, value, start and end.
public struct Slots: Hashable, Sendable {
  /// The name of the key column, which identifies customers.
  public var key: String
  public var label: AttributeRef?
  public var segments: [AttributeRef]
  public var value: AttributeRef?
  public var start: AttributeRef?
  public var end: AttributeRef?

  public init(
    key: String, label: AttributeRef? = nil, segments: [AttributeRef] = [], value: AttributeRef? = nil,
    start: AttributeRef? = nil, end: AttributeRef? = nil
  ) {
    self.key = key
    self.label = label
    self.segments = segments
    self.value = value
    self.start = start
    self.end = end
  }

  /// The segments whose values name populations. For a yes/no column it is the column that names one.
  public var populations: [AttributeRef] { segments.filter { $0.type == .text || $0.type == .list } }
}

extension Catalog {
  /// Whether a date attribute has dates after now, which its bare name leaves out.
  public func mayLieAhead(_ value: Value) -> Bool {
    guard case .attribute(let attribute) = value, let clock,
      let info = attributes.first(where: { $0.ref == attribute }),
      case .moment(let newest)? = info.range?.high
    else { return false }
    switch newest {
    case .day(let day): return day > clock.today
    case .instant(let instant): return instant > clock.now
    }
  }
}
