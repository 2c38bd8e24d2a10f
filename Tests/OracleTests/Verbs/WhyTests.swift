import DataModel
import Testing

/// `why` on random worlds, compared with plain loops: who is compared with whom, over which days, who has each trait, and
/// the resulting figures.
@Suite struct WhyTests {
  /// What is asked about: how it is typed, for whom it is true, and when it became true (nil: it has no date).
  private struct Subject {
    var text: String
    var holds: (Soul) -> Bool
    var moment: ((Soul) -> When?)?
  }

  private func subjects(_ census: Census) -> [Subject] {
    func orders(_ soul: Soul) -> [Record] { soul.events.filter { $0.kind == "order" } }
    func early(_ soul: Soul) -> Record? {
      census.within(
        .within(Length(7, .day), of: .attribute("signup")), soul.events.filter { $0.kind == "login" },
        of: soul
      ).first
    }
    func late(_ soul: Soul) -> Record? { soul.said.first { $0.says(.words("late")) } }
    func later(_ one: When?, _ other: When?, first: Bool) -> When? {
      guard let one, let other else { return nil }
      return (census.place.start(one) < census.place.start(other)) == first ? one : other
    }
    let today = When.day(census.now.day)
    return [
      Subject(text: "churned", holds: { census.hasLeft($0) }, moment: { $0.time("churned_at") }),
      Subject(
        text: "did order at least 2 times", holds: { orders($0).count >= 2 },
        moment: { orders($0).dropFirst().first?.at }),
      Subject(text: "mentioned late", holds: { late($0) != nil }, moment: { late($0)?.at }),
      Subject(
        text: "churned and did order", holds: { census.hasLeft($0) && !orders($0).isEmpty },
        moment: { later($0.time("churned_at"), orders($0).first?.at, first: false) }),
      // A condition that depends on the present has no date.
      Subject(
        text: "churned and vip",
        holds: { census.hasLeft($0) && $0.attributes["vip"] == .flag(true) },
        moment: { $0.time("churned_at") }),
      Subject(
        text: "did order or mentioned late", holds: { !orders($0).isEmpty || late($0) != nil },
        moment: { soul in
          let (one, other) = (orders(soul).first?.at, late(soul)?.at)
          return one == nil || other == nil ? one ?? other : later(one, other, first: true)
        }),
      Subject(
        text: "did not order in last 60 days",
        holds: { census.within(.last(Length(60, .day)), orders($0), of: $0).isEmpty }, moment: { _ in today }),
      Subject(
        text: "did login within 7 days of signup", holds: { early($0) != nil }, moment: { early($0)?.at }),
      Subject(text: "vip", holds: { $0.attributes["vip"] == .flag(true) }, moment: nil),
    ]
  }

  @Test func traitsBeforeTheMoment() {
    var dice = Dice(Dice.seed &+ 111)
    for _ in 0..<5 {
      // More people than in other tests, so that enough have each trait.
      let world = World(&dice, people: 150)
      var heed = Heed(world)
      let census = Census(world)
      var maker = ClaimMaker(census, dice: dice)
      for subject in subjects(census) {
        let audience = maker.dice.chance(70) ? .everybody : maker.audience()
        let (days, lead) = (maker.dice.pick([nil, 20, 45]), maker.dice.pick([nil, nil, 10]))
        var query = "why \(subject.text) among \(audience.noun)"
        if let days { query += " over last \(days) days" }
        if let lead { query += " ending \(lead) days before" }
        guard let answer = heed.answer(to: query) else { continue }
        let matching = Matching(census: census, days: days ?? 90, lead: lead ?? 0)
        let compared = Compared(census.people(audience, nil).map(\.soul), subject, matching)
        check(answer, compared, "HEED_SEED=\(Dice.seed): \(query)")
      }
      dice = maker.dice
    }
  }

  // MARK: Who is compared

  private struct Compared {
    var matching: Matching
    /// Compared with everybody, and with people of the same role and plan.
    var all: [Matching.Stratum]
    var within: [Matching.Stratum]
    /// Whether the outcome never comes to somebody.
    private var never: (Soul) -> Bool
    /// What each person compared did and said on the days that count, and on the day itself as well.
    private var traits: [ObjectIdentifier: [Int: (own: Set<String>, byThen: Set<String>)]] = [:]

    init(_ people: [Soul], _ subject: Subject, _ matching: Matching) {
      self.matching = matching
      never = { !subject.holds($0) }
      let place = matching.census.place
      func segment(_ soul: Soul) -> String {
        ["role", "plan"].map { "\(soul.attributes[$0].map { "\($0)" } ?? "-")" }.joined(separator: "/")
      }
      if let moment = subject.moment {
        func outcome(_ soul: Soul) -> Int? { subject.holds(soul) ? moment(soul).map { place.day($0) } : nil }
        func unknown(_ soul: Soul) -> Bool {
          guard subject.holds(soul) else { return false }
          guard let day = outcome(soul), let start = matching.start(soul) else { return true }
          return day < start
        }
        all = matching.sets(people, outcome: outcome, unknown: unknown)
        within = matching.sets(
          people, outcome: outcome, unknown: unknown, alike: { segment($0) == segment($1) })
      } else {
        all = matching.bands(people, inside: subject.holds)
        within = matching.bands(people, inside: subject.holds, segment: segment)
      }
      for sight in (all + within).flatMap({ $0.inside + $0.outside }) {
        if traits[ObjectIdentifier(sight.soul)]?[sight.end] != nil { continue }
        let isLooked = subject.moment != nil && matching.lead == 0
        traits[ObjectIdentifier(sight.soul), default: [:]][sight.end] = (
          traits(of: sight) { sight.counts($0) },
          traits(of: sight) { sight.counts($0) || isLooked && $0 == sight.end }
        )
      }
    }

    func own(_ sight: Matching.Sight) -> Set<String> {
      traits[ObjectIdentifier(sight.soul)]?[sight.end]?.own ?? []
    }

    func byThen(_ sight: Matching.Sight) -> Set<String> {
      traits[ObjectIdentifier(sight.soul)]?[sight.end]?.byThen ?? []
    }

    var cases: [Matching.Sight] { all.flatMap(\.inside) }
    var others: [Matching.Sight] { all.flatMap(\.outside) }

    /// Whether at least half of the cases have a value of an attribute (any, or none), and almost none of the others, to
    /// whom the outcome never comes, do.
    func isTelltale(_ attribute: String) -> Bool {
      let cases = cases.map { $0.soul.attributes[attribute] }
      let others = Dictionary(
        others.filter { never($0.soul) }.map { (ObjectIdentifier($0.soul), $0.soul.attributes[attribute]) }
      ) { one, _ in one }.values
      func tells(_ has: (Datum?) -> Bool) -> Bool {
        2 * cases.count(where: has) >= cases.count && 50 * others.count(where: has) <= others.count
      }
      return others.count >= 10
        && (tells { $0 != nil } || cases.contains { value in tells { $0 == value } })
    }

    /// The number of different people.
    func people(_ sights: [Matching.Sight]) -> Int { Set(sights.map { ObjectIdentifier($0.soul) }).count }

    private func traits(of sight: Matching.Sight, _ counts: (Int) -> Bool) -> Set<String> {
      let (soul, place) = (sight.soul, matching.census.place)
      let events = soul.events.filter { counts(place.day($0.at)) }
      let said = soul.said.filter { counts(place.day($0.at)) }
      var own = Set(events.map { "event \($0.kind)" }).union(said.map { "channel \($0.kind)" })
      for message in said {
        let words = (message.utterance?.words ?? []).map { $0.isCharacter ? nil : $0.stems[0] }
        own.formUnion(words.compactMap { $0 }.map { "word \($0)" })
        for (one, other) in zip(words, words.dropFirst()) {
          if let one, let other { own.insert("phrase \(one) \(other)") }
        }
        for topic in matching.census.topics where topic.sayings.contains(where: { message.says($0) }) {
          own.insert("topic \(topic.name)")
        }
      }
      for name in ["plan", "role", "region"] {
        if case .text(let value)? = soul.attributes[name] {
          own.insert("attribute \(name): \(name) is \(value)")
        }
      }
      return own
    }
  }

  // MARK: Who has what

  private func check(_ answer: Answer, _ compared: Compared, _ place: String) {
    let (cases, others) = (compared.people(compared.cases), compared.people(compared.others))
    #expect(answer.figure("with").integer == cases, "\(place)")
    #expect(answer.figure("without").integer == others, "\(place)")
    #expect(answer.figure("days").integer == compared.matching.days, "\(place)")
    let distances = compared.all.flatMap(\.distances).sorted()
    #expect(answer.figure("comparisons").integer == compared.others.count, "\(place)")
    if !distances.isEmpty {
      func percentile(_ percent: Int) -> Int { distances[(percent * distances.count + 99) / 100 - 1] }
      #expect(answer.figure("median days apart").integer == percentile(50), "\(place)")
      #expect(answer.figure("95% days apart").integer == percentile(95), "\(place)")
    }
    guard cases >= 10, others > 0 else {
      #expect(answer.tables.isEmpty, "\(place): too few for an answer")
      return
    }
    let known = (compared.cases + compared.others).reduce(into: Set<String>()) {
      $0.formUnion(compared.own($1))
    }
    let least = max(5, (cases + others + 199) / 200)
    var shown: Set<String> = []
    var segments: [(q: Double, p: Double)] = []
    for table in answer.tables {
      let isTested = table.title?.hasPrefix("Goes with") ?? false
      let isApart = table.title?.contains("possibly part of it") ?? false
      for (row, kind) in table.texts("kind").enumerated() {
        let name = table.texts("name")[row]
        let people = (table.numbers("people with")[row] ?? 0) + (table.numbers("people without")[row] ?? 0)
        #expect(people >= Double(least), "\(place): too few have a row of \(kind)")
        let key = "\(kind) \(name)" + (kind == "attribute" ? ": \(table.texts("what")[row])" : "")
        guard known.contains(key) else {
          let isOther = ["attribute", "missing", "band", "score"].contains(kind) || name.isCut
          #expect(isOther, "\(place): nobody has \(key)")
          continue
        }
        shown.insert(key)
        func has(_ sight: Matching.Sight) -> Bool { compared.own(sight).contains(key) }
        let with = compared.people(compared.cases.filter(has))
        let without = compared.people(compared.others.filter(has))
        let counts = (table.numbers("people with")[row], table.numbers("people without")[row])
        #expect(counts == (Double(with), Double(without)), "\(place): \(key)")
        let held = HeldTrait(compared.all, has: has)
        expect(table.numbers("difference")[row], held.difference, "\(place): \(key)")
        let isSegment = kind == "attribute" && (name == "role" || name == "plan")
        if kind == "attribute" {
          #expect(isApart == compared.isTelltale(name), "\(place): \(key) apart: \(isApart)")
        }
        guard isTested else { continue }
        let q = table.numbers("q")[row] ?? -1
        if isSegment {
          segments.append((q, held.p))
          continue
        }
        let within = HeldTrait(compared.within, has: has)
        expect(table.numbers("within each")[row], within.difference, "\(place): \(key) within each")
        let isTurned = (within.difference ?? 0) * (held.difference ?? 0) < 0
        let p = within.variance == 0 || isTurned ? 1 : max(held.p, within.p)
        #expect(q >= p * (1 - 1e-9), "\(place): \(key) has q \(q) and p \(p)")
        // What comes with the outcome is listed separately.
        let cases = compared.cases.count { compared.byThen($0).contains(key) }
        let free = compared.others.filter { !$0.isOutcome }
        let isTelltale =
          kind != "attribute" && cases > 0 && 2 * cases >= compared.cases.count
          && 50 * free.count { compared.byThen($0).contains(key) } <= free.count
        #expect(!isTelltale, "\(place): \(key) may be part of it")
      }
    }
    // Nothing that five people have is missing; some words may be, for reasons that a note gives.
    for key in known where key.hasPrefix("event") || key.hasPrefix("attribute") {
      let with = compared.people(compared.cases.filter { compared.own($0).contains(key) })
      let without = compared.people(compared.others.filter { compared.own($0).contains(key) })
      let isCandidate = with + without >= least && with + without < cases + others
      #expect(shown.contains(key) == isCandidate, "\(place): \(key) \(with) \(without)")
    }
    // A value of a segment is never more significant than by itself, and the least significant is not corrected.
    for (q, p) in segments { #expect(q >= p * (1 - 1e-9), "\(place)") }
  }
}
