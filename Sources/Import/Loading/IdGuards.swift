internal import DataModel
internal import SourceText
internal import Store
internal import Text

/// Removes what exports add to ids: Unicode blanks at the ends, the text guards `="00123"`, `'007` and `'+4915` that
/// keep spreadsheets from reading a number or formula, and decomposed accents (Unicode NFD, which becomes NFC).
struct IdGuards {
  enum Kind {
    case blanks, guards, accents

    /// How this many ids are read, for the load report.
    func words(_ count: Int) -> String {
      switch self {
      case .blanks: "without the spaces around \(count == 1 ? "it" : "them")"
      case .guards: "without spreadsheet marks"
      case .accents: "with accents joined to their letters"
      }
    }
  }

  /// How many distinct ids were changed, and the first example of each kind: as written and as read.
  private(set) var found: [(kind: Kind, count: Int, written: String, id: String)] = []
  /// Ids left unchanged because cleaning would make them equal to another id of the column.
  private(set) var kept: [String] = []

  /// Returns the column with cleaned ids. If `isKey`, each id is a different person, so two ids are never merged by
  /// removing guards.
  mutating func cleaned(_ column: Column, isKey: Bool) -> Column {
    guard case .texts(let codes, let dictionary) = column.values else { return column }
    var changed: [Int: String] = [:]
    let bare = (0..<dictionary.count).filter { IdGuards.mayBeGuarded(dictionary, $0) }.compactMap { code in
      IdGuards.bare(dictionary[code]).flatMap { $0.id.isEmpty ? nil : (code: code, id: $0.id, kind: $0.kind) }
    }
    // Ids that only differ by guards: each is a different person.
    let alike = isKey ? Dictionary(grouping: bare.filter { $0.kind != .blanks }, by: \.id) : [:]
    for (code, id, kind) in bare {
      let written = dictionary[code]
      if isKey, kind != .blanks, dictionary.code(of: id) != nil || (alike[id]?.count ?? 0) > 1 {
        kept.append(written)
        continue
      }
      changed[code] = id
      note(kind, written, id)
    }
    guard !changed.isEmpty else { return column }
    var pool = StringPool()
    let renumbered = (0..<dictionary.count).map { code in
      changed[code].map { pool.intern($0) } ?? pool.intern(dictionary.bytes(of: code).span)
    }
    let fresh = (0..<column.count).map { row in
      codes[row] < renumbered.count ? renumbered[codes[row]] : UInt32(truncatingIfNeeded: pool.count)
    }
    return Column(column.name, codes: fresh, dictionary: pool, presence: column.presence)
  }

  private mutating func note(_ kind: Kind, _ written: String, _ id: String) {
    if let index = found.firstIndex(where: { $0.kind == kind }) {
      found[index].count += 1
    } else {
      found.append((kind, 1, written, id))
    }
  }

  /// `2 ids read without spreadsheet marks: “'007” as 007`
  var remarks: [String] {
    found.map { kind, count, written, id in
      "\(counted(count, "id")) read \(kind.words(count)): “\(shortened(written))” as \(shortened(id))"
    }
  }

  /// Fast path, by the first and last byte and any non-ASCII byte.
  private static func mayBeGuarded(_ dictionary: StringPool, _ code: Int) -> Bool {
    let id = dictionary.bytes(of: code)
    guard let first = id.first, let last = id.last else { return false }
    return first == UInt8(ascii: "=") || first == UInt8(ascii: "'") || first <= 0x20 || last <= 0x20
      || id.contains { $0 >= 0x80 }
  }

  /// The cleaned id and the kind of change; nil if nothing changes.
  private static func bare(_ written: String) -> (id: String, kind: Kind)? {
    var id = Substring(written)
    func isBlank(_ letter: Character) -> Bool {
      letter.isWhitespace || letter.unicodeScalars.allSatisfy { [0x200B, 0xFEFF, 0x2060].contains($0.value) }
    }
    func trim() {
      id = id.drop(while: isBlank)
      while let last = id.last, isBlank(last) { id.removeLast() }
    }
    trim()
    var kind = Kind.blanks
    if id.hasPrefix("=\""), id.hasSuffix("\""), id.utf8.count > 3 {
      id = Substring(id.dropFirst(2).dropLast().replacing("\"\"", with: "\""))
      kind = .guards
    } else if id.first == "'", let second = id.dropFirst().first, "=+-@0123456789".contains(second) {
      id = id.dropFirst()
      kind = .guards
    }
    trim()
    let composed = Folding.composed(String(id))
    if kind == .blanks, !composed.utf8.elementsEqual(id.utf8) { kind = .accents }
    return composed.utf8.elementsEqual(written.utf8) ? nil : (composed, kind)
  }
}

extension LoadRun {
  /// Cleans the ids of a table, and reports what was changed.
  mutating func cleanIds(of table: Int, _ problems: inout Problems) {
    let reading = plan.reading(table)
    for index in tables[table].columns.indices
    where index < reading.targets.count && reading.targets[index] == .id {
      tables[table].columns[index] = tables[table].columns[index].map {
        cleaned($0, LoadPlan.Source(table: table, column: index), &problems)
      }
    }
    for index in tables[table].derived.indices where reading.derived[index].target == .id {
      let source = LoadPlan.Source(table: table, column: index, isDerived: true)
      tables[table].derived[index] = cleaned(tables[table].derived[index], source, &problems)
    }
  }

  private func cleaned(
    _ finished: FinishedColumn, _ source: LoadPlan.Source, _ problems: inout Problems
  ) -> FinishedColumn {
    var (finished, guards) = (finished, IdGuards())
    let column = guards.cleaned(finished.column, isKey: plan.key == source)
    if !guards.found.isEmpty {
      finished.column = column
      finished.assumed = ([finished.assumed] + guards.remarks).filter { !$0.isEmpty }.joined(separator: "; ")
    }
    if let first = guards.kept.first {
      let path = plan.paths[source.table][0]
      problems.add(
        plan.origin.diagnostic(
          .conflictingKey, severity: .warning,
          "\(titleInFile(source)) of \(path) has both \(first) and the same id without spreadsheet marks; both are kept as they are",
          notes: guards.kept.count > 1 ? ["\(guards.kept.count - 1) more ids are like this."] : [],
          dataFile: path))
    }
    if plan.key == source, let note = alikeKeys(finished.column, source) { problems.add(note) }
    return finished
  }

  /// A warning about keys of one file that differ only in letter case, if the load has no rule for them.
  private func alikeKeys(_ keys: Column, _ source: LoadPlan.Source) -> Diagnostic? {
    guard !plan.spec.idRules.contains(.foldCase), case .texts(_, let ids) = keys.values else { return nil }
    let count = IDNormalizer([.foldCase]).repeats(among: ids)
    guard count > 0 else { return nil }
    let (path, title) = (plan.paths[source.table][0], titleInFile(source))
    return plan.origin.diagnostic(
      .suspiciousData, severity: .note,
      "\(counted(count, "id differs", "ids differ")) in \(title) of \(path) from another only in capitalization; each counts as a separate customer",
      dataFile: path)
  }
}
