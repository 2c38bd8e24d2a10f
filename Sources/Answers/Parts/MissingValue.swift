internal import DataModel
internal import Plan

/// A value that parts of a condition need and that may be missing: an attribute, or the moment that a window is relative to.
/// Without it a test is false, and a window is empty.
struct MissingValue {
  /// True of people who do not have the value.
  let missing: Condition
  let words: String
  /// Whether its absence means that nothing is known. A missing date is known: the event has not happened.
  private let isAsked: Bool
  /// Whether it is the moment that a window is relative to.
  private let isOfWindow: Bool
  private var parts: [Part]

  private struct Part {
    let node: Condition
    /// Whether the part is true without the value.
    let holds: Bool
  }

  /// The most values per condition, and the most parts per value.
  private static let most = 12

  /// All such values of a condition; parts that need the same value are collected in one.
  static func all(in condition: Condition) -> [MissingValue] {
    var found: [MissingValue] = []
    for leaf in condition.leaves where found.count < most { find(in: leaf, &found) }
    return found
  }

  private static func find(in leaf: Condition, _ found: inout [MissingValue]) {
    switch leaf {
    case .everyone, .among, .not, .all, .any, .named: return
    case .records(let scope, let amount):
      add(leaf, window: scope.windows.flatMap(\.neededValues), holds: !amount.needsOne, &found)
    case .sequence(let sequence):
      let steps = sequence.steps.filter { !$0.isAbsent }.flatMap(\.scope.windows)
      let windows = [sequence.window].compactMap { $0 } + steps
      add(leaf, window: windows.flatMap(\.neededValues), holds: !sequence.amount.needsOne, &found)
    case .test(let value, let test):
      guard test.isFalseWhenMissing else { return }
      switch value.unnamed {
      case .count(let scope):
        add(leaf, window: scope.windows.flatMap(\.neededValues), holds: test.holdsOfNothing, &found)
      case .aggregate(.total, _, let scope), .aggregate(.distinct, _, let scope):
        add(leaf, window: scope.windows.flatMap(\.neededValues), holds: test.holdsOfNothing, &found)
      case .literal, .presence: return
      case .attribute, .property, .aggregate, .moment, .elapsed, .cycle, .named:
        add(leaf, [value] + test.neededValues, isOfWindow: false, holds: false, &found)
      }
    }
  }

  private static func add(_ node: Condition, window: [Value], holds: Bool, _ found: inout [MissingValue]) {
    add(node, window, isOfWindow: true, holds: holds, &found)
  }

  private static func add(
    _ node: Condition, _ values: [Value], isOfWindow: Bool, holds: Bool, _ found: inout [MissingValue]
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
        MissingValue(
          missing: missing, words: words, isAsked: distinct.allSatisfy(\.isAsked), isOfWindow: isOfWindow,
          parts: [part]))
    }
  }

  /// For a count of records in a window relative to a moment: the people without that moment, who count as 0, and its name.
  static func emptyWindow(_ value: Value) -> (missing: Condition, words: String)? {
    guard case .count(let scope) = value.unnamed else { return nil }
    var found: [MissingValue] = []
    add(.everyone, window: scope.windows.flatMap(\.neededValues), holds: true, &found)
    return found.first.map { ($0.missing, $0.words) }
  }

  /// The people for whom a condition is true only because the value is missing; nil if there can be none, or if too many parts
  /// need it.
  func whereTrue(_ condition: Condition) -> Condition? {
    guard parts.count <= MissingValue.most else { return nil }
    let without = parts.reduce(condition) { $0.assuming($1.node, $1.holds) }
    let with = parts.reduce(condition) { $0.assuming($1.node, !$1.holds) }
    guard without != .nobody, with != .everyone else { return nil }
    return .conjunction([missing, without] + (with == .nobody ? [] : [.not(with)]))
  }

  /// The people for whom a condition is false because the value is missing: all who lack it, if a single part that must be
  /// true needs it; otherwise nil.
  func whereFalse(_ condition: Condition) -> Condition? {
    if isAsked || isOfWindow, parts.count == 1, !parts[0].holds,
      condition.conjuncts.contains(where: { $0.unnamed == parts[0].node })
    {
      return missing
    }
    return nil
  }
}

extension Window {
  /// The person's own moments without which the window is empty.
  fileprivate var neededValues: [Value] {
    anchors.filter(\.isOwn).map(\.value)
  }
}

extension Test {
  /// The other values that the test needs.
  fileprivate var neededValues: [Value] {
    switch self {
    case .within(let window): window.neededValues
    case .compare(_, let other): other.neededValues
    case .between(let low, let high): low.neededValues + high.neededValues
    case .isTrue, .isMissing, .hasCome, .oneOf, .contains, .startsWith, .endsWith, .matches, .says: []
    }
  }
}

extension Value {
  /// Whether its absence means that nothing is known. A missing date is known: it has not happened.
  fileprivate var isAsked: Bool {
    switch self {
    case .attribute(let attribute): !attribute.type.isTime
    case .property(let property), .aggregate(_, let property, _): !property.type.isTime
    case .named(_, let inner): inner.isAsked
    case .literal, .count, .moment, .elapsed, .cycle, .presence: false
    }
  }

  /// The value itself, if it may be missing.
  fileprivate var neededValues: [Value] {
    switch unnamed {
    case .literal, .count, .presence, .aggregate(.total, _, _), .aggregate(.distinct, _, _): []
    case .attribute, .property, .aggregate, .moment, .elapsed, .cycle, .named: [self]
    }
  }
}
