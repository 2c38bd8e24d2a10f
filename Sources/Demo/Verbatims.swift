/// A message of a customer: one row of `feedback.csv`.
struct Verbatim {
  enum Channel: Int { case survey, support, review, call, forum, interview }

  var person: Int
  var at: Moment
  var channel: Channel
  /// From 0 to 10, in surveys and support.
  var score: Int?
  /// From 1 to 5, in reviews.
  var stars: Int?
  /// The seller that a review is about.
  var about: Int?
  var theme: Theme
  /// Whether it names its theme explicitly.
  var isNamed: Bool
  /// An index of `Composer.languages`.
  var language: Int
  /// The bytes of the text in `Verbatims.heap`; empty if there is only a score.
  var text: Range<Int> = 0..<0
}

/// All feedback: drawn per person, then sorted by time, then given texts.
struct Verbatims {
  private(set) var all: [Verbatim] = []
  private(set) var heap: [UInt8] = []
  private var random: Random
  private let people: [Person]

  init(people: [Person], names: [[UInt8]], orders: [Int], composer: inout Composer, seed: UInt64) {
    random = Random(seed: seed, stream: 3)
    self.people = people
    heap.reserveCapacity(2_000_000)
    all.reserveCapacity(8000)
    for index in people.indices { speak(index) }
    all.sort { ($0.at, $0.person) < ($1.at, $1.person) }
    for index in all.indices where !isScoreAlone(all[index]) {
      let verbatim = all[index]
      let person = people[verbatim.person]
      composer.order = orders[verbatim.person] == 0 ? 40_000 + random.below(30_000) : orders[verbatim.person]
      composer.shop = verbatim.about.map { names[$0] } ?? []
      let daysLeft = person.end.map { $0 - verbatim.at.day }
      let start = heap.count
      composer.compose(verbatim, by: person, daysLeft: daysLeft, into: &heap)
      all[index].text = start..<heap.count
    }
  }

  /// One survey in nine has a score and no text.
  private mutating func isScoreAlone(_ verbatim: Verbatim) -> Bool {
    verbatim.channel == .survey && !people[verbatim.person].fate.leaves && random.chance(11)
  }

  // MARK: Number of messages

  private mutating func speak(_ index: Int) {
    let person = people[index]
    let themes = Story.themes(person.role, person.fate)
    var isFirst = true
    for _ in 0..<messages(index) {
      guard let at = moment(person) else { continue }
      // People with a reason to leave mention it first.
      let theme = isFirst && person.fate.leaves ? themes[0].0 : themes[random.weighted(themes.map(\.1))].0
      guard isAsked(person, at, theme) else { continue }
      isFirst = false
      all.append(verbatim(index, at, theme))
    }
  }

  /// Whether the message is written at all, as sellers are no longer asked for feedback.
  private mutating func isAsked(_ person: Person, _ at: Moment, _ theme: Theme) -> Bool {
    guard person.role == .seller, !person.isHero, at.day > Story.lastAsked, theme != .payouts, theme != .fraud
    else {
      return true
    }
    return !random.chance(Story.unasked)
  }

  private mutating func messages(_ index: Int) -> Int {
    let person = people[index]
    if person.isHero { return 5 }
    switch person.fate {
    case .atOnce, .unused, .silently: return 0
    case .overMoney, .overFraud, .overDelivery, .otherwise: return 1 + random.below(2) + random.below(4)
    case .stays:
      guard random.chance(person.role == .seller ? 72 : 56) else { return 0 }
      if random.chance(4) { return 7 + random.below(8) }
      return 1 + random.below(person.role == .seller ? 5 : 3) + random.below(2)
    }
  }

  /// The time of a message. Sellers who leave stop writing in their last weeks, buyers complain to the end, and
  /// enterprise accounts write nothing in the last quarter.
  private mutating func moment(_ person: Person) -> Moment? {
    var last = person.end.map { $0 - 1 } ?? Story.lastDay
    var first = person.signup + 1
    if person.plan == .enterprise { last = min(last, Story.lastEnterpriseWord) }
    if person.fate == .overDelivery {
      if random.chance(70) { first = max(first, last - 35) }
    } else if person.fate.leaves {
      let draw = random.below(100)
      if draw < 10 {
        first = max(first, last - 29)
      } else {
        last -= 30
        if draw < 65 { first = max(first, last - 60) }
      }
    }
    guard first <= last else { return nil }
    let day = first + random.below(last - first + 1)
    return day <= Story.lastDay ? Moment(day: day, second: random.timeOfDay()) : nil
  }

  // MARK: Channel and score

  private mutating func verbatim(_ index: Int, _ at: Moment, _ theme: Theme) -> Verbatim {
    let person = people[index]
    var verbatim = Verbatim(
      person: index, at: at, channel: channel(person.role), theme: theme,
      isNamed: person.isHero || random.chance(Story.named(theme, person.fate)), language: person.language)
    let scores = Story.scores(theme, isNamed: verbatim.isNamed)
    let score = scores[random.below(scores.count)]
    switch verbatim.channel {
    case .survey: verbatim.score = score
    case .support: verbatim.score = random.chance(72) ? score : nil
    case .review:
      verbatim.stars = min(5, 1 + score / 2)
      if person.role == .buyer { review(&verbatim) }
    case .call, .forum, .interview: break
    }
    return verbatim
  }

  /// A buyer's review of an order is about a seller. A few sellers have cheated more than one buyer.
  private mutating func review(_ verbatim: inout Verbatim) {
    switch verbatim.theme {
    case .late, .quality, .refunds, .buyerPraise:
      verbatim.about = random.below(Story.sellers)
      guard random.chance(15) else { return }
      verbatim.theme = .cheated
      verbatim.stars = 1
      verbatim.about = random.below(28) * 41 % Story.sellers
    case .search, .prices, .leaving, .offTopic, .cheated, .payouts, .fraud, .fees, .listing, .help,
      .sellerPraise:
      break
    }
  }

  private mutating func channel(_ role: Role) -> Verbatim.Channel {
    let weights: [(Verbatim.Channel, Int)] =
      switch role {
      case .seller: [(.survey, 38), (.support, 23), (.forum, 16), (.call, 12), (.interview, 7), (.review, 4)]
      case .buyer: [(.survey, 38), (.review, 28), (.support, 23), (.forum, 5), (.call, 4), (.interview, 2)]
      }
    return weights[random.weighted(weights.map(\.1))].0
  }

  func sheet(vocabulary: Vocabulary) -> [UInt8] {
    let names = vocabulary.channels
    let channels = [names.survey, names.support, names.review, names.call, names.forum, names.interview].map {
      Array($0.utf8)
    }
    var sheet = CSVWriter(
      columns: ["id", "customer", "at", "channel", "score", "stars", "about", "text"],
      capacity: heap.count * 5 / 4 + all.count * 64)
    for (row, verbatim) in all.enumerated() {
      let person = people[verbatim.person]
      sheet.id(UInt8(ascii: "f"), row + 1, digits: 5)
      sheet.id(person.prefix, person.number, digits: 4)
      sheet.moment(verbatim.at)
      sheet.field(channels[verbatim.channel.rawValue])
      if let score = verbatim.score { sheet.number(score) } else { sheet.empty() }
      if let stars = verbatim.stars { sheet.number(stars) } else { sheet.empty() }
      if let about = verbatim.about {
        sheet.id(people[about].prefix, people[about].number, digits: 4)
      } else {
        sheet.empty()
      }
      sheet.field(heap[verbatim.text])
      sheet.endRow()
    }
    return sheet.bytes
  }
}
