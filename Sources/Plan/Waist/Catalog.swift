public import DataModel

/// What is known about the data before any question: names, types, values, the clock. Made by whoever holds the data.
public protocol Catalog: Sendable {
  var customerCount: Int { get }
  /// Of these, who starts after the clock: they are in no population yet.
  var customersToCome: Int { get }
  /// How many events and messages are theirs.
  var recordsToCome: Int { get }
  /// Events and feedback that questions see.
  var eventCount: Int { get }
  var feedbackCount: Int { get }
  /// Nil where no record and no customer date gives one: a question that needs it asks for `set today`.
  var clock: Clock? { get }
  /// The zone of the workspace, also where there is no clock.
  var zone: Zone { get }
  /// 1 is Monday.
  var weekStart: Int { get }

  /// In the order of the files.
  var attributes: [AttributeInfo] { get }
  /// Most people first.
  var events: [EventInfo] { get }
  /// Events that bill somebody, which is no use of anything: as a load says, else by their names and amounts.
  var charges: Charges { get }
  /// Properties of feedback records, the slots `score`, `channel`, `text`, `at` aside.
  var feedbackProperties: [PropertyInfo] { get }
  /// Those that files of feedback have, and no record.
  var feedbackLacking: [PropertyInfo] { get }
  /// Score columns of feedback; the first is what `score` means where only one exists.
  var scores: [ScoreInfo] { get }
  /// The scales that loads declare, whether or not a score is on them, in their order.
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
  /// The id as the store spells it; nil where nobody has it.
  func customerID(_ id: String) -> String?
  /// The ids of up to four people whose label this is, in any letter case.
  func customerIDs(called label: String) -> [String]
  /// Ids near a mistyped one.
  func nearestIDs(to id: String) -> [String]
  /// The forms in the data that a word stands for, with messages, most first: trust → trust, trusted, trusting.
  func forms(of word: String) -> [(form: String, messages: Int)]
  /// Forms in the data near a word that nobody used.
  func nearestForms(to word: String) -> [String]
  /// Frequent words that start with a prefix, for completion; of all words, without a prefix, those that say something by
  /// themselves.
  func words(startingWith prefix: String, limit: Int) -> [(form: String, messages: Int)]
}

public struct AttributeInfo: Hashable, Sendable {
  public var ref: AttributeRef
  /// People of whom it is missing.
  public var missing: Int
  /// Distinct values, where they are counted (texts, booleans, lists).
  public var distinct: Int?
  /// Smallest and largest, of numbers and times.
  public var range: (low: Scalar, high: Scalar)?
  /// The files that gave it.
  public var files: [String]
  /// Why it is text, where most of its cells are not.
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

  /// Events that are called after a payment and have an amount: a number.
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
  /// Properties that its files have, and none of its records: not shown, but no attribute is taken for them.
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
  /// Records that have it.
  public var present: Int
  /// What its numbers measure, where the data says so.
  public var unit: NumberUnit?
  /// Why it is text, where most of its cells are not.
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
  /// The declared scale of each channel that has such scores; a channel with scores and no scale maps to nil.
  public var scales: [String: Scale?]
  /// By channel: how many scores there are, and how many of them of unknown authors.
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

/// Which attributes play the parts that `load customers` gives out.
public struct Slots: Hashable, Sendable {
  /// The unit of the workspace: the key's column.
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

  /// The segments whose values are nouns: those of a yes/no column are not, it is one itself.
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
