import DataModel
import Statistics
import Testing

/// Every metric, compared with plain loops.
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

  /// Means, shares and weighted figures over records, each with its interval by person.
  @Test func recordsByPerson() {
    forEachWorld(8, asking: 25, seed: 22) { census, heed, maker in
      let kind = maker.dice.pick(["order", "pay", "refund"])
      let least = maker.dice.roll(0...60)
      let cut = maker.dice.pick([nil, Cut.attribute("plan"), .attribute("role")])
      let weight = maker.dice.pick([nil, "amount", "mrr", "seats"])
      let isShare = maker.dice.chance(60)
      var query = "measure " + (isShare ? "rate of (amount > \(least))" : "average amount")
      if let weight { query += " weighted by \(weight)" }
      query += " for \(kind) events"
      if case .attribute(let name)? = cut { query += " by their \(name)" }
      guard let answer = heed.answer(to: query) else { return }
      let place = "HEED_SEED=\(Dice.seed): \(query)"
      let records = census.subjects(census.events.filter { $0.kind == kind }, nil)
      for row in answer.tables.first?.rows ?? [] {
        let key = cut == nil ? [] : [Cell(row[0].value)]
        let members = census.groups(cut.map { [$0] } ?? [], of: records)[key] ?? []
        let values = members.enumerated().compactMap { number, subject -> Weighed? in
          let amount = subject.record?.properties["amount"]?.double
          let x = isShare ? (amount ?? -1) > Double(least) ? 1 : 0 : amount
          let w =
            weight.map {
              $0 == "amount" ? amount : subject.soul.attributes[$0]?.double
            } ?? 1
          guard let x, let w, w > 0 else { return nil }
          return Weighed(person: subject.soul.id.isEmpty ? "\(number)" : subject.soul.id, x: x, w: w)
        }
        let (cell, figure) = (row[key.count], Clustered(values))
        expect(cell.value.number, figure.mean, place)
        let ends = figure.interval(isShare: isShare, isWeighted: weight != nil)
        expect(cell.low, ends?.low, "\(place): low")
        expect(cell.high, ends?.high, "\(place): high")
      }
    }
  }

  private func half(_ low: Double?, _ high: Double?) -> Scalar {
    guard let low, let high else { return .missing }
    return .real((high - low) / 2)
  }

  /// In a question about records, each group's own figure, without other records of the same people.
  @Test func metricsOfRecords() {
    forEachWorld(10, asking: 10, seed: 22) { census, heed, maker in
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      let isMessages = maker.dice.chance(50)
      let kind = maker.dice.pick(["order", "pay"])
      let saying = maker.saying(depth: 1)
      let query =
        isMessages
        ? "measure mentions of \(writer.text(saying)), count of feedback for feedback by channel"
        : "measure count of \(kind), total amount of \(kind), customers doing \(kind) for events by their plan"
      guard case .answer(let answer) = heed.ask(query) else {
        Issue.record("HEED_SEED=\(Dice.seed): \(query)")
        return
      }
      let voice = Claim.voice(Voice(what: .pattern(saying)))
      let groups = census.groups(
        [isMessages ? .kind : .attribute("plan")],
        of: census.subjects(isMessages ? census.messages : census.events, nil))
      for row in answer.tables.first?.rows ?? [] {
        let members = groups[[Cell(row[0].value)], default: []]
        let own = isMessages ? members : members.filter { $0.record?.kind == kind }
        let figures: [Double]
        if isMessages {
          let said = census.subjects(members.compactMap(\.record), voice)
          figures = [Double(said.count), Double(members.count)]
        } else {
          figures = [
            Double(own.count), own.compactMap { $0.record?.properties["amount"]?.double }.reduce(0, +),
            Double(Set(own.compactMap { $0.record?.customer }).count),
          ]
        }
        for (index, figure) in figures.enumerated() { check(row[1 + index].value, figure, query) }
      }
    }
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

/// A value of a person, and its weight.
private struct Weighed {
  var person: String
  var x: Double
  var w: Double
}

/// A mean of values of which some belong to one person, by the documented formulas.
private struct Clustered {
  private let values: [Weighed]
  private var weights: Double { values.reduce(0) { $0 + $1.w } }
  private var n: Double { Double(values.count) }
  private var people: Double { Double(Set(values.map(\.person)).count) }

  init(_ values: [Weighed]) { self.values = values }

  var mean: Double? { values.isEmpty ? nil : values.reduce(0) { $0 + $1.w * $1.x } / weights }

  /// N / (N − 1) · Σe² / (Σw)², with e added up for each of N: people, or values as if each were of another person.
  private func variance(byPerson: Bool) -> Double {
    let residuals = values.map { $0.w * ($0.x - (mean ?? 0)) }
    var sums: [String: Double] = [:]
    for (number, value) in values.enumerated() {
      sums[byPerson ? value.person : "\(number)", default: 0] += residuals[number]
    }
    let count = Double(sums.count)
    return count / (count - 1) * sums.values.reduce(0) { $0 + $1 * $1 } / (weights * weights)
  }

  func interval(isShare: Bool, isWeighted: Bool) -> (low: Double, high: Double)? {
    guard let mean else { return nil }
    func around(_ half: Double) -> (low: Double, high: Double) { (mean - half, mean + half) }
    if !isWeighted, !isShare {
      guard people > 1 else { return nil }
      return around(studentQuantile(0.975, degrees: people - 1) * variance(byPerson: true).squareRoot())
    }
    let isAlike = values.allSatisfy { $0.x == values[0].x }
    var effective = n
    if isWeighted {
      let kish = weights * weights / values.reduce(0) { $0 + $1.w * $1.w }
      effective = kish
      if people == 1 {
        effective = min(1, kish)
      } else if !isAlike {
        effective = kish / max(1, variance(byPerson: true) / variance(byPerson: false))
      }
    } else if people < n {
      guard people > 1 else { return nil }
      let effect = isAlike ? n / people : max(1, variance(byPerson: true) / variance(byPerson: false))
      let known =
        studentQuantile(0.975, degrees: n - 1) / studentQuantile(0.975, degrees: people - 1)
      effective = n / effect * known * known
    }
    guard !isShare else { return wilson(mean, effective) }
    guard effective > 1 else { return nil }
    let spread = values.reduce(0) { $0 + $1.w * ($1.x - mean) * ($1.x - mean) } / weights
    return around(
      studentQuantile(0.975, degrees: effective - 1) * (spread / (effective - 1)).squareRoot())
  }

  /// Wilson (1927).
  private func wilson(_ p: Double, _ n: Double) -> (low: Double, high: Double) {
    let z = 1.959963984540054
    let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return (p == 0 ? 0 : middle - half, p == 1 ? 1 : middle + half)
  }
}

/// A metric over many people.
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
  /// The mean of an attribute, or the share for whom a claim is true, weighted by another attribute.
  case weightedMean(String, by: String)
  case weightedRate(Claim, by: String)
  /// Records for each person who did it.
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

  /// Half the 95% interval of a mean over records, from the sums by person around the mean.
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
  /// After `number of` and `rate of`, a bare event has two readings: how often, and by how many people.
  fileprivate var didForEvent: Claim {
    if case .bare(.event(let kind)) = self { return .did(Deed(what: .kinds([kind]))) }
    return self
  }
}
