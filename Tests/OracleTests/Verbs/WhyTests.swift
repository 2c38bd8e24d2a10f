import DataModel
import Testing

/// `why` on random worlds: who is compared, over which days, and who of them has each trait, against loops.
@Suite struct WhyTests {
  /// What is asked about: how it is typed, of whom it is true, and when it became so (nil: it has no date).
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
      // More people than elsewhere, so that enough have each trait.
      let world = World(&dice, people: 150)
      var heed = Heed(world)
      let census = Census(world)
      var maker = ClaimMaker(census, dice: dice)
      for subject in subjects(census) {
        let audience = maker.dice.chance(70) ? .everybody : maker.audience()
        let days = maker.dice.pick([nil, 20, 45])
        var query = "why \(subject.text) among \(audience.noun)"
        if let days { query += " over last \(days) days" }
        guard let answer = heed.answer(to: query) else { continue }
        let people = census.people(audience, nil).map(\.soul)
        let compared = compared(people, subject, days.map { [$0] } ?? [90, 30], census)
        check(answer, compared, census, "HEED_SEED=\(Dice.seed): \(query)")
      }
      dice = maker.dice
    }
  }

  // MARK: Who is compared

  private struct Compared {
    var days: Int?
    /// With it and without it.
    var with: [Soul] = []
    var without: [Soul] = []
    /// The days of each that count.
    var windows: [String: Range<Int>] = [:]

    func counts(_ record: Record, _ soul: Soul, _ place: Place) -> Bool {
      days == nil || windows[soul.id]?.contains(place.day(record.at)) ?? false
    }
  }

  private func compared(_ people: [Soul], _ subject: Subject, _ lookBacks: [Int], _ census: Census)
    -> Compared
  {
    let (inside, outside) = (people.filter(subject.holds), people.filter { !subject.holds($0) })
    guard let moment = subject.moment else { return Compared(with: inside, without: outside) }
    func start(_ soul: Soul) -> Int? { census.moment(.start, of: soul).map { census.place.day($0) } }
    // Days from the start to the moment.
    var tenures: [String: Int] = [:]
    for soul in inside {
      if let start = start(soul), let at = moment(soul) {
        tenures[soul.id] = max(0, census.place.day(at) - start)
      }
    }
    let drawn = tenures.values.sorted()
    for soul in outside {
      guard let start = start(soul) else { continue }
      let end =
        census.moment(.end, of: soul).map { min(census.now.day, census.place.day($0)) } ?? census.now.day
      let donors = drawn.filter { $0 <= max(0, end - start) }
      if !donors.isEmpty { tenures[soul.id] = donors[Int(lot(soul.id) % UInt64(donors.count))] }
    }
    func remaining(_ days: Int) -> Int { drawn.count { $0 >= days } }
    let days =
      lookBacks.first { 2 * remaining($0) >= drawn.count && remaining($0) > 0 } ?? lookBacks.last ?? 0
    var compared = Compared(days: days)
    for (soul, isInside) in inside.map({ ($0, true) }) + outside.map({ ($0, false) }) {
      // Where nobody with it was there for so long, a short time leaves nobody out.
      guard let tenure = tenures[soul.id], tenure >= days || remaining(days) == 0, let start = start(soul)
      else { continue }
      let end = isInside ? moment(soul).map { census.place.day($0) } ?? start : start + tenure
      compared.windows[soul.id] = end - days..<end
      if isInside { compared.with.append(soul) } else { compared.without.append(soul) }
    }
    return compared
  }

  /// What draws a time for somebody, by the seed 1: FNV-1a of the id, then SplitMix64.
  private func lot(_ id: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var dice = Dice(hash &+ 0x9E37_79B9_7F4A_7C15)
    return dice.next()
  }

  // MARK: Who has what

  private func check(_ answer: Answer, _ compared: Compared, _ census: Census, _ place: String) {
    #expect(answer.figure("with").integer == compared.with.count, "\(place)")
    #expect(answer.figure("without").integer == compared.without.count, "\(place)")
    #expect(answer.figure("days").integer == compared.days, "\(place)")
    let traits = traits(compared, census)
    let all = compared.with.count + compared.without.count
    let least = max(5, (all + 199) / 200)
    var shown: Set<String> = []
    for table in answer.tables {
      for (row, kind) in table.texts("kind").enumerated() {
        let people = (table.numbers("people with")[row] ?? 0) + (table.numbers("people without")[row] ?? 0)
        #expect(people >= Double(least), "\(place): too few have a row of \(kind)")
        let key =
          "\(kind) \(table.texts("name")[row])" + (kind == "attribute" ? ": \(table.texts("what")[row])" : "")
        guard let (with, without) = traits[key] else {
          let isKnown =
            ["attribute", "missing", "band", "score"].contains(kind) || table.texts("name")[row].isCut
          #expect(isKnown, "\(place): nobody has \(key)")
          continue
        }
        shown.insert(key)
        let counts = (table.numbers("people with")[row], table.numbers("people without")[row])
        #expect(counts == (Double(with), Double(without)), "\(place): \(key)")
        expect(table.numbers("with")[row], ratio(with, compared.with.count), "\(place): \(key)")
        expect(table.numbers("without")[row], ratio(without, compared.without.count), "\(place): \(key)")
      }
    }
    // Nothing that five people have is left out; of words some are, for reasons that a note gives.
    guard !compared.with.isEmpty, !compared.without.isEmpty else { return }
    for (key, counts) in traits where key.hasPrefix("event") || key.hasPrefix("attribute") {
      let people = counts.0 + counts.1
      let isCandidate = people >= least && people < all
      #expect(shown.contains(key) == isCandidate, "\(place): \(key) \(counts)")
    }
  }

  /// By kind and name: how many with it and without it have the trait.
  private func traits(_ compared: Compared, _ census: Census) -> [String: (Int, Int)] {
    var traits: [String: (Int, Int)] = [:]
    for (souls, isInside) in [(compared.with, true), (compared.without, false)] {
      for soul in souls {
        let events = soul.events.filter { compared.counts($0, soul, census.place) }
        let said = soul.said.filter { compared.counts($0, soul, census.place) }
        var own = Set(events.map { "event \($0.kind)" }).union(said.map { "channel \($0.kind)" })
        for message in said {
          let words = (message.utterance?.words ?? []).map { $0.isCharacter ? nil : $0.stems[0] }
          own.formUnion(words.compactMap { $0 }.map { "word \($0)" })
          for (one, other) in zip(words, words.dropFirst()) {
            if let one, let other { own.insert("phrase \(one) \(other)") }
          }
          for topic in census.topics where topic.sayings.contains(where: { message.says($0) }) {
            own.insert("topic \(topic.name)")
          }
        }
        for name in ["plan", "role", "region"] {
          if case .text(let value)? = soul.attributes[name] {
            own.insert("attribute \(name): \(name) is \(value)")
          }
        }
        for trait in own {
          let (with, without) = traits[trait] ?? (0, 0)
          traits[trait] = isInside ? (with + 1, without) : (with, without + 1)
        }
      }
    }
    return traits
  }
}
