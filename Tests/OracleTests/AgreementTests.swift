import Testing

/// Heed and the naive evaluator give the same people, whatever is asked.
@Suite struct AgreementTests {
  @Test func conditions() {
    var dice = Dice(Dice.seed)
    var shown = 0
    for number in 0..<6 {
      let world = World(&dice)
      var heed = Heed(world)
      let census = Census(world)
      if let trouble = heed.trouble { Issue.record("world \(number): \(trouble)\n\(world.workspace())"); return }
      var maker = ClaimMaker(census, dice: dice)
      for _ in 0..<60 {
        let claim = maker.claim()
        var writer = Writer(world, dice: Dice(maker.dice.next()))
        let text = "segment where " + writer.text(claim)
        let expected = census.people.filter { census.isTrue(claim, of: $0) }.map(\.id).sorted()
        switch heed.ask(text) {
        case .refusal(let why): shown += 1; print("REFUSED \(text)\n   \(why)")
        case .answer(let answer):
          let found = answer.ids.sorted()
          if found != expected { shown += 1; print("DIFFER \(text)\n   extra \(Set(found).subtracting(expected).sorted()) lacking \(Set(expected).subtracting(found).sorted()) of \(expected.count)/\(census.people.count)") }
        }
        if shown > 60 { return }
      }
      dice = maker.dice
    }
  }
}
