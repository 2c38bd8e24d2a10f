internal import DataModel
internal import Plan

/// Parts of a condition that are false, or hold as of nothing, where what they ask of is missing: a value, or the moment
/// that their window hangs on.
struct Lack {
  /// It is missing.
  let missing: Condition
  let words: String
  /// Whether it is something that was asked or written down, so that without it nothing is known.
  private let isAsked: Bool
  /// Whether windows hang on it, which are then empty.
  private let isOfWindow: Bool
  private var parts: [Part]

  private struct Part {
    let node: Condition
    /// Whether it is true where that is missing.
    let holds: Bool
  }

  /// Of values, and of parts that ask of one.
  private static let most = 12

  /// Wherever they stand in a condition; those that ask of the same together.
  static func all(in condition: Condition) -> [Lack] {
    var found: [Lack] = []
    find(in: condition, &found)
    return found
  }

  private static func find(in condition: Condition, _ found: inout [Lack]) {
    guard found.count < most else { return }
    switch condition {
    case .everyone, .among: return
    case .named(_, let inner), .not(let inner): find(in: inner, &found)
    case .all(let parts), .any(let parts): for part in parts { find(in: part, &found) }
    case .records(let scope, let amount):
      add(condition, window: scope.windows.flatMap(\.lacks), holds: !amount.needsOne, &found)
    case .sequence(let sequence):
      let steps = sequence.steps.filter { !$0.isAbsent }.flatMap(\.scope.windows)
      let windows = [sequence.window].compactMap { $0 } + steps
      add(condition, window: windows.flatMap(\.lacks), holds: !sequence.amount.needsOne, &found)
    case .test(let value, let test):
      guard test.isFalseWhenMissing else { return }
      switch value.unnamed {
      case .count(let scope):
        add(condition, window: scope.windows.flatMap(\.lacks), holds: test.holdsOfNothing, &found)
      case .aggregate(.total, _, let scope), .aggregate(.distinct, _, let scope):
        add(condition, window: scope.windows.flatMap(\.lacks), holds: test.holdsOfNothing, &found)
      case .literal, .presence: return
      case .attribute, .property, .aggregate, .moment, .elapsed, .cycle, .named:
        add(condition, [value] + test.lacks, isOfWindow: false, holds: false, &found)
      }
    }
  }

  private static func add(_ node: Condition, window: [Value], holds: Bool, _ found: inout [Lack]) {
    add(node, window, isOfWindow: true, holds: holds, &found)
  }

  private static func add(
    _ node: Condition, _ values: [Value], isOfWindow: Bool, holds: Bool, _ found: inout [Lack]
  ) {
    guard !values.isEmpty else { return }
    var distinct: [Value] = []
    for value in values where !distinct.contains(value) { distinct.append(value) }
    let missing = Condition.disjunction(distinct.map { .test($0, .isMissing) })
    let part = Part(node: node, holds: holds)
    if let place = found.firstIndex(where: { $0.missing == missing }) {
      found[place].parts.append(part)
    } else {
      let words = distinct.map(\.words).joined(separator: " or ")
      found.append(
        Lack(
          missing: missing, words: words, isAsked: distinct.allSatisfy(\.isAsked), isOfWindow: isOfWindow,
          parts: [part]))
    }
  }

  /// What a figure over records of people counts as nothing: the moments that its window hangs on; nil where there are none.
  static func emptying(_ value: Value) -> (missing: Condition, words: String)? {
    guard case .count(let scope) = value.unnamed else { return nil }
    var found: [Lack] = []
    add(.everyone, window: scope.windows.flatMap(\.lacks), holds: true, &found)
    return found.first.map { ($0.missing, $0.words) }
  }

  /// Those without it of whom a condition is true for that; nil where there can be none, or too many parts ask of it.
  func decides(_ condition: Condition) -> Condition? {
    guard parts.count <= Lack.most else { return nil }
    let without = parts.reduce(condition) { $0.assuming($1.node, $1.holds) }
    let with = parts.reduce(condition) { $0.assuming($1.node, !$1.holds) }
    guard without != .nobody, with != .everyone else { return nil }
    return .conjunction([missing, without] + (with == .nobody ? [] : [.not(with)]))
  }

  /// Those without it of whom a condition is false for that. Of a part that must hold, all who lack it.
  func denies(_ condition: Condition) -> Condition? {
    if isAsked || isOfWindow, parts.count == 1, !parts[0].holds,
      condition.conjuncts.contains(where: { $0.unnamed == parts[0].node })
    {
      return missing
    }
    return nil
  }
}

extension Window {
  /// The moments of people's own without which it is empty.
  fileprivate var lacks: [Value] {
    [lower, upper].compactMap { edge in
      switch edge {
      case .moment(let anchor, _), .day(let anchor, _), .moved(let anchor, _, _):
        anchor.isOwn ? anchor.value : nil
      case nil: nil
      }
    }
  }
}

extension Test {
  /// What else than the value must be there for it to be true.
  fileprivate var lacks: [Value] {
    switch self {
    case .within(let window): window.lacks
    case .compare(_, let other): other.lacks
    case .between(let low, let high): low.lacks + high.lacks
    case .isTrue, .isMissing, .hasCome, .oneOf, .contains, .startsWith, .endsWith, .matches, .says: []
    }
  }
}

extension Value {
  /// What has no date has not happened, which is known.
  fileprivate var isAsked: Bool {
    switch self {
    case .attribute(let attribute): !attribute.type.isTime
    case .property(let property), .aggregate(_, let property, _): !property.type.isTime
    case .named(_, let inner): inner.isAsked
    case .literal, .count, .moment, .elapsed, .cycle, .presence: false
    }
  }

  /// Itself, where it may be missing.
  fileprivate var lacks: [Value] {
    switch unnamed {
    case .literal, .count, .presence, .aggregate(.total, _, _), .aggregate(.distinct, _, _): []
    case .attribute, .property, .aggregate, .moment, .elapsed, .cycle, .named: [self]
    }
  }
}
