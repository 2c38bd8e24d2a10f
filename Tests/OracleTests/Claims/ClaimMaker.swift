/// Random claims about a world, of every form that the language has.
struct ClaimMaker {
  let census: Census
  var dice: Dice
  var world: World { census.world }
  var today: Int { census.now.day }

  init(_ census: Census, dice: Dice) {
    self.census = census
    self.dice = dice
  }

  /// Names for the workspace to define, each after those that it uses.
  func definitions() -> ([World.Definition], Dice) {
    var maker = self
    var result: [World.Definition] = []
    for name in ["risky", "keen"] {
      result.append(.init(name: name, meaning: .condition(maker.claim(parts: 2))))
    }
    for name in ["orders_made", "worth"] {
      let term = name == "worth" ? maker.amountTerm() : Term.count(maker.source())
      result.append(.init(name: name, meaning: .value(term)))
    }
    result.append(
      .init(
        name: "safety",
        meaning: .topic([.words("trust"), .prefix("scam"), .words("fraud"), .words("rip off")])))
    result.append(
      .init(name: "money", meaning: .topic([maker.saying(depth: 1), .words("price"), .words("refund")])))
    return (result, maker.dice)
  }

  // MARK: Conditions

  mutating func claim() -> Claim { claim(parts: dice.pick([1, 2, 2, 3, 3, 4, 4])) }

  mutating func claim(parts: Int) -> Claim {
    guard parts > 1 else {
      let leaf = leaf()
      return dice.chance(leaf.hasNegativeWords ? 60 : 25) ? .not(leaf) : leaf
    }
    let left = dice.roll(1...parts - 1)
    let sides = [claim(parts: left), claim(parts: parts - left)]
    var whole: Claim
    if dice.chance(50) {
      whole = .all(sides.flatMap { if case .all(let inner) = $0 { inner } else { [$0] } })
    } else {
      whole = .any(sides.flatMap { if case .any(let inner) = $0 { inner } else { [$0] } })
    }
    if dice.chance(15) { whole = .not(whole) }
    return whole
  }

  mutating func leaf() -> Claim {
    switch dice.weighted([14, 10, 24, 16, 22, 24, 8]) {
    case 0: attributeTest()
    case 1: dateTest()
    case 2: .did(deed())
    case 3: .course(course())
    case 4: .voice(voice())
    case 5: valueTest()
    case _: .bare(bare())
    }
  }

  mutating func bare() -> Bare {
    let conditions = world.definitions.compactMap { definition -> Bare? in
      if case .condition(let claim) = definition.meaning { return .defined(definition.name, claim) }
      return nil
    }
    switch dice.weighted([20, 20, 20, 20, 20, 20]) {
    case 0: return .event(dice.pick(Schema.kinds))
    case 1: return .flag(dice.pick(Schema.flags))
    case 2:
      let name = dice.pick(Schema.bareDates.keys.sorted())
      return .date(name, attribute: Schema.bareDates[name] ?? name)
    case 3:
      if dice.chance(25) { return .merchant }
      return dice.chance(50)
        ? .value(dice.pick(Schema.plans), attribute: "plan")
        : .value(dice.pick(Schema.roles), attribute: "role")
    case 4:
      let names =
        ["active", "dormant", "new"] + (world.hasTwoScales ? [] : ["promoter", "passive", "detractor"])
      return .prelude(dice.pick(names))
    case _: return conditions.isEmpty ? .flag("vip") : dice.pick(conditions)
    }
  }

  // MARK: Attributes

  mutating func attributeTest() -> Claim {
    switch dice.weighted([40, 25, 8, 8, 10, 9]) {
    case 0:
      let name = dice.pick(Schema.texts.keys.sorted())
      return .test(.attribute(name, their: dice.chance(8)), textTrial(name, Schema.texts[name] ?? []))
    case 1:
      let name = dice.pick(Schema.numbers)
      return .test(
        .attribute(name, their: false), numberTrial(name == "mrr" ? 40_000 : name == "seats" ? 1_200 : 10_000)
      )
    case 2: return .test(.attribute("vip", their: false), .compare(.equal, .flag(dice.chance(50))))
    case 3:
      return .test(
        .attribute("email", their: false), textTrial("email", ["mit.edu", "shop.com", "EX.edu", "u1"]))
    case 4:
      return .test(
        .attribute("tags", their: false),
        dice.chance(80) ? .compare(.equal, .text(dice.pick(Schema.tags))) : .missing)
    case _:
      return .test(
        .attribute(dice.pick(["region", "plan", "mrr", "signup", "tier"]), their: false), .missing)
    }
  }

  mutating func textTrial(_ name: String, _ values: [String]) -> Trial {
    let isFree = name == "email" || name == "name"
    switch dice.weighted(isFree ? [5, 5, 35, 20, 20, 15] : [45, 25, 10, 7, 7, 6]) {
    case 0: return .compare(.equal, .text(isFree ? dice.pick(Schema.names) : dice.pick(values)))
    case 1: return .oneOf(dice.some(isFree ? Schema.names : values, dice.roll(1...2)).map { .text($0) })
    case 2: return .contains(fragment(of: dice.pick(values)))
    case 3: return .starts(fragment(of: dice.pick(values), isStart: true))
    case 4:
      return .ends(dice.chance(50) ? String(dice.pick(values).suffix(2)) : dice.pick(values).uppercased())
    case _:
      return .matches(
        dice.pick(["^A", "[aeiou]d", "^.{3,6}$", "ltd", "o$", "^[fgn]", "é|ã|o"]),
        ignoresCase: dice.chance(50))
    }
  }

  mutating func fragment(of text: String, isStart: Bool = false) -> String {
    let length = min(text.count, dice.roll(1...3))
    let start = isStart ? 0 : dice.roll(0...text.count - length)
    let part = String(text.dropFirst(start).prefix(length))
    return dice.chance(50) ? part.uppercased() : part
  }

  mutating func numberTrial(_ top: Int) -> Trial {
    let step = top >= 10_000 ? 500 : 100
    func number(_ dice: inout Dice) -> Datum {
      .number(dice.roll(top / step / 6...top * 5 / step / 6) * step)
    }
    switch dice.weighted([70, 12, 18]) {
    case 0: return .compare(dice.pick(Relation.allCases), number(&dice))
    case 1: return .oneOf([number(&dice), number(&dice), number(&dice)])
    case _:
      let low = dice.roll(0...top / step / 2) * step
      return .between(.number(low), .number(low + dice.roll(top / step / 5...top / step / 2) * step))
    }
  }

  mutating func dateTest() -> Claim {
    if dice.chance(20) {
      let name = dice.pick(["churned", "renewed"])
      return .test(.bare(name, attribute: Schema.bareDates[name] ?? name), .within(window()))
    }
    let term: Term =
      dice.chance(60)
      ? .attribute(dice.pick(Schema.dates), their: false)
      : .moment(dice.chance(50) ? .last(recentKind(), nil) : .first(recentKind(), nil))
    switch dice.weighted([70, 18, 12]) {
    case 0: return .test(term, .within(window()))
    case 1: return .test(term, .compare(dice.pick(Relation.allCases), .when(literalTime())))
    case _:
      return .test(
        term, .compareTerm(dice.pick(Relation.allCases.filter { $0 != .equal }), .moment(personal())))
    }
  }

  mutating func literalTime() -> When {
    if dice.chance(75) { return .day(someDay()) }
    return .instant(someInstant())
  }

  // MARK: Behaviour

  mutating func recentKind() -> String {
    dice.pick(["login", "login", "pay", "order", "order", "search"])
  }

  mutating func what() -> Deed.What {
    switch dice.weighted([64, 16, 26, 8, 8]) {
    case 0: .kinds([dice.pick(Schema.kinds)])
    case 1: .kinds(dice.some(Schema.kinds, dice.roll(2...3)))
    case 2: .anything
    case 4: .anythingExcept(dice.some(Schema.kinds, dice.roll(1...2)))
    case _: .attribute(dice.pick(["signup", "churned_at", "renewed_on"]))
    }
  }

  mutating func deed() -> Deed {
    var deed = Deed(what: what())
    if dice.chance(30) { deed.filter = filter(for: deed.what) }
    if dice.chance(50) { deed.window = window() }
    if dice.chance(30) { deed.times = amount() }
    if dice.chance(14) { deed.days = amount() }
    return deed
  }

  mutating func amount() -> Amount {
    let relation = dice.pick(Relation.allCases)
    return Amount(relation: relation, count: relation == .less ? dice.roll(1...4) : dice.roll(1...3))
  }

  /// A condition that can follow `with` for records of some kinds; nil if they have no property in common.
  mutating func filter(for what: Deed.What) -> Claim? {
    switch what {
    case .attribute: return nil
    case .anything, .anythingExcept:
      return .test(.attribute("plan", their: true), textTrial("plan", Schema.plans))
    case .kinds(let kinds):
      let shared = Schema.properties(of: kinds[0]).filter { property in
        kinds.allSatisfy { Schema.properties(of: $0).contains(property) }
      }
      let isShared =
        Set(kinds.flatMap { Schema.properties(of: $0) }).contains("region") == shared.contains("region")
      guard isShared else { return nil }
      return compound { maker in
        if shared.isEmpty || maker.dice.chance(12) {
          return .test(
            .attribute("plan", their: maker.dice.chance(50)), maker.textTrial("plan", Schema.plans))
        }
        return maker.propertyTest(maker.dice.pick(shared))
      }
    }
  }

  mutating func compound(_ part: (inout ClaimMaker) -> Claim) -> Claim {
    switch dice.weighted([70, 16, 8, 6]) {
    case 0: part(&self)
    case 1: .all([part(&self), part(&self)])
    case 2: .any([part(&self), part(&self)])
    case _: .not(part(&self))
    }
  }

  mutating func propertyTest(_ name: String) -> Claim {
    if dice.chance(8) { return .test(.property(name), .missing) }
    switch name {
    case "amount": return .test(.property(name), numberTrial(10_000))
    case "gift": return .test(.property(name), .compare(.equal, .flag(dice.chance(50))))
    case "order_id":
      return .test(.property(name), dice.chance(50) ? .missing : .contains("\(dice.roll(1...9))"))
    case _: return .test(.property(name), textTrial(name, Schema.textProperties[name] ?? [""]))
    }
  }

  mutating func course() -> Course {
    func step(_ maker: inout ClaimMaker, mayFilter: Bool = true) -> Course.Step {
      let kinds = maker.dice.chance(15) ? maker.dice.some(Schema.kinds, 2) : [maker.recentKind()]
      let what: Deed.What = .kinds(kinds)
      return .init(
        what: .deed(what), filter: mayFilter && maker.dice.chance(15) ? maker.filter(for: what) : nil)
    }
    var course = Course(steps: [step(&self)])
    if dice.chance(15) {
      course.steps[0] = .init(what: .deed(.attribute(dice.pick(["signup", "renewed_on"]))))
    }
    for _ in 0..<dice.pick([1, 1, 1, 2]) {
      if dice.chance(25) {
        course.steps.append(.init(what: .mentioned(saying(depth: 1))))
      } else {
        course.steps.append(step(&self))
      }
    }
    if dice.chance(35) { course.steps[course.steps.count - 1].isAbsent = true }
    if dice.chance(50) {
      course.span = dice.pick([
        Length(7, .day), Length(14, .day), Length(30, .day), Length(1, .day), Length(2, .week),
        Length(1, .month),
        Length(2, .month), Length(90, .day),
      ])
    }
    if dice.chance(25) { course.window = window(inValue: course.span != nil) }
    course.isConfined = dice.chance(30)
    if dice.chance(20) { course.times = amount() }
    if dice.chance(4) { course.days = amount() }
    if dice.chance(22) {
      // Two kinds that have an order id.
      let keyed = ["order", "pay", "refund"]
      let isAbsent = course.steps[course.steps.count - 1].isAbsent
      course.steps = dice.some(keyed, 2).map { .init(what: .deed(.kinds([$0]))) }
      if dice.chance(50) {
        course.steps = ["order", dice.pick(["pay", "refund", "order"])].map {
          .init(what: .deed(.kinds([$0])))
        }
      }
      course.steps[1].isAbsent = isAbsent
      course.sameKey = "order_id"
      if dice.chance(60) { course.window = nil }
    }
    return course
  }
}

extension Claim {
  /// Whether it has a negative word in the language: `did nothing`, `said nothing`.
  fileprivate var hasNegativeWords: Bool {
    switch self {
    case .did(let deed): deed.what == .anything && deed.filter == nil && deed.times == nil && deed.days == nil
    case .voice(let voice): voice.what == .something && voice.times == nil
    case .test(_, .contains), .test(_, .between), .test(_, .missing), .test(_, .oneOf): true
    case .not, .all, .any, .bare, .course, .test: false
    }
  }
}
