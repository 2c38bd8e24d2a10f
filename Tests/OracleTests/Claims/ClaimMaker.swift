/// Random claims about a world, of every form that the language has.
struct ClaimMaker {
  let census: Census
  var dice: Dice
  private var world: World { census.world }
  private var today: Int { census.now.day }

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

  private mutating func claim(parts: Int) -> Claim {
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

  private mutating func leaf() -> Claim {
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

  private mutating func attributeTest() -> Claim {
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

  private mutating func textTrial(_ name: String, _ values: [String]) -> Trial {
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

  private mutating func fragment(of text: String, isStart: Bool = false) -> String {
    let length = min(text.count, dice.roll(1...3))
    let start = isStart ? 0 : dice.roll(0...text.count - length)
    let part = String(text.dropFirst(start).prefix(length))
    return dice.chance(50) ? part.uppercased() : part
  }

  private mutating func numberTrial(_ top: Int) -> Trial {
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

  private mutating func dateTest() -> Claim {
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

  private mutating func literalTime() -> When {
    if dice.chance(75) { return .day(someDay()) }
    return .instant(someInstant())
  }

  // MARK: Behaviour

  private mutating func recentKind() -> String {
    dice.pick(["login", "login", "pay", "order", "order", "search"])
  }

  private mutating func what() -> Deed.What {
    switch dice.weighted([64, 16, 26, 8, 8]) {
    case 0: .kinds([dice.pick(Schema.kinds)])
    case 1: .kinds(dice.some(Schema.kinds, dice.roll(2...3)))
    case 2: .anything
    case 4: .anythingExcept(dice.some(Schema.kinds, dice.roll(1...2)))
    case _: .attribute(dice.pick(["signup", "churned_at", "renewed_on"]))
    }
  }

  private mutating func deed() -> Deed {
    var deed = Deed(what: what())
    if dice.chance(30) { deed.filter = filter(for: deed.what) }
    if dice.chance(50) { deed.window = window() }
    if dice.chance(30) { deed.times = amount() }
    if dice.chance(14) { deed.days = amount() }
    return deed
  }

  private mutating func amount() -> Amount {
    let relation = dice.pick(Relation.allCases)
    return Amount(relation: relation, count: relation == .less ? dice.roll(1...4) : dice.roll(1...3))
  }

  /// What may stand after `with` for records of some kinds; nil where they have nothing in common to ask about.
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

  private mutating func compound(_ part: (inout ClaimMaker) -> Claim) -> Claim {
    switch dice.weighted([70, 16, 8, 6]) {
    case 0: part(&self)
    case 1: .all([part(&self), part(&self)])
    case 2: .any([part(&self), part(&self)])
    case _: .not(part(&self))
    }
  }

  private mutating func propertyTest(_ name: String) -> Claim {
    if dice.chance(8) { return .test(.property(name), .missing) }
    switch name {
    case "amount": return .test(.property(name), numberTrial(10_000))
    case "gift": return .test(.property(name), .compare(.equal, .flag(dice.chance(50))))
    case "order_id":
      return .test(.property(name), dice.chance(50) ? .missing : .contains("\(dice.roll(1...9))"))
    case _: return .test(.property(name), textTrial(name, Schema.textProperties[name] ?? [""]))
    }
  }

  private mutating func course() -> Course {
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
      // Two kinds that carry an order's id.
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

  // MARK: Voice

  private mutating func voice() -> Voice {
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

  private mutating func channels(isHeard: Bool) -> [String] {
    let known = isHeard ? ["support", "chat", "review"] : ["survey", "support", "chat"]
    return dice.some(known, dice.pick([1, 1, 2]))
  }

  private mutating func messageTest(_ voice: Voice) -> Claim {
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

  private mutating func scoreTrial() -> Trial {
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

  private mutating func near() -> Saying {
    func side(_ dice: inout Dice) -> Saying {
      switch dice.weighted([60, 15, 25]) {
      case 0: .words(dice.pick(["price", "slow", "late", "the", "trust", "bag", "refund"]))
      case 1: .prefix(dice.pick(["deliver", "s", "ref"]))
      case _: .words(dice.pick(["late delivery", "is", "shops", "遅い"]))
      }
    }
    return .near(side(&dice), side(&dice), dice.chance(50) ? nil : dice.roll(1...10))
  }

  // MARK: Values

  private mutating func valueTest() -> Claim {
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

  private mutating func countTrial() -> Trial {
    .compare(dice.pick(Relation.allCases), .number(dice.roll(1...3) * 100))
  }

  private mutating func source() -> Source {
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

  private mutating func amountTerm() -> Term {
    let figures = [
      Figure.average, .median, .total, .total, .min, .max, .latest, .first, .percentile(90), .percentile(25),
    ]
    return .aggregate(dice.pick(figures), "amount", recordSource(dice.pick(["order", "pay", "pay"])))
  }

  // MARK: Time

  private mutating func someDay() -> Int {
    today - dice.pick([dice.roll(0...20), dice.roll(0...100), dice.roll(0...400)])
  }

  private mutating func someInstant() -> Int {
    // Sometimes the very moment of a record.
    let exact = census.events.compactMap { record -> Int? in
      if case .instant(let instant) = record.at { return instant }
      return nil
    }
    // A clock that shows a time twice cannot be asked about by that time.
    if dice.chance(40), !exact.isEmpty {
      let instant = dice.pick(exact)
      let whole = instant - instant % Place.second
      if census.place.instant(atLocal: census.place.local(whole)) == whole { return whole }
    }
    let wall =
      someDay() * Place.dayLength + dice.roll(3...23) * Place.hour + dice.pick([0, 30]) * 60 * Place.second
    return census.place.instant(atLocal: wall)
  }

  private mutating func somePeriod(inMoment: Bool = false) -> Period {
    let (year, month, _) = Almanac.civil(someDay())
    switch dice.roll(inMoment ? 2...4 : 1...4) {
    case 1: return .year(year)
    case 2: return .quarter(year, (month + 2) / 3)
    case 3: return .month(year, month)
    case _: return .week(year, dice.roll(1...52))
    }
  }

  private mutating func someLength() -> Length {
    let (count, unit) = dice.pick([
      (1, Unit.day), (7, .day), (14, .day), (30, .day), (60, .day), (90, .day), (180, .day), (2, .week),
      (4, .week),
      (12, .week), (1, .month), (2, .month), (3, .month), (6, .month), (1, .quarter), (2, .quarter),
      (1, .year),
    ])
    return Length(count, unit)
  }

  /// Inside a value, and beside the span of a sequence, there is no `within … of`.
  private mutating func window(inValue: Bool = false) -> Window {
    switch dice.weighted([14, 5, 5, 6, 3, 7, 7, 7, 7, 6, 6, 6, 6, 5, inValue ? 0 : 8, 5]) {
    case 0: .last(someLength())
    case 1: .lastWhole(dice.pick([.day, .week, .month, .quarter, .year]))
    case 2: .this(dice.pick([.week, .month, .quarter, .year]))
    case 3: .period(somePeriod())
    case 4: .on(someDay())
    case 5: .since(anchor())
    case 6: .before(anchor())
    case 7: .after(anchor())
    case 8: .over(dice.chance(15) ? Length(dice.pick([24, 100]), .hour) : someLength())
    case 9: betweenDates()
    case 10: betweenAgo()
    case 11: betweenBefore()
    case 12: .inBefore(Length(dice.pick([7, 14, 30, 60, 90]), .day), personal())
    case 13: .inAfter(Length(dice.pick([7, 14, 30, 60, 90]), .day), personal())
    case 14: .within(someLength(), of: personal())
    case _: .last(Length(dice.pick([12, 24, 48, 240, 1000]), .hour))
    }
  }

  private mutating func betweenDates() -> Window {
    let days = [someDay(), someDay() - dice.roll(0...60)].sorted()
    if dice.chance(20) { return .between(.period(.month(Almanac.civil(days[0]).year, 1)), .day(days[1])) }
    return .between(.day(days[0]), dice.chance(20) ? .today : .day(days[1]))
  }

  private mutating func betweenAgo() -> Window {
    let near = dice.roll(0...60)
    if dice.chance(25) { return .betweenAgo(near / 20 + dice.roll(1...4), near / 20, .month) }
    return .betweenAgo(near + dice.roll(5...120), near, .day)
  }

  private mutating func betweenBefore() -> Window {
    let near = dice.roll(0...20)
    return .betweenBefore(near + dice.roll(5...90), near, .day, personal())
  }

  private mutating func anchor() -> Anchor {
    switch dice.weighted([28, 9, 9, 9, 12, 33]) {
    case 0: .day(someDay())
    case 1: .instant(someInstant())
    case 2: .period(somePeriod(inMoment: true))
    case 3: dice.pick([.today, .yesterday])
    case 4: .ago(dice.chance(15) ? Length(dice.pick([12, 100]), .hour) : someLength())
    case _: personal()
    }
  }

  /// A moment of the person's own.
  private mutating func personal() -> Anchor {
    switch dice.weighted([40, 25, 25, 10]) {
    case 0: return .attribute(dice.pick(["signup", "signup", "churned_at", "renewed_on"]))
    case 1:
      let kind = recentKind()
      return .first(kind, dice.chance(12) ? filter(for: .kinds([kind])) : nil)
    case 2:
      let kind = recentKind()
      return .last(kind, dice.chance(12) ? filter(for: .kinds([kind])) : nil)
    case _: return dice.pick([.start, .end])
    }
  }
}

extension Claim {
  /// What has a negative of its own in the language: `did nothing`, `said nothing`.
  fileprivate var hasNegativeWords: Bool {
    switch self {
    case .did(let deed): deed.what == .anything && deed.filter == nil && deed.times == nil && deed.days == nil
    case .voice(let voice): voice.what == .something && voice.times == nil
    case .test(_, .contains), .test(_, .between), .test(_, .missing), .test(_, .oneOf): true
    case .not, .all, .any, .bare, .course, .test: false
    }
  }
}
