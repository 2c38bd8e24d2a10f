internal import DataModel
internal import Plan
internal import Present
internal import Session
internal import SourceText
internal import Syntax

/// The first screen: what is loaded, the date that counts as today, and questions that this data can answer.
struct Greeting {
  private static let most = 3
  /// Questions about who, how many, and their words; of each kind, the first that has an answer here is shown.
  private static let kinds = [
    [
      "segment sellers where churned and mentioned trust", "segment sellers where churned",
      "segment sellers where mentioned trust", "segment sellers where did not login in last 30 days",
      "segment customers",
    ],
    [
      "count sellers where churned by plan", "count sellers by plan", "count customers by plan",
      "count customers by month of signup", "count customers where did login", "count feedback by channel",
    ],
    [
      "quotes about trust for sellers where churned", "quotes about trust for sellers", "quotes about trust",
      "topics", "measure average mrr, median mrr for customers", "describe",
    ],
  ]

  let session: QuerySession
  let width: Int

  var text: String {
    guard let catalog = session.vocabulary.catalog else { return "" }
    let questions = questions
    var lines = [facts(catalog)].flatMap { $0.wrapped(to: width) }
    if !questions.isEmpty {
      lines += ["", "Try:"] + questions.flatMap { $0.wrapped(to: width - 2).map { "  " + $0 } }
    }
    let advice =
      "`help` lists what can be asked, `describe` what is loaded. Tab completes, Right accepts the dimmed suggestion, "
      + "Ctrl-D leaves."
    return (lines + [""] + advice.wrapped(to: width)).joined(separator: "\n") + "\n"
  }

  /// "Events are from 2024-01-01 to 2025-06-30. Today is 2025-06-30 (the newest date of events.csv, at), in UTC."
  private func facts(_ catalog: any Catalog) -> String {
    let zone = catalog.zone
    let firsts = catalog.events.compactMap { $0.first?.localDay(in: zone) }
    let lasts = catalog.events.compactMap { $0.last?.localDay(in: zone) }
    var facts: [String] = []
    if let first = firsts.min(), let last = lasts.max() {
      facts.append("Events are from \(first.iso) to \(last.iso).")
    }
    if let clock = catalog.clock {
      facts.append("Today is \(clock.today.iso) (\(clock.words)), in \(zone.name).")
      if clock.isIsolated {
        facts.append("There is no other record in the 30 days before: is that date a typing error?")
      }
    }
    return facts.joined(separator: " ")
  }

  /// At most three questions, each with an answer that is not empty.
  var questions: [String] {
    let casting = ExampleAdapter(session)
    var found: [String] = []
    var others: [String] = []
    for kind in Greeting.kinds {
      let questions = kind.lazy.compactMap { casting.example($0) }.filter {
        !found.contains($0) && hasAnswer($0)
      }
      if let first = questions.first { found.append(first) }
      others += questions.dropFirst().prefix(1)
    }
    return Array((found + others.filter { !found.contains($0) }).prefix(Greeting.most))
  }

  /// Whether a question has an answer that is not empty; asked on a copy of the session, with low limits.
  private func hasAnswer(_ question: String) -> Bool {
    var trial = session
    trial.limits = QuerySession.Limits(rows: 1, quotes: question.hasPrefix("quotes") ? 1 : 0)
    return trial.run(.typed(question)).contains { outcome in
      guard case .answer(let answer) = outcome.result else { return false }
      let count = answer.summary.first { $0.key == "count" }?.value
      return count.map { $0 != .integer(0) }
        ?? (answer.tables.contains { !$0.rows.isEmpty } || !answer.quotes.isEmpty)
    }
  }
}

extension DataModel.Moment {
  fileprivate func localDay(in zone: Zone) -> Day {
    switch self {
    case .day(let day): day
    case .instant(let instant): zone.day(of: instant)
    }
  }
}
