import Testing
import Worlds

/// Random worlds without an effect, and some with one; `make worlds` runs 200 of each kind.
@Suite struct WorldsTests {
  /// Of two worlds of each kind without an effect, very few may show one by chance.
  @Test func chanceIsSeldomAFinding() throws {
    var (found, departed, silent): ([String], [String], [String]) = ([], [], [])
    var differing = 0.0
    for kind in World.Kind.allCases where kind.isNull {
      for seed in 1...2 as ClosedRange<UInt64> {
        let verdict = try World(kind, people: 500, seed: seed).verdict()
        if !verdict.findings(in: kind).isEmpty {
          found.append("\(kind) \(seed): \(verdict.findings(in: kind))")
        }
        differing += verdict.falseDifferences(in: kind)
        if verdict.falseSilences(in: kind) > 0 { silent.append("\(kind) \(seed)") }
        if !verdict.departures.isEmpty { departed.append("\(kind) \(seed): \(verdict.departures)") }
      }
    }
    #expect(found.count <= 5, "\(found)")
    #expect(departed.count <= 5, "\(departed)")
    #expect(silent.count <= 5, "\(silent)")
    #expect(differing <= 5)
  }

  /// If attributes really go with leaving, `compare` finds them, and hardly any others.
  @Test(arguments: [World.Kind.simpson, .planDriven]) func differencesInTruth(kind: World.Kind)
    throws
  {
    for seed in 1...2 as ClosedRange<UInt64> {
      let verdict = try World(kind, people: 1000, seed: seed).verdict()
      #expect(verdict.differences > 0 && verdict.falseDifferences(in: kind) <= 0.25, "seed \(seed)")
    }
  }

  /// A planted effect is found, or distinguished from a segment or from the outcome itself.
  @Test(arguments: [World.Kind.leavingWord, .simpson, .survey])
  func plantedEffectsAreFound(kind: World.Kind) throws {
    for seed in 1...2 as ClosedRange<UInt64> {
      #expect(try World(kind, people: 1000, seed: seed).verdict().isFound(in: kind), "seed \(seed)")
    }
  }
}
