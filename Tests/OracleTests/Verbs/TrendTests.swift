import DataModel
import Testing

/// `trend` of every kind of metric, period by period, compared with plain loops.
@Suite struct TrendTests {
  @Test func metricsByPeriods() {
    forEachWorld(6, asking: 20, seed: 95) { census, heed, maker in
      let audience = maker.audience()
      let metric = maker.trendMetric()
      let unit = maker.dice.pick([Unit.day, .week, .month, .quarter])
      let days = maker.dice.pick(unit == .day ? [20, 50] : [60, 200, 400])
      let query =
        "trend \(metric.text) by \(unit) over last \(days) days for \(audience.noun)"
      guard let answer = heed.answer(to: query) else { return }
      let place = "HEED_SEED=\(Dice.seed): \(query)"
      // That many days up to today, from the period with the first of them, which may be cut.
      let last = census.now.day
      let first = last - days + 1
      var day = Almanac.start(of: unit, holding: first, weekStart: census.world.weekStart)
      var stretches: [(start: Int, days: ClosedRange<Int>, whole: ClosedRange<Int>)] = []
      while day <= last {
        let next = Almanac.adding(1, unit, to: day)
        stretches.append((day, max(day, first)...min(next - 1, last), day...next - 1))
        day = next
      }
      let people = census.people(audience, nil).map(\.soul)
      let table = answer.tables[0]
      #expect(
        table.texts("\(unit)") == stretches.map { census.label(of: unit, holding: $0.start) }, "\(place)")
      guard table.rows.count == stretches.count, let column = table.columns.dropFirst().first?.name else {
        return
      }
      for (row, stretch) in stretches.enumerated() {
        expect(
          table.numbers(column)[row],
          census.figure(metric, of: people, in: stretch.days, whole: stretch.whole),
          "\(place): \(table.texts("\(unit)")[row])")
      }
    }
  }
}

/// The metrics whose trend is tested.
private enum Trending {
  case count
  case records(String)
  case doing(String)
  case total(String)
  case mentions(String)
  case rate(String)
  case number(String)
  case speaking
  case nps

  var text: String {
    switch self {
    case .count: "count"
    case .records(let kind): "count of \(kind)"
    case .doing(let kind): "customers doing \(kind)"
    case .total(let kind): "total amount of \(kind)"
    case .mentions(let word): "mentions of \(word)"
    case .rate(let kind): "rate of (did \(kind))"
    case .number(let kind): "number of (did \(kind))"
    case .speaking: "rate of (said something)"
    case .nps: "nps"
    }
  }
}

extension ClaimMaker {
  fileprivate mutating func trendMetric() -> Trending {
    let kind = dice.pick(Schema.kinds)
    return dice.pick([
      Trending.count, .records(kind), .doing(kind), .total(dice.pick(["order", "pay"])), .mentions("trust"),
      .rate(kind), .number(kind), .speaking, census.world.hasTwoScales ? .count : .nps,
    ])
  }
}

extension Census {
  /// - Parameters:
  ///   - days: the days of the period that were asked for; `whole`: all of its days, which decide who was a customer.
  fileprivate func figure(
    _ metric: Trending, of people: [Soul], in days: ClosedRange<Int>, whole: ClosedRange<Int>
  ) -> Double? {
    func inside(_ records: [Record]) -> [Record] { records.filter { days.contains(place.day($0.at)) } }
    func did(_ kind: String, _ soul: Soul) -> [Record] { inside(soul.events.filter { $0.kind == kind }) }
    let customers = people.filter { soul in
      return (arrival(of: soul).map { place.day($0) <= whole.upperBound } ?? false)
        && (moment(.end, of: soul).map { place.day($0) >= whole.lowerBound } ?? true)
    }
    switch metric {
    case .count: return Double(customers.count)
    case .records(let kind): return Double(people.reduce(0) { $0 + did(kind, $1).count })
    case .doing(let kind): return Double(people.count { !did(kind, $0).isEmpty })
    case .total(let kind):
      return people.flatMap { did(kind, $0) }.compactMap { $0.properties["amount"]?.double }.reduce(0, +)
    case .mentions(let word):
      return Double(people.reduce(0) { $0 + inside($1.said.filter { $0.says(.words(word)) }).count })
    case .rate(let kind): return ratio(customers.count { !did(kind, $0).isEmpty }, customers.count)
    case .number(let kind): return Double(customers.count { !did(kind, $0).isEmpty })
    case .speaking:
      return ratio(customers.count { !inside($0.said.filter(\.hasWords)).isEmpty }, customers.count)
    case .nps:
      let scores = people.compactMap { soul in
        inside(soul.said.filter { $0.properties["score"] != nil }).last?.properties["score"]?.double
      }
      guard !scores.isEmpty else { return nil }
      return 100 * Double(scores.count { $0 >= 9 } - scores.count { $0 <= 6 }) / Double(scores.count)
    }
  }
}
