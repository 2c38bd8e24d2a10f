internal import DataModel
internal import Import
internal import SourceText
internal import Store
internal import Syntax

extension Proposer {
  /// The loads of a file that an export describes; whose the rows are is decided by values where these decide it.
  func loads(of index: Int, by export: Export) -> ProposedRecords {
    let table = tables[index]
    guard !export.loads.isEmpty else {
      return ProposedRecords(reason: ([export.name] + export.remarks).joined(separator: ". "))
    }
    var found = ProposedRecords()
    for known in export.loads where !known.lines.contains(where: { isUnless($0, table) }) {
      if known.lines.contains(where: { $0.text == Export.unlessPeople }) {
        found.loads += peopleOfRecords(known, table)
        continue
      }
      let isFirst = found.loads.isEmpty
      let head = known.head.replacing("\"FILE\"", with: table.source)
      var load = Proposal.Load(
        above: isFirst ? ["\(export.name)."] + export.remarks : [], head: Proposal.Line(head), lines: [])
      for line in known.lines.compactMap({ isJoined($0, known.lines) ? $0 : present($0, in: table) }) {
        if line.text.hasPrefix("customer "), line.text != "customer none", !isJoined(line, known.lines) {
          load.lines += lines(of: person(of: index, expected: line))
        } else if line.text == "questions" {
          load.lines += questions(of: table, besides: known.lines)
        } else if !line.text.hasPrefix("unless ") {
          load.lines.append(line)
        }
      }
      found.loads.append(load)
    }
    return found
  }

  /// Whether a line names a column of a file that its load joins, as the export says: `customer party.email`.
  private func isJoined(_ line: Proposal.Line, _ lines: [Proposal.Line]) -> Bool {
    lines.contains { join in
      guard join.text.hasPrefix("join "), let alias = join.text.firstRange(of: " as ") else { return false }
      let name = join.text[alias.upperBound...].prefix { $0 != " " }
      return line.text.contains(" \(name).")
    }
  }

  /// Whether a line says that its load is not for a file like this one.
  private func isUnless(_ line: Proposal.Line, _ table: Table) -> Bool {
    if line.text == Export.unlessPeople { return !people.isEmpty }
    return line.text.hasPrefix("unless ") && table.named(String(line.text.dropFirst("unless ".count))) != nil
  }

  /// A line that lists columns, without those that the file does not have; nil if none is left.
  func present(_ line: Proposal.Line, in table: Table) -> Proposal.Line? {
    let listing = ["text ", "label ", "ignore ", "customer ", "segments by "]
    guard let word = listing.first(where: line.text.hasPrefix), line.text != "customer none" else {
      return line
    }
    let columns = line.text.dropFirst(word.count).split(separator: ", ")
    let found = columns.filter { name in
      // `properties.*` stands for what is below a name.
      guard name.hasSuffix(".*`") else { return table.columns.contains { $0.spelled == name } }
      return table.columns.contains { $0.name.hasPrefix(name.dropFirst().dropLast(2)) }
    }
    return found.isEmpty ? nil : Proposal.Line(word + found.joined(separator: ", "), line.note)
  }

  /// Words and scores in the columns that an export does not name, since each survey has its own.
  private func questions(of table: Table, besides lines: [Proposal.Line]) -> [Proposal.Line] {
    let known = lines.map(\.text).joined(separator: "\n")
    let open = table.columns.filter { !known.contains($0.spelled) }
    let prose = open.filter(\.isProse)
    let texts = prose.isEmpty ? [] : [Proposal.Line("text \(prose.map(\.spelled).joined(separator: ", "))")]
    return texts + open.filter(\.isScore).flatMap { scoreLines($0, table) } + splits(of: table)
  }

  /// The column that the export names, found in the people's file by whichever column its values are in; another column
  /// if that one leads to more; the export's word where values show nothing.
  private func person(of index: Int, expected: Proposal.Line) -> Person {
    let written = expected.text.dropFirst("customer ".count).split(separator: ", ").map(String.init)
    let column = tables[index].columns.first { $0.spelled == written.first }
    if written.count > 1 { return .columns(expected) }
    let mine = personLinks(of: index).filter { $0.column == column?.name && $0.share >= 0.05 }
    if let best = mine.max(by: { $0.share < $1.share }) { return person(by: best) }
    if let joined = joinedPerson(of: index, by: column?.name) { return joined }
    if case .column(let name, let by, let evidence) = person(of: index), !people.isEmpty,
      column == nil || column?.filled == 0
    {
      return .column(name, by: by, evidence: evidence)
    }
    let note =
      people.isEmpty || column == nil
      ? expected.note
      : "as the format has it: none of its \(grouped(column?.values.count ?? 0)) ids is in the files of people"
    return .column(column?.name ?? written.first ?? "", by: nil, evidence: note)
  }
}
