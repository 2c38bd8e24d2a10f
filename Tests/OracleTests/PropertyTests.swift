import DataModel
import Plan
import Semantics
import SourceText
import Syntax
import Testing

/// Properties of every condition, whatever its answer.
@Suite struct PropertyTests {
  /// Two conditions that read the same have the same answer.
  @Test func differentAnswersReadDifferently() {
    var dice = Dice(Dice.seed &+ 1)
    for _ in 0..<8 {
      let world = World(&dice)
      var heed = Heed(world)
      var maker = ClaimMaker(Census(world), dice: dice)
      var answers: [String: (ids: [String], query: String)] = [:]
      for _ in 0..<60 {
        var writer = Writer(maker.census, dice: Dice(maker.dice.next()))
        let query = "segment where " + writer.text(maker.claim())
        guard case .answer(let answer) = heed.ask(query) else { continue }
        if let other = answers[answer.reading], other.ids != answer.ids {
          Issue.record("“\(answer.reading)” is said of\n\(query)\nand of\n\(other.query)")
        }
        answers[answer.reading] = (answer.ids, query)
      }
      dice = maker.dice
    }
  }

  /// However a condition is spelt, its plan and its reading are the same; and the canonical text of a statement is one of
  /// its spellings, and its own canonical text.
  @Test func spellingsOfOneConditionArePlannedAlike() {
    var dice = Dice(Dice.seed &+ 2)
    for _ in 0..<8 {
      let world = World(&dice)
      var heed = Heed(world)
      var maker = ClaimMaker(Census(world), dice: dice)
      for _ in 0..<40 {
        let claim = maker.claim()
        var plans: Set<Question> = []
        var texts: [String] = []
        for _ in 0..<4 {
          var writer = Writer(maker.census, dice: Dice(maker.dice.next()))
          texts.append("segment customers where " + writer.text(claim))
          if let plan = heed.plan(of: texts[texts.count - 1]) { plans.insert(plan) }
        }
        #expect(plans.count == 1, "HEED_SEED=\(Dice.seed)\n\(Set(texts).sorted().joined(separator: "\n"))")
        guard case .answer(let first) = heed.ask(texts[0]), case .answer(let last) = heed.ask(texts[3]),
          case .answer(let canonical) = heed.ask(first.statement)
        else {
          Issue.record("HEED_SEED=\(Dice.seed): no answer to \(texts[0])")
          continue
        }
        #expect(first.reading == last.reading)
        #expect(canonical.reading == first.reading)
        #expect(canonical.ids == first.ids)
        #expect(canonical.statement == first.statement)
      }
      dice = maker.dice
    }
  }
}
