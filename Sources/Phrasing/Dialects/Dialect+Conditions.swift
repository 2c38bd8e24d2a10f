/// Conditions as SQL, KQL, JQL and expressions of code write them, in a chain of `and` or `or`.
extension Dialect {
  /// What a chain of conditions says: conditions of people or of records, and what concerns the table itself.
  struct Tests {
    var conditions: [String] = []
    var event: String?
    var window: String?
    var about: [String] = []
    var channel: String?
    /// Conditions that name columns of people.
    var people: [String] = []
  }

  /// All of it, up to a word that ends it; nil where any part is not understood.
  func tests(_ cursor: inout DialectCursor, ofRecords: Bool = false) -> Tests? {
    var tests = Tests()
    var joint = ""
    repeat {
      if !joint.isEmpty, joint == "or" {
        guard let other = test(&cursor, ofRecords: ofRecords, into: &tests),
          let last = tests.conditions.popLast()
        else { return nil }
        tests.conditions.append("\(last) or \(other)")
      } else if let condition = test(&cursor, ofRecords: ofRecords, into: &tests) {
        if !condition.isEmpty { tests.conditions.append(condition) }
      } else {
        return nil
      }
      joint = cursor.eat("and", "&&", "&") ? "and" : cursor.eat("or", "||", "|") ? "or" : ""
    } while !joint.isEmpty
    if tests.conditions.count > 1 {
      tests.conditions = tests.conditions.map { $0.contains(" or ") ? "(\($0))" : $0 }
    }
    return tests
  }

  /// One condition; an empty text where it went into the tests themselves.
  private func test(_ cursor: inout DialectCursor, ofRecords: Bool, into tests: inout Tests) -> String? {
    if cursor.eat("not", "!") {
      return test(&cursor, ofRecords: ofRecords, into: &tests).flatMap { $0.isEmpty ? nil : "not (\($0))" }
    }
    if cursor.peek(1)?.text == "(", let name = cursor.token?.word,
      let null = ["isnotnull": true, "isnull": false, "isnotempty": true, "isempty": false, "notnull": true][
        name]
    {
      cursor.at += 1
      return cursor.parenthesized().flatMap { isNull($0.joinedText, negated: null) }
    }
    if cursor.token?.text == "(", cursor.token?.kind == .sign {
      guard let inside = cursor.parenthesized() else { return nil }
      var inner = DialectCursor(inside)
      guard let found = self.tests(&inner, ofRecords: ofRecords), inner.isAtEnd, found.about.isEmpty,
        found.event == nil
      else { return nil }
      return found.conditions.joined(separator: " and ")
    }
    guard let name = columnName(&cursor) else { return nil }
    if cursor.isAtEnd || ["and", "or", "order", "limit", "group", "sort"].contains(cursor.token?.word ?? "") {
      return named(name)
    }
    if cursor.eat("is") {
      let negated = cursor.eat("not")
      if cursor.eat("null", "empty", "missing", "none", "blank") { return isNull(name, negated: negated) }
      guard let value = literal(&cursor) else { return nil }
      return test(name, negated ? "is not" : "is", value)
    }
    let negated = cursor.eat("not", "!")
    if cursor.eat("in", "in~") {
      let open = cursor.token?.text
      var inside: [DialectToken] = []
      if open == "[" {
        while let token = cursor.next(), token.text != "]" { if token.text != "[" { inside.append(token) } }
      } else if let list = cursor.parenthesized() {
        inside = list
      }
      // The people of another query are none of a list's values.
      guard inside.first?.word != "select" else { return nil }
      return isIn(name, inside.splitAtCommas().map(\.joinedText), negated: negated)
    }
    if cursor.eat("between") {
      guard let low = literal(&cursor) else { return nil }
      guard cursor.eat("and", ",") || (cursor.eat(".") && cursor.eat(".")), let high = literal(&cursor),
        let column = column(name), !negated
      else { return nil }
      if column.kind == .time, low.count >= 10, high.count >= 10 {
        return "\(nameText(column.name)) between \(low.prefix(10)) and \(high.prefix(10))"
      }
      return Double(low) != nil && Double(high) != nil && column.kind == .number
        ? "\(nameText(column.name)) between \(low) and \(high)" : nil
    }
    if cursor.eat("like", "ilike", "contains", "has", "~", "startswith", "=~", "matches") {
      let word = cursor.tokens[cursor.at - 1].word
      guard let pattern = literal(&cursor) else { return nil }
      return matching(
        name, word == "startswith" ? pattern + "%" : word.hasSuffix("like") ? pattern : "%\(pattern)%",
        negated, into: &tests)
    }
    guard let sign = cursor.next()?.text, !negated else { return nil }
    guard let value = literal(&cursor) else { return nil }
    return compared(name, sign, value, ofRecords: ofRecords, into: &tests)
  }

  /// A name that is true of somebody by itself: `churned`.
  private func named(_ name: String) -> String? {
    let word = Word(text: name.lowercased(), raw: name, kind: .word, stem: stem(name.lowercased()))
    for match in lexicon.matches([word], at: 0) where match.cost < 2 {
      switch match.sense {
      case .date(let name), .condition(let name): return nameText(name)
      case .value, .column, .event, .property, .channel, .figure, .metric, .topic, .opposite: continue
      }
    }
    return nil
  }

  private func matching(_ name: String, _ pattern: String, _ negated: Bool, into tests: inout Tests)
    -> String?
  {
    guard ["text", "body", "comment", "message", "content"].contains(bareColumn(name)), column(name) == nil
    else { return isLike(name, pattern, negated: negated) }
    let word = pattern.trimming(["%", "*"])
    guard !word.isEmpty, !word.contains("%"), !negated else { return nil }
    tests.about.append(word.allSatisfy(\.isLetter) ? valueText(word) : "\"\(word)\"")
    return ""
  }

  private func compared(
    _ name: String, _ sign: String, _ value: String, ofRecords: Bool, into tests: inout Tests
  ) -> String? {
    let bare = bareColumn(name)
    if ["event", "event_name", "event_type", "name", "type"].contains(bare),
      let event = workspace.event(value), ["=", "==", "is", ":"].contains(sign), bare != "name" || ofRecords
    {
      tests.event = event.name
      return ""
    }
    if bare == "channel",
      let channel = workspace.channels.first(where: { $0.lowercased() == value.lowercased() }),
      ["=", "==", "is", ":"].contains(sign)
    {
      tests.channel = channel
      return ""
    }
    if ofRecords, ["at", "timestamp", "time", "ts", "created_at", "date"].contains(bare) {
      if let ago = ago(value), sign.hasPrefix(">") {
        tests.window = "in last \(ago)"
      } else if value.count >= 10, value.first?.isNumber == true, sign == ">=" {
        tests.window = "since \(value.prefix(10))"
      } else {
        return nil
      }
      return ""
    }
    if let condition = test(name, sign, value) {
      tests.people.append(condition)
      return condition
    }
    guard ofRecords else { return nil }
    let columns = workspace.events.flatMap(\.properties) + workspace.messageColumns
    guard let property = columns.first(where: { $0.name.lowercased() == bare }) else {
      return bare == "score" && Double(value) != nil ? "score \(sign) \(value)" : nil
    }
    if property.kind == .number, Double(value) != nil {
      return "\(nameText(property.name)) \(sign == "==" ? "=" : sign) \(value)"
    }
    guard let known = property.values.first(where: { $0.lowercased() == value.lowercased() }) else {
      return nil
    }
    return ["=", "=="].contains(sign) ? "\(nameText(property.name)) is \(valueText(known))" : nil
  }

  /// `plan`, `c.plan`, `properties["plan"]`, `lower(plan)`
  func columnName(_ cursor: inout DialectCursor) -> String? {
    guard let token = cursor.next(), token.kind == .name || token.kind == .text else { return nil }
    if cursor.token?.text == "[" {
      cursor.at += 1
      guard let inner = cursor.next(), cursor.eat("]") else { return nil }
      return inner.text
    }
    if ["lower", "upper", "trim", "tolower", "toupper", "date"].contains(token.word),
      cursor.token?.text == "("
    {
      return cursor.parenthesized()?.joinedText
    }
    return token.text
  }

  /// A value: a text, a number, a date, a word, `ago(30d)`, `now() - interval '30 days'`, `-30d`.
  func literal(_ cursor: inout DialectCursor) -> String? {
    guard let token = cursor.next() else { return nil }
    if token.kind == .sign, token.text == "-", let number = cursor.next(), number.kind == .number {
      return ago(number.text) == nil ? "-" + number.text : "ago \(number.text)"
    }
    if token.kind == .sign { return nil }
    guard token.kind == .name,
      [
        "ago", "now", "current_date", "getdate", "date", "datetime", "today", "date_sub", "timestamp",
        "startofday",
      ].contains(token.word)
    else { return token.text }
    let inside = cursor.parenthesized() ?? []
    if ["date", "timestamp", "datetime"].contains(token.word), inside.isEmpty, cursor.token?.kind == .text {
      return cursor.next()?.text
    }
    if !inside.isEmpty {
      return ago(inside.joinedText) == nil ? inside.first?.text : "ago \(inside.joinedText)"
    }
    guard cursor.eat("-") else { return nil }
    _ = cursor.eat("interval")
    guard let length = cursor.next() else { return nil }
    var text = length.text
    if let unit = cursor.token, unit.kind == .name, TimeWords.unit(unit.word) != nil {
      text += " " + unit.text
      cursor.at += 1
    }
    return "ago \(text)"
  }
}
