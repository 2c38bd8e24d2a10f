internal import DataModel
internal import SourceText
internal import Store

/// Names that stand in columns: of events, channels and populations. Blanks at their ends are no part of them, and what
/// differs in letter case alone is told.
extension LoadRun {
  mutating func cleanNames(_ problems: inout Problems) {
    for source in [plan.name, plan.channel].compactMap({ $0 }) + plan.segments {
      let finished = finished(source)
      guard finished.column.type == .text, let names = Names(finished.column) else { continue }
      if !names.blank.isEmpty {
        var cleaned = finished
        cleaned.column = names.column
        let remark =
          "\(names.blank.rows == 1 ? "1 name" : "\(names.blank.rows) names") read without the blanks round"
          + " \(names.blank.rows == 1 ? "it" : "them"), as “\(shortened(names.blank.example))”"
        cleaned.assumed = [finished.assumed, remark].filter { !$0.isEmpty }.joined(separator: "; ")
        replace(source, with: cleaned)
      }
      if !names.alike.isEmpty { problems.add(alike(names.alike, source)) }
    }
  }

  private mutating func replace(_ source: LoadPlan.Source, with column: FinishedColumn) {
    if source.isDerived {
      tables[source.table].derived[source.column] = column
    } else {
      tables[source.table].columns[source.column] = column
    }
  }

  private func alike(_ groups: [[Names.Spelling]], _ source: LoadPlan.Source) -> Diagnostic {
    let path = plan.paths[source.table][0]
    let areOne = source == plan.name
    let examples = groups.prefix(3).map { spellings in
      spellings.map { "“\(shortened($0.name))” (\($0.rows))" }.joined(separator: ", ")
    }
    let more = groups.count > 3 ? "; \(groups.count - 3) more" : ""
    return origin.diagnostic(
      .suspiciousData, severity: .note,
      "\(title(source)) of \(path) has names that differ in letter case alone: \(examples.joined(separator: "; "))\(more)",
      notes: [
        areOne
          ? "They are one event, under the first of these names."
          : "They stay apart; together they are asked for by `\(columnName(title(source))) in (\(groups[0].map { "\"\($0.name)\"" }.joined(separator: ", ")))`."
      ], dataFile: path)
  }
}

/// The distinct names of a column, without blanks at their ends.
private struct Names {
  struct Spelling {
    var name: String
    var rows: Int
  }

  private(set) var column: Column
  /// How many rows have a name with blanks at its ends, and the first.
  private(set) var blank: (rows: Int, example: String, isEmpty: Bool) = (0, "", true)
  /// Names that differ in letter case alone, those with the first row first.
  private(set) var alike: [[Spelling]] = []

  /// More different values are no names.
  private static let most = 10_000

  init?(_ column: Column) {
    guard case .texts(let codes, let dictionary) = column.values, dictionary.count <= Names.most else {
      return nil
    }
    self.column = column
    var (pool, meaning) = (StringPool(), [UInt32]())
    var isCut = [Bool]()
    for code in 0..<dictionary.count {
      let bytes = dictionary.bytes(of: code)
      let bounds = trimmedBounds(bytes.span)
      isCut.append(bounds.count < bytes.count)
      meaning.append(pool.intern(bytes.span.extracting(bounds)))
    }
    var rows = [Int](repeating: 0, count: pool.count)
    for row in 0..<column.count where column.isPresent(at: row) {
      let code = codes[row]
      rows[Int(meaning[code])] += 1
      if isCut[code] {
        blank = (blank.rows + 1, blank.isEmpty ? dictionary[code] : blank.example, false)
      }
    }
    if !blank.isEmpty {
      let found = (0..<column.count).map { row in
        codes[row] < meaning.count ? meaning[codes[row]] : UInt32.max
      }
      self.column = Column(column.name, codes: found, dictionary: pool, presence: column.presence)
    }
    var order: [String] = []
    var groups: [String: [Spelling]] = [:]
    for code in 0..<pool.count where rows[code] > 0 {
      let key = pool[code].lowercased()
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(Spelling(name: pool[code], rows: rows[code]))
    }
    alike = order.compactMap { groups[$0] }.filter { $0.count > 1 }
  }
}
