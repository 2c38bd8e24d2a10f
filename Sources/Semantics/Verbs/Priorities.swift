import DataModel
import Plan
import SourceText
import Syntax

extension Resolver {
  /// `priorities for sellers where mrr > 0 sort by churn descending`
  func priorities(_ clauses: Clauses, at span: SourceSpan) -> Question? {
    guard hasFeedback(for: "priorities", at: span) else { return nil }
    let who = clauses.population.map { self.who($0.content, verb: "`priorities`") } ?? Who()
    guard let who, let limit = limit(clauses) else { return nil }
    var priorities = Priorities(who: who)
    if clauses.hasFilters {
      guard let narrowed = narrowed(RecordScope(.feedback), by: clauses) else { return nil }
      priorities.scope = narrowed
    }
    priorities.limit = limit.count
    priorities.vocabularies = vocabularies
    priorities.value = catalog.slots.value.flatMap { $0.type.isNumber ? $0 : nil }
    priorities.scores = latestScores(in: priorities.scope?.channels ?? [])
    priorities.trend = priorities.scope?.window == nil ? trend : []
    priorities.active = heed("active")
    // A condition without a date of its own cannot be said to come after a message.
    priorities.churn = churn().flatMap { churn in
      churn.condition.onset.map(\.isTheirOwn) == true ? churn : nil
    }
    if let sort = clauses.sort {
      guard let order = order(sort, among: priorities.columns) else { return nil }
      priorities.order = order
    }
    return .priorities(priorities)
  }

  /// Each person's latest score in some channels (empty: any), one value for each scale that is declared there.
  private func latestScores(in channels: [String]) -> [Priorities.Scored] {
    var found: [Priorities.Scored] = []
    for score in catalog.scores {
      for scale in Set(score.scales.values.compactMap { $0 }).sorted(by: {
        ($0.low, $0.high) < ($1.low, $1.high)
      }) {
        let used = score.scales.filter { $0.value == scale }.map(\.key).sorted()
        let wanted = used.filter { channels.isEmpty || channels.contains($0) }
        if wanted.isEmpty { continue }
        let scope = RecordScope(.feedback, channels: used.count == score.scales.count ? channels : wanted)
        let property = PropertyRef(score.name, .score, score.type)
        found.append(Priorities.Scored(scale, .aggregate(.latest, property, scope)))
      }
    }
    return found
  }

  private func order(
    _ sort: Clause<[SortKey]>, among columns: [Priorities.Column]
  ) -> Priorities.Order? {
    if sort.content.count == 1, let key = sort.content.first, case .name(let name, _) = key.value.kind,
      let column = columns.first(where: { $0.rawValue == name.text })
    {
      return Priorities.Order(column, descending: key.descending)
    }
    let names = columns.map(\.rawValue).joined(separator: ", ")
    return fail(
      .unknownName, "`priorities` is sorted by one of its columns", at: sort.span,
      label: "not a column", notes: ["The columns are: \(names)."])
  }
}
