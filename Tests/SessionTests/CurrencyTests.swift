import DataModel
import Session
import SourceText
import Testing

/// Amounts in several currencies, given by a column: adding or comparing them requires a single currency.
@Suite struct CurrencyTests {
  private static let files = [
    "c.csv": "id,role,Spent,Spent Currency\na,buyer,10,usd\nb,buyer,20,eur\nc,seller,5,usd\n",
    "o.csv": """
    who,at,amount,fee,Currency,status
    a,2025-01-01,10.00,1,USD,paid
    a,2025-01-02,20.00,2,EUR,paid
    b,2025-01-03,5.00,1,EUR,cancelled
    b,2025-01-04,7.50,1,EUR,paid
    c,2025-01-05,1.00,0,USD,paid

    """,
    "workspace.heed": """
    load customers from "c.csv"
      key id
      segments by role
    load events from "o.csv" as order at at
      customer who
    """,
  ]

  private func shop() -> QuerySession {
    var session = QuerySession(host: .memory(Self.files.mapValues { Array($0.utf8) }))
    let outcomes = session.open("workspace.heed")
    #expect(outcomes.flatMap(\.diagnostics).map(\.message) == [])
    return session
  }

  private func found(_ text: String, _ session: inout QuerySession) -> [Diagnostic] {
    session.run(SourceFile(name: "typed", text: text)).flatMap(\.diagnostics)
  }

  @Test(arguments: [
    ("measure total amount of order with (Currency is USD)", "11.00", "USD"),
    ("measure total amount of order with (currency in (EUR))", "32.50", "EUR"),
    (
      "measure total amount of order with (status is not cancelled and currency is EUR) for buyers", "27.50",
      "EUR"
    ),
    ("measure average fee of order with (amount > 5 and currency is EUR)", "1.5", "EUR"),
    ("measure max amount for order events where currency is EUR", "20.00", "EUR"),
    ("measure total amount for order events where currency is EUR and amount > 6", "27.50", "EUR"),
    ("measure total Spent where `Spent Currency` is usd", "15", "USD"),
    ("measure median Spent for sellers", nil, "USD"),
    ("measure average Spent for customers where Spent > 6 and `Spent Currency` is usd", "10", "USD"),
  ])
  func aConditionSettlesTheCurrency(question: String, figure: String?, currency: String) throws {
    var session = shop()
    guard let figure else {
      // A role says nothing about the currency.
      #expect(found(question, &session).map(\.severity) == [.error])
      return
    }
    let answer = try #require(session.ask(question).first, "\(question)")
    let number = try #require(answer.summary.first)
    #expect(number.value.number == Double(figure) && number.unit == .money(Currency(code: currency)))
  }

  /// Otherwise the error counts the currencies, and every condition that it offers works.
  @Test(arguments: [
    "measure total amount of order",
    "measure total amount of order with (status is paid)",
    "measure total amount of order with (status is paid or status is cancelled) for buyers",
    "measure total amount of order with (currency is USD or status is paid)",
    "measure total amount of order with (not currency is USD)",
    "measure average amount for order events",
    "measure average amount for order events where status is paid",
    "count order events where amount > 6",
    "segment customers where did order with (amount > 6)",
    "segment customers where did order with (status is paid and amount between 5 and 8)",
    "segment customers where did order with (amount in (10, 20))",
    "segment customers show total amount of order",
    "measure median Spent for customers", "segment customers where Spent > 6",
    "segment customers where role is buyer sort by Spent",
    "measure count for order events by status having average amount > 6",
    "measure total amount per count for order events",
    "segment customers where total amount of order > 8",
    "segment customers where latest amount of order > 8",
    "count order events by amount in 2 bins",
  ])
  func withoutOneItIsAnError(question: String) throws {
    var session = shop()
    let diagnostic = try #require(found(question, &session).first, "\(question)")
    #expect(diagnostic.severity == .error)
    let isOfPeople = question.contains("Spent")
    #expect(
      diagnostic.message.hasSuffix(
        isOfPeople
          ? "is in several currencies, according to `Spent Currency`: 2 USD, 1 EUR"
          : "is in several currencies, according to Currency: 3 EUR, 2 USD"), "\(diagnostic.message)")
    #expect(diagnostic.fixes.count == 2, "\(question)")
    for fix in diagnostic.fixes {
      let text = String(decoding: fix.applied(to: Array(question.utf8)), as: UTF8.self)
      #expect(found(text, &session).filter { $0.severity == .error }.isEmpty, "\(text)")
    }
  }

  /// Questions that do not depend on the currency need none.
  @Test(arguments: [
    "segment customers show latest amount of order, Spent", "count order events where amount > 0",
    "measure distinct amount of order", "count order events where amount > fee",
    "segment customers where did order with (amount is missing)", "count order events by amount",
  ])
  func whatNeedsNoCurrency(question: String) {
    var session = shop()
    #expect(found(question, &session).isEmpty, "\(question)")
    #expect(session.ask(question).count == 1)
  }

  /// Each group has one currency; all of them together have several.
  @Test func groupsOfOneCurrencyEach() throws {
    var session = shop()
    let answer = try #require(session.ask("measure total amount, count for order events by currency").first)
    let table = try #require(answer.tables.first)
    #expect(
      table.rows.map { $0.prefix(3).map(\.value) } == [
        [.text("EUR"), .decimal(units: 3250, places: 2), .integer(3)],
        [.text("USD"), .decimal(units: 1100, places: 2), .integer(2)],
      ])
    #expect(table.total?.prefix(3).map(\.value) == [.missing, .missing, .integer(5)])
    #expect(answer.summary.map(\.value) == [.missing, .integer(5)])
    let people = try #require(session.ask("measure total Spent by `Spent Currency`").first)
    #expect(Set(people.tables[0].rows.map { $0[1].value }) == [.integer(15), .integer(20)])
  }
}
