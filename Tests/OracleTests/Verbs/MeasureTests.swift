import DataModel
import Statistics
import Testing

/// Every metric, against loops.
@Suite struct MeasureTests {
  @Test func metricsByGroups() {
    forEachWorld(10, asking: 25, seed: 21) { census, heed, maker in
      let audience = maker.audience()
      let claim = maker.dice.chance(40) ? maker.claim() : nil
      let metrics = (0..<maker.dice.roll(1...3)).map { _ in maker.metric() }
      let cut =
        maker.dice.chance(60) ? Cut.attribute(maker.dice.pick(["plan", "role", "tier", "region"])) : nil
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      var query = "measure \(metrics.map { $0.text(&writer) }.joined(separator: ", "))"
      query += " for \(audience.words.isEmpty ? "customers" : audience.words)"
      if let claim { query += " where (\(writer.text(claim)))" }
      if let cut { query += " by \(cut.text(&writer))" }
      let people = census.people(audience, claim)
      switch heed.ask(query) {
      case .refusal(let why): Issue.record("HEED_SEED=\(Dice.seed): \(query)\n\(why)")
      case .answer(let answer):
        let rows = answer.tables.first?.rows ?? []
        let groups = cut.map { census.groups([$0], of: people) } ?? [[]: people]
        let keys = cut == nil ? 0 : 1
        if cut != nil { #expect(Set(rows.map { [Cell($0[0].value)] }) == Set(groups.keys), "\(query)") }
        for row in rows {
          let members = groups[keys == 0 ? [] : [Cell(row[0].value)], default: []]
          for (index, metric) in metrics.enumerated() {
            let expected = census.figure(metric, of: members.map(\.soul))
            check(row[keys + index].value, expected, "\(query) [\(row[0].value)]")
            if let spread = census.spread(metric, of: members.map(\.soul)) {
              let (low, high) = (row[keys + index].low, row[keys + index].high)
              check(half(low, high), spread, "\(query): interval")
            }
          }
        }
        if cut != nil, let total = answer.tables[0].total {
          for (index, metric) in metrics.enumerated() {
            check(total[1 + index].value, census.figure(metric, of: people.map(\.soul)), "\(query) [all]")
          }
        }
      }
    }
  }

  private func half(_ low: Double?, _ high: Double?) -> Scalar {
    guard let low, let high else { return .missing }
    return .real((high - low) / 2)
  }

  private func check(_ scalar: Scalar, _ expected: Double?, _ words: String) {
    switch (scalar.number, expected) {
    case (nil, nil): break
    case (let found?, let expected?):
      #expect(abs(found - expected) <= 1e-9 * max(1, abs(expected)), "HEED_SEED=\(Dice.seed): \(words)")
    case (let found, let expected):
      Issue.record(
        "HEED_SEED=\(Dice.seed): \(words): \(String(describing: found)), not \(String(describing: expected))")
    }
  }
}

/// A figure over many people, as the tests know it.
enum Measured {
  case count
  case number(Claim)
  case rate(Claim)
  case figure(Figure, String)
  case overPeople(Figure, Term)
  /// All records of the people.
  case records(Source)
  case mentions(Saying)
  case overRecords(Figure, String, Source)
  case doing(Source)
  case nps
  /// An attribute's mean, or the share of whom a claim is true, weighted by another attribute.
  case weightedMean(String, by: String)
  case weightedRate(Claim, by: String)
  /// Records per people who did them.
  case perDoer(Source)
}

extension Measured {
  func text(_ writer: inout Writer) -> String {
    switch self {
    case .count: "count"
    case .number(let claim): "number of (\(writer.text(claim.didForEvent)))"
    case .rate(let claim): "rate of (\(writer.text(claim.didForEvent)))"
    case .figure(let figure, let name): "\(figure.word) \(name)"
    case .overPeople(let figure, let term): "\(figure.word) (\(writer.text(term)))"
    case .records(let source): "count of \(writer.text(source))"
    case .mentions(let saying): "mentions of \(writer.text(saying))"
    case .overRecords(let figure, let name, let source): "\(figure.word) \(name) of \(writer.text(source))"
    case .doing(let source): "customers doing \(writer.text(source))"
    case .nps: "nps"
    case .weightedMean(let name, let weight): "average \(name) weighted by \(weight)"
    case .weightedRate(let claim, let weight):
      "rate of (\(writer.text(claim.didForEvent))) weighted by \(weight)"
    case .perDoer(let source): "count of \(writer.text(source)) per customers doing \(writer.text(source))"
    }
  }
}

extension ClaimMaker {
  mutating func metric() -> Measured {
    let figures = [Figure.average, .median, .total, .min, .max, .percentile(90), .percentile(25)]
    switch dice.weighted([8, 12, 14, 20, 12, 10, 6, 12, 8, 8, 8, 8, 8]) {
    case 0: return .count
    case 1: return .number(claim())
    case 2: return .rate(claim())
    case 3:
      if dice.chance(15) { return .figure(.distinct, dice.pick(["plan", "region", "seats"])) }
      return .figure(dice.pick(figures), dice.pick(Schema.numbers))
    case 4: return .overPeople(dice.pick(figures), .count(recordSource(dice.pick(Schema.kinds))))
    case 5: return .records(recordSource(dice.pick(Schema.kinds)))
    case 6: return .mentions(saying(depth: 1))
    case 7: return .overRecords(dice.pick(figures), "amount", recordSource(dice.pick(["order", "pay"])))
    case 8: return .doing(recordSource(dice.pick(Schema.kinds)))
    case 10: return .weightedMean(dice.pick(Schema.numbers), by: dice.pick(Schema.numbers))
    case 11: return .weightedRate(claim(), by: dice.pick(Schema.numbers))
    case 12: return .perDoer(recordSource(dice.pick(Schema.kinds)))
    case _: return census.world.hasTwoScales ? .count : .nps
    }
  }
}

extension Census {
  func figure(_ metric: Measured, of souls: [Soul]) -> Double? {
    switch metric {
    case .count: return Double(souls.count)
    case .number(let claim): return Double(souls.count { isTrue(claim, of: $0) })
    case .rate(let claim):
      return souls.isEmpty ? nil : Double(souls.count { isTrue(claim, of: $0) }) / Double(souls.count)
    case .figure(let figure, let name):
      return figure.value(of: souls.compactMap { $0.attributes[name] }, in: place)?.double
    case .overPeople(let figure, let term):
      return figure.value(of: souls.compactMap { value(of: term, $0) }, in: place)?.double
    case .records(let source): return Double(souls.map { records(source, of: $0).count }.reduce(0, +))
    case .mentions(let saying):
      let voice = Voice(what: .pattern(saying))
      return Double(souls.map { messages(voice, of: $0).count }.reduce(0, +))
    case .overRecords(let figure, let name, let source):
      let values = souls.flatMap { records(source, of: $0) }.compactMap { $0.properties[name] }
      return figure.value(of: values, in: place)?.double
    case .doing(let source): return Double(souls.count { !records(source, of: $0).isEmpty })
    case .nps:
      let scores = souls.compactMap { soul in
        soul.said.last { $0.properties["score"] != nil }?.properties["score"]?.double
      }
      guard !scores.isEmpty else { return nil }
      let (promoters, detractors) = (scores.count { $0 >= 9 }, scores.count { $0 <= 6 })
      return 100 * Double(promoters - detractors) / Double(scores.count)
    case .weightedMean(let name, let weight):
      return weightedMean(souls, by: weight) { $0.attributes[name]?.double }
    case .weightedRate(let claim, let weight):
      return weightedMean(souls, by: weight) { isTrue(claim, of: $0) ? 1 : 0 }
    case .perDoer(let source):
      let counts = souls.map { records(source, of: $0).count }.filter { $0 > 0 }
      return counts.isEmpty ? nil : Double(counts.reduce(0, +)) / Double(counts.count)
    }
  }

  /// Half the 95% interval of a mean over records: as of sums by person that lie round the mean.
  func spread(_ metric: Measured, of souls: [Soul]) -> Double?? {
    guard case .overRecords(.average, let name, let source) = metric else { return nil }
    let values = souls.map { soul in records(source, of: soul).compactMap { $0.properties[name]?.double } }
      .filter { !$0.isEmpty }
    let count = Double(values.reduce(0) { $0 + $1.count })
    guard values.count > 1 else { return .some(nil) }
    let mean = values.reduce(0) { $0 + $1.reduce(0, +) } / count
    let squares = values.map { $0.reduce(0) { $0 + $1 - mean } }.reduce(0) { $0 + $1 * $1 }
    let people = Double(values.count)
    return (people / (people - 1) * squares).squareRoot() / count
      * studentQuantile(0.975, degrees: people - 1)
  }

  private func weightedMean(_ souls: [Soul], by weight: String, _ x: (Soul) -> Double?) -> Double? {
    var (sum, weights) = (0.0, 0.0)
    for soul in souls {
      guard let x = x(soul), let w = soul.attributes[weight]?.double, w > 0 else { continue }
      sum += w * x
      weights += w
    }
    return weights > 0 ? sum / weights : nil
  }
}

extension Claim {
  /// After `number of` and `rate of` a bare event has two readings: how often, and by how many people.
  fileprivate var didForEvent: Claim {
    if case .bare(.event(let kind)) = self { return .did(Deed(what: .kinds([kind]))) }
    return self
  }
}
