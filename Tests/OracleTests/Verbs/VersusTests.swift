import DataModel
import Testing

/// `words` and `compare` of two groups, and of two periods of time, compared with plain loops.
@Suite struct VersusTests {
  // MARK: Two groups

  @Test func wordsOfTwoGroups() {
    forEachWorld(8, asking: 10, seed: 61) { census, heed, maker in
      let groups = Groups(census, &maker)
      let query = "words for \(groups.text.0) versus \(groups.text.1) limit 5000"
      guard let answer = heed.answer(to: query) else { return }
      let said = [groups.first, groups.second].map { $0.map { census.stems(saidBy: $0, \.hasWords) } }
      check(answer.tables, said[0], said[1], "HEED_SEED=\(Dice.seed): \(query)")
      #expect(answer.figure("first people").integer == groups.first.count, "\(query)")
      #expect(answer.figure("second people").integer == groups.second.count, "\(query)")
      // The same question with the groups exchanged.
      let other = "words for \(groups.text.1) versus \(groups.text.0) limit 5000"
      guard let mirror = heed.answer(to: other) else { return }
      for (one, two) in [(0, 1), (1, 0)] {
        #expect(
          answer.tables[one].rows.map { $0.map(\.value) } == mirror.tables[two].rows.map { $0.map(\.value) },
          "HEED_SEED=\(Dice.seed): \(query)")
      }
    }
  }

  /// Checks the two tables of words: how many say each, and how much more. The groups are given as each person's stems; nil
  /// for people who said nothing.
  private func check(
    _ tables: [Answer.Table], _ first: [Set<String>?], _ second: [Set<String>?], _ place: String
  ) {
    let (one, other) = (first.compactMap { $0 }, second.compactMap { $0 })
    var expected: [String: (Int, Int)] = [:]
    for stem in Set((one + other).flatMap { $0 }) {
      let counts = (one.count { $0.contains(stem) }, other.count { $0.contains(stem) })
      if counts.0 + counts.1 > 1, Chatter.z(counts.0, of: one.count, counts.1, of: other.count) != 0 {
        expected[stem] = counts
      }
    }
    var shown: Set<String> = []
    for (table, isFirst) in zip(tables, [true, false]) {
      let zs = table.numbers("z").map { $0 ?? 0 }
      #expect(zs == zs.sorted(by: >), "\(place)")
      for row in table.rows {
        let form = row[0].value.text ?? ""
        if form.isCut { continue }
        let stem = Utterance(form).words.first?.stems[0] ?? ""
        shown.insert(stem)
        guard let counts = expected[stem] else {
          Issue.record("\(place): “\(form)” is no such word")
          continue
        }
        let (own, others) = isFirst ? counts : (counts.1, counts.0)
        let (speakers, rest) = isFirst ? (one.count, other.count) : (other.count, one.count)
        #expect(row[2].value.integer == own && row[4].value.integer == others, "\(place): \(form)")
        expect(row[1].value.number, ratio(own, speakers), "\(place): \(form)")
        expect(row[3].value.number, ratio(others, rest), "\(place): \(form)")
        expect(row[5].value.number, Chatter.z(own, of: speakers, others, of: rest), "\(place): \(form)")
      }
    }
    #expect(shown == Set(expected.keys), "\(place): \(shown.symmetricDifference(expected.keys))")
  }

  @Test func comparedGroups() {
    forEachWorld(8, asking: 10, seed: 62) { census, heed, maker in
      let groups = Groups(census, &maker)
      let query = "compare \(groups.text.0) versus \(groups.text.1)"
      guard let answer = heed.answer(to: query),
        let mirror = heed.answer(to: "compare \(groups.text.1) versus \(groups.text.0)")
      else { return }
      #expect(answer.figure("first").integer == groups.first.count, "HEED_SEED=\(Dice.seed): \(query)")
      #expect(answer.figure("second").integer == groups.second.count, "HEED_SEED=\(Dice.seed): \(query)")
      guard !groups.first.isEmpty, !groups.second.isEmpty else { return }
      let isByEnd = groups.named.contains("churned_at")
      let recent = Window.last(Length(90, .day))
      let scores = census.habits(in: nil).filter { $0.label.hasPrefix("latest ") }
      let habits = census.habits(in: recent).filter { !$0.label.hasPrefix("latest ") }
      // People who started later had less time to leave.
      let isByStart =
        census.world.hasStart && groups.named.contains("signup")
        || !groups.named.isDisjoint(with: ["start", "new"])
      let traits = census.traits.filter { !isByStart || $0.label != "churned" }
      // What people did and said is compared only for people who were customers all of that time.
      func there(_ soul: Soul) -> Bool {
        let first = census.now.day - 89
        return (census.arrival(of: soul).map { census.place.day($0) <= first } ?? false)
          && (census.moment(.end, of: soul).map { census.place.day($0) > census.now.day } ?? true)
      }
      let figures =
        (traits + scores).map { (figure: $0, first: groups.first, second: groups.second) }
        + (isByEnd ? [] : habits).map {
          (figure: $0, first: groups.first.filter(there), second: groups.second.filter(there))
        }
      var (compared, findings) = (0, 0)
      for (figure, first, second) in figures {
        let place = "HEED_SEED=\(Dice.seed): \(query): \(figure.label)"
        let (one, other) = (first.compactMap(figure.value), second.compactMap(figure.value))
        let row = answer.tables.flatMap(\.rows).first { $0[0].value == .text(figure.label) }
        let isSame =
          figure.isShare && [0, Double(one.count + other.count)].contains((one + other).reduce(0, +))
        // A difference that the conditions of the groups state is not a finding.
        let isNamed = figure.isShare && (figure.names.map(groups.named.contains) ?? false)
        let isLacking = figure.isShare ? one.isEmpty || other.isEmpty : one.isEmpty && other.isEmpty
        guard !isSame, !isNamed, !isLacking else {
          #expect(row == nil, "\(place) is no difference")
          continue
        }
        // A word may have the name of an event, so the label does not say which it is.
        if row == nil, groups.named.contains(figure.label.split(separator: " ").last.map(String.init) ?? "") {
          continue
        }
        guard let row else {
          Issue.record("\(place) is not compared")
          continue
        }
        compared += 1
        if row[4].value != .missing { findings += 1 }
        expect(row[1].value.number, figure.figure(one), place)
        expect(row[2].value.number, figure.figure(other), place)
        if figure.isShare || one.count > 1 && other.count > 1 && row[3].value != .missing {
          expect(row[3].value.number, (figure.figure(one) ?? 0) - (figure.figure(other) ?? 0), place)
        }
        // With the groups exchanged, every difference has the opposite sign.
        let twin = mirror.tables.flatMap(\.rows).first { $0[0].value == .text(figure.label) }
        expect(twin?[3].value.number, row[3].value.number.map { -$0 }, place)
        expect(twin?[3].low, row[3].high.map { -$0 }, place)
        expect(twin?[4].value.number, row[4].value.number, place)
      }
      let tables = answer.tables.filter { $0.columns[0].name == "what" }
      #expect(tables.reduce(0) { $0 + $1.rows.count } == compared, "HEED_SEED=\(Dice.seed): \(query)")
      let sides = [groups.first, groups.second].map { side in
        side.filter(there).map { soul in
          census.stems(saidBy: soul) { $0.hasWords && !census.within(recent, [$0], of: soul).isEmpty }
        }
      }
      let said = sides.flatMap { $0.map { $0 ?? [] } }
      let isHeard = sides.allSatisfy { $0.contains { $0 != nil } }
      let often = Dictionary(said.flatMap { $0 }.map { ($0, 1) }, uniquingKeysWith: +).values.count { $0 > 1 }
      let tests = answer.figure("tests").integer ?? 0
      // A dictionary cuts characters into words, which are not counted here.
      if groups.hasCutWords {
        #expect(tests >= findings, "HEED_SEED=\(Dice.seed): \(query)")
      } else {
        #expect(
          tests == findings + (isHeard && !isByEnd ? often : 0), "HEED_SEED=\(Dice.seed): \(query)")
      }
    }
  }

  // MARK: Two stretches

  @Test func comparedStretches() {
    forEachWorld(6, asking: 8, seed: 63) { census, heed, maker in
      let audience = maker.audience()
      let (length, back) = (maker.dice.pick([10, 30, 60]), maker.dice.roll(5...100))
      let middle = census.now.day - back
      let later = middle...min(census.now.day, middle + length - 1)
      let earlier = middle - length...middle - 1
      let day = Almanac.text(middle)
      let query = "compare since \(day) versus before \(day) within \(length) days for \(audience.noun)"
      guard let answer = heed.answer(to: query) else { return }
      let through = census.people(audience, nil).map(\.soul).filter { soul in
        guard let start = census.arrival(of: soul), census.place.day(start) <= earlier.lowerBound
        else {
          return false
        }
        return census.moment(.end, of: soul).map { census.place.day($0) > later.upperBound } ?? true
      }
      let place = "HEED_SEED=\(Dice.seed): \(query)"
      #expect(answer.figure("people").integer == through.count, "\(place)")
      guard !through.isEmpty else { return }
      let windows = [later, earlier].map { Window.between(.day($0.lowerBound), .day($0.upperBound)) }
      let (firsts, seconds) = (
        census.habits(in: windows[0]), census.habits(in: windows[1])
      )
      for (first, second) in zip(firsts, seconds) {
        let pairs = through.compactMap { soul -> (Double, Double)? in
          guard let one = first.value(soul), let other = second.value(soul) else { return nil }
          return (one, other)
        }
        let row = answer.tables.flatMap(\.rows).first { $0[0].value == .text(first.label) }
        let total = pairs.reduce(0) { $0 + $1.0 + $1.1 }
        guard !pairs.isEmpty, !first.isShare || total > 0 && total < Double(2 * pairs.count) else {
          #expect(row == nil, "\(place): \(first.label)")
          continue
        }
        guard let row else {
          Issue.record("\(place): \(first.label) is not compared")
          continue
        }
        expect(row[1].value.number, first.figure(pairs.map(\.0)), "\(place): \(first.label)")
        expect(row[2].value.number, second.figure(pairs.map(\.1)), "\(place): \(first.label)")
      }
      let said = windows.map { window in
        through.map { soul in
          census.stems(saidBy: soul) { $0.hasWords && !census.within(window, [$0], of: soul).isEmpty }
        }
      }
      let words = answer.tables.filter { $0.columns[0].name == "word" }
      if words.allSatisfy({ $0.hidden == 0 }), !words.isEmpty { check(words, said[0], said[1], place) }
    }
  }
}

/// Two groups of a world, and how they are written. People in both are left out; if one group lies inside the other, it is
/// compared with the rest of it.
private struct Groups {
  var text: (String, String)
  var first: [Soul]
  var second: [Soul]
  /// The words in the conditions of one group that are not in the other's.
  var named: Set<String>

  var hasCutWords: Bool {
    (first + second).contains { soul in
      soul.said.contains { $0.utterance?.words.contains(where: \.isCharacter) ?? false }
    }
  }

  init(_ census: Census, _ maker: inout ClaimMaker) {
    var groups: [(text: String, people: [Soul], parts: [String])] = []
    for _ in 0..<2 {
      let audience = maker.audience()
      let claim = maker.dice.chance(80) ? maker.claim() : nil
      var writer = Writer(census, dice: Dice(maker.dice.next()))
      let text = audience.noun + (claim.map { " where (\(writer.text($0)))" } ?? "")
      let parts = (audience.claims + (claim.map { [$0] } ?? [])).flatMap(\.conjuncts).map {
        String(describing: $0)
      }
      groups.append(
        (text, census.people(audience, claim).map(\.soul), parts))
    }
    let different = Set(groups[0].parts).symmetricDifference(groups[1].parts)
    named = Set(
      different.flatMap {
        $0.lowercased().split { !$0.isLetter && $0 != "_" && !$0.isNumber }.map(String.init)
      })
    text = (groups[0].text, groups[1].text)
    if named.contains("end") { named.insert("churned_at") }
    let (one, other) = (groups[0].people, groups[1].people)
    func isIn(_ group: [Soul]) -> (Soul) -> Bool { { soul in group.contains { $0 === soul } } }
    let both = one.filter(isIn(other))
    let (onlyOne, onlyOther) = (one.filter { !isIn(other)($0) }, other.filter { !isIn(one)($0) })
    first = onlyOne.isEmpty && !both.isEmpty ? both : onlyOne
    second = onlyOther.isEmpty && !both.isEmpty && !onlyOne.isEmpty ? both : onlyOther
  }
}

/// Something that is compared for people.
private struct Trait {
  var label: String
  var isShare = false
  var isMedian = false
  /// The attribute of a share.
  var names: String?
  /// Nil if it is missing; 1 or 0 for a share.
  var value: (Soul) -> Double?

  func figure(_ values: [Double]) -> Double? {
    if isMedian { return Figure.quantile(50, of: values)?.double }
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

extension Census {
  /// The stems that somebody said in messages that count, without single characters; nil for people who said nothing.
  fileprivate func stems(saidBy soul: Soul, _ counts: (Record) -> Bool) -> Set<String>? {
    let messages = soul.said.filter(counts)
    guard !messages.isEmpty else { return nil }
    return Set(
      messages.flatMap { $0.utterance?.words ?? [] }.filter { !$0.isCharacter }.map { $0.stems[0] })
  }

  fileprivate var traits: [Trait] {
    func share(_ label: String, of attribute: String? = nil, _ holds: @escaping (Soul) -> Bool) -> Trait {
      let name = attribute ?? String(label.prefix { $0 != " " })
      return Trait(label: label, isShare: true, names: name) { holds($0) ? 1 : 0 }
    }
    func number(_ name: String) -> (Soul) -> Double? { { $0.attributes[name]?.double } }
    return [
      Trait(label: "average mrr", value: number("mrr")),
      Trait(label: "median mrr", isMedian: true, value: number("mrr")),
      share("churned", of: "churned_at") { [self] in
        isTrue(.bare(.date("churned", attribute: "churned_at")), of: $0)
      },
      share("vip") { $0.attributes["vip"] == .flag(true) },
    ]
      + Schema.roles.map { role in share("role is \(role)") { $0.attributes["role"] == .text(role) } }
      + Schema.plans.map { plan in share("plan is \(plan)") { $0.attributes["plan"] == .text(plan) } }
      + ["spend", "budget", "seats"].map { Trait(label: "average \($0)", value: number($0)) }
      + [share("merchant") { $0.attributes["merchant"] == .flag(true) }]
      + (people.allSatisfy(\.isKnown) ? [] : [share("known") { $0.isKnown }])
  }

  fileprivate func habits(in window: Window?) -> [Trait] {
    let kinds = Set(events.map(\.kind)).sorted()
    var traits = kinds.map { kind in
      Trait(label: "did \(kind)", isShare: true) { [self] soul in
        within(window, soul.events.filter { $0.kind == kind }, of: soul).isEmpty ? 0 : 1
      }
    }
    traits.append(
      Trait(label: "active days") { [self] soul in
        Double(Set(within(window, soul.events, of: soul).map { place.day($0.at) }).count)
      })
    func spoke(_ label: String, _ fits: @escaping (Record) -> Bool) -> Trait {
      Trait(label: label, isShare: true) { [self] soul in
        within(window, soul.said.filter(fits), of: soul).isEmpty ? 0 : 1
      }
    }
    traits.append(spoke("spoke") { $0.hasWords })
    for scale in scales {
      traits.append(
        Trait(label: "latest score (\(scale.words))") { [self] soul in
          within(window, soul.said.filter { self.scale(of: $0) == scale }, of: soul)
            .last?.properties["score"]?.double
        })
    }
    return traits
      + topics.map { topic in
        spoke("spoke of \(topic.name)") { message in topic.sayings.contains { message.says($0) } }
      }
  }
}

extension Claim {
  /// The claims that must all hold; a definition is replaced by its meaning.
  fileprivate var conjuncts: [Claim] {
    switch self {
    case .all(let parts): parts.flatMap(\.conjuncts)
    case .bare(.defined(_, let claim)): claim.conjuncts
    case .not, .any, .bare, .did, .course, .voice, .test: [self]
    }
  }
}
