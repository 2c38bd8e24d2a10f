public import DataModel

/// `trend m by week`: a metric, calculated for each calendar period.
public struct Trend: Hashable, Sendable, Codable {
  public var measured: Measure.Measured
  public var unit: TimeSpan.Unit
  public var stretch: Stretch
  public var who: Who
  /// `having`, `sort by` and `limit` choose among groups; without groups `limit` keeps the newest periods.
  public var grouping: Grouping

  public init(
    _ measured: Measure.Measured, by unit: TimeSpan.Unit, over stretch: Stretch, who: Who, grouping: Grouping
  ) {
    self.measured = measured
    self.unit = unit
    self.stretch = stretch
    self.who = who
    self.grouping = grouping
  }
}

/// A range of whole days for a series, both ends included. An absent end is the first day of the data, or today.
public struct Stretch: Hashable, Sendable, Codable {
  public var first: Day?
  public var last: Day?
  /// The window it comes from, for the reading.
  public var window: Window?

  public init(first: Day? = nil, last: Day? = nil, window: Window? = nil) {
    self.first = first
    self.last = last
    self.window = window
  }
}

extension Metric {
  /// The metric limited to a window: what people did, said and became in it. A window of its own still applies.
  public func within(_ window: Window) -> Metric {
    switch self {
    case .count: self
    case .number(let condition): .number(condition.within(window))
    case .rate(let condition): .rate(condition.within(window))
    case .records(let scope): .records(scope.within(window))
    case .doing(let scope): .doing(scope.within(window))
    case .aggregate(let aggregate, let value): .aggregate(aggregate, value.within(window))
    case .recordAggregate(let aggregate, let property, let scope):
      .recordAggregate(aggregate, property, scope.within(window))
    case .satisfaction(let kind, let property, let scope, let scale, let basis):
      .satisfaction(kind, property, scope.within(window), scale, over: basis)
    case .weighted(let inner, let weight): .weighted(inner.within(window), by: weight.within(window))
    case .ratio(let whole, let part): .ratio(whole.within(window), per: part.within(window))
    case .named(let name, let inner, let filter):
      .named(name, inner.within(window), filter: filter?.within(window))
    }
  }

  /// Whether it covers people who were customers at the time, instead of people with records.
  public var isOfCustomers: Bool {
    switch self {
    case .count, .number, .rate, .aggregate: true
    case .records, .doing, .recordAggregate, .satisfaction: false
    case .named(_, let inner, _), .weighted(let inner, _): inner.isOfCustomers
    case .ratio(let whole, let part): whole.isOfCustomers || part.isOfCustomers
    }
  }

  /// The records that it is based on.
  public var scopes: [RecordScope] {
    switch self {
    case .count: []
    case .number(let condition), .rate(let condition): condition.scopes
    case .records(let scope), .doing(let scope), .recordAggregate(_, _, let scope),
      .satisfaction(_, _, let scope, _, _):
      [scope]
    case .weighted(let inner, let weight): inner.scopes + weight.scopes
    case .ratio(let whole, let part): whole.scopes + part.scopes
    case .aggregate(_, let value): value.scopes
    case .named(_, let inner, let filter): inner.scopes + (filter?.scopes ?? [])
    }
  }
}

extension Metric {
  /// How long things that start in a period may run on: the spans of its sequences.
  public var spans: [TimeSpan] {
    switch self {
    case .number(let condition), .rate(let condition): condition.sequences.compactMap(\.span)
    case .named(_, let inner, _), .weighted(let inner, _): inner.spans
    case .ratio(let whole, let part): whole.spans + part.spans
    case .count, .records, .doing, .aggregate, .recordAggregate, .satisfaction: []
    }
  }
}

extension Metric {
  /// The spans by which it reaches beyond the moment that people are grouped by, as in `within 7 days of signup`.
  public func spans(from value: GroupKey.GroupValue) -> [TimeSpan] {
    guard case .value(let value) = value, let anchor = value.anchor else { return [] }
    switch self {
    case .number(let condition), .rate(let condition):
      return condition.scopes.compactMap { scope in
        switch scope.window?.upper {
        case .day(anchor, let span), .moved(anchor, let span, _): span.count > 0 ? span : nil
        case .moment, .day, .moved, nil: nil
        }
      }
    case .named(_, let inner, _), .weighted(let inner, _): return inner.spans(from: .value(value))
    case .ratio(let whole, let part):
      return whole.spans(from: .value(value)) + part.spans(from: .value(value))
    case .count, .records, .doing, .aggregate, .recordAggregate, .satisfaction: return []
    }
  }
}

extension Value {
  /// The point in time that it is.
  fileprivate var anchor: Anchor? {
    switch self {
    case .moment(let anchor): anchor
    case .attribute(let attribute): .attribute(attribute)
    case .named(_, let inner): inner.anchor
    case .literal, .property, .count, .aggregate, .elapsed, .cycle, .presence: nil
    }
  }
}

extension Condition {
  /// The sequences in it.
  public var sequences: [Sequence] {
    leaves.compactMap { if case .sequence(let sequence) = $0 { sequence } else { nil } }
  }

  /// The condition limited to a window: records and dates in it.
  public func within(_ window: Window) -> Condition {
    mapLeaves { leaf in
      switch leaf {
      case .test(let value, .hasCome): .all([leaf, .test(value, .within(window))])
      case .test(let value, let test): .test(value.within(window), test)
      case .records(let scope, let amount): .records(scope.within(window), amount)
      case .sequence(let sequence): .sequence(sequence.within(window))
      case .everyone, .among, .not, .all, .any, .named: leaf
      }
    }
  }

  /// The records that it looks at.
  public var scopes: [RecordScope] {
    leaves.flatMap { leaf -> [RecordScope] in
      switch leaf {
      case .test(let value, _): value.scopes
      case .records(let scope, _): [scope]
      case .sequence(let sequence): sequence.steps.map(\.scope)
      case .everyone, .among, .not, .all, .any, .named: []
      }
    }
  }
}

extension Value {
  fileprivate func within(_ window: Window) -> Value {
    switch self {
    case .literal, .attribute, .property, .moment, .elapsed, .cycle, .presence: self
    case .count(let scope): .count(scope.within(window))
    case .aggregate(let aggregate, let property, let scope):
      .aggregate(aggregate, property, scope.within(window))
    case .named(let name, let inner): .named(name, inner.within(window))
    }
  }
}

extension RecordScope {
  /// The scope limited to a window. If it already has one, the new one becomes a condition on the time of the record.
  public func within(_ other: Window) -> RecordScope {
    var scope = self
    if scope.window == nil {
      scope.window = other
    } else {
      let test = Condition.test(.property(PropertyRef("at", .at, .timestamp)), .within(other))
      scope.filter = .conjunction([scope.filter ?? .everyone, test])
    }
    return scope
  }
}

extension Sequence {
  /// Started in the window.
  fileprivate func within(_ other: Window) -> Sequence {
    var sequence = self
    if sequence.window == nil {
      sequence.window = other
    } else {
      sequence.steps[0].scope = steps[0].scope.within(other)
    }
    return sequence
  }
}

extension Window {
  /// A window of whole local days, both included.
  public init(days first: Day, _ last: Day) {
    self.init(
      from: .day(.literal(.day(first)), moved: TimeSpan(0, .day)),
      to: .day(.literal(.day(last)), moved: TimeSpan(0, .day)), words: "\(first.iso) to \(last.iso)")
  }
}

extension Condition {
  /// True of people who were customers on some of these days: with a start (or, without one, a record) by the last day, and no
  /// end before the first.
  public static func customers(from first: Day, to last: Day) -> Condition {
    let none = TimeSpan(0, .day)
    let upTo = Window(from: nil, to: .day(.literal(.day(last)), moved: none), words: "up to \(last.iso)")
    let earlier = Window(
      from: nil, to: .day(.literal(.day(first.adding(days: -1))), moved: none), words: "before \(first.iso)")
    return .all([
      .test(.moment(.start), .within(upTo)), .not(.test(.moment(.end), .within(earlier))),
    ])
  }
}
