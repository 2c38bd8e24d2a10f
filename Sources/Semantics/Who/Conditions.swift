import DataModel
import Plan
import SourceText
import Syntax

/// Conditions on a person or, inside records, on one record and its person.
extension Resolver {
  func condition(_ tree: Syntax.Condition, in place: RecordContext?) -> Plan.Condition? {
    switch tree.kind {
    case .or(let parts):
      return all(Array(parts.indices)) { part($0, of: parts, joinedBy: "or", in: place) }.map {
        .disjunction($0)
      }
    case .and(let parts):
      let place = self.place(place, knowing: parts)
      return knowing(place == nil ? parts : []) {
        all(Array(parts.indices)) { part($0, of: parts, joinedBy: "and", in: place) }.map { .conjunction($0) }
      }
    case .not(let part): return condition(part, in: place).map { .not($0) }
    case .name(let name, let their): return condition(named: name, their: their, in: place)
    case .comparison(let comparison): return condition(comparison, at: tree.span, in: place)
    case .behaviour(let behaviour): return condition(behaviour, in: place)
    case .voice(let voice): return condition(voice, in: place)
    case .invalid: return nil
    }
  }

  /// One part of an `and` or `or`. A common mistake is a property of an event written after its `with` instead of inside
  /// it.
  private func part(
    _ index: Int, of parts: [Syntax.Condition], joinedBy word: String, in place: RecordContext?
  ) -> Plan.Condition? {
    let tree = parts[index]
    guard index > 0,
      case .comparison(let comparison) = tree.kind, case .name(let name, false) = comparison.value.kind,
      knownValue(name, in: place) == nil, let (event, with) = openWith(of: parts[index - 1]),
      property(name, in: RecordContext(source: .events([.kind(event.name)]))) != nil
    else { return condition(tree, in: place) }
    // The comparison moves into the parentheses; the text after them stays there.
    let before = parts[index - 1].span
    let (open, close) = parentheses(round: with.span, upTo: before.end)
    let inside = "(\(asked(with.span)) \(word) \(asked(tree.span)))"
    let after = asked(SourceSpan(close, before.end))
    return fail(
      .wrongScope, "`\(name.spelling)` is a property of \(event.name), not of a person", at: name.span,
      label: "of \(event.name)",
      fixes: [
        .init(
          "inside `with`", replacing: SourceSpan(open, tree.span.end),
          with: after.isEmpty ? inside : "\(inside) \(after)")
      ])
  }

  /// The one event of a `did`, and its `with`.
  private func openWith(of tree: Syntax.Condition) -> (event: EventInfo, with: Syntax.Condition)? {
    guard case .behaviour(let behaviour) = tree.kind, case .steps(let steps) = behaviour.subject,
      steps.steps.count == 1, let step = steps.steps.first, let with = step.with,
      case .event(let names) = step.kind, names.count == 1, let event = event(names[0])
    else { return nil }
    return (event, with)
  }

  /// The span of a condition's text, including parentheses around it.
  private func parentheses(round span: SourceSpan, upTo end: Int) -> (open: Int, close: Int) {
    let blank = UInt8(ascii: " ")
    var (open, close) = (span.start, span.end)
    while open > 0, file.bytes[open - 1] == blank { open -= 1 }
    guard open > 0, file.bytes[open - 1] == UInt8(ascii: "(") else { return (span.start, span.end) }
    while close < end, file.bytes[close] == blank { close += 1 }
    return close < end && file.bytes[close] == UInt8(ascii: ")")
      ? (open - 1, close + 1) : (span.start, span.end)
  }

  /// Every negative form is the plain complement.
  func negated(_ isNegated: Bool, _ condition: Plan.Condition?) -> Plan.Condition? {
    isNegated ? condition.map { .not($0) } : condition
  }
}
