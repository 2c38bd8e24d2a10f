import DataModel
import SourceText
import Syntax

/// Resolves a condition of a load, which can only depend on one row of a file.
struct RowConditionReader {
  let file: SourceFile
  private(set) var diagnostics: [Diagnostic] = []

  init(file: SourceFile) { self.file = file }

  /// Nil if it depends on something else, which a diagnostic reports.
  mutating func read(_ tree: Condition) -> RowCondition? {
    switch tree.kind {
    case .or(let parts): return read(parts).map { .any($0) }
    case .and(let parts): return read(parts).map { .all($0) }
    case .not(let part): return read(part).map { .not($0) }
    case .name(let name, their: false): return .test(column(name), .isTrue)
    case .comparison(let comparison): return read(comparison, at: tree.span)
    case .behaviour, .voice:
      return fail("What people did or said is not known before the files are loaded", at: tree.span)
    case .name(_, their: true): return fail("There is no `their` in a load: name the column", at: tree.span)
    case .invalid: return nil
    }
  }

  private mutating func read(_ parts: [Condition]) -> [RowCondition]? {
    let conditions = parts.compactMap { read($0) }
    return conditions.count == parts.count ? conditions : nil
  }

  private mutating func read(_ comparison: Comparison, at span: SourceSpan) -> RowCondition? {
    guard case .name(let name, their: false) = comparison.value.kind else {
      return fail("The left side is a column of the file", at: comparison.value.span)
    }
    let column = column(name)
    switch comparison.test.kind {
    case .missing: return .test(column, .missing)
    case .present: return .not(.test(column, .missing))
    case .compare(let comparison, .literal(let literal)): return compare(column, comparison, literal)
    case .compare(_, .value(let value)):
      return fail("The right side is a value, not a column: write it in quotes", at: value.span)
    case .oneOf(let literals, let isNegated):
      let parts = literals.compactMap { compare(column, .isEqual, $0) }
      guard parts.count == literals.count else { return nil }
      return negated(isNegated, joined(parts, of: column))
    case .range(.number(let low), .number(let high), let isNegated):
      return range(column, low, high).map { negated(isNegated, $0) }
    case .range(let bound, _, _):
      return fail("A column cannot hold lengths of time: write two numbers or two dates", at: bound.span)
    case .window(let window, let isNegated): return read(window, column).map { negated(isNegated, $0) }
    case .contains(let literal, let isNegated, let isExact):
      return text(literal).map { negated(isNegated, .test(column, .contains($0, exactly: isExact))) }
    case .startsWith(let literal): return text(literal).map { .test(column, .startsWith($0)) }
    case .endsWith(let literal): return text(literal).map { .test(column, .endsWith($0)) }
    case .within, .matches:
      return fail(
        "A load compares with `is`, `in`, `<`, `between`, `contains`, `starts with`, `ends with` and `is missing`",
        at: comparison.test.span)
    }
  }

  private mutating func compare(
    _ column: LoadSpec.Column, _ comparison: Operator, _ literal: Literal
  ) -> RowCondition? {
    if case .date(let date) = literal.kind {
      guard let ends = ends(of: date) else { return nil }
      return compare(column, comparison, ends)
    }
    guard let value = value(literal) else { return nil }
    return compare(column, comparison, (value, value))
  }

  /// A period is compared by its first or its last day.
  private func compare(
    _ column: LoadSpec.Column, _ comparison: Operator,
    _ ends: (first: RowCondition.Literal, last: RowCondition.Literal)
  ) -> RowCondition {
    switch comparison {
    case .isEqual: within(column, ends.first, ends.last)
    case .isNot: .not(within(column, ends.first, ends.last))
    case .less: .test(column, .less(ends.first, orEqual: false))
    case .lessOrEqual: .test(column, .less(ends.last, orEqual: true))
    case .greater: .test(column, .greater(ends.last, orEqual: false))
    case .greaterOrEqual: .test(column, .greater(ends.first, orEqual: true))
    }
  }

  private func within(
    _ column: LoadSpec.Column, _ first: RowCondition.Literal, _ last: RowCondition.Literal
  ) -> RowCondition {
    first == last
      ? .test(column, .oneOf([first]))
      : .all([.test(column, .greater(first, orEqual: true)), .test(column, .less(last, orEqual: true))])
  }

  /// `in (pro, team)` is one test, unless one of the values is a period.
  private func joined(_ parts: [RowCondition], of column: LoadSpec.Column) -> RowCondition {
    let literals = parts.map { part -> [RowCondition.Literal]? in
      if case .test(_, .oneOf(let literals)) = part { literals } else { nil }
    }
    return literals.contains { $0 == nil }
      ? .any(parts) : .test(column, .oneOf(literals.flatMap { $0 ?? [] }))
  }

  private mutating func range(
    _ column: LoadSpec.Column, _ low: Syntax.Number, _ high: Syntax.Number
  ) -> RowCondition? {
    guard let first = number(low), let last = number(high) else { return nil }
    return .all([.test(column, .greater(first, orEqual: true)), .test(column, .less(last, orEqual: true))])
  }

  private mutating func read(_ window: Syntax.Window, _ column: LoadSpec.Column) -> RowCondition? {
    switch window.kind {
    case .period(let date): return ends(of: date).map { compare(column, .isEqual, $0) }
    case .since(let moment): return ends(of: moment).map { compare(column, .greaterOrEqual, $0) }
    case .before(let moment): return ends(of: moment).map { compare(column, .less, $0) }
    case .after(let moment): return ends(of: moment).map { compare(column, .greater, $0) }
    case .between(let first, let last):
      guard let from = ends(of: first), let to = ends(of: last) else { return nil }
      return within(column, from.first, to.last)
    case .last, .lastWhole, .this, .parameter, .over, .betweenAround, .around:
      return fail(
        "Today is only known once the files are loaded: write the dates, as in `since 2025-01-01`",
        at: window.span)
    }
  }

  private mutating func ends(
    of moment: Syntax.Moment
  ) -> (first: RowCondition.Literal, last: RowCondition.Literal)? {
    if case .date(let date) = moment.kind { return ends(of: date) }
    return fail(
      "Today is only known once the files are loaded: write the date, as in `since 2025-01-01`",
      at: moment.span)
  }

  private mutating func ends(
    of date: DateLiteral
  ) -> (first: RowCondition.Literal, last: RowCondition.Literal)? {
    guard let days = date.days else {
      return fail("There is no \(date.spelling) in the calendar", at: date.span)
    }
    guard case .time(_, _, _, let hour, let minute, let second) = date.kind else {
      return (.day(days.first), .day(days.last))
    }
    let time = RowCondition.Literal.time(days.first, second: hour * 3_600 + minute * 60 + second)
    return (time, time)
  }

  // MARK: Values

  private mutating func value(_ literal: Literal) -> RowCondition.Literal? {
    switch literal.kind {
    case .number(let value): return number(value)
    case .text(let text): return .text(text.content)
    case .word(let name): return .text(name.spelling)
    case .boolean(let value): return .boolean(value)
    case .date, .duration, .name, .parameter:
      return fail("\(literal.words) cannot be compared with a column", at: literal.span)
    }
  }

  private mutating func number(_ number: Syntax.Number) -> RowCondition.Literal? {
    switch number.kind {
    case .literal(let spelling, isPercent: false): return .number(spelling)
    case .literal(_, isPercent: true): return number.double.map { .number("\($0)") }
    case .parameter: return fail("A load cannot use parameters: write the number", at: number.span)
    }
  }

  private mutating func text(_ literal: Literal) -> String? {
    switch literal.kind {
    case .text(let text): return text.content
    case .word(let name): return name.spelling
    case .number(let number): return number.written
    case .boolean, .date, .duration, .name, .parameter:
      return fail("This must be a text: write it in quotes", at: literal.span)
    }
  }

  private func column(_ name: Syntax.Name) -> LoadSpec.Column { .init(name.spelling, at: name.span) }

  private func negated(_ isNegated: Bool, _ condition: RowCondition) -> RowCondition {
    isNegated ? .not(condition) : condition
  }

  private mutating func fail<Wanted>(_ message: String, at span: SourceSpan) -> Wanted? {
    diagnostics.append(
      Diagnostic(.badSetting, message, file: file, at: span, label: "not in a load"))
    return nil
  }
}
