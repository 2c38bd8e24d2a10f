import SourceText
import Syntax
import Testing

@testable import Semantics

/// What `help` and completion say that a verb may go on with, and what is refused.
@Suite struct ClauseTests {
  /// Statements of each verb that takes clauses: what one of them takes, the verb takes.
  private static let heads: [String: [String]] = [
    "segment": ["segment sellers"], "count": ["count sellers", "count feedback", "count order events"],
    "measure": ["measure count", "measure average score", "measure count for order events"],
    "quotes": ["quotes"], "topics": ["topics"], "words": ["words for buyers versus sellers"],
    "compare": ["compare buyers versus sellers", "compare in 2025-Q1 versus in 2025-Q2"],
    "why": ["why churned"], "blindspots": ["blindspots"], "priorities": ["priorities"],
    "funnel": ["funnel login then order strict", "funnel order then deliver"],
    "retention": ["retention of order", "retention of mentioned trust"], "survival": ["survival of churned"],
    "trend": ["trend count of order", "trend nps", "trend mentions of trust"],
    "lifecycle": ["lifecycle of order", "lifecycle of mentioned trust"],
    "paths": ["paths after order", "paths after mentioned trust"],
    "sample": ["sample 8 sellers", "sample 8 feedback"],
    "define": ["define lost as churned", "define worth as average mrr"],
    "expect": ["expect rate of churned < 90%", "expect average score > 3"],
  ]

  private static func texts(of clause: ClauseKind) -> [String] {
    switch clause {
    case .about: ["about trust"]
    case .with: ["with score <= 6", "with amount > 5"]
    case .channels: ["in survey"]
    case .within: ["within 14 days"]
    case .without: ["without refund"]
    case .strict: ["strict"]
    case .sameKey: ["on same order_id"]
    case .onOrAfter: ["on or after"]
    case .grain: ["by week"]
    case .span: ["for 12 weeks"]
    case .depth: ["for 3 steps"]
    case .start: ["from signup"]
    case .window: ["in last 90 days"]
    case .ending: ["ending 14 days before"]
    case .population: ["for sellers", "for feedback"]
    case .where: ["where plan is pro"]
    case .by: ["by plan"]
    case .having: ["by plan having count > 5"]
    case .spread: ["spread by plan"]
    case .show: ["show plan"]
    case .sort: ["sort by plan", "by plan sort by plan", "sort by at", "sort by people"]
    case .limit: ["limit 3", "by plan limit 3"]
    case .seed: ["seed 1"]
    case .chart: ["as table", "as line", "by plan as bar"]
    }
  }

  private func isTaken(_ text: String) -> Bool {
    let file = SourceFile(name: "test", text: text)
    let parsed = parse(file)
    guard let statement = parsed.script.statements.first else { return false }
    let found = resolve(statement, of: file, in: ReadingTests.scope)
    return !(parsed.diagnostics + found.diagnostics).contains { $0.severity == .error }
  }

  @Test func whatIsOfferedIsTakenAndNothingElse() {
    for verb in Registry.verbs where !verb.clauses.isEmpty {
      let heads = Self.heads[verb.name, default: []]
      #expect(heads.contains(where: isTaken), "\(verb.name)")
      for clause in ClauseKind.allCases where verb.clauses.contains(clause) {
        let all = heads.flatMap { head in Self.texts(of: clause).map { "\(head) \($0)" } }
        let taken = all.filter(isTaken)
        #expect(taken.isEmpty != verb.offered.contains(clause), "\(verb.name): \(clause), taken \(taken)")
      }
    }
  }

  @Test func completionOffersWhatIsTaken() {
    func keywords(_ text: String) -> [Keyword] {
      completion(in: text, at: text.utf8.count).expectations.compactMap {
        if case .keyword(let keyword) = $0 { keyword } else { nil }
      }
    }
    #expect(keywords("count sellers ").contains(.by))
    #expect(!keywords("count sellers ").contains(.show))
    #expect(keywords("blindspots ").contains(.by))
    #expect(!keywords("blindspots ").contains(.sort))
    #expect(!keywords("funnel login then order by plan ").contains(.having))
  }
}
