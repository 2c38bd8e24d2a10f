internal import DataModel
internal import Import
internal import Store

/// A column whose values are those of another file's column.
struct Link {
  var from: Int
  var column: String
  /// The file that it leads to, and the column there.
  var to: Int
  var key: String
  /// The rows that have a value, those whose value is there, those whose value is there but for capitalization, and those
  /// whose value is there but for that or for zeros before it.
  var rows: Int
  var exact: Int
  var folded: Int
  var bare: Int
  /// Whether the names of both say so, too.
  var isNamed: Bool

  var share: Double { rows == 0 ? 0 : Double(bare) / Double(rows) }
  var needsFolding: Bool { folded > exact }
  var needsNoZeros: Bool { bare > folded }
  /// Whether the values bear it out, or nearly do where the names say so.
  var holds: Bool { share >= (isNamed ? 0.3 : 0.8) || isNamed && bare >= 20 && share >= 0.1 }

  /// `1,961 of 2,000 rows`
  var evidence: String { "\(grouped(bare)) of \(grouped(rows)) rows" }
}

/// Finds which columns lead to which files.
struct LinkFinder {
  let tables: [Table]

  /// The links to the identifying columns of all files, by table. O(different values × identifying columns)
  func links() -> [Link] {
    tables.indices.flatMap { parent in
      tables[parent].columns.filter { isTarget($0, of: tables[parent]) }.flatMap { links(to: $0, of: parent) }
    }
  }

  private func isTarget(_ column: ColumnProfile, of table: Table) -> Bool {
    (column.isKey(of: column.filled) || table.snapshotKeys.contains(column.name))
      && column.filled * 2 >= table.rows && column.values.count > 1
  }

  private func links(to key: ColumnProfile, of parent: Int) -> [Link] {
    let exact = Set((0..<key.values.count).map { key.values[$0] })
    let folded = Set(exact.map { $0.lowercased() })
    let bare = Set(folded.map(LinkFinder.withoutZeros))
    // Where two keys differ in zeros alone, zeros tell them apart.
    let mayDropZeros = bare.count == folded.count
    // Numbers from 1 on occur in every file: that they are in both says nothing.
    let isTrivial = exact.allSatisfy { Int($0).map { $0 < 20 * exact.count + 100 && $0 < 10_000 } ?? false }
    return tables.indices.flatMap { child -> [Link] in
      guard child != parent else { return [] }
      return tables[child].columns.compactMap { column -> Link? in
        guard column.isIdentifying, column.filled > 0, !tables[child].isOfOuter(column) else { return nil }
        let isNamed = namesAgree(column, key, tables[parent])
        if isTrivial, !isNamed, !mayNamePeople(column, key, tables[parent]) { return nil }
        var link = Link(
          from: child, column: column.name, to: parent, key: key.name, rows: column.filled, exact: 0,
          folded: 0, bare: 0, isNamed: isNamed)
        for code in 0..<column.values.count {
          let text = column.values[code]
          let count = column.counts[code]
          let key = text.lowercased()
          if exact.contains(text) { link.exact += count }
          let isFolded = folded.contains(key)
          if isFolded { link.folded += count }
          if isFolded || mayDropZeros && bare.contains(LinkFinder.withoutZeros(key)) { link.bare += count }
        }
        return link.bare > 0 ? link : nil
      }
    }
  }

  /// A number without zeros before it, and without `.0` after it, as `ids without zeros` reads it.
  private static func withoutZeros(_ id: String) -> String {
    var text = id[...]
    if text.hasSuffix(".0"), text.dropLast(2).allSatisfy(\.isNumber) { text = text.dropLast(2) }
    let zeros = text.prefix { $0 == "0" }.count
    return String(text.dropFirst(min(zeros, max(0, text.count - 1))))
  }

  /// Whether a column is named like the id of a person, and the file is one of people whom no other file is named after:
  /// `user_id` may lead to `customers.csv`, unless there is `users.csv`.
  private func mayNamePeople(_ column: ColumnProfile, _ key: ColumnProfile, _ parent: Table) -> Bool {
    guard key.isNamedID, parent.isNamed(Hint.people), column.isNamedID || column.words.count == 1 else {
      return false
    }
    let words = column.words.map(singular) + (column.words == ["uid"] ? ["user"] : [])
    let people = words.filter { Hint.personColumn.contains($0) && !Hint.id.contains($0) }
    return !people.isEmpty && !tables.contains { $0.isNamed(Set(people)) }
  }

  /// Whether a column is named like the key, or like the file that it would lead to.
  private func namesAgree(_ column: ColumnProfile, _ key: ColumnProfile, _ parent: Table) -> Bool {
    if column.isMail, key.isMail { return true }
    let words = column.words.map(singular)
    let own = key.words.map(singular)
    if words == own, own != ["id"] { return true }
    guard column.isNamedID || words.count == 1 else { return false }
    let generic = Hint.id.union(Hint.filler)
    return words.contains { !generic.contains($0) && (parent.words.contains($0) || own.contains($0)) }
  }
}
