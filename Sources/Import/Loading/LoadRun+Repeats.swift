internal import DataModel
internal import SourceText
internal import Store

/// Decides which row counts if several have the same key or id.
extension LoadRun {
  /// What makes one row newer than another.
  enum Age {
    /// Nothing in the data.
    case none
    /// The column of `newest by` or `oldest by`.
    case column(String, isOldestFirst: Bool)
    /// The time of the record.
    case recordTime
    /// The date in the name of the row's file.
    case fileName
  }

  /// Two rows with the same key but different values in a column.
  struct Contradiction {
    var key: String
    var column: String
    var rows: (Int, Int)
    var values: (String, String)
  }

  private var zone: Zone { plan.tables[0].zone }

  /// Keeps one row per key, and reports what is lost. Returns false if the load asks for something that the files do
  /// not have.
  mutating func resolveDuplicateKeys(_ problems: inout Problems) -> Bool {
    guard chooseRow(&problems) else { return false }
    let isCustomers = plan.spec.kind == .customers
    guard let source = isCustomers ? plan.key : plan.id, let written = column(source) else { return true }
    let keys = settled(written)
    guard let (age, ranks) = ages(&problems) else { return false }
    guard let groups = RowGroups(keys, zone: zone) else { return true }
    let compared = comparedColumns(besides: source)
    var dropped = Bitmap(count: rows.count)
    var person = Array(UInt32(0)..<UInt32(truncatingIfNeeded: rows.count))
    var (contradicted, changed, examples) = (0, 0, [Contradiction]())
    for group in 0..<groups.count {
      let all = groups[group]
      let newest = newest(of: all, by: ranks)
      let isTold = if case .column = age { isCustomers } else { true }
      var found = isTold ? contradiction(among: isCustomers ? newest : Array(all), compared, keys) : nil
      if isTold, !isCustomers, found == nil, let last = newest.last {
        found = loss(among: all, standing: last, compared, keys)
      }
      if let found {
        contradicted += 1
        if examples.count < 3 { examples.append(found) }
      }
      if case .fileName = age, newest.count < all.count,
        contradiction(among: Array(all), compared, keys) != nil
      {
        changed += 1
      }
      let standing =
        isCustomers && found == nil
        ? rowsThatAdd(newest, compared)[...] : isCustomers ? newest.prefix(1) : newest.suffix(1)
      for row in all { dropped[row] = true }
      for row in standing {
        dropped[row] = false
        person[row] = UInt32(truncatingIfNeeded: standing.first ?? row)
      }
    }
    report.rowsRepeated += dropped.population
    if let first = examples.first { problems.add(told(contradicted, first, examples, age)) }
    if changed > 0 { problems.add(toldOfFiles(changed)) }
    rows.keep(dropped.inverted)
    if settlesSpellings { settledKeys = written.gathered(dropped.inverted.ones.map { person[$0] }) }
    return true
  }

  /// Whether the load says which of several rows of a person counts. If so, rows whose ids are equal by the id rules
  /// are rows of one person.
  private var settlesSpellings: Bool {
    plan.spec.kind == .customers && !plan.spec.idRules.isEmpty
      && (plan.spec.rank != nil || plan.spec.oneRow != nil)
  }

  private func settled(_ keys: Column) -> Column { settlesSpellings ? forms.column(keys) : keys }

  /// `one row a KEY where …`: of the rows of a key, only those that meet the condition count.
  private mutating func chooseRow(_ problems: inout Problems) -> Bool {
    guard let (name, condition) = plan.spec.oneRow, let source = plan.find(name.name),
      let written = column(source)
    else { return true }
    guard let chosen = filtered(by: condition, &problems) else { return false }
    guard let (_, ranks) = ages(&problems) else { return false }
    // Rows of one person that agree fill each other's nulls.
    let isPerson = plan.spec.kind == .customers && source == plan.key
    let keys = isPerson ? settled(written) : written
    guard let groups = RowGroups(keys, zone: zone) else { return true }
    var dropped = Bitmap(count: rows.count)
    var (none, several, examples) = (0, 0, [String]())
    for group in 0..<groups.count {
      let all = Array(groups[group])
      let meeting = all.filter { chosen[$0] }
      if meeting.isEmpty { none += 1 } else if meeting.count > 1, !isPerson { several += 1 }
      if meeting.isEmpty || meeting.count > 1 && !isPerson, examples.count < 3 {
        examples.append(written.scalar(at: all[0], zone: zone).spelled(in: zone))
      }
      if isPerson {
        if !meeting.isEmpty { for row in all where !chosen[row] { dropped[row] = true } }
        continue
      }
      let kept = newest(of: (meeting.isEmpty ? all : meeting)[...], by: ranks).first
      for row in all where row != kept { dropped[row] = true }
    }
    report.rowsRepeated += dropped.population
    rows.keep(dropped.inverted)
    // Rows of one person that agree need no choice; a condition that never holds is reported by itself.
    if isPerson ? none == groups.count : none + several > 0 {
      problems.add(undecided(none, several, examples, name, isPerson: isPerson))
    }
    return true
  }

  /// An error: for some key no row, or more than one row, meets the condition of `one row`.
  private func undecided(
    _ none: Int, _ several: Int, _ examples: [String], _ name: LoadSpec.Column, isPerson: Bool
  ) -> Diagnostic {
    let parts = [(none, "none of the rows"), (several, "several rows")].filter { $0.0 > 0 }.map {
      "of \($0.0) \(name.name) \($0.1) meet\($0.1 == "several rows" ? "" : "s") the condition"
    }
    return plan.origin.diagnostic(
      .conflictingKey, severity: .warning,
      "\(parts.joined(separator: ", ")); "
        + (isPerson
          ? "their rows count as without this line"
          : "of each of them the newest counts, or the first if several are equally new"),
      at: name.span,
      notes: [
        "For example \(examples.joined(separator: ", ")).", "Say which row is newest with `newest by …`.",
      ],
      dataFile: plan.paths[0][0])
  }

  /// What tells the age of rows, and each row's rank; nil if the load names a column without an order.
  private func ages(_ problems: inout Problems) -> (Age, [RowRanks])? {
    if let rank = plan.spec.rank, let column = plan.find(rank.column.name).flatMap({ column($0) }) {
      let ranks = RowRanks(column, zone: zone, isOldestFirst: rank.isOldestFirst)
      if ranks.isOrdered {
        return (.column(rank.column.name, isOldestFirst: rank.isOldestFirst), [ranks])
      }
      problems.add(
        noOrder(rank.column.name, column, for: rank.word, path: plan.paths[0][0], at: rank.column.span))
      return nil
    }
    if plan.spec.kind != .customers {
      let times = ([plan.at] + plan.roles.map(\.at)).compactMap { $0 }
      return (.recordTime, Set(times).compactMap { column($0).map { RowRanks($0, zone: zone) } })
    }
    let dates = FileDate.ranks(of: tables[0].paths)
    guard plan.isPattern, dates.count > 1, dates.allSatisfy({ $0 != nil }) else { return (.none, []) }
    let ofRow = (0..<tables[0].rowCount).map { dates[tables[0].lines.place(of: $0).file] ?? 0 }
    return (.fileName, [RowRanks(rows.column(Column("", reals: ofRow), of: 0), zone: zone)])
  }

  /// The rows than which no other is newer.
  private func newest(of rows: ArraySlice<Int>, by ranks: [RowRanks]) -> [Int] {
    guard !ranks.isEmpty else { return Array(rows) }
    let ages = rows.map { row in ranks.reduce(-Double.infinity) { max($0, $1.rank(of: row)) } }
    let newest = ages.max()
    return zip(rows, ages).filter { $1 == newest }.map(\.0)
  }

  /// Of rows that agree, those that have a value which all rows before them lack.
  private func rowsThatAdd(_ rows: [Int], _ columns: [(title: String, column: Column)]) -> [Int] {
    guard let first = rows.first, rows.count > 1 else { return rows }
    var lacking = columns.filter { !$0.column.isPresent(at: first) }
    var kept = [first]
    for row in rows.dropFirst() where !lacking.isEmpty {
      let rest = lacking.filter { !$0.column.isPresent(at: row) }
      if rest.count < lacking.count { kept.append(row) }
      lacking = rest
    }
    return kept
  }

  // MARK: What rows of one key contradict each other in

  /// The columns compared for conflicts, those used by the load first. Excluded are columns that distinguish rows, and
  /// times of records, which tell their age.
  private func comparedColumns(besides key: LoadPlan.Source) -> [(title: String, column: Column)] {
    let times = plan.spec.kind == .customers ? [] : ([plan.at] + plan.roles.map(\.at)).compactMap { $0 }
    let parts = (times + [key]).flatMap { source -> [LoadPlan.Source] in
      guard source.isDerived else { return [source] }
      return plan.tables[source.table].derived[source.column].sources.map {
        LoadPlan.Source(table: source.table, column: $0)
      }
    }
    let age = plan.spec.rank.flatMap { plan.find($0.column.name) }
    let skipped = Set(parts + [age].compactMap { $0 })
    let slots = plan.segments + [plan.value, plan.end, plan.start, plan.label].compactMap { $0 }
    let shown = shownColumns.filter { !skipped.contains($0.source) }
    return (slots + shown.map(\.source).filter { !slots.contains($0) }).compactMap { source in
      shown.first { $0.source == source }.map {
        (title(source), rows.column($0.column.column, of: source.table))
      }
    }
  }

  private func contradiction(
    among rows: [Int], _ columns: [(title: String, column: Column)], _ keys: Column
  ) -> Contradiction? {
    guard rows.count > 1 else { return nil }
    for (title, column) in columns {
      guard let first = rows.first(where: { column.isPresent(at: $0) }) else { continue }
      let other = rows.first { column.isPresent(at: $0) && !column.hasEqualValues(first, $0) }
      guard let other else { continue }
      func spelled(_ row: Int, _ column: Column) -> String {
        column.scalar(at: row, zone: zone).spelled(in: zone)
      }
      return Contradiction(
        key: spelled(first, keys), column: title, rows: (first, other),
        values: (spelled(first, column), spelled(other, column)))
    }
    return nil
  }

  /// A value of a dropped row where the row that counts has none.
  private func loss(
    among rows: ArraySlice<Int>, standing: Int, _ columns: [(title: String, column: Column)], _ keys: Column
  ) -> Contradiction? {
    guard rows.count > 1 else { return nil }
    for (title, column) in columns where !column.isPresent(at: standing) {
      guard let fuller = rows.first(where: { column.isPresent(at: $0) }) else { continue }
      return Contradiction(
        key: keys.scalar(at: standing, zone: zone).spelled(in: zone), column: title, rows: (fuller, standing),
        values: (column.scalar(at: fuller, zone: zone).spelled(in: zone), ""))
    }
    return nil
  }

  private func told(_ count: Int, _ first: Contradiction, _ examples: [Contradiction], _ age: Age)
    -> Diagnostic
  {
    let path = plan.paths[0].count == 1 ? plan.paths[0][0] : plan.spec.path
    let isCustomers = plan.spec.kind == .customers
    let what = isCustomers ? "customer" : plan.spec.id.map(\.name).joined(separator: ", ")
    let subject = counted(count, "\(what) has", "\(isCustomers ? "customers" : what) have")
    let rest =
      switch (age, isCustomers) {
      case (.none, true), (.fileName, true), (.recordTime, true): "only the first row of each counts"
      case (.column(let name, let isOldestFirst), _):
        "the \(isOldestFirst ? "oldest" : "newest") by \(name) counts, or the \(isCustomers ? "first" : "last") if several are equally \(isOldestFirst ? "old" : "new")"
      case (_, false):
        plan.at == nil && plan.roles.isEmpty
          ? "the last of each counts" : "the newest of each counts, or the last if several are equally new"
      }
    let more = count > examples.count ? ["And \(count - examples.count) more."] : []
    let key = columnName(isCustomers ? plan.spec.key.first?.name ?? "" : plan.spec.id.first?.name ?? "")
    let choice = "`one row a \(key) where …` with a condition that one of them meets"
    let otherwise =
      isCustomers
      ? "To choose another: `newest by …`, or \(choice). If each row is something of its own, such as an order or a subscription, load the file as events."
      : "To choose another: `newest by …`, or \(choice). If each row is a record of its own, leave out `id`."
    let (file, line) = place(of: rows.ownRow(first.rows.1), in: 0)
    return plan.origin.diagnostic(
      .conflictingKey, severity: .warning, "\(subject) several rows in \(path) that differ; \(rest)",
      notes: examples.map(words) + more + [otherwise],
      fixes: timeColumn.map { [plan.origin.adding("newest by \(columnName($0))")] } ?? [], dataFile: file,
      dataLine: line)
  }

  /// `cus_A: Plan is “Pro” on line 2 and “Addon” on line 3.`
  private func words(_ found: Contradiction) -> String {
    func place(_ row: Int) -> String {
      let (path, line) = self.place(of: rows.ownRow(row), in: 0)
      return "on line \(line)" + (plan.paths[0].count > 1 ? " of \(path)" : "")
    }
    let other = found.values.1.isEmpty ? "blank" : "“\(shortened(found.values.1))”"
    return
      "\(shortened(found.key)): \(found.column) is “\(shortened(found.values.0))” \(place(found.rows.0)) and \(other) \(place(found.rows.1))."
  }

  private func toldOfFiles(_ count: Int) -> Diagnostic {
    let subject = counted(count, "customer differs", "customers differ")
    return plan.origin.diagnostic(
      .conflictingKey, severity: .note,
      "\(subject) between the files of \(plan.spec.path); the row in the newest file counts, by the date in the file's name",
      fixes: timeColumn.map { [plan.origin.adding("newest by \(columnName($0))")] } ?? [])
  }

  /// The name of a column that may tell how new a row is.
  private var timeColumn: String? {
    guard plan.spec.rank == nil, plan.spec.kind == .customers else { return nil }
    return columnOfAge(among: shownColumns.filter { $0.column.column.type.isTime }.map { title($0.source) })
  }
}

/// Of the names of time columns, the one that most likely tells how new a row is.
func columnOfAge(among times: [String]) -> String? {
  let words = ["updated", "modified", "changed", "snapshot", "create"]
  return words.lazy.compactMap { word in times.first { $0.lowercased().contains(word) } }.first
}
