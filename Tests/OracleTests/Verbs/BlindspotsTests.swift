import DataModel
import Testing

/// `blindspots`, every group and every disagreement, against loops.
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
        #expect(answer.notes.first == "There is nobody.", "\(place)")
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
    let all = groups.values.flatMap { $0 }
    func recent(_ souls: [Soul]) -> [Record] {
      souls.flatMap { soul in
        census.within(.last(Length(90, .day)), soul.said.filter(\.hasWords), of: soul)
      }
    }
    func left(_ souls: [Soul]) -> Int { souls.count { census.hasLeft($0) } }
    #expect(Set(table.column(key).map { [Cell($0)] }) == Set(groups.keys), "\(place)")
    var before = Double.infinity
    for (row, cell) in table.column(key).enumerated() {
      let souls = groups[[Cell(cell)]] ?? []
      let part = Double(souls.count) / Double(all.count)
      let (messages, leavers) = (recent(souls), left(souls))
      let voice = ratio(messages.count, recent(all).count).map { $0 / part }
      let trouble = ratio(leavers, left(all)).map { $0 / part }
      #expect(table.numbers("people")[row] == Double(souls.count), "\(place): \(cell)")
      expect(table.numbers("voice")[row], voice, "\(place): voice of \(cell)")
      expect(table.numbers("trouble")[row], trouble, "\(place): trouble of \(cell)")
      expect(table.numbers("churned")[row], ratio(leavers, souls.count), "\(place): \(cell)")
      let spoke = Set(messages.compactMap(\.customer)).count
      expect(table.numbers("spoke")[row], ratio(spoke, souls.count), "\(place): \(cell)")
      let apart = [
        side(leavers, of: souls.count, against: Double(left(all)) / Double(all.count)),
        side(
          spoke, of: souls.count,
          against: Double(Set(recent(all).compactMap(\.customer)).count) / Double(all.count)),
      ]
      var heard = ""
      if let voice, let trouble {
        if trouble > 1, voice < 1, apart == [1, -1] { heard = "under" }
        if trouble < 1, voice > 1, apart == [-1, 1] { heard = "over" }
      }
      #expect(table.texts("heard")[row] == heard, "\(place): \(cell)")
      // In the order of trouble by voice.
      let weight = (trouble ?? 0) == 0 ? 0 : (voice ?? 0) == 0 ? .infinity : (trouble ?? 0) / (voice ?? 1)
      #expect(weight <= before + 1e-12, "\(place): \(cell) stands too low")
      before = weight
    }
  }

  /// 1 where the Wilson interval of a share lies above another share, −1 where it lies below, else 0.
  private func side(_ hits: Int, of n: Int, against share: Double) -> Int {
    let (p, n, z) = (Double(hits) / Double(n), Double(n), 1.959963984540054)
    // The two solutions of (p − x)² = z² x (1 − x) / n.
    let middle = (2 * n * p + z * z) / (2 * (n + z * z))
    let half = z * (z * z + 4 * n * p * (1 - p)).squareRoot() / (2 * (n + z * z))
    return middle - half > share ? 1 : middle + half < share ? -1 : 0
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
    // A table each, whose title begins with the name.
    let rows = answer.tables.dropFirst().flatMap { table in
      table.rows.map { (name: String(table.title?.split(separator: ":").first ?? ""), cells: $0) }
    }
    let found = rows.map { ("\($0.name), \([Cell($0.cells[0].value)])", $0.cells[1].value.integer ?? 0) }
    #expect(Dictionary(found) { $0 + $1 } == expected, "\(place)")
    for (name, cells) in rows {
      let souls = groups[[Cell(cells[0].value)]] ?? []
      let holds = census.gaps.first { $0.name == name }?.holds ?? { _ in false }
      expect(cells[2].value.number, ratio(souls.count { holds($0) }, souls.count), place)
      let money = souls.filter { holds($0) }.compactMap { $0.attributes["mrr"]?.double }
      expect(cells[3].value.number, money.reduce(0, +), place)
    }
  }
}

extension Census {
  func hasLeft(_ soul: Soul) -> Bool {
    isTrue(.bare(.date("churned", attribute: "churned_at")), of: soul)
  }

  /// Where looking and listening disagree.
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
          return ((latest(soul) ?? 10) <= 6 || isLoud) && did(30, soul)
        }
      ), ("unheard", { [self] in !hasLeft($0) && !said(recent, $0) }),
      ("paying unused", { ($0.attributes["mrr"]?.double ?? 0) > 0 && !did(90, $0) }),
    ]
  }
}
