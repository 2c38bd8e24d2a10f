/// The answer to one statement, complete and without any layout: the reading, figures, tables, quotes and notes. The
/// formats (`Present`) draw it; nothing is computed after it.
public struct Answer: Sendable {
  /// The verb: `segment`, `count` … A format may depend on it.
  public var verb: String
  /// The statement in canonical form.
  public var statement: String
  /// How the question was understood, in English; made from the plan.
  public var reading: String
  /// The figures of the answer in order; each has a key, of which `count`, `population`, `share`, `low` and `high` are
  /// part of the JSON interface.
  public var summary: [Figure] = []
  /// The summary as a sentence: "31 of 240 sellers (12.9%, 95% interval 9.2–17.8%)".
  public var headline: String?
  /// What has changed since an earlier run, as a sentence; nil if it is not compared with one.
  public var change: String?
  /// Whether an `expect` holds; nil if nothing was expected.
  public var holds: Bool?
  public var tables: [Table] = []
  public var quotes: [Quote] = []
  /// How many messages there are: "5 of 212 messages, 48 people"; nil if the answer has no quotes.
  public var quotesCaption: String?
  /// What a reader should know: coverage, missing values, excluded rows, the clock.
  public var notes: [String] = []

  public init(verb: String, statement: String, reading: String) {
    self.verb = verb
    self.statement = statement
    self.reading = reading
  }
}

extension Answer {
  /// What a number measures, so that a format can write it: `12.9%`, `1,234`, `3.5 days`.
  public enum Unit: Hashable, Sendable {
    case none
    case people
    case records
    case share
    /// A difference of two shares as a fraction: 0.1 is shown as +10.0 pts (percentage points).
    case change
    /// A p-value or false discovery rate, between 0 and 1. Small ones keep their leading digits rather than being
    /// rounded to 0.
    case chance
    case days
    case hours
    /// Points on a score's scale, or NPS points.
    case points
    /// Money; nil if the data does not say in which currency.
    case money(Currency?)
    /// A value that the data has as a percentage: 0.2 is 20%.
    case percent
    /// A duration from the data, in hours: 27.25 is `27:15:00`.
    case duration
    /// A calendar year from the data.
    case year
  }

  /// A number of the summary under its JSON key.
  public struct Figure: Sendable {
    public var key: String
    public var value: Scalar
    public var unit: Unit
    /// The 95% confidence interval, if there is one.
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

  /// A table of the answer.
  public struct Table: Sendable {
    /// The charts that `as` can ask for.
    public enum Chart: String, Sendable, CaseIterable, Codable { case bar, line, table, heatmap }

    public var title: String?
    public var columns: [Column]
    public var rows: [[Cell]]
    /// For a series, the periods before those of `rows`; charts show them too.
    public var earlier: [[Cell]] = []
    /// The "all" row, which is not among `rows`.
    public var total: [Cell]?
    /// The number of further rows that are not here ("412 more").
    public var hidden = 0
    /// The chart asked for with `as`; nil if the format may choose.
    public var chart: Chart?
    /// What can be drawn of the table; nil if its rows are facts, people or quotes.
    public var shape: Shape?

    public init(title: String? = nil, columns: [Column], rows: [[Cell]] = [], total: [Cell]? = nil) {
      self.title = title
      self.columns = columns
      self.rows = rows
      self.total = total
    }
  }

  /// A column of a table.
  public struct Column: Sendable {
    public var name: String
    public var type: ValueType
    public var unit: Unit
    public var audience: Audience
    /// Whether it is dropped last if there is not enough room, because the answer depends on it.
    public var isKept = false

    /// Who a column is for: everybody; only machines (JSON and CSV, such as the ends of an interval); or only people
    /// (such as a share that follows from other columns).
    public enum Audience: Hashable, Sendable { case everybody, machines, people }

    public init(_ name: String, _ type: ValueType, unit: Unit = .none, for audience: Audience = .everybody) {
      self.name = name
      self.type = type
      self.unit = unit
      self.audience = audience
    }
  }

  /// A value in a table, with its interval and qualifications.
  public struct Cell: Sendable {
    public var value: Scalar
    /// The 95% confidence interval.
    public var low: Double?
    public var high: Double?
    /// The counts behind a share: n of N, where shown.
    public var of: (Int, Int)?
    /// The number of answers behind a satisfaction score, where shown.
    public var answers: Int?
    /// Whether fewer than 30 people are behind the value.
    public var isSmall: Bool
    /// Whether its period is not over yet, or is only partly in the range asked for.
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

  /// A verbatim message of a customer.
  public struct Quote: Sendable {
    public var customer: String?
    public var label: String?
    public var at: Moment?
    public var channel: String?
    public var score: Scalar
    public var scale: Scale?
    public var text: String
    /// Byte ranges of the text that matched the question.
    public var marks: [Range<Int>]
    /// How many messages have this text, ignoring case and accents.
    public var copies: Int
    /// "latest message", if it was not chosen by a condition on what was said.
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
  /// The unit that the data gives, if it is one of these.
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
    case .currencies: self = .money(nil)
    case .percent: self = .percent
    case .duration: self = .duration
    case .year: self = .year
    }
  }
}
