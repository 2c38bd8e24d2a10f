internal import DataModel
internal import Plan
internal import Statistics

/// Answers `blindspots`: which groups give too little feedback, and where behaviour and feedback disagree.
struct BlindspotsVerb: Verb {
  let question: Blindspots
  let context: QueryRunner.Context

  private var who: Condition { question.who.condition }
  private var value: AttributeRef? { context.catalog.slots.value.flatMap { $0.type.isNumber ? $0 : nil } }
  private var words: RecordScope { RecordScope(.feedback, saying: .something, window: question.recent) }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    // For everybody and for each group: people by how long they were customers, how many left, how many said something, and
    // messages per person. Then, for each group, the people of each disagreement and their value: lost and at stake.
    let days = question.recent.map { ExpectedMessages.keys($0) } ?? []
    let spoken: [Metric] = [
      .number(question.leaving ?? .not(.everyone)), .doing(words), .aggregate(.average, .count(words)),
    ]
    let figures = question.gaps.flatMap { gap in [.number(gap.condition)] + worth(of: gap) }
    var batch = Batch()
    let everybody = batch.add(Groups(who: who, keys: days, metrics: spoken))
    let byGroup = batch.add(Groups(who: who, keys: question.keys + days, metrics: spoken))
    let gaps = batch.add(Groups(who: who, keys: question.keys, metrics: [.count] + figures))
    let messages = question.recent.map { batch.add(ExpectedMessages.messages(words, of: who, $0)) }
    let replies = try backend.run(batch)
    let expectedMessages = expectedMessages(replies[everybody], messages: replies[messages])
    var all = Group()
    for row in replies[everybody].rows { add(row, to: &all, days: row.keys[...], expectedMessages) }
    let groups = groups(replies[byGroup], of: all, expectedMessages)
    let names = GroupNames(question.keys, of: replies[gaps].rows.map(\.keys), context.catalog)
    let shown = shown(replies[gaps], groups)
    // Three example people for each disagreement shown, and the latest message of one.
    var examples = Batch()
    let asked = shown.map { gap in
      let people = people(names, gap.keys, gap.gap.condition)
      let order = value.map { [Order(.attribute($0), descending: true)] } ?? []
      return (
        rows: examples.add(Rows(who: people, order: order, limit: 3)),
        words: examples.add(Verbatims.lastWords(of: people, limit: 1))
      )
    }
    let found = try backend.run(examples)

    var draft = Draft("blindspots", context)
    draft.summary = [
      Answer.Figure("people", all.people, unit: .people), Answer.Figure("left", all.left, unit: .people),
      Answer.Figure("spoke", all.spoke, unit: .people),
      Answer.Figure("messages", all.counts.count, unit: .records),
    ]
    let under = groups.filter(\.isUnder)
    if !under.isEmpty {
      draft.headline = "Under-heard: \(under.map { heard($0, names) }.joined(separator: "; "))"
    } else if let least = groups.first, groups.count > 1, let voice = least.voice, voice.ratio < 1 {
      draft.headline = "No group is under-heard beyond chance. Least heard: \(heard(least, names))"
    }
    let ids = asked.map { found[$0.rows].ids }
    draft.tables = [voices(groups, of: all, names)] + disagreements(shown, ids, names)
    draft.quotes = zip(shown, asked).compactMap { gap, asked in
      let group = question.keys.isEmpty ? "" : " (\(name(gap.keys, names)))"
      return Answer.Quote(
        firstOf: found[asked.words], marking: [], caption: "\(gap.gap.name)\(group), latest message")
    }
    if let limit = context.quoteLimit { draft.quotes = Array(draft.quotes.prefix(limit)) }
    draft.notes = notes(groups, all: all, hasGaps: !shown.isEmpty)
    return draft
  }

  /// The value of people who left is lost, that of the others is at stake; they are never added up.
  private func worth(of gap: Blindspots.Gap) -> [Metric] {
    guard let value else { return [] }
    let total = Metric.aggregate(.total, .attribute(value))
    let left = question.churn?.left ?? .not(.everyone)
    return [left, .not(left)].map {
      .named(gap.name, total, filter: .conjunction([gap.condition, $0]))
    }
  }

  // MARK: The groups

  private struct Group {
    var keys: [KeyValue] = []
    /// The index of the group in the reply.
    var place = 0
    /// The people who were customers, their messages, and the messages expected of them.
    var counts = CountsOverTime()
    /// How many days they were customers, in total.
    var days = 0.0
    var left = 0
    var spoke = 0
    /// Its messages and its leavers, compared with the expected numbers; nil if there are none at all.
    var voice: CountShare?
    var trouble: CountShare?
    /// The q of being under-heard or over-heard, whichever applies; corrected for all groups and both directions.
    var q: Double?

    var people: Int { counts.people }
    var isUnder: Bool { (voice?.ratio ?? 1) < 1 && (q ?? 1) < 0.05 }
    var isOver: Bool { (voice?.ratio ?? 1) > 1 && (q ?? 1) < 0.05 }
  }

  /// All groups, the least heard first.
  private func groups(_ reply: Groups.Reply, of all: Group, _ expectedMessages: ExpectedMessages?) -> [Group]
  {
    var places: [[KeyValue]: Int] = [:]
    var groups: [Group] = []
    for row in reply.rows {
      let keys = Array(row.keys.prefix(question.keys.count))
      let place = places[keys] ?? groups.count
      if place == groups.count {
        places[keys] = place
        groups.append(Group(keys: keys, place: place))
      }
      add(row, to: &groups[place], days: row.keys.dropFirst(question.keys.count), expectedMessages)
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
    // Both are tested: heard too little, and heard too much.
    let chances = known.compactMap { groups[$0].voice }.flatMap { [$0.fewer, $0.more] }
    let rates = falseDiscoveryRates(chances)
    for (place, index) in known.enumerated() {
      groups[index].q = rates[2 * place + ((groups[index].voice?.ratio ?? 1) < 1 ? 0 : 1)]
    }
    return groups.sorted { left, right in
      let ratios = [left, right].map { $0.voice?.ratio ?? .infinity }
      if ratios[0] != ratios[1] { return ratios[0] < ratios[1] }
      return left.people == right.people ? left.place < right.place : left.people > right.people
    }
  }

  private func expectedMessages(_ people: Groups.Reply, messages: Groups.Reply?) -> ExpectedMessages? {
    guard let messages, let today = context.catalog.clock?.today else { return nil }
    return ExpectedMessages(
      people.rows.map { ($0.keys[...], $0.figures[2].n ?? 0) }, messages: messages, today)
  }

  /// Adds the people of a row, who were all customers on the same days; without dates, each person counts as one day.
  private func add(
    _ row: Groups.Row, to group: inout Group, days: ArraySlice<KeyValue>,
    _ expectedMessages: ExpectedMessages?
  ) {
    let present = expectedMessages?.days(days) ?? 0..<1
    guard !present.isEmpty, case .mean(let people, _, let sum, let spread) = row.figures[2] else { return }
    let messages = sum.integer ?? 0
    // The reply has the variance of the mean; that of a single count is n times as large.
    let variance = (spread.variance ?? 0) * Double(people)
    let mean = people > 0 ? Double(messages) / Double(people) : 0
    group.counts.add(
      people: people, time: expectedMessages?.share(of: present) ?? 1, count: messages,
      countSquares: variance * Double(people - 1) + mean * Double(messages))
    group.days += Double(people * present.count)
    group.left += row.figures[0].hits
    group.spoke += row.figures[1].hits
  }

  private struct Shown {
    let gap: Blindspots.Gap
    let keys: [KeyValue]
    let people: Int
    let of: Int
    /// The value of those who left, then of those who did not; empty if the data has no value.
    let worth: ArraySlice<MetricResult>
  }

  private var limit: Int { question.limit ?? context.rowLimit ?? .max }

  /// The disagreements with people in them, gap by gap, for as many groups as wanted. Groups come in the order of the voices,
  /// those without present customers last.
  private func shown(_ reply: Groups.Reply, _ groups: [Group]) -> [Shown] {
    let order = Dictionary(groups.enumerated().map { ($1.keys, $0) }) { one, _ in one }
    let rows = reply.rows.enumerated().sorted { left, right in
      let (one, other) = (order[left.element.keys] ?? .max, order[right.element.keys] ?? .max)
      return one == other ? left.offset < right.offset : one < other
    }.prefix(limit).map(\.element)
    let width = value == nil ? 1 : 3
    return question.gaps.enumerated().flatMap { number, gap in
      rows.compactMap { row in
        let figures = row.figures.dropFirst(1 + number * width).prefix(width)
        guard let people = figures.first?.hits, people > 0 else { return nil }
        return Shown(
          gap: gap, keys: row.keys, people: people, of: row.figures[0].n ?? 0, worth: figures.dropFirst())
      }
    }
  }

  // MARK: The answer

  /// `enterprise (12 messages; its share would be 31)`
  private func heard(_ group: Group, _ names: GroupNames) -> String {
    let expected = group.voice.map { grouped(Int($0.expected.rounded())) } ?? ""
    return "\(name(group.keys, names)) (\(grouped(group.counts.count)) "
      + "\(group.counts.count == 1 ? "message" : "messages"); its share would be \(expected))"
  }

  /// The people of a group for whom a condition is true.
  private func people(_ names: GroupNames, _ keys: [KeyValue], _ part: Condition) -> Condition {
    .conjunction([who] + names.conditions(keys) + [part])
  }

  private func drillDown(
    _ words: String, _ keys: [KeyValue], _ part: Condition, _ people: Int, _ names: GroupNames,
    column: String? = nil
  ) -> DrillDown {
    DrillDown(
      [words, names.words(keys)].filter { !$0.isEmpty }.joined(separator: ", "),
      self.people(names, keys, part), people: people, column: column)
  }

  /// The customers of a group, those who left, and those who said something.
  private func drillDowns(_ group: Group, _ names: GroupNames) -> [DrillDown] {
    let there = question.recent.map {
      Condition.test(.presence($0), .compare(.greater, .literal(.integer(0))))
    }
    func present(_ part: Condition) -> Condition { .conjunction([there ?? .everyone, part]) }
    return [drillDown("", group.keys, present(.everyone), group.people, names)]
      + (question.leaving.map {
        [drillDown(left, group.keys, present($0), group.left, names, column: left)]
      } ?? [])
      + [
        drillDown(
          "spoke", group.keys, present(.records(words, .some)), group.spoke, names, column: "spoke")
      ]
  }

  private var left: String { question.churn?.name ?? "left" }

  private func name(_ keys: [KeyValue], _ names: GroupNames) -> String {
    names.labels(keys).map { $0 == .missing ? "(missing)" : plain($0) }.joined(separator: ", ")
  }

  private var keyColumns: [Answer.Column] { question.keys.map { Answer.Column($0.title, .text) } }

  private func voices(_ groups: [Group], of all: Group, _ names: GroupNames) -> Draft.Table {
    var table = Draft.Table(
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
        Answer.Cell(group.people), Answer.Cell(group.voice?.ratio),
        Answer.Cell(group.isUnder ? "under" : group.isOver ? "over" : ""), Answer.Cell(group.q),
        share(group.spoke, of: group.people), Answer.Cell(group.counts.count),
        Answer.Cell(group.trouble?.ratio),
        question.leaving == nil ? Answer.Cell(.missing) : share(group.left, of: group.people),
      ]
    }
    table.rows = groups.prefix(limit).map { group in
      Draft.Row(
        names.labels(group.keys).map { Answer.Cell($0) } + cells(group), opens: drillDowns(group, names))
    }
    table.hidden = groups.count - table.rows.count
    if !question.keys.isEmpty { table.total = keyColumns.map { _ in Answer.Cell(.missing) } + cells(all) }
    return table
  }

  /// A table for each disagreement that has people in it, with the same groups in the same order. Each row opens into its
  /// people.
  private func disagreements(_ shown: [Shown], _ examples: [[String]], _ names: GroupNames) -> [Draft.Table] {
    question.gaps.compactMap { gap in
      let rows = zip(shown, examples).filter { $0.0.gap == gap }
      guard !rows.isEmpty else { return nil }
      // A column in which nobody has a value is left out: people who left have nothing at stake.
      let worth = value.map { value in
        ["lost", "at stake"].enumerated().filter { place, _ in
          rows.contains { Array($0.0.worth)[place].n ?? 0 > 0 }
        }.map { place, name in
          let unit = Value.attribute(value).unit(money: value)
          return (place: place, column: Answer.Column("\(value.name) \(name)", value.type, unit: unit))
        }
      }
      return Draft.Table(
        title: title(of: gap),
        columns: keyColumns
          + [Answer.Column("people", .integer, unit: .people), Answer.Column("share", .real, unit: .share)]
          + (worth ?? []).map(\.column) + [Answer.Column("for example", .list)],
        rows: rows.map { shown, ids in
          Draft.Row(
            names.labels(shown.keys).map { Answer.Cell($0) }
              + [Answer.Cell(shown.people), share(shown.people, of: shown.of)]
              + (worth ?? []).map { Answer.Cell(Array(shown.worth)[$0.place].sum) }
              + [Answer.Cell(.list(ids))],
            opens: [drillDown(gap.name, shown.keys, gap.condition, shown.people, names)])
        })
    }
  }

  /// `left in silence: gone, and said nothing in the 90 days before`.
  private func title(of gap: Blindspots.Gap) -> String {
    // A user's own definition of that name may mean something else.
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

  private func notes(_ groups: [Group], all: Group, hasGaps: Bool) -> [String] {
    guard all.people > 0 else { return ["There is nobody in this group."] }
    let population = question.who.population
    let noun = population.counted(all.people)
    let days = question.recent == nil ? "" : " present in the last \(Topics.trendDays) days"
    var notes = [
      "\(grouped(all.spoke)) of \(grouped(all.people)) \(noun)\(days) said something\(days.isEmpty ? "" : " in that time")."
    ]
    if question.keys.isEmpty, let segment = context.catalog.slots.segments.first {
      notes.append(
        "Everybody is in one group here, so no group can be heard less than another: add `by \(segment.name)` to compare groups."
      )
    }
    if groups.count > 1 {
      notes.append(
        (question.recent == nil
          ? "voice: a group's messages per person, divided by those of everybody; trouble: the same for people who left. "
          : "voice: a group's messages, divided by the number it would have if, on each day, all customers had sent "
            + "the same number; trouble: its people who left, divided by the number that its share of all customer days would give. ")
          + "Under-heard: fewer messages than chance would give if people of all groups sent the same number (q < 0.05, corrected for "
          + "\(grouped(groups.count)) groups), whatever the trouble.")
    }
    if let churn = question.churn {
      if let note = churn.note { notes.append(note) }
      if question.recent != nil, churn.condition.onset == nil {
        notes.append("\(churn.name) has no date, so people who left at any time count.")
      }
    } else {
      notes.append("Nothing says who left: `define churned as …` would.")
    }
    if question.gaps.contains(where: { $0.name == "paying unused" }) { notes += chargesNote }
    if hasGaps {
      let name = question.gaps.first.map { $0.name.contains(" ") ? "\"\($0.name)\"" : $0.name } ?? ""
      notes.append(
        "The other tables show where behaviour and feedback disagree, among all people, including those who left earlier: `describe \(name)` says exactly what is meant, and "
          + "`segment customers where \(name)` lists the people; the same works for each table.")
    }
    let missing = Blindspots.gapNames.filter { name in !question.gaps.contains { $0.name == name } }
    if !missing.isEmpty { notes.append("Not known from this data: \(missing.joined(separator: ", ")).") }
    if groups.contains(where: { $0.people < smallGroup }) {
      notes.append("Groups of fewer than \(smallGroup) people are marked.")
    }
    return notes
  }

  /// The note about events that were guessed to be charges, which do not count as use.
  private var chargesNote: [String] {
    let charges = context.catalog.charges
    guard charges.isGuessed, !charges.names.isEmpty else { return [] }
    return [
      "\(charges.names.joined(separator: ", ")): taken to be charges, by name and amount, so they do not count as use; "
        + "`charges are …` in `load events` says which events are."
    ]
  }
}
