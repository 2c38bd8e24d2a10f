import DataModel
import Plan
import SourceText
import Syntax

/// What must be true of a person, or, inside records, of one record and its person.
extension Resolver {
  func condition(_ tree: Syntax.Condition, in place: Place?) -> Plan.Condition? {
    switch tree.kind {
    case .or(let parts): return all(parts) { condition($0, in: place) }.map { .disjunction($0) }
    case .and(let parts): return all(parts) { condition($0, in: place) }.map { .conjunction($0) }
    case .not(let part): return condition(part, in: place).map { .not($0) }
    case .name(let name, let their): return condition(named: name, their: their, in: place)
    case .comparison(let comparison): return condition(comparison, at: tree.span, in: place)
    case .behaviour(let behaviour): return condition(behaviour, in: place)
    case .voice(let voice): return condition(voice, in: place)
    case .invalid: return nil
    }
  }

  /// Every negative form is the plain complement.
  func negated(_ isNegated: Bool, _ condition: Plan.Condition?) -> Plan.Condition? {
    isNegated ? condition.map { .not($0) } : condition
  }
}
