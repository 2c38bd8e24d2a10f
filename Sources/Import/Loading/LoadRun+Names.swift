internal import DataModel
internal import SourceText
internal import Store

/// Names that stand in columns, of events, channels and populations: what differs in letter case alone is told.
extension LoadRun {
  func checkNames(_ problems: inout Problems) {
    for source in [plan.name, plan.channel].compactMap({ $0 }) + plan.segments {
      guard let names = Names(finished(source).column), !names.alike.isEmpty else { continue }
      problems.add(alike(names.alike, source))
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

/// The distinct names of a column.
private struct Names {
  struct Spelling {
    var name: String
    var rows: Int
  }

  /// Names that differ in letter case alone, those with the first row first.
  private(set) var alike: [[Spelling]] = []

  /// More different values are no names.
  private static let most = 10_000

  init?(_ column: Column) {
    guard case .texts(let codes, let dictionary) = column.values, dictionary.count <= Names.most else {
      return nil
    }
    var rows = [Int](repeating: 0, count: dictionary.count)
    for row in 0..<column.count where column.isPresent(at: row) { rows[codes[row]] += 1 }
    var order: [String] = []
    var groups: [String: [Spelling]] = [:]
    for code in 0..<dictionary.count where rows[code] > 0 {
      let key = dictionary[code].lowercased()
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(Spelling(name: dictionary[code], rows: rows[code]))
    }
    alike = order.compactMap { groups[$0] }.filter { $0.count > 1 }
  }
}
