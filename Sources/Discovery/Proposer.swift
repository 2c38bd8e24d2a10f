internal import DataModel
internal import Import
internal import SourceText
internal import Store
internal import Syntax
internal import Text

/// Proposes a workspace for the files of a folder: who the people are, how the files lead to them, what happened and
/// what was said. Everything is decided by values and names; nothing is asked.
struct Proposer {
  /// A file of people.
  struct People {
    var table: Int
    var key: ColumnProfile
    /// `as seller`: where there are several kinds.
    var role: String?
  }

  /// How a record leads to a person.
  enum Person {
    /// By a column of the file; `by` is the column of the people's file if that is not its key.
    case column(String, by: String?, evidence: String)
    /// By a column of a file in between.
    case joined(Link, column: String, evidence: String)
    /// By the first of several columns that has a value, as an export says.
    case columns(Proposal.Line)
    /// Nobody known.
    case none(String)
  }

  let tables: [Table]
  let exports: [Int: Export]
  let links: [Link]
  var people: [People] = []
  /// Whether some id differs from its key in capitalization alone.
  var foldsCase = false
  /// Whether some id differs from its key in zeros before it alone.
  var dropsZeros = false

  /// What the tables are said to be; nil if nobody said.
  private let said: LoadSpec.Kind?

  init(_ tables: [Table], _ exports: [Export], said: LoadSpec.Kind? = nil) {
    self.tables = tables
    self.said = said
    self.exports = Dictionary(
      uniqueKeysWithValues: tables.indices.compactMap { index in
        exports.first { $0.fits(tables[index].profile) }.map { (index, $0) }
      })
    links = LinkFinder(tables: tables).links()
    people = findPeople()
    let used = links.filter { link in
      link.holds && people.contains { $0.table == link.to && $0.key.name == link.key }
    }
    foldsCase = links.contains { link in
      link.holds && link.needsFolding && link.isNamed && people.contains { $0.table == link.to }
    }
    dropsZeros = used.contains { $0.needsNoZeros }
  }

  func proposal() -> Proposal {
    var proposal = Proposal(opening: opening, loads: [], definitions: [], left: [])
    for (index, someone) in people.enumerated() {
      proposal.loads.append(load(someone, isFirst: index == 0))
    }
    let same = samePeople
    let kept = staffConditions
    for index in people.indices {
      guard let condition = kept[people[index].table] else { continue }
      proposal.loads[index].lines.require(condition)
    }
    for index in tables.indices where !people.contains(where: { $0.table == index }) {
      if let copied = tables[..<index].firstIndex(where: { tables[index].isCopy(of: $0) }) {
        proposal.left.append("\(tables[index].title): its rows are those of \(tables[copied].title)")
        continue
      }
      if let other = same[index] {
        proposal.left.append("\(tables[index].title): it has the same people as \(tables[other].title)")
        continue
      }
      let found =
        tables[index].profile.isTranscript
        ? ProposedRecords(loads: [interviews(index)])
        : exports[index].map { loads(of: index, by: $0) } ?? loads(of: index)
      proposal.loads += found.loads
      if let reason = found.reason { proposal.left.append("\(tables[index].title): \(reason)") }
    }
    proposal.links = exports.keys.sorted().flatMap { index in
      (exports[index]?.links ?? []).map {
        Proposal.Line($0.text.replacing("\"FILE\"", with: tables[index].source), $0.note)
      }
    }
    if let language, language != .english {
      proposal.settings = [
        Proposal.Line(
          "set language \(Spelling.text(language.name))",
          "that of most texts: words are found in all their forms")
      ]
    }
    proposal.definitions = churnMeanings(proposal)
    nameColumns(&proposal)
    return proposal
  }

  /// Says how the columns of files without a header are called.
  private func nameColumns(_ proposal: inout Proposal) {
    for table in tables where table.profile.headerIsLikeRow {
      let names = table.columns.map(\.spelled).joined(separator: ", ")
      let line = Proposal.Line(
        "columns \(names)", "a guess: its first line looks like a row, so the file has no header")
      for index in proposal.loads.indices
      where proposal.loads[index].head.text.hasSuffix(" from \(table.source)") {
        proposal.loads[index].lines.insert(line, at: 0)
      }
    }
  }

  /// The language of what people wrote.
  private var language: Language? {
    let prose = tables.flatMap { table in table.columns.filter(\.isProse) }
    return StopWords.language(
      of: prose.flatMap { column in
        (0..<min(column.values.count, 300)).map { (column.values[$0], column.counts[$0]) }
      })
  }

  private var opening: [String] {
    let outer = tables.filter { table in !tables.contains { table.isInside($0) } }
    let rows = outer.reduce(0) { $0 + $1.rows }
    let files = Set(tables.map(\.path)).reduce(0) { sum, path in
      sum + (tables.first { $0.path == path }?.files ?? 0)
    }
    let known = Set(exports.values.map { String($0.name.prefix { $0 != ":" }) }).sorted()
    return [
      "Written by `heed init` from \(counted(files, "file"))"
        + " (\(counted(rows, "row"))\(tables.allSatisfy(\.profile.isWhole) ? "" : " looked at"))"
        + (known.isEmpty ? "." : ": \(known.joined(separator: ", ")).")
        + " Change anything: this file is yours."
    ]
  }

  // MARK: - Who the people are

  private func findPeople() -> [People] {
    if let said, said != .customers { return [] }
    var scored: [(table: Int, key: ColumnProfile, score: Int)] = []
    for index in tables.indices where mayBePeople(index) {
      if let export = exports[index] {
        guard let key = peopleKey(of: export, index) else { continue }
        scored.append((index, key, 10 + references(to: index, key)))
      } else if let key = key(of: index) {
        scored.append((index, key, score(index, key)))
      }
    }
    scored.sort { ($1.score, $0.table) < ($0.score, $1.table) }
    guard let best = scored.first, best.score > 0 || said == .customers else { return [] }
    // Of several files of the same people the one with most of them leads.
    let same = scored.filter { other in
      other.table == best.table || other.score > 3 && isSame(other.table, best.table)
    }
    guard let first = same.max(by: { $0.key.values.count < $1.key.values.count }) else { return [] }
    var found = [first]
    // Others are people of another kind if neither file leads to the other.
    for other in scored where other.score >= 4 && !same.contains(where: { $0.table == other.table }) {
      let isApart = found.allSatisfy { known in !links.contains { leads($0, other.table, known.table) } }
      if isApart, tables[other.table].isNamed(Hint.kinds) || exports[other.table] != nil {
        found.append(other)
      }
    }
    let roles = found.map { people in tables[people.table].words.last { Hint.kinds.contains($0) } }
    return zip(found, roles).map { People(table: $0.table, key: $0.key, role: found.count > 1 ? $1 : nil) }
  }

  private func mayBePeople(_ index: Int) -> Bool {
    !tables[index].profile.isTranscript && !tables.contains { tables[index].isInside($0) }
  }

  /// Whether two files are of the same people: an identifying column of one holds the values of one of the other.
  private func isSame(_ one: Int, _ other: Int) -> Bool {
    links.contains { link in
      leads(link, one, other) && link.share > 0.5
        && tables[link.from].named(link.column).map { $0.isKey(of: tables[link.from].rows) } == true
    }
  }

  private func leads(_ link: Link, _ one: Int, _ other: Int) -> Bool {
    link.holds && (link.from == one && link.to == other || link.from == other && link.to == one)
  }

  private func peopleKey(of export: Export, _ index: Int) -> ColumnProfile? {
    guard let load = export.peopleLoad,
      let line = load.lines.first(where: { $0.text.hasPrefix("key ") })
    else { return nil }
    return tables[index].columns.first { $0.spelled == line.text.dropFirst("key ".count) }
  }

  /// The identifying column of a file that most rows of others lead to; else one that is named like an id.
  private func key(of index: Int) -> ColumnProfile? {
    let table = tables[index]
    let keys = table.columns.filter { $0.isKey(of: table.rows) || table.snapshotKeys.contains($0.name) }
    // An id to which others lead stands for a person better than a mail address, which changes.
    func isReferredId(_ column: ColumnProfile) -> Int {
      references(to: index, column) > 0 && !column.isMail && column.isNamedID ? 1 : 0
    }
    return keys.max { left, right in
      (isReferredId(left), references(to: index, left), rank(left, table))
        < (isReferredId(right), references(to: index, right), rank(right, table))
    }
  }

  private func rank(_ column: ColumnProfile, _ table: Table) -> Int {
    let position = table.columns.firstIndex { $0.name == column.name } ?? 0
    return (column.isWholeKey(of: table.rows) ? 1_000 : 0) + (column.isNamedID ? 2_000 : 0) - position
  }

  /// How many files lead to a column.
  private func references(to index: Int, _ key: ColumnProfile) -> Int {
    Set(links.filter { $0.to == index && $0.key == key.name && $0.holds }.map(\.from)).count
  }

  private func score(_ index: Int, _ key: ColumnProfile) -> Int {
    let table = tables[index]
    var score = min(references(to: index, key), 4)
    if table.isNamed(Hint.people) { score += 4 }
    if table.isNamed(Hint.records) { score -= 5 }
    if table.columns.contains(where: { $0.isProse }) { score -= 1 }
    if tables.count == 1,
      table.isNamed(Hint.people) || !table.columns.contains(where: { $0.isProse || $0.isTime })
    {
      score += 3
    }
    // A file that leads to another one is about records of those.
    let parents = links.filter {
      $0.from == index && $0.holds && $0.to != index && tables[$0.to].isNamed(Hint.people)
    }
    if !parents.isEmpty, !table.isNamed(Hint.people) { score -= 4 }
    return score
  }

  /// Files of people who are those of a file that is loaded.
  private var samePeople: [Int: Int] {
    var same: [Int: Int] = [:]
    for index in tables.indices where isOfPeople(index) && !people.contains(where: { $0.table == index }) {
      same[index] = people.first { isSame(index, $0.table) }?.table
    }
    return same
  }

  private func isOfPeople(_ index: Int) -> Bool {
    if let export = exports[index] { return export.peopleLoad != nil }
    return tables[index].isNamed(Hint.people) && !tables[index].isNamed(Hint.records)
  }
}
