public import DataModel

/// A metric in each calendar period, by groups of people. Columns: the keys as in `Groups`, `period` (its first day,
/// which may lie before `first`), then those that `Metric.columns` lists, as `n`, `sum` ….
///
/// In each period the metric is `metric.within(the period's days between first and last)`; where it `isOfCustomers`, over
/// those of `who` for whom `Condition.customers(from:to:)` holds of the whole period. Every period from the first to the
/// last is there, for every group. Without `first`: from the earliest record that the metric rests on, or, where it rests
/// on none, from the earliest start; without `last`: to the clock. No rows where that is nothing. At most
/// `Series.longest` periods, the newest.
public struct Series: Hashable, Sendable {
  public var who: Condition
  public var keys: [GroupKey]
  public var metric: Metric
  public var unit: TimeSpan.Unit
  public var first: Day?
  public var last: Day?

  public static let longest = 2_000

  public init(
    who: Condition, keys: [GroupKey], metric: Metric, unit: TimeSpan.Unit, first: Day?, last: Day?
  ) {
    self.who = who
    self.keys = keys
    self.metric = metric
    self.unit = unit
    self.first = first
    self.last = last
  }
}

/// People with records of a scope in each calendar period, by groups of people. Columns: the keys as in `Groups`,
/// `period` (its first day), `active` (people with a record in it), `first` (of these, people with none in any earlier
/// period), `kept` (with one in the period before too), `before` (people with a record in the period before), `opens` (whether nothing of the whole data is older).
///
/// Periods as in `Series`, each whole; what lies before the first shown counts as earlier.
public struct Presence: Hashable, Sendable {
  public var who: Condition
  public var keys: [GroupKey]
  public var scope: RecordScope
  public var unit: TimeSpan.Unit
  public var first: Day?
  public var last: Day?

  public init(
    who: Condition, keys: [GroupKey], scope: RecordScope, unit: TimeSpan.Unit, first: Day?, last: Day?
  ) {
    self.who = who
    self.keys = keys
    self.scope = scope
    self.unit = unit
    self.first = first
    self.last = last
  }
}

/// People by the calendar period of their start, and in how many of the periods since they came back. Columns: the keys
/// as in `Groups`, `cohort` (first day of its calendar period), `k` (0 to `periods`), `people` (of the cohort), `over`
/// (of these, whose period k is over by the clock), `back` (of those, who came back).
///
/// Period k holds the local days from the start's day plus k units to the day before plus k + 1 (months clamped); with
/// `isCalendar`, from the calendar period of the start. A return is a record of `returns` that is not the start itself,
/// at or after it (at the coarser precision). With `countsLater` a return in period k or any later one counts for k.
public struct Cohorts: Hashable, Sendable {
  public var who: Condition
  public var keys: [GroupKey]
  public var start: Anchor
  public var startWindow: Window?
  public var returns: RecordScope
  public var unit: TimeSpan.Unit
  public var periods: Int
  public var isCalendar: Bool
  public var countsLater: Bool

  public init(
    who: Condition, keys: [GroupKey], start: Anchor, startWindow: Window?, returns: RecordScope,
    unit: TimeSpan.Unit, periods: Int, isCalendar: Bool, countsLater: Bool
  ) {
    self.who = who
    self.keys = keys
    self.start = start
    self.startWindow = startWindow
    self.returns = returns
    self.unit = unit
    self.periods = periods
    self.isCalendar = isCalendar
    self.countsLater = countsLater
  }
}

/// How far people get through a passage. Columns: the keys as in `Groups`, `step` (0 …), `people` (who got there),
/// `pending` (of these, who got no further and still may), `settled` (people with an attempt whose span is over that got there), and of the days from the step before, in counted attempts:
/// `days.q1`, `days.median`, `days.q3` (type 7; whole days where either is a day; missing where nobody got there).
///
/// Keys are read in the record that the counted attempt starts with: a property is its own, all else its person's.
/// Without keys every step is there; else every step of every group of those who did the first.
public struct Depths: Hashable, Sendable {
  public var who: Condition
  public var keys: [GroupKey]
  public var passage: Passage

  public init(who: Condition, keys: [GroupKey] = [], passage: Passage) {
    self.who = who
    self.keys = keys
    self.passage = passage
  }
}

/// What people do after a step, or did before it. Columns: the keys as in `Groups`, `level` (0: the step itself; else
/// 1 to `trail.length`), `path` (the names of the events, nearest first; one more, missing where they end, is an empty
/// text), `people`, `paths` (how many different paths the level has in the group).
///
/// At most `limit` paths a level and group: most people first, then by names.
public struct Trails: Hashable, Sendable {
  public var who: Condition
  public var keys: [GroupKey]
  public var trail: Trail
  public var limit: Int

  public init(who: Condition, keys: [GroupKey], trail: Trail, limit: Int) {
    self.who = who
    self.keys = keys
    self.trail = trail
    self.limit = limit
  }
}
