/// SQL: `SELECT … FROM … [JOIN …] [WHERE …] [GROUP BY …] [ORDER BY …] [LIMIT n]`, and `SHOW TABLES`, `DESCRIBE t`.
extension Dialect {
  func sql(_ text: String) -> String? {
    var cursor = DialectCursor(dialectTokens(text).filter { $0.text != ";" })
    if cursor.eat(words: "show tables") || cursor.eat(words: "show databases")
      || cursor.eat(words: "show columns") || cursor.eat(words: "show schema")
    {
      return "describe"
    }
    if cursor.eat("describe", "desc"), let name = cursor.next(), cursor.isAtEnd, let table = table(name.text)
    {
      if case .events(let event?) = table { return "describe \(nameText(event))" }
      return workspace.column(name.text) == nil ? "describe" : nil
    }
    guard cursor.eat("select") else { return nil }
    _ = cursor.eat("distinct")
    guard let place = cursor.topLevel("from") else { return nil }
    let selected = Array(cursor.tokens[cursor.at..<place])
    cursor.at = place + 1
    guard let name = cursor.next(), name.kind != .sign, let table = table(name.text) else { return nil }
    var query = Query()
    query.table = table
    var isJoined = false
    guard skipAliases(&cursor, &query, &isJoined) else { return nil }
    var tests = Tests()
    let ofRecords = query.table != .people(nil) && !isPeople(query.table)
    if cursor.eat("where") {
      guard let found = self.tests(&cursor, ofRecords: ofRecords || isJoined) else { return nil }
      tests = found
    }
    guard take(selected, tests, isJoined: isJoined, into: &query), tail(&cursor, selected, &query),
      cursor.isAtEnd
    else { return nil }
    return statement(query)
  }

  private func isPeople(_ table: Table) -> Bool {
    if case .people = table { true } else { false }
  }

  /// `customers c JOIN feedback f ON f.customer = c.id`: what is joined says what the words are of.
  private func skipAliases(_ cursor: inout DialectCursor, _ query: inout Query, _ isJoined: inout Bool)
    -> Bool
  {
    _ = cursor.eat("as")
    if let token = cursor.token, token.kind == .name, !DialectCursor.clauses.contains(token.word) {
      cursor.at += 1
    }
    while cursor.eat("inner", "left", "outer", "join", "cross", "right") {
      guard cursor.tokens[cursor.at - 1].word == "join" else { continue }
      guard let name = cursor.next(), table(name.text) != nil else { return false }
      isJoined = true
      _ = cursor.eat("as")
      if let token = cursor.token, token.kind == .name, !DialectCursor.clauses.contains(token.word),
        token.word != "on"
      {
        cursor.at += 1
      }
      if cursor.eat("on") {
        while let token = cursor.token, !DialectCursor.clauses.contains(token.word), token.word != "join" {
          cursor.at += 1
        }
      }
    }
    return true
  }

  private func take(_ selected: [DialectToken], _ tests: Tests, isJoined: Bool, into query: inout Query)
    -> Bool
  {
    query.conditions = tests.conditions
    (query.window, query.channel) = (tests.window, tests.channel)
    if let event = tests.event {
      guard case .events(nil) = query.table else { return false }
      query.table = .events(event)
    }
    if isPeople(query.table) {
      guard tests.channel == nil, tests.window == nil else { return false }
      query.conditions += tests.about.map { "mentioned \($0)" }
    } else if let word = tests.about.first {
      guard tests.about.count == 1 else { return false }
      query.about = word
    }
    for item in selected.splitAtCommas() where !taken(item, into: &query) { return false }
    return true
  }

  /// One selected column or figure.
  private func taken(_ item: [DialectToken], into query: inout Query) -> Bool {
    var item = item
    if let alias = item.lastIndex(where: { $0.word == "as" }), alias > 0, alias + 1 < item.count {
      item = Array(item[..<alias])
    }
    let words = item.map(\.text).joined()
    if words.hasSuffix("*") { return true }
    var cursor = DialectCursor(item)
    guard let first = cursor.next() else { return false }
    if cursor.token?.text == "(" {
      guard let inside = cursor.parenthesized() else { return false }
      return figure(first.word, inside, rest: Array(item[cursor.at...]), into: &query)
    }
    guard item.count == 1 else { return false }
    return selected(first.text, into: &query)
  }

  private func selected(_ name: String, into query: inout Query) -> Bool {
    let bare = bareColumn(name)
    switch query.table {
    case .people:
      if ["id", "customer_id", "user_id", "customer"].contains(bare) { return true }
      guard let column = column(name) else { return false }
      query.columns.append(nameText(column.name))
      return true
    case .messages:
      return ["text", "body", "id", "customer", "at", "channel", "comment"].contains(bare)
        || recordColumn(bare, query.table) != nil
    case .events:
      return recordColumn(bare, query.table) != nil || ["event", "customer", "name"].contains(bare)
    }
  }

  /// A column of the records of a table, as a group.
  func recordColumn(_ name: String, _ table: Table) -> String? {
    switch table {
    case .people: return column(name).map { nameText($0.name) }
    case .messages:
      if name == "channel" { return "channel" }
      if let own = workspace.messageColumns.first(where: { $0.name.lowercased() == name }) {
        return nameText(own.name)
      }
      return column(name).map { nameText($0.name) }
    case .events(let event):
      if name == "event" || name == "event_name" { return event == nil ? "event" : nil }
      let properties = event.flatMap(workspace.event)?.properties ?? workspace.events.flatMap(\.properties)
      if let own = properties.first(where: { $0.name.lowercased() == name }) { return nameText(own.name) }
      return column(name).map { "their " + nameText($0.name) }
    }
  }

  /// `COUNT(*)`, `AVG(mrr)`, `date_trunc('month', signup)`, `percentile_cont(0.5) WITHIN GROUP (ORDER BY amount)`
  func figure(_ function: String, _ inside: [DialectToken], rest: [DialectToken], into query: inout Query)
    -> Bool
  {
    if function == "count" || function == "dcount" || function == "count_distinct" {
      let isDistinct = inside.first?.word == "distinct" || function != "count"
      let column = inside.last?.text ?? "*"
      query.isCount = true
      if isDistinct, !isPeople(query.table) {
        guard
          ["customer", "customer_id", "user_id", "user", "person", "account_id"].contains(bareColumn(column))
        else { return false }
        query.countsPeople = true
      }
      return true
    }
    if function == "date_trunc" || function == "datetrunc" || function == "bin" || function == "extract"
      || function == "month" || function == "year"
    {
      return true
    }
    var argument = inside.joinedText
    guard let aggregate = Dialect.aggregates[function] ?? percentile(function, inside) else { return false }
    if function.hasPrefix("percentile"), let order = rest.lastIndex(where: { $0.word == "by" }),
      order + 1 < rest.count
    {
      argument = rest[order + 1].text
    }
    if function == "percentile" || function == "quantile" { argument = inside.first?.text ?? "" }
    guard query.metric == nil, let column = measured(bareColumn(argument), query.table) else { return false }
    query.metric = "\(aggregate) \(column)"
    return true
  }

  static let aggregates = [
    "avg": "average", "average": "average", "mean": "average", "sum": "total", "total": "total", "min": "min",
    "max": "max", "median": "median",
  ]

  private func percentile(_ function: String, _ inside: [DialectToken]) -> String? {
    guard function.hasPrefix("percentile") || function == "quantile" else { return nil }
    let shares = ["0.5": "median", "50": "median", "0.9": "p90", "90": "p90", ".5": "median"]
    return inside.compactMap { shares[$0.text] }.first
  }

  private func measured(_ name: String, _ table: Table) -> String? {
    switch table {
    case .people: return column(name).flatMap { $0.kind == .number ? nameText($0.name) : nil }
    case .messages:
      if name == "score", workspace.hasScore { return "score" }
      return workspace.messageColumns.first { $0.name.lowercased() == name && $0.kind == .number }.map {
        nameText($0.name)
      }
    case .events(let event):
      let properties = event.flatMap(workspace.event)?.properties ?? workspace.events.flatMap(\.properties)
      return properties.first { $0.name.lowercased() == name && $0.kind == .number }.map { nameText($0.name) }
    }
  }

  // MARK: After the conditions

  /// `GROUP BY … ORDER BY … LIMIT n`
  func tail(_ cursor: inout DialectCursor, _ selected: [DialectToken], _ query: inout Query) -> Bool {
    let items = selected.splitAtCommas()
    if cursor.eat(words: "group by") {
      let end = cursor.topLevel("having", "order", "limit") ?? cursor.tokens.count
      for item in Array(cursor.tokens[cursor.at..<end]).splitAtCommas() {
        let named =
          item.count == 1 && item[0].kind == .number
          ? Int(item[0].text).flatMap { items.indices.contains($0 - 1) ? items[$0 - 1] : nil } : item
        guard let named, let group = group(named, query) else { return false }
        query.groups.append(group)
      }
      cursor.at = end
      query.columns = []
      if query.metric == nil { query.isCount = true }
    } else if query.metric != nil || query.isCount, !query.columns.isEmpty {
      return false
    }
    if cursor.eat(words: "order by") {
      guard let key = cursor.next() else { return false }
      if key.kind == .name, cursor.token?.text == "(" { _ = cursor.parenthesized() }
      let isDown = cursor.eat("desc", "descending")
      if !isDown { _ = cursor.eat("asc", "ascending") }
      // The largest group comes first anyway.
      let ofGroup =
        !query.groups.isEmpty
        && (key.kind == .number || Dialect.aggregates[key.word] != nil
          || ["count", "n", "total", "cnt"].contains(key.word))
      if ofGroup {
        guard isDown else { return false }
      } else if let column = column(key.text), query.groups.isEmpty {
        query.sort = nameText(column.name) + (isDown ? " descending" : "")
      } else if query.groups.isEmpty {
        return false
      }
    }
    if cursor.eat("limit", "top", "take") {
      guard let number = cursor.next(), Int(number.text) != nil else { return false }
      query.limit = number.text
    }
    return true
  }

  /// `plan`, `date_trunc('month', signup)`, `c.plan`
  func group(_ item: [DialectToken], _ query: Query) -> String? {
    if item.count == 1 { return recordColumn(bareColumn(item[0].text), query.table) }
    guard let function = item.first?.word,
      ["date_trunc", "datetrunc", "bin", "month", "year", "week", "quarter", "day"].contains(function)
    else { return nil }
    let unit =
      item.dropFirst().lazy.compactMap { TimeWords.unit($0.text.lowercased()) }.first
      ?? TimeWords.unit(function)
    guard let unit,
      let name = item.last(where: {
        ($0.kind == .name || $0.kind == .text) && TimeWords.unit($0.text.lowercased()) == nil
      })?.text
    else { return nil }
    if case .people = query.table {
      return column(name).flatMap { $0.kind == .time ? "\(unit) of \(nameText($0.name))" : nil }
    }
    return unit
  }
}

extension DialectCursor {
  static let clauses: Set<String> = [
    "where", "group", "order", "limit", "having", "join", "inner", "left", "right", "outer", "cross", "on",
  ]

  /// Where one of some words stands that is in no parentheses.
  func topLevel(_ words: String...) -> Int? {
    var level = 0
    for index in at..<tokens.count {
      if tokens[index].kind == .sign, tokens[index].text == "(" { level += 1 }
      if tokens[index].kind == .sign, tokens[index].text == ")" { level -= 1 }
      if level == 0, words.contains(tokens[index].word) { return index }
    }
    return nil
  }
}
