/// A customer of the marketplace.
struct Person {
  var role: Role
  /// The number within the role, from 1.
  var number: Int
  var plan: Plan
  var fate: Fate
  var region: Int
  var language: Int
  var signup: Day
  /// The day on which they leave, perhaps after the last day of the data.
  var end: Day?
  /// The monthly fee in US cents.
  var mrr: Int
  /// The activity level, from 1 to 10.
  var pace: Int
  var uploadsInBulk = false
  var shard = 0
  var isPlanKnown: Bool
  var isRegionKnown: Bool

  var prefix: UInt8 {
    switch role {
    case .seller: UInt8(ascii: "s")
    case .buyer: UInt8(ascii: "b")
    }
  }

  /// The day on which they left; nil if they had not left by the end of the data.
  var left: Day? { end.flatMap { $0 <= Story.lastDay ? $0 : nil } }
  /// The day on which they left, or the last day of the data.
  var lastDay: Day { left ?? Story.lastDay }
  /// The last day with activity; on the day of leaving they only cancel.
  var lastActiveDay: Day { left.map { $0 - 1 } ?? Story.lastDay }
}

/// All customers, sellers first.
struct People {
  private(set) var all: [Person] = []
  private var random: Random
  private let vocabulary: Vocabulary
  /// The languages of regions; 0 is English.
  private let languages: [String]

  init(vocabulary: Vocabulary, languages: [String], seed: UInt64) {
    random = Random(seed: seed, stream: 1)
    self.vocabulary = vocabulary
    self.languages = languages
    all.reserveCapacity(Story.sellers + Story.buyers)
    settle(.seller, Story.sellers)
    settle(.buyer, Story.buyers)
    dealBulkUpload()
    dealShards()
  }

  private mutating func settle(_ role: Role, _ count: Int) {
    let plans = random.deck(count, Story.plans(role), rest: Plan.free)
    var fates: [[Fate]] = Plan.allCases.map { plan in
      let people = plans.count { $0 == plan }
      return random.deck(people, Story.fates(role, plan), rest: .stays)
    }
    let regions = random.deck(
      count, vocabulary.regions.enumerated().map { ($0.offset, $0.element.share) }, rest: 0)
    let base = all.count
    for index in 0..<count {
      let plan = plans[index]
      let fate = fates[plan.rawValue].popLast() ?? .stays
      all.append(person(role, index + 1, plan, fate, region: regions[index]))
    }
    if role == .seller { cast(base + Story.hero - 1) }
  }

  private mutating func person(_ role: Role, _ number: Int, _ plan: Plan, _ fate: Fate, region: Int) -> Person
  {
    let (signup, end) = life(fate)
    let home = vocabulary.regions[region]
    let speaksIt = random.chance(home.speakers)
    let seats = plan == .enterprise ? random.below(6) : random.below(8) / 6
    let fee = Story.fee(role, plan)
    return Person(
      role: role, number: number, plan: plan, fate: fate, region: region,
      language: speaksIt ? languages.firstIndex(of: home.language) ?? 0 : 0, signup: signup, end: end,
      mrr: fee + fee / 4 * seats, pace: [1, 1, 2, 2, 2, 3, 3, 4, 6, 10][random.below(10)],
      isPlanKnown: !random.chance(1),
      isRegionKnown: !random.chance(2))
  }

  /// The days on which a person joined and left.
  private mutating func life(_ fate: Fate) -> (Day, Day?) {
    let (first, last) = (Story.firstDay, Story.lastDay)
    switch fate {
    case .stays:
      return (first + random.below(last - first - 1), nil)
    case .unused:
      return (first + random.below(last - first - 150), nil)
    case .atOnce:
      let signup = first + random.below(last - first - 4)
      return (signup, signup + random.below(3))
    case .overMoney, .overFraud, .overDelivery, .otherwise, .silently:
      // Most leave in the last year, at an increasing rate and after four months at the earliest; some leave after the
      // data end.
      let end = last + Story.daysToCome - random.below(random.chance(60) ? 240 : 440)
      let signup = first + random.below(min(end - 120, last - 60) - first)
      return (signup, end)
    }
  }

  /// Makes one seller the example that the documentation quotes.
  private mutating func cast(_ index: Int) {
    all[index].plan = .pro
    all[index].fate = .overMoney
    all[index].mrr = Story.fee(.seller, .pro)
    all[index].pace = 6
    all[index].region = 0
    all[index].language = 0
    all[index].signup = day(2024, 3, 11)
    all[index].end = day(2025, 5, 27)
    all[index].isPlanKnown = true
    all[index].isRegionKnown = true
  }

  /// Assigns bulk upload so that, within a plan, it is independent of leaving.
  private mutating func dealBulkUpload() {
    var dealt: [Int: Int] = [:]
    for index in all.indices where all[index].role == .seller {
      let person = all[index]
      let group = person.plan.rawValue * 2 + (person.left == nil ? 0 : 1)
      let share = Story.bulkUpload(person.plan)
      let before = dealt[group] ?? random.below(100)
      dealt[group] = before + share
      all[index].uploadsInBulk = (before + share) / 100 > before / 100
    }
  }

  /// Assigns shards evenly, so that they are independent of leaving.
  private mutating func dealShards() {
    for role in Role.allCases {
      for leaves in [false, true] {
        var group = all.indices.filter { all[$0].role == role && (all[$0].left != nil) == leaves }
        random.shuffle(&group)
        for (place, index) in group.enumerated() { all[index].shard = place % vocabulary.shards.count }
      }
    }
  }

  func sheet(names: [[UInt8]]) -> [UInt8] {
    var sheet = CSVWriter(
      columns: [
        "id", "name", "role", "plan", "region", "signup", "mrr", "churned_at", "bulk_upload", "shard",
      ], capacity: all.count * 96)
    for (person, name) in zip(all, names) {
      sheet.id(person.prefix, person.number, digits: 4)
      sheet.field(name)
      sheet.field((person.role == .seller ? vocabulary.seller : vocabulary.buyer).utf8)
      if person.isPlanKnown {
        sheet.field(vocabulary.plans[person.plan.rawValue].utf8)
      } else {
        sheet.empty()
      }
      if person.isRegionKnown {
        sheet.field(vocabulary.regions[person.region].name.utf8)
      } else {
        sheet.empty()
      }
      sheet.date(person.signup)
      sheet.cents(person.mrr)
      if let left = person.left { sheet.date(left) } else { sheet.empty() }
      sheet.field((person.uploadsInBulk ? "Yes" : "No").utf8)
      sheet.field(vocabulary.shards[person.shard].utf8)
      sheet.endRow()
    }
    return sheet.bytes
  }
}
