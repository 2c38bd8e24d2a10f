internal import DataModel
internal import SourceText
internal import Store

extension LoadRun {
  /// Passes the load to the store builder, as load statement `number`.
  consuming func add(to builder: inout StoreBuilder, as number: Int, _ problems: inout Problems) {
    switch plan.spec.kind {
    case .customers: addCustomers(to: &builder, as: number, &problems)
    case .events: builder.add(eventBatch(number))
    case .feedback: builder.add(feedbackBatch(number))
    }
  }

  /// Every column that is kept, with its source; joined ones as `alias.name`.
  var shownColumns: [(source: LoadPlan.Source, column: FinishedColumn)] {
    tables.enumerated().flatMap { tableIndex, table in
      table.columns.enumerated().compactMap { column, finished in
        let source = LoadPlan.Source(table: tableIndex, column: column)
        return plan.ignored.contains(source) ? nil : finished.map { (source, $0) }
      }
        + table.derived.enumerated().compactMap { index, finished in
          plan.tables[tableIndex].derived[index].name.map { _ in
            (LoadPlan.Source(table: tableIndex, column: index, isDerived: true), finished)
          }
        }
    }
  }

  /// The columns of the loaded table, followed by `file` if several files were read.
  private func allColumns() -> [Column] {
    var columns = shownColumns.map { source, finished in
      rows.column(finished.column, of: source.table).named(title(source))
    }
    if plan.isPattern, plan.tables[0].fileColumns.isEmpty {
      let taken = Set(columns.map { $0.name.lowercased() })
      columns.append(rows.column(fileColumn(Header.free("file", taken)), of: 0))
    }
    return columns
  }

  /// The customers of the records.
  private var customer: Column? { column(plan.customer)?.named(plan.spec.customer?.name ?? "") }

  /// A column with the name of the file that each row came from.
  private func fileColumn(_ name: String) -> Column {
    let names = tables[0].paths.map { String($0.split(separator: "/").last ?? "") }
    var pool = StringPool()
    let ids = names.map { pool.intern($0) }
    let codes = (0..<tables[0].rowCount).map { ids[tables[0].lines.place(of: $0).file] }
    return Column(name, codes: codes, dictionary: pool)
  }

  mutating func describeColumns() {
    for (source, finished) in shownColumns {
      report.columns.append(
        LoadReport.Column(
          name: title(source), type: finished.column.type, missing: finished.column.missing,
          remark: finished.remark, assumed: finished.assumed))
    }
    for source in [plan.at].compactMap({ $0 }) + plan.roles.compactMap(\.at) where source.isDerived {
      let finished = finished(source)
      let column = LoadReport.Column(
        name: title(source), type: finished.column.type, missing: finished.column.missing,
        remark: finished.remark,
        assumed: finished.assumed)
      if !report.columns.contains(where: { $0.name == column.name }) { report.columns.append(column) }
    }
    if let text = plan.text, let words = finished(text).words {
      let missing = (0..<words.count).count { words.isEmpty(at: $0) }
      report.columns.append(
        LoadReport.Column(
          name: plan.textNames.joined(separator: ", "), type: .text, missing: missing))
    }
  }

  private func name(_ source: LoadPlan.Source?) -> String? { source.map { plan.columnTitle($0) } }

  private func addCustomers(to builder: inout StoreBuilder, as number: Int, _ problems: inout Problems) {
    guard let key = settledKeys ?? column(plan.key) else { return }
    var columns = allColumns()
    let fileColumn = plan.isPattern ? plan.fileName ?? columns.last?.name : nil
    for role in plan.spec.roles {
      if columns.contains(where: { $0.name.lowercased() == role.name.name.lowercased() }) {
        problems.add(
          plan.origin.diagnostic(
            .ambiguousName, "there is already a column \(role.name.name)", at: role.name.span,
            label: "a population of the same name"))
      }
      columns.append(Column(role.name.name, booleans: Bitmap(count: rows.count, repeating: true)))
    }
    let label = plan.label.flatMap { called(by: $0, among: &columns) }
    var batch = CustomerBatch(
      Table(rowCount: rows.count, columns: columns), key: key, load: number, report: report)
    batch.leftOut = leftOutRows()
    batch.idRules = plan.spec.idRules
    batch.fileColumn = fileColumn
    batch.label = label
    batch.segments = plan.segments.compactMap { name($0) }
    batch.value = name(plan.value)
    batch.start = name(plan.start)
    batch.end = name(plan.end)
    builder.add(batch)
  }

  /// The attribute that labels people; several columns are joined into one, under their combined name.
  private func called(by source: LoadPlan.Source, among columns: inout [Column]) -> String? {
    guard source.isDerived else { return name(source) }
    let name = Header.free(
      plan.spec.label.map(\.name).joined(separator: " "), Set(columns.map { $0.name.lowercased() }))
    guard let joined = column(source) else { return nil }
    columns.append(joined.named(name))
    return name
  }

  /// The rows of people excluded by `where`, and their keys.
  private func leftOutRows() -> (table: Table, key: Column)? {
    guard let leftOut, let key = plan.key else { return nil }
    let columns = shownColumns.map { source, finished in
      leftOut.column(finished.column, of: source.table).named(title(source))
    }
    return (
      Table(rowCount: leftOut.count, columns: columns), leftOut.column(finished(key).column, of: key.table)
    )
  }

  private func eventBatch(_ number: Int) -> EventBatch {
    var roles: [EventBatch.Role] = []
    if let name = column(plan.name) {
      roles.append(EventBatch.Role(name: .column(name), at: column(plan.at)))
    }
    for role in plan.roles {
      roles.append(
        EventBatch.Role(name: .constant(role.name), at: column(role.at), needsTime: role.needsTime))
    }
    var batch = EventBatch(
      Table(rowCount: rows.count, columns: allColumns()), roles: roles, customer: customer,
      load: number, report: report)
    batch.customerBy = plan.spec.customerBy?.name
    batch.idRules = plan.spec.idRules
    return batch
  }

  private func feedbackBatch(_ number: Int) -> FeedbackBatch {
    var batch = FeedbackBatch(
      Table(rowCount: rows.count, columns: allColumns()), customer: customer,
      at: column(plan.at),
      load: number, report: report)
    if let texts {
      batch.texts = texts
      batch.words = words
      batch.textNames = plan.textNames
    }
    // Scales that refer to the same column, one per set of channels, are grouped.
    var order: [LoadPlan.Source] = []
    var rules: [LoadPlan.Source: [FeedbackBatch.Score.Rule]] = [:]
    for (source, score) in plan.scores {
      if rules[source] == nil { order.append(source) }
      rules[source, default: []] += score.scale.map { [.init($0, channels: score.channels)] } ?? []
    }
    for source in order {
      guard let values = column(source) else { continue }
      batch.scores.append(
        FeedbackBatch.Score(values.named(plan.columnTitle(source)), rules: rules[source] ?? []))
    }
    switch plan.spec.channel {
    case .constant(let name): batch.channel = .constant(name)
    case .column: batch.channel = column(plan.channel).map { .column($0) }
    case nil: break
    }
    batch.customerBy = plan.spec.customerBy?.name
    batch.idRules = plan.spec.idRules
    batch.about = column(plan.about)
    batch.id = column(plan.id)
    return batch
  }
}
