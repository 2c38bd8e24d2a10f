import Testing
import Worlds

/// Worlds in which nothing is there, and some in which something is; `make worlds` runs 200 of each kind.
@Suite struct WorldsTests {
  /// Of two worlds of each kind that have nothing, chance may show something in very few.
  @Test func chanceIsSeldomAFinding() throws {
    var (found, departed, silent): ([String], [String], [String]) = ([], [], [])
    for kind in World.Kind.allCases where kind.isNull {
      for seed in 1...2 as ClosedRange<UInt64> {
        let verdict = try World(kind, people: 500, seed: seed).verdict()
        if !verdict.findings(in: kind).isEmpty {
          found.append("\(kind) \(seed): \(verdict.findings(in: kind))")
        }
        if verdict.falseSilences(in: kind) > 0 { silent.append("\(kind) \(seed)") }
        if !verdict.departures.isEmpty { departed.append("\(kind) \(seed): \(verdict.departures)") }
      }
    }
    #expect(found.count <= 5, "\(found)")
    #expect(departed.count <= 5, "\(departed)")
    #expect(silent.count <= 5, "\(silent)")
  }

  /// What is planted is found, or told apart from a segment or from the outcome itself.
  @Test(arguments: [World.Kind.leavingWord, .simpson, .survey])
  func whatIsPlantedIsTold(kind: World.Kind) throws {
    for seed in 1...2 as ClosedRange<UInt64> {
      #expect(try World(kind, people: 1000, seed: seed).verdict().isFound(in: kind), "seed \(seed)")
    }
  }
}
