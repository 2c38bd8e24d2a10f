/// Pipes of Kusto and of query languages like it: `customers | where role == "seller" | summarize count() by plan`.
extension Dialect {
  func pipes(_ text: String) -> String? {
    let stages = split(dialectTokens(text.replacing("||", with: " or ")))
    guard stages.count > 1, stages[0].count == 1, let table = table(stages[0][0].text) else { return nil }
    var query = Query()
    query.table = table
    let ofRecords = if case .people = table { false } else { true }
    for stage in stages.dropFirst() {
      var cursor = DialectCursor(stage)
      guard take(&cursor, ofRecords: ofRecords, into: &query), cursor.isAtEnd else { return nil }
    }
    return statement(query)
  }

  private func split(_ tokens: [DialectToken]) -> [[DialectToken]] {
    var stages: [[DialectToken]] = [[]]
    for token in tokens {
      if token.kind == .sign, token.text == "|" {
        stages.append([])
      } else {
        stages[stages.count - 1].append(token)
      }
    }
    return stages
  }

  private func take(_ cursor: inout DialectCursor, ofRecords: Bool, into query: inout Query) -> Bool {
    if cursor.eat("where", "filter", "search") {
      guard let tests = tests(&cursor, ofRecords: ofRecords) else { return false }
      query.conditions += tests.conditions
      query.window = tests.window ?? query.window
      query.channel = tests.channel ?? query.channel
      if let event = tests.event { query.table = .events(event) }
      if ofRecords {
        query.about = tests.about.first ?? query.about
      } else {
        query.conditions += tests.about.map { "mentioned \($0)" }
      }
      return tests.about.count < 2
    }
    if cursor.eat("summarize", "stats", "aggregate") { return summarized(&cursor, into: &query) }
    if cursor.eat("count") {
      query.isCount = true
      return true
    }
    if cursor.eat("take", "limit", "head") {
      query.limit = cursor.next()?.text
      return query.limit.flatMap { Int($0) } != nil
    }
    if cursor.eat("top"), let number = cursor.next(), Int(number.text) != nil, cursor.eat("by"),
      let key = cursor.next().flatMap({ column($0.text) })
    {
      query.limit = number.text
      query.sort = nameText(key.name) + (cursor.eat("asc") ? "" : " descending")
      _ = cursor.eat("desc")
      return true
    }
    if cursor.eat("sort", "order"), cursor.eat("by"), let key = cursor.next().flatMap({ column($0.text) }) {
      query.sort = nameText(key.name) + (cursor.eat("asc") ? "" : " descending")
      _ = cursor.eat("desc")
      return true
    }
    if cursor.eat("project", "fields", "select") {
      let items = Array(cursor.tokens[cursor.at...]).splitAtCommas()
      cursor.at = cursor.tokens.count
      let known = items.compactMap { $0.count == 1 ? column($0[0].text) : nil }
      query.columns = known.map { nameText($0.name) }
      return known.count == items.count
    }
    return false
  }

  private func summarized(_ cursor: inout DialectCursor, into query: inout Query) -> Bool {
    if cursor.peek(1)?.text == "=" { cursor.at += 2 }
    guard let function = cursor.next(), let inside = cursor.parenthesized(),
      figure(function.word, inside, rest: [], into: &query)
    else { return false }
    guard cursor.eat("by") else { return true }
    let items = Array(cursor.tokens[cursor.at...]).splitAtCommas()
    cursor.at = cursor.tokens.count
    for item in items {
      if item.first?.word == "bin" || item.first?.word == "startofmonth" || item.first?.word == "startofweek"
        || item.first?.word == "startofday"
      {
        guard let unit = period(item) else { return false }
        if case .people = query.table {
          guard let name = item.dropFirst(2).first, let column = column(name.text) else { return false }
          query.groups.append("\(unit) of \(nameText(column.name))")
        } else {
          query.grain = unit
        }
      } else if let group = group(item, query) {
        query.groups.append(group)
      } else {
        return false
      }
    }
    return true
  }

  /// `bin(at, 7d)` is a week, `startofmonth(at)` a month.
  private func period(_ item: [DialectToken]) -> String? {
    if let word = item.first?.word, word.hasPrefix("startof") {
      return TimeWords.unit(String(word.dropFirst(7)))
    }
    let lengths = [
      "1d": "day", "24h": "day", "7d": "week", "1w": "week", "30d": "month", "31d": "month", "90d": "quarter",
      "365d": "year", "1h": "hour",
    ]
    return item.compactMap { lengths[$0.text.lowercased()] }.first
  }
}
