/// Conditions on what people say.
extension ClaimMaker {
  mutating func voice() -> Voice {
    var voice = Voice(what: .pattern(saying()))
    switch dice.weighted([60, 18, 20, 10]) {
    case 0: break
    case 1: voice.isHeard = true
    case 2: voice.what = .something
    case _: voice.what = .response
    }
    if dice.chance(30) { voice.channels = channels(isHeard: voice.isHeard) }
    if dice.chance(20) {
      voice.filter = compound { [voice] maker in maker.messageTest(voice) }
    }
    if dice.chance(35) { voice.window = window() }
    if dice.chance(22) { voice.times = amount() }
    return voice
  }

  mutating func channels(isHeard: Bool) -> [String] {
    let known = isHeard ? ["support", "chat", "review"] : ["survey", "support", "chat"]
    return dice.some(known, dice.pick([1, 1, 2]))
  }

  mutating func messageTest(_ voice: Voice) -> Claim {
    let hasScores = voice.channels != ["review"]
    let hasOneScale =
      !world.hasTwoScales || voice.channels == ["survey"]
      || !voice.channels.isEmpty && !voice.channels.contains("survey")
    switch dice.weighted([hasScores && hasOneScale ? 50 : 0, 20, 15, 15, 30]) {
    case 0: return .test(.property("score"), scoreTrial())
    case 4:
      var words = Voice(what: dice.chance(20) ? .something : .pattern(saying(depth: 1)))
      words.isTheirs = dice.chance(40)
      if words.isTheirs, dice.chance(30) { words.times = amount() }
      return .voice(words)
    case 1: return .test(.attribute("plan", their: true), textTrial("plan", Schema.plans))
    case 2: return .test(.property("wave"), textTrial("wave", ["w1", "w2"]))
    case _:
      return .test(
        .property("priority"), .compare(dice.pick(Relation.allCases), .number(dice.roll(1...3) * 100)))
    }
  }

  mutating func scoreTrial() -> Trial {
    switch dice.weighted([65, 20, 15]) {
    case 0: .compare(dice.pick(Relation.allCases), .number(dice.roll(1...9) * 100))
    case 1:
      .oneOf([
        .number(dice.roll(0...10) * 100), .number(dice.roll(0...10) * 100), .number(dice.roll(0...10) * 100),
      ])
    case _: .between(.number(dice.roll(0...4) * 100), .number(dice.roll(4...10) * 100))
    }
  }

  mutating func saying(depth: Int = 0) -> Saying {
    switch dice.weighted(depth > 1 ? [60, 20, 10, 10, 0, 0, 0, 0, 0, 0] : [32, 12, 8, 8, 9, 8, 7, 9, 11, 6]) {
    case 0: return .words(dice.pick(dice.pick(Prose.words)))
    case 1:
      return .words(
        dice.pick([
          "late delivery", "rip off", "the price", "delivery late", "price slow", "遅い", "退款", "ビス", "느려",
          "แพง", "not trust", "not the", "price 退款", "paid", "buy",
        ]))
    case 2: return .prefix(dice.pick(["refund", "s", "tru", "café", "info", "deliver", "ц"]))
    case 3: return .part(dice.pick(["fund", "rice", "ust", "e", "afé", "ная", "ло"]))
    case 4:
      let forms = [
        "Trust", "café", "cafe", "late, delivery", "late delivery", "bags", "rip-off", "STRASSE", "e-mail",
        "100",
      ]
      return .exactly(dice.some(forms, dice.pick([1, 1, 2, 3])))
    case 5: return .any([saying(depth: depth + 1), saying(depth: depth + 1)])
    case 6: return .all([saying(depth: depth + 1), saying(depth: depth + 1)])
    case 7: return near()
    case 9:
      let said: Saying =
        dice.chance(50) ? .words(dice.pick(["trust", "price", "not", "late delivery"])) : .prefix("s")
      return .negated(said, dice.chance(50))
    case _:
      let topics = world.definitions.compactMap { definition -> Saying? in
        if case .topic(let sayings) = definition.meaning { return .topic(definition.name, sayings) }
        return nil
      }
      return topics.isEmpty ? .words("late") : dice.pick(topics)
    }
  }

  mutating func near() -> Saying {
    func side(_ dice: inout Dice) -> Saying {
      switch dice.weighted([60, 15, 25]) {
      case 0: .words(dice.pick(["price", "slow", "late", "the", "trust", "bag", "refund"]))
      case 1: .prefix(dice.pick(["deliver", "s", "ref"]))
      case _: .words(dice.pick(["late delivery", "is", "shops", "遅い"]))
      }
    }
    return .near(side(&dice), side(&dice), dice.chance(50) ? nil : dice.roll(1...10))
  }
}
