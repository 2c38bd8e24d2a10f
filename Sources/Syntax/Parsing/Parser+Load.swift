import SourceText

extension Parser {
  /// `load = "load" ("customers" | "events" | "feedback") "from" src { slot }`; the verb is eaten.
  mutating func load() -> Load {
    let table = loadTable()
    if !failed { expect(.from) }
    let source = source()
    var slots: [Slot] = []
    while !failed, !isAtEnd || recordAt == position, let keyword = slotKeyword() {
      let start = position
      position += 1
      let kind = slot(keyword)
      slots.append(Slot(kind: kind, span: span(from: start)))
    }
    return Load(table: table, source: source, slots: slots)
  }

  private mutating func loadTable() -> Load.Table {
    if eat(.customers) { return .customers }
    if eat(.events) { return .events }
    expect(.feedback)
    return .feedback
  }

  /// `src = TEXT | "sqlite" QUOTED "table" (QUOTED | column) | "postgres" QUOTED "query" QUOTED`
  private mutating func source() -> Load.Source {
    if eat(.sqlite) {
      let path = text(.file)
      if !failed { expect(.table) }
      return .sqlite(path, table: column())
    }
    if eat(.postgres) {
      let address = text()
      if !failed { expect(.query) }
      return .postgres(address, query: text())
    }
    return .file(text(.file))
  }

  private mutating func slotKeyword() -> Keyword? {
    for slot in Registry.slots { record(.keyword(slot.keyword)) }
    guard let keyword = token.keyword, Registry.slots.contains(where: { $0.keyword == keyword }) else {
      return nil
    }
    return keyword
  }

  /// The rest of a slot.
  private mutating func slot(_ keyword: Keyword) -> Slot.Kind {
    switch keyword {
    case .customer where eat(.none): return .noCustomer
    case .at where eat(.none): return .noTime
    case .score: return score()
    case .times:
      expect(.in)
      return .timeZone(text())
    case .dates:
      let dayFirst = eat(.day)
      if !dayFirst { expect(.month) }
      expect(.first)
      return .dates(dayFirst: dayFirst)
    case .segments:
      expect(.by)
      return .segments(columns())
    case .as:
      let name = column()
      return .named(name, at: eat(.at) ? columns() : [])
    case .columns: return .header(columns())
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
    case _:
      guard let role = Slot.Role(rawValue: keyword.rawValue) else {
        unexpected()
        return .noTime
      }
      return .columns(role, columns())
    }
  }

  private mutating func columns() -> [Name] { list { $0.column() } }

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

  /// `"join" ["each"] TEXT ["as" column] "on" column ["=" column]`
  private mutating func join() -> Join {
    let each = eat(.each)
    let path = text(.file)
    let name = !failed && eat(.as) ? column() : nil
    if !failed { expect(.on) }
    let column = column()
    let other = !failed && eat(symbol: "=") ? self.column() : nil
    return Join(each: each, path: path, name: name, column: column, otherColumn: other)
  }

  private mutating func columnType() -> ColumnType {
    for type in ColumnType.allCases {
      if let keyword = Keyword(rawValue: type.rawValue), eat(keyword) { return type }
    }
    unexpected()
    return .text
  }
}
