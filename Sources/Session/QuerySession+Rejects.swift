internal import DataModel
internal import Present
internal import SourceText

extension QuerySession {
  /// Writes every rejected row of a load as CSV: its file, line and column, the reason, and its cells. Returns the error;
  /// nil if there was none, or if no file was asked for.
  func writeRejected(of report: LoadReport) -> Diagnostic? {
    guard let path = rejectsPath else { return nil }
    let rows = report.files.flatMap(\.rejected)
    let width = rows.map(\.cells.count).max() ?? 0
    let header = ["file", "line", "column", "reason"] + (0..<width).map { "cell_\($0 + 1)" }
    let lines = rows.map { row in
      [row.path, String(row.line), row.column ?? "", row.reason] + row.cells
        + [String](repeating: "", count: width - row.cells.count)
    }
    do throws(HostError) {
      try host.write(path, Array(csv([header] + lines).utf8))
      return nil
    } catch {
      var failure = Diagnostic(error)
      failure.notes.append("The rejected rows were to be written there.")
      return failure
    }
  }
}
