/// What somebody did: one row of `events.csv`.
struct Event {
  enum Kind: Int { case login, search, listItem, order, pay, deliver, refund, payout, usage, cancel }

  var kind: Kind
  var person: Int
  var at: Moment
  /// In US cents.
  var amount: Int?
  var device: Int?
  var order: Int?
}

/// All events of the marketplace.
///
/// An order occurs once: as the buyer's event, or as the seller's if a guest bought without an account. A `pay` event
/// with an order pays that order; without one it is the monthly fee.
struct Activity {
  private(set) var events: [Event] = []
  /// One order of each person, for their messages to mention.
  private(set) var orderOf: [Int]
  private var random: Random
  private var lastOrder = 40_000

  init(people: [Person], seed: UInt64) {
    random = Random(seed: seed, stream: 2)
    orderOf = Array(repeating: 0, count: people.count)
    events.reserveCapacity(80_000)
    for (index, person) in people.enumerated() {
      switch person.fate {
      case .unused: break
      case .atOnce: glance(index, person)
      case .stays, .overMoney, .overFraud, .overDelivery, .otherwise, .silently:
        visit(index, person)
      }
      payFees(index, person)
      if let left = person.left { add(.cancel, index, Moment(day: left, second: random.timeOfDay())) }
    }
    sort()
  }

  private mutating func add(
    _ kind: Event.Kind, _ person: Int, _ at: Moment, amount: Int? = nil, device: Int? = nil, order: Int? = nil
  ) {
    guard at.day <= Story.lastDay else { return }
    events.append(Event(kind: kind, person: person, at: at, amount: amount, device: device, order: order))
  }

  /// The events of somebody who leaves at once: a minute or less of looking around.
  private mutating func glance(_ index: Int, _ person: Person) {
    guard random.chance(60) else { return }
    add(.login, index, Moment(day: person.signup, second: random.below(25_000)), device: random.below(3))
  }

  private mutating func payFees(_ index: Int, _ person: Person) {
    guard person.mrr > 0, person.fate != .atOnce else { return }
    var due = person.signup
    while due < person.lastDay {
      add(.pay, index, Moment(day: due, second: 3600 + random.below(7200)), amount: person.mrr)
      due += random.chance(50) ? 30 : 31
    }
  }

  private mutating func visit(_ index: Int, _ person: Person) {
    let favourite = random.below(3)
    let gap = person.role == .seller ? 118 : 350
    // Some of those who stay become inactive without giving a reason.
    let isDrifting = person.fate == .stays && random.chance(person.role == .seller ? 12 : 45)
    let stop = isDrifting ? person.signup + 20 + random.below(200) : person.lastActiveDay
    var today = person.signup + random.below(3)
    var isFirst = true
    while today <= min(stop, person.lastActiveDay) || isFirst {
      let device = random.chance(80) ? favourite : random.below(3)
      let at = Moment(day: min(today, person.lastDay), second: random.timeOfDay())
      switch person.role {
      case .seller: keepShop(index, person, at, device, isFirst: isFirst)
      case .buyer: shop(index, person, at, device, isFirst: isFirst)
      }
      isFirst = false
      let isQuiet = person.end.map { today > $0 - Story.quietDays } ?? false
      today += 1 + random.below((isQuiet ? 5 : 1) * 2 * gap / (person.pace + 1))
    }
    switch person.role {
    case .seller: receivePayouts(index, person, until: stop)
    case .buyer:
      // The late order that made the person leave.
      if person.fate == .overDelivery, let end = person.end {
        let at = Moment(day: end - 52 + random.below(15), second: random.timeOfDay())
        placeOrder(index, person, at, favourite, isLate: true)
      }
    }
  }

  private mutating func keepShop(_ index: Int, _ person: Person, _ at: Moment, _ device: Int, isFirst: Bool) {
    add(.login, index, at, device: device)
    if random.chance(isFirst ? 80 : 42) {
      add(.listItem, index, at.later(300 + random.below(1800)), device: device)
    }
    if random.chance(8) { add(.search, index, at.later(60 + random.below(300)), device: device) }
    if random.chance(isFirst ? 30 : 16) {
      placeOrder(index, person, at.later(4000 + random.below(2 * 86400)), random.below(3), isLate: false)
    }
    if person.plan == .enterprise, random.chance(40) { add(.usage, index, at.later(random.below(1200))) }
  }

  private mutating func shop(_ index: Int, _ person: Person, _ at: Moment, _ device: Int, isFirst: Bool) {
    if isFirst || random.chance(60) { add(.login, index, at, device: device) }
    if random.chance(82) { add(.search, index, at.later(30 + random.below(600)), device: device) }
    if random.chance(isFirst ? 34 : 46) {
      let isLate = random.chance(person.fate == .overDelivery ? 65 : 28)
      placeOrder(index, person, at.later(700 + random.below(2400)), device, isLate: isLate)
    }
  }

  private mutating func placeOrder(_ index: Int, _ person: Person, _ at: Moment, _ device: Int, isLate: Bool)
  {
    guard at.day <= person.lastActiveDay else { return }
    lastOrder += 1 + random.below(4)
    let order = lastOrder
    orderOf[index] = order
    let base = [900, 1400, 1900, 2600, 3400, 4800, 7200, 12_000, 21_000, 46_000][random.below(10)]
    let amount = base + random.below(base) + (person.plan == .enterprise ? 2 * base : 0)
    add(.order, index, at, amount: amount, device: device, order: order)
    guard random.chance(94) else { return }
    let paid = at.later(40 + random.below(random.chance(85) ? 400 : 180_000))
    guard paid.day <= person.lastActiveDay else { return }
    add(.pay, index, paid, amount: amount, device: device, order: order)
    let days = isLate ? 9 + random.below(19) : 2 + random.below(5)
    let delivered = Moment(day: paid.day + days, second: 28_800 + random.below(36_000))
    guard delivered.day <= person.lastActiveDay else { return }
    if random.chance(97) { add(.deliver, index, delivered, order: order) }
    if random.chance(isLate ? 14 : 5) {
      let back = Moment(day: delivered.day + 1 + random.below(12), second: random.timeOfDay())
      guard back.day <= person.lastActiveDay else { return }
      add(.refund, index, back, amount: amount, order: order)
    }
  }

  /// A payout per month; none in the last weeks of sellers who leave because of payouts.
  private mutating func receivePayouts(_ index: Int, _ person: Person, until stop: Day) {
    let held = person.end.flatMap { person.fate == .overMoney ? $0 - Story.heldDays : nil }
    let last = held ?? min(stop, person.lastDay)
    var due = person.signup + 30
    while due < last {
      if random.chance(25 + 6 * person.pace) {
        let amount = 2000 + random.below(9000) * person.pace
        add(.payout, index, Moment(day: due, second: 21_600 + random.below(3600)), amount: amount)
      }
      due += 28 + random.below(6)
    }
  }

  private mutating func sort() {
    // Packs the time and the list position into one word per row, which sorts faster than the row.
    let base = Story.firstDay
    var keys = events.enumerated().map { index, event in
      UInt64((event.at.day - base) * 86400 + event.at.second) << 24 | UInt64(index)
    }
    keys.sort()
    events = keys.map { events[Int($0 & 0xff_ffff)] }
  }

  func sheet(people: [Person], vocabulary: Vocabulary) -> [UInt8] {
    let names = vocabulary.events
    let kinds = [
      names.login, names.search, names.listItem, names.order, names.pay, names.deliver, names.refund,
      names.payout,
      names.usage, names.cancel,
    ].map { Array($0.utf8) }
    let devices = vocabulary.devices.map { Array($0.utf8) }
    var sheet = CSVWriter(
      columns: ["customer", "event", "at", "amount", "device", "order_id"], capacity: events.count * 56)
    for event in events {
      let person = people[event.person]
      sheet.id(person.prefix, person.number, digits: 4)
      sheet.field(kinds[event.kind.rawValue])
      sheet.moment(event.at)
      if let amount = event.amount { sheet.cents(amount) } else { sheet.empty() }
      if let device = event.device { sheet.field(devices[device]) } else { sheet.empty() }
      if let order = event.order { sheet.id(UInt8(ascii: "o"), order, digits: 5) } else { sheet.empty() }
      sheet.endRow()
    }
    return sheet.bytes
  }
}
