/// Random worlds: small, and full of the flaws of real exports.
extension World {
  init(_ dice: inout Dice, people count: Int = 60) {
    self.init()
    var maker = WorldMaker(dice: dice, count: count)
    self = maker.world()
    dice = maker.dice
  }
}

private struct WorldMaker {
  var dice: Dice
  let count: Int
  private var place = Place.utc
  /// The last day of the data.
  private var end = 0
  private var ids: [String] = []
  private var strays: [String] = []
  /// Times at which later records may happen too.
  private var taken: [When] = []
  private var hasFractions = false

  init(dice: Dice, count: Int) {
    self.dice = dice
    self.count = count
  }

  mutating func world() -> World {
    var world = World()
    place = dice.pick(Place.all + [.newYork])
    world.place = place
    world.weekStart = dice.pick([1, 1, 7])
    hasFractions = dice.chance(25)
    world.hasStart = dice.chance(75)
    world.hasTwoScales = dice.chance(40)
    end = Almanac.day(dice.roll(2024...2026), dice.roll(1...12), dice.roll(1...28))
    if dice.chance(30) {
      // Near a clock change.
      let month = dice.pick([3, 11])
      end = Almanac.day(2025, month, dice.roll(1...12))
    }
    if dice.chance(40) { world.today = end }
    for file in World.File.allCases where dice.chance(20) && file != .sellers {
      world.filesInUTC.insert(file)
    }
    let digits = dice.chance(30)
    ids = (1...count).map { digits ? Almanac.padded($0 * 7, 4) : "c\($0)" }
    strays = (1...max(1, count / 12)).map { digits ? Almanac.padded($0 * 7 + 1, 4) : "x\($0)" }
    makeCustomers(&world)
    makeEvents(&world)
    makeMessages(&world)
    let namer = ClaimMaker(Census(world), dice: dice)
    (world.definitions, dice) = namer.definitions()
    return world
  }

  // MARK: Customers

  private mutating func makeCustomers(_ world: inout World) {
    for id in ids {
      var values: [String: Datum] = [:]
      values["name"] = maybe(90).then(.text(dice.pick(Schema.names)))
      values["plan"] = maybe(75).then(.text(dice.pick(Schema.plans)))
      values["role"] = maybe(90).then(.text(dice.pick(Schema.roles)))
      values["region"] = maybe(85).then(.text(dice.pick(Schema.regions)))
      values["mrr"] = maybe(80).then(.number(dice.roll(0...40) * 1_000 + dice.pick([0, 0, 50, 99])))
      values["spend"] = maybe(85).then(.number(dice.roll(0...20) * 500))
      values["budget"] = maybe(85).then(.number(dice.roll(0...20) * 500))
      values["seats"] = maybe(80).then(.number(dice.roll(0...12) * 100))
      values["vip"] = maybe(80).then(.flag(dice.chance(50)))
      values["signup"] = maybe(90).then(.when(attributeDate(dayPercent: 50)))
      values["churned_at"] = maybe(45).then(.when(attributeDate(dayPercent: 60)))
      values["renewed_on"] = maybe(60).then(.when(.day(end - dice.roll(-20...200))))
      // Sometimes a tag is given twice.
      let tags = dice.some(Schema.tags, dice.roll(1...3))
      values["tags"] = maybe(70).then(.list(tags.count == 3 ? tags + [tags[0]] : tags))
      values["email"] = maybe(70).then(
        .text("u\(dice.roll(1...30))@\(dice.pick(["mit.edu", "Shop.com", "ex.EDU"]))"))
      let inFirst = dice.chance(90)
      if inFirst { world.customers.append(.init(file: .customers, id: id, values: values)) }
      if inFirst, dice.chance(6) {
        // The same key again: it fills gaps, unless it contradicts the first row; then it does not count.
        var again = values.filter { _ in dice.chance(60) }
        again["plan"] = .text(dice.pick(Schema.plans))
        again["mrr"] = .number(dice.roll(0...40) * 1_000)
        world.customers.append(.init(file: .customers, id: id, values: again))
      }
      if !inFirst || dice.chance(35) {
        var more: [String: Datum] = [:]
        more["plan"] = maybe(60).then(.text(dice.pick(Schema.plans)))
        more["region"] = maybe(60).then(.text(dice.pick(Schema.regions)))
        more["seats"] = maybe(60).then(.number(dice.roll(0...12) * 100))
        more["tier"] = maybe(80).then(.text(dice.pick(Schema.tiers)))
        world.customers.append(.init(file: .sellers, id: id, values: more))
      }
    }
  }

  private mutating func maybe(_ percent: Int) -> Bool { dice.chance(percent) }

  private mutating func attributeDate(dayPercent: Int) -> When {
    let day = end - dice.roll(-25...400)
    return dice.chance(dayPercent) ? .day(day) : .instant(instant(on: day))
  }

  // MARK: Records

  private mutating func makeEvents(_ world: inout World) {
    // In many worlds all times have one precision, for which sequences are matched by another algorithm.
    let uniform = dice.pick([nil, nil, 0, 0, 100])
    let dayPercent = [
      World.File.moreEvents: uniform ?? 20, .events: uniform ?? dice.pick([0, 40, 100]),
      .orders: uniform ?? dice.pick([0, 30, 100]),
    ]
    for customer in ids + strays {
      let busy = dice.pick([0, 2, 6, 12])
      var earlier: When?
      for _ in 0..<dice.roll(busy / 2...busy) {
        let file = dice.pick([World.File.events, .events, .moreEvents])
        let kind = dice.pick(["login", "login", "login", "order", "pay", "pay", "search", "cancel"])
        var values: [String: Datum] = [:]
        for property in Schema.properties(of: kind) where property != "region" && dice.chance(85) {
          values[property] = value(of: property)
        }
        let percent = dayPercent[file] ?? 0
        let at =
          earlier.flatMap { dice.chance(25) ? later($0, percent, world) : nil } ?? moment(percent, world)
        earlier = at
        world.events.append(
          .init(file: file, customer: customer, happened: [.init(kind: kind, at: at)], values: values))
      }
      for _ in 0..<dice.roll(0...busy / 3) {
        var row = World.EventRow(
          file: .orders, id: "o\(dice.roll(1...count * 2))", customer: customer, happened: [], values: [:])
        let at = moment(dayPercent[.orders] ?? 0, world)
        if dice.chance(92) { row.happened.append(.init(kind: "order", at: at)) }
        if dice.chance(40) {
          row.happened.append(.init(kind: "refund", at: later(at, dayPercent[.orders] ?? 0, world)))
        }
        for property in ["amount", "device", "region", "gift"] where dice.chance(85) {
          row.values[property] = value(of: property)
        }
        row.values["order_id"] = row.id.map { .text($0) }
        world.events.append(row)
      }
    }
    world.events.shuffle(using: &dice)
  }

  private mutating func value(of property: String) -> Datum {
    switch property {
    case "amount": .number(dice.roll(1...20) * 500 + dice.pick([0, 0, 49]))
    case "gift": .flag(dice.chance(50))
    case "order_id": .text("o\(dice.roll(1...count * 2))")
    case _: .text(dice.pick(Schema.textProperties[property] ?? [""]))
    }
  }

  private mutating func makeMessages(_ world: inout World) {
    var prose = Prose()
    for customer in ids + strays {
      guard dice.chance(75) else { continue }
      for _ in 0..<dice.roll(1...5) {
        let file = dice.pick([World.File.survey, .tickets])
        var row = World.MessageRow(
          file: file, customer: customer, about: nil, at: moment(25, world), channel: "survey", score: nil,
          text: nil,
          values: [:])
        if dice.chance(85) { row.text = prose.text(&dice) }
        if file == .survey {
          if dice.chance(80) { row.score = dice.chance(4) ? dice.pick([11, 99]) : dice.roll(0...10) }
          if dice.chance(80) { row.values["wave"] = .text(dice.pick(["w1", "w2"])) }
        } else {
          row.id = dice.chance(5) ? "t1" : "t\(world.messages.count + 10)"
          row.channel = dice.pick(["support", "support", "chat"])
          if dice.chance(70) { row.score = dice.roll(world.hasTwoScales ? 1...5 : 0...10) }
          if dice.chance(40) { row.about = dice.pick(ids) }
          if dice.chance(80) { row.values["priority"] = .number(dice.roll(1...3) * 100) }
        }
        world.messages.append(row)
      }
    }
    for _ in 0..<count {
      var row = World.MessageRow(
        file: .reviews, customer: nil, about: dice.pick(ids), at: moment(50, world), channel: "review",
        score: nil,
        text: prose.text(&dice), values: [:])
      row.values["stars"] = .number(dice.roll(1...5) * 100)
      world.messages.append(row)
    }
    world.messages.shuffle(using: &dice)
  }

  // MARK: Times

  /// A time before the end: often recent, sometimes exactly that of another record, seldom after the clock.
  private mutating func moment(_ dayPercent: Int, _ world: World) -> When {
    if dice.chance(12), !taken.isEmpty { return dice.pick(taken) }
    var day = end - dice.roll(0...dice.pick([10, 40, 120, 420]))
    if dice.chance(15) { day = end - dice.pick([0, 1, 6, 7, 14, 28, 29, 30, 31, 59, 60, 89, 90, 91]) }
    if world.today != nil, dice.chance(6) { day = end + dice.roll(1...20) }
    let when = dice.chance(dayPercent) ? When.day(day) : .instant(instant(on: day))
    if dice.chance(30) { taken.append(when) }
    return when
  }

  /// A time after another one, often whole days later.
  private mutating func later(_ when: When, _ dayPercent: Int, _ world: World) -> When {
    if case .instant(let instant) = when, dice.chance(40) {
      let exact = When.instant(instant + dice.pick([1, 7, 14, 30]) * 86400 * Place.second)
      if place.day(exact) <= end { return exact }
    }
    let day = min(place.day(when) + dice.roll(0...20), world.today == nil ? end : end + 20)
    return dice.chance(dayPercent) ? .day(day) : .instant(instant(on: day))
  }

  /// An instant of a local day, often near midnight.
  private mutating func instant(on day: Int) -> Int {
    let start = place.start(ofDay: day)
    let length = place.start(ofDay: day + 1) - start
    var offset = dice.roll(0...length / Place.second - 1)
    if dice.chance(20) {
      offset = dice.pick([0, 1, 900, 1800, length / Place.second - 1, length / Place.second - 1700])
    }
    if dice.chance(10) { offset = offset / 3600 * 3600 }
    return start + offset * Place.second + (hasFractions && dice.chance(30) ? dice.roll(1...999) * 1000 : 0)
  }
}

extension Bool {
  fileprivate func then<T>(_ value: T) -> T? { self ? value : nil }
}
