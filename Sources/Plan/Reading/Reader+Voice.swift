import DataModel
import Text

/// What people say, by themselves: samples, topics.
extension Reader {
  func sample(_ sample: Sample) -> String {
    let count = "\(sample.size) \(sample.size == 1 ? "person" : "people")"
    var words = "\(count) drawn by seed \(sample.seed) from \(who(sample.who))"
    if !sample.spread.isEmpty { words += ", spread by \(sample.spread.map(\.name).joined(separator: ", "))" }
    let shown = sample.show.map { value($0.value) }
    return words + (shown.isEmpty ? "" : "; showing \(shown.joined(separator: ", "))")
  }

  func topics(_ topics: Topics) -> String {
    var words = "what \(who(topics.who)) talk about"
    if let scope = topics.scope { words += ", in \(records(scope))" }
    if !topics.trend.isEmpty {
      words += "; trend: " + topics.trend.map { window($0) }.joined(separator: " against ")
    }
    words += vocabularies(topics.vocabularies)
    if let chart = topics.chart { words += "; as a \(chart.rawValue)" }
    return words + first(topics.limit)
  }

  /// `; defined topics: safety, payouts`: their words would be longer than the answer, and `describe` shows them.
  func vocabularies(_ vocabularies: [Terms.Vocabulary]) -> String {
    vocabularies.isEmpty ? "" : "; defined topics: " + vocabularies.map(\.name).joined(separator: ", ")
  }

  func suggest(_ suggest: Suggest) -> String {
    "terms that whoever said \(pattern(suggest.pattern)) uses more than the others do"
  }

  func priorities(_ priorities: Priorities) -> String {
    var words = "what \(who(priorities.who)) raise"
    if let scope = priorities.scope { words += ", in \(records(scope))" }
    let columns = priorities.columns.map { column in
      switch column {
      case .people: "people"
      case .value:
        "value (total \(priorities.value?.name ?? "value") of theirs"
          + "\(priorities.churn?.left == nil ? "" : " who have not left, and of those who have, lost; ranked together"))"
      case .severity: "severity (how much lower the average score of all is for it)"
      case .growth:
        "growth (people \(priorities.trend.map { window($0) }.joined(separator: " less those ")), per 100 "
          + "\(priorities.active == nil ? "" : "active ")people)"
      case .churn:
        "churn (share \(priorities.churn?.name ?? "churned") within \(Priorities.followed) days of raising it, "
          + "less that of like people who said something else)"
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
      words += "; who was there \(window(recent)), what they said and who left then"
    }
    if let churn = blindspots.churn { words += "; \(churn.name): \(clause(churn.condition, .plain))" }
    if !blindspots.gaps.isEmpty {
      words += "; where looking and listening disagree: \(list(blindspots.gaps.map(\.name), "and"))"
    }
    return words + first(blindspots.limit)
  }
}
