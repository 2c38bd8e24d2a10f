import DataModel
import Foundation
import Testing

/// Which quotes are shown, and the whole story of one person.
@Suite struct ListeningTests {
  /// Every message that says it, each text once, and one of each person before a second of anybody.
  @Test func quotesAboutPatterns() {
    forEachWorld(8, asking: 15, seed: 31) { census, heed, maker in
      let audience = maker.audience()
      let saying = maker.saying()
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      let isEverybody = audience.claims.isEmpty
      let query =
        "quotes about \(writer.text(saying)) for \(audience.words.isEmpty ? "customers" : audience.words)"
      let wanted = census.messages.filter { message in
        guard message.utterance.map({ saying.isSaid(in: $0) }) ?? false else { return false }
        guard let id = message.customer, let soul = census.person(id) else { return isEverybody }
        // A person who starts after the clock is in no population, and their messages are in no figure.
        return census.isCounted(message) && audience.claims.allSatisfy { census.isTrue($0, of: soul) }
      }
      guard let answer = check(query, wanted, &heed), isEverybody else { return }
      checkOrder(answer, saying, census, "HEED_SEED=\(Dice.seed): \(query)")
    }
  }

  /// For everybody: rarer words and shorter messages come first; then newer ones.
  private func checkOrder(_ answer: Answer, _ saying: Saying, _ census: Census, _ place: String) {
    let telling = census.stems(foundBy: [saying])
    let spoken = census.messages.filter(\.hasWords).map {
      Set(($0.utterance?.words ?? []).map { $0.stems[0] })
    }
    var idf: [String: Double] = [:]
    for stem in telling { idf[stem] = log(Double(spoken.count) / Double(spoken.count { $0.contains(stem) })) }
    var shown: [String: Int] = [:]
    var before: (round: Int, weight: Double, at: Int)?
    for quote in answer.quotes {
      let words = Utterance(quote.text).words.map { $0.stems[0] }
      let weight =
        Set(words).reduce(0) { $0 + (idf[$1] ?? 0) } / Double(max(8, words.count)).squareRoot()
      let at: Int =
        switch quote.at {
        case .day(let day): census.place.start(ofDay: Int(day.number))
        case .instant(let instant): Int(instant.microseconds)
        case nil: 0
        }
      let round = quote.customer.map { shown[$0, default: 0] } ?? 0
      if let customer = quote.customer { shown[customer, default: 0] += 1 }
      if let before, before.round == round {
        let isInOrder = before.weight > weight - 1e-9 && (before.weight > weight + 1e-9 || before.at >= at)
        #expect(isInOrder, "\(place): “\(quote.text)” stands too low")
      }
      before = (round, weight, at)
    }
  }

  /// Without words to look for, the newest message of each person.
  @Test func lastWords() {
    forEachWorld(8, asking: 6, seed: 32) { census, heed, maker in
      let plan = maker.dice.pick(Schema.plans)
      let souls = census.people.filter { $0.attributes["plan"] == .text(plan) }
      _ = check("quotes for \(plan)", souls.compactMap { $0.said.last(where: \.hasWords) }, &heed)
    }
  }

  private func check(_ query: String, _ wanted: [Record], _ heed: inout Heed) -> Answer? {
    guard let answer = heed.answer(to: query) else { return nil }
    var copies: [String: Int] = [:]
    for message in wanted { copies[Utterance.fold(message.text ?? ""), default: 0] += 1 }
    let given = Dictionary(answer.quotes.map { (Utterance.fold($0.text), $0.copies) }) { $0 + $1 }
    #expect(given == copies, "HEED_SEED=\(Dice.seed): \(query)")
    #expect(answer.quotes.count == copies.count, "HEED_SEED=\(Dice.seed): \(query): a text stands twice")
    #expect(answer.figure("messages").integer == wanted.count, "HEED_SEED=\(Dice.seed): \(query)")
    #expect(
      answer.figure("people").integer == Set(wanted.compactMap(\.customer)).count,
      "HEED_SEED=\(Dice.seed): \(query)")
    var shown: [String: Int] = [:]
    let rounds = answer.quotes.compactMap { quote in
      quote.customer.map { id -> Int in
        shown[id, default: 0] += 1
        return shown[id, default: 0]
      }
    }
    #expect(rounds == rounds.sorted(), "HEED_SEED=\(Dice.seed): \(query): one a person a round")
    return answer
  }

  /// Attributes, then all that the person did and said, and that others said about them, in the stable order.
  @Test func storiesAreCompleteAndInOrder() {
    forEachWorld(8, asking: 8, seed: 33) { census, heed, maker in
      let soul = maker.dice.pick(census.people)
      guard case .answer(let answer) = heed.ask("person \(soul.id)") else {
        Issue.record("HEED_SEED=\(Dice.seed): no answer to person \(soul.id)")
        return
      }
      let records =
        soul.events.map { ($0, "event", $0.kind) } + soul.said.map { ($0, "said", $0.kind) }
        + soul.heard.map { ($0, "heard", $0.kind) }
      let expected = records.sorted { left, right in
        let (l, r) = (census.place.start(left.0.at), census.place.start(right.0.at))
        return l != r ? l < r : left.0.order.lexicographicallyPrecedes(right.0.order)
      }.map { "\($0.1) \($0.2)" }
      let rows = answer.tables.last?.rows ?? []
      #expect(
        rows.map { "\($0[1].value.text ?? "") \($0[2].value.text ?? "")" } == expected,
        "HEED_SEED=\(Dice.seed): person \(soul.id)")
      for (name, value) in soul.attributes {
        let cell = answer.tables[0].rows.first { $0[0].value == .text(name) }?[1].value ?? .missing
        switch value {
        case .text, .number, .flag:
          #expect(Cell(cell) == Cell(value), "HEED_SEED=\(Dice.seed): \(name) of \(soul.id)")
        case .real, .when, .list: #expect(cell != .missing, "HEED_SEED=\(Dice.seed): \(name) of \(soul.id)")
        }
      }
    }
  }
}
