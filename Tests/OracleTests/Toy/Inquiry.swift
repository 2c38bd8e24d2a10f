/// The verbs that can be asked of both backends.
enum Inquiry: String, CaseIterable {
  case segment, count, measure, quotes, feedback, person, sample
  case trend, lifecycle, retention, survival, funnel, paths
  case compareWindows, compare, words, why, topics, suggest, priorities
}

extension ClaimMaker {
  /// A random question of a verb.
  mutating func text(of inquiry: Inquiry) -> String {
    let audience = audience()
    let noun = audience.words.isEmpty ? "customers" : audience.words
    var writer = Writer(census, dice: Dice(dice.next()))
    let who = "for \(noun)" + (dice.chance(50) ? " where (\(writer.text(claim())))" : "")
    switch inquiry {
    case .segment:
      return "segment \(noun) where (\(writer.text(claim()))) show mrr, count of order sort by mrr"
    case .count: return "count \(noun) where (\(writer.text(claim())))\(keys())"
    case .measure:
      let metrics = (0..<dice.roll(1...3)).map { _ in metric().text(&writer) }.joined(separator: ", ")
      return "measure \(metrics) \(who)\(keys())"
    case .quotes: return "quotes about \(writer.text(saying(depth: 1))) for \(noun)"
    case .feedback: return "count feedback mentioning \(writer.text(saying(depth: 1))) by channel"
    case .person: return "person \(dice.pick(census.people).id)"
    case .sample: return "sample \(dice.roll(1...9)) \(noun) spread by plan, region seed \(dice.roll(0...9))"
    case .trend: return "trend \(trended()) \(periods()) \(who)\(key())"
    case .lifecycle: return "lifecycle of \(dice.pick(Schema.kinds)) \(periods()) \(who)\(key())"
    case .retention: return "retention of \(retained()) \(who)\(key())"
    case .survival: return "survival of \(outlived()) \(who)\(key())"
    case .funnel: return "funnel \(steps()) \(who)\(key())"
    case .paths: return "paths \(way()) \(who)\(key())"
    case .compare: return "compare \(versus(&writer))"
    case .words: return "words for \(versus(&writer)) limit 5000"
    case .why: return "why \(outcome()) among \(noun)\(dice.pick(["", " over last 45 days", " seed 7"]))"
    case .topics: return "topics \(who) limit 5000"
    case .suggest: return "suggest \(dice.pick(["trust", "price", "slow", "refund", "bag"]))"
    case .priorities: return "priorities \(who) limit 5000"
    case .compareWindows:
      let days = dice.pick([10, 30, 60])
      let middle = Almanac.text(census.now.day - dice.roll(5...100))
      return "compare since \(middle) versus before \(middle) within \(days) days for \(noun)"
    }
  }

  private mutating func versus(_ writer: inout Writer) -> String {
    let groups = (0..<2).map { _ in audience().noun + " where (\(writer.text(claim())))" }
    return groups.joined(separator: " versus ")
  }

  private mutating func outcome() -> String {
    dice.pick([
      "churned", "(did order at least 2 times)", "(mentioned late)", "(churned and did order)", "vip",
      "(churned or mentioned late)", "(did not order in last 60 days)",
    ])
  }

  private mutating func keys() -> String {
    dice.pick([
      "", " by plan", " by tags", " by month of signup", " by seats split at 2, 6", " by (did order)",
      " by role, plan", " by mrr in 3 bins", " by seats in 4 quantiles",
    ])
  }

  private mutating func key() -> String { dice.pick(["", "", " by plan", " by role", " by tags"]) }

  private mutating func periods() -> String {
    let unit = dice.pick(["day", "week", "month", "quarter"])
    return "by \(unit)" + (dice.chance(80) ? " over last \(dice.pick([20, 60, 200])) days" : "")
  }

  private mutating func trended() -> String {
    let kind = dice.pick(Schema.kinds)
    return dice.pick([
      "count", "count of \(kind)", "customers doing \(kind)", "total amount of order", "mentions of trust",
      "rate of (did \(kind))", "number of (did \(kind))", "rate of (said something)", "average mrr",
      "median amount of pay", "rate of churned", census.world.hasTwoScales ? "count" : "nps",
    ])
  }

  private mutating func retained() -> String {
    let kind = dice.pick(Schema.kinds)
    let unit = dice.pick(["week", "month", "day"])
    let from = dice.pick(["", " from signup", " from first \(dice.pick(Schema.kinds))"])
    let (later, calendar) = (dice.pick(["", " on or after"]), dice.pick(["", "calendar "]))
    return "\(kind)\(later) by \(calendar)\(unit) for \(dice.roll(1...5)) \(unit)s\(from)"
  }

  private mutating func outlived() -> String {
    let kind = dice.pick(Schema.kinds)
    let event = dice.pick([
      "churned", "(did \(kind))", "(did \(kind) at least 2 times)", "(churned or mentioned late)",
      "(did order then pay within 30 days)", "(did \(kind) on at least 2 days)",
    ])
    return event + dice.pick(["", " from first \(dice.pick(Schema.kinds))"])
  }

  private mutating func steps() -> String {
    var steps = (0..<dice.roll(1...3)).map { _ in dice.pick(Schema.kinds) }
    if dice.chance(20) { steps[0] = "signup" }
    if dice.chance(20) { steps.append("mentioned late") }
    var text = steps.joined(separator: " then ")
    if steps.count > 1, steps.allSatisfy({ ["order", "pay"].contains($0) }), dice.chance(70) {
      text += " on same order_id"
    }
    if dice.chance(60) { text += " within \(dice.pick(["2 days", "7 days", "3 months", "30 hours"]))" }
    if dice.chance(30) { text += " without \(dice.pick(["cancel", "refund"]))" }
    if dice.chance(20) { text += " strict" }
    return text
  }

  private mutating func way() -> String {
    let span = dice.pick(["", " within 7 days", " within 30 hours"])
    let step = dice.pick([dice.pick(Schema.kinds), "signup", "mentioned late"])
    return "\(dice.pick(["after", "before"])) \(step)\(span) for \(dice.roll(1...3)) steps"
  }
}
