public import DataModel
public import Text

/// A selection of a person's records: those that meet every part.
public struct RecordScope: Hashable, Sendable, Codable {
  public var source: Source
  /// Of any event: the kinds that do not count.
  public var except: [String] = []
  /// What feedback must say; nil for events, and for feedback as such.
  public var saying: Saying?
  /// Feedback's channels, in the catalog's spelling; empty means any.
  public var channels: [String]
  /// `with (…)`, read in the record: a name is the record's property first, else the person's attribute.
  public var filter: Condition?
  public var window: Window?

  public enum Source: Hashable, Sendable, Codable {
    /// Events of any of these kinds; one or more.
    case events([EventRef])
    /// Any event at all: `did anything`.
    case anyEvent
    /// What the person said.
    case feedback
    /// What was said about the person.
    case heard
  }

  /// An event of a kind, or a date attribute that serves as one (`signup`): set and not after the clock.
  public enum EventRef: Hashable, Sendable, Codable {
    case kind(String)
    case attribute(AttributeRef)

    public var name: String {
      switch self {
      case .kind(let name): name
      case .attribute(let attribute): attribute.name
      }
    }
  }

  public enum Saying: Hashable, Sendable, Codable {
    case pattern(Pattern)
    /// Words were given: at least one token.
    case something
    /// A score or words.
    case response
  }

  public init(
    _ source: Source, saying: Saying? = nil, channels: [String] = [], filter: Condition? = nil,
    window: Window? = nil
  ) {
    self.source = source
    self.saying = saying
    self.channels = channels
    self.filter = filter
    self.window = window
  }
}

extension RecordScope {
  /// What its messages are searched for: its own pattern, and those that its filter asks for.
  public var patterns: [Pattern] {
    if case .pattern(let pattern)? = saying { return [pattern] + (filter?.patterns ?? []) }
    return filter?.patterns ?? []
  }

  /// Narrowed to what is true of each message. Words that all messages must have become what is searched for, and their
  /// channels where; so that `feedback where mentioned trust` is `feedback mentioning trust`.
  public func narrowed(to condition: Condition) -> RecordScope {
    var (result, rest) = (self, [Condition]())
    for part in Condition.conjunction([condition]).parts {
      switch (part, part.pattern, result.saying) {
      case (_, let pattern?, nil): result.saying = .pattern(pattern)
      case (_, let pattern?, .pattern(let own)): result.saying = .pattern(.allOf([own, pattern]))
      case (.test(.property(let property), .oneOf(let names)), _, _)
      where property.slot == .channel && result.channels.isEmpty:
        result.channels = names.compactMap(\.text)
      case (_, _, _): rest.append(part)
      }
    }
    if !rest.isEmpty { result.filter = .conjunction([filter ?? .everyone] + rest) }
    return result
  }
}

extension RecordScope {
  /// What it asks of a record that is of a source, the same one or a wider.
  public func asCondition(of wider: Source) -> Condition {
    var parts: [Condition] = []
    let kind = Value.property(PropertyRef("event", .kind, .text))
    if case .events(let kinds) = source, source != wider {
      parts.append(.test(kind, .oneOf(kinds.map { .text($0.name) })))
    }
    if !except.isEmpty { parts.append(.not(.test(kind, .oneOf(except.map { .text($0) })))) }
    if let saying { parts.append(.test(.property(PropertyRef("text", .text, .text)), .says(saying))) }
    if !channels.isEmpty {
      parts.append(
        .test(.property(PropertyRef("channel", .channel, .text)), .oneOf(channels.map { .text($0) })))
    }
    if let filter { parts.append(filter) }
    if let window { parts.append(.test(.property(PropertyRef("at", .at, .timestamp)), .within(window))) }
    return .conjunction(parts)
  }
}

extension Condition {
  /// The parts of a conjunction.
  fileprivate var parts: [Condition] {
    switch self {
    case .everyone: []
    case .all(let parts): parts
    case .not, .any, .test, .records, .sequence, .among, .named: [self]
    }
  }

  /// The pattern of a condition that only asks what the current message says; nil for all others.
  fileprivate var pattern: Pattern? {
    switch self {
    case .test(_, .says(.pattern(let pattern))): return pattern
    case .any(let parts):
      let patterns = parts.compactMap(\.pattern)
      return patterns.count == parts.count ? .anyOf(patterns) : nil
    case .all(let parts):
      let patterns = parts.compactMap(\.pattern)
      return patterns.count == parts.count ? .allOf(patterns) : nil
    case .everyone, .not, .test, .records, .sequence, .among, .named: return nil
    }
  }

  /// The patterns of the current message that can make it true.
  fileprivate var patterns: [Pattern] {
    switch self {
    case .test(_, .says(.pattern(let pattern))): [pattern]
    case .any(let parts), .all(let parts): parts.flatMap(\.patterns)
    case .named(_, let inner): inner.patterns
    case .everyone, .not, .test, .records, .sequence, .among: []
    }
  }
}

/// A stretch of time for records or dates; an absent edge is open. A missing anchor makes it empty.
///
/// Edges are inclusive unless they say otherwise. Moments are compared at the coarser precision of the two.
public struct Window: Hashable, Sendable, Codable {
  public var lower: Edge?
  public var upper: Edge?
  /// As canonical words, for the reading: `in last 30 days`.
  public var words: String

  public enum Edge: Hashable, Sendable, Codable {
    /// The moment itself: ≥ or > as a lower edge, ≤ or < as an upper one.
    case moment(Anchor, inclusive: Bool)
    /// The whole local day of the anchor, moved by a span: its start as a lower edge, its end as an upper one.
    case day(Anchor, moved: TimeSpan)
    /// The anchor moved by hours (or by another span, keeping the time of day): a rolling edge.
    case moved(Anchor, by: TimeSpan, inclusive: Bool)
  }

  public init(from lower: Edge?, to upper: Edge?, words: String) {
    self.lower = lower
    self.upper = upper
    self.words = words
  }
}

/// Steps in order, of one person. Each step is a different record; B is at or after A at the coarser precision.
public struct Sequence: Hashable, Sendable, Codable {
  public struct Step: Hashable, Sendable, Codable {
    public var scope: RecordScope
    /// `then not B`: no such record follows the step before, within the sequence's span if it has one (attempts whose
    /// span is not wholly before the clock do not count), else to the end of the data.
    public var isAbsent: Bool

    public init(_ scope: RecordScope, isAbsent: Bool = false) {
      self.scope = scope
      self.isAbsent = isAbsent
    }
  }

  /// Two or more; the first is never absent. An absent step may only be the last.
  public var steps: [Step]
  /// From the first step to the last: elapsed, end included; day difference where either is a day; months by calendar.
  public var span: TimeSpan?
  /// `on same order_id`: the property has one and the same value, not missing, in every step.
  public var sameKey: PropertyRef?
  /// Where an attempt starts; later steps may run past it.
  public var window: Window?
  /// `all in 2025-03`: the window is of every step.
  public var isConfined: Bool
  /// The number of completed attempts, one for each first record that has any completion. `on … days` counts the distinct
  /// local days of these first records.
  public var amount: Amount
  /// Whether an attempt with an absent last step counts before its span is over, as of the clock.
  public var countsOpen = false

  public init(
    _ steps: [Step], span: TimeSpan? = nil, sameKey: PropertyRef? = nil, window: Window? = nil,
    isConfined: Bool = false, amount: Amount = .some
  ) {
    self.isConfined = isConfined
    self.steps = steps
    self.span = span
    self.sameKey = sameKey
    self.window = window
    self.amount = amount
  }
}

extension RecordScope {
  /// Whether its records are dates of people's own, known by their days alone.
  public var isOfDates: Bool {
    guard case .events(let refs) = source else { return false }
    return !refs.isEmpty
      && refs.allSatisfy { if case .attribute(let date) = $0 { date.type == .date } else { false } }
  }

  /// Messages that say a pattern, of those of a scope.
  public static func saying(_ pattern: Pattern, within scope: RecordScope?) -> RecordScope {
    var scope = scope ?? RecordScope(.feedback)
    if case .pattern(let own)? = scope.saying {
      scope.saying = .pattern(.allOf([own, pattern]))
    } else {
      scope.saying = .pattern(pattern)
    }
    return scope
  }
}
