import DataModel
import SourceText
import Syntax

/// Turns the lines of a `load` into its specification; a line of another kind of load, or one given twice, is an error.
struct LoadReader {
  private let file: SourceFile
  private let table: Load.Table
  private let slots: [Slot]
  /// The address of a server.
  private let address: Syntax.Text?
  private var spec: LoadSpec
  private var diagnostics: [Diagnostic] = []
  private var seen: Set<String> = []
  /// Whether the data are piped in.
  private var isPiped = false
  /// The line `equal rows once`, if there is one.
  private var equalRows: Slot?

  init(_ load: Load, _ statement: Statement, file: SourceFile, folder: String) {
    self.file = file
    table = load.table
    slots = load.slots
    if case .postgres(let text, _) = load.source { address = text } else { address = nil }
    let (source, span): (LoadSpec.Source, SourceSpan) =
      switch load.source {
      case .file(let path, _): (.file(path: path.content), path.span)
      case .stdin: (.file(path: Host.standardInput), load.sourceSpan)
      case .postgres(let address, _): (.postgres(address: address.content), address.span)
      }
    spec = LoadSpec(
      LoadSpec.Kind(load.table), from: source, folder: folder, file: file, span: statement.span,
      sourceSpan: span)
    switch load.source {
    case .file(_, let part), .stdin(let part), .postgres(_, let part):
      (spec.rows, spec.sheet, spec.database) = (part?.rows, part?.sheet, part?.database)
    }
    if case .stdin = load.source { isPiped = true }
  }

  func read() -> (LoadSpec, [Diagnostic]) {
    var reader = self
    if let address, let problem = Diagnostic(passwordIn: address, of: file) { return (spec, [problem]) }
    for slot in slots { reader.read(slot) }
    reader.checkWhole()
    return (reader.spec, reader.diagnostics)
  }

  private mutating func read(_ slot: Slot) {
    guard belongs(slot) else { return }
    switch slot.kind {
    case .columns(let role, let names): read(role, names, slot)
    case .scale(let name, let low, let high, let channels):
      guard let from = low.integer, let to = high.integer, from < to else {
        return fail(
          .badSetting, "A scale goes from a whole number up to a larger one", slot,
          notes: ["`score nps from 0 to 10`"])
      }
      spec.scores.append(
        .init(column: column(name), scale: Scale(low: from, high: to), channels: channels.map(\.spelling)))
    case .noCustomer:
      guard once("customer", slot) else { return }
      spec.hasNoCustomer = true
    case .noTime:
      guard once("at", slot) else { return }
      spec.hasNoTime = true
    case .timeZone(let text):
      guard once("times in", slot) else { return }
      guard let zone = Zone(named: text.content) else {
        let near = nearest(to: text.content, among: Zone.names)
        return fail(
          .badSetting, "There is no time zone “\(text.content)”", at: text.span, label: "not a time zone",
          fixes: near.map { .init("did you mean \($0)?", replacing: text.span, with: "\"\($0)\"") })
      }
      spec.timesIn = zone
    case .dates(let written, let names):
      let order: LoadSpec.DateOrder =
        switch written {
        case .day: .dayFirst
        case .month: .monthFirst
        case .year: .yearFirst
        }
      if !names.isEmpty {
        spec.dateOrders.append((order, names.map(column)))
      } else if once("dates", slot) {
        spec.dateOrder = order
      }
    case .segments(let names):
      spec.segments += names.map(column)
    case .named(let name, let at):
      if table == .customers, let extra = at.first {
        return fail(
          .misplacedClause, "In `load customers`, `as` names a population and has no time", at: extra.span,
          label: "no time here")
      }
      spec.roles.append(.init(name: column(name), at: at.map(column)))
    case .header(let names):
      guard once("columns", slot) else { return }
      spec.columns = names.map(column)
    case .fixedColumns(let columns):
      guard once("columns", slot) else { return }
      spec.columns = columns.map { column($0.name) }
      spec.places = columns.compactMap { rows($0.from, $0.to, from: 1) }
    case .channel(let name):
      guard once("channel", slot) else { return }
      spec.channel = .column(column(name))
    case .channelConstant(let text):
      guard once("channel", slot) else { return }
      spec.channel = .constant(text.content)
    case .join(let join): spec.joins.append(read(join, at: slot.span))
    case .type(let name, let type):
      guard !spec.types.contains(where: { $0.column.name.lowercased() == name.spelling.lowercased() }) else {
        return fail(
          .duplicateClause, "The type of \(name.spelling) is given twice in this load", slot,
          label: "the second time")
      }
      spec.types.append(.init(column: column(name), type: .init(type)))
    case .rename(let name, let to): spec.renames.append((from: column(name), to: column(to)))
    case .ignore(let names): spec.ignored += names.map(column)
    case .charges(let names):
      spec.charges += names.map(column)
    case .skipLines, .skipRows, .headerRows, .quoting, .keepAllRows, .condition, .newest, .oldest,
      .oneRow, .equalRowsOnce, .ids, .customer, .customerMatching:
      readRows(slot)
    case .missing, .encoding, .format, .rates, .decimals, .split, .list, .plainText: readCells(slot)
    }
  }

  /// Which rows of the file are taken, and whose they are.
  private mutating func readRows(_ slot: Slot) {
    switch slot.kind {
    case .skipLines(let count):
      guard once("skip lines", slot), let count = whole(count, from: 0) else { return }
      spec.skippedLines = count
    case .skipRows(let from, let to):
      guard let rows = rows(from, to ?? from, from: 2) else { return }
      spec.skippedRows.append(rows)
    case .headerRows(let from, let to):
      guard once("header rows", slot), let rows = rows(from, to, from: 1) else { return }
      spec.headerRows = rows
    case .quoting(let quoting):
      guard once("quotes", slot) else { return }
      spec.quoting = quoting == .none ? LoadSpec.Quoting.none : .backslash
    case .keepAllRows: spec.keepsAllRows = true
    case .condition(let tree):
      guard once("where", slot) else { return }
      spec.condition = condition(tree)
    case .oneRow(let name, let tree):
      guard once("one row", slot), let condition = condition(tree) else { return }
      spec.oneRow = (column(name), condition)
    case .newest(let name):
      guard once("newest by", slot), isAlone("oldest by", slot) else { return }
      spec.rank = .init(column(name))
    case .oldest(let name):
      guard once("oldest by", slot), isAlone("newest by", slot) else { return }
      spec.rank = .init(column(name), isOldestFirst: true)
    case .equalRowsOnce:
      spec.takesEqualRowsOnce = true
      equalRows = slot
    case .ids(.foldCase): spec.idRules.append(.foldCase)
    case .ids(.withoutZeros): spec.idRules.append(.withoutZeros)
    case .ids(.first(let count)):
      guard let count = whole(count, from: 1) else { return }
      spec.idRules.append(.first(count))
    case .customer(let name, let other):
      guard once("customer", slot) else { return }
      spec.customer = column(name)
      spec.customerBy = column(other)
    case .customerMatching(let name, let regex, let other):
      guard once("customer", slot) else { return }
      spec.customer = column(name)
      spec.customerBy = other.map { column($0) }
      spec.customerPattern = (regex.pattern, regex.ignoresCase)
    case _: break
    }
  }

  private mutating func condition(_ tree: Condition) -> RowCondition? {
    var reader = RowConditionReader(file: file)
    let condition = reader.read(tree)
    diagnostics += reader.diagnostics
    return condition
  }

  private mutating func read(_ tree: Join, at span: SourceSpan) -> LoadSpec.Join {
    var join = LoadSpec.Join(
      path: tree.path.content, pathSpan: tree.path.span, each: tree.each,
      alias: tree.name?.spelling
        ?? (tree.isServer ? tree.part?.table ?? "server" : stem(of: tree.path.content)),
      left: column(tree.column),
      right: column(tree.otherColumn ?? tree.column))
    (join.rows, join.sheet, join.database) = (tree.part?.rows, tree.part?.sheet, tree.part?.database)
    join.isServer = tree.isServer
    if tree.isServer, let problem = Diagnostic(passwordIn: tree.path, of: file) {
      diagnostics.append(problem)
    }
    join.sums = tree.sums.map { sum in
      let kind: LoadSpec.Sum.Kind =
        switch sum.kind {
        case .total(let name): .total(column(name))
        case .count: .count
        case .newest(let name, let by): .newest(column(name), by: column(by))
        case .any(let name): .any(column(name))
        }
      return LoadSpec.Sum(kind, as: column(sum.name))
    }
    join.condition = tree.condition.flatMap { condition($0) }
    (join.span, join.conditionSpan) = (span, tree.conditionSpan)
    return join
  }

  /// How the cells of the file are read.
  private mutating func readCells(_ slot: Slot) {
    switch slot.kind {
    case .missing(let marks): spec.missingMarks += marks.map(\.content)
    case .encoding(let text):
      guard once("encoding", slot) else { return }
      spec.encoding = (text.content, text.span)
    case .format(let format):
      guard once("format", slot) else { return }
      spec.format = (LoadSpec.Format(format), slot.span)
    case .rates(let text):
      guard once("rates", slot) else { return }
      spec.rates = (text.content, text.span)
    case .decimals(let comma, let names):
      if !names.isEmpty {
        spec.columnDecimals.append((comma, names.map(column)))
      } else if once("decimals", slot) {
        spec.hasDecimalComma = comma
      }
    case .split(let name, let separator, let parts):
      spec.splits.append(
        .init(column: column(name), separator: separator.content, parts: parts.map(\.content)))
    case .list(let names, let name): spec.lists.append((names.map(column), name.map(column)))
    case .plainText(let names):
      guard once("text", slot) else { return }
      spec.text = names.map(column)
      spec.textIsPlain = true
    case _: break
    }
  }

  /// A whole number of at least some size; reports an error if it is not.
  private mutating func whole(_ number: Syntax.Number, from least: Int) -> Int? {
    if let value = number.integer, value >= least { return value }
    fail(
      .badSetting, "This must be a whole number of at least \(least)", at: number.span,
      label: number.integer == nil ? "not a whole number" : "too small")
    return nil
  }

  private mutating func rows(
    _ first: Syntax.Number, _ last: Syntax.Number, from least: Int
  ) -> ClosedRange<Int>? {
    guard let from = whole(first, from: least), let to = whole(last, from: from) else { return nil }
    return from...to
  }

  private mutating func read(_ role: Slot.Role, _ names: [Syntax.Name], _ slot: Slot) {
    let word = role.rawValue
    let columns = names.map(column)
    guard let first = columns.first else { return }
    switch role {
    case .key:
      guard once(word, slot) else { return }
      spec.key = columns
    case .label:
      guard once(word, slot) else { return }
      spec.label = columns
    case .value: if only(word, columns, slot) { spec.value = first }
    case .start: if only(word, columns, slot) { spec.start = first }
    case .end: if only(word, columns, slot) { spec.end = first }
    case .customer:
      guard once(word, slot) else { return }
      (spec.customer, spec.otherCustomers) = (first, Array(columns.dropFirst()))
    case .name: if only(word, columns, slot) { spec.name = first }
    case .at:
      guard once(word, slot) else { return }
      spec.at = columns
    case .text:
      guard once(word, slot) else { return }
      spec.text = columns
    case .score:
      spec.scores += columns.map { .init(column: $0, scale: nil, channels: []) }
    case .id:
      guard once(word, slot) else { return }
      spec.id = columns
    case .about: if only(word, columns, slot) { spec.about = first }
    case .speaker:
      fail(
        .badSetting, "`speaker` is a column of a transcript, not a line of a load", slot, label: "not here",
        notes: ["Use a condition: `where speaker not in (\"Ada\")`."])
    }
  }

  /// Checks that the load has the lines it needs, and none that contradict each other.
  private mutating func checkWhole() {
    func missing(_ what: String, _ example: String) {
      diagnostics.append(
        Diagnostic(
          .badSetting, "This load does not say \(what)", file: file, at: spec.sourceSpan, label: "incomplete",
          notes: ["For example: `\(example)`."]))
    }
    if let equalRows, table == .customers, spec.joins.allSatisfy(\.sums.isEmpty) {
      fail(
        .misplacedClause,
        "`equal rows once` is for events, feedback and files that a join adds up: this load has none of these",
        equalRows, label: "not here",
        notes: ["Rows with the same key are one customer anyway; `newest by …` says which row counts."])
    }
    if !spec.places.isEmpty, let slot = slots.first(where: { $0.isAboutSeparatedCells }) {
      fail(
        .misplacedClause, "Columns at fixed positions have neither a header nor quotes", slot,
        label: "not here",
        notes: ["`skip 4 lines` leaves out lines at the start."])
    }
    if isPiped, spec.format == nil { missing("what is piped in", "format csv") }
    guard diagnostics.isEmpty else { return }
    switch table {
    case .customers: if spec.key.isEmpty { missing("which column is the customer's id", "key id") }
    case .events:
      if spec.customer == nil, !spec.hasNoCustomer {
        missing("which column has the customer's id", "customer customer_id")
      }
      if spec.name == nil, spec.roles.isEmpty { missing("what the events are called", "name event") }
      if spec.at.isEmpty, !spec.hasNoTime, spec.roles.isEmpty || spec.roles.contains(where: \.at.isEmpty) {
        missing("when the events happened", "at occurred_at")
      }
    case .feedback:
      if spec.customer == nil, !spec.hasNoCustomer { missing("who said it", "customer customer_id") }
      if spec.at.isEmpty, !spec.hasNoTime { missing("when it was said", "at submitted_at") }
      if spec.text.isEmpty, spec.scores.isEmpty { missing("what was said", "text comment") }
    }
  }

  // MARK: Each slot where it belongs, once

  private mutating func belongs(_ slot: Slot) -> Bool {
    // In a load of customers, `equal rows once` is about the rows that a join adds up.
    guard slot.keyword != .equal, let tables = Registry.slot(slot.keyword)?.tables, !tables.contains(table)
    else { return true }
    let list = tables.map { "`load \($0.rawValue)`" }.joined(separator: " and ")
    fail(
      .misplacedClause, "`\(slot.keyword.rawValue)` belongs to \(list), not to `load \(table.rawValue)`",
      slot,
      label: "not here")
    return false
  }

  private mutating func once(_ word: String, _ slot: Slot) -> Bool {
    if seen.insert(word).inserted { return true }
    fail(.duplicateClause, "`\(word)` is given twice in this load", slot, label: "the second time")
    return false
  }

  private mutating func isAlone(_ other: String, _ slot: Slot) -> Bool {
    guard seen.contains(other) else { return true }
    fail(.duplicateClause, "`newest by` and `oldest by` exclude each other", slot, label: "keep one of them")
    return false
  }

  private mutating func only(_ word: String, _ columns: [LoadSpec.Column], _ slot: Slot) -> Bool {
    guard once(word, slot) else { return false }
    guard let second = columns.dropFirst().first else { return true }
    fail(.duplicateClause, "`\(word)` takes one column", at: second.span, label: "one too many")
    return false
  }

  private mutating func fail(
    _ code: DiagnosticCode, _ message: String, _ slot: Slot, label: String = "", notes: [String] = []
  ) {
    diagnostics.append(Diagnostic(code, message, file: file, at: slot.span, label: label, notes: notes))
  }

  private mutating func fail(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan, label: String,
    fixes: [Diagnostic.Fix] = []
  ) {
    diagnostics.append(Diagnostic(code, message, file: file, at: span, label: label, fixes: fixes))
  }

  private func column(_ name: Syntax.Name) -> LoadSpec.Column { .init(name.spelling, at: name.span) }

  /// `data/subscriptions.csv` → `subscriptions`.
  private func stem(of path: String) -> String {
    let file = path.split(separator: "/").last ?? Substring(path)
    return String(file.prefix { $0 != "." })
  }
}
