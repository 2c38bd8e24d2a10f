public import SourceText

/// A unit of time: of a duration, of a grain (`by week`), of `days since`.
public enum Unit: String, Sendable, Hashable, CaseIterable {
  case hour, day, week, month, quarter, year
}

/// A length of time: `30 days`, `$since days`, `$since`.
public struct Duration: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case amount(Number, Unit)
    case parameter(Name)
  }

  public var kind: Kind
  @Apart public var span: SourceSpan
}

/// A date or a period, checked: the day exists, hours are 0–23. Weeks are 1–53 (ISO 8601; whether the year has a week 53
/// is not judged here).
public struct DateLiteral: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// `2025`, only where a window or a moment is possible (`in 2025`, `since 2025`).
    case year(Int)
    /// `2025-03`
    case month(year: Int, month: Int)
    /// `2025-Q1`
    case quarter(year: Int, quarter: Int)
    /// `2025-W09`
    case week(year: Int, week: Int)
    /// `2025-03-01`
    case day(year: Int, month: Int, day: Int)
    /// `2025-03-01T10:00[:00]`, in the workspace zone.
    case time(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int)
  }

  public var kind: Kind
  public var spelling: String
  @Apart public var span: SourceSpan
}

/// A point in time, perhaps one for each person: `2025-03-01`, `today`, `30 days ago`, `signup`, `first order`.
public struct Moment: Sendable, Hashable {
  public indirect enum Kind: Sendable, Hashable {
    case date(DateLiteral)
    case today
    case yesterday
    /// `30 days ago`
    case ago(Duration)
    /// `signup`, `first order`, `last order with (amount > 50)`. `with` only after `first` or `last`.
    /// A name in dollars may be a parameter or a name.
    case anchor(Occurrence?, Name, with: Condition?)
  }

  public enum Occurrence: String, Sendable, Hashable { case first, last }

  public var kind: Kind
  @Apart public var span: SourceSpan
}

/// Before or after a moment.
public enum Side: String, Sendable, Hashable { case before, after }

/// A period of time: `in last 30 days`, `since 2025-03-01`, `between 90 and 30 days ago`.
public struct Window: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// `in last 30 days`; also the clause `over last 30 days`.
    case last(Duration)
    /// `in last month`: the previous whole one.
    case lastWhole(Unit)
    /// `in this month`
    case this(Unit)
    /// `in 2025-Q1`, `in 2025`, `on 2025-03-01`
    case period(DateLiteral)
    /// `in $quarter`
    case parameter(Name)
    case since(Moment)
    case before(Moment)
    case after(Moment)
    /// `over 30 days ago`
    case over(Duration)
    /// `between 2025-01-01 and today`, `between 90 and 30 days ago` (two `ago`s).
    case between(Moment, Moment)
    /// `between 30 and 1 days before first churn`: durations away from the moment, as written.
    case betweenAround(Duration, Duration, Side, Moment)
    /// `in 30 days before first churn`
    case around(Duration, Side, Moment)
  }

  public var kind: Kind
  /// `all in 2025-03`, of steps: every step must be in the window, not only the first.
  public var isOfAll = false
  @Apart public var span: SourceSpan
}

/// `within 7 days of signup`; without `of`, the length that the steps of a sequence may take.
public struct Within: Sendable, Hashable {
  public var duration: Duration
  public var of: Moment?
  @Apart public var span: SourceSpan
}
