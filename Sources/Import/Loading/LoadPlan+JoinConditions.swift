internal import DataModel
internal import SourceText

/// A `where` below the totals of a `join` filters the joined file, but may have been meant for the load's own rows.
extension LoadPlan {
  /// The columns in a join's condition that may have been meant as the load's own.
  func doubtfulColumns(of join: LoadSpec.Join, _ table: TablePlan) -> [LoadSpec.Column] {
    (join.condition?.columns ?? []).filter { isOfLoad($0, join, table) }
  }

  /// Whether the load has a column of this name: its own, or a total that the joined file lacks.
  private func isOfLoad(_ column: LoadSpec.Column, _ join: LoadSpec.Join, _ table: TablePlan) -> Bool {
    let name = column.name.lowercased()
    if name.hasPrefix(join.alias.lowercased() + "."), tables[0].index(of: name) == nil { return false }
    return find(name) != nil
      || table.index(of: name) == nil && join.sums.contains { $0.name.name.lowercased() == name }
  }

  func doubt(of columns: [LoadSpec.Column], _ join: LoadSpec.Join, _ table: TablePlan, path: String)
    -> Diagnostic
  {
    let name = columns[0].name
    let isInBoth = table.index(of: name) != nil
    var fixes: [Diagnostic.Fix] = []
    if columns.allSatisfy({ table.index(of: $0.name) != nil }) {
      fixes.append(
        Diagnostic.Fix(
          "filter the rows of \(origin.shown(path))",
          columns.map { Diagnostic.Edit($0.span, qualifiedName("\(join.alias).\($0.name)")) }))
    }
    let isOfLoad = join.condition?.columns.allSatisfy { self.isOfLoad($0, join, table) } == true
    if isOfLoad, spec.condition == nil, let file = origin.file {
      let condition = file.text(of: join.conditionSpan)
      let blanks = file.bytes[..<join.conditionSpan.start].reversed().prefix {
        $0 == 0x20 || $0 == 0x0A || $0 == 0x0D
      }
      fixes.append(
        Diagnostic.Fix(
          "filter the rows of \(origin.shown(paths[0][0])): above the join",
          [
            Diagnostic.Edit(SourceSpan(join.span.start, join.span.start), condition + "\n  "),
            Diagnostic.Edit(
              SourceSpan(join.conditionSpan.start - blanks.count, join.conditionSpan.end), ""),
          ]))
    }
    return origin.diagnostic(
      .ambiguousName,
      isInBoth
        ? "\(name) is a column of both \(path) and the load, and this `where` may mean either"
        : "\(path) has no column \(name), but the load has: this `where` filters the joined rows",
      at: columns[0].span, label: isInBoth ? "which one?" : "not in the joined file",
      notes: [
        "A `where` below a join filters the joined file; a `where` above it filters the load."
      ] + (spec.condition == nil ? [] : ["The load already has a `where`; add to it with `and …`."]),
      fixes: fixes, dataFile: path)
  }
}
