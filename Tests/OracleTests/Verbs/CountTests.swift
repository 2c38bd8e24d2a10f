import DataModel
import Testing

/// `count … by …`, over people and over records, compared with plain loops.
@Suite struct CountTests {
  @Test func peopleByGroups() {
    forEachWorld(8, asking: 40, seed: 11) { census, heed, maker in
      let audience = maker.audience()
      let claim = maker.dice.chance(70) ? maker.claim() : nil
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      let cuts = (0..<maker.dice.pick([1, 1, 1, 2])).map { _ in maker.cut() }
      let people = census.people(audience, claim)
      var query = "count \(audience.words)"
      if let claim { query += " where (\(writer.text(claim)))" }
      query += " by " + cuts.map { $0.text(&writer) }.joined(separator: ", ")
      var expected = census.groups(cuts, of: people).mapValues(\.count)
      if maker.dice.chance(20) {
        let least = maker.dice.roll(2...6)
        query += " having count >= \(least)"
        expected = expected.filter { $0.value >= least }
      }
      check(query, expected, cuts, &heed, total: people.count)
    }
  }

  @Test func limits() {
    forEachWorld(6, asking: 12, seed: 12) { census, heed, maker in
      let (limit, people) = (maker.dice.roll(1...3), census.people(.everybody, nil))
      let first = maker.dice.pick(["plan", "role", "tier"])
      let cuts = [Cut.attribute(first), .attribute("region")]
      let query = "count customers by \(first), region limit \(limit) per \(first)"
      guard case .answer(let answer) = heed.ask(query) else {
        Issue.record("no answer to \(query)")
        return
      }
      // The largest groups for each value, missing last.
      var expected: [Cell: [Int]] = [:]
      for (key, subjects) in census.groups(cuts, of: people).sorted(by: { $0.value.count > $1.value.count })
      where key[1] != .missing {
        expected[key[0], default: []].append(subjects.count)
      }
      let rows = answer.tables[0].rows.map { $0.map { Cell($0.value) } }
      for key in Set(rows.map { $0[0] }) where key != .missing {
        let counts = rows.filter { $0[0] == key && $0[1] != .missing }.map { $0[2] }
        #expect(
          counts == expected[key, default: []].prefix(limit).map { .number($0 * 100) }, "\(query), \(key)")
      }
    }
  }

  @Test func records() {
    forEachWorld(8, asking: 30, seed: 13) { census, heed, maker in
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      if maker.dice.chance(50) {
        let kind = maker.dice.pick(Schema.kinds)
        let filter = maker.dice.chance(60) ? maker.filter(for: .kinds([kind])) : nil
        let cut = maker.dice.pick([
          Cut.attribute("plan"), .attribute("role"), .period(.month, "at"),
          .property(Schema.properties(of: kind)[0]),
        ])
        var query = "count \(kind) events"
        if let filter { query += " where (\(writer.text(filter)))" }
        let isTheirs = if case .attribute = cut { true } else { false }
        query += " by \(isTheirs ? "their " : "")\(cut.text(&writer))"
        let subjects = census.subjects(census.events.filter { $0.kind == kind }, filter)
        check(
          query, census.groups([cut], of: subjects).mapValues(\.count), [cut], &heed, total: subjects.count)
      } else {
        let saying = maker.saying(depth: 1)
        let isTheirWord = maker.dice.chance(40)
        let voice = Claim.voice(Voice(isTheirs: isTheirWord, what: .pattern(saying)))
        let isPlain = maker.dice.chance(50)
        let claim: Claim? = isPlain ? maker.dice.chance(60) ? voice : nil : maker.ofMessage(voice)
        let cut = maker.dice.pick([
          Cut.kind, .attribute("plan"), .property("wave"), .period(.month, "at"),
          .claim(maker.ofMessage(voice)),
        ])
        let isTheirs = if case .attribute = cut { true } else { false }
        var query = "count feedback"
        if let claim {
          // Of the message itself, this can be written in both ways.
          query +=
            isPlain && !isTheirWord && maker.dice.chance(50)
            ? " mentioning \(writer.text(saying))" : " where (\(writer.text(claim)))"
        }
        query += " by \(isTheirs ? "their " : "")\(cut.text(&writer))"
        let subjects = census.subjects(census.messages, claim)
        check(
          query, census.groups([cut], of: subjects).mapValues(\.count), [cut], &heed, total: subjects.count)
      }
    }
  }

  private func check(
    _ query: String, _ expected: [[Cell]: Int], _ cuts: [Cut], _ heed: inout Heed, total: Int
  ) {
    let answer: Answer
    switch heed.ask(query) {
    case .refusal(let why):
      // An average without values cannot be cut into bands.
      Issue.record("HEED_SEED=\(Dice.seed): \(query)\n\(why)")
      return
    case .answer(let given): answer = given
    }
    let rows = answer.tables.first?.rows ?? []
    let counts = rows.map { $0[cuts.count].value.integer ?? -1 }
    #expect(answer.figure("count").integer == total, "\(query)")
    let hasLabels = cuts.contains { cut in
      switch cut {
      case .bins, .quantiles, .split: true
      case .attribute, .value, .property, .kind, .period, .claim: false
      }
    }
    if hasLabels {
      // Bands are compared by their counts, since their labels differ; empty ones may be shown.
      let counts = counts.filter { $0 > 0 }
      #expect(counts.sorted() == expected.values.sorted(), "HEED_SEED=\(Dice.seed): \(query)")
      if cuts.count == 1 {
        let inOrder = expected.sorted { $0.key[0].precedes($1.key[0]) }.map(\.value)
        #expect(counts == inOrder, "HEED_SEED=\(Dice.seed): \(query)")
      }
      return
    }
    let given = Dictionary(zip(rows.map { row in cuts.indices.map { Cell(row[$0].value) } }, counts)) {
      $0 + $1
    }
    #expect(given == expected && rows.count == expected.count, "HEED_SEED=\(Dice.seed): \(query)")
    let isFlag = expected.keys.contains { if case .flag = $0[0] { true } else { false } }
    guard cuts.count == 1, !isFlag else { return }
    let inOrder = expected.sorted { left, right in
      if cuts[0].isBanded { return left.key[0].precedes(right.key[0]) }
      let (l, r) = (left.key[0], right.key[0])
      if l == .missing || r == .missing { return r == .missing && l != .missing }
      return left.value != right.value ? left.value > right.value : l.precedes(r)
    }
    #expect(rows.map { Cell($0[0].value) } == inOrder.map { $0.key[0] }, "HEED_SEED=\(Dice.seed): \(query)")
  }
}

extension ClaimMaker {
  /// A condition on a message and its author, who may be unknown.
  fileprivate mutating func ofMessage(_ voice: Claim) -> Claim {
    let plan = Claim.test(.attribute("plan", their: true), .compare(.equal, .text(dice.pick(Schema.plans))))
    let login = Claim.did(Deed(what: .kinds(["login"])))
    let band = Claim.bare(.prelude("detractor"))
    let parts: [Claim] =
      [voice, .not(voice), plan, .not(plan), login, .not(login)]
      + (census.world.hasTwoScales ? [] : [band, .not(band)])
    let (first, second) = (dice.pick(parts), dice.pick(parts))
    switch dice.roll(1...4) {
    case 1: return first
    case 2: return .all([first, second])
    case 3: return .any([first, second])
    case _: return .not(.all([first, .not(second)]))
    }
  }
}

/// Runs a check several times on each of several random worlds.
func forEachWorld(
  _ worlds: Int, asking times: Int, seed: UInt64, made change: (World) -> World = { $0 },
  _ body: (Census, inout Heed, inout ClaimMaker) -> Void
) {
  var dice = Dice(Dice.seed &+ seed)
  for _ in 0..<worlds {
    let world = change(World(&dice))
    var heed = Heed(world)
    if let trouble = heed.trouble {
      Issue.record("HEED_SEED=\(Dice.seed): the workspace does not load: \(trouble)")
      return
    }
    var maker = ClaimMaker(Census(world), dice: dice)
    for _ in 0..<times { body(maker.census, &heed, &maker) }
    dice = maker.dice
  }
}
