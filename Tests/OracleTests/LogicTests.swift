import DataModel
import Session
import SourceText
import TestSupport
import Testing

/// Relations between answers that always hold. Databases are tested in this way: by partition (Rigger & Su 2020, "Finding
/// bugs in database systems via query partitioning"), by a pivot (Rigger & Su 2020, "Testing database engines via pivoted
/// query synthesis"), and by rewriting a question into others that mean the same.
@Suite struct LogicTests {
  /// Parallel runs.
  static let batches = 4
  /// Statements in all; `make logic` asks a million.
  static let statements = TestRun.number("HEED_STATEMENTS", else: 2400)

  @Test(arguments: 0..<batches) func answersFitEachOther(batch: Int) {
    var dice = Dice(Dice.seed &+ 7 &+ UInt64(1000 * batch))
    var asked = 0
    while asked < Self.statements / Self.batches {
      let world = World(&dice)
      var trial = Logic(world, dice: dice)
      for _ in 0..<60 {
        if let found = trial.fault() {
          Issue.record("HEED_SEED=\(Dice.seed), batch \(batch)\n\(found)\n\(world.workspace())")
          return
        }
      }
      asked += trial.asked
      dice = trial.maker.dice
    }
    print("batch \(batch): \(asked) statements fit each other, HEED_SEED=\(Dice.seed)")
  }
}

/// A workspace with random statements about it.
private struct Logic {
  var heed: Heed
  var maker: ClaimMaker
  private(set) var asked = 0

  init(_ world: World, dice: Dice) {
    heed = Heed(world)
    maker = ClaimMaker(Census(world), dice: dice)
  }

  /// The relation that does not hold; nil if all do.
  mutating func fault() -> String? {
    do throws(Fault) {
      if let trouble = heed.trouble { throw Fault("the workspace does not load: \(trouble)") }
      let words = maker.audience().words
      let audience = words.isEmpty ? "customers" : words
      let (first, second) = (text(maker.claim()), text(maker.claim()))
      try partition(audience, first, second)
      try rewrites(audience, first, second)
      try otherVerbs(audience, first, second)
      try records(first)
      try pivot()
      return nil
    } catch {
      return error.words
    }
  }

  private struct Fault: Error {
    let words: String
    init(_ words: String) { self.words = words }
  }

  private mutating func text(_ claim: Claim) -> String {
    var writer = Writer(maker.census, dice: Dice(maker.dice.next()))
    return "(" + writer.text(claim) + ")"
  }

  private mutating func answer(_ query: String) throws(Fault) -> Answer {
    asked += 1
    switch heed.ask(query) {
    case .answer(let answer): return answer
    case .refusal(let why): throw Fault("\(query)\nis refused: \(why)")
    }
  }

  private mutating func people(_ audience: String, _ condition: String) throws(Fault) -> [String] {
    try answer("segment \(audience) where \(condition)").ids
  }

  private mutating func count(_ query: String) throws(Fault) -> Int {
    guard let count = try answer("count \(query)").figure("count").integer else {
      throw Fault("count \(query)\nhas no count")
    }
    return count
  }

  private func expect(_ isSo: Bool, _ words: @autoclosure () -> String) throws(Fault) {
    if !isSo { throw Fault(words()) }
  }

  /// Everybody is in exactly one of P and not P; and everybody in P is in exactly one of Q and not Q.
  private mutating func partition(_ audience: String, _ first: String, _ second: String) throws(Fault) {
    let all = try answer("segment \(audience)").ids
    let (inside, outside) = try (people(audience, first), people(audience, "not \(first)"))
    try expect(
      Set(inside).isDisjoint(with: outside) && inside.count + outside.count == all.count
        && Set(inside).union(outside) == Set(all),
      "\(audience) where \(first)\nand its opposite are \(inside.count) and \(outside.count) of \(all.count)")
    let both = try count("\(audience) where \(first) and \(second)")
    let rest = try count("\(audience) where \(first) and not \(second)")
    try expect(
      both + rest == inside.count,
      "\(audience) where \(first)\nby \(second): \(both) + \(rest) of \(inside.count)")
  }

  /// Conditions that mean the same are true of the same people.
  private mutating func rewrites(_ audience: String, _ first: String, _ second: String) throws(Fault) {
    let pairs = [
      (first, "not (not \(first))"),
      (first, "(\(first) and \(second)) or (\(first) and not \(second))"),
      ("not (\(first) and \(second))", "not \(first) or not \(second)"),
      ("not (\(first) or \(second))", "not \(first) and not \(second)"),
      ("\(first) and \(second)", "\(second) and \(first)"),
      ("\(first) or \(second)", "\(second) or \(first)"),
      (first, "\(first) and (\(first) or \(second))"),
    ]
    let (left, right) = maker.dice.pick(pairs)
    let (one, other) = try (people(audience, left), people(audience, right))
    try expect(
      Set(one) == Set(other) && one.count == other.count,
      "\(audience) where \(left)\nare \(one.sorted()), and where \(right)\n\(other.sorted())")
  }

  /// A count is the length of the segment, whatever is shown for it and however the condition is named.
  private mutating func otherVerbs(_ audience: String, _ first: String, _ second: String) throws(Fault) {
    let whole = try answer("segment \(audience) where \(first)")
    let ids = whole.ids
    try expect(whole.figure("count").integer == ids.count, "segment \(audience) where \(first)\nmiscounts")
    switch maker.dice.roll(1...5) {
    case 1:
      let few = try answer("segment \(audience) where \(first) limit 3")
      try expect(
        few.figure("count").integer == ids.count && few.ids == Array(ids.prefix(3)),
        "segment \(audience) where \(first) limit 3\nis \(few.ids), without the limit \(ids)")
    case 2:
      let groups = try answer("count \(audience) where \(first) by \(second)")
      let counts = groups.tables.first?.rows.compactMap { $0.dropFirst().first?.value.integer } ?? []
      try expect(
        counts.reduce(0, +) == ids.count,
        "count \(audience) where \(first) by \(second)\nis \(counts) of \(ids.count)")
    case 3:
      let (them, both) = try (
        count("them where \(second)"), count("\(audience) where \(first) and \(second)")
      )
      try expect(
        them == both,
        "\(audience) where \(first)\nthen them where \(second): \(them), in one question \(both)")
    case 4:
      let again = try answer(whole.statement)
      try expect(
        again.ids == ids && again.reading == whole.reading,
        "segment \(audience) where \(first)\nis printed as \(whole.statement)\nwhich are others")
    case _:
      let share = try answer("measure rate of \(second) for \(audience) where \(first)")
      let both = try count("\(audience) where \(first) and \(second)")
      let row = share.tables.first?.rows.first?.map(\.value) ?? []
      try expect(
        ids.isEmpty
          || row.contains { $0.number.map { abs($0 - Double(both) / Double(ids.count)) < 1e-9 } ?? false },
        "measure rate of \(second) for \(audience) where \(first)\nis \(row), by counts \(both) of \(ids.count)"
      )
    }
  }

  /// Every event is one where P or one where not P. Names may mean something else for events; a refused question is
  /// skipped.
  private mutating func records(_ condition: String) throws(Fault) {
    let kind = maker.dice.pick(["order", "login"])
    var counts: [Int] = []
    for condition in ["", " where \(condition)", " where not \(condition)"] {
      asked += 1
      guard case .answer(let answer) = heed.ask("count \(kind) events\(condition)"),
        let count = answer.figure("count").integer
      else { return }
      counts.append(count)
    }
    try expect(
      counts[0] == counts[1] + counts[2],
      "count \(kind) events where \(condition)\nand its opposite: \(counts)")
  }

  /// A condition that was built to be true of one person finds that person; its opposite does not.
  private mutating func pivot() throws(Fault) {
    let census = maker.census
    guard !census.people.isEmpty else { return }
    let person = maker.dice.pick(census.people)
    let parts = (0..<maker.dice.roll(1...3)).map { _ in
      let claim = maker.claim()
      return census.isTrue(claim, of: person) ? claim : .not(claim)
    }
    let condition = parts.map { text($0) }.joined(separator: " and ")
    try expect(
      people("", condition).contains(person.id),
      "\(condition)\nis true of \(person.id) and does not find them")
    try expect(
      !people("", "not (\(condition))").contains(person.id), "not (\(condition))\nfinds \(person.id)")
  }
}
