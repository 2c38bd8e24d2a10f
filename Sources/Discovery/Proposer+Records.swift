internal import DataModel
internal import Import
internal import SourceText
internal import Store
internal import Syntax

/// What is proposed for a file of records; the reason if it is not loaded.
struct ProposedRecords {
  var loads: [Proposal.Load] = []
  var reason: String?
}

extension Proposer {
  /// The loads of a file that no export describes.
  func loads(of index: Int) -> ProposedRecords {
    let table = tables[index]
    if table.rows == 0 { return ProposedRecords(reason: "it has no rows") }
    let isInside = tables.contains { table.isInside($0) }
    if isInside, !table.columns.contains(where: { $0.isProse && !$0.name.contains(".") }),
      !(table.columns.contains { $0.isTime && !$0.name.contains(".") } && eventName(of: table) != nil)
    {
      return ProposedRecords()
    }
    let person = person(of: index)
    let prose = table.columns.filter(\.isProse)
    let scores = table.columns.filter(\.isScore)
    var found = ProposedRecords()
    if let events = events(of: index, person, isFeedback: !prose.isEmpty || !scores.isEmpty) {
      found.loads += events
    }
    if !prose.isEmpty || !scores.isEmpty {
      found.loads.append(feedback(of: index, person, prose, scores, isFirst: found.loads.isEmpty))
    }
    if found.loads.isEmpty { found.reason = reason(index, person) }
    return found
  }

  private func reason(_ index: Int, _ person: Person) -> String {
    let hasTime = tables[index].columns.contains { $0.isTime && $0.filled > 0 }
    switch person {
    case .none: return "no column leads to a person, and it has no words or scores"
    case .column, .columns, .joined:
      return hasTime ? "nothing in it is an event, words or a score" : "it has no time, no words and no score"
    }
  }

  // MARK: - Whose it is

  /// How the rows of a file lead to people.
  func person(of index: Int) -> Person {
    let direct = personLinks(of: index).filter(\.holds)
    if let best = direct.max(by: { preference($0) < preference($1) }) { return person(by: best) }
    if let joined = joinedPerson(of: index, by: nil) { return joined }
    let named = tables[index].columns.filter { column in
      column.isIdentifying && column.filled > 0 && column.isNamed(Hint.personColumn)
        && (column.isNamedID || column.words.count == 1)
    }
    if people.isEmpty, let first = named.first {
      return .column(first.name, by: nil, evidence: "\(grouped(first.values.count)) different")
    }
    return .none(
      named.first.map { "\($0.name) leads to nobody in the files of people" } ?? "no column leads to a person"
    )
  }

  /// The links of a file to people. A column whose values are people of several files is one link, to the file with most.
  func personLinks(of index: Int) -> [Link] {
    var found: [Link] = []
    for link in links where link.from == index && people.contains(where: { $0.table == link.to }) {
      let isKey = people.contains { $0.table == link.to && $0.key.name == link.key }
      let same = found.firstIndex { other in
        isKey && other.column == link.column
          && people.contains { $0.table == other.to && $0.key.name == other.key }
      }
      guard let same else {
        found.append(link)
        continue
      }
      var whole = found[same].bare < link.bare ? link : found[same]
      whole.exact = found[same].exact + link.exact
      whole.folded = found[same].folded + link.folded
      whole.bare = found[same].bare + link.bare
      found[same] = whole
    }
    return found
  }

  /// The key of the people before their other columns, then the share of rows, then how many there are.
  private func preference(_ link: Link) -> Double {
    let isKey = people.contains { $0.table == link.to && $0.key.name == link.key }
    // An order is the buyer's, and a sale of the seller.
    let isBuyer = tables[link.to].isNamed(Hint.buying)
    return link.share + (isKey ? 0.2 : 0) + (link.isNamed ? 0.1 : 0) + (isBuyer ? 0.05 : 0)
  }

  func person(by link: Link) -> Person {
    let isKey = people.contains { $0.table == link.to && $0.key.name == link.key }
    let other = tables[link.to].named(link.key)?.spelled
    return .column(
      link.column, by: isKey ? nil : other, evidence: "\(link.evidence) are in \(tables[link.to].title)")
  }

  /// A person by way of one other file: usage leads to a subscription, and that to an account.
  func joinedPerson(of index: Int, by column: String?) -> Person? {
    let first = links.filter { link in
      link.from == index && column.map { $0 == link.column } ?? true && link.share >= 0.5
        && !people.contains { $0.table == link.to }
        && tables[link.to].named(link.key).map { $0.isWholeKey(of: tables[link.to].rows) } == true
    }
    for link in first.sorted(by: { $0.share > $1.share }) {
      let second = personLinks(of: link.to).filter { next in
        next.holds && people.contains { $0.table == next.to && $0.key.name == next.key }
      }
      guard let best = second.max(by: { $0.share < $1.share }) else { continue }
      return .joined(
        link, column: best.column,
        evidence:
          "\(link.evidence) lead to \(tables[link.to].title), and \(best.evidence) of that to a person")
    }
    return nil
  }

  /// The lines that say whose a record is.
  func lines(of person: Person) -> [Proposal.Line] {
    switch person {
    case .none(let why): return [Proposal.Line("customer none", why)]
    case .columns(let line): return [line]
    case .column(let column, let other, let evidence):
      let by = other.map { " by \($0)" } ?? ""
      return [Proposal.Line("customer \(Spelling.path(column))\(by)", evidence)]
    case .joined(let link, let column, let evidence):
      let other = tables[link.to]
      let same = link.column.lowercased() == link.key.lowercased()
      let on = Spelling.path(link.column) + (same ? "" : " = \(Spelling.path(link.key))")
      return [
        Proposal.Line("join \(other.source) as \(Spelling.column(other.noun)) on \(on)", evidence),
        Proposal.Line("customer \(Spelling.column(other.noun)).\(Spelling.path(column))"),
      ]
    }
  }

  // MARK: - Events

  private func events(of index: Int, _ person: Person, isFeedback: Bool) -> [Proposal.Load]? {
    let table = tables[index]
    if case .none = person { return nil }
    let times = recordTimes(of: table)
    guard let time = times.first else { return nil }
    let name = eventName(of: table)
    // What is only said is no event, unless its name says that it is one: a ticket is raised, a conversation opened.
    if isFeedback, name == nil, table.isNamed(Hint.said) {
      return nil
    }
    var load = Proposal.Load(
      above: [remark(on: table)], head: Proposal.Line("load events from \(table.source)"), lines: [])
    load.lines += idLine(of: table)
    load.lines += lines(of: person)
    if let name {
      load.lines.append(Proposal.Line("name \(name.spelled)", sample(of: name)))
      load.lines.append(Proposal.Line("at \(time.spelled)"))
    } else {
      load.lines += roles(of: table, times)
    }
    load.lines += numbers(table.columns)
    return [load] + secondPerson(of: index, person, time)
  }

  /// `an order of a buyer is a sale of a seller`: the same rows again for a second kind of people.
  private func secondPerson(of index: Int, _ person: Person, _ time: ColumnProfile) -> [Proposal.Load] {
    guard people.count > 1, case .column(let column, _, _) = person else { return [] }
    guard let first = links.first(where: { $0.from == index && $0.column == column && $0.holds }) else {
      return []
    }
    let others = links.filter { link in
      link.from == index && link.to != first.to && link.column != column && link.holds
        && people.contains { $0.table == link.to && $0.key.name == link.key }
    }
    guard let other = others.max(by: { $0.share < $1.share }) else { return [] }
    let table = tables[index]
    let role = people.first { $0.table == other.to }?.role ?? "other"
    let noun = table.noun == "order" || table.noun == "purchase" ? "sale" : "\(table.noun)_of_\(role)"
    var load = Proposal.Load(
      above: ["The same rows, as events of the \(role)."],
      head: Proposal.Line("load events from \(table.source)"), lines: idLine(of: table))
    load.lines += lines(of: self.person(by: other))
    load.lines.append(Proposal.Line("as \(Spelling.column(noun)) at \(time.spelled)"))
    return [load]
  }

  private func remark(on table: Table) -> String {
    "\(table.noun.prefix(1).uppercased())\(table.noun.dropFirst()): \(grouped(table.rows)) rows\(table.files > 1 ? " in \(table.files) files" : "")."
  }

  /// Its own id, where each row has one.
  func idLine(of table: Table) -> [Proposal.Line] {
    // What leads to a person or another file is theirs: that each is there once is chance.
    let index = tables.firstIndex { $0.path == table.path && $0.profile.part == table.profile.part }
    let leading = Set(links.filter { $0.from == index && $0.holds }.map(\.column))
    let keys = table.columns.filter {
      $0.isWholeKey(of: table.rows) && $0.isIdentifying && $0.isNamedID && !$0.isMail
        && !leading.contains($0.name) && !$0.isNamed(Hint.personColumn)
    }
    let own = keys.first { $0.words.contains { table.words.contains(singular($0)) } } ?? keys.first
    return own.map { [Proposal.Line("id \($0.spelled)", "different in all \(grouped(table.rows)) rows")] }
      ?? []
  }

  private func sample(of name: ColumnProfile) -> String {
    let first = name.mostFrequent(3).map { "\($0.text) \(grouped($0.rows))" }.joined(separator: ", ")
    return "\(grouped(name.values.count)) values: \(first)\(name.values.count > 3 ? " …" : "")"
  }

  /// The times at which its records happened, the best first; of two that are equally good, the earlier column.
  func recordTimes(of table: Table) -> [ColumnProfile] {
    let all = table.columns.filter { $0.isTime && $0.filled > 0 }
    let own = all.filter { !$0.isNamed(Hint.noRecordTimes) }
    // Where nothing else tells the time, that of a snapshot does.
    let times = own.isEmpty ? all.filter { $0.isNamed(Hint.stateTimes) } : own
    func rank(_ column: ColumnProfile) -> Int {
      let best = column.words.compactMap { Hint.recordTimes.firstIndex(of: $0) }.min() ?? 100
      return (column.words.contains { Hint.ends[$0] != nil } && best > 3 ? 200 : best)
        + (column.filled * 10 < table.rows * 9 ? 400 : 0)
    }
    let places = Dictionary(uniqueKeysWithValues: times.enumerated().map { ($1.name, $0) })
    return times.sorted { (rank($0), places[$0.name, default: 0]) < (rank($1), places[$1.name, default: 0]) }
  }

  /// The column that says what happened.
  private func eventName(of table: Table) -> ColumnProfile? {
    func isName(_ column: ColumnProfile) -> Bool {
      column.type == .text && column.values.count > 1 && column.values.count <= 2_000 && !column.isMail
        && column.values.count * 3 <= max(column.filled, 6) && column.filled * 10 >= table.rows * 9
        && !column.isProse
    }
    let named = table.columns.filter {
      isName($0) && $0.isNamed(Hint.eventName) && !$0.isNamed(["id", "category", "source"])
    }
    if let best = named.min(by: { $0.words.count < $1.words.count }) { return best }
    guard table.isNamed(Hint.eventFile) else { return nil }
    return table.columns.first { isName($0) && $0.isNamed(Hint.weakEventName) }
  }

  /// `as ticket at submitted_at`, and the events that later columns tell of: `as ticket_closed at closed_at`.
  private func roles(of table: Table, _ times: [ColumnProfile]) -> [Proposal.Line] {
    let noun = table.noun
    let isSubscription = ["subscription", "membership", "contract", "plan"].contains(noun)
    let isPeople = table.isNamed(Hint.people) && !table.isNamed(Hint.records)
    let first =
      isSubscription ? "subscribe" : isPeople ? "\(noun)_added" : noun == "cancellation" ? "cancel" : noun
    var lines = [Proposal.Line("as \(Spelling.column(first)) at \(times[0].spelled)")]
    var taken: Set<String> = [first]
    for time in times.dropFirst() {
      guard let word = time.words.last(where: { Hint.ends[$0] != nil }), let end = Hint.ends[word] else {
        continue
      }
      // An end that every row has is planned: nobody's time is up because a row says until when.
      if Hint.plannedEnds.contains(word), time.filled * 20 > table.rows * 19 { continue }
      let isEnd = ["ended", "closed", "cancellation"].contains(end)
      let name =
        isSubscription && isEnd ? "unsubscribe" : Hint.ownEvents.contains(end) ? end : "\(noun)_\(end)"
      guard taken.insert(name).inserted else { continue }
      let missing = table.rows - time.filled
      lines.append(
        Proposal.Line(
          "as \(Spelling.column(name)) at \(time.spelled)",
          missing > 0 ? "not set in \(grouped(missing)) of \(grouped(table.rows)) rows" : ""))
    }
    return lines
  }

  // MARK: - Words and scores

  private func feedback(
    of index: Int, _ person: Person, _ prose: [ColumnProfile], _ scores: [ColumnProfile], isFirst: Bool
  ) -> Proposal.Load {
    let table = tables[index]
    var load = Proposal.Load(
      above: isFirst ? [remark(on: table)] : ["The same rows as feedback."],
      head: Proposal.Line("load feedback from \(table.source)"), lines: idLine(of: table))
    load.lines += lines(of: person)
    let times = recordTimes(of: table)
    let time =
      prose.isEmpty
      ? times.first { $0.isNamed(["closed", "responded", "rated"]) } ?? times.first : times.first
    load.lines.append(
      time.map { Proposal.Line("at \($0.spelled)") } ?? Proposal.Line("at none", "it has no time"))
    if !prose.isEmpty {
      let head = table.columns.filter { column in
        column.isHeadline && !prose.contains { $0.name == column.name }
      }
      let columns = head.prefix(1) + prose.sorted { $0.isHeadline && !$1.isHeadline }
      let filled = prose.map(\.filled).max() ?? 0
      load.lines.append(
        Proposal.Line(
          "text \(columns.map(\.spelled).joined(separator: ", "))",
          filled < table.rows ? "\(grouped(filled)) of \(grouped(table.rows)) rows have words" : ""))
    }
    load.lines += scores.flatMap { scoreLines($0, table) }
    load.lines += splits(of: table)
    load.lines.append(channel(of: table))
    let personal = table.columns.filter(\.isPersonal)
    if !personal.isEmpty {
      load.lines.append(Proposal.Line("ignore \(personal.map(\.spelled).joined(separator: ", "))"))
    }
    return load
  }

  /// A score on the scale that its numbers and names fit; a question as a name gets a short one.
  func scoreLines(_ score: ColumnProfile, _ table: Table) -> [Proposal.Line] {
    guard let range = score.range else { return [] }
    let isNPS = score.isNamed(["nps", "recommend", "likely", "weiterempfehlen"])
    let scale =
      isNPS && range.upperBound <= 10
      ? 0...10
      : range.upperBound <= 5
        ? (range.lowerBound < 1 ? 0 : 1)...5
        : range.upperBound <= 7 && range.lowerBound >= 1 ? 1...7 : range.upperBound <= 10 ? 0...10 : 0...100
    let isProven =
      Double(scale.lowerBound) == range.lowerBound && Double(scale.upperBound) == range.upperBound
    let note =
      isProven
      ? "" : "a guess: they go from \(grouped(Int(range.lowerBound))) to \(grouped(Int(range.upperBound)))"
    let written = "from \(scale.lowerBound) to \(scale.upperBound)"
    guard score.words.count > 4 else { return [Proposal.Line("score \(score.spelled) \(written)", note)] }
    let short = isNPS ? "nps" : score.isNamed(["satisfied", "satisfaction", "zufrieden"]) ? "csat" : "score"
    if table.named(short) != nil { return [Proposal.Line("score \(score.spelled) \(written)", note)] }
    return [
      Proposal.Line("rename \(score.spelled) as \(short)"), Proposal.Line("score \(short) \(written)", note),
    ]
  }

  /// Columns with several answers in a cell, with the sign between them.
  func splits(of table: Table) -> [Proposal.Line] {
    table.columns.compactMap { column in
      guard column.type == .text, !column.isProse, !column.isMail, !column.isAddress, column.values.count > 2
      else { return nil }
      for sign in [";", ", ", " | ", " / "] {
        let texts = (0..<min(column.values.count, 1_000)).map { column.values[$0] }
        let several = texts.filter { $0.contains(sign) }
        guard several.count * 3 > texts.count else { continue }
        let parts = Set(texts.flatMap { $0.split(separator: sign).map(String.init) })
        guard parts.count <= 30, parts.count < texts.count, parts.allSatisfy({ $0.count <= 60 }) else {
          continue
        }
        return Proposal.Line(
          "split \(column.spelled) by \(Spelling.text(sign))", "\(parts.count) different values")
      }
      return nil
    }
  }

  /// A column that names channels, else what the file's name says.
  private func channel(of table: Table) -> Proposal.Line {
    let column = table.columns.first { column in
      column.type == .text && column.isNamed(Hint.channel) && column.words.count <= 2
        && (2...12).contains(column.values.count)
        && column.filled * 10 >= table.rows * 9
        && !column.isNamed(["lead", "traffic", "original", "referral"])
    }
    if let column { return Proposal.Line("channel \(column.spelled)", sample(of: column)) }
    if table.isNamed(["form"]) { return Proposal.Line("channel \"form\"") }
    let isSurvey = table.isNamed([
      "survey", "nps", "csat", "response", "umfrage", "encuesta", "enquête", "poll",
    ])
    return Proposal.Line("channel \(Spelling.text(isSurvey ? "survey" : table.noun))")
  }
}
