internal import DataModel
internal import Plan
internal import Text

/// The attributes, events, channels and words that a condition or metric mentions. What a condition mentions is true of its
/// people by definition, so it is not a finding about them.
struct ReferencedNames {
  private(set) var attributes: Set<String> = []
  private(set) var events: Set<String> = []
  private(set) var namesAnyEvent = false
  /// Whether it asks for feedback of any content.
  private(set) var namesAnyFeedback = false
  private(set) var channels: Set<String> = []
  private(set) var patterns: [Pattern] = []
  private(set) var namesScore = false
  private(set) var namesEnd = false
  private(set) var namesStart = false

  init(_ condition: Condition) { add(.condition(condition)) }

  init(_ metric: Metric) { add(metric) }

  /// Whether both mention the same attribute, event or words.
  func overlaps(_ other: ReferencedNames) -> Bool {
    !attributes.isDisjoint(with: other.attributes) || !events.isDisjoint(with: other.events)
      || patterns.contains { other.patterns.contains($0) }
  }

  private mutating func add(_ metric: Metric) {
    switch metric {
    case .count: return
    case .number(let condition), .rate(let condition): add(.condition(condition))
    case .records(let scope), .doing(let scope), .recordAggregate(_, _, let scope),
      .satisfaction(_, _, let scope, _, _):
      add(.scope(scope))
    case .aggregate(_, let value): add(.value(value))
    case .weighted(let inner, let weight):
      add(inner)
      add(.value(weight))
    case .ratio(let whole, let part):
      add(whole)
      add(part)
    case .named(_, let inner, let filter):
      add(inner)
      if let filter { add(.condition(filter)) }
    }
  }

  private mutating func add(_ part: ConditionPart) {
    part.walk { part in
      switch part {
      case .scope(let scope): addNames(of: scope)
      case .value(.attribute(let attribute)), .anchor(.attribute(let attribute)):
        attributes.insert(attribute.name.lowercased())
      case .value(.property(let property)), .value(.aggregate(_, let property, _)):
        if property.slot == .score { namesScore = true }
      case .value(.presence), .anchor(.end): namesEnd = true
      case .anchor(.start): namesStart = true
      case .test(.says(.pattern(let pattern))): patterns.append(pattern)
      case .condition, .test, .value, .anchor, .window: return
      }
    }
  }

  private mutating func addNames(of scope: RecordScope) {
    switch scope.source {
    case .anyEvent: namesAnyEvent = true
    case .events(let refs):
      for ref in refs {
        switch ref {
        case .kind(let name): events.insert(name.lowercased())
        case .attribute(let attribute): attributes.insert(attribute.name.lowercased())
        }
      }
    case .feedback, .heard:
      if scope.channels.isEmpty, scope.filter == nil, scope.pattern == nil { namesAnyFeedback = true }
    }
    if let pattern = scope.pattern { patterns.append(pattern) }
    channels.formUnion(scope.channels.map { $0.lowercased() })
  }
}

extension RecordScope {
  fileprivate var pattern: Pattern? {
    if case .pattern(let pattern)? = saying { pattern } else { nil }
  }
}

extension Slots {
  /// The segments by which people can be matched, without those that a condition names.
  func matching(_ named: Set<String>) -> [AttributeRef] {
    segments.filter { $0.type != .list && !$0.type.isTime && !named.contains($0.name.lowercased()) }
  }
}
