import DataModel

/// Puts conditions into words. `and` and `or` are put in parentheses inside another condition.
extension Reader {
  func clause(_ condition: Condition, _ style: Style) -> String {
    switch spoken(condition) {
    case .everyone: lead("are anybody", style)
    case .not(let inner): negative(inner, style)
    case .all(let parts): parts.map { nested($0, style) }.joined(separator: " and ")
    case .any(let parts): parts.map { nested($0, style) }.joined(separator: " or ")
    case .test(let value, let test): self.test(value, test, isNegated: false, style)
    case .records(let scope, let amount): records(scope, amount, isNegated: false, style)
    case .sequence(let sequence): self.sequence(sequence, isNegated: false, style)
    case .among(let people): lead("are among \(people.words)", style)
    case .named(let name, let inner): named(name, inner, isNegated: false, style)
    }
  }

  /// A clause inside another.
  func nested(_ condition: Condition, _ style: Style) -> String {
    switch spoken(condition) {
    case .all, .any: "(\(clause(condition, style)))"
    case .everyone, .not, .test, .records, .sequence, .among, .named: clause(condition, style)
    }
  }

  /// The condition without parts that go without saying: a date in a window is set, and is in the past if no date lies ahead.
  private func spoken(_ condition: Condition) -> Condition {
    guard case .all(let parts) = condition else { return condition }
    let kept = parts.filter { part in
      guard case .test(let value, .hasCome) = part, !catalog.mayLieAhead(value) else { return true }
      return !parts.contains { other in
        if case .test(value, .within) = other { true } else { false }
      }
    }
    return kept.count == 1 ? kept[0] : .all(kept)
  }

  private func negative(_ condition: Condition, _ style: Style) -> String {
    switch spoken(condition) {
    case .everyone: lead("are nobody", style)
    case .not(let inner): clause(inner, style)
    case .all, .any:
      switch style {
      case .relative: "for whom it is not true that (\(clause(condition, .plain)))"
      case .plain, .record: "not (\(clause(condition, style)))"
      }
    case .test(let value, let test): self.test(value, test, isNegated: true, style)
    case .records(let scope, let amount): records(scope, amount, isNegated: true, style)
    case .sequence(let sequence): self.sequence(sequence, isNegated: true, style)
    case .among(let people): lead("are not among \(people.words)", style)
    case .named(let name, let inner): named(name, inner, isNegated: true, style)
    }
  }

  /// A definition by its name, spelt out the first time; any other name by what it stands for.
  private func named(_ name: Condition.Name, _ inner: Condition, isNegated: Bool, _ style: Style) -> String {
    switch name.origin {
    case .population, .attribute, .event: return isNegated ? negative(inner, style) : clause(inner, style)
    case .user, .prelude:
      // Beside “not” the meaning says of which word it is the meaning.
      let meaning =
        isNew(name.word, inner) ? " (\(isNegated ? "\(name.word): " : "")\(clause(inner, .plain)))" : ""
      let words = "are \(isNegated ? "not " : "")\(name.word)\(meaning)"
      if case .plain = style { return "they \(words)" }
      return lead(words, style)
    }
  }

  /// Starts a clause about the person: `who …`, `they …`, or nothing.
  func lead(_ words: String, _ style: Style) -> String {
    switch style {
    case .relative: "who \(words)"
    case .plain: words
    case .record: "they \(words)"
    }
  }

  // MARK: Tests

  private func test(_ value: Value, _ test: Test, isNegated: Bool, _ style: Style) -> String {
    if case .says(let saying) = test { return says(saying, isNegated: isNegated) }
    note(tested: value)
    let subject = self.value(value, style)
    let words = "\(subject) \(self.test(test, of: value, isNegated: isNegated, style))"
    let missing = isNegated && test.excludesMissing ? including(value) : ""
    if case .relative = style { return "whose \(words)\(missing)" }
    return words + missing
  }

  private func test(_ test: Test, of value: Value, isNegated: Bool, _ style: Style) -> String {
    let be = isNegated ? "is not" : "is"
    func scalar(_ scalar: Scalar) -> String {
      self.scalar(scalar, value.measure)
    }
    switch test {
    case .isTrue: return "\(be) true"
    case .isMissing: return "\(be) missing"
    case .hasCome:
      guard catalog.mayLieAhead(value) else { return "\(be) set" }
      return isNegated ? "is not set, or is after now" : "is set and not after now"
    case .compare(let comparison, let right):
      let words = comparison.words(isTime: value.isTime, isNegated: false)
      if value.isList, case .literal(let literal) = right {
        return "\(isNegated ? "do not include" : "include") \(scalar(literal))"
      }
      let join = words.isEmpty ? be : "\(be) \(words)"
      if case .literal(let literal) = right { return "\(join) \(scalar(literal))" }
      return "\(words.isEmpty ? "\(be) the same as" : join) \(self.value(right, style))"
    case .oneOf(let scalars):
      let words = scalars.map(scalar)
      if value.isList { return "\(isNegated ? "include none of" : "include") \(list(words, "or"))" }
      guard isNegated, words.count > 1 else { return "\(be) \(list(words, "or"))" }
      return "is neither \(list(words, "nor"))"
    case .between(let low, let high):
      if case .literal(let low) = low, case .literal(let high) = high {
        return "\(be) from \(scalar(low)) to \(scalar(high))"
      }
      return "\(be) from \(self.value(low, style)) to \(self.value(high, style))"
    case .contains(let text, let isExact):
      return "\(isNegated ? "does not contain" : "contains") \(isExact ? "exactly " : "")“\(text)”"
    case .startsWith(let text): return "\(isNegated ? "does not start" : "starts") with “\(text)”"
    case .endsWith(let text): return "\(isNegated ? "does not end" : "ends") with “\(text)”"
    case .matches(let pattern, let ignoresCase):
      return "\(isNegated ? "does not match" : "matches") /\(pattern)/\(ignoresCase ? "i" : "")"
    case .within(let window): return "\(be) \(self.window(window))"
    case .says(let saying): return says(saying, isNegated: isNegated)
    }
  }

  /// A condition on the message itself, not on its author.
  private func says(_ saying: RecordScope.Saying, isNegated: Bool) -> String {
    switch saying {
    case .pattern(let pattern):
      "this message \(isNegated ? "does not mention" : "mentions") \(self.pattern(pattern))"
    case .something: "this message has \(isNegated ? "no " : "")words"
    case .response: "this message has \(isNegated ? "neither words nor" : "words or") a score"
    }
  }

  /// A negated test is true of people without the value; this says so if there are any.
  private func including(_ value: Value) -> String {
    switch value {
    case .attribute(let attribute):
      catalog.attributes.contains { $0.ref == attribute && $0.missing > 0 }
        ? " (including those with no \(attribute.name))" : ""
    case .aggregate(let aggregate, let property, _):
      aggregate == .total || aggregate == .distinct ? "" : " (including those with no \(property.name))"
    case .moment, .elapsed, .cycle, .presence: " (including those with none)"
    case .literal, .property, .count, .named: ""
    }
  }
}

extension Test {
  /// Whether a missing value makes the test false in a way that is easy to overlook.
  fileprivate var excludesMissing: Bool {
    switch self {
    case .isMissing, .hasCome, .isTrue, .says: false
    case .compare, .oneOf, .between, .contains, .startsWith, .endsWith, .matches, .within: true
    }
  }
}

extension Comparison {
  /// What follows `is`: nothing for equality.
  func words(isTime: Bool, isNegated: Bool) -> String {
    switch self {
    case .equal: isNegated ? "not" : ""
    case .less: isTime ? "before" : "less than"
    case .atMost: isTime ? "not after" : "at most"
    case .greater: isTime ? "after" : "more than"
    case .atLeast: isTime ? "not before" : "at least"
    }
  }
}

extension Value {
  fileprivate var isList: Bool {
    switch self {
    case .attribute(let attribute): attribute.type == .list
    case .property(let property): property.type == .list
    case .literal, .count, .aggregate, .moment, .elapsed, .cycle, .presence, .named: false
    }
  }

  var isTime: Bool {
    switch self {
    case .attribute(let attribute): attribute.type.isTime
    case .property(let property): property.type.isTime
    case .aggregate(let aggregate, let property, _): property.type.isTime && aggregate != .distinct
    case .moment: true
    case .named(_, let inner): inner.isTime
    case .literal, .count, .elapsed, .cycle, .presence: false
    }
  }
}
