public import SourceText

/// A clause and its span, keyword included.
public struct Clause<Content: Sendable & Hashable>: Sendable, Hashable {
  public var content: Content
  @Apart public var span: SourceSpan
}

/// The clauses of a statement, each at most once. A `where` is never here: it is the `filter` of the population that it
/// narrows. Which verb takes which clause is in `Registry`.
public struct Clauses: Sendable, Hashable {
  /// `for sellers where churned`; also `of`, `among`, `from`. Everybody where it is not written. Nil in verbs that have a
  /// subject (`segment`, `count` …), in `compare` of two groups, and in a metric that is defined for no group.
  public var population: Clause<Population>?
  /// `about trust, fraud`: any of them.
  public var about: Clause<[Pattern]>?
  /// `with score <= 3`
  public var with: Clause<Condition>?
  /// `in survey, support`
  public var channels: Clause<[Name]>?
  /// `in last 90 days`, `over last 6 months`, `since 2025-03-01`
  public var window: Clause<Window>?
  /// `within 14 days`
  public var within: Clause<Duration>?
  /// `without cancel`, each time it is written
  public var without: [Clause<Step>] = []
  /// `strict`
  public var strict: Clause<Bool>?
  /// `on or after`
  public var onOrAfter: Clause<Bool>?
  /// `by week` in trend, retention, survival and lifecycle
  public var grain: Clause<Grain>?
  /// `for 12 weeks`
  public var span: Clause<Duration>?
  /// `for 3 steps`
  public var depth: Clause<Number>?
  /// `from signup` in retention and survival
  public var start: Clause<Moment>?
  /// `ending 14 days before` in why
  public var ending: Clause<Duration>?
  public var by: Clause<[Dimension]>?
  public var having: Clause<[Having]>?
  /// `spread by plan, region`
  public var spread: Clause<[Name]>?
  public var show: Clause<[Value]>?
  public var sort: Clause<[SortKey]>?
  public var limit: Clause<Limit>?
  public var seed: Clause<Number>?
  /// `as line`
  public var chart: Clause<Chart>?
}

extension Clauses {
  /// Whether a clause that may come only once has been given. A `where` is stored in its population.
  func hold(_ kind: ClauseKind) -> Bool {
    switch kind {
    case .about: about != nil
    case .with: with != nil
    case .channels: channels != nil
    case .within: within != nil
    case .strict: strict != nil
    case .onOrAfter: onOrAfter != nil
    case .grain: grain != nil
    case .span: span != nil
    case .depth: depth != nil
    case .start: start != nil
    case .window, .lookBack: window != nil
    case .ending: ending != nil
    case .population: population.map { !$0.content.isImplied } ?? false
    case .by: by != nil
    case .having: having != nil
    case .spread: spread != nil
    case .show: show != nil
    case .sort: sort != nil
    case .limit: limit != nil
    case .seed: seed != nil
    case .chart: chart != nil
    case .without, .sameKey, .where: false
    }
  }
}

/// `week`, `calendar week`: the step of a series.
public struct Grain: Sendable, Hashable {
  public var unit: Unit
  public var calendar: Bool
}

/// One way to group.
public struct Dimension: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// `plan`, `their plan`, `mrr in 5 bins`, `tenure split at 12, 24`
    case name(Name, their: Bool, Cut?)
    /// `month of signup`; without `of`, of the time of the records themselves.
    case period(Unit, calendar: Bool, of: Moment?)
    /// `weekday of signup`
    case weekday(of: Moment)
    /// `(did order)`
    case condition(Condition)
  }

  /// How a number is cut into groups.
  public enum Cut: Sendable, Hashable {
    case bins(Number)
    case quantiles(Number)
    /// One or more, as written.
    case split([Number])
  }

  public var kind: Kind
  @Apart public var span: SourceSpan
}

/// `count >= 50`
public struct Having: Sendable, Hashable {
  public var value: Value
  public var comparison: Operator
  public var literal: Literal
  @Apart public var span: SourceSpan
}

public struct SortKey: Sendable, Hashable {
  public var value: Value
  public var descending: Bool
  @Apart public var span: SourceSpan
}

/// `limit 3`, `limit 3 per plan`
public struct Limit: Sendable, Hashable {
  public var count: Number
  public var per: Name?
}

public enum Chart: String, Sendable, Hashable, CaseIterable { case bar, line, table, heatmap }
