import DataModel
import Plan
import SourceText
import Syntax
import Text

/// A value and a test of it: `mrr > 100`, `signup in last 90 days`, `plan is not free`.
extension Resolver {
  func condition(_ tree: Syntax.Comparison, at span: SourceSpan, in place: RecordContext?) -> Plan.Condition?
  {
    if let condition = truth(tree, in: place) { return condition }
    if case .name(let name, let their) = tree.value.kind,
      let misuse = misuse(name, their: their, tree, span, in: place)
    {
      report(misuse)
      return nil
    }
    guard let left = typed(tree.value, in: place) else { return nil }
    switch tree.test.kind {
    case .compare(let comparison, let operand):
      return compare(left, comparison, operand, in: place)
    case .missing: return .test(left.value, .isMissing)
    case .present: return .not(.test(left.value, .isMissing))
    case .oneOf(let literals, let isNegated): return negated(isNegated, oneOf(left, literals, in: place))
    case .range(let low, let high, let isNegated):
      guard isInOneCurrency(left, comparedIn: span) else { return nil }
      return negated(isNegated, range(left, low, high, at: tree.test.span))
    case .window(let window, let isNegated):
      guard isTime(left, tree.test) else { return nil }
      return negated(isNegated, self.window(window, in: place).map { falls(left, tree.value, in: $0) })
    case .within(let within, let isNegated):
      guard isTime(left, tree.test) else { return nil }
      return negated(isNegated, self.within(within, in: place).map { falls(left, tree.value, in: $0) })
    case .contains(let literal, let isNegated, let isExact):
      let found = text(literal, left, tree.test).map { text in
        Plan.Condition.test(left.value, .contains(text, exactly: isExact))
      }
      return negated(isNegated, found)
    case .startsWith(let literal):
      return text(literal, left, tree.test).map { .test(left.value, .startsWith($0)) }
    case .endsWith(let literal):
      return text(literal, left, tree.test).map { .test(left.value, .endsWith($0)) }
    case .matches(let regex):
      guard isText(left, tree.test), isUsable(regex) else { return nil }
      return .test(left.value, .matches(pattern: regex.pattern, ignoresCase: regex.ignoresCase))
    }
  }

  private func isUsable(_ regex: Regex) -> Bool {
    do throws(RegularExpression.Invalid) {
      _ = try RegularExpression(regex.pattern, ignoresCase: regex.ignoresCase)
      return true
    } catch {
      report(
        .unexpectedToken, "The regular expression /\(regex.pattern)/ cannot be used: \(error.message)",
        at: regex.span, label: "cannot be used")
      return false
    }
  }

  /// A time in a window. A date attribute by its short name must also have come: `churned` is never true of a later date.
  private func falls(_ left: Typed, _ tree: Syntax.Value, in window: Plan.Window) -> Plan.Condition {
    let falls = Plan.Condition.test(left.value, .within(window))
    guard case .name(let name, _) = tree.kind, case .attribute(let attribute) = left.value,
      isBare(name, of: attribute), catalog.mayLieAhead(left.value)
    else { return falls }
    return .all([.test(left.value, .hasCome), falls])
  }

  /// Whether a date attribute is written without its `_at`, `_on` or `_date`, or is the end of a customer and has none of
  /// them.
  private func isBare(_ name: Syntax.Name, of attribute: AttributeRef) -> Bool {
    let column = attribute.name.lowercased()
    guard name.text == column else { return true }
    return attribute == catalog.slots.end && !["_at", "_on", "_date"].contains { column.hasSuffix($0) }
  }

  private func compare(
    _ left: Typed, _ comparison: Operator, _ operand: Syntax.Operand, in place: RecordContext?
  ) -> Plan.Condition? {
    if let use = left.score, !isOnOneScale(use) { return nil }
    let (relation, isNegated) = Plan.Comparison.of(comparison)
    if relation != .equal, !left.type.isNumber, !left.type.isTime {
      return fail(
        .typeMismatch, "`\(asked(left.span))` is a \(left.type.words), which cannot be compared by size",
        at: left.span.union(operand.span), label: "only `is` and `is not`", notes: obstacle(to: left.value))
    }
    let right: Right?
    switch operand {
    case .literal(let literal):
      right = self.right(literal, for: left, in: place)
      guard
        literal.isZero || right.map({ isOfSameRecord($0, left) }) ?? false
          || isInOneCurrency(left, comparedIn: left.span.union(literal.span))
      else { return nil }
    case .value(let tree):
      guard let value = typed(tree, in: place), value.score.map(isOnOneScale) ?? true else { return nil }
      guard left.type.agrees(with: value.type) else {
        return fail(
          .typeMismatch,
          "`\(asked(left.span))` is a \(left.type.words), and `\(asked(tree.span))` is a \(value.type.words)",
          at: tree.span, label: "a \(value.type.words)")
      }
      guard areInOneCurrency(left, value) else { return nil }
      right = .value(value.value)
    }
    guard let right else { return nil }
    return negated(isNegated, holds(left, relation, right))
  }

  /// Whether both sides are properties of one record with the same currency column, and so in the same currency.
  private func isOfSameRecord(_ right: Right, _ left: Typed) -> Bool {
    guard case .property = left.value, case .value(let value) = right, case .property = value else {
      return false
    }
    return left.value.measure == value.measure
  }

  private func holds(_ left: Typed, _ relation: Plan.Comparison, _ right: Right) -> Plan.Condition {
    switch right {
    case .boolean(true): .test(left.value, .isTrue)
    case .boolean(false): .test(left.value, .compare(.equal, .literal(.boolean(false))))
    case .value(let value): .test(left.value, .compare(relation, value))
    case .period(let period): .test(left.value, .within(period.compared(relation)))
    }
  }

  /// A set. A period among dates counts as all its days.
  private func oneOf(_ left: Typed, _ literals: [Literal], in place: RecordContext?) -> Plan.Condition? {
    if let use = left.score, !isOnOneScale(use) { return nil }
    if let last = literals.last, !isInOneCurrency(left, comparedIn: left.span.union(last.span)) { return nil }
    guard let rights = all(literals, { right($0, for: left, in: place) }) else {
      return nil
    }
    var scalars: [Scalar] = []
    var others: [Plan.Condition] = []
    for right in rights {
      if case .value(.literal(let scalar)) = right {
        scalars.append(scalar)
      } else {
        others.append(holds(left, .equal, right))
      }
    }
    let set: [Plan.Condition] = scalars.isEmpty ? [] : [.test(left.value, .oneOf(scalars))]
    return .disjunction(set + others)
  }

  private func range(_ left: Typed, _ low: Bound, _ high: Bound, at span: SourceSpan) -> Plan.Condition? {
    if let use = left.score, !isOnOneScale(use) { return nil }
    if left.type.isTime, case .number(let first) = low, case .number(let second) = high,
      let from = first.integer.flatMap({ Day(year: $0, month: 1, day: 1) }),
      let to = second.integer.flatMap({ Day(year: $0, month: 12, day: 31) }), first.integer ?? 0 >= 1000
    {
      let words = "between \(asked(first.span)) and \(asked(second.span))"
      return .test(left.value, .within(.init(from: wholeDay(from), to: wholeDay(to), words: words)))
    }
    guard left.type.isNumber else {
      let isAgo = left.type.isTime && { if case .duration = low { true } else { false } }()
      return fail(
        .typeMismatch, "`\(asked(left.span))` is a \(left.type.words), which cannot be in a range of numbers",
        at: span, label: isAgo ? "ago?" : "not a number", notes: obstacle(to: left.value),
        fixes: isAgo
          ? [.init("counted back from today", replacing: SourceSpan(span.end, span.end), with: " ago")] : [])
    }
    guard let first = bound(low, for: left), let second = bound(high, for: left) else { return nil }
    if let one = first.number, let other = second.number, one > other {
      return fail(
        .typeMismatch, "This range ends before it starts", at: span, label: "an empty range",
        fixes: [
          .init(
            "the other way round", replacing: span, with: "between \(asked(high.span)) and \(asked(low.span))"
          )
        ])
    }
    return .test(left.value, .between(.literal(first), .literal(second)))
  }

  private func bound(_ bound: Bound, for left: Typed) -> Scalar? {
    switch bound {
    case .number(let number): return scalar(number)
    case .duration(let duration):
      guard let span = span(duration) else { return nil }
      guard let count = left.counted.flatMap({ span.converted(to: $0) }) else {
        return fail(
          .typeMismatch, "`\(asked(left.span))` is not counted in \(span.unit.rawValue)s", at: duration.span,
          label: "not a length of time")
      }
      return .integer(Int64(count))
    }
  }

  // MARK: Types

  private func isTime(_ left: Typed, _ test: Syntax.Test) -> Bool {
    if left.type.isTime { return true }
    report(
      .typeMismatch, "`\(asked(left.span))` is a \(left.type.words), not a date", at: test.span,
      label: "needs a date", notes: obstacle(to: left.value))
    return false
  }

  private func isText(_ left: Typed, _ test: Syntax.Test) -> Bool {
    if left.type == .text || left.type == .list { return true }
    report(
      .typeMismatch, "`\(asked(left.span))` is a \(left.type.words), not a text", at: test.span,
      label: "needs a text")
    return false
  }

  private func text(_ literal: Literal, _ left: Typed, _ test: Syntax.Test) -> String? {
    guard isText(left, test) else { return nil }
    if case .parameter(let name) = literal.kind { return parameter(name).flatMap { text($0, left, test) } }
    return literal.plainText
      ?? fail(
        .typeMismatch, "\(asked(literal.span)) is not a text", at: literal.span, label: "not a text")
  }

  // MARK: Names that are not values

  /// `risky is true`, where `risky` is a condition: a definition, or a date attribute.
  private func truth(_ tree: Syntax.Comparison, in place: RecordContext?) -> Plan.Condition? {
    guard case .name(let name, let their) = tree.value.kind,
      case .compare(let comparison, .literal(let literal)) = tree.test.kind,
      let isTrue = literal.isYes,
      knownValue(name, their: their, in: place).map(\.type.isTime) ?? (definition(name)?.isCondition == true),
      let condition = condition(named: name, their: their, in: place)
    else { return nil }
    switch comparison {
    case .isEqual: return negated(!isTrue, condition)
    case .isNot: return negated(isTrue, condition)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return nil
    }
  }

  /// The error for an event used as a value, with the rewrite that the test suggests.
  private func misuse(
    _ name: Syntax.Name, their: Bool, _ tree: Syntax.Comparison, _ span: SourceSpan, in place: RecordContext?
  ) -> Diagnostic? {
    guard knownValue(name, their: their, in: place) == nil else { return nil }
    guard let event = event(name) else { return pastTense(name, tree, in: place) }
    let rewrite: (message: String, edit: Diagnostic.Edit)
    switch tree.test.kind {
    case .window, .within:
      rewrite = ("who did it then", .init(SourceSpan(span.start, span.start), "did "))
    case .compare, .oneOf, .range, .missing, .present, .contains, .startsWith, .endsWith, .matches:
      rewrite = ("how often", .init(name.span, "count of \(bare(event.name))"))
    }
    return Diagnostic(
      .wrongScope, "`\(event.name)` is something people do, not a value that they have", file: file,
      at: name.span,
      label: "an event", fixes: [.init(rewrite.message, [rewrite.edit])])
  }

  /// `ordered in last 30 days`: a name similar to an event, with a window.
  private func pastTense(_ name: Syntax.Name, _ tree: Syntax.Comparison, in place: RecordContext?)
    -> Diagnostic?
  {
    guard case .window = tree.test.kind, place == nil,
      nearest(to: name.text, among: valueNames(in: nil)).isEmpty,
      let near = nearest(to: name.text, among: catalog.events.map(\.name)).first
    else { return nil }
    return Diagnostic(
      .unknownName, "Nothing is called `\(name.spelling)`; `\(near)` is something that people do", file: file,
      at: name.span, label: "did you mean \(near)?",
      fixes: [.init("who did it then", replacing: name.span, with: "did \(bare(near))")])
  }

  private func report(_ diagnostic: Diagnostic) {
    report(
      diagnostic.code, diagnostic.message, at: diagnostic.span, label: diagnostic.label,
      notes: diagnostic.notes,
      fixes: diagnostic.fixes)
  }
}

extension Literal {
  /// Zero is the same in any currency.
  fileprivate var isZero: Bool {
    if case .number(let number) = kind { number.double == 0 } else { false }
  }

  /// The truth value of a word such as `true` or `no`; nil for any other word.
  fileprivate var isYes: Bool? {
    switch kind {
    case .boolean(let value): value
    case .word(let name) where name.text == "yes": true
    case .word(let name) where name.text == "no": false
    case .number, .duration, .date, .text, .word, .name, .parameter: nil
    }
  }
}

extension Plan.Definition {
  var isCondition: Bool {
    switch meaning {
    case .condition, .population: true
    case .value, .metric, .topic: false
    }
  }
}

extension Bound {
  var span: SourceSpan {
    switch self {
    case .number(let number): number.span
    case .duration(let duration): duration.span
    }
  }
}

extension Plan.Comparison {
  /// The comparison of an operator, and whether its complement is meant.
  static func of(_ comparison: Operator) -> (relation: Plan.Comparison, isNegated: Bool) {
    switch comparison {
    case .isEqual: (.equal, false)
    case .isNot: (.equal, true)
    case .less: (.less, false)
    case .lessOrEqual: (.atMost, false)
    case .greater: (.greater, false)
    case .greaterOrEqual: (.atLeast, false)
    }
  }
}

extension Plan.Window {
  /// The window that a comparison with a whole period means: `>` is after its end, `<=` is up to its end.
  fileprivate func compared(_ relation: Plan.Comparison) -> Plan.Window {
    func excluded(_ edge: Edge?) -> Edge? {
      guard case .day(let anchor, _)? = edge else { return edge }
      return .moment(anchor, inclusive: false)
    }
    let period = words.drop { $0 != " " }
    return switch relation {
    case .equal: self
    case .less: Plan.Window(from: nil, to: excluded(lower), words: "before" + period)
    case .atMost: Plan.Window(from: nil, to: upper, words: "up to" + period)
    case .greater: Plan.Window(from: excluded(upper), to: nil, words: "after" + period)
    case .atLeast: Plan.Window(from: lower, to: nil, words: "since" + period)
    }
  }
}
