internal import DataModel
internal import SourceText
internal import Store

/// What spreadsheets and exports put round ids, and is no part of them: `="00123"`, the apostrophe of `'+4915`, blanks of
/// every kind at the ends.
struct IdGuards {
  /// How many different ids had something round them, and the first: as it stands, and without.
  private(set) var count = 0
  private(set) var example: (written: String, id: String)?
  /// Ids that keep their guard, because without it they would be another id of the column.
  private(set) var kept: [String] = []

  /// The column of ids alone. `isKey`: each id is a person of its own, so that a guarded one never becomes another.
  mutating func cleaned(_ column: Column, isKey: Bool) -> Column {
    guard case .texts(let codes, let dictionary) = column.values else { return column }
    let suspects = (0..<dictionary.count).filter { IdGuards.mayBeGuarded(dictionary, $0) }
    var changed: [Int: String] = [:]
    for code in suspects {
      let written = dictionary[code]
      guard let (id, isGuard) = IdGuards.bare(written), !id.isEmpty else { continue }
      if isKey, isGuard, dictionary.code(of: id) != nil {
        kept.append(written)
        continue
      }
      changed[code] = id
      count += 1
      example = example ?? (written, id)
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

  /// By the first and last byte alone.
  private static func mayBeGuarded(_ dictionary: StringPool, _ code: Int) -> Bool {
    let (start, end) = (dictionary.offsets[code], dictionary.offsets[code + 1])
    guard start < end else { return false }
    let (first, last) = (dictionary.heap[start], dictionary.heap[end - 1])
    return first == UInt8(ascii: "=") || first == UInt8(ascii: "'") || first <= 0x20 || first >= 0xC2
      || last <= 0x20 || last >= 0x80
  }

  /// The id without what stands round it, and whether that is a guard; nil where there is nothing.
  private static func bare(_ written: String) -> (id: String, isGuard: Bool)? {
    var id = Substring(written)
    func isBlank(_ letter: Character) -> Bool {
      letter.isWhitespace || letter.unicodeScalars.allSatisfy { [0x200B, 0xFEFF, 0x2060].contains($0.value) }
    }
    func trim() {
      id = id.drop(while: isBlank)
      while let last = id.last, isBlank(last) { id.removeLast() }
    }
    trim()
    var isGuard = false
    if id.hasPrefix("=\""), id.hasSuffix("\""), id.utf8.count > 3 {
      id = Substring(id.dropFirst(2).dropLast().replacing("\"\"", with: "\""))
      isGuard = true
    } else if id.first == "'", let second = id.dropFirst().first, "=+-@".contains(second) {
      id = id.dropFirst()
      isGuard = true
    }
    trim()
    return id.utf8.elementsEqual(written.utf8) ? nil : (String(id), isGuard)
  }
}

extension LoadRun {
  /// Takes from the ids of a table what is no part of them, and tells.
  mutating func cleanIds(of table: Int, _ problems: inout Problems) {
    let reading = plan.reading(table)
    for index in reading.names.indices where reading.targets[index] == .id {
      guard let column = tables[table].columns[index]?.column else { continue }
      var guards = IdGuards()
      let isKey = plan.key == LoadPlan.Source(table: table, column: index)
      let cleaned = guards.cleaned(column, isKey: isKey)
      if let example = guards.example {
        tables[table].columns[index]?.column = cleaned
        let many = guards.count == 1 ? "1 id" : "\(guards.count) ids"
        let remark = "\(many) read without what stands round them, as \(example.written) for \(example.id)"
        let before = tables[table].columns[index]?.remark ?? ""
        tables[table].columns[index]?.remark = before.isEmpty ? remark : "\(before); \(remark)"
      }
      guard let first = guards.kept.first else { continue }
      problems.add(
        plan.origin.diagnostic(
          .conflictingKey, severity: .warning,
          "\(reading.names[index]) of \(plan.paths[table][0]) has \(first) beside the same without its guard; both stay as they stand",
          notes: guards.kept.count > 1 ? ["So do \(guards.kept.count - 1) more."] : [],
          dataFile: plan.paths[table][0]))
    }
  }
}
