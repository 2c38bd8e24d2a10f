import DataModel
import Foundation
import Testing

/// `topics` and `suggest`: every row, compared with plain loops.
@Suite struct TopicsTests {
  @Test func topicsOfSome() {
    forEachWorld(6, asking: 8, seed: 51) { census, heed, maker in
      let audience = maker.dice.chance(20) ? .everybody : maker.audience()
      let claim = maker.dice.chance(60) ? maker.claim() : nil
      let channels = maker.dice.chance(30) ? ["survey"] : []
      let window: Window? =
        maker.dice.chance(30) ? .last(Length(maker.dice.pick([60, 200, 400]), .day)) : nil
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      var query = "topics"
      if !channels.isEmpty { query += " in survey" }
      if case .last(let length) = window { query += " in last \(length.count) days" }
      query += " for \(audience.noun)"
      if let claim { query += " where (\(writer.text(claim)))" }
      query += " limit 5000"
      let inside = census.people(audience, claim).map(\.soul)
      let outside = census.people.filter { soul in !inside.contains { $0 === soul } }
      let chatter = Chatter(
        of: inside, against: outside, in: census, topics: census.topics,
        counts: { soul, message in
          (channels.isEmpty || channels.contains(message.kind))
            && !census.within(window, [message], of: soul).isEmpty
        }, least: { max(3, ($0 + 99) / 100) })
      guard let answer = heed.answer(to: query) else { return }
      check(answer, chatter, census, hasTrend: window == nil, query)
    }
  }

  private func check(_ answer: Answer, _ chatter: Chatter, _ census: Census, hasTrend: Bool, _ query: String)
  {
    let place = "HEED_SEED=\(Dice.seed): \(query)"
    let table = answer.tables[0]
    #expect(answer.figure("speakers").integer == chatter.speakers.count, "\(place)")
    let labels = table.texts("topic")
    let known = labels.count { !$0.isCut }
    #expect(known == chatter.entries.count, "\(place): \(known), not \(chatter.entries.count)")
    let (people, defined) = (table.numbers("people"), table.column("defined").map { $0 == .boolean(true) })
    var before: (isDefined: Bool, weight: Double, people: Int)?
    // A word cut by a dictionary is found by searching for it, in the messages of at least the counted people.
    for (row, label) in labels.enumerated() where label.isCut {
      let saying = Set(chatter.messages.filter { $0.says(.words(label)) }.compactMap(\.customer))
      #expect((3...Double(max(3, saying.count))).contains(people[row] ?? 0), "\(place): \(label)")
    }
    for (row, label) in labels.enumerated() where !label.isCut {
      guard let entry = chatter.entry(labelled: label, isDefined: defined[row]) else {
        Issue.record("\(place): “\(label)” is no topic")
        continue
      }
      #expect(people[row] == Double(entry.people.count), "\(place): \(label)")
      expect(
        table.numbers("say it")[row], ratio(entry.people.count, chatter.speakers.count), "\(place): \(label)")
      var weight = Double(entry.people.count)
      if !chatter.others.isEmpty {
        expect(
          table.numbers("others")[row], ratio(entry.others.count, chatter.others.count), "\(place): \(label)")
        expect(table.numbers("z")[row], chatter.z(entry), "\(place): \(label)")
        weight *= max(0, chatter.z(entry))
      }
      if hasTrend { expect(table.numbers("trend")[row], trend(entry, chatter, census), "\(place): \(label)") }
      for scale in census.scales {
        expect(table.numbers("score \(scale.words)")[row], score(entry, scale, census), "\(place): \(label)")
      }
      // Defined topics come first, then topics by people × z, then by people.
      let own = (isDefined: defined[row], weight: weight, people: entry.people.count)
      if let before {
        let isInOrder =
          before.isDefined != own.isDefined
          ? before.isDefined
          : before.weight > own.weight - 1e-9
            && (before.weight > own.weight + 1e-9 || before.people >= own.people)
        #expect(isInOrder, "\(place): \(label) stands too low")
      }
      before = own
    }
    // A dictionary cuts words that the loops do not know, so their numbers over time are not checked.
    if hasTrend, !labels.contains(where: \.isCut) {
      let entries = zip(labels, defined).map { chatter.entry(labelled: $0, isDefined: $1) }
      let expected = trendRates(entries.map { $0.map { counts($0.messages, census) } }, chatter, census)
      for (row, q) in expected.enumerated() {
        expect(table.numbers("trend q")[row], q, "\(place): q of \(labels[row])")
      }
    }
  }

  /// The number of people who said something in the last 90 days, and in the 90 days before.
  private func counts(_ messages: [Record], _ census: Census) -> [Int] {
    [0, 90].map { back in
      Set(
        messages.filter { message in
          let day = census.place.day(message.at)
          return day <= census.now.day - back && day > census.now.day - back - 90
        }.compactMap(\.customer)
      ).count
    }
  }

  /// Benjamini & Hochberg's q, by definition: the least of p · tests / rank over all p that are not smaller.
  private func trendRates(_ topics: [[Int]?], _ chatter: Chatter, _ census: Census) -> [Double?] {
    let speakers = counts(chatter.messages, census)
    let chances = topics.map { said -> Double? in
      guard let said, said != [0, 0], !speakers.contains(0) else { return nil }
      return chance(said, of: speakers)
    }
    let sorted = chances.compactMap { $0 }.sorted()
    return chances.map { p in
      p.map { p in
        sorted.enumerated().filter { $0.element >= p }.map { rank, p in
          p * Double(sorted.count) / Double(rank + 1)
        }.min() ?? 1
      }
    }
  }

  /// Pearson's p; Fisher's if an expected count is under 5.
  private func chance(_ said: [Int], of speakers: [Int]) -> Double {
    let all = speakers[0] + speakers[1]
    let sayers = said[0] + said[1]
    let cells =
      [(said[0], speakers[0], sayers), (speakers[0] - said[0], speakers[0], all - sayers)]
      + [(said[1], speakers[1], sayers), (speakers[1] - said[1], speakers[1], all - sayers)]
    let expected = cells.map { Double($0.1) * Double($0.2) / Double(all) }
    if expected.allSatisfy({ $0 >= 5 }) {
      let squares = zip(cells, expected).map { (Double($0.0) - $1) * (Double($0.0) - $1) / $1 }
      return erfc((squares.reduce(0, +) / 2).squareRoot())
    }
    func chance(_ first: Int) -> Double {
      ways(speakers[0], first) * ways(speakers[1], sayers - first) / ways(all, sayers)
    }
    let possible = (max(0, sayers - speakers[1])...min(sayers, speakers[0])).map(chance)
    return min(1, possible.filter { $0 <= chance(said[0]) * (1 + 1e-7) }.reduce(0, +))
  }

  /// The share among those who spoke in the last 90 days, minus that in the 90 days before.
  private func trend(_ entry: Chatter.Entry, _ chatter: Chatter, _ census: Census) -> Double? {
    let shares = zip(counts(entry.messages, census), counts(chatter.messages, census)).map(ratio)
    guard let now = shares[0], let before = shares[1] else { return nil }
    return now - before
  }

  /// The mean over people of the latest score given with it.
  private func score(_ entry: Chatter.Entry, _ scale: Census.Scale, _ census: Census) -> Double? {
    var latest: [String: Double] = [:]
    for soul in census.people where entry.people.contains(soul.id) {
      let own = entry.messages.filter { $0.customer == soul.id }
      let scored = soul.said.filter { message in own.contains { $0 === message } }
        .filter { census.scale(of: $0) == scale }
      latest[soul.id] = scored.compactMap { $0.properties["score"]?.double }.last
    }
    return latest.isEmpty ? nil : latest.values.reduce(0, +) / Double(latest.count)
  }

  @Test func suggestions() {
    forEachWorld(6, asking: 6, seed: 52) { census, heed, maker in
      let topic = maker.dice.chance(40) ? census.topics.first : nil
      let word = maker.dice.pick(["trust", "price", "slow", "late", "refund", "the", "delivery", "bag"])
      let saying = topic.map { Saying.topic($0.name, $0.sayings) } ?? .words(word)
      let query = "suggest \(topic?.name ?? word)"
      let inside = census.people.filter { soul in soul.said.contains { $0.says(saying) } }
      let outside = census.people.filter { soul in !inside.contains { $0 === soul } }
      let chatter = Chatter(
        of: inside, against: outside, in: census, counts: { _, _ in true }, least: { _ in 5 }, without: saying
      )
      guard let answer = heed.answer(to: query) else { return }
      let place = "HEED_SEED=\(Dice.seed): \(query)"
      #expect(answer.figure("people").integer == inside.count, "\(place)")
      let expected = chatter.entries.map { chatter.z($0) }.filter { $0 > 0 }.sorted(by: >)
      let all = answer.tables.first?.rows ?? []
      let rows = all.filter { !($0[0].value.text ?? "").isCut }
      let count = min(expected.count, 10 - (all.count - rows.count))
      #expect(rows.count == count, "\(place): \(rows.count), not \(count)")
      for (row, z) in zip(rows, expected) {
        let label = row[0].value.text ?? ""
        guard let entry = chatter.entry(labelled: label, isDefined: false) else {
          Issue.record("\(place): “\(label)” is no term")
          continue
        }
        #expect(row[1].value.integer == entry.people.count, "\(place): \(label)")
        #expect(row[2].value.integer == entry.others.count, "\(place): \(label)")
        expect(row[3].value.number, z, "\(place): \(label)")
        expect(chatter.z(entry), z, "\(place): \(label)")
      }
    }
  }
}
