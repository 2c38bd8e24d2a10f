import DataModel
import Testing

/// A question that Heed and the naive evaluator answer differently; `shrunk` makes it as small as possible.
struct Disagreement {
  var world: World
  var audience: Audience
  var claim: Claim
  /// The seed of the spelling.
  var seed: UInt64
  private var verdict: Verdict

  var query: String { verdict.query }

  struct Verdict {
    var query: String
    /// What is wrong: its kind, and a description.
    var sort: Sort
    var words: String
    enum Sort { case refused, people, figures }
  }

  /// Nil where both agree.
  init?(_ heed: inout Heed, _ census: Census, _ audience: Audience, _ claim: Claim, seed: UInt64) {
    guard let verdict = Disagreement.verdict(&heed, census, audience, claim, seed: seed) else { return nil }
    self.init(world: census.world, audience: audience, claim: claim, seed: seed, verdict: verdict)
  }

  private init(world: World, audience: Audience, claim: Claim, seed: UInt64, verdict: Verdict) {
    self.world = world
    self.audience = audience
    self.claim = claim
    self.seed = seed
    self.verdict = verdict
  }

  private static func verdict(
    _ heed: inout Heed, _ census: Census, _ audience: Audience, _ claim: Claim, seed: UInt64
  ) -> Verdict? {
    var writer = Writer(census, dice: Dice(seed))
    let query = "\(audience.words) where \(writer.text(claim))"
    let population = census.people.filter { soul in audience.claims.allSatisfy { census.isTrue($0, of: soul) }
    }
    let expected = Set(population.filter { census.isTrue(claim, of: $0) }.map(\.id))
    let answer: Answer
    switch heed.ask("segment \(query)") {
    case .refusal(let why): return Verdict(query: query, sort: .refused, words: why)
    case .answer(let given): answer = given
    }
    let ids = answer.ids
    guard Set(ids) == expected, ids.count == expected.count else {
      let (extra, lacking) = (Set(ids).subtracting(expected).sorted(), expected.subtracting(ids).sorted())
      return Verdict(query: query, sort: .people, words: "Heed has \(extra) too many and lacks \(lacking)")
    }
    let counts = [answer.figure("count"), answer.figure("population")].map(\.integer)
    guard counts == [expected.count, population.count] else {
      return Verdict(
        query: query, sort: .figures, words: "\(counts) instead of \([expected.count, population.count])")
    }
    // Everybody is in P or in not P.
    switch heed.ask("count \(audience.words) where not (\(writer.text(claim)))") {
    case .refusal(let why): return Verdict(query: "not: " + query, sort: .refused, words: why)
    case .answer(let rest):
      guard rest.figure("count").integer == population.count - expected.count else {
        return Verdict(query: query, sort: .figures, words: "the count of `not` is \(rest.figure("count"))")
      }
    }
    return nil
  }

  /// The smallest claim, and then the smallest world, that fail in the same way.
  func shrunk() -> Disagreement {
    var result = self
    if !result.audience.claims.isEmpty { result.keep(result.world, .everybody, result.claim) }
    var goesOn = true
    while goesOn { goesOn = result.claim.simpler.contains { result.keep(result.world, result.audience, $0) } }
    // Removing rows could remove what was refused.
    if verdict.sort == .refused { return result }
    var size = 32
    while size >= 1 {
      var index = 0
      while index < result.world.rowCount {
        if !result.keep(result.world.without(rows: index..<index + size), result.audience, result.claim) {
          index += size
        }
      }
      size /= 4
    }
    return result
  }

  /// Keeps these instead if they still fail.
  @discardableResult
  private mutating func keep(_ world: World, _ audience: Audience, _ claim: Claim) -> Bool {
    var heed = Heed(world)
    guard heed.trouble == nil,
      let smaller = Disagreement(&heed, Census(world), audience, claim, seed: seed),
      smaller.verdict.sort == verdict.sort
    else { return false }
    self = smaller
    return true
  }

  func report(run seed: UInt64) {
    let rows =
      world.rowCount > 40
      ? ""
      : world.files().sorted { $0.key < $1.key }.filter { !$0.key.hasSuffix(".heed") }
        .map { "--- \($0.key)\n" + String(decoding: $0.value, as: UTF8.self) }.joined()
    Issue.record(
      """
      \(verdict.sort): \(verdict.query)
      \(verdict.words)
      HEED_SEED=\(seed) repeats it.
      \(world.workspace())\(rows)
      """)
  }
}

extension World {
  fileprivate var rowCount: Int { customers.count + events.count + messages.count }

  /// The same world without some rows: customers, events and messages are numbered as one list.
  fileprivate func without(rows: Range<Int>) -> World {
    func kept<T>(_ all: [T], from start: Int) -> [T] {
      all.enumerated().filter { !rows.contains($0.offset + start) }.map(\.element)
    }
    var world = self
    world.customers = kept(customers, from: 0)
    world.events = kept(events, from: customers.count)
    world.messages = kept(messages, from: customers.count + events.count)
    return world
  }
}
