internal import DataModel
internal import Plan
internal import Statistics

/// `blindspots`: whose voice is missing, and where what people did and what they say disagree.
struct BlindspotsVerb: Verb {
  let question: Blindspots
  let context: Asking.Context

  private var who: Condition { question.who.condition }
  private var value: AttributeRef? { context.catalog.slots.value.flatMap { $0.type.isNumber ? $0 : nil } }

  /// `m0` people, `m1` who left, `m2` who spoke, `m3` messages; then of each gap its people, and what they are worth.
  private var metrics: [Metric] {
    let words = RecordScope(.feedback, saying: .something, window: question.recent)
    let gaps = question.gaps.flatMap { gap -> [Metric] in
      [.number(gap.condition)]
        + (value.map { [.named(gap.name, .aggregate(.total, .attribute($0)), filter: gap.condition)] } ?? [])
    }
    return [.count, .number(question.churn?.condition ?? .not(.everyone)), .doing(words), .records(words)]
      + gaps
  }

  var firstRound: [Measurement] {
    [[], question.keys].map {
      .groups(Groups(who: who, subject: .people, keys: $0, metrics: metrics))
    }
  }

  /// Of every disagreement that is shown: three people, and the last words of one.
  func secondRound(after first: [Columns]) -> [Measurement] {
    shown(first).flatMap { gap -> [Measurement] in
      let people = Condition.conjunction(
        [who, gap.gap.condition] + question.keys.conditions(first[1], row: gap.group.row))
      let order = value.map { [Order(.attribute($0), descending: true)] } ?? []
      return [
        .rows(Rows(who: people, columns: [], order: order, limit: 3)),
        .verbatims(Verbatims(who: people, voices: [], lastWords: true, limit: 1)),
      ]
    }
  }

  // MARK: The groups

  private struct Group {
    let row: Int
    let people: Int
    let left: Int
    let spoke: Int
    let messages: Int
    /// Share of messages over share of people; of leavers over people. Nil where there are none at all.
    let voice: Double?
    let trouble: Double?
    var hearing = ""

    /// What the groups are ordered by: infinite where trouble has no voice.
    var imbalance: Double {
      guard let trouble, trouble > 0 else { return 0 }
      guard let voice, voice > 0 else { return .infinity }
      return trouble / voice
    }
  }

  private func groups(_ first: [Columns]) -> [Group] {
    let all = group(first[0], 0, of: nil)
    let groups = (0..<first[1].rowCount).map { group(first[1], $0, of: all) }.filter { $0.people > 0 }
    return groups.sorted { left, right in
      if left.imbalance != right.imbalance { return left.imbalance > right.imbalance }
      return left.people == right.people ? left.row < right.row : left.people > right.people
    }
  }

  private func group(_ columns: Columns, _ row: Int, of all: Group?) -> Group {
    func count(_ metric: Int, _ name: String) -> Int { columns["m\(metric).\(name)", row].integer ?? 0 }
    let (people, left, spoke, messages) = (count(0, "n"), count(1, "hits"), count(2, "hits"), count(3, "n"))
    func ratio(_ part: Int, of whole: Int?) -> Double? {
      guard let all, let whole, whole > 0, people > 0 else { return nil }
      return Double(part) / Double(whole) / (Double(people) / Double(all.people))
    }
    var group = Group(
      row: row, people: people, left: left, spoke: spoke, messages: messages,
      voice: ratio(messages, of: all?.messages), trouble: ratio(left, of: all?.left))
    if let all { group.hearing = hearing(group, among: all) }
    return group
  }

  /// Under-heard: more trouble than voice, both beyond chance; over-heard: the reverse.
  private func hearing(_ group: Group, among all: Group) -> String {
    guard let voice = group.voice, let trouble = group.trouble,
      let left = Share(group.left, of: group.people),
      let spoke = Share(group.spoke, of: group.people), let allLeft = Share(all.left, of: all.people),
      let allSpoke = Share(all.spoke, of: all.people), question.churn != nil
    else { return "" }
    if trouble > 1, voice < 1, left.interval.low > allLeft.value, spoke.interval.high < allSpoke.value {
      return "under"
    }
    if trouble < 1, voice > 1, left.interval.high < allLeft.value, spoke.interval.low > allSpoke.value {
      return "over"
    }
    return ""
  }

  private struct Shown {
    let gap: Blindspots.Gap
    let number: Int
    let group: Group
    let people: Int
  }

  /// Disagreements that anybody is in, gap by gap, of as many groups as are wanted.
  private func shown(_ first: [Columns]) -> [Shown] {
    let groups = groups(first)
    let wanted = groups.prefix(question.limit ?? context.rowLimit ?? groups.count)
    return question.gaps.enumerated().flatMap { number, gap in
      wanted.compactMap { group in
        let people = first[1]["m\(metric(of: number)).hits", group.row].integer ?? 0
        return people > 0 ? Shown(gap: gap, number: number, group: group, people: people) : nil
      }
    }
  }

  /// Where a gap's metrics start.
  private func metric(of gap: Int) -> Int { 4 + gap * (value == nil ? 1 : 2) }

  // MARK: The answer

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "blindspots", statement: context.statement, reading: context.reading)
    let all = group(first[0], 0, of: nil)
    let groups = groups(first)
    answer.summary = [
      Answer.Figure("people", .integer(Int64(all.people)), unit: .people),
      Answer.Figure("left", .integer(Int64(all.left)), unit: .people),
      Answer.Figure("spoke", .integer(Int64(all.spoke)), unit: .people),
      Answer.Figure("messages", .integer(Int64(all.messages)), unit: .records),
    ]
    let under = groups.filter { $0.hearing == "under" }
    if !under.isEmpty {
      answer.headline = "Under-heard: \(under.map { name($0, first[1]) }.joined(separator: "; "))"
    } else if let most = groups.first, most.imbalance > 1, let trouble = most.trouble, let voice = most.voice
    {
      answer.headline =
        "Nobody is under-heard beyond chance. Most trouble for its voice: \(name(most, first[1])) (trouble "
        + "\(plain(.real(trouble))), voice \(plain(.real(voice))))"
    }
    answer.tables = [voices(groups, all: all, keys: first[1])]
    let shown = shown(first)
    let examples = shown.indices.map { (people: second[2 * $0], words: second[2 * $0 + 1]) }
    answer.tables += disagreements(shown, first[1], examples.map(\.people), groups: groups.count)
    answer.quotes = zip(shown, examples).compactMap { gap, example in
      let group = question.keys.isEmpty ? "" : " (\(name(gap.group, first[1])))"
      return Answer.Quote(example.words, row: 0, marking: [], caption: "\(gap.gap.name)\(group), last words")
    }
    if let limit = context.quoteLimit { answer.quotes = Array(answer.quotes.prefix(limit)) }
    answer.notes = notes(groups, all: all, hasGaps: !shown.isEmpty)
    return answer
  }

  /// Of each group its people, those who left and those who spoke; of each disagreement those who are in it.
  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    func opening(_ words: String, _ group: Group, _ part: Condition?, _ people: Int, _ column: String?)
      -> Opening
    {
      let keys = question.keys
      let name = keys.words(first[1], row: group.row, context.catalog)
      return Opening(
        [words, name].filter { !$0.isEmpty }.joined(separator: ", "),
        .conjunction([who] + keys.conditions(first[1], row: group.row) + (part.map { [$0] } ?? [])),
        people: people, column: column)
    }
    let spoke = Condition.records(
      RecordScope(.feedback, saying: .something, window: question.recent), .some)
    let voices = groups(first).map { group in
      [opening("", group, nil, group.people, nil)]
        + (question.churn.map { [opening($0.name, group, $0.condition, group.left, $0.name)] } ?? [])
        + [opening("spoke", group, spoke, group.spoke, "spoke")]
    }
    let gaps = shown(first).map { gap in
      [opening(gap.gap.name, gap.group, gap.gap.condition, gap.people, nil)]
    }
    return [voices] + (gaps.isEmpty ? [] : [gaps])
  }

  private func keyCells(_ group: Group, _ keys: Columns) -> [Answer.Cell] {
    question.keys.enumerated().map { Answer.Cell($1.label(keys, row: group.row, key: $0, context.catalog)) }
  }

  private func name(_ group: Group, _ keys: Columns) -> String {
    keyCells(group, keys).map { $0.value == .missing ? "(missing)" : plain($0.value) }.joined(separator: ", ")
  }

  private var keyColumns: [Answer.Column] { question.keys.map { Answer.Column($0.title, .text) } }

  private func voices(_ groups: [Group], all: Group, keys: Columns) -> Answer.Table {
    let left = question.churn?.name ?? "left"
    var table = Answer.Table(
      title: "Whose voice",
      columns: keyColumns + [
        Answer.Column("people", .integer, unit: .people), Answer.Column("voice", .real),
        Answer.Column("trouble", .real), Answer.Column("heard", .text),
        Answer.Column(left, .real, unit: .share), Answer.Column("spoke", .real, unit: .share),
      ])
    func cells(_ group: Group) -> [Answer.Cell] {
      [
        Answer.Cell(.integer(Int64(group.people))), cell(group.voice), cell(group.trouble),
        Answer.Cell(.text(group.hearing)),
        question.churn == nil ? Answer.Cell(.missing) : share(group.left, of: group.people),
        share(group.spoke, of: group.people),
      ]
    }
    let wanted = groups.prefix(question.limit ?? context.rowLimit ?? groups.count)
    table.rows = wanted.map { keyCells($0, keys) + cells($0) }
    table.hidden = groups.count - wanted.count
    if !question.keys.isEmpty { table.total = keyColumns.map { _ in Answer.Cell(.missing) } + cells(all) }
    return table
  }

  /// A table for each disagreement that anybody is in, of the same groups in the same order.
  private func disagreements(
    _ shown: [Shown], _ keys: Columns, _ people: [Columns], groups: Int
  ) -> [Answer.Table] {
    var columns =
      keyColumns + [
        Answer.Column("people", .integer, unit: .people), Answer.Column("share", .real, unit: .share),
      ]
    if let value {
      columns.append(Answer.Column(value.name, value.type, unit: Value.attribute(value).unit(money: value)))
    }
    columns.append(Answer.Column("for example", .list))
    return question.gaps.indices.compactMap { number in
      let rows = zip(shown, people).filter { $0.0.number == number }.map { gap, people in
        keyCells(gap.group, keys)
          + [Answer.Cell(.integer(Int64(gap.people))), share(gap.people, of: gap.group.people)]
          + (value == nil ? [] : [Answer.Cell(keys["m\(metric(of: number) + 1).sum", gap.group.row])])
          + [Answer.Cell(.list(people["id"].compactMap(\.text)))]
      }
      guard !rows.isEmpty else { return nil }
      return Answer.Table(title: title(of: question.gaps[number]), columns: columns, rows: rows)
    }
  }

  /// `left in silence: gone, and said nothing in the 90 days before`.
  private func title(of gap: Blindspots.Gap) -> String {
    // A definition of the user's own of that name may mean something else.
    guard case .named(let name, _) = gap.condition, name.origin == .prelude,
      let meaning = Blindspots.meaning(of: gap.name)
    else { return gap.name }
    return "\(gap.name): \(meaning)"
  }

  private func share(_ hits: Int, of people: Int) -> Answer.Cell {
    guard let share = Share(hits, of: people) else { return Answer.Cell(.missing) }
    return Answer.Cell(
      .real(share.value), low: share.interval.low, high: share.interval.high, of: (hits, people),
      isSmall: people < smallGroup)
  }

  private func cell(_ value: Double?) -> Answer.Cell { Answer.Cell(value.map { .real($0) } ?? .missing) }

  private func notes(_ groups: [Group], all: Group, hasGaps: Bool) -> [String] {
    guard all.people > 0 else { return ["There is nobody."] }
    let population = question.who.population
    let noun = population.counted(all.people)
    let days = question.recent == nil ? "" : " in the last \(Topics.trendDays) days"
    var notes = ["\(grouped(all.spoke)) of \(grouped(all.people)) \(noun) said something\(days)."]
    if !question.keys.isEmpty {
      notes.append(
        "voice: share of messages by share of people; trouble: share of leavers by share of people. Under-heard: "
          + "trouble above 1 and voice below, both beyond chance.")
    }
    if let churn = question.churn {
      if let note = churn.note { notes.append(note) }
    } else {
      notes.append("Nothing says who left: `define churned as …` does.")
    }
    if hasGaps {
      let name = question.gaps.first.map { $0.name.contains(" ") ? "\"\($0.name)\"" : $0.name } ?? ""
      notes.append(
        "Where looking and listening disagree: `describe \(name)` says exactly what is meant, and "
          + "`segment customers where \(name)` opens it; so for each.")
    }
    let missing = Blindspots.gapNames.filter { name in !question.gaps.contains { $0.name == name } }
    if !missing.isEmpty { notes.append("Not known from this data: \(missing.joined(separator: ", ")).") }
    if groups.contains(where: { $0.people < smallGroup }) {
      notes.append("Groups of fewer than \(smallGroup) people are marked.")
    }
    return notes
  }
}
