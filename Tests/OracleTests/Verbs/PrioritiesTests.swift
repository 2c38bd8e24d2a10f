import DataModel
import Testing

/// `priorities`: every column and the rank, compared with plain loops.
@Suite struct PrioritiesTests {
  @Test func columnsAndRanks() {
    forEachWorld(6, asking: 4, seed: 91) { census, heed, maker in
      let audience = maker.dice.chance(30) ? .everybody : maker.audience()
      let claim = maker.dice.chance(40) ? maker.claim() : nil
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      var query = "priorities for \(audience.noun)"
      if let claim { query += " where (\(writer.text(claim)))" }
      query += " limit 5000"
      guard let answer = heed.answer(to: query) else { return }
      let inside = census.people(audience, claim).map(\.soul)
      let outside = census.people.filter { soul in !inside.contains { $0 === soul } }
      let chatter = Chatter(
        of: inside, against: outside, in: census, topics: census.topics, counts: { _, _ in true },
        least: { max(3, ($0 + 99) / 100) })
      let defined = chatter.entries.filter { $0.topic != nil }
      // Without terms of whose people a defined topic has at least half.
      let entries = chatter.entries.filter { entry in
        entry.topic != nil
          || defined.allSatisfy { 2 * $0.people.intersection(entry.people).count < entry.people.count }
      }
      check(answer, entries, chatter, inside, census, "HEED_SEED=\(Dice.seed): \(query)")
    }
  }

  /// The figures of one topic, by column.
  private typealias Figures = [String: Double]

  private func check(
    _ answer: Answer, _ entries: [Chatter.Entry], _ chatter: Chatter, _ inside: [Soul], _ census: Census,
    _ place: String
  ) {
    let table = answer.tables[0]
    let known = table.texts("topic").count { !$0.isCut }
    #expect(known == entries.count, "\(place): \(known), not \(entries.count)")
    let isDefined = table.column("defined").map { $0 == .boolean(true) }
    var figures: [Figures] = []
    for (row, label) in table.texts("topic").enumerated() {
      let entry = chatter.entry(labelled: label, isDefined: isDefined[row])
      #expect(entry != nil || label.isCut, "\(place): “\(label)” is no topic")
      let saying = census.topics.first { isDefined[row] && $0.name == label }.map { Saying.any($0.sayings) }
      let own = self.figures(saying ?? .words(label), inside, census)
      figures.append(own)
      #expect(entry.map { $0.people.count <= Int(own["people"] ?? 0) } ?? true, "\(place): \(label)")
      for name in Set(own.keys).union(["growth", "churn"]) {
        expect(table.numbers(name)[row], own[name], "\(place): \(name) of \(label)")
      }
      // Topics are ranked by the money of all people who mention them.
      figures[row]["value"] = (own["value"] ?? 0) + (own["lost"] ?? 0)
      figures[row]["lost"] = nil
    }
    // The mean over the columns of the percentile: the share of topics with less, and half of those with the same.
    let ranked = figures.filter { ($0["people"] ?? 0) >= 5 }
    for (row, own) in figures.enumerated() {
      var rank: Double?
      if (own["people"] ?? 0) >= 5 {
        let percentiles = own.map { name, value in
          let others = ranked.compactMap { $0[name] }
          return (Double(others.count { $0 < value }) + Double(others.count { $0 == value }) / 2)
            / Double(others.count)
        }
        rank = percentiles.reduce(0, +) / Double(percentiles.count)
      }
      expect(table.numbers("rank")[row], rank, "\(place): rank of \(table.texts("topic")[row])")
    }
  }

  private func figures(_ saying: Saying, _ inside: [Soul], _ census: Census) -> Figures {
    func raising(_ soul: Soul) -> [Record] { soul.said.filter { $0.says(saying) } }
    func money(_ souls: [Soul]) -> Double { souls.compactMap { $0.attributes["mrr"]?.double }.reduce(0, +) }
    let raisers = inside.filter { !raising($0).isEmpty }
    var figures: Figures = ["people": Double(raisers.count)]
    figures["value"] = money(raisers.filter { !census.hasLeft($0) })
    figures["lost"] = money(raisers.filter(census.hasLeft))
    for scale in census.scales {
      func latest(_ souls: [Soul]) -> [Double] {
        souls.compactMap { soul in
          soul.said.last { census.scale(of: $0) == scale }?.properties["score"]?.double
        }
      }
      let (all, without) = (latest(inside), latest(inside.filter { raising($0).isEmpty }))
      let name = census.scales.count == 1 ? "severity" : "severity \(scale.words)"
      if !all.isEmpty, latest(raisers).isEmpty { figures[name] = 0 }
      guard !all.isEmpty, !without.isEmpty else { continue }
      figures[name] =
        without.reduce(0, +) / Double(without.count) - all.reduce(0, +) / Double(all.count)
    }
    let active = inside.count { census.isTrue(.bare(.prelude("active")), of: $0) }
    let growth = [0, 90].map { back in
      raisers.count { soul in
        raising(soul).contains { message in
          let day = census.place.day(message.at)
          return day <= census.now.day - back && day > census.now.day - back - 90
        }
      }
    }
    if active > 0 { figures["growth"] = 100 * Double(growth[0] - growth[1]) / Double(active) }
    // Who left within 90 days of mentioning it, compared with similar people who said something else.
    let matching = Matching(census: census, days: 0, follow: 90)
    func left(_ soul: Soul) -> Int? {
      census.hasLeft(soul) ? soul.time("churned_at").map { census.place.day($0) } : nil
    }
    let sets = matching.sets(
      inside, outcome: { raising($0).first.map { census.place.day($0.at) } },
      unknown: { soul in
        guard let first = raising(soul).first else { return false }
        return matching.start(soul).map { census.place.day(first.at) < $0 } ?? true
      }, bound: left,
      spoke: { soul in soul.said.filter(\.hasWords).map { census.place.day($0.at) } }, near: 45)
    let held = HeldTrait(sets) { sight in left(sight.soul).map { $0 - sight.end <= 90 } ?? false }
    figures["churn"] = held.difference
    return figures
  }
}
