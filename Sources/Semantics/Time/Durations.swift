import DataModel
import SourceText
import Syntax

/// Lengths of time, and whole numbers.
extension Resolver {
  /// The longest length of time; longer ones are typing errors.
  private static let longest = 1_000_000

  func span(_ duration: Syntax.Duration) -> TimeSpan? {
    switch duration.kind {
    case .amount(let number, let unit):
      guard let count = whole(number, atLeast: 0) else { return nil }
      return TimeSpan(count, TimeSpan.Unit(unit))
    case .parameter(let name):
      guard let literal = parameter(name) else { return nil }
      if case .duration(let duration) = literal.kind { return span(duration) }
      return fail(
        .typeMismatch, "`\(name.spelling)` is \(literal.words), and this must be a length of time",
        at: name.span,
        label: "not a length of time", notes: ["For example: `param \(name.text.dropFirst()) = 30 days`."])
    }
  }

  /// A whole number that is not below a bound.
  func whole(_ number: Syntax.Number, atLeast least: Int) -> Int? {
    switch number.kind {
    case .literal(let spelling, let isPercent):
      guard let count = number.integer, count >= least, count <= Resolver.longest else {
        let shown = spelling + (isPercent ? "%" : "")
        let wanted = least == 0 ? "a whole number" : "a whole number from \(least)"
        return fail(
          .badNumber, "\(shown) is not possible here: this must be \(wanted)", at: number.span,
          label: "\(wanted) up to \(Resolver.longest)")
      }
      return count
    case .parameter(let name):
      guard let literal = parameter(name) else { return nil }
      if case .number(let inner) = literal.kind { return whole(inner, atLeast: least) }
      return fail(
        .typeMismatch, "`\(name.spelling)` is \(literal.words), and this must be a number", at: name.span,
        label: "not a number")
    }
  }

  /// The value of a `param`. If it is another parameter, that one's value, so that no parameter refers to another.
  func settled(_ literal: Literal) -> Literal? {
    if case .parameter(let name) = literal.kind { parameter(name) } else { literal }
  }

  /// Whether a name in dollars is one of the script's parameters.
  func isParameter(_ name: Syntax.Name) -> Bool {
    name.text.first == "$" && scope.parameters[String(name.text.dropFirst())] != nil
  }

  /// The value of a parameter, as if it were typed in its place.
  func parameter(_ name: Syntax.Name) -> Literal? {
    let key = String(name.text.drop { $0 == "$" })
    if let literal = scope.parameters[key], !literal.isParameter { return literal.moved(to: name.span) }
    if Double(key) != nil {
      return fail(
        .badNumber, "Write the amount without a currency sign", at: name.span, label: "a number?",
        fixes: [.init("write \(key)", replacing: name.span, with: key)])
    }
    let known = scope.parameters.keys.sorted().map { "$" + $0 }
    return unknown(
      "There is no parameter `\(name.spelling)`", name, near: nearest(to: name.text, among: known),
      notes: known.isEmpty ? ["Define it first: `param \(key) = 30 days`."] : []
    ) { $0 }
  }
}

extension TimeSpan.Unit {
  init(_ unit: Syntax.Unit) {
    switch unit {
    case .hour: self = .hour
    case .day: self = .day
    case .week: self = .week
    case .month: self = .month
    case .quarter: self = .quarter
    case .year: self = .year
    }
  }
}

extension Literal {
  fileprivate var isParameter: Bool { if case .parameter = kind { true } else { false } }

  /// The same literal with another span, so that diagnostics point there.
  fileprivate func moved(to span: SourceSpan) -> Literal {
    var moved = self
    moved.span = span
    switch kind {
    case .number(var number):
      number.span = span
      moved.kind = .number(number)
    case .duration(var duration):
      duration.span = span
      if case .amount(var number, let unit) = duration.kind {
        number.span = span
        duration.kind = .amount(number, unit)
      }
      moved.kind = .duration(duration)
    case .date(var date):
      date.span = span
      moved.kind = .date(date)
    case .text(var text):
      text.span = span
      moved.kind = .text(text)
    case .word(var name):
      name.span = span
      moved.kind = .word(name)
    case .name(var name):
      name.span = span
      moved.kind = .name(name)
    case .parameter(var name):
      name.span = span
      moved.kind = .parameter(name)
    case .boolean: break
    }
    return moved
  }
}
