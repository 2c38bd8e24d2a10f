/// Forms that are a condition or a call alone: JQL, expressions of product analytics, formulas of spreadsheets, PromQL and Cypher.
extension Dialect {
  /// `role = seller AND churned_at is not EMPTY ORDER BY signup DESC`
  func conditionsAlone(_ text: String) -> String? {
    var cursor = DialectCursor(dialectTokens(text))
    guard let second = cursor.peek(1) else { return nil }
    let opens = [
      "=", "==", "!=", "<>", ">", "<", ">=", "<=", "in", "not", "is", "[", "~", "like", "between", "contains",
      ":",
    ]
    guard opens.contains(second.text.lowercased()), let first = cursor.token, first.kind != .number,
      first.kind != .sign
    else { return nil }
    var query = Query()
    guard let tests = tests(&cursor), tests.event == nil, tests.window == nil, tests.channel == nil else {
      return nil
    }
    query.conditions = tests.conditions + tests.about.map { "mentioned \($0)" }
    guard tail(&cursor, [], &query), cursor.isAtEnd, query.groups.isEmpty else { return nil }
    return statement(query)
  }

  /// `=COUNTIFS(role,"seller",plan,"pro")`, `=AVERAGEIF(role,"seller",mrr)`, `=SUMIFS(mrr,plan,"pro")`
  func formula(_ text: String) -> String? {
    var cursor = DialectCursor(dialectTokens(text))
    _ = cursor.eat("=")
    guard let function = cursor.next()?.word, let inside = cursor.parenthesized(), cursor.isAtEnd else {
      return nil
    }
    var parts = inside.splitAtCommas()
    if inside.contains(where: { $0.text == ";" }) { parts = inside.split { $0.text == ";" }.map(Array.init) }
    var query = Query()
    switch function {
    case "countif", "countifs": query.isCount = true
    case "sumif", "averageif":
      guard parts.count == 3 else { return nil }
      query.metric = figureOfColumn(function == "sumif" ? "total" : "average", parts.removeLast())
    case "sumifs", "averageifs", "maxifs", "minifs":
      guard parts.count > 2 else { return nil }
      let names = ["sumifs": "total", "averageifs": "average", "maxifs": "max", "minifs": "min"]
      query.metric = figureOfColumn(names[function] ?? "total", parts.removeFirst())
    case _: return nil
    }
    guard query.isCount || query.metric != nil, parts.count.isMultiple(of: 2), !parts.isEmpty else {
      return nil
    }
    for index in stride(from: 0, to: parts.count, by: 2) {
      guard let condition = criterion(parts[index].joinedText, parts[index + 1]) else { return nil }
      query.conditions.append(condition)
    }
    return statement(query)
  }

  private func figureOfColumn(_ aggregate: String, _ tokens: [DialectToken]) -> String? {
    column(tokens.joinedText).flatMap { $0.kind == .number ? "\(aggregate) \(nameText($0.name))" : nil }
  }

  /// `"pro"`, `">50"`, `"<>free"`
  private func criterion(_ name: String, _ tokens: [DialectToken]) -> String? {
    let text = tokens.map(\.text).joined()
    let sign = ["<=", ">=", "<>", "<", ">", "="].first(where: text.hasPrefix) ?? "="
    let value = text.hasPrefix(sign) ? String(text.dropFirst(sign.count)) : text
    return value.isEmpty ? isNull(name, negated: sign == "<>") : test(name, sign, value)
  }

  /// `topk(5, mrr)`, `sum(mrr) by (plan)`, `count(customers{role="seller"})`
  func calls(_ text: String) -> String? {
    var cursor = DialectCursor(dialectTokens(text))
    guard let function = cursor.next()?.word, cursor.token?.text == "(" || cursor.token?.word == "by" else {
      return nil
    }
    var query = Query()
    if cursor.eat("by"), let list = cursor.parenthesized() { guard grouped(list, &query) else { return nil } }
    guard let inside = cursor.parenthesized() else { return nil }
    if cursor.eat("by") {
      guard let list = cursor.parenthesized() ?? Optional(Array(cursor.tokens[cursor.at...])),
        grouped(list, &query)
      else { return nil }
    } else if !cursor.isAtEnd {
      return nil
    }
    if function == "topk" || function == "bottomk" {
      let parts = inside.splitAtCommas()
      guard parts.count == 2, Int(parts[0].joinedText) != nil, let column = column(parts[1].joinedText),
        column.kind == .number
      else { return nil }
      query.limit = parts[0].joinedText
      query.sort = nameText(column.name) + (function == "topk" ? " descending" : "")
      return statement(query)
    }
    var argument = DialectCursor(inside)
    guard let name = argument.next() else { return nil }
    if argument.eat("{") { guard labels(&argument, &query) else { return nil } }
    guard argument.isAtEnd else { return nil }
    if function == "count" {
      guard let table = table(name.text) else { return nil }
      (query.table, query.isCount) = (table, true)
      return statement(query)
    }
    guard let aggregate = Dialect.aggregates[function], let metric = figureOfColumn(aggregate, [name]) else {
      return nil
    }
    query.metric = metric
    return statement(query)
  }

  private func grouped(_ list: [DialectToken], _ query: inout Query) -> Bool {
    let names = list.splitAtCommas().compactMap { group($0, query) }
    query.groups = names
    return !names.isEmpty && names.count == list.splitAtCommas().count
  }

  /// `role="seller", plan="pro"}`
  private func labels(_ cursor: inout DialectCursor, _ query: inout Query) -> Bool {
    while !cursor.eat("}") {
      guard let name = columnName(&cursor), let sign = cursor.next()?.text, let value = literal(&cursor),
        let condition = test(name, sign == "=~" ? "=" : sign, value)
      else { return false }
      query.conditions.append(condition)
      _ = cursor.eat(",")
    }
    return true
  }

  /// `MATCH (c:Customer)-[:ORDER]->() [WHERE …] RETURN count(DISTINCT c)`
  func cypher(_ text: String) -> String? {
    var cursor = DialectCursor(dialectTokens(text.replacing("->", with: " -> ")))
    guard cursor.eat("match"), let node = cursor.parenthesized(), let label = node.last,
      let table = table(label.text), case .people = table
    else { return nil }
    var query = Query()
    query.table = table
    if let event = relation(&cursor) { query.conditions.append("did \(nameText(event))") }
    if cursor.eat("where") {
      if cursor.eat("not"), cursor.parenthesized() != nil, let event = relation(&cursor) {
        query.conditions.append("never did \(nameText(event))")
      } else {
        guard let tests = tests(&cursor) else { return nil }
        query.conditions += tests.conditions
      }
    }
    guard cursor.eat("return") else { return nil }
    _ = cursor.eat("distinct")
    if cursor.eat("count") {
      query.isCount = true
      guard cursor.parenthesized() != nil else { return nil }
    } else {
      guard cursor.next() != nil else { return nil }
    }
    if cursor.eat("limit"), let number = cursor.next() { query.limit = number.text }
    return cursor.isAtEnd ? statement(query) : nil
  }

  /// `-[:ORDER]->()`
  private func relation(_ cursor: inout DialectCursor) -> String? {
    guard cursor.eat("-"), cursor.eat("[") else { return nil }
    var name: String?
    while let token = cursor.next(), token.text != "]" { if token.kind == .name { name = token.text } }
    _ = cursor.eat("-", "->")
    _ = cursor.eat("->", ">")
    guard cursor.parenthesized() != nil else { return nil }
    return name.flatMap {
      workspace.event($0)?.name
        ?? lexicon.matches(
          [Word(text: $0.lowercased(), raw: $0, kind: .word, stem: stem($0.lowercased()))], at: 0
        ).lazy.compactMap { if case .event(let event) = $0.sense { event } else { nil } }.first
    }
  }

  /// `df[df.plan == 'pro'].mrr.mean()`, `customers.filter(plan == 'pro').count()`
  func methods(_ text: String) -> String? {
    var tokens = dialectTokens(text)
    // A call that ends in the name before it: `.mrr.mean()`.
    guard let first = tokens.first, first.kind == .name, tokens.count > 3 else { return nil }
    var query = Query()
    var cursor = DialectCursor(tokens)
    cursor.at = 1
    if cursor.eat("[") {
      guard let close = tokens.lastIndex(where: { $0.text == "]" }), close > 1 else { return nil }
      tokens = Array(tokens[2..<close])
      var inside = DialectCursor(tokens)
      guard let tests = tests(&inside), inside.isAtEnd else { return nil }
      query.conditions = tests.conditions
      cursor.at = close + 1
    } else {
      let parts = first.text.split(separator: ".").map(String.init)
      guard parts.count == 2, ["filter", "where", "query", "find"].contains(parts[1].lowercased()),
        let table = table(parts[0]) ?? (["df", "data"].contains(parts[0]) ? .people(nil) : nil),
        let inside = cursor.parenthesized()
      else { return nil }
      query.table = table
      var argument = DialectCursor(inside)
      guard let tests = tests(&argument), argument.isAtEnd else { return nil }
      query.conditions = tests.conditions
    }
    guard cursor.eat(".") || cursor.isAtEnd else { return nil }
    if cursor.isAtEnd { return statement(query) }
    guard let call = cursor.next() else { return nil }
    if cursor.token?.text == "(" { _ = cursor.parenthesized() }
    guard cursor.isAtEnd else { return nil }
    let parts = call.text.split(separator: ".").map(String.init)
    if parts.count == 1, ["count", "length", "size", "shape"].contains(parts[0]) {
      query.isCount = true
    } else if parts.count == 2, let aggregate = Dialect.aggregates[parts[1]],
      let metric = figureOfColumn(aggregate, [DialectToken(kind: .name, text: parts[0])])
    {
      query.metric = metric
    } else {
      return nil
    }
    return statement(query)
  }
}

extension Dialect {
  /// `list customers where last_login < now() - 30 days`: a verb or none, a table, and conditions as SQL writes them.
  func clauses(_ text: String) -> String? {
    var cursor = DialectCursor(dialectTokens(text))
    var query = Query()
    let isQuotes = cursor.eat("quotes", "comments")
    if !isQuotes {
      query.isCount = cursor.eat("count")
      if !query.isCount { _ = cursor.eat("list", "show", "get", "find", "select", "segment", "fetch") }
    }
    query.table = isQuotes ? .messages(channel: nil) : .people(nil)
    if let name = cursor.token, name.word != "where" {
      guard !isQuotes, let table = table(name.text), case .people = table else { return nil }
      query.table = table
      cursor.at += 1
    }
    guard cursor.eat("where"), let tests = tests(&cursor, ofRecords: isQuotes), tests.event == nil,
      tests.window == nil
    else { return nil }
    query.conditions = tests.conditions
    query.channel = tests.channel
    if isQuotes {
      guard tests.about.count < 2, tests.people == tests.conditions else { return nil }
      query.about = tests.about.first
    } else {
      guard tests.channel == nil else { return nil }
      query.conditions += tests.about.map { "mentioned \($0)" }
    }
    guard tail(&cursor, [], &query), cursor.isAtEnd else { return nil }
    return statement(query)
  }

  /// The statement of a text in any dialect; nil where it is in none, or says what the language cannot.
  func statement(of text: String) -> String? {
    sql(text) ?? formula(text) ?? cypher(text) ?? pipes(text) ?? calls(text) ?? methods(text)
      ?? conditionsAlone(text) ?? clauses(text)
  }
}
