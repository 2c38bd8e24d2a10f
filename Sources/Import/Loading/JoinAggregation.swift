internal import DataModel
internal import Store

/// Aggregates the rows of a joined file by key: `total mrr_amount as mrr`.
struct JoinAggregation {
  /// One aggregate, with the columns of the file that it is computed from.
  struct Sum {
    enum Kind {
      case total(column: Int)
      case count
      case newest(column: Int, by: Int)
      case any(column: Int)
    }

    var kind: Kind
    var name: String
  }

  /// How the file is read.
  var plan: TablePlan
  let key: Int
  private let alias: String
  private(set) var sums: [Sum] = []
  /// The columns needed for the aggregates, including the key and columns of the condition.
  private(set) var used: Set<Int> = []

  /// Plans to read only the needed columns, or all if duplicate rows would be counted twice. Calls `isLacking` for
  /// columns that the file does not have.
  init(_ join: LoadSpec.Join, _ plan: TablePlan, key: Int, isLacking: (LoadSpec.Column) -> Void) {
    self.plan = plan
    self.key = key
    alias = join.alias
    self.plan.isSkipped = plan.names.map { _ in true }
    self.plan.isSkipped[key] = false
    for column in join.condition?.columns ?? [] { _ = read(column, isLacking) }
    for sum in join.sums {
      let kind: Sum.Kind? =
        switch sum.kind {
        case .total(let column): read(column, isLacking).map { .total(column: $0) }
        case .count: .count
        case .any(let column): read(column, isLacking).map { .any(column: $0) }
        case .newest(let column, let by):
          if let column = read(column, isLacking), let by = read(by, isLacking) {
            .newest(column: column, by: by)
          } else {
            nil
          }
        }
      if let kind { sums.append(Sum(kind: kind, name: sum.name.name)) }
    }
    for column in totals + newests {
      if let currencies = plan.currencies(of: column, isUsed: true, among: plan.currencyStems) {
        self.plan.isSkipped[currencies] = false
      }
    }
    used = Set(self.plan.names.indices.filter { !self.plan.isSkipped[$0] })
    if addsUp { self.plan.isSkipped = self.plan.names.map { _ in false } }
  }

  /// Whether a duplicate row would change a result.
  var addsUp: Bool {
    sums.contains { sum in
      switch sum.kind {
      case .total, .count: true
      case .newest, .any: false
      }
    }
  }

  private mutating func read(_ column: LoadSpec.Column, _ isLacking: (LoadSpec.Column) -> Void) -> Int? {
    guard let index = index(of: column.name) else {
      isLacking(column)
      return nil
    }
    plan.isSkipped[index] = false
    return index
  }

  /// Makes summed columns numbers, unless `type` says otherwise.
  mutating func requireNumbers() {
    for column in totals { plan.require(.number, of: column) }
  }

  /// Changes the settings of a column, named with the file's alias. Returns false if the file has no such column.
  mutating func settle(_ name: String, _ change: (inout TablePlan, Int) -> Void) -> Bool {
    guard let column = index(qualified: name) else { return false }
    change(&plan, column)
    return true
  }

  /// The names of the file's columns, with its alias.
  var qualifiedNames: [String] { plan.names.map { "\(alias).\($0)" } }

  /// The column of a name that includes the alias.
  private func index(qualified name: String) -> Int? {
    let prefix = alias.lowercased() + "."
    return name.lowercased().hasPrefix(prefix) ? plan.index(of: String(name.dropFirst(prefix.count))) : nil
  }

  /// The column of a name, with or without the alias.
  func index(of name: String) -> Int? { plan.index(of: name) ?? index(qualified: name) }

  /// The columns that are summed.
  var totals: [Int] {
    sums.compactMap { sum in
      switch sum.kind {
      case .total(let column): column
      case .count, .newest, .any: nil
      }
    }
  }

  /// The columns of which the newest value is taken.
  private var newests: [Int] {
    sums.compactMap { sum in
      switch sum.kind {
      case .newest(let column, _): column
      case .total, .count, .any: nil
      }
    }
  }

  /// The column whose newest value becomes the load's `value`, if the file is this table.
  func column(newest value: LoadPlan.Source?, of table: Int) -> Int? {
    guard let value, value.table == table, sums.indices.contains(value.column - 1),
      case .newest(let column, _) = sums[value.column - 1].kind
    else { return nil }
    return column
  }

  /// Columns of `any` with two values, neither of which is a known word for yes.
  func twoValued(in read: LoadedTable) -> [(column: String, values: [String])] {
    sums.compactMap { sum in
      guard case .any(let index) = sum.kind, let values = read.columns[index]?.column.twoValues else {
        return nil
      }
      return (plan.names[index], values)
    }
  }

  /// The columns that determine which row is newest.
  var ages: [Int] {
    sums.compactMap { sum in
      switch sum.kind {
      case .newest(_, let by): by
      case .total, .count, .any: nil
      }
    }
  }

  /// Aggregates the rows that count into a table with one row per key, and one more row for keys without rows, whose
  /// totals and counts are zero. The first column holds the keys. O(rows)
  func table(of read: LoadedTable, kept: Bitmap) -> LoadedTable {
    var table = read
    guard case .texts(_, let keys)? = read.columns[key]?.column.values else { return table }
    let rows = grouped(read, kept)
    table.rowCount = keys.count + 1
    table.derived = []
    var present = Bitmap(count: keys.count + 1, repeating: true)
    present[keys.count] = false
    let names = Column(
      plan.names[key], codes: (0...keys.count).map { UInt32(truncatingIfNeeded: $0) }, dictionary: keys,
      presence: present)
    table.columns = [FinishedColumn(column: names)]
    for sum in sums {
      var column = made(sum, of: rows, in: read, groups: keys.count + 1)
      switch sum.kind {
      case .total(let index), .newest(let index, _): column.unit = read.columns[index]?.column.unit
      case .count, .any: break
      }
      table.columns.append(FinishedColumn(column: column.named(sum.name)))
    }
    return table
  }

  private func made(_ sum: Sum, of rows: [(row: Int, group: Int)], in read: LoadedTable, groups: Int)
    -> Column
  {
    switch sum.kind {
    case .count:
      var counts = [Int64](repeating: 0, count: groups)
      for (_, group) in rows { counts[group] += 1 }
      return Column(sum.name, integers: counts)
    case .any(let index):
      var found = Bitmap(count: groups)
      if let column = read.columns[index]?.column {
        let yes = column.yes ?? column.presence ?? Bitmap(count: column.count, repeating: true)
        for (row, group) in rows where yes[row] { found[group] = true }
      }
      return Column(sum.name, booleans: found)
    case .total(let index): return total(of: read.columns[index]?.column, rows, groups: groups)
    case .newest(let index, let by):
      guard let column = read.columns[index]?.column else {
        return Column(
          sum.name, integers: [Int64](repeating: 0, count: groups), presence: Bitmap(count: groups))
      }
      return column.gathered(newest(by: by, of: rows, in: read, groups: groups))
    }
  }

  /// The newest row of each group; of equally new ones the first.
  private func newest(
    by age: Int, of rows: [(row: Int, group: Int)], in read: LoadedTable, groups: Int
  ) -> [UInt32] {
    var newest = [UInt32](repeating: JoinedRows.none, count: groups)
    guard let times = read.columns[age]?.column else { return newest }
    let ranks = RowRanks(times, zone: plan.zone)
    for (row, group) in rows where times.isPresent(at: row) {
      let earlier = newest[group]
      if earlier == JoinedRows.none || ranks.rank(of: row) > ranks.rank(of: Int(earlier)) {
        newest[group] = UInt32(truncatingIfNeeded: row)
      }
    }
    return newest
  }

  /// Keys with equally new rows that differ in a wanted column.
  struct Ties {
    var column: Int
    var age: Int
    /// For each key, a row that counts and one that does not.
    var rows: [(counted: Int, other: Int)] = []
  }

  func ties(of read: LoadedTable, kept: Bitmap) -> [Ties] {
    let rows = grouped(read, kept)
    return sums.compactMap { sum -> Ties? in
      guard case .newest(let index, let age) = sum.kind, let column = read.columns[index]?.column,
        let times = read.columns[age]?.column
      else { return nil }
      let newest = newest(by: age, of: rows, in: read, groups: (rows.map(\.group).max() ?? 0) + 1)
      let ranks = RowRanks(times, zone: plan.zone)
      var ties = Ties(column: index, age: age)
      var told: Set<Int> = []
      for (row, group) in rows {
        let first = Int(newest[group])
        guard newest[group] != JoinedRows.none, first != row, times.isPresent(at: row),
          ranks.rank(of: row) == ranks.rank(of: first), !column.isEqual(first, row),
          told.insert(group).inserted
        else { continue }
        ties.rows.append((first, row))
      }
      return ties.rows.isEmpty ? nil : ties
    }
  }

  /// The rows that count, each with the number of its key.
  private func grouped(_ read: LoadedTable, _ kept: Bitmap) -> [(row: Int, group: Int)] {
    guard case .texts(let codes, let keys)? = read.columns[key]?.column.values else { return [] }
    return kept.ones.filter { codes[$0] < keys.count }.map { (row: $0, group: codes[$0]) }
  }

  /// Sums of a column by group. Integers and decimals are summed exactly, unless a sum overflows.
  private func total(of column: Column?, _ rows: [(row: Int, group: Int)], groups: Int) -> Column {
    var totals = [Double](repeating: 0, count: groups)
    switch column?.values {
    case .integers(let units):
      var exact = [Int64](repeating: 0, count: groups)
      var overflows = false
      for (row, group) in rows where column?.isPresent(at: row) == true {
        let sum = exact[group].addingReportingOverflow(units[row])
        exact[group] = sum.partialValue
        overflows = overflows || sum.overflow
        totals[group] += Double(units[row])
      }
      guard case .decimal(let places)? = column?.type else {
        return overflows ? Column("", reals: totals) : Column("", integers: exact)
      }
      return overflows
        ? Column("", reals: totals.map { $0 / Scalar.scale(places) })
        : Column("", units: exact, places: places)
    case .reals(let reals):
      for (row, group) in rows where column?.isPresent(at: row) == true { totals[group] += reals[row] }
      return Column("", reals: totals)
    case .boolean, .days, .instants, .texts, .lists, nil: return Column("", reals: totals)
    }
  }
}

extension Column {
  /// The rows that are true, for a column of only yes and no, true and false, t and f, or 1 and 0; nil for others.
  fileprivate var yes: Bitmap? {
    var truths: [Bool?]
    switch values {
    case .boolean(let bits): truths = (0..<count).map { bits[$0] }
    case .integers(let units):
      let one = if case .decimal(let places) = type { Int64(Scalar.scale(places)) } else { Int64(1) }
      truths = units.map { $0 == one ? true : $0 == 0 ? false : nil }
    case .texts(let codes, let dictionary):
      let meant =
        meanings ?? (0..<dictionary.count).map { booleanCell(dictionary.bytes(of: $0).span, extended: true) }
      truths = (0..<count).map { codes[$0] < meant.count ? meant[codes[$0]] : nil }
    case .reals, .days, .instants, .lists: return nil
    }
    var yes = Bitmap(count: count)
    for row in 0..<count where isPresent(at: row) {
      guard let truth = truths[row] else { return nil }
      if truth { yes[row] = true }
    }
    return yes
  }

  /// The booleans that its values mean, if they are words for yes and no in another language.
  private var meanings: [Bool?]? {
    guard case .texts(_, let dictionary) = values, dictionary.count <= 8 else { return nil }
    return BooleanWords.meanings((0..<dictionary.count).map { dictionary[$0] })
  }

  /// The two values of a column that has exactly two, neither of which means yes.
  fileprivate var twoValues: [String]? {
    guard case .texts(_, let dictionary) = values, dictionary.count == 2, yes == nil else { return nil }
    return [dictionary[0], dictionary[1]]
  }

  /// Whether two rows have the same value, or both have none.
  fileprivate func isEqual(_ left: Int, _ right: Int) -> Bool {
    isPresent(at: left) == isPresent(at: right) && (!isPresent(at: left) || hasEqualValues(left, right))
  }
}
