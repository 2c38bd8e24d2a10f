import Foundation
import Testing

/// Heed and the naive evaluator give the same people, whatever is asked.
@Suite struct AgreementTests {
  static let worlds = Int(ProcessInfo.processInfo.environment["W"] ?? "") ?? 50
  static let claimsPerWorld = 60

  @Test func conditions() {
    var dice = Dice(Dice.seed)
    var used: [String: Int] = [:]
    var failures = 0
    var balanced = 0
    for _ in 0..<Self.worlds {
      let world = World(&dice)
      var heed = Heed(world)
      let census = Census(world)
      if let trouble = heed.trouble {
        Issue.record("\(trouble)\n\(world.workspace())")
        continue
      }
      var maker = ClaimMaker(census, dice: dice)
      for _ in 0..<Self.claimsPerWorld {
        let (claim, isBalanced) = maker.balancedClaim()
        if isBalanced { balanced += 1 }
        let (audience, seed) = (maker.audience(), maker.dice.next())
        var writer = Writer(census, dice: Dice(seed))
        _ = writer.text(claim)
        used.merge(writer.used, uniquingKeysWith: +)
        if let disagreement = Disagreement(&heed, census, audience, claim, seed: seed) {
          failures += 1
          disagreement.shrunk().report(run: Dice.seed)
          if failures > 12 { return }
        }
      }
      dice = maker.dice
    }
    print(used.sorted { $0.value < $1.value }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    print("balanced", balanced)
  }
}

extension ClaimMaker {
  /// A claim, rather one that is true of some and false of others, and whether it is true of 20 to 80 in a hundred.
  mutating func balancedClaim() -> (Claim, Bool) {
    var claim = self.claim()
    for _ in 0..<3 {
      let share = 100 * census.people.filter { census.isTrue(claim, of: $0) }.count / max(1, census.people.count)
      if (20...80).contains(share) { return (claim, true) }
      claim = self.claim()
    }
    return (claim, false)
  }
}
