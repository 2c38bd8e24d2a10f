import DataModel
import Plan
import TestSupport
import Testing

/// The same verbs give the same answers on plain arrays as on the engine.
@Suite struct ToyTests {
  /// The number of worlds in which each verb is asked about: `HEED_WORLDS`, or eight.
  private static let worlds = TestRun.number("HEED_WORLDS", else: 8)

  @Test(arguments: 0..<worlds) func answersNeedNoEngine(world: Int) {
    forEachWorld(1, asking: 1, seed: 41 + 1000 * UInt64(world), made: \.withoutScripts) {
      census, heed, maker in
      for inquiry in Inquiry.allCases {
        let query = maker.text(of: inquiry)
        let place = "HEED_SEED=\(Dice.seed): \(query)\n\(census.world.definitionLines)"
        do {
          let found = try differences(query, census, &heed)
          if let first = found.first {
            Issue.record("\(place)\n\(found.count) differences; the first: \(first)")
          }
        } catch {
          Issue.record("\(place)\n\(error)")
        }
      }
    }
  }

  private func differences(_ query: String, _ census: Census, _ heed: inout Heed) throws -> [String] {
    if case .refusal(let why) = heed.ask(query) {
      // An event alone in parentheses is refused, with both rewrites.
      return why.hasPrefix("ambiguous") ? [] : [why]
    }
    guard let engine = heed.engine, let answer = try heed.answer(to: query, from: engine),
      let toy = try heed.answer(to: query, from: ToyBackend(census))
    else { return [] }
    return Differences(answer, toy).found
  }
}

/// The differences of two answers, in words. Numbers may differ by rounding errors.
private struct Differences {
  private(set) var found: [String] = []

  init(_ answer: Answer, _ toy: Answer) {
    compare(plain(answer.headline), plain(toy.headline), "the headline")
    compare(answer.summary.map(\.key), toy.summary.map(\.key), "the figures")
    for (left, right) in zip(answer.summary, toy.summary) {
      compare(left.value, right.value, left.key)
      compare(left.low ?? .missing, right.low ?? .missing, "low of \(left.key)")
    }
    compare(answer.tables.map(\.title), toy.tables.map(\.title), "the tables")
    for (left, right) in zip(answer.tables, toy.tables) { compare(left, right) }
    compare(answer.quotes, toy.quotes)
    compare(answer.quotesCaption, toy.quotesCaption, "what the quotes are")
    compare(answer.notes, toy.notes, "the notes")
  }

  /// Without the decimal places of a whole sum, since the toy does not know those of the column.
  private func plain(_ headline: String?) -> String? { headline?.replacing(".00", with: "") }

  private mutating func compare(_ table: Answer.Table, _ toy: Answer.Table) {
    let name = table.title ?? "the table"
    compare(table.rows.count, toy.rows.count, "rows of \(name)")
    compare(table.hidden, toy.hidden, "hidden rows of \(name)")
    for (number, (row, other)) in zip(table.rows, toy.rows).enumerated() {
      for (column, (cell, own)) in zip(table.columns, zip(row, other)) {
        let place = "\(column.name) in row \(number) of \(name)"
        // The engine decides how the properties after a record's text are written.
        if column.name == "detail", (cell.value.text ?? "").hasPrefix(own.value.text ?? "") { continue }
        compare(cell.value, own.value, place)
        compare(Scalar(cell.low), Scalar(own.low), "low of \(place)")
        compare(Scalar(cell.high), Scalar(own.high), "high of \(place)")
      }
    }
  }

  private mutating func compare(_ quotes: [Answer.Quote], _ toy: [Answer.Quote]) {
    compare(quotes.count, toy.count, "the number of quotes")
    for (number, (quote, other)) in zip(quotes, toy).enumerated() {
      compare(words(of: quote), words(of: other), "quote \(number)")
    }
  }

  private func words(of quote: Answer.Quote) -> String {
    "\(quote.customer ?? "somebody"), \(quote.at as Any): \(quote.text) ×\(quote.copies)"
  }

  private mutating func compare(_ value: Scalar, _ toy: Scalar, _ place: String) {
    if let l = value.number, let r = toy.number, abs(l - r) <= 1e-9 * max(1, abs(l)) { return }
    if value != toy { found.append("\(place): \(value) from the engine, \(toy) from the toy") }
  }

  private mutating func compare<T: Equatable>(_ value: T, _ toy: T, _ place: String) {
    if value != toy { found.append("\(place): \(value) from the engine, \(toy) from the toy") }
  }
}

extension Scalar {
  fileprivate init(_ number: Double?) { self = number.map { .real($0) } ?? .missing }
}
