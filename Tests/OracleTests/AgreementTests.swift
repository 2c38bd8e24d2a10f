import Testing

/// Heed and the naive evaluator find the same people for thousands of random conditions on random workspaces, in which
/// every form of the language occurs often.
@Suite struct AgreementTests {
  /// Parallel runs, each of several worlds.
  static let batches = 4
  static let worlds = 16
  static let claimsPerWorld = 60
  /// The least number of times that each production of `condition` is written in a batch: 200 in all batches.
  static let least = 200 / batches

  @Test(arguments: 0..<batches) func conditions(batch: Int) {
    var dice = Dice(Dice.seed &+ UInt64(1000 * batch))
    var used: [String: Int] = [:]
    var (asked, balanced, failures) = (0, 0, 0)
    for _ in 0..<Self.worlds {
      let world = World(&dice)
      var heed = Heed(world)
      let census = Census(world)
      if let trouble = heed.trouble {
        Issue.record("HEED_SEED=\(Dice.seed): the workspace does not load: \(trouble)\n\(world.workspace())")
        return
      }
      var maker = ClaimMaker(census, dice: dice)
      for _ in 0..<Self.claimsPerWorld {
        let question = maker.question(rarestOf: used)
        asked += 1
        if question.isBalanced { balanced += 1 }
        used.merge(question.used, uniquingKeysWith: +)
        guard
          let found = Disagreement(&heed, census, maker.audience(), question.claim, seed: question.seed)
        else { continue }
        // Reported at once, since shrinking takes time.
        Issue.record("HEED_SEED=\(Dice.seed): \(found.query)")
        found.shrunk().report(run: Dice.seed)
        failures += 1
        if failures == 5 { return }
      }
      dice = maker.dice
    }
    let rare = Self.productions.filter { used[$0, default: 0] < Self.least }
    #expect(rare.isEmpty, "written too seldom: \(rare.map { "\($0) \(used[$0, default: 0])" })")
    #expect(
      Set(used.keys).isSubset(of: Self.productions),
      "not in the list: \(Set(used.keys).subtracting(Self.productions))")
    #expect(2 * balanced >= asked, "\(balanced) of \(asked) are true of 20 to 80 people in a hundred")
  }

  /// Every production of `condition` in grammar.ebnf, and each form of those that have several.
  static let productions: Set<String> = [
    // condition, conj, neg, primary, comparison
    "or", "and", "not", "( condition )", "bare event", "bare boolean", "bare date", "bare population",
    "bare definition", "bare prelude",
    // behaviour, steps, step, event
    "did event", "did anything", "did anything except", "did nothing", "did date", "never did", "did not",
    "any of events", "then",
    "then not",
    "then mentioned", "on same",
    // didmod, with, times, quantity
    "with open", "with ( )", "exactly times", "at least times", "at most times", "more than times",
    "fewer than times",
    "on days", "sequence within", "sequence window", "sequence times", "property", "their attribute",
    // voice, voicemod, channels
    "mentioned", "heard", "said something", "said nothing", "responded", "never voice", "in channel",
    "in channels",
    "voice with",
    // pattern, term
    "word", "quoted word", "phrase", "prefix*", "*part*", "exactly", "exactly any of", "any of patterns",
    "all of patterns", "near", "within words of", "topic", "negated", "not negated",
    // test
    "op =", "op <", "op <=", "op >", "op >=", "is not", "value op value", "is missing", "is set", "in set",
    "not in set",
    "between range", "not between", "contains", "does not contain", "starts with", "ends with", "matches",
    "value in window",
    // window
    "window in last N", "window in last UNIT", "window in this UNIT", "window in period", "window on DATE",
    "window since", "window before", "window after", "window over ago", "window between",
    "window between ago",
    "window between before", "window in before", "window in after", "window within of",
    // moment
    "anchor DATE", "anchor DATE with time", "anchor period", "anchor today", "anchor ago", "anchor attribute",
    "anchor start", "anchor first", "anchor last",
    // value, source, valmod, AGG
    "attribute", "bare date in a window", "count of", "mentions of", "UNIT since", "UNIT from",
    "calendar UNIT from", "moment value",
    "defined value", "value heard", "value with", "value in channels", "value window", "average", "median",
    "total",
    "min", "max", "pNN", "distinct", "latest", "first",
  ]
}

extension ClaimMaker {
  struct Question {
    var claim: Claim
    var seed: UInt64
    var used: [String: Int]
    /// Whether it is true of 20% to 80% of people.
    var isBalanced: Bool
  }

  /// A question with forms that were seldom written so far, preferably one that is true of some people and false of others.
  mutating func question(rarestOf used: [String: Int]) -> Question {
    var candidates = (0..<20).map { _ in
      let (claim, seed) = (claim(), dice.next())
      var writer = Writer(census, dice: Dice(seed))
      _ = writer.text(claim)
      return Question(claim: claim, seed: seed, used: writer.used, isBalanced: false)
    }
    // How much each candidate adds to the forms that are still lacking.
    let gains = candidates.map { question in
      question.used.keys.map { name in
        let lacking = max(0, AgreementTests.least - used[name, default: 0])
        return lacking * lacking
      }.reduce(0, +)
    }
    candidates = candidates.indices.sorted { gains[$0] > gains[$1] }.map { candidates[$0] }
    for index in 0..<4 {
      let claim = candidates[index].claim
      let share =
        100 * census.people.filter { census.isTrue(claim, of: $0) }.count / max(1, census.people.count)
      if (20...80).contains(share) {
        candidates[index].isBalanced = true
        return candidates[index]
      }
    }
    return candidates[0]
  }
}
