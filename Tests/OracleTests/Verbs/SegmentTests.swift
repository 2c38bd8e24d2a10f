import DataModel
import Testing

/// The order of `segment`, the draw of `sample`, and the proof of one person, compared with plain loops.
@Suite struct SegmentTests {
  /// As asked for, otherwise the most valuable first; missing values last; ties by id.
  @Test func orders() {
    forEachWorld(6, asking: 20, seed: 81) { census, heed, maker in
      let claim = maker.claim()
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      let orders: [(text: String, term: Term, descending: Bool)] = [
        ("", .attribute("mrr", their: false), true),
        (" sort by seats", .attribute("seats", their: false), false),
        (" sort by spend descending", .attribute("spend", their: false), true),
        (" sort by count of order descending", .count(Source(what: .kind("order"))), true),
        (" sort by plan", .attribute("plan", their: false), false),
        (
          " sort by latest score in survey",
          .aggregate(.latest, "score", Source(what: .feedback, channels: ["survey"])), false
        ),
      ]
      let order = maker.dice.pick(orders)
      let query = "segment customers where (\(writer.text(claim)))\(order.text)"
      guard let answer = heed.answer(to: query) else { return }
      let matching = census.people(.everybody, claim).map {
        ($0.soul.id, census.value(of: order.term, $0.soul))
      }
      let sorted = matching.sorted { left, right in
        if let isFirst = precedes(left.1, right.1, order.descending) { return isFirst }
        return left.0 < right.0
      }
      #expect(answer.ids == sorted.map(\.0), "HEED_SEED=\(Dice.seed): \(query)")
      let limit = maker.dice.roll(1...8)
      guard let few = heed.answer(to: "\(query) limit \(limit)") else { return }
      #expect(
        few.ids == Array(sorted.map(\.0).prefix(limit)), "HEED_SEED=\(Dice.seed): \(query) limit \(limit)")
      #expect(few.figure("count").integer == sorted.count, "HEED_SEED=\(Dice.seed): \(query) limit \(limit)")
      // The money of people who left is lost, and in no sum with that of the others.
      for (figure, isGone) in [("value", false), ("lost", true)] {
        let money = census.people(.everybody, claim).filter { census.hasLeft($0.soul) == isGone }
          .compactMap { $0.soul.attributes["mrr"]?.double }
        expect(answer.figure(figure).number, money.reduce(0, +), "HEED_SEED=\(Dice.seed): \(query)")
      }
    }
  }

  private func precedes(_ left: Datum?, _ right: Datum?, _ descending: Bool) -> Bool? {
    guard let left, let right else { return left == nil && right == nil ? nil : left != nil }
    if case .text(let l) = left, case .text(let r) = right { return l == r ? nil : (l < r) != descending }
    guard let l = left.double, let r = right.double, l != r else { return nil }
    return (l < r) != descending
  }

  // MARK: Samples

  /// One of each group in each round, the largest group first, by the hash of the id.
  @Test func samples() {
    forEachWorld(6, asking: 20, seed: 82) { census, heed, maker in
      let audience = maker.audience()
      let claim = maker.dice.chance(60) ? maker.claim() : nil
      let spread = maker.dice.some(["plan", "role", "region", "vip", "seats"], maker.dice.roll(0...2))
      let (size, seed) = (maker.dice.roll(1...30), maker.dice.roll(0...9))
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      var query = "sample \(size) \(audience.noun)"
      if let claim { query += " where (\(writer.text(claim)))" }
      if !spread.isEmpty { query += " spread by \(spread.joined(separator: ", "))" }
      query += " seed \(seed)"
      guard let answer = heed.answer(to: query), let again = heed.answer(to: query) else { return }
      let souls = census.people(audience, claim).map(\.soul)
      let groups = Dictionary(grouping: souls) { soul in spread.map { soul.attributes[$0] } }.map {
        key, souls in
        (key: key, ids: souls.map(\.id).sorted { Lot($0, seed).place < Lot($1, seed).place })
      }.sorted { left, right in
        if left.ids.count != right.ids.count { return left.ids.count > right.ids.count }
        for (l, r) in zip(left.key, right.key) where l != r {
          // Yes comes before no.
          if case .flag(let first)? = l, case .flag? = r { return first }
          return precedes(l, r, false) ?? false
        }
        return false
      }
      var expected: [String] = []
      for round in 0..<souls.count { expected += groups.compactMap { $0.ids.dropFirst(round).first } }
      let ids = answer.tables[0].rows.map { $0[0].value.text ?? "" }
      #expect(ids == Array(expected.prefix(size)), "HEED_SEED=\(Dice.seed): \(query)")
      #expect(ids == again.tables[0].rows.map { $0[0].value.text ?? "" }, "\(query)")
      #expect(answer.figure("population").integer == souls.count, "HEED_SEED=\(Dice.seed): \(query)")
      #expect(answer.figure("groups").integer == groups.count, "HEED_SEED=\(Dice.seed): \(query)")
      // The last message of each person.
      let spoken = ids.compactMap { id in census.person(id)?.said.last(where: \.hasWords) }
      #expect(answer.quotes.map(\.text) == spoken.compactMap(\.text), "HEED_SEED=\(Dice.seed): \(query)")
    }
  }

  // MARK: The proof

  /// The whole condition, and each part joined by `and`.
  @Test func proofs() {
    forEachWorld(6, asking: 20, seed: 83) { census, heed, maker in
      let audience = maker.audience()
      let claim = maker.claim()
      let soul = maker.dice.pick(census.people)
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      let query = "why person \(soul.id) in \(audience.noun) where (\(writer.text(claim)))"
      guard let answer = heed.answer(to: query) else { return }
      let holds = (audience.claims + [claim]).allSatisfy { census.isTrue($0, of: soul) }
      var parts: [Bool] = []
      if audience.claims.isEmpty, case .all(let all) = claim {
        parts = all.map { census.isTrue($0, of: soul) }
      }
      check(answer, holds: holds, parts: parts, "HEED_SEED=\(Dice.seed): \(query)")
    }
  }

  private func check(_ answer: Answer, holds: Bool, parts: [Bool], _ place: String) {
    #expect(answer.figure("holds") == .boolean(holds), "\(place)")
    let clauses = answer.tables[0].rows.map { row in
      (text: row[0].value.text ?? "", isTrue: row[1].value == .boolean(true))
    }
    // Parts that are not indented must all be true.
    let outer = clauses.filter { !$0.text.hasPrefix(" ") }
    let isWhole = outer.allSatisfy { $0.isTrue }
    #expect(isWhole == holds, "\(place)")
    guard !parts.isEmpty else { return }
    let inner = clauses.filter { $0.text.hasPrefix("  ") && !$0.text.hasPrefix("   ") }
    let shown = (outer.count > 1 ? outer : inner).map(\.isTrue)
    #expect(shown == parts, "\(place): \(shown), not \(parts)")
  }
}
