internal import DataModel
internal import SourceText
internal import Store

/// Checks names in columns (events, channels, segments) for spellings that differ only in letter case.
extension LoadRun {
  /// Warns about columns with the same name in the header: a question by that name uses only the first.
  func tellDoubledNames(_ problems: inout Problems) {
    let (table, path) = (plan.tables[0], plan.paths[0][0])
    let named = Set(plan.spec.namedColumns.map { $0.name.lowercased() })
    var seen: Set<String> = []
    var groups: [(name: String, others: [String])] = []
    for name in table.header.originals.sorted(by: { $0.key < $1.key }).map(\.value) {
      let all = table.indices(like: name)
      guard seen.insert(name.lowercased()).inserted, let first = all.first else { continue }
      // Columns that the load lists, ignores or renames need no warning; a line that names one has its own.
      guard !all.contains(where: { table.isSkipped[$0] || table.names[$0] != table.header.names[$0] }),
        !named.contains(name.lowercased()),
        all.dropFirst().contains(where: { tables[0].columns[$0].map { !$0.column.isEmpty } ?? false })
      else { continue }
      groups.append((table.names[first], all.dropFirst().map { "`\(table.names[$0])`" }))
    }
    guard let first = groups.first else { return }
    let counts = groups.map { "\($0.others.count + 1) called \($0.name)" }
    let what =
      groups.count == 1
      ? "\(first.others.count + 1) columns called \(first.name); a question by that name uses only the first"
      : "several columns share a name, and a question uses only the first: \(listed(counts))"
    problems.add(
      origin.diagnostic(
        .ambiguousName, severity: .note, "\(path) has \(what)",
        notes: groups.prefix(3).map { group in
          group.others.count == 1
            ? "The other \(group.name) is called \(group.others[0]) here."
            : "The other \(group.name) are called \(group.others.joined(separator: ", ")) here."
        },
        fixes: groups.prefix(3).map {
          origin.adding("list \(columnName($0.name)) as \(columnName($0.name.lowercased()))")
        }, dataFile: path))
  }

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
      "\(title(source)) of \(path) has names that differ only in capitalization: \(examples.joined(separator: "; "))\(more)",
      notes: [
        areOne
          ? "They count as one event, under the first of these names."
          : "They stay separate. To ask for them together: `\(columnName(title(source))) in (\(groups[0].map { "\"\($0.name)\"" }.joined(separator: ", ")))`."
      ], dataFile: path)
  }
}

extension Column {
  /// Whether no row has a value.
  fileprivate var isEmpty: Bool { missing == count }
}

/// Names that differ only in letter case between loads.
struct SharedNames {
  fileprivate struct Use: Hashable {
    var name: String
    var path: String
  }

  private let runs: [LoadRun]

  init(_ runs: [LoadRun]) { self.runs = runs.filter(\.isUsable) }

  func check(_ problems: inout Problems) {
    let names: [(what: String, areOne: Bool, uses: (LoadRun) -> [Use])] =
      [
        ("names of events", true, { $0.roleNames + SharedNames.uses($0.plan.name, $0) }),
        ("names of channels", false, { $0.constantChannel + SharedNames.uses($0.plan.channel, $0) }),
      ]
      + segments.map { name in
        (
          "values of \(name)", false,
          { run in
            SharedNames.uses(run.plan.segments.first { run.title($0).lowercased() == name.lowercased() }, run)
          }
        )
      }
    for (what, areOne, uses) in names { tell(runs.map { ($0, uses($0)) }, what, areOne, &problems) }
  }

  /// The attributes of customers files that define segments.
  private var segments: [String] {
    var names: [String] = []
    for run in runs where run.plan.spec.kind == .customers {
      for name in run.plan.segments.map(run.title)
      where !names.contains(where: { $0.lowercased() == name.lowercased() }) {
        names.append(name)
      }
    }
    return names
  }

  private static func uses(_ source: LoadPlan.Source?, _ run: LoadRun) -> [Use] {
    guard let source, case .texts(_, let names) = run.finished(source).column.values,
      names.count <= Names.most
    else { return [] }
    return (0..<names.count).map { Use(name: names[$0], path: run.plan.paths[source.table][0]) }
  }

  private func tell(
    _ uses: [(run: LoadRun, names: [Use])], _ what: String, _ areOne: Bool, _ problems: inout Problems
  ) {
    var order: [String] = []
    var groups: [String: [Use]] = [:]
    for use in uses.flatMap(\.names) {
      let key = use.name.lowercased()
      if groups[key] == nil { order.append(key) }
      if groups[key]?.contains(where: { $0.name == use.name && $0.path.pathBytes == use.path.pathBytes })
        == true
      {
        continue
      }
      groups[key, default: []].append(use)
    }
    // Differences within one file are reported for that file.
    let differing = order.compactMap { groups[$0] }.filter { group in
      Set(Dictionary(grouping: group, by: \.path).values.map { Set($0.map(\.name)) }).count > 1
    }
    guard let first = differing.first, let last = first.last,
      let run = uses.last(where: { $0.names.contains(last) })?.run
    else { return }
    let examples = differing.prefix(3).map { group in
      group.map { "“\(shortened($0.name))” in \(run.origin.shown($0.path))" }.joined(separator: ", ")
    }
    let more = differing.count > 3 ? "; \(differing.count - 3) more" : ""
    problems.add(
      run.origin.diagnostic(
        .suspiciousData, severity: .note,
        "\(what) differ only in capitalization between files: \(examples.joined(separator: "; "))\(more)",
        notes: [
          areOne
            ? "They count as one event, under the first of these names."
            : "They stay separate. To make them one, correct one of the files."
        ], dataFile: last.path))
  }
}

extension LoadRun {
  /// The names that the load gives to its events and its channel.
  fileprivate var roleNames: [SharedNames.Use] {
    plan.spec.roles.filter { _ in plan.spec.kind == .events }.map {
      SharedNames.Use(name: $0.name.name, path: plan.paths[0][0])
    }
  }

  fileprivate var constantChannel: [SharedNames.Use] {
    guard case .constant(let name)? = plan.spec.channel else { return [] }
    return [SharedNames.Use(name: name, path: plan.paths[0][0])]
  }
}

/// The distinct names in a column.
private struct Names {
  struct Spelling {
    var name: String
    var rows: Int
  }

  /// Groups of names that differ only in letter case, the one with the first row first.
  private(set) var alike: [[Spelling]] = []

  /// Columns with more distinct values than this do not hold names.
  static let most = 10_000

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
