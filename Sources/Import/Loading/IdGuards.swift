internal import DataModel
internal import SourceText
internal import Store
internal import Text

/// What exports change about ids, and is no part of them: blanks of every kind at the ends, the guards `="00123"`, `'007`
/// and `'+4915` that keep spreadsheets from reading a number or a formula, accents as characters of their own (NFD).
struct IdGuards {
  enum Kind {
    case blanks, guards, accents

    /// How so many ids are read.
    func words(_ count: Int) -> String {
      switch self {
      case .blanks: "without the blanks round \(count == 1 ? "it" : "them")"
      case .guards: "without \(count == 1 ? "its guard" : "their guards")"
      case .accents: "with accents that are part of their letters"
      }
    }
  }

  /// How many different ids had something, and the first of each kind: as it stands, and as it is read.
  private(set) var found: [(kind: Kind, count: Int, written: String, id: String)] = []
  /// Ids that stay as they stand, because they would be another id of the column.
  private(set) var kept: [String] = []

  /// The column of ids alone. `isKey`: each id is a person of its own, so that a guarded one never becomes another.
  mutating func cleaned(_ column: Column, isKey: Bool) -> Column {
    guard case .texts(let codes, let dictionary) = column.values else { return column }
    var changed: [Int: String] = [:]
    let bare = (0..<dictionary.count).filter { IdGuards.mayBeGuarded(dictionary, $0) }.compactMap { code in
      IdGuards.bare(dictionary[code]).flatMap { $0.id.isEmpty ? nil : (code: code, id: $0.id, kind: $0.kind) }
    }
    // Of a guarded id and another of the same characters, guarded otherwise or not, each is a person.
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

  /// `2 ids read without their guards, as “'007” for 007`
  var remarks: [String] {
    found.map { kind, count, written, id in
      "\(count == 1 ? "1 id" : "\(count) ids") read \(kind.words(count)), as “\(shortened(written))” for \(shortened(id))"
    }
  }

  /// By the first and last byte, and by any that is not ASCII.
  private static func mayBeGuarded(_ dictionary: StringPool, _ code: Int) -> Bool {
    let id = dictionary.bytes(of: code)
    guard let first = id.first, let last = id.last else { return false }
    return first == UInt8(ascii: "=") || first == UInt8(ascii: "'") || first <= 0x20 || last <= 0x20
      || id.contains { $0 >= 0x80 }
  }

  /// The id as it is read, and what was changed; nil where nothing is.
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
  /// Takes from the ids of a table what is no part of them, and tells.
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
          "\(titleInFile(source)) of \(path) has \(first) beside the same without that guard; both stay as they stand",
          notes: guards.kept.count > 1 ? ["So do \(guards.kept.count - 1) more."] : [], dataFile: path))
    }
    if plan.key == source, let note = alikeKeys(finished.column, source) { problems.add(note) }
    return finished
  }

  /// Keys of one file that differ in letter case alone, where no rule is asked for.
  private func alikeKeys(_ keys: Column, _ source: LoadPlan.Source) -> Diagnostic? {
    guard !plan.spec.idRules.contains(.foldCase), case .texts(_, let ids) = keys.values else { return nil }
    let count = IdForms([.foldCase]).repeats(among: ids)
    guard count > 0 else { return nil }
    let (path, title) = (plan.paths[source.table][0], titleInFile(source))
    return plan.origin.diagnostic(
      .suspiciousData, severity: .note,
      "\(count == 1 ? "1 id differs" : "\(count) ids differ") in \(title) of \(path) from another in letter case alone; each is a customer of its own",
      dataFile: path)
  }
}
