public import DataModel

/// A question, typed and resolved, with one case per verb. The reading and the measurements are made from it.
public indirect enum Question: Hashable, Sendable, Codable {
  case segment(Segment)
  case count(Count)
  case measure(Measure)
  case quotes(Quotes)
  /// The id exactly as the store has it.
  case person(id: String)
  case trend(Trend)
  case lifecycle(Lifecycle)
  case retention(Retention)
  case survival(Survival)
  case funnel(Funnel)
  case paths(Paths)
  case describe(Subject)
  case words(Versus)
  case compare(Versus)
  case compareWindows(BeforeAfter)
  case why(Why)
  case proof(Proof)
  case sample(Sample)
  case topics(Topics)
  case suggest(Suggest)
  case priorities(Priorities)
  case blindspots(Blindspots)
  case expect(Expect)
  /// How the question is answered or, with `asPlan`, its requests to the data.
  case explain(Question, asPlan: Bool)

  public enum Subject: Hashable, Sendable, Codable {
    /// Everything loaded; with the names of the built-in definitions that apply to this data.
    case workspace(builtIn: [String])
    case attribute(AttributeRef)
    case event(String)
    case definition(Definition)
  }
}

/// The people a question is about: a population and an optional condition.
public struct Who: Hashable, Sendable, Codable {
  public var population: Population
  public var filter: Condition?

  public init(_ population: Population = .everybody, where filter: Condition? = nil) {
    self.population = population
    self.filter = filter
  }

  /// The population and the filter as one condition.
  public var condition: Condition { .conjunction([population.condition] + (filter.map { [$0] } ?? [])) }
}

/// A named group of people: `sellers`, `customers`, `them`.
public struct Population: Hashable, Sendable, Codable {
  /// The plural, as in the reading: `sellers`, `churned sellers`, `customers`.
  public var words: String
  /// The singular: `seller`.
  public var singular: String
  public var condition: Condition

  public init(words: String, singular: String, condition: Condition) {
    self.words = words
    self.singular = singular
    self.condition = condition
  }

  public static let everybody = Population(words: "customers", singular: "customer", condition: .everyone)
}

/// What a question counts: people, or records of the people in `who`.
public enum Subject: Hashable, Sendable, Codable {
  case people
  case records(RecordScope)
}

public struct Segment: Hashable, Sendable, Codable {
  public var who: Who
  public var show: [Shown]
  public var order: [Order]
  public var limit: Int?
  /// What having left means, since the value of people who left is lost; nil if it cannot be known.
  public var churn: Churn?

  /// A column that was asked for, with the words used to ask for it as its title.
  public struct Shown: Hashable, Sendable, Codable {
    public var title: String
    public var value: Value

    public init(_ title: String, _ value: Value) {
      self.title = title
      self.value = value
    }
  }

  public init(
    who: Who, show: [Shown] = [], order: [Order] = [], limit: Int? = nil, churn: Churn? = nil
  ) {
    self.churn = churn
    self.who = who
    self.show = show
    self.order = order
    self.limit = limit
  }
}

extension Segment {
  /// The order of its people: as asked, otherwise the most valuable first. Ties are in order of id.
  public func listOrder(_ slots: Slots) -> [Order] {
    if !order.isEmpty { return order }
    return slots.value.map { [Order(.attribute($0), descending: true)] } ?? []
  }
}

/// `sort by mrr descending`.
public struct Order: Hashable, Sendable, Codable {
  public var value: Value
  public var descending: Bool

  public init(_ value: Value, descending: Bool) {
    self.value = value
    self.descending = descending
  }
}

/// `count … by …`: how many people or records, in total or by group.
public struct Count: Hashable, Sendable, Codable {
  public var subject: Subject
  public var who: Who
  public var grouping: Grouping

  public init(subject: Subject, who: Who, grouping: Grouping) {
    self.subject = subject
    self.who = who
    self.grouping = grouping
  }
}

extension Count {
  /// Whether each group has a share: how many of its people meet the condition. Bands that are cut from the people counted
  /// have none, since the bands of everybody would be others.
  public var hasGroupShares: Bool {
    subject == .people && who.filter != nil && !grouping.keys.isEmpty
      && grouping.keys.allSatisfy { key in
        switch key.cut {
        case .each, .split, .period: true
        case .bins, .quantiles: false
        }
      }
  }
}

/// `measure m, m by …`: metrics side by side.
public struct Measure: Hashable, Sendable, Codable {
  /// A metric with its title: the words it was asked by, in canonical form, such as `rate of churned`.
  public struct Measured: Hashable, Sendable, Codable {
    public var title: String
    public var metric: Metric

    public init(_ title: String, _ metric: Metric) {
      self.title = title
      self.metric = metric
    }
  }

  public var metrics: [Measured]
  public var subject: Subject
  public var who: Who
  public var grouping: Grouping

  public init(metrics: [Measured], subject: Subject, who: Who, grouping: Grouping) {
    self.metrics = metrics
    self.subject = subject
    self.who = who
    self.grouping = grouping
  }
}

/// How an answer by groups is grouped, filtered, sorted, limited and drawn.
public struct Grouping: Hashable, Sendable, Codable {
  public var keys: [GroupKey] = []
  public var having: [Having] = []
  public var order: [GroupOrder] = []
  public var limit: Int?
  /// `limit 3 per plan`: the index of the key for which the limit applies.
  public var limitPer: Int?
  public var chart: Answer.Table.Chart?

  public init() {}

  public struct Having: Hashable, Sendable, Codable {
    public var metric: Metric
    public var comparison: Comparison
    /// Whether the comparison is negated: `!=` is a negated `=`.
    public var isNegated: Bool
    public var bound: Scalar

    public init(_ metric: Metric, _ comparison: Comparison, isNegated: Bool = false, _ bound: Scalar) {
      self.metric = metric
      self.comparison = comparison
      self.isNegated = isNegated
      self.bound = bound
    }
  }

  public struct GroupOrder: Hashable, Sendable, Codable {
    public enum Key: Hashable, Sendable, Codable {
      case group(Int)
      case metric(Metric)
      /// The share of each group's people that is counted; only for a `count` that has it (`Count.hasGroupShares`).
      case share
    }

    public var key: Key
    public var descending: Bool

    public init(_ key: Key, descending: Bool) {
      self.key = key
      self.descending = descending
    }
  }
}

/// A key of groups. `title` is the heading of its column.
public struct GroupKey: Hashable, Sendable, Codable {
  public enum Cut: Hashable, Sendable, Codable {
    /// One group per value; a list counts in the group of each of its elements.
    case each
    /// Bins of equal width, `[a, b)`; the last includes its upper edge.
    case bins(Int)
    /// Groups of equal size, by type 7 quantiles; equal cut points merge.
    case quantiles(Int)
    /// `split at 12, 24`: below 12, 12 to below 24, 24 and more. Ascending.
    case split([Double])
    /// Calendar periods of a moment.
    case period(TimeSpan.Unit)
  }

  public var title: String
  public var value: GroupValue
  public var cut: Cut

  public enum GroupValue: Hashable, Sendable, Codable {
    case value(Value)
    /// Yes or no.
    case condition(Condition)
  }

  public init(title: String, _ value: GroupValue, cut: Cut = .each) {
    self.title = title
    self.value = value
    self.cut = cut
  }
}

/// `quotes`: which messages of which people.
public struct Quotes: Hashable, Sendable, Codable {
  /// `about trust in survey with … in last 90 days`: the messages that the statement itself asks for; nil if the condition
  /// chooses them, or if they are the latest messages.
  public var scope: RecordScope?
  public var who: Who
  public var limit: Int?
  /// `sort by at descending`: instead of the most typical first.
  public var order: [Order]

  public init(scope: RecordScope?, who: Who, limit: Int? = nil, order: [Order] = []) {
    self.scope = scope
    self.who = who
    self.limit = limit
    self.order = order
  }
}
