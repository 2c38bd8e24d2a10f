/// A random workspace: people who do and say things, and leave. Its kind says what is related to leaving.
public struct World {
  public enum Kind: String, CaseIterable, Sendable {
    /// Nothing that is offered as an explanation is related to leaving.
    case plain, onboarding, shock, launch, heavyUsers, earlyLeavers, survivor, planDriven, season, trial
    case renewal, twoSegments, cohorts
    /// Something is, and must be found, or distinguished from another cause.
    case doubledHazard, leavingWord, simpson, survey

    public var isNull: Bool {
      switch self {
      case .plain, .onboarding, .shock, .launch, .heavyUsers, .earlyLeavers, .survivor, .planDriven, .season,
        .trial, .renewal, .twoSegments, .cohorts:
        true
      case .doubledHazard, .leavingWord, .simpson, .survey: false
      }
    }
  }

  struct Person {
    var start: Int
    var plan: Int
    var region: Int
    /// For heavy users, a factor for all rates.
    var zeal = 1.0
    /// Whether they do early what others do late.
    var flag = false
    var attributes: [String] = []
    var left: Int?
  }

  struct Record {
    var person: Int
    var day: Int
    var what: String
  }

  let kind: Kind
  var people: [Person] = []
  var events: [Record] = []
  var messages: [Record] = []

  /// Eighteen months; people start in the first thirteen.
  static let days = 540
  static let starting = 400
  static let kinds = 20
  static let words = 60
  /// Attributes, by number, that have other values for later starters in cohorts.
  static let drifting = [0, 3, 6, 9, 12, 15]

  public init(_ kind: Kind, people count: Int, seed: UInt64) {
    self.kind = kind
    var chance = Chance(seed)
    for _ in 0..<count { people.append(person(&chance)) }
    for index in people.indices { live(index, &chance) }
    // The clock is the last day.
    events.append(Record(person: 0, day: World.days, what: "e0"))
  }

  // MARK: Who they are

  private func person(_ chance: inout Chance) -> Person {
    let start = chance.below(World.starting)
    let isLate = Double(start) / Double(World.starting)
    let plan = kind == .cohorts ? (chance.holds(0.2 + 0.6 * isLate) ? 1 : 0) : chance.below(3)
    var person = Person(start: start, plan: plan, region: chance.below(4))
    // From one to ten times, relative to the least.
    if kind == .heavyUsers { person.zeal = 0.3 * pow10(chance.unit()) }
    person.flag = chance.holds(kind == .simpson ? (plan == 0 ? 0.8 : 0.15) : 0.4)
    if kind == .cohorts { person.flag = chance.holds(0.15 + 0.7 * isLate) }
    for column in 0..<17 {
      let value = chance.unit() + (kind == .cohorts && World.drifting.contains(column) ? isLate : 0)
      switch column {
      case 0..<5: person.attributes.append("v\(Int(value * Double(2 + column)))")
      case 5..<8: person.attributes.append(value > 0.5 ? "true" : "false")
      case 8..<11: person.attributes.append("\(Int(value * 1000))")
      case 11..<13: person.attributes.append("\(Int(value * 3))")
      case 13..<15: person.attributes.append(chance.holds(0.3) ? "" : "w\(Int(value * 8))")
      case _: person.attributes.append("\((value * 100).rounded() / 100)")
      }
    }
    return person
  }

  private func pow10(_ exponent: Double) -> Double {
    // 10 to a power below 1, by the series of e.
    var (sum, term) = (1.0, 1.0)
    for step in 1..<30 {
      term *= exponent * 2.302585092994046 / Double(step)
      sum += term
    }
    return sum
  }

  // MARK: What they do

  private mutating func live(_ index: Int, _ chance: inout Chance) {
    let person = people[index]
    var triggers: [Int] = []
    if kind == .doubledHazard {
      var at = Double(person.start)
      while true {
        at += chance.wait(0.006)
        if at >= Double(World.days) { break }
        triggers.append(Int(at))
      }
    }
    var left: Int?
    for day in person.start..<World.days {
      let recent = triggers.contains { $0 < day && day - $0 <= 60 }
      if chance.holds(hazard(person, day) * (recent ? 2 : 1)) {
        left = day
        break
      }
    }
    people[index].left = left
    let end = left ?? World.days
    events += triggers.filter { $0 < end }.map { Record(person: index, day: $0, what: "trigger") }
    act(index, until: end, &chance)
    speak(index, until: end, &chance)
    if let left { leave(index, left, &chance) }
  }

  private mutating func act(_ index: Int, until end: Int, _ chance: inout Chance) {
    let person = people[index]
    for number in 0..<World.kinds {
      let highest = 0.012 / (1 + Double(number % 7)) * 6
      var at = Double(person.start)
      while true {
        at += chance.wait(highest * person.zeal)
        if at >= Double(end) { break }
        if chance.holds(eagerness(person, Int(at), number) / 6) {
          events.append(Record(person: index, day: Int(at), what: "e\(number)"))
        }
      }
    }
    // Events that everybody has at some time of their life.
    func once(_ name: String, on day: Int) {
      if day < end { events.append(Record(person: index, day: day, what: name)) }
    }
    switch kind {
    case .onboarding:
      for step in 0..<4 { once("setup\(step)", on: person.start + chance.below(30 + 10 * step)) }
    case .trial: once("trial_mail", on: person.start + 10 + chance.below(4))
    case .renewal: once("renewal_notice", on: person.start + 335 + chance.below(29))
    case .plain, .shock, .launch, .heavyUsers, .earlyLeavers, .survivor, .planDriven, .season, .twoSegments,
      .cohorts, .doubledHazard, .leavingWord, .simpson, .survey:
      break
    }
  }

  private mutating func speak(_ index: Int, until end: Int, _ chance: inout Chance) {
    let person = people[index]
    var at = Double(person.start)
    while true {
      at += chance.wait(0.006 * person.zeal)
      if at >= Double(end) { return }
      var words = (0..<3 + chance.below(5)).map { _ in word(chance.below(World.words)) }
      if kind == .planDriven, person.plan == 0 {
        for special in 0..<3 where chance.holds(0.4) { words.append(word(special)) }
      }
      if kind == .twoSegments, person.region == 0, chance.holds(0.5) { words.append(word(4)) }
      messages.append(Record(person: index, day: Int(at), what: words.joined(separator: " ")))
    }
  }

  private mutating func leave(_ index: Int, _ day: Int, _ chance: inout Chance) {
    if kind == .leavingWord, chance.holds(1 / 3.0) {
      let said = day - 1 - chance.below(20)
      if said >= people[index].start {
        messages.append(Record(person: index, day: said, what: "zuvorek \(word(chance.below(World.words)))"))
      }
    }
    if kind == .survey {
      let asked = max(people[index].start, day - chance.below(2))
      events.append(Record(person: index, day: asked, what: "cancellation_survey"))
    }
  }

  /// Made-up words of two syllables.
  private func word(_ number: Int) -> String {
    let syllables = ["ba", "do", "fi", "gu", "ka", "lo", "mi", "nu"]
    return syllables[number % 8] + syllables[number / 8 % 8] + "k"
  }
}
