import DataModel
import Foundation
import Testing

/// `blindspots`: every group and every disagreement, compared with plain loops.
@Suite struct BlindspotsTests {
  @Test func voicesAndDisagreements() {
    forEachWorld(8, asking: 6, seed: 71) { census, heed, maker in
      let audience = maker.audience()
      let claim = maker.dice.chance(30) ? maker.claim() : nil
      let key = maker.dice.pick(["plan", "role", "region", "tier"])
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      var query = "blindspots for \(audience.noun)"
      if let claim { query += " where (\(writer.text(claim)))" }
      query += " by \(key)"
      guard let answer = heed.answer(to: query) else { return }
      let people = census.people(audience, claim)
      let groups = census.groups([.attribute(key)], of: people).mapValues { $0.map(\.soul) }
      let place = "HEED_SEED=\(Dice.seed): \(query)"
      guard !people.isEmpty else {
        #expect(answer.notes.first == "There is nobody in this group.", "\(place)")
        #expect(answer.notes.dropFirst().allSatisfy { $0.contains(" after now (") }, "\(place)")
        return
      }
      voices(answer, groups, census, key, place)
      disagreements(answer, groups, census, key, place)
    }
  }

  private func voices(
    _ answer: Answer, _ groups: [[Cell]: [Soul]], _ census: Census, _ key: String, _ place: String
  ) {
    let table = answer.tables[0]
    let watched = groups.mapValues { souls in
      souls.map { Watched($0, census) }.filter { $0.days > 0 }
    }.filter { !$0.value.isEmpty }
    let all = watched.values.flatMap { $0 }
    func sum(_ souls: [Watched], _ number: (Watched) -> Int) -> Double {
      Double(souls.reduce(0) { $0 + number($1) })
    }
    let (days, messages, leavers) = (sum(all, \.days), sum(all, \.messages), sum(all) { $0.left ? 1 : 0 })
    // The messages of each day are shared out among the people present on it.
    var perHead: [Int: Double] = [:]
    for day in Set(all.flatMap(\.spoken)) {
      let there = all.count { $0.present.contains(day) }
      if there > 0 {
        perHead[day] = Double(all.reduce(0) { $0 + $1.spoken.count { $0 == day } }) / Double(there)
      }
    }
    func due(_ souls: [Watched]) -> Double {
      souls.reduce(0) { sum, soul in
        sum + perHead.reduce(0) { $0 + (soul.present.contains($1.key) ? $1.value : 0) }
      }
    }
    #expect(Set(table.column(key).map { [Cell($0)] }) == Set(watched.keys), "\(place)")
    // Each count is compared with what the rate of its group predicts.
    let heard = watched.values.filter { sum($0, \.messages) > 0 && due($0) > 0 }
    let squares = heard.reduce(0.0) { total, souls in
      let rate = sum(souls, \.messages) / due(souls)
      return total + souls.reduce(0.0) { $0 + pow(Double($1.messages) - rate * due([$1]), 2) }
    }
    let people = heard.reduce(0) { $0 + $1.count }
    let dispersion =
      people > heard.count
      ? max(
        1,
        squares / heard.reduce(0) { $0 + sum($1, \.messages) } * Double(people) / Double(people - heard.count)
      ) : 1
    var tests: [(fewer: Double, more: Double)] = []
    var ratios: [Double] = []
    for (row, cell) in table.column(key).enumerated() {
      let souls = watched[[Cell(cell)]] ?? []
      let time = due(all) > 0 ? due(souls) / due(all) : 0
      let voice = messages > 0 && time > 0 ? sum(souls, \.messages) / messages / time : nil
      let left = sum(souls) { $0.left ? 1 : 0 }
      let spoke = souls.count { $0.messages > 0 }
      #expect(table.numbers("people")[row] == Double(souls.count), "\(place): \(cell)")
      expect(table.numbers("voice")[row], voice, "\(place): voice of \(cell)")
      expect(table.numbers("messages")[row], sum(souls, \.messages), "\(place): messages of \(cell)")
      expect(
        table.numbers("trouble")[row], leavers > 0 ? left / leavers / (sum(souls, \.days) / days) : nil,
        "\(place): trouble of \(cell)")
      expect(table.numbers("churned")[row], left / Double(souls.count), "\(place): \(cell)")
      expect(table.numbers("spoke")[row], ratio(spoke, souls.count), "\(place): \(cell)")
      ratios.append(voice ?? .infinity)
      let (own, total) = (sum(souls, \.messages) / dispersion, messages / dispersion)
      if voice != nil {
        tests.append(
          (
            own < total && time < 1 ? beta(below: 1 - time, total - own, own + 1) : 1,
            own > 0 && time < 1 ? beta(below: time, own, total - own + 1) : 1
          ))
      }
    }
    // Groups that are equal but for rounding may be in any order.
    #expect(
      zip(ratios, ratios.dropFirst()).allSatisfy { $0 <= $1 || $0 < $1 + 1e-9 }, "\(place): least heard first"
    )
    guard watched.count > 1, messages > 0 else {
      #expect(table.numbers("q").allSatisfy { $0 == nil }, "\(place)")
      return
    }
    let corrected = adjusted(tests.map(\.fewer) + tests.map(\.more))
    for row in ratios.indices {
      guard ratios[row] < .infinity else {
        #expect(table.numbers("q")[row] == nil, "\(place)")
        continue
      }
      let q = corrected[ratios[row] < 1 ? row : tests.count + row]
      let found = table.numbers("q")[row] ?? -1
      #expect(abs(found - q) < 1e-4, "\(place): q of \(table.column(key)[row]): \(found), not \(q)")
      guard abs(q - 0.05) > 1e-3 else { continue }
      let heard = q < 0.05 ? (ratios[row] < 1 ? "under" : ratios[row] > 1 ? "over" : "") : ""
      #expect(table.texts("heard")[row] == heard, "\(place): \(table.column(key)[row])")
    }
  }

  /// The regularized incomplete beta function by the midpoint rule, in log odds, on either side of x.
  private func beta(below x: Double, _ a: Double, _ b: Double) -> Double {
    let (edge, step) = (log(x / (1 - x)), 0.004)
    let top = a * log(a / (a + b)) + b * log(b / (a + b))
    func mass(_ side: Double) -> Double {
      stride(from: step / 2, to: 30, by: step).reduce(0) { sum, distance in
        let odds = edge + side * distance
        return sum + exp(-a * log1p(exp(-odds)) - b * log1p(exp(odds)) - top)
      }
    }
    let (below, above) = (mass(-1), mass(1))
    return below / (below + above)
  }

  /// Benjamini & Hochberg: for each p, the least of p · count / rank over all that are not smaller.
  private func adjusted(_ chances: [Double]) -> [Double] {
    chances.map { own in
      min(
        1,
        chances.filter { $0 >= own }.map { other in
          other * Double(chances.count) / Double(chances.count { $0 <= other })
        }.min() ?? 1)
    }
  }

  private func disagreements(
    _ answer: Answer, _ groups: [[Cell]: [Soul]], _ census: Census, _ key: String, _ place: String
  ) {
    var expected: [String: Int] = [:]
    for (name, holds) in census.gaps {
      for (group, souls) in groups {
        let count = souls.count { holds($0) }
        if count > 0 { expected["\(name), \(group)"] = count }
      }
    }
    // One table for each disagreement; its title begins with the name.
    let rows = answer.tables.dropFirst().flatMap { table in
      table.rows.map { (name: String(table.title?.split(separator: ":").first ?? ""), cells: $0) }
    }
    let found = rows.map { ("\($0.name), \([Cell($0.cells[0].value)])", $0.cells[1].value.integer ?? 0) }
    #expect(Dictionary(found) { $0 + $1 } == expected, "\(place)")
    func table(_ name: String) -> Answer.Table? {
      answer.tables.dropFirst().first { $0.title?.hasPrefix("\(name):") ?? false }
    }
    for (name, cells) in rows {
      let souls = groups[[Cell(cells[0].value)]] ?? []
      let holds = census.gaps.first { $0.name == name }?.holds ?? { _ in false }
      expect(cells[2].value.number, ratio(souls.count { holds($0) }, souls.count), place)
      let titles = table(name)?.columns.map(\.name) ?? []
      for (title, left) in [("mrr lost", true), ("mrr at stake", false)] {
        let money = souls.filter { holds($0) && census.hasLeft($0) == left }
          .compactMap { $0.attributes["mrr"]?.double }
        guard let column = titles.firstIndex(of: title) else {
          #expect(money.isEmpty, "\(place): no \(title) in \(name)")
          continue
        }
        expect(cells[column].value.number, money.reduce(0, +), place)
      }
    }
  }
}

extension Census {
  func hasLeft(_ soul: Soul) -> Bool {
    isTrue(.bare(.date("churned", attribute: "churned_at")), of: soul)
  }

  /// Events whose names mean a payment and that have amounts.
  fileprivate var charges: Set<String> {
    Set(
      events.filter { ["pay", "refund"].contains($0.kind) && $0.properties["amount"]?.double != nil }
        .map(\.kind))
  }

  /// The definitions of people whose behaviour and words disagree.
  fileprivate var gaps: [(name: String, holds: (Soul) -> Bool)] {
    func said(_ window: Window, _ soul: Soul) -> Bool {
      !within(window, soul.said.filter(\.hasWords), of: soul).isEmpty
    }
    func did(_ days: Int, _ soul: Soul) -> Bool {
      !within(.last(Length(days, .day)), soul.events, of: soul).isEmpty
    }
    func latest(_ soul: Soul) -> Double? {
      soul.said.last { self.scale(of: $0) == self.scales[0] }?.properties["score"]?.double
    }
    let recent = Window.last(Length(90, .day))
    return [
      ("left in silence", { [self] in hasLeft($0) && !said(.inBefore(Length(90, .day), .end), $0) }),
      (
        "content but leaving",
        { [self] in (latest($0) ?? 0) >= 9 && (hasLeft($0) || !$0.events.isEmpty && !did(30, $0)) }
      ),
      (
        "loud but fine",
        { [self] soul in
          let isLoud = topics.contains { topic in
            within(
              recent, soul.said.filter { message in topic.sayings.contains { message.says($0) } }, of: soul
            )
            .count >= 2
          }
          return ((latest(soul) ?? 10) <= 6 || isLoud) && did(30, soul) && !hasLeft(soul)
        }
      ), ("unheard", { [self] in !hasLeft($0) && !said(recent, $0) }),
      (
        "paying unused",
        { [self] soul in
          let use = soul.events.filter { !charges.contains($0.kind) }
          return (soul.attributes["mrr"]?.double ?? 0) > 0 && !hasLeft(soul)
            && within(.last(Length(90, .day)), use, of: soul).isEmpty
        }
      ),
    ]
  }
}

/// A person in the last 90 days: the days on which they were present, what they said, and whether they left.
private struct Watched {
  var present: Range<Int>
  /// The day of each message.
  var spoken: [Int]
  var days: Int { present.count }
  var messages: Int { spoken.count }
  var left: Bool

  init(_ soul: Soul, _ census: Census) {
    let recent = Window.last(Length(90, .day))
    let now = census.now.day
    let first = census.arrival(of: soul).map { census.place.day($0) }
    let last = census.moment(.end, of: soul).map { census.place.day($0) }
    let (from, to) = (max(now - 89, first ?? now - 89), min(now, last ?? now))
    // A person without a start and records is not present, if the files give starts at all.
    let isThere = from <= to && (first != nil || !census.world.hasStart)
    present = isThere ? from..<to + 1 : 0..<0
    spoken = census.within(recent, soul.said.filter(\.hasWords), of: soul).map { census.place.day($0.at) }
    left = census.hasLeft(soul) && last.map { (now - 89...now).contains($0) } ?? false
  }
}
