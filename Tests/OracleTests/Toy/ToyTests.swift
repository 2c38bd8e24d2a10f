import DataModel
import Plan
import Testing

/// The same answers from plain arrays as from the engine, by the same verbs.
@Suite struct ToyTests {
  @Test(arguments: Inquiry.agreeing) func answersNeedNoEngine(inquiry: Inquiry) {
    forEachWorld(2, asking: 4, seed: 41 + inquiry.number, made: \.withoutScripts) { census, heed, maker in
      let query = maker.text(of: inquiry)
      let place = "HEED_SEED=\(Dice.seed): \(query)"
      // An event alone in parentheses is refused with both rewrites.
      if case .refusal(let why) = heed.ask(query) {
        if !why.hasPrefix("ambiguous") { Issue.record("\(place)\n\(why)") }
        return
      }
      guard let engine = heed.engine else { return }
      do {
        guard let answer = try heed.answer(to: query, from: engine),
          let toy = try heed.answer(to: query, from: ToyBackend(world: census.world))
        else { return }
        compare(answer, toy, place)
      } catch {
        Issue.record("\(place)\n\(error)")
      }
    }
  }

  private func compare(_ answer: Answer, _ toy: Answer, _ place: String) {
    #expect(answer.summary.map(\.key) == toy.summary.map(\.key), "\(place)")
    for (left, right) in zip(answer.summary, toy.summary) {
      #expect(isSame(left.value, right.value), "\(place): \(left.key)")
      #expect(isSame(left.low ?? .missing, right.low ?? .missing), "\(place): \(left.key)")
    }
    #expect(answer.tables.map(\.title) == toy.tables.map(\.title), "\(place)")
    for (left, right) in zip(answer.tables, toy.tables) { compare(left, right, answer.verb, place) }
    #expect(words(answer.quotes) == words(toy.quotes), "\(place)")
  }

  private func compare(_ table: Answer.Table, _ twin: Answer.Table, _ verb: String, _ place: String) {
    // How the details of a story are worded is the engine's choice.
    let width = verb == "person" && table.columns.count == 5 ? 4 : table.columns.count
    #expect(table.rows.count == twin.rows.count, "\(place)")
    #expect(table.hidden == twin.hidden, "\(place)")
    for (row, other) in zip(table.rows, twin.rows) {
      for (cell, own) in zip(row.prefix(width), other) {
        #expect(isSame(cell.value, own.value), "\(place)")
        #expect(isSame(Scalar(cell.low), Scalar(own.low)), "\(place)")
        #expect(isSame(Scalar(cell.high), Scalar(own.high)), "\(place)")
      }
    }
  }

  /// Which is the most telling is the engine's to say.
  private func words(_ quotes: [Answer.Quote]) -> [String] {
    quotes.map { quote in
      let words = Utterance.fold(quote.text).split(separator: " ").joined(separator: " ")
      return "\(words) ×\(quote.copies)"
    }.sorted()
  }

  private func isSame(_ left: Scalar, _ right: Scalar) -> Bool {
    if let l = left.number, let r = right.number { return abs(l - r) <= 1e-9 * max(1, abs(l)) }
    if case .list(let l) = left, case .list(let r) = right { return l == r }
    return left == right
  }
}

extension Scalar {
  fileprivate init(_ number: Double?) { self = number.map { .real($0) } ?? .missing }
}
