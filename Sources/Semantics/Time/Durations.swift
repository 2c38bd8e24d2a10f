import DataModel
import SourceText
import Syntax

/// Lengths of time, and whole numbers.
extension Resolver {
  /// Longer lengths than this are a slip of the hand.
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
        .typeMismatch, "`\(name.spelling)` is \(literal.words), and a length of time is wanted here",
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
          .badNumber, "\(shown) cannot stand here: \(wanted) is wanted", at: number.span,
          label: "\(wanted) up to \(Resolver.longest)")
      }
      return count
    case .parameter(let name):
      guard let literal = parameter(name) else { return nil }
      if case .number(let inner) = literal.kind { return whole(inner, atLeast: least) }
      return fail(
        .typeMismatch, "`\(name.spelling)` is \(literal.words), and a number is wanted here", at: name.span,
        label: "not a number")
    }
  }

  /// What a parameter stands for.
  func parameter(_ name: Syntax.Name) -> Literal? {
    let key = String(name.text.drop { $0 == "$" })
    if let literal = scope.parameters[key] { return literal }
    let known = scope.parameters.keys.sorted().map { "$" + $0 }
    return unknown(
      "There is no parameter `\(name.spelling)`", name, near: nearest(to: name.text, among: known),
      notes: known.isEmpty ? ["`param \(key) = 30 days` before it gives one."] : []
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
  /// What kind of thing this is, in a message.
  var words: String {
    switch kind {
    case .number: "a number"
    case .duration: "a length of time"
    case .date: "a date"
    case .text: "a text"
    case .boolean: "true or false"
    case .word, .name: "a name"
    case .parameter: "a parameter"
    }
  }
}
