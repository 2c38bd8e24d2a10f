internal import DataModel

/// How the files of a workspace lead to its people, a line for each column that does.
///
///     customers.csv ── id ── events.csv.who    25,000  100.0%
extension DescribeVerb {
  /// Nil where no file leads to another.
  var mapTable: Draft.Table? {
    let people = context.loads.filter { $0.kind == .customers }
    let rows = zip(context.loads, context.files).flatMap { load, file in
      owner(of: load, file, people) + joins(of: load, file)
    }
    guard !rows.isEmpty else { return nil }
    return Draft.Table(
      title: "How the files connect",
      columns: [
        Answer.Column("files and columns", .text), Answer.Column("rows", .integer, unit: .records),
        Answer.Column("lead there", .real, unit: .share),
      ], facts: rows)
  }

  /// The people of a file's records: `customers.csv ── id ── events.csv.who`.
  private func owner(
    of load: LoadSpec, _ file: LoadReport.File, _ people: [LoadSpec]
  ) -> [[Answer.Cell]] {
    guard load.kind != .customers, let fit = file.fit, let first = people.first else { return [] }
    let key = load.customerBy?.name ?? first.key.map(\.name).joined(separator: ", ")
    let others = people.count > 1 ? " (and \(people.count - 1) more)" : ""
    return [
      line("\(name(of: first))\(others)", key, "\(name(of: load)).\(fit.column)", fit.knownRows, fit.rows)
    ]
  }

  /// The files that a load is joined with: `plans.csv ── id ── customers.csv.plan_id`.
  private func joins(of load: LoadSpec, _ file: LoadReport.File) -> [[Answer.Cell]] {
    let rows = file.rowsRead - file.rowsRejected
    return zip(load.joins, file.joined).map { join, report in
      line(
        join.shortName, join.right.name, "\(name(of: load)).\(join.left.name)",
        rows - report.rowsFindingNone, rows)
    }
  }

  private func line(_ from: String, _ key: String, _ to: String, _ found: Int, _ rows: Int) -> [Answer.Cell] {
    [
      Answer.Cell("\(from) ── \(key) ── \(to)"), Answer.Cell(rows),
      Answer.Cell(rows > 0 ? .real(Double(max(0, found)) / Double(rows)) : .missing),
    ]
  }

  private func name(of load: LoadSpec) -> String { load.shortName }
}
