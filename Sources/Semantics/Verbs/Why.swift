import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `why churned among sellers over last 60 days ending 14 days before`
  func why(_ tree: Syntax.Condition, _ clauses: Clauses) -> Question? {
    if case .name(let name, their: false) = tree.kind, let id = catalog.customerID(name.spelling),
      Resolver(scope, file: file).condition(named: name, in: nil) == nil
    {
      let group = churn()?.name ?? Prelude.names.first { heed(spelt($0)) != nil }
      return fail(
        .unknownName, "`\(id)` is a person; to ask why they are in a group, name the group",
        at: name.span, label: "in which group?",
        fixes: group.map {
          [
            .init(
              "in which group?", replacing: name.span, with: "\(asked(name.span)) in customers where \($0)")
          ]
        } ?? [])
    }
    var days = Why.usualDays
    if let window = clauses.window {
      guard case .last(let duration) = window.content.kind else {
        return fail(
          .misplacedClause, "`why` looks back a number of days from each person's own moment",
          at: window.span,
          label: "a length, not dates", notes: ["For example: `over last 60 days`."])
      }
      guard let count = dayCount(duration) else { return nil }
      days = count
    }
    var lead = 0
    if let clause = clauses.ending {
      guard let count = dayCount(clause.content) else { return nil }
      lead = count
    }
    var seed = 1
    if let clause = clauses.seed {
      guard let number = whole(clause.content, atLeast: 0) else { return nil }
      seed = number
    }
    let condition = condition(tree, in: nil)
    var audience = Who()
    if let population = clauses.population?.content {
      guard let who = who(population, verb: "`why`") else { return nil }
      audience = who
    }
    guard let condition, let limit = limit(clauses) else { return nil }
    return .why(
      Why(
        condition, words: tree.canonical, among: audience, days: days, lead: lead,
        seed: UInt64(seed), limit: limit.count))
  }

  /// `why person s0042 in sellers where churned`
  func proof(_ id: Identifier, _ population: Syntax.Population) -> Question? {
    guard catalog.customerID(id.text) != nil || id.isParameter else {
      let isPlain = id.text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == "_" }
      return fail(
        .unknownName, "Nobody has the id \(id.text)", at: id.span, label: "not known",
        notes: ["`why … in …` explains one person; `why … among …` says what goes with a condition."],
        fixes: catalog.nearestIDs(to: id.text).prefix(3).map {
          .init("did you mean \($0)?", replacing: id.span, with: $0)
        }
          + (isPlain
            ? [
              .init(
                "what goes with it", replacing: SourceSpan(id.span.end, population.span.start),
                with: " among ")
            ] : []))
    }
    guard let person = customer(id), let who = who(population, verb: "`why`") else { return nil }
    return .proof(Proof(id: person, who: who))
  }
}
