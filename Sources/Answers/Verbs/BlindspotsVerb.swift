internal import DataModel
internal import Plan
internal import Statistics

/// `blindspots`: whose voice is missing, and where what people did and what they say disagree.
struct BlindspotsVerb: Verb {
  let question: Blindspots
  let context: Asking.Context

  private var who: Condition { question.who.condition }
  private var value: AttributeRef? { context.catalog.slots.value.flatMap { $0.type.isNumber ? $0 : nil } }
  private var words: RecordScope { RecordScope(.feedback, saying: .something, window: question.recent) }

  /// Of all, and of each group: people by how long they were there, with `m0` who left in that time, `m1` who spoke
  /// and `m2` messages a person. Then of each group the people of each disagreement, and what those are worth who left
  /// and those who did not.
  var firstRound: [Measurement] {
    let days = question.recent.map { Hearing.keys($0) } ?? []
    let spoken: [Metric] = [
      .number(question.leaving ?? .not(.everyone)), .doing(words), .aggregate(.average, .count(words)),
    ]
    let gaps = question.gaps.flatMap { gap in [.number(gap.condition)] + worth(of: gap) }
    return [
      Groups(who: who, subject: .people, keys: days, metrics: spoken),
      Groups(who: who, subject: .people, keys: question.keys + days, metrics: spoken),
      Groups(who: who, subject: .people, keys: question.keys, metrics: [.count] + gaps),
    ].map { .groups($0) } + (question.recent.map { [Hearing.messages(words, of: who, $0)] } ?? [])
  }

  /// Money of people who left is lost, that of the others at stake: never one sum.
  private func worth(of gap: Blindspots.Gap) -> [Metric] {
    guard let value else { return [] }
    let total = Metric.aggregate(.total, .attribute(value))
    let left = question.churn?.left ?? .not(.everyone)
    return [left, .not(left)].map {
      .named(gap.name, total, filter: .conjunction([gap.condition, $0]))
    }
  }

  /// Of every disagreement that is shown: three people, and the last words of one.
  func secondRound(after first: [Columns]) -> [Measurement] {
    shown(first, groups(first)).flatMap { gap -> [Measurement] in
      let people = Condition.conjunction(
        [who, gap.gap.condition] + question.keys.conditions(first[2], row: gap.row))
      let order = value.map { [Order(.attribute($0), descending: true)] } ?? []
      return [
        .rows(Rows(who: people, columns: [], order: order, limit: 3)),
        .verbatims(Verbatims(who: people, voices: [], lastWords: true, limit: 1)),
      ]
    }
  }

  // MARK: The groups

  private struct Group {
    /// A row of it in the columns of the groups by days.
    var row = 0
    /// Who was there at all, and what they said, by what each would say if on each day all spoke alike.
    var counts = CountsOverTime()
    /// How long they were there.
    var days = 0.0
    var left = 0
    var spoke = 0
    /// Its rate of messages by the rate of all; of leavers. Nil where there are none at all.
    var voice: CountShare?
    var trouble: CountShare?
    /// Corrected over the groups and both directions; of the direction of its voice.
    var q: Double?

    var people: Int { counts.people }
    var isUnder: Bool { (voice?.ratio ?? 1) < 1 && (q ?? 1) < 0.05 }
    var isOver: Bool { (voice?.ratio ?? 1) > 1 && (q ?? 1) < 0.05 }
  }

  /// Least heard first.
  private func groups(_ first: [Columns]) -> [Group] {
    let all = whole(first)
    let hearing = hearing(first)
    var groups = question.keys.rows(first[1]).map { rows in
      var group = Group(row: rows[0])
      for row in rows { add(row, of: first[1], days: question.keys.count, hearing, to: &group) }
      return group
    }
    groups.removeAll { $0.people == 0 }
    let dispersion = CountsOverTime.dispersion(of: groups.map(\.counts))
    for index in groups.indices {
      let counts = groups[index].counts
      groups[index].voice = CountShare(
        counts.count, of: all.counts.count, time: counts.time, ofTime: all.counts.time, dispersion: dispersion
      )
      groups[index].trouble = CountShare(
        groups[index].left, of: all.left, time: groups[index].days, ofTime: all.days)
    }
    let known = groups.indices.filter { groups[$0].voice != nil && groups.count > 1 }
    // A group may be heard too little or too much: both are tested.
    let chances = known.compactMap { groups[$0].voice }.flatMap { [$0.fewer, $0.more] }
    let rates = falseDiscoveryRates(chances)
    for (place, index) in known.enumerated() {
      groups[index].q = rates[2 * place + ((groups[index].voice?.ratio ?? 1) < 1 ? 0 : 1)]
    }
    return groups.sorted { left, right in
      let ratios = [left, right].map { $0.voice?.ratio ?? .infinity }
      if ratios[0] != ratios[1] { return ratios[0] < ratios[1] }
      return left.people == right.people ? left.row < right.row : left.people > right.people
    }
  }

  private func whole(_ first: [Columns]) -> Group {
    var all = Group()
    let hearing = hearing(first)
    for row in 0..<first[0].rowCount { add(row, of: first[0], days: 0, hearing, to: &all) }
    return all
  }

  private func hearing(_ first: [Columns]) -> Hearing? {
    guard question.recent != nil, let today = context.catalog.clock?.today else { return nil }
    return Hearing(first[0], messages: first[3], today)
  }

  private func name(of row: Int, _ columns: Columns) -> [Scalar] {
    question.keys.indices.map { columns["key\($0)", row] }
  }

  /// Adds the people of a row, who were all there on the same days; where nothing has a date, each is one.
  private func add(_ row: Int, of columns: Columns, days: Int, _ hearing: Hearing?, to group: inout Group) {
    let present = hearing?.days(columns, row, key: days) ?? 0..<1
    guard !present.isEmpty else { return }
    func count(_ name: String) -> Int { columns[name, row].integer ?? 0 }
    let (people, messages) = (count("m2.n"), count("m2.sum"))
    // Of the mean: that of a person's count is so many times it.
    let variance = (columns["m2.variance", row].number ?? 0) * Double(people)
    let mean = people > 0 ? Double(messages) / Double(people) : 0
    group.counts.add(
      people: people, time: hearing?.share(of: present) ?? 1, count: messages,
      countSquares: variance * Double(people - 1) + mean * Double(messages))
    group.days += Double(people * present.count)
    group.left += count("m0.hits")
    group.spoke += count("m1.hits")
  }

  private struct Shown {
    let gap: Blindspots.Gap
    let number: Int
    /// Of the group in the columns of disagreements.
    let row: Int
    let people: Int
    let of: Int
  }

  private var limit: Int { question.limit ?? context.rowLimit ?? .max }

  /// Disagreements that anybody is in, gap by gap, of as many groups as are wanted, in the order of the voices; then
  /// those of groups in which nobody is there any more.
  private func shown(_ first: [Columns], _ groups: [Group]) -> [Shown] {
    let order = Dictionary(
      groups.enumerated().map { (name(of: $0.element.row, first[1]), $0.offset) }
    ) { one, _ in one }
    let rows = (0..<first[2].rowCount).sorted {
      let places = [$0, $1].map { order[name(of: $0, first[2])] ?? .max }
      return places[0] == places[1] ? $0 < $1 : places[0] < places[1]
    }.prefix(limit)
    return question.gaps.enumerated().flatMap { number, gap in
      rows.compactMap { row in
        let people = first[2]["m\(metric(of: number)).hits", row].integer ?? 0
        guard people > 0 else { return nil }
        return Shown(
          gap: gap, number: number, row: row, people: people, of: first[2]["m0.n", row].integer ?? 0)
      }
    }
  }

  /// Where a gap's metrics start.
  private func metric(of gap: Int) -> Int { 1 + gap * (value == nil ? 1 : 3) }

  // MARK: The answer

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "blindspots", statement: context.statement, reading: context.reading)
    let all = whole(first)
    let groups = groups(first)
    answer.summary = [
      Answer.Figure("people", .integer(Int64(all.people)), unit: .people),
      Answer.Figure("left", .integer(Int64(all.left)), unit: .people),
      Answer.Figure("spoke", .integer(Int64(all.spoke)), unit: .people),
      Answer.Figure("messages", .integer(Int64(all.counts.count)), unit: .records),
    ]
    let under = groups.filter(\.isUnder)
    if !under.isEmpty {
      answer.headline = "Under-heard: \(under.map { heard($0, first[1]) }.joined(separator: "; "))"
    } else if let least = groups.first, groups.count > 1, let voice = least.voice, voice.ratio < 1 {
      answer.headline = "Nobody is under-heard beyond chance. Least heard: \(heard(least, first[1]))"
    }
    answer.tables = [voices(groups, all: all, keys: first[1])]
    let shown = shown(first, groups)
    let examples = shown.indices.map { (people: second[2 * $0], words: second[2 * $0 + 1]) }
    answer.tables += disagreements(shown, first[2], examples.map(\.people))
    answer.quotes = zip(shown, examples).compactMap { gap, example in
      let group = question.keys.isEmpty ? "" : " (\(name(gap.row, first[2])))"
      return Answer.Quote(example.words, row: 0, marking: [], caption: "\(gap.gap.name)\(group), last words")
    }
    if let limit = context.quoteLimit { answer.quotes = Array(answer.quotes.prefix(limit)) }
    answer.notes = notes(groups, all: all, hasGaps: !shown.isEmpty)
    return answer
  }

  /// `enterprise (12 messages where 31 would be its share)`
  private func heard(_ group: Group, _ keys: Columns) -> String {
    let expected = group.voice.map { grouped(Int($0.expected.rounded())) } ?? ""
    return "\(name(group.row, keys)) (\(grouped(group.counts.count)) "
      + "\(group.counts.count == 1 ? "message" : "messages") where its share would be \(expected))"
  }

  /// Of each group who was there, who left and who spoke; of each disagreement those who are in it.
  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let there = question.recent.map {
      Condition.test(.presence($0), .compare(.greater, .literal(.integer(0))))
    }
    func opening(
      _ words: String, _ row: Int, of columns: Columns, _ part: Condition?, _ people: Int, _ column: String?
    )
      -> Opening
    {
      let keys = question.keys
      let name = keys.words(columns, row: row, context.catalog)
      return Opening(
        [words, name].filter { !$0.isEmpty }.joined(separator: ", "),
        .conjunction([who] + keys.conditions(columns, row: row) + (part.map { [$0] } ?? [])),
        people: people, column: column)
    }
    func present(_ part: Condition?) -> Condition? {
      let parts = [there, part].compactMap { $0 }
      return parts.isEmpty ? nil : .conjunction(parts)
    }
    let spoke = Condition.records(words, .some)
    let groups = groups(first)
    let voices = groups.map { group in
      [opening("", group.row, of: first[1], present(nil), group.people, nil)]
        + (question.leaving.map {
          [opening(left, group.row, of: first[1], present($0), group.left, left)]
        } ?? [])
        + [opening("spoke", group.row, of: first[1], present(spoke), group.spoke, "spoke")]
    }
    let gaps = shown(first, groups).map { gap in
      [opening(gap.gap.name, gap.row, of: first[2], gap.gap.condition, gap.people, nil)]
    }
    return [voices] + (gaps.isEmpty ? [] : [gaps])
  }

  private var left: String { question.churn?.name ?? "left" }

  private func keyCells(_ row: Int, _ keys: Columns) -> [Answer.Cell] {
    question.keys.enumerated().map { Answer.Cell($1.label(keys, row: row, key: $0, context.catalog)) }
  }

  private func name(_ row: Int, _ keys: Columns) -> String {
    keyCells(row, keys).map { $0.value == .missing ? "(missing)" : plain($0.value) }.joined(separator: ", ")
  }

  private var keyColumns: [Answer.Column] { question.keys.map { Answer.Column($0.title, .text) } }

  private func voices(_ groups: [Group], all: Group, keys: Columns) -> Answer.Table {
    var table = Answer.Table(
      title: "Whose voice",
      columns: keyColumns + [
        Answer.Column("people", .integer, unit: .people), Answer.Column("voice", .real),
        Answer.Column("heard", .text), Answer.Column("q", .real, unit: .chance),
        Answer.Column("spoke", .real, unit: .share),
        Answer.Column("messages", .integer, unit: .records, for: .machines),
        Answer.Column("trouble", .real), Answer.Column(left, .real, unit: .share),
      ])
    func cells(_ group: Group) -> [Answer.Cell] {
      [
        Answer.Cell(.integer(Int64(group.people))), cell(group.voice?.ratio),
        Answer.Cell(.text(group.isUnder ? "under" : group.isOver ? "over" : "")), cell(group.q),
        share(group.spoke, of: group.people), Answer.Cell(.integer(Int64(group.counts.count))),
        cell(group.trouble?.ratio),
        question.leaving == nil ? Answer.Cell(.missing) : share(group.left, of: group.people),
      ]
    }
    let wanted = groups.prefix(limit)
    table.rows = wanted.map { keyCells($0.row, keys) + cells($0) }
    table.hidden = groups.count - wanted.count
    if !question.keys.isEmpty { table.total = keyColumns.map { _ in Answer.Cell(.missing) } + cells(all) }
    return table
  }

  /// A table for each disagreement that anybody is in, of the same groups in the same order.
  private func disagreements(_ shown: [Shown], _ keys: Columns, _ people: [Columns]) -> [Answer.Table] {
    question.gaps.indices.compactMap { number in
      let rows = zip(shown, people).filter { $0.0.number == number }
      guard !rows.isEmpty else { return nil }
      // What nobody is worth anything in is left out: of the gone nothing is at stake.
      let worth = (value == nil ? [] : [(1, "lost"), (2, "at stake")]).filter { place, _ in
        rows.contains { (keys["m\(metric(of: number) + place).n", $0.0.row].integer ?? 0) > 0 }
      }
      let money = value.map { value in
        worth.map {
          Answer.Column("\(value.name) \($0.1)", value.type, unit: Value.attribute(value).unit(money: value))
        }
      }
      return Answer.Table(
        title: title(of: question.gaps[number]),
        columns: keyColumns
          + [Answer.Column("people", .integer, unit: .people), Answer.Column("share", .real, unit: .share)]
          + (money ?? []) + [Answer.Column("for example", .list)],
        rows: rows.map { gap, people in
          keyCells(gap.row, keys)
            + [Answer.Cell(.integer(Int64(gap.people))), share(gap.people, of: gap.of)]
            + worth.map { Answer.Cell(keys["m\(metric(of: number) + $0.0).sum", gap.row]) }
            + [Answer.Cell(.list(people["id"].compactMap(\.text)))]
        })
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
    let days = question.recent == nil ? "" : " who were there in the last \(Topics.trendDays) days"
    var notes = [
      "\(grouped(all.spoke)) of \(grouped(all.people)) \(noun)\(days) said something\(days.isEmpty ? "" : " in them")."
    ]
    if question.keys.isEmpty, let segment = context.catalog.slots.segments.first {
      notes.append(
        "Everybody is one group here, so nobody can be heard less than others: `by \(segment.name)` after it compares groups."
      )
    }
    if groups.count > 1 {
      notes.append(
        (question.recent == nil
          ? "voice: a group's messages for each person, by those of all; trouble: the same of who left. "
          : "voice: a group's messages, by what it would have if on each day all who were there spoke alike; trouble: "
            + "who left, by its share of the days that people were there. ")
          + "Under-heard: fewer messages than chance allows where people of all groups speak alike (q < 0.05, corrected for "
          + "\(grouped(groups.count)) groups), whatever the trouble.")
    }
    if let churn = question.churn {
      if let note = churn.note { notes.append(note) }
      if question.recent != nil, churn.condition.onset == nil {
        notes.append("\(churn.name) has no date, so that who left at any time counts.")
      }
    } else {
      notes.append("Nothing says who left: `define churned as …` does.")
    }
    if question.gaps.contains(where: { $0.name == "paying unused" }) { notes += chargesNote }
    if hasGaps {
      let name = question.gaps.first.map { $0.name.contains(" ") ? "\"\($0.name)\"" : $0.name } ?? ""
      notes.append(
        "Where looking and listening disagree, of all people, those included who left before: `describe \(name)` says exactly what is meant, and "
          + "`segment customers where \(name)` opens it; so for each.")
    }
    let missing = Blindspots.gapNames.filter { name in !question.gaps.contains { $0.name == name } }
    if !missing.isEmpty { notes.append("Not known from this data: \(missing.joined(separator: ", ")).") }
    if groups.contains(where: { $0.people < smallGroup }) {
      notes.append("Groups of fewer than \(smallGroup) people are marked.")
    }
    return notes
  }

  /// Being charged is no use of anything; where the charges were guessed, it says so.
  private var chargesNote: [String] {
    let charges = context.catalog.charges
    guard charges.isGuessed, !charges.names.isEmpty else { return [] }
    return [
      "\(charges.names.joined(separator: ", ")): taken for charges, by name and amount, and so no use; `charges are …` "
        + "in `load events` says which are."
    ]
  }
}
