import DataModel
import Testing

/// Heed and SQLite agree on the same files, with SQL written from the language's documentation.
@Suite struct SQLTests {
  @Test func conditions() throws {
    var dice = Dice(Dice.seed &+ 101)
    for _ in 0..<16 {
      let world = World(&dice)
      var heed = Heed(world)
      let tables = try Tables(world)
      var maker = ClaimMaker(Census(world), dice: dice)
      for _ in 0..<40 {
        let (audience, claim) = (maker.audience(), maker.claim())
        var writer = Writer(maker.census, dice: Dice(maker.dice.next()))
        let query = "segment \(audience.words) where \(writer.text(claim))"
        guard let answer = heed.answer(to: query) else { continue }
        let (everybody, expected) = (
          try tables.ids(audience.claims), try tables.ids(audience.claims + [claim])
        )
        let found = Set(answer.ids)
        #expect(
          found == expected,
          "HEED_SEED=\(Dice.seed): \(query)\nHeed has \(found.subtracting(expected).sorted()) too many and lacks \(expected.subtracting(found).sorted())"
        )
        #expect(answer.figure("count").integer == expected.count, "HEED_SEED=\(Dice.seed): \(query)")
        #expect(answer.figure("population").integer == everybody.count, "HEED_SEED=\(Dice.seed): \(query)")
      }
      dice = maker.dice
    }
  }

  /// `count` and `measure` by groups.
  @Test func figuresByGroups() throws {
    var dice = Dice(Dice.seed &+ 102)
    let orders = "FROM record r WHERE r.customer = p.id AND r.sort = 'event' AND r.kind = 'order'"
    let figures: [(heed: String, sql: String)] = [
      ("count", "COUNT(*)"), ("average mrr", "AVG(p.mrr) / 100"),
      ("total spend", "IFNULL(SUM(p.spend), 0) / 100.0"),
      ("min seats", "MIN(p.seats) / 100.0"), ("max seats", "MAX(p.seats) / 100.0"),
      ("distinct region", "COUNT(DISTINCT p.region)"), ("number of vip", "IFNULL(SUM(p.vip), 0)"),
      ("rate of vip", "1.0 * IFNULL(SUM(p.vip), 0) / COUNT(*)"),
      ("count of order", "SUM((SELECT COUNT(*) \(orders)))"),
      ("customers doing order", "SUM(EXISTS (SELECT 1 \(orders)))"),
      ("total amount of order", "IFNULL(SUM((SELECT SUM(r.amount) \(orders))), 0) / 100.0"),
      (
        "average amount of order",
        "SUM((SELECT SUM(r.amount) \(orders))) / 100.0 / SUM((SELECT COUNT(r.amount) \(orders)))"
      ),
    ]
    for _ in 0..<12 {
      let world = World(&dice)
      var heed = Heed(world)
      let tables = try Tables(world)
      var maker = ClaimMaker(Census(world), dice: dice)
      for _ in 0..<15 {
        let (audience, claim) = (maker.audience(), maker.claim())
        let (figure, attribute) = (
          maker.dice.pick(figures), maker.dice.pick(["plan", "role", "region", "tier"])
        )
        var writer = Writer(maker.census, dice: Dice(maker.dice.next()))
        let query =
          "measure \(figure.heed) for \(audience.noun) where (\(writer.text(claim))) by \(attribute)"
        guard let answer = heed.answer(to: query) else { continue }
        let expected = try tables.groups(audience.claims + [claim], by: attribute, figure.sql)
        let rows = answer.tables[0].rows
        #expect(Set(rows.map { $0[0].value.text }) == Set(expected.keys), "HEED_SEED=\(Dice.seed): \(query)")
        for row in rows {
          expect(
            row[1].value.number, expected[row[0].value.text] ?? nil,
            "HEED_SEED=\(Dice.seed): \(query): \(row[0].value)")
        }
      }
      dice = maker.dice
    }
  }
}
