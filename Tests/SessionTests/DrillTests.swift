import DataModel
import Session
import SourceText
import Testing

/// Every figure opens into the people behind it, and their number is the figure.
@Suite struct DrillTests {
  /// Statements of every verb whose rows can be opened.
  static let statements = [
    "count sellers by plan", "count sellers by role, region", "count customers by mrr in 5 bins",
    "count customers by mrr in 4 quantiles", "count sellers by mrr split at 20, 100",
    "count sellers by month of signup", "count sellers by (did order), plan",
    "count sellers where churned by plan having count > 20 sort by plan limit 2",
    "measure count, rate of churned, number of (mentioned trust), average mrr for sellers by plan",
    "measure number of churned, sellers doing login, nps for sellers",
    "segment sellers where churned limit 5", "sample 4 sellers where churned spread by plan",
    "funnel search then order then pay within 7 days for buyers",
    "funnel list_item then order for sellers by plan",
    "retention of login by month for 3 months from signup for sellers",
    "retention of login by week for 2 weeks from signup for sellers by plan",
    "retention of order by calendar month for 2 months from first order for buyers",
    "trend rate of (did login) by month over last 6 months for sellers",
    "trend count by month over last 6 months for sellers by plan",
    "trend buyers doing order by week over last 6 weeks", "trend buyers doing order by week",
    "trend number of churned by month over last 5 months",
    "lifecycle of login by week", "lifecycle of login by month for sellers",
    "lifecycle of order by month for customers by role",
    "paths after signup for 3 steps", "paths before order for 2 steps for buyers by plan",
    "topics for sellers where churned", "topics in survey for buyers", "suggest trust",
    "words for sellers where churned versus sellers where not churned", "words for buyers versus sellers",
    "priorities for sellers", "blindspots for customers by role", "blindspots for sellers by plan",
    "compare churned sellers versus sellers where not churned",
    "compare in 2025-Q2 versus in 2025-Q1 for sellers", "why churned among sellers",
    "why (mentioned trust) among sellers",
  ]

  @Test(arguments: statements) func drillingFindsAsManyPeopleAsTheFigure(statement: String) throws {
    var session = Market.session
    let answer = try #require(session.ask(statement).first, "\(statement)")
    let rows = session.drillRows
    #expect(rows.count == answer.tables.reduce(0) { $0 + $1.rows.count })
    #expect(rows.contains { $0.words != nil }, "\(statement) opens nothing")
    for row in rows where row.words != nil {
      for column in [nil] + row.columns.map(Optional.some) {
        let figure = row.people(in: column)
        guard case .done(let sentence) = session.drill(row.number, column: column).result else {
          Issue.record("row \(row.number), \(column ?? "")")
          continue
        }
        guard let figure else { continue }
        #expect(sentence.hasPrefix("them: \(grouped(figure)) p"), "\(statement): \(sentence)")
      }
    }
  }
}

@Suite struct ThemTests {
  /// The verbs that show people, and how many; `rest` is the others of the same population.
  @Test(arguments: [
    ("segment sellers where churned", "sellers", 0), ("segment sellers where churned limit 5", "sellers", 5),
    ("sample 4 sellers where churned", "sellers", 4), ("count sellers where churned", "sellers", 0),
    ("person s0042", "customers", 1), ("why person s0042 in sellers where churned", "customers", 1),
  ])
  func theLastShown(statement: String, population: String, them: Int) {
    var session = Market.session
    let everybody = session.count("count \(population)") ?? 0
    let expected = them > 0 ? them : session.count("count sellers where churned") ?? 0
    _ = session.ask(statement)
    #expect(session.count("count them") == expected)
    #expect(session.count("count rest") == everybody - expected)
    // Questions about them leave them unchanged.
    _ = session.ask("segment them where plan is pro")
    #expect(session.count("count them") == expected)
  }

  /// Sentences call them people, and the rest others.
  @Test func themInSentences() {
    var session = Market.session
    let all = session.count("count sellers where churned") ?? 0
    let pro = session.count("count sellers where churned and plan is pro") ?? 0
    let rest = (session.count("count sellers") ?? 0) - all
    #expect(pro > 0 && all > pro && rest > 0)
    _ = session.ask("segment sellers where churned")
    func headline(_ statement: String) -> String { session.ask(statement).first?.headline ?? "" }
    #expect(headline("count them") == "\(all) people")
    #expect(headline("count them where plan is pro").hasPrefix("\(pro) of \(all) people: "))
    #expect(headline("count rest") == "\(rest) others")
    #expect(headline("count churned them") == "\(all) churned people")
    #expect(headline("compare them versus rest") == "\(all) people (first) versus \(rest) others (second)")
    let words = session.ask("words for them versus rest").first
    #expect(words?.tables.map(\.title) == ["Said more by these people", "Said more by the others"])
    #expect(words?.notes.first?.contains("of \(all) people said something, and") == true)
    _ = session.ask("segment sellers where churned limit 1")
    #expect(headline("count them") == "1 person")
  }

  @Test func aFunnelShowsThoseLostAtItsLargestDrop() throws {
    var session = Market.session
    _ = session.ask("funnel search then order then pay within 7 days for buyers")
    let stopped = session.drillRows.dropLast().compactMap { $0.people() }
    #expect(session.count("count them") == stopped.max())
    let buyers = session.count("count buyers")
    let them = try #require(stopped.max())
    _ = session.ask("funnel search then order then pay within 7 days for buyers")
    #expect(session.count("count rest") == buyers.map { $0 - them })
  }

  @Test(arguments: [
    "count sellers by plan", "measure count for buyers", "quotes for buyers limit 1", "describe plan",
    "trend count by month over last 3 months", "count order events", "expect count > 5 for buyers",
    "explain count buyers",
  ])
  func whatShowsNobodyLeavesThem(statement: String) {
    var session = Market.session
    _ = session.ask("segment sellers where churned limit 3")
    _ = session.ask(statement)
    #expect(session.count("count them") == 3)
  }

  /// `them` stay the same people, though the same condition would find others now.
  @Test func themAreWhoTheyWereWhenDataIsReadAnew() {
    var session = Market.session
    let sellers = session.count("count sellers") ?? 0
    _ = session.ask("segment sellers where signup in last 90 days")
    let (before, rest) = (session.count("count them") ?? 0, session.count("count rest") ?? 0)
    #expect(before > 0 && rest + before == sellers)
    let outcomes = session.run(SourceFile(name: "typed", text: "set today 2025-04-30"))
    let said = outcomes.compactMap { if case .done(let sentence) = $0.result { sentence } else { nil } }
    #expect(said.contains { $0.contains("still the \(before) people") && $0.contains("reloaded") })
    #expect(session.count("segment sellers where signup in last 90 days") != before)
    session = Market.session
    _ = session.ask("segment sellers where signup in last 90 days")
    #expect(session.reload().allSatisfy { !$0.failed })
    let answer = session.ask("count them").first
    #expect(answer?.summary.first?.value.integer == before)
    #expect(answer?.reading.contains("as shown before the data was reloaded") == true)
    #expect(session.count("count rest") == rest)
  }

  /// The quotes of a list that was cut are those of its people.
  @Test func quotesAreOfThePeopleShown() throws {
    var session = Market.session
    session.limits = .all
    let answers = session.ask("segment sellers where churned limit 5")
    let answer = try #require(answers.first)
    let shown = Set(answer.tables[0].rows.compactMap { $0[0].value.text })
    #expect(shown.count == 5 && !answer.quotes.isEmpty)
    #expect(answer.quotes.allSatisfy { shown.contains($0.customer ?? "") })
  }

  @Test func drillingSaysWhoTheyAre() throws {
    var session = Market.session
    #expect(session.drill(1).failed, "nothing was shown yet")
    _ = session.ask("count sellers by plan")
    #expect(!session.drill(3).failed)
    let answer = try #require(session.ask("count them").first)
    #expect(answer.reading.contains("row 3 of `count sellers by plan` (plan is pro)"))
    let pro = session.count("count them") ?? 0
    let sellers = session.drillRows.compactMap { $0.people() }.reduce(0, +)
    #expect(session.count("count rest") == sellers - pro)
    // A row that cannot be opened says so, and leaves them unchanged.
    for (row, column) in [(0, nil), (9, nil), (1, "mrr")] {
      #expect(session.drill(row, column: column).failed)
    }
    #expect(session.count("count them") == pro)
    _ = session.ask("describe plan")
    let refusal = session.drill(1).diagnostics.first?.message ?? ""
    #expect(refusal.contains("is not about particular people"))
  }
}
