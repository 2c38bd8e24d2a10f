/// How conditions and values are made of one another: the one place that walks through them.
///
/// `operands`, `leaves` and `mapLeaves` see a condition's logic alone: `not`, `all`, `any` and names. `ConditionPart` goes
/// on into values, windows and scopes. A set of people (`among`) has no parts.

extension Condition {
  /// What `not`, `all`, `any` or a name is made of; empty for all others.
  public var operands: [Condition] {
    switch self {
    case .not(let inner), .named(_, let inner): [inner]
    case .all(let parts), .any(let parts): parts
    case .everyone, .test, .records, .sequence, .among: []
    }
  }

  /// The conditions without operands that it is made of, from left to right: of `not (a and (b or a))` a, b and a.
  public var leaves: [Condition] {
    var leaves: [Condition] = []
    collectLeaves(into: &leaves)
    return leaves
  }

  private func collectLeaves(into leaves: inout [Condition]) {
    switch self {
    case .not(let inner), .named(_, let inner): inner.collectLeaves(into: &leaves)
    case .all(let parts), .any(let parts): for part in parts { part.collectLeaves(into: &leaves) }
    case .everyone, .test, .records, .sequence, .among: leaves.append(self)
    }
  }

  /// The same logic over other leaves.
  public func mapLeaves(_ transform: (Condition) -> Condition) -> Condition {
    switch self {
    case .not(let inner): .not(inner.mapLeaves(transform))
    case .named(let name, let inner): .named(name, inner.mapLeaves(transform))
    case .all(let parts): .all(parts.map { $0.mapLeaves(transform) })
    case .any(let parts): .any(parts.map { $0.mapLeaves(transform) })
    case .everyone, .test, .records, .sequence, .among: transform(self)
    }
  }

  /// The conditions that all must hold, from left to right; names stand for what they mean.
  public var conjuncts: [Condition] {
    switch unnamed {
    case .everyone: []
    case .all(let parts): parts.flatMap(\.conjuncts)
    case .not, .any, .test, .records, .sequence, .among, .named: [unnamed]
    }
  }

  /// What a name stands for.
  public var unnamed: Condition {
    var condition = self
    while case .named(_, let inner) = condition { condition = inner }
    return condition
  }
}

extension Value {
  /// What a name stands for.
  public var unnamed: Value {
    var value = self
    while case .named(_, let inner) = value { value = inner }
    return value
  }

  /// The records that it is a figure over.
  public var scopes: [RecordScope] {
    switch unnamed {
    case .count(let scope), .aggregate(_, _, let scope): [scope]
    case .literal, .attribute, .property, .moment, .elapsed, .cycle, .presence, .named: []
    }
  }
}

extension Window {
  /// What its edges are measured from, the lower first.
  public var anchors: [Anchor] { [lower, upper].compactMap { $0?.anchor } }
}

extension Window.Edge {
  /// What it is measured from.
  public var anchor: Anchor {
    switch self {
    case .moment(let anchor, _), .day(let anchor, _), .moved(let anchor, _, _): anchor
    }
  }
}

/// Anything that a condition or a value is made of.
public enum ConditionPart {
  case condition(Condition)
  case test(Test)
  case value(Value)
  case anchor(Anchor)
  case window(Window)
  case scope(RecordScope)

  /// Calls `visit` with this part, then with all parts inside, from left to right.
  public func walk(_ visit: (ConditionPart) -> Void) {
    visit(self)
    for part in parts { part.walk(visit) }
  }

  /// Whether this part or one inside meets a condition. Stops at the first that does.
  public func contains(where predicate: (ConditionPart) -> Bool) -> Bool {
    predicate(self) || parts.contains { $0.contains(where: predicate) }
  }

  /// The parts directly inside.
  private var parts: [ConditionPart] {
    switch self {
    case .condition(let condition): condition.parts
    case .test(let test): test.parts
    case .value(let value): value.parts
    case .anchor(.record(_, let scope)): [.scope(scope)]
    case .anchor(.literal), .anchor(.now), .anchor(.attribute), .anchor(.start), .anchor(.end),
      .anchor(.property):
      []
    case .window(let window): window.anchors.map { .anchor($0) }
    case .scope(let scope):
      [scope.filter.map { .condition($0) }, scope.window.map { .window($0) }].compactMap { $0 }
    }
  }
}

extension Condition {
  fileprivate var parts: [ConditionPart] {
    switch self {
    case .everyone, .among: []
    case .not, .named, .all, .any: operands.map { .condition($0) }
    case .test(let value, let test): [.value(value), .test(test)]
    case .records(let scope, _): [.scope(scope)]
    case .sequence(let sequence):
      sequence.steps.map { .scope($0.scope) } + (sequence.window.map { [.window($0)] } ?? [])
    }
  }
}

extension Test {
  fileprivate var parts: [ConditionPart] {
    switch self {
    case .compare(_, let other): [.value(other)]
    case .between(let low, let high): [.value(low), .value(high)]
    case .within(let window): [.window(window)]
    case .isTrue, .isMissing, .hasCome, .oneOf, .contains, .startsWith, .endsWith, .matches, .says: []
    }
  }
}

extension Value {
  fileprivate var parts: [ConditionPart] {
    switch self {
    case .literal, .attribute, .property: []
    case .count(let scope), .aggregate(_, _, let scope): [.scope(scope)]
    case .moment(let anchor), .cycle(_, let anchor): [.anchor(anchor)]
    case .elapsed(_, let from, let to, _): [.anchor(from), .anchor(to)]
    case .presence(let window): [.window(window)]
    case .named(_, let inner): [.value(inner)]
    }
  }
}
