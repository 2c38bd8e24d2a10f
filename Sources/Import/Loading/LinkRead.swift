internal import DataModel
internal import SourceText
internal import Store

/// A link file that was read: the two ids of each row, and the lines they are on.
struct LinkRead {
  let batch: LinkBatch
  private let spec: LinkSpec
  private let table: LoadedTable
  private var origin: Origin { Origin(spec) }

  /// Reads the file. If it cannot be read, adds an error and returns nil.
  init?(_ spec: LinkSpec, _ host: Host, zone: Zone, _ problems: inout Problems) {
    let origin = Origin(spec)
    let host = host.confined(spec.permissions)
    let finder = FileFinder(host: host, origin: origin)
    var options = CSVOptions(wanted: [spec.alias, spec.canonical].map { $0.name.lowercased() })
    (options.rows, options.sheet, options.database) = (spec.rows, spec.sheet, spec.database)
    options.isServer = spec.isServer
    options.opened = CSVOptions.opened(by: [spec.alias, spec.canonical])
    guard let paths = finder.paths(spec.path, isServer: spec.isServer, at: spec.pathSpan, &problems),
      var plan = finder.plan(
        paths[0], options, at: spec.pathSpan, zone: zone, &problems)
    else { return nil }
    plan.isSkipped = plan.names.map { _ in true }
    var columns: [Int] = []
    for column in [spec.alias, spec.canonical] {
      guard let index = plan.index(of: column.name) else {
        problems.add(origin.unknownColumn(column, in: paths[0], has: plan.names))
        continue
      }
      plan.require(.id, of: index)
      plan.isSkipped[index] = false
      columns.append(index)
    }
    guard columns.count == 2 else { return nil }
    do throws(TableReader.Failure) {
      var reader = TableReader(host, plan, paths: paths)
      table = try reader.read()
    } catch {
      problems.add(finder.cannotRead(error.path, error.reason, at: spec.pathSpan))
      return nil
    }
    guard let alias = table.columns[columns[0]]?.column, let canonical = table.columns[columns[1]]?.column
    else { return nil }
    var guards = IdGuards()
    batch = LinkBatch(
      alias: guards.cleaned(alias, isKey: false), canonical: guards.cleaned(canonical, isKey: false))
    self.spec = spec
    origin.tellRemarks(of: table, &problems)
    var rejected = RejectedRows()
    rejected.add(table)
    rejected.tell(of: 0, rowsRead: table.rowsRead, paths: table.paths, origin, &problems)
  }

  var rowCount: Int { table.rowCount }

  /// `line 3 of links.csv`
  private func place(of row: Int) -> String {
    let place = table.lines.place(of: row)
    return "line \(place.line) of \(origin.shown(table.paths[place.file]))"
  }

  /// A warning about ids that are linked to two different people, with three examples and their lines.
  static func conflicts(of links: [LinkRead], _ report: LoadReport) -> Diagnostic? {
    guard report.linkConflicts > 0, let first = report.linkExamples.first else { return nil }
    /// The link file of a row and the row's number in it.
    func find(_ row: Int) -> (link: LinkRead, row: Int)? {
      var row = row
      for link in links {
        if row < link.rowCount { return (link, row) }
        row -= link.rowCount
      }
      return nil
    }
    func place(_ row: Int) -> String { find(row).map { $0.link.place(of: $0.row) } ?? "" }
    guard let (link, row) = find(first.otherRow) else { return nil }
    let shown = link.table.lines.place(of: row)
    let more = report.linkConflicts - report.linkExamples.count
    return link.origin.diagnostic(
      .conflictingKey, severity: .warning,
      report.linkConflicts == 1
        ? "1 link gives an id to a second person; the first link counts"
        : "\(report.linkConflicts) links give an id to a second person; the first link of each counts",
      notes: report.linkExamples.map {
        "\(shortened($0.id)) is \(shortened($0.kept)) on \(place($0.keptRow)) and \(shortened($0.other)) on \(place($0.otherRow))."
      } + (more > 0 ? ["And \(more) more."] : []),
      dataFile: link.table.paths[shown.file], dataLine: shown.line)
  }

  /// Warnings about ids that only match a customer's when spelt differently. The id rules of the customers file apply
  /// to the linked id; the other id of a row is taken unchanged.
  func misfits(_ fits: [LoadReport.Fit], among loads: [LoadSpec]) -> [Diagnostic] {
    fits.map { fit in
      let isCanonical = fit.column == batch.canonical.name
      let column = isCanonical ? spec.canonical : spec.alias
      let rules = fit.nearMisses.filter { $0.count + $0.leftOutCount > 0 }.map(\.rule)
      let people = loads.first { $0.kind == .customers && $0.file == spec.file }
      let lines = rules.map { "`\($0.line)`" }.joined(separator: " or ")
      return origin.diagnostic(
        .suspiciousData, severity: .warning, fit.nearly("ids", column.name, table.paths[0]), at: column.span,
        label: "spelt differently",
        notes: fit.nearMisses.flatMap { $0.sentences() } + [
          !isCanonical
            ? "The first id of a link is used as it is: if it is wrong, correct the file."
            : rules.isEmpty
              ? "As it is, such an id matches no customer."
              : "As it is, such an id matches no customer; with \(lines) in the customers' load it does."
        ],
        fixes: isCanonical ? people.map { people in rules.map { Origin(people).adding($0.line) } } ?? [] : [],
        dataFile: table.paths[0])
    }
  }
}

extension Origin {
  /// Reports notes about the files of a table: their encoding, their columns, truncated rows.
  func tellRemarks(of table: LoadedTable, _ problems: inout Problems) {
    for (file, line, text) in table.remarks {
      problems.add(
        diagnostic(
          .suspiciousData, severity: .warning, "\(table.paths[file]): \(text)", dataFile: table.paths[file],
          dataLine: line))
    }
  }
}
