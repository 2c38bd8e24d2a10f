import DataModel
import Text

/// Puts samples, topics, priorities and blind spots into words.
extension Reader {
  func sample(_ sample: Sample) -> String {
    let count = "\(sample.size) \(sample.size == 1 ? "person" : "people")"
    var words = "\(count) drawn with seed \(sample.seed) from \(who(sample.who))"
    if !sample.spread.isEmpty { words += ", spread by \(sample.spread.map(\.name).joined(separator: ", "))" }
    let shown = sample.show.map { value($0.value) }
    return words + (shown.isEmpty ? "" : "; showing \(shown.joined(separator: ", "))")
  }

  func topics(_ topics: Topics) -> String {
    var words = "what \(who(topics.who)) talk about"
    if let scope = topics.scope { words += ", in \(records(scope))" }
    if !topics.trend.isEmpty {
      words += "; trend: " + topics.trend.map { window($0) }.joined(separator: " compared with ")
    }
    words += vocabularies(topics.vocabularies)
    if let chart = topics.chart { words += "; as a \(chart.rawValue)" }
    return words + first(topics.limit)
  }

  /// `; defined topics: safety, payouts`. Their patterns would be longer than the answer, and `describe` shows them.
  func vocabularies(_ vocabularies: [Terms.Vocabulary]) -> String {
    vocabularies.isEmpty ? "" : "; defined topics: " + vocabularies.map(\.name).joined(separator: ", ")
  }

  func suggest(_ suggest: Suggest) -> String {
    "terms that people who said \(pattern(suggest.pattern)) use more than the others do"
  }

  func priorities(_ priorities: Priorities) -> String {
    var words = "the topics that \(who(priorities.who)) raise"
    if let scope = priorities.scope { words += ", in \(records(scope))" }
    let columns = priorities.columns.map { column in
      switch column {
      case .people: "people"
      case .value:
        "value (their total \(priorities.value?.name ?? "value")"
          + "\(priorities.churn?.left == nil ? "" : ": of those who have not left, and, as lost, of those who have; ranked together"))"
      case .severity: "severity (how much it lowers the average score of everybody)"
      case .growth:
        "growth (people \(priorities.trend.map { window($0) }.joined(separator: " minus those ")), per 100 "
          + "\(priorities.active == nil ? "" : "active ")people)"
      case .churn:
        "churn (share \(priorities.churn?.name ?? "churned") within \(Priorities.followed) days of raising it, "
          + "minus that of similar people who said something else)"
      }
    }
    words += "; ranked by the mean percentile of \(columns.joined(separator: ", "))"
    words += vocabularies(priorities.vocabularies)
    if let order = priorities.order {
      words += "; sorted by \(order.column.rawValue)\(order.descending ? ", largest first" : "")"
    }
    return words + first(priorities.limit)
  }

  func blindspots(_ blindspots: Blindspots) -> String {
    var words = "whose voice is missing among \(who(blindspots.who))"
    if !blindspots.keys.isEmpty {
      words += ", by " + blindspots.keys.map { key($0, .people) }.joined(separator: ", by ")
    }
    if let recent = blindspots.recent {
      words += "; people who were customers \(window(recent)), what they said and who left in that time"
    }
    if let churn = blindspots.churn { words += "; \(churn.name): \(clause(churn.condition, .plain))" }
    if !blindspots.gaps.isEmpty {
      words += "; where behaviour and feedback disagree: \(list(blindspots.gaps.map(\.name), "and"))"
    }
    return words + first(blindspots.limit)
  }
}
