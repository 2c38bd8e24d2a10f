internal import Import
internal import Syntax

extension Proposer {
  /// The people whom records tell of: each is read from the newest of their records. None where the records have
  /// nothing of them but an id.
  func peopleOfRecords(_ load: (head: String, lines: [Proposal.Line]), _ table: Table) -> [Proposal.Load] {
    guard let line = load.lines.first(where: { $0.text.hasPrefix("key ") }),
      let key = table.columns.first(where: { $0.spelled == line.text.dropFirst("key ".count) }),
      let prefix = load.lines.lazy.compactMap({ $0.text.argument(of: "traits") }).first,
      let traits = Traits(below: prefix, of: table, key: key)
    else { return [] }
    var proposed = Proposal.Load(
      above: ["The people of these records, each as the newest record has them."],
      head: Proposal.Line(load.head.replacing("\"FILE\"", with: table.source)), lines: [])
    for line in load.lines.compactMap({ present($0, in: table) }) {
      if line.text.hasPrefix("key ") {
        proposed.lines.append(Proposal.Line(line.text, keyNote(key, table)))
      } else if line.text.hasPrefix("traits ") {
        proposed.lines += traits.renames + attributes(traits.table, key: key) + traits.ignored
      } else if !line.text.hasPrefix("unless ") {
        proposed.lines.append(line)
      }
    }
    return [proposed]
  }
}

/// Columns of records that tell of the person: `person_properties.plan`.
private struct Traits {
  /// A table of these columns alone, by their short names.
  let table: Table
  let renames: [Proposal.Line]
  /// The line that leaves out the other columns.
  let ignored: [Proposal.Line]

  /// Nil where a table has no such columns.
  init?(below prefix: String, of table: Table, key: ColumnProfile) {
    let path = prefix + "."
    func isTrait(_ column: ColumnProfile) -> Bool { column.name.hasPrefix(path) && column.filled > 0 }
    guard table.columns.contains(where: isTrait) else { return nil }
    var traits = table
    traits.profile.columns = []
    var renames: [Proposal.Line] = []
    var taken = Set(table.columns.map { $0.name.lowercased() })
    for column in table.columns where isTrait(column) && !column.isPersonal {
      var trait = column
      let name = String(column.name.dropFirst(path.count))
      if taken.insert(name.lowercased()).inserted {
        renames.append(Proposal.Line("rename \(column.spelled) as \(Spelling.path(name))"))
        trait.name = name
      }
      traits.profile.columns.append(trait)
    }
    traits.profile.rows = traits.profile.columns.map(\.filled).max() ?? 0
    self.table = traits
    self.renames = renames
    ignored = Traits.ignoring(
      table.columns.filter { ($0.isPersonal || !isTrait($0)) && $0.name != key.name }, traits: path)
  }

  /// Several columns below one name are ignored by this name.
  private static func ignoring(_ columns: [ColumnProfile], traits: String) -> [Proposal.Line] {
    var names: [String] = []
    for column in columns {
      let head = column.name.split(separator: ".").first.map { $0 + "." } ?? ""
      let isBelow = column.name.hasPrefix(head) && head != traits && column.name.count > head.count
      let name = isBelow ? Spelling.name(head + "*") : column.spelled
      if !names.contains(name) { names.append(name) }
    }
    return names.isEmpty ? [] : [Proposal.Line("ignore \(names.joined(separator: ", "))")]
  }
}

extension String {
  /// What follows a word that a line begins with.
  fileprivate func argument(of word: String) -> String? {
    hasPrefix(word + " ") ? String(dropFirst(word.count + 1)) : nil
  }
}
