internal import DataModel
internal import SourceText

/// A `load` statement resolved against the headers of its files: which column fills which slot.
struct LoadPlan {
  /// A column of a table, or a derived column. Table 0 is the load's own file, the others are joined.
  struct Source: Hashable {
    var table: Int
    var column: Int
    var isDerived = false
  }

  struct Join {
    var spec: LoadSpec.Join
    var left: Source
    var right: Int
    /// The aggregation of the joined rows by key, if the join has totals; the table then has one row per key.
    var aggregation: JoinAggregation?
  }

  struct Role {
    var name: String
    var at: Source?
    var needsTime: Bool
  }

  let spec: LoadSpec
  let origin: Origin
  /// The load's own file or files, then each joined one.
  var tables: [TablePlan] = []
  private(set) var paths: [[String]] = []
  var joins: [Join] = []
  /// Names that `rename` gives to columns of joined tables.
  private(set) var joinedNames: [Source: String] = [:]
  /// Columns that are not kept; they are read if a slot or join needs them.
  private(set) var ignored: Set<Source> = []
  var isPattern: Bool {
    if case .file(let path) = spec.source { path.contains("*") } else { false }
  }

  // The slots
  private(set) var key: Source?
  private(set) var customer: Source?
  private(set) var id: Source?
  private(set) var about: Source?
  private(set) var name: Source?
  private(set) var at: Source?
  private(set) var channel: Source?
  private(set) var label: Source?
  private(set) var value: Source?
  private(set) var start: Source?
  private(set) var end: Source?
  private(set) var segments: [Source] = []
  private(set) var roles: [Role] = []
  private(set) var text: Source?
  private(set) var textNames: [String] = []
  private(set) var scores: [(source: Source, spec: LoadSpec.Score)] = []

  /// Resolves the load. If that is impossible, adds errors and returns nil.
  init?(_ spec: LoadSpec, _ host: Host, zone: Zone, _ problems: inout Problems) {
    self.spec = spec
    origin = Origin(spec)
    let found = FileFinder(host: host, origin: origin)
    let reading = CSVOptions(spec)
    guard let own = found.paths(spec.path, isServer: reading.isServer, at: spec.sourceSpan, &problems),
      var table = found.plan(
        own[0], reading, at: spec.sourceSpan, times: spec.timesIn, zone: zone, &problems)
    else { return nil }
    if let wrapped = wrappedRecords(table, path: own[0]) {
      problems.add(wrapped)
      return nil
    }
    table.order = spec.dateOrder
    table.isZoneGiven = spec.timesIn != nil
    if spec.names("file"), table.index(of: "file") == nil { _ = table.column(of: .name) }
    tables = [table]
    paths = [own]
    let before = problems.all.count
    for join in spec.joins { bind(join, found, zone: zone, &problems) }
    guard problems.all.count == before else { return nil }
    bindTypes(&problems)
    bindCells(&problems)
    bindSlots(&problems)
    checkRequired(&problems)
    guard problems.all.count == before else { return nil }
  }
}

// MARK: - Columns

extension LoadPlan {
  /// The column that a clause refers to: one of the load's own file, else `alias.name` of a joined file.
  func find(_ name: String) -> Source? {
    if let column = tables[0].index(of: name) { return Source(table: 0, column: column) }
    if let renamed = joinedNames.first(where: { $0.value.lowercased() == name.lowercased() }) {
      return renamed.key
    }
    for (index, join) in joins.enumerated().reversed() {
      guard let rest = name.dropPrefix(join.spec.alias + ".") else { continue }
      if let column = tables[index + 1].index(of: rest) { return Source(table: index + 1, column: column) }
    }
    return nil
  }

  /// Every column name that a clause may use.
  var allNames: [String] {
    tables[0].names
      + joins.enumerated().flatMap { index, join in
        tables[index + 1].names.map { "\(join.spec.alias).\($0)" }
      }
  }

  func find(_ column: LoadSpec.Column, _ problems: inout Problems) -> Source? {
    if let source = find(column.name) { return source }
    problems.add(
      origin.unknownColumn(column, in: paths[0][0], has: allNames, guess: tables[0].headerGuess))
    return nil
  }

  private mutating func bind(
    _ column: LoadSpec.Column?, as target: ColumnTarget, _ problems: inout Problems
  ) -> Source? {
    guard let column, var source = find(column, &problems) else { return nil }
    if target.isTime, tables[source.table].fileColumns[source.column] == .name {
      source.column = tables[source.table].column(of: .date)
      ignored.insert(source)
    }
    tables[source.table].require(target, of: source.column)
    return source
  }

  /// Binds one column, or several columns of one file that are combined into one.
  private mutating func bind(
    _ columns: [LoadSpec.Column], as target: ColumnTarget, separator: String, needsAll: Bool = false,
    takesFirst: Bool = false, _ problems: inout Problems
  ) -> Source? {
    if columns.count == 1, target != .words { return bind(columns.first, as: target, &problems) }
    let sources = columns.compactMap { find($0, &problems) }
    guard sources.count == columns.count, let first = sources.first else { return nil }
    guard sources.allSatisfy({ $0.table == first.table }) else {
      problems.add(
        origin.diagnostic(
          .notYet, "columns that are read as one have to be in the same file", at: columns.first?.span))
      return nil
    }
    let derived = TablePlan.Derived(
      sources: sources.map(\.column), separator: separator, target: target, needsAll: needsAll,
      takesFirst: takesFirst)
    tables[first.table].derived.append(derived)
    return Source(table: first.table, column: tables[first.table].derived.count - 1, isDerived: true)
  }

  private mutating func bind(
    _ join: LoadSpec.Join, _ found: FileFinder, zone: Zone, _ problems: inout Problems
  ) {
    var options = CSVOptions(wanted: [join.right.name.lowercased()])
    (options.rows, options.sheet, options.database) = (join.rows, join.sheet, join.database)
    options.isServer = join.isServer
    options.opened = CSVOptions.opened(by: spec.usedColumns(of: join))
    guard let paths = found.paths(join.path, isServer: join.isServer, at: join.pathSpan, &problems),
      var table = found.plan(
        paths[0], options, at: join.pathSpan, times: spec.timesIn, zone: zone, &problems)
    else { return }
    table.isZoneGiven = spec.timesIn != nil
    guard let left = find(join.left, &problems) else { return }
    guard let right = table.index(of: join.right.name) else {
      problems.add(origin.unknownColumn(join.right, in: paths[0], has: table.names, guess: table.headerGuess))
      return
    }
    tables[left.table].require(.id, of: left.column)
    table.require(.id, of: right)
    self.paths.append(paths)
    guard !join.sums.isEmpty else {
      tables.append(table)
      joins.append(Join(spec: join, left: left, right: right))
      return
    }
    let number = tables.count
    tables.append(TablePlan(Header([table.names[right]] + join.sums.map(\.name.name)), like: table))
    let doubtful = doubtfulColumns(of: join, table)
    if !doubtful.isEmpty { problems.add(doubt(of: doubtful, join, table, path: paths[0])) }
    let aggregation = JoinAggregation(join, table, key: right) { column in
      guard !doubtful.contains(column) else { return }
      problems.add(origin.unknownColumn(column, in: paths[0], has: table.names))
    }
    for (index, sum) in join.sums.enumerated() {
      if find(sum.name.name) != nil {
        problems.add(
          origin.diagnostic(
            .ambiguousName, "there is already a column \(sum.name.name)", at: sum.name.span,
            dataFile: paths[0]))
      }
      joinedNames[Source(table: number, column: index + 1)] = sum.name.name
    }
    ignored.insert(Source(table: number, column: 0))
    joins.append(Join(spec: join, left: left, right: 0, aggregation: aggregation))
  }

  /// An error for a file whose records were each written as one quoted cell, recognised by the header.
  private func wrappedRecords(_ table: TablePlan, path: String) -> Diagnostic? {
    guard table.names.count == 1, let header = table.names.first, spec.columns.isEmpty else { return nil }
    let bytes = Array(header.utf8)
    let parts = Dialect(of: bytes, isWhole: true).records(of: bytes, true, limit: 1).first?.cells ?? []
    let inside = Set(parts.map { $0.lowercased() })
    let wanted = Set(spec.namedColumns.map { $0.name.lowercased() })
    guard parts.count > 1, !wanted.contains(header.lowercased()), !inside.isDisjoint(with: wanted) else {
      return nil
    }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return origin.diagnostic(
      .unknownColumn,
      "each line of \(path) is a single quoted cell that holds a whole record: “\(shortened(header))”",
      at: spec.sourceSpan, label: "one column",
      notes: [
        "Save it again without quotes around the lines. In a shell: `sed 's/^\"//; s/\"[[:space:]]*$//; s/\"\"/\"/g' \(file) > lines.csv`."
      ], dataFile: path, dataLine: 1)
  }

  /// Applies settings for cells to all files.
  mutating func apply(_ settings: ColumnSettings) {
    tables[0].settings = settings
    for index in joins.indices {
      var settings = settings
      settings.alias = joins[index].spec.alias
      tables[index + 1].settings = settings
      joins[index].aggregation?.plan.settings = settings
    }
  }

  /// How a table's files are read.
  func reading(_ table: Int) -> TablePlan {
    table == 0 ? tables[0] : joins[table - 1].aggregation?.plan ?? tables[table]
  }

  /// Applies `rename`, `ignore` and `type`.
  private mutating func bindTypes(_ problems: inout Problems) {
    for (from, to) in spec.renames {
      guard let source = find(from, &problems) else { continue }
      if let taken = find(to.name), taken != source {
        problems.add(
          origin.diagnostic(
            .ambiguousName, "there is already a column \(to.name)", at: to.span, dataFile: paths[0][0]))
      } else if source.table == 0 {
        tables[0].names[source.column] = to.name
      } else {
        joinedNames[source] = to.name
      }
    }
    for column in spec.ignored {
      guard let sources = findAll(column, &problems) else { continue }
      for source in sources {
        tables[source.table].isSkipped[source.column] = true
        ignored.insert(source)
      }
    }
    for override in spec.types {
      settle(override.column, &problems) { $0.require(ColumnTarget(override.type), of: $1) }
    }
    for index in joins.indices { joins[index].aggregation?.requireNumbers() }
  }

  private mutating func bindSlots(_ problems: inout Problems) {
    key = bind(spec.key, as: .id, separator: "/", needsAll: true, &problems)
    let customers = (spec.customer.map { [$0] } ?? []) + spec.otherCustomers
    if spec.customerPattern != nil {
      customer = bindMatch(&problems)
    } else {
      customer =
        customers.isEmpty ? nil : bind(customers, as: .id, separator: "", takesFirst: true, &problems)
    }
    id = spec.id.isEmpty ? nil : bind(spec.id, as: .id, separator: "/", needsAll: true, &problems)
    about = bind(spec.about, as: .id, &problems)
    name = bind(spec.name, as: .text, &problems)
    at = spec.at.isEmpty ? nil : bind(spec.at, as: .moment, separator: " ", &problems)
    label = spec.label.isEmpty ? nil : bindLabel(&problems)
    value = bind(spec.value, as: .number, &problems)
    if let value, !value.isDerived { tables[value.table].moneyColumns.insert(value.column) }
    start = bind(spec.start, as: .moment, &problems)
    end = bind(spec.end, as: .moment, &problems)
    segments = spec.segments.compactMap { bind($0, as: .inferred, &problems) }
    if case .column(let column) = spec.channel { channel = bind(column, as: .text, &problems) }
    for score in spec.scores {
      if let source = bind(score.column, as: .number, &problems) { scores.append((source, score)) }
    }
    for role in spec.roles where spec.kind == .events {
      let own = role.at.isEmpty ? nil : bind(role.at, as: .moment, separator: " ", &problems)
      roles.append(Role(name: role.name.name, at: own ?? at, needsTime: !role.at.isEmpty))
    }
    if !spec.text.isEmpty {
      text = bind(spec.text, as: .words, separator: "\n", &problems)
      bindTextNames()
    }
    for source in [key, customer, at].compactMap({ $0 }) where source.table == 0 {
      tables[0].needed.formUnion(
        source.isDerived ? tables[0].derived[source.column].sources : [source.column])
    }
    // Columns that label or weigh people are kept; a column for any other slot is read even if it is ignored.
    for source in segments + [label].compactMap({ $0 }) where !source.isDerived {
      tables[source.table].namingColumns.insert(source.column)
    }
    ignored.subtract([key, label, value, start, end].compactMap { $0 } + segments)
    let used =
      [key, customer, id, about, name, at, channel, label, value, start, end].compactMap { $0 }
      + segments + scores.map(\.source) + roles.compactMap(\.at) + joins.map(\.left)
      + joins.enumerated().map { Source(table: $0 + 1, column: $1.right) }
    for source in used where !source.isDerived { tables[source.table].isSkipped[source.column] = false }
    bindConditions(&problems)
  }

  /// Makes sure that columns used in conditions are read, even if they are not kept.
  private mutating func bindConditions(_ problems: inout Problems) {
    if spec.takesEqualRowsOnce {
      for column in tables[0].names.indices { read(Source(table: 0, column: column)) }
    }
    if let (name, span) = spec.encoding, TextDecoder.Encoding(named: name) == nil {
      problems.add(
        origin.diagnostic(
          .badSetting, "“\(name)” is no encoding", at: span, label: "which one?",
          notes: ["Such as `utf-8`, `windows-1252`, `windows-1251`, `shift-jis`, `gb18030`, `macroman`."]))
    }
    if let rank = spec.rank, spec.kind != .customers, spec.id.isEmpty, spec.oneRow == nil {
      problems.add(
        origin.diagnostic(
          .badSetting, "`\(rank.word) by` chooses among rows with the same id, but this load has no `id`",
          at: rank.column.span, label: "add `id …`"))
    }
    let asked = [spec.condition, spec.oneRow?.condition].compactMap { $0 }.flatMap(\.columns)
    for column in asked + [spec.oneRow?.key, spec.rank?.column].compactMap({ $0 }) {
      if let source = find(column, &problems) { read(source) }
    }
  }

  /// Marks a column as needed only while loading.
  private mutating func read(_ source: Source) {
    guard !source.isDerived, tables[source.table].isSkipped[source.column] else { return }
    tables[source.table].isSkipped[source.column] = false
    ignored.insert(source)
  }

  /// Binds the label; it may be joined from several columns, each of which may be null.
  private mutating func bindLabel(_ problems: inout Problems) -> Source? {
    bind(spec.label, as: spec.label.count == 1 ? .inferred : .text, separator: " ", &problems)
  }

  /// A single text column goes only into the text heap; of several, each is a property as well.
  private mutating func bindTextNames() {
    guard let text else { return }
    let sources = tables[text.table].derived[text.column].sources
    for column in sources {
      tables[text.table].isSkipped[column] = sources.count == 1
      textNames.append(columnTitle(Source(table: text.table, column: column)))
    }
  }

  /// The name of a column in the loaded table.
  func columnTitle(_ source: Source) -> String {
    let name = tables[source.table].names[source.column]
    guard source.table > 0 else { return name }
    return joinedNames[source] ?? "\(joins[source.table - 1].spec.alias).\(name)"
  }
}

extension LoadSpec {
  /// The path of its file or files, or the address of its server.
  var path: String {
    switch source {
    case .file(let path), .postgres(let path): path
    }
  }

  /// Whether it loads from a server.
  var isServer: Bool {
    if case .postgres = source { true } else { false }
  }
}

extension ColumnTarget {
  fileprivate init(_ kind: LoadSpec.TypeOverride.Kind) {
    switch kind {
    case .number, .decimal: self = .number
    case .integer: self = .integer
    case .cents: self = .cents
    case .text: self = .text
    case .boolean: self = .boolean
    case .date: self = .date
    case .timestamp: self = .timestamp
    case .duration: self = .duration
    }
  }
}

extension String {
  /// The text after a prefix, ignoring case; nil if the text does not start with it.
  fileprivate func dropPrefix(_ prefix: String) -> String? {
    lowercased().hasPrefix(prefix.lowercased()) ? String(dropFirst(prefix.count)) : nil
  }
}
