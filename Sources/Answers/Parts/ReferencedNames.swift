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

  init(_ condition: Condition) { add(condition) }

  init(_ metric: Metric) { add(metric) }

  /// Whether both mention the same attribute, event or words.
  func overlaps(_ other: ReferencedNames) -> Bool {
    !attributes.isDisjoint(with: other.attributes) || !events.isDisjoint(with: other.events)
      || patterns.contains { other.patterns.contains($0) }
  }

  private mutating func add(_ condition: Condition) {
    switch condition {
    case .everyone, .among: return
    case .not(let inner), .named(_, let inner): add(inner)
    case .all(let parts), .any(let parts): for part in parts { add(part) }
    case .test(let value, let test):
      add(value)
      switch test {
      case .compare(_, let other): add(other)
      case .between(let low, let high):
        add(low)
        add(high)
      case .within(let window): add(window)
      case .says(.pattern(let pattern)): patterns.append(pattern)
      case .says, .isTrue, .isMissing, .hasCome, .oneOf, .contains, .startsWith, .endsWith, .matches: return
      }
    case .records(let scope, _): add(scope)
    case .sequence(let sequence):
      for step in sequence.steps { add(step.scope) }
      if let window = sequence.window { add(window) }
    }
  }

  private mutating func add(_ metric: Metric) {
    switch metric {
    case .count: return
    case .number(let condition), .rate(let condition): add(condition)
    case .records(let scope), .doing(let scope), .recordAggregate(_, _, let scope),
      .satisfaction(_, _, let scope, _, _):
      add(scope)
    case .aggregate(_, let value): add(value)
    case .weighted(let inner, let weight):
      add(inner)
      add(weight)
    case .ratio(let whole, let part):
      add(whole)
      add(part)
    case .named(_, let inner, let filter):
      add(inner)
      if let filter { add(filter) }
    }
  }

  private mutating func add(_ value: Value) {
    switch value {
    case .literal: return
    case .attribute(let attribute): attributes.insert(attribute.name.lowercased())
    case .property(let property): if property.slot == .score { namesScore = true }
    case .count(let scope): add(scope)
    case .aggregate(_, let property, let scope):
      if property.slot == .score { namesScore = true }
      add(scope)
    case .moment(let anchor): add(anchor)
    case .cycle(_, let anchor): add(anchor)
    case .presence: namesEnd = true
    case .elapsed(_, let from, let to, _):
      add(from)
      add(to)
    case .named(_, let inner): add(inner)
    }
  }

  private mutating func add(_ anchor: Anchor) {
    switch anchor {
    case .attribute(let attribute): attributes.insert(attribute.name.lowercased())
    case .record(_, let scope): add(scope)
    case .end: namesEnd = true
    case .start: namesStart = true
    case .literal, .now, .property: return
    }
  }

  private mutating func add(_ window: Window) {
    for edge in [window.lower, window.upper] {
      switch edge {
      case .moment(let anchor, _), .day(let anchor, _), .moved(let anchor, _, _): add(anchor)
      case nil: continue
      }
    }
  }

  private mutating func add(_ scope: RecordScope) {
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
    if let filter = scope.filter { add(filter) }
    if let window = scope.window { add(window) }
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
