internal import DataModel
internal import SourceText
internal import Store

/// Filters the rows of a load by its `where` conditions.
extension LoadRun {
  /// Excludes the rows that do not meet `where`. Returns false if the condition cannot be evaluated on the columns.
  mutating func leaveOut(_ problems: inout Problems) -> Bool {
    guard let condition = plan.spec.condition else { return true }
    guard let kept = filtered(by: condition, &problems) else { return false }
    guard !kept.isFull else { return true }
    leftOut = rows
    leftOut?.keep(kept.inverted)
    rows.keep(kept)
    report.rowsLeftOut += kept.count - kept.population
    if rows.count == 0 { problems.add(nothingTaken(condition)) }
    return true
  }

  /// The rows that meet a condition. If it cannot be evaluated on the columns, adds an error and returns nil.
  func filtered(by condition: RowCondition, _ problems: inout Problems) -> Bitmap? {
    let filter = RowFilter(count: rows.count, zone: plan.tables[0].zone) { column(plan.find($0.name)) }
    return filtered(by: condition, filter, path: plan.paths[0][0], &problems)
  }

  private func filtered(
    by condition: RowCondition, _ filter: RowFilter, path: String, _ problems: inout Problems
  ) -> Bitmap? {
    var filter = filter
    let kept = filter.rows(condition)
    for mismatch in filter.mismatches {
      let reason = mismatch.unordered.map { whyText($0.column, isNo: [$0.wanted]) }
      problems.add(
        plan.origin.diagnostic(
          .typeMismatch, mismatch.message, at: mismatch.column.span, label: "does not fit this column",
          notes: reason?.notes ?? [],
          fixes: reason?.fixes ?? mismatch.line.map { [plan.origin.adding($0)] }
            ?? mismatch.wordForMissing.map { presence($0, mismatch.column) } ?? [], dataFile: path))
    }
    for absent in filter.absent {
      problems.add(
        plan.origin.diagnostic(
          .suspiciousData, severity: .warning, "\(absent.column.name) of \(path) is never “\(absent.text)”",
          at: absent.column.span, label: "no row has it",
          notes: absent.near.isEmpty ? [] : ["Near it: \(absent.near.joined(separator: ", "))."],
          fixes: literal(absent.text, after: absent.column).map { span in
            absent.near.map {
              Diagnostic.Fix(
                "did you mean \($0)?",
                [Diagnostic.Edit(span, "\"\($0.replacing("\"", with: "\"\""))\"")])
            }
          } ?? [], dataFile: path))
    }
    return filter.mismatches.isEmpty ? kept : nil
  }

  /// The position of a text in a condition: its first occurrence after the column, with its quotes.
  private func literal(_ text: String, after column: LoadSpec.Column) -> SourceSpan? {
    guard let file = origin.file, column.span.end < file.bytes.count else { return nil }
    let quoted = Array("\"\(text.replacing("\"", with: "\"\""))\"".utf8)
    for written in [quoted, Array(text.utf8)] where !written.isEmpty {
      if let range = file.bytes[column.span.end...].firstRange(of: written) {
        return SourceSpan(range.lowerBound, range.upperBound)
      }
    }
    return nil
  }

  /// Suggests `is missing` for `is null`.
  private func presence(_ word: String, _ column: LoadSpec.Column) -> [Diagnostic.Fix] {
    guard let file = origin.file, let literal = literal(word, after: column) else { return [] }
    let gap = file.text(of: SourceSpan(column.span.end, literal.start))
    if gap.contains("(") { return [] }
    let isNegated = ["not", "!", "<>", "≠"].contains(where: gap.contains)
    return [
      Diagnostic.Fix(
        "ask whether it is \(isNegated ? "set" : "missing")",
        [Diagnostic.Edit(SourceSpan(column.span.end, literal.end), isNegated ? " is set" : " is missing")])
    ]
  }

  /// Aggregates the joined files that have totals. Returns false if their columns do not allow it.
  mutating func aggregateJoins(_ problems: inout Problems) -> Bool {
    for (index, join) in plan.joins.enumerated() {
      guard let aggregation = join.aggregation else { continue }
      let path = plan.paths[index + 1][0]
      var read = tables[index + 1]
      for column in aggregation.ages
      where !RowRanks(read.columns[column]?.column, zone: aggregation.plan.zone).isOrdered {
        problems.add(
          noOrder(
            aggregation.plan.names[column], read.columns[column]?.column, path: path, at: join.spec.pathSpan))
        return false
      }
      for index in aggregation.totals {
        guard let column = read.columns[index]?.column, !column.type.isNumber else { continue }
        problems.add(
          plan.origin.diagnostic(
            .typeMismatch,
            "\(aggregation.plan.names[index]) of \(path) is a \(column.type.words), and only numbers can be added up",
            at: join.spec.pathSpan, label: "nothing to add up", dataFile: path))
        return false
      }
      var kept: Bitmap? = Bitmap(count: read.rowCount, repeating: true)
      if let condition = join.spec.condition {
        let filter = RowFilter(count: read.rowCount, zone: aggregation.plan.zone) { name in
          aggregation.index(of: name.name).flatMap { read.columns[$0]?.column }
        }
        kept = filtered(by: condition, filter, path: path, &problems)
      }
      guard var kept else { return false }
      let repeated = repeats(in: read, aggregation, of: join.spec, kept: kept, &problems)
      kept = kept.subtracting(repeated)
      settleCurrencies(of: index + 1, among: kept, &problems)
      read = tables[index + 1]
      var formed = read
      if let ids = read.columns[aggregation.key]?.column {
        formed.columns[aggregation.key]?.column = forms.column(ids)
      }
      if let keys = formed.columns[aggregation.key]?.column { aggregatedRows[index] = (keys, kept, repeated) }
      for ties in aggregation.ties(of: formed, kept: kept) { problems.add(told(ties, of: index, formed)) }
      if join.spec.condition == nil {
        for (column, values) in aggregation.twoValued(in: formed) {
          let (one, other) = (shortened(values[0]), shortened(values[1]))
          problems.add(
            origin.diagnostic(
              .suspiciousData, severity: .warning,
              "\(column) of \(path) is “\(one)” or “\(other)”: `any` is yes for both, as for every value",
              at: join.spec.pathSpan,
              notes: [
                "To count only one of them, add a condition below: `where \(columnName(column)) is \"\(one)\"`."
              ],
              dataFile: path))
        }
      }
      tables[index + 1] = aggregation.table(of: formed, kept: kept)
    }
    return true
  }

  /// A warning about equally new rows of a joined file with different values, where the newest value is wanted.
  private func told(_ ties: JoinAggregation.Ties, of index: Int, _ table: LoadedTable) -> Diagnostic {
    let join = plan.joins[index].spec
    let names = plan.joins[index].aggregation?.plan.names ?? []
    let zone = plan.tables[0].zone
    func spelled(_ row: Int, _ column: Int?) -> String {
      let value = column.flatMap { table.columns[$0]?.column }?.scalar(at: row, zone: zone)
      return shortened(value?.spelled(in: zone) ?? "")
    }
    let examples = ties.rows.prefix(3).map { first, other in
      let values = [first, other].map { row in
        "“\(spelled(row, ties.column))” on line \(place(of: row, in: index + 1).line)"
      }
      return
        "\(spelled(first, plan.joins[index].aggregation?.key)): \(names[ties.column]) is \(values.joined(separator: " and "))."
    }
    let (path, line) = place(of: ties.rows.first?.other ?? 0, in: index + 1)
    return origin.diagnostic(
      .conflictingKey, severity: .warning,
      "\(ties.rows.count) \(join.right.name) \(ties.rows.count == 1 ? "has" : "have") several rows in \(join.path) that differ in \(names[ties.column]); the newest by \(names[ties.age]) counts, or the first if several are equally new",
      at: join.pathSpan, notes: examples, dataFile: path, dataLine: line)
  }

  /// An error for `newest` or `oldest` by a column that has no order.
  func noOrder(
    _ name: String, _ column: Column?, for word: String = "newest", path: String, at span: SourceSpan
  ) -> Diagnostic {
    let reason = column.map { whyText($0, isNo: [.number, .date]) }
    return plan.origin.diagnostic(
      .typeMismatch,
      "\(name) of \(path) is a \(column?.type.words ?? "text"), and `\(word)` needs a time or a number",
      at: span, label: "has no order", notes: reason?.notes ?? [], fixes: reason?.fixes ?? [], dataFile: path)
  }

  /// Why a column is text, and lines that fix it; otherwise the cells that do not fit the type needed.
  private func whyText(_ column: Column, isNo wanted: [TypeObstacle.Kind]) -> (
    notes: [String], fixes: [Diagnostic.Fix]
  ) {
    if let obstacle = column.obstacle, wanted.contains(obstacle.kind) {
      return (["It is text, because \(obstacle.reason)."], obstacle.clauses.map(plan.origin.adding))
    }
    guard case .texts(let codes, let dictionary) = column.values else { return ([], []) }
    let unlike = (0..<dictionary.count).filter { code in
      let cell = dictionary.bytes(of: code).span
      return !(wanted.contains(.number) && LooseNumber(cell) != nil)
        && !(wanted.contains(.date) && MomentCell(cell, isForced: wanted == [.date]) != nil)
    }
    let isUnlike = Set(unlike)
    let rows = (0..<column.count).filter { column.isPresent(at: $0) }
    let count = rows.count { isUnlike.contains(Int(codes[$0])) }
    guard count > 0 else { return (["Some of its cells are numbers, and others are dates."], []) }
    let cells = unlike.prefix(3).map { "“\(shortened(dictionary[$0]))”" }.joined(separator: ", ")
    let (one, many) =
      switch wanted {
      case [.number]: ("is not a number", "are not numbers")
      case [.date]: ("is not a date", "are not dates")
      case _: ("is neither a number nor a date", "are neither numbers nor dates")
      }
    return (["\(count) of its \(rows.count) cells \(count == 1 ? one : many): \(cells)."], [])
  }

  private func nothingTaken(_ condition: RowCondition) -> Diagnostic {
    let path = plan.paths[0][0]
    return plan.origin.diagnostic(
      .suspiciousData, severity: .warning, "no row of \(path) meets `where`, so nothing of it is loaded",
      at: condition.columns.first?.span, label: "all left out", dataFile: path)
  }
}
