import DataModel
import Testing

/// The same answers from plain arrays as from the engine.
@Suite struct ToyTests {
  @Test func answersNeedNoEngine() {
    forEachWorld(8, asking: 30, seed: 41) { census, heed, maker in
      let audience = maker.audience()
      let noun = audience.words.isEmpty ? "customers" : audience.words
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      let condition = "where (\(writer.text(maker.claim())))"
      let by = maker.dice.pick([
        "", " by plan", " by tags", " by month of signup", " by seats split at 2, 6", " by (did order)",
        " by role, plan",
      ])
      let metrics = (0..<maker.dice.roll(1...3)).map { _ in maker.metric().text(&writer) }.joined(
        separator: ", ")
      let query =
        switch maker.dice.roll(1...6) {
        case 1: "segment \(noun) \(condition) show mrr, count of order sort by mrr"
        case 2: "count \(noun) \(condition)\(by)"
        case 3: "measure \(metrics) for \(noun) \(condition)\(by)"
        case 4: "quotes about \(writer.text(maker.saying(depth: 1))) for \(noun)"
        case 5: "count feedback mentioning \(writer.text(maker.saying(depth: 1))) by channel"
        case _: "person \(maker.dice.pick(census.people).id)"
        }
      let answer: Answer
      switch heed.ask(query) {
      case .answer(let given): answer = given
      case .refusal(let why):
        // An event alone in parentheses is refused with both rewrites.
        if why.hasPrefix("ambiguous") { return }
        Issue.record("HEED_SEED=\(Dice.seed): \(query)\n\(why)")
        return
      }
      guard let toy = heed.answer(to: query, from: ToyBackend(world: census.world)) else {
        Issue.record("HEED_SEED=\(Dice.seed): the toy has no answer to \(query)")
        return
      }
      #expect(answer.summary.map(\.key) == toy.summary.map(\.key), "\(query)")
      for (left, right) in zip(answer.summary, toy.summary) {
        #expect(isSame(left.value, right.value), "HEED_SEED=\(Dice.seed): \(query): \(left.key)")
        if let low = left.low, let other = right.low { #expect(isSame(low, other), "\(query): \(left.key)") }
      }
      #expect(answer.tables.count == toy.tables.count)
      for (left, right) in zip(answer.tables, toy.tables) {
        #expect(left.rows.count == right.rows.count, "HEED_SEED=\(Dice.seed): \(query)")
        // Details of a story are the engine's to word.
        let width = answer.verb == "person" && left.columns.count == 5 ? 4 : left.columns.count
        for (row, other) in zip(left.rows, right.rows) {
          for (cell, twin) in zip(row.prefix(width), other) {
            #expect(isSame(cell.value, twin.value), "HEED_SEED=\(Dice.seed): \(query)")
          }
        }
      }
      let (texts, others) = (answer.quotes, toy.quotes)
      #expect(
        texts.map { "\(Utterance.fold($0.text)) ×\($0.copies)" }.sorted()
          == others.map { "\(Utterance.fold($0.text)) ×\($0.copies)" }.sorted(),
        "HEED_SEED=\(Dice.seed): \(query)")
    }
  }

  private func isSame(_ left: Scalar, _ right: Scalar) -> Bool {
    if let l = left.number, let r = right.number { return abs(l - r) <= 1e-9 * max(1, abs(l)) }
    if case .list(let l) = left, case .list(let r) = right { return l == r }
    return left == right
  }
}
