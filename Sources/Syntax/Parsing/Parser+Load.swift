import SourceText

extension Parser {
  /// `load = "load" ("customers" | "events" | "feedback") "from" src { slot }`; the verb is eaten.
  mutating func load() -> Load {
    let table = loadTable()
    if !failed { expect(.from) }
    let sourceSpan = token.span
    let source = source()
    var slots: [Slot] = []
    while !failed, !isAtEnd || recordAt == position, let keyword = slotKeyword(table, after: slots) {
      let start = position
      position += 1
      let kind = slot(keyword)
      slots.append(Slot(keyword: keyword, kind: kind, span: span(from: start)))
    }
    return Load(table: table, source: source, sourceSpan: sourceSpan, slots: slots)
  }

  private mutating func loadTable() -> Load.Table {
    if eat(.customers) { return .customers }
    if eat(.events) { return .events }
    expect(.feedback)
    return .feedback
  }

  /// `src = ["sqlite" | "postgres"] TEXT [part] | "stdin" [part]`
  private mutating func source() -> Load.Source {
    // Completion does not offer `sqlite`, which is optional.
    if token.keyword == .sqlite {
      // The content shows whether a file is a database.
      position += 1
      let path = text(.file)
      return .file(path, filePart())
    }
    if eat(.stdin) { return .stdin(filePart()) }
    let (path, isServer) = fileOrServer()
    return isServer ? .postgres(path, filePart()) : .file(path, filePart())
  }

  /// `["postgres"] TEXT`
  mutating func fileOrServer() -> (path: Text, isServer: Bool) {
    eat(.postgres) ? (text(), true) : (text(.file), false)
  }

  /// `part = "rows" column | "sheet" TEXT | "table" column | "query" TEXT`
  mutating func filePart() -> Load.FilePart? {
    if failed { return nil }
    if eat(.rows) { return .rows(column()) }
    if eat(.table) { return .table(column()) }
    if eat(.query) { return .query(text()) }
    return eat(.sheet) ? .sheet(text()) : nil
  }

  private mutating func slotKeyword(_ table: Load.Table, after earlier: [Slot]) -> Keyword? {
    for slot in Registry.slots where slot.tables.contains(table) && !slot.forms.isEmpty {
      if slot.repeats || !earlier.contains(where: { $0.keyword == slot.keyword }) {
        record(.keyword(slot.keyword))
      }
    }
    return token.keyword.flatMap { Registry.slot[$0]?.keyword }
  }

  /// The rest of a slot.
  private mutating func slot(_ keyword: Keyword) -> Slot.Kind {
    switch keyword {
    case .customer where eat(.none): return .noCustomer
    case .customer: return customer()
    case .at where eat(.none): return .noTime
    case .score: return score()
    case .times:
      expect(.in)
      return .timeZone(text())
    case .dates:
      let order: DateOrder = eat(.day) ? .day : eat(.year) ? .year : .month
      if order == .month { expect(.month) }
      expect(.first)
      return .dates(order, in: !failed && eat(.in) ? columns() : [])
    case .segments:
      expect(.by)
      return .segments(columns())
    case .as:
      let name = column()
      return .named(name, at: eat(.at) ? columns() : [])
    case .columns: return header()
    case .channel:
      if token.isText { return .channelConstant(text()) }
      return .channel(column())
    case .join: return .join(join())
    case .type:
      let column = column()
      return .type(column, columnType())
    case .rename:
      let column = column()
      if !failed { expect(.as) }
      return .rename(column, to: self.column())
    case .ignore: return .ignore(columns())
    case .text:
      let columns = columns()
      return !failed && eat(.as, .plain) ? .plainText(columns) : .columns(.text, columns)
    case .skip: return skip()
    case .header:
      expect(.rows)
      let (from, to) = rows()
      return .headerRows(from, to: to)
    case .quotes:
      if eat(.none) { return .quoting(.none) }
      expect(.backslash)
      return .quoting(.backslash)
    case .keep:
      expect(.all)
      expect(.rows)
      return .keepAllRows
    case .charges:
      expect(.are)
      return .charges(columns())
    case .missing: return .missing(list { $0.text() })
    case .encoding: return .encoding(text())
    case .format: return .format(format())
    case .rates: return .rates(text())
    case .decimals:
      let comma = eat(.comma)
      if !comma { expect(.point) }
      return .decimals(comma: comma, in: !failed && eat(.in) ? columns() : [])
    case .where: return .condition(condition())
    case .newest:
      expect(.by)
      return .newest(by: column())
    case .oldest:
      expect(.by)
      return .oldest(by: column())
    case .one:
      expect(.row)
      expect(.a)
      let column = column()
      if !failed { expect(.where) }
      return .oneRow(column, condition())
    case .ids: return .ids(idRule())
    case .equal:
      expect(.rows)
      expect(.once)
      return .equalRowsOnce
    case .split:
      let column = column()
      if !failed { expect(.by) }
      let separator = text()
      return .split(column, by: separator, of: !failed && eat(.of) ? list { $0.text() } : [])
    case .list:
      let columns = columns()
      return .list(columns, as: !failed && eat(.as) ? column() : nil)
    case _:
      guard let role = Slot.Role(rawValue: keyword.rawValue) else {
        unexpected()
        return .noTime
      }
      return .columns(role, columns())
    }
  }

  /// `"columns" column {"," column} | "columns" place {"," place}`, with `place = column "at" NUM "to" NUM`
  private mutating func header() -> Slot.Kind {
    // An `at` without a number starts the next line of the load.
    guard peek(1).keyword == .at, peek(2).kind == .number else { return .header(columns()) }
    return .fixedColumns(
      list { parser in
        let name = parser.column()
        if !parser.failed { parser.expect(.at) }
        let (from, to) = parser.rows()
        return Slot.FixedColumn(name: name, from: from, to: to)
      })
  }

  private mutating func columns() -> [Name] { list { $0.column() } }

  /// `"customer" column ["matches" REGEX] ["by" column]`
  private mutating func customer() -> Slot.Kind {
    let columns = columns()
    guard !failed, columns.count == 1 else { return .columns(.customer, columns) }
    if eat(.matches) {
      let regex = regex()
      return .customerMatching(columns[0], regex, by: !failed && eat(.by) ? column() : nil)
    }
    guard eat(.by) else { return .columns(.customer, columns) }
    return .customer(columns[0], by: column())
  }

  /// `"skip" (NUM "lines" | "row" NUM | "rows" NUM "to" NUM)`
  private mutating func skip() -> Slot.Kind {
    if eat(.row) { return .skipRows(number(), to: nil) }
    if eat(.rows) {
      let (from, to) = rows()
      return .skipRows(from, to: to)
    }
    let count = number()
    if !failed, !eat(.line) { expect(.lines) }
    return .skipLines(count)
  }

  private mutating func rows() -> (Number, Number) {
    let from = number()
    if !failed { expect(.to) }
    return (from, number())
  }

  /// `"ids" ("fold" "case" | "without" "zeros" | "first" NUM "characters")`
  private mutating func idRule() -> Slot.IdRule {
    if eat(.fold) {
      expect(.case)
      return .foldCase
    }
    if eat(.without) {
      expect(.zeros)
      return .withoutZeros
    }
    expect(.first)
    let count = number()
    if !failed { expect(.characters) }
    return .first(count)
  }

  /// `"score" column "from" NUM "to" NUM ["in" channels]`, or columns alone
  private mutating func score() -> Slot.Kind {
    let first = column()
    if !failed, eat(.from) {
      let low = number()
      if !failed { expect(.to) }
      let high = number()
      let channels = !failed && eat(.in) ? channels() : []
      return .scale(first, from: low, to: high, channels: channels)
    }
    return .columns(.score, [first] + (!failed && eat(symbol: ",") ? columns() : []))
  }

  /// `"join" ["each"] ["postgres"] TEXT [part] ["as" column] "on" column ["=" column] [sum {sum} ["where" condition]]`
  private mutating func join() -> Join {
    let each = eat(.each)
    let (path, isServer) = fileOrServer()
    let part = filePart()
    let name = !failed && eat(.as) ? column() : nil
    if !failed { expect(.on) }
    let column = column()
    let other = !failed && eat(symbol: "=") ? self.column() : nil
    var sums: [Join.Sum] = []
    while !failed, let kind = sum() {
      if !failed { expect(.as) }
      sums.append(Join.Sum(kind: kind, name: self.column()))
    }
    if !failed { noSum() }
    let start = position
    let condition = !failed && !sums.isEmpty && eat(.where) ? condition() : nil
    return Join(
      each: each, path: path, isServer: isServer, part: part, name: name, column: column, otherColumn: other,
      sums: sums,
      condition: condition, conditionSpan: condition == nil ? .none : span(from: start))
  }

  /// `"total" column | "count" | "newest" column "by" column | "any" column`
  private mutating func sum() -> Join.Sum.Kind? {
    if eat(.total) { return .total(column()) }
    if eat(.count) { return .count }
    if eat(.any) { return .any(column()) }
    // `newest by updated_at` is a line of the load.
    guard at(.newest), peek(1).keyword != .by || peek(2).keyword == .by else { return nil }
    position += 1
    let column = column()
    if !failed { expect(.by) }
    return .newest(column, by: self.column())
  }

  private mutating func format() -> Load.Format {
    for format in Load.Format.allCases {
      if let keyword = Keyword(rawValue: format.rawValue), eat(keyword) { return format }
    }
    unexpected()
    return .csv
  }

  private mutating func columnType() -> ColumnType {
    for type in ColumnType.allCases {
      if let keyword = Keyword(rawValue: type.rawValue), eat(keyword) { return type }
    }
    unexpected()
    return .text
  }
}
