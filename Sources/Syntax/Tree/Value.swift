public import SourceText

/// A value of a person or record; if it is not compared, a metric over many of them.
public struct Value: Sendable, Hashable {
  public indirect enum Kind: Sendable, Hashable {
    /// `mrr`, `their plan`; also metrics that are a name: `count`, `nps`, `csat`, `ces`, defined ones.
    case name(Name, their: Bool)
    /// `days since last login`
    case since(Unit, calendar: Bool, Moment)
    /// `days from signup to first order`
    case elapsed(Unit, calendar: Bool, from: Moment, to: Moment)
    /// `count of login in last 4 weeks`; the modifiers are the source's.
    case count(Source)
    /// `days with login in last 30 days`: different local days.
    case days(Source)
    /// `mentions of trust in survey`
    case mentions(Pattern, Modifiers)
    /// `number of churned`
    case number(Argument)
    /// `rate of (did login)`
    case rate(Argument)
    /// `average score of feedback in survey`, `latest score`, `max (count of churn)`, `average score heard`
    case aggregate(Aggregate, Operand, of: Source?, heard: Bool, Modifiers)
    /// `csat in review`, `nps per answer in last 90 days`: never without a modifier, which leaves a name.
    case scored(Name, Modifiers)
    /// `customers doing login`, `sellers doing any of (order, pay)`
    case doing(Name, Doing, Modifiers)
    /// `average score weighted by mrr`
    case weighted(Value, by: Value)
    /// `total amount of order per customers doing order`
    case ratio(Value, per: Value)
    /// Could not be read, which a diagnostic reports. Only in trees with an error.
    case invalid
  }

  /// The operand of an aggregate.
  public enum Operand: Sendable, Hashable {
    case name(Name, their: Bool)
    /// In parentheses: `max (count of churn)`.
    case value(Value)
  }

  public enum Doing: Sendable, Hashable {
    /// One event, or those of `any of (…)`.
    case events([Name])
    case anything
  }

  public var kind: Kind
  @Apart public var span: SourceSpan
}

/// Where records come from: `order events`, `feedback`, with the modifiers that follow.
public struct Source: Sendable, Hashable {
  public var name: Name
  public var modifiers: Modifiers
  @Apart public var span: SourceSpan
}

/// Filters of the records of a value. If the value has a source, they belong to the source.
public struct Modifiers: Sendable, Hashable {
  public var with: Condition?
  public var channels: [Name] = []
  public var window: Window?
  /// `of` is always there.
  public var within: Within?
  /// Only after `nps`, `csat` and `ces`.
  public var perAnswer = false

  public init(channels: [Name] = []) { self.channels = channels }

  public var isEmpty: Bool { self == Modifiers() }

  /// From the first to the last of them, without the words `with` and `in`; nil if there are none.
  public var span: SourceSpan? {
    let spans = [with?.span, channels.first?.span, channels.last?.span, window?.span, within?.span]
      .compactMap { $0 }
    return spans.first.map { spans.dropFirst().reduce($0) { $0.union($1) } }
  }
}

/// The argument of `number of` and `rate of`: never a comparison without parentheses.
public enum Argument: Sendable, Hashable {
  /// `rate of churned`
  case name(Name)
  /// One behaviour or voice, or a condition in parentheses.
  case condition(Condition)
}

public enum Aggregate: Sendable, Hashable {
  case average, median, total, min, max, latest, last, first, distinct
  /// `p90`: 0–100.
  case percentile(Int)
}
