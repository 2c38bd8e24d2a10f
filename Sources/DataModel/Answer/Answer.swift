/// The answer to one statement, complete and without any layout: what was understood, figures, people, words, doubts.
/// Formats (`Present`) draw it; nothing is computed after it.
public struct Answer: Sendable {
  /// The verb: `segment`, `count` … Formats may draw by it.
  public var verb: String
  /// The statement in canonical form.
  public var statement: String
  /// What was understood, in English, from the plan.
  public var reading: String
  /// The figures of the answer by key (`count`, `population`, `share`, `low`, `high` are public); order is kept.
  public var summary: [Figure] = []
  /// A sentence that says the summary: "31 of 240 sellers (12.9%, 95% interval 9.2–17.8%)".
  public var headline: String?
  /// Whether an expectation holds; nil where nothing was expected.
  public var holds: Bool?
  public var tables: [Table] = []
  public var quotes: [Quote] = []
  /// "5 of 212 messages, 48 people"; nil where the answer does not listen.
  public var quotesCaption: String?
  /// What a reader should know: coverage, missing values, what was left out, the clock.
  public var notes: [String] = []

  public init(verb: String, statement: String, reading: String) {
    self.verb = verb
    self.statement = statement
    self.reading = reading
  }
}

extension Answer {
  /// What a number counts or measures, so that a format can write it: `12.9%`, `1,234`, `3.5 days`.
  public enum Unit: Hashable, Sendable {
    case none
    case people
    case records
    case share
    /// A share less another, in hundredths.
    case change
    /// A chance, or a rate of false findings: between 0 and 1, and told apart from nothing when it is small.
    case chance
    case days
    case hours
    /// Points on a score's scale, or of NPS.
    case points
    /// The workspace's money, or any other; nil: of a currency that the data does not tell.
    case money(Currency?)
    /// A value that the data has in per cent: 0.2 is 20%.
    case percent
    /// A length of time that the data has, in hours: `27:13:05`.
    case duration
    /// A calendar year that the data has.
    case year
  }

  public struct Figure: Sendable {
    public var key: String
    public var value: Scalar
    public var unit: Unit
    /// The 95% interval, where there is one.
    public var low: Scalar?
    public var high: Scalar?

    public init(_ key: String, _ value: Scalar, unit: Unit = .none, low: Scalar? = nil, high: Scalar? = nil) {
      self.key = key
      self.value = value
      self.unit = unit
      self.low = low
      self.high = high
    }
  }

  public struct Table: Sendable {
    public enum Chart: String, Sendable, CaseIterable, Codable { case bar, line, table, heatmap }

    public var title: String?
    public var columns: [Column]
    public var rows: [[Cell]]
    /// Of a series, periods before those of `rows`: a picture shows them too.
    public var earlier: [[Cell]] = []
    /// The "all" row, shown apart; not among `rows`.
    public var total: [Cell]?
    /// Rows that exist beyond those here ("412 more").
    public var hidden = 0
    /// What was asked for with `as`; nil where the format may choose.
    public var chart: Chart?
    /// What can be drawn of it; nil where its rows are facts, people or words.
    public var shape: Shape?

    public init(title: String? = nil, columns: [Column], rows: [[Cell]] = [], total: [Cell]? = nil) {
      self.title = title
      self.columns = columns
      self.rows = rows
      self.total = total
    }
  }

  public struct Column: Sendable {
    public var name: String
    public var type: ValueType
    public var unit: Unit
    public var audience: Audience
    /// Where there is no room for all, it gives way last: what the answer says rests on it.
    public var isKept = false

    /// Who a column is for: everybody; machines alone (JSON and CSV: the ends of an interval, say); people alone
    /// (a share that follows from other columns).
    public enum Audience: Hashable, Sendable { case everybody, machines, people }

    public init(_ name: String, _ type: ValueType, unit: Unit = .none, for audience: Audience = .everybody) {
      self.name = name
      self.type = type
      self.unit = unit
      self.audience = audience
    }
  }

  /// A value in a table with what qualifies it.
  public struct Cell: Sendable {
    public var value: Scalar
    /// The 95% interval.
    public var low: Double?
    public var high: Double?
    /// n of N under a share, where shown.
    public var of: (Int, Int)?
    /// How many answers a satisfaction is of, where shown.
    public var answers: Int?
    /// Fewer than 30 people stand behind it.
    public var isSmall: Bool
    /// The time that it is about has not passed, or is not wholly in what was asked for.
    public var isUnfinished = false

    public init(
      _ value: Scalar, low: Double? = nil, high: Double? = nil, of: (Int, Int)? = nil, isSmall: Bool = false
    ) {
      self.value = value
      self.low = low
      self.high = high
      self.of = of
      self.isSmall = isSmall
    }
  }

  /// Words of a person, verbatim.
  public struct Quote: Sendable {
    public var customer: String?
    public var label: String?
    public var at: Moment?
    public var channel: String?
    public var score: Scalar
    public var scale: Scale?
    public var text: String
    /// Byte ranges of the text that matched.
    public var marks: [Range<Int>]
    /// How many messages say exactly this (folded).
    public var copies: Int
    /// "last words", where no voice condition chose it.
    public var caption: String?

    public init(
      customer: String?, label: String?, at: Moment?, channel: String?, score: Scalar, scale: Scale?,
      text: String,
      marks: [Range<Int>] = [], copies: Int = 1, caption: String? = nil
    ) {
      self.customer = customer
      self.label = label
      self.at = at
      self.channel = channel
      self.score = score
      self.scale = scale
      self.text = text
      self.marks = marks
      self.copies = copies
      self.caption = caption
    }
  }
}

extension Answer.Unit {
  /// What the data says that a number measures.
  public var measure: NumberUnit? {
    switch self {
    case .money(let currency): currency.map { .money($0) }
    case .percent: .percent
    case .duration: .duration
    case .year: .year
    case .none, .people, .records, .share, .change, .chance, .days, .hours, .points: nil
    }
  }

  public init(_ measure: NumberUnit) {
    switch measure {
    case .money(let currency): self = .money(currency)
    case .percent: self = .percent
    case .duration: self = .duration
    case .year: self = .year
    }
  }
}
