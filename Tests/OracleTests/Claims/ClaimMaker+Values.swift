/// Values of people.
extension ClaimMaker {
  mutating func valueTest() -> Claim {
    switch dice.weighted([16, 9, 20, 14, 10, 7, 8, 8, 8]) {
    case 0: return .test(.count(source()), countTrial())
    case 1:
      let term = Term.mentions(
        saying(depth: 1), channels: dice.chance(30) ? channels(isHeard: false) : [],
        window: dice.chance(35) ? window(inValue: true) : nil)
      return .test(term, countTrial())
    case 2:
      let term = amountTerm()
      if case .aggregate(.total, _, _) = term { return .test(term, numberTrial(30_000)) }
      return .test(term, numberTrial(10_000))
    case 3:
      let isHeard = dice.chance(35)
      var source = Source(what: isHeard ? .heard : .feedback)
      if dice.chance(30) || world.hasTwoScales {
        source.channels = [dice.pick(isHeard ? ["support", "chat"] : ["survey", "support"])]
      }
      if dice.chance(30) { source.window = window(inValue: true) }
      let figure = dice.pick([
        Figure.latest, .latest, .average, .average, .median, .min, .max, .first, .percentile(90),
      ])
      return .test(.aggregate(figure, "score", source), scoreTrial())
    case 4:
      let kind = dice.pick(["login", "order", "refund"])
      if dice.chance(50) {
        return .test(
          .aggregate(.distinct, "device", recordSource(kind)),
          .compare(.atLeast, .number(dice.roll(1...2) * 100)))
      }
      return .test(
        .aggregate(dice.pick([.latest, .first]), "device", recordSource(kind)),
        textTrial("device", Schema.devices))
    case 5:
      return .test(
        .since(.day, personal()), .compare(dice.pick(Relation.allCases), .number(dice.roll(5...200) * 100)))
    case 6:
      let term = Term.elapsed(
        dice.chance(30) ? .week : .day, from: personal(), to: dice.chance(25) ? .today : personal(),
        calendar: dice.chance(40))
      return .test(
        term,
        .compare(dice.pick(Relation.allCases), .number(dice.pick([-40, -10, 0, 1, 7, 30, 60, 100]) * 100)))
    case 7:
      let pairs: [(Term, Term)] = [
        (.attribute("spend", their: false), .attribute("budget", their: false)),
        (amountTerm(), .attribute("spend", their: false)), (.count(source()), .count(source())),
        (.attribute("mrr", their: false), .aggregate(.total, "amount", Source(what: .kind("order")))),
      ]
      let (left, right) = dice.pick(pairs)
      return .test(left, .compareTerm(dice.pick(Relation.allCases), right))
    case _:
      let values = world.definitions.compactMap { definition -> Term? in
        if case .value(let term) = definition.meaning { return .defined(definition.name, term) }
        return nil
      }
      guard !values.isEmpty else { return .test(.count(source()), countTrial()) }
      return .test(dice.pick(values), dice.chance(50) ? countTrial() : numberTrial(10_000))
    }
  }

  mutating func countTrial() -> Trial {
    .compare(dice.pick(Relation.allCases), .number(dice.roll(1...3) * 100))
  }

  mutating func source() -> Source {
    if dice.chance(25) {
      return Source(
        what: .feedback, channels: dice.chance(50) ? channels(isHeard: false) : [],
        window: dice.chance(40) ? window(inValue: true) : nil)
    }
    return recordSource(dice.pick(Schema.kinds))
  }

  mutating func recordSource(_ kind: String) -> Source {
    var source = Source(what: .kind(kind))
    if dice.chance(30) { source.filter = filter(for: .kinds([kind])) }
    if dice.chance(45) { source.window = window(inValue: true) }
    return source
  }

  mutating func amountTerm() -> Term {
    let figures = [
      Figure.average, .median, .total, .total, .min, .max, .latest, .first, .percentile(90), .percentile(25),
    ]
    return .aggregate(dice.pick(figures), "amount", recordSource(dice.pick(["order", "pay", "pay"])))
  }
}
