/// What the dialects of other tools have in common: their tables, columns, literals and conditions, in words of the language.
struct Dialect {
  let workspace: WorkspaceWords
  let lexicon: Lexicon

  /// A table: people, one population, the events, one event, or messages.
  enum Table: Equatable {
    case people(Frame.Value?)
    case events(String?)
    case messages(channel: String?)
  }

  /// A question put together by any dialect.
  struct Query {
    var table = Table.people(nil)
    /// Conditions of the language.
    var conditions: [String] = []
    var metric: String?
    /// The argument of the metric, where it is a column.
    var groups: [String] = []
    var columns: [String] = []
    var sort: String?
    var limit: String?
    var window: String?
    /// Words to look for in messages.
    var about: String?
    var channel: String?
    var isCount = false
    /// How many people have such records.
    var countsPeople = false
    /// The period of records: `bin(at, 7d)`.
    var grain: String?
  }

  func table(_ name: String) -> Table? {
    let name = name.lowercased()
    if [
      "customers", "customer", "users", "user", "people", "accounts", "account", "person", "everybody",
      "clients", "members",
    ].contains(name) {
      return .people(nil)
    }
    if ["events", "event"].contains(name) { return .events(nil) }
    if ["feedback", "messages", "comments", "tickets"].contains(name) { return .messages(channel: nil) }
    let words = [Word(text: name, raw: name, kind: .word, stem: stem(name))]
    for match in lexicon.matches(words, at: 0) where match.cost < 2 {
      switch match.sense {
      case .value(let value, let column, true):
        return .people(.init(column: column, value: value, isPopulation: true))
      case .event(let event): return .events(event)
      case .channel(let channel): return .messages(channel: channel)
      case _: continue
      }
    }
    return nil
  }

  /// The attribute that an identifier names: also `c.plan`, `customer.plan`, `properties["plan"]`.
  func column(_ name: String) -> WorkspaceWords.Column? {
    let name = bareColumn(name)
    if let column = workspace.column(name) { return column }
    let folded = name.filter { $0.isLetter || $0.isNumber }
    if let column = workspace.columns.first(where: {
      $0.name.lowercased().filter { $0.isLetter || $0.isNumber } == folded
    }) {
      return column
    }
    let roles = [
      ("created_at", workspace.start), ("created", workspace.start), ("signup_date", workspace.start),
      ("signed_up", workspace.start), ("deleted_at", workspace.end), ("cancelled_at", workspace.end),
      ("revenue", workspace.value), ("amount_paid", workspace.value),
    ]
    return roles.first { $0.0 == name }.flatMap { $0.1 }.flatMap(workspace.column)
  }

  func bareColumn(_ name: String) -> String {
    let last = name.lowercased().split(separator: ".").last.map(String.init) ?? name
    return last.trimming(["\"", "'", "`", "[", "]"])
  }

  // MARK: Conditions

  /// `plan = 'pro'`, as a condition; nil where the column or the value is not known.
  func test(_ name: String, _ sign: String, _ value: String) -> String? {
    guard let column = column(name) else { return valueOfPerson(name, sign, value) }
    let written = nameText(column.name)
    switch column.kind {
    case .text:
      guard let known = self.value(value, of: column) else { return nil }
      if ["=", "==", "is", ":"].contains(sign) { return "\(written) is \(known)" }
      return ["!=", "<>", "is not"].contains(sign) ? "\(written) is not \(known)" : nil
    case .number:
      guard Double(value) != nil else { return nil }
      let sign = ["==": "=", "<>": "!="][sign] ?? sign
      return ["=", "!=", "<", ">", "<=", ">="].contains(sign) ? "\(written) \(sign) \(value)" : nil
    case .time: return time(written, sign, value)
    case .flag:
      let isTrue = ["true", "1", "yes", "t"].contains(value.lowercased())
      guard isTrue || ["false", "0", "no", "f"].contains(value.lowercased()) else { return nil }
      return isTrue == ["=", "==", "is", ":"].contains(sign) ? written : "not \(written)"
    }
  }

  /// A value of a text column: exact, else in another capitalization, else quoted where nobody has it.
  func value(_ text: String, of column: WorkspaceWords.Column) -> String? {
    if let exact = column.values.first(where: { $0 == text })
      ?? column.values.first(where: { $0.lowercased() == text.lowercased() })
    {
      return valueText(exact)
    }
    return column.values.isEmpty ? "\"\(text.replacing("\"", with: "\"\""))\"" : nil
  }

  private func time(_ written: String, _ sign: String, _ value: String) -> String? {
    if let ago = ago(value) {
      switch sign {
      case ">", ">=": return "\(written) in last \(ago)"
      case "<", "<=": return "\(written) over \(ago) ago"
      case _: return nil
      }
    }
    guard value.first?.isNumber == true, value.contains("-") || value.count == 4 else { return nil }
    let day = String(value.prefix(10))
    switch sign {
    case ">=", ">", "<", "<=": return "\(written) \(sign) \(day)"
    case "=", "==", "is": return day.count == 10 ? "\(written) on \(day)" : "\(written) in \(day)"
    case _: return nil
    }
  }

  /// `ago(30d)`, `-30d`, `now() - interval '30 days'`, `now() - 30 days`, as a length.
  func ago(_ text: String) -> String? {
    let words = Phrasing.words(
      of: text.replacing("(", with: " ").replacing(")", with: " ").replacing("'", with: " ").replacing(
        "-", with: " "))
    guard let place = words.firstIndex(where: { $0.kind == .number }), place + 1 < words.count,
      let unit = TimeWords.unit(words[place + 1].text),
      words.allSatisfy({
        $0.kind == .number || TimeWords.unit($0.text) != nil
          || ["ago", "now", "interval", "current_date", "date", "dateadd", "today", "getdate", "startofday"]
            .contains($0.text)
      })
    else { return nil }
    let count = words[place].text
    return "\(count) \(unit)\(count == "1" ? "" : "s")"
  }

  /// A figure that the workspace does not load as a column: `last_login < now() - 30 days`.
  private func valueOfPerson(_ name: String, _ sign: String, _ value: String) -> String? {
    let parts = bareColumn(name).split(separator: "_").map(String.init)
    guard parts.count > 1, ["last", "first"].contains(parts[0]) else { return nil }
    let rest = parts.dropFirst().filter { !["at", "on", "date", "time"].contains($0) }.joined(separator: "_")
    guard let event = workspace.event(rest) else { return nil }
    return time("\(parts[0]) \(nameText(event.name))", sign, value)
  }

  func isNull(_ name: String, negated: Bool) -> String? {
    guard let column = column(name) else { return nil }
    if column.kind == .time, workspace.end == column.name {
      let short = nameText(shortDateName(column.name))
      return negated ? short : "not \(short)"
    }
    return "\(nameText(column.name)) is \(negated ? "set" : "missing")"
  }

  func isIn(_ name: String, _ values: [String], negated: Bool) -> String? {
    guard let column = column(name), !values.isEmpty else { return nil }
    let known = values.compactMap { value in
      column.kind == .text ? self.value(value, of: column) : Double(value) != nil ? value : nil
    }
    guard known.count == values.count else { return nil }
    return "\(nameText(column.name)) \(negated ? "not in" : "in") (\(known.joined(separator: ", ")))"
  }

  /// `LIKE '%shop%'`
  func isLike(_ name: String, _ pattern: String, negated: Bool) -> String? {
    let word = pattern.trimming(["%", "*"])
    guard !word.isEmpty, !word.contains("%"), !word.contains("_") || word.count > 6 else { return nil }
    guard let column = column(name), column.kind == .text else { return nil }
    let test =
      switch (
        pattern.hasPrefix("%") || pattern.hasPrefix("*"), pattern.hasSuffix("%") || pattern.hasSuffix("*")
      ) {
      case (false, true): "starts with"
      case (true, false): "ends with"
      case (true, true), (false, false): "contains"
      }
    let text = "\(nameText(column.name)) \(test) \"\(word.replacing("\"", with: "\"\""))\""
    return negated ? "not \(text)" : text
  }
}

extension Dialect {
  /// The statement of a query; nil where the language has none.
  func statement(_ query: Query) -> String? {
    let order = (query.sort.map { " sort by " + $0 } ?? "") + (query.limit.map { " limit " + $0 } ?? "")
    let groups = query.groups + (query.grain.map { [$0] } ?? [])
    let by = groups.isEmpty ? "" : " by " + groups.joined(separator: ", ") + order
    switch query.table {
    case .people(let noun):
      let people = People(noun: noun, isNamed: true)
      let tests = hoisted(query.conditions, noun)
      let who = (tests.noun ?? people.noun).map { plural(of: $0.value) } ?? "customers"
      let whole = who + (tests.rest.isEmpty ? "" : " where " + tests.rest.joined(separator: " and "))
      if let metric = query.metric {
        return "measure \(metric)" + (whole == "customers" ? "" : " for \(whole)") + by
      }
      if query.isCount || !groups.isEmpty { return "count \(whole)\(by)" }
      let show = query.columns.isEmpty ? "" : " show " + query.columns.joined(separator: ", ")
      return "segment \(whole)\(show)\(order)"
    case .events(let event): return ofEvents(query, event, by)
    case .messages(let channel): return ofMessages(query, channel, by, order)
    }
  }

  private typealias People = Frame.People

  /// `role is seller` among the conditions is a noun: `sellers`.
  private func hoisted(_ conditions: [String], _ noun: Frame.Value?) -> (noun: Frame.Value?, rest: [String]) {
    guard noun == nil, conditions.allSatisfy({ !$0.contains(" or ") }) else { return (noun, conditions) }
    for column in workspace.columns where column.isPopulation {
      for value in column.values where plural(of: value) != nameText(value) {
        if let place = conditions.firstIndex(of: "\(nameText(column.name)) is \(valueText(value))") {
          var rest = conditions
          rest.remove(at: place)
          return (.init(column: column.name, value: value, isPopulation: true), rest)
        }
      }
    }
    return (nil, conditions)
  }

  private func ofEvents(_ query: Query, _ event: String?, _ by: String) -> String? {
    let window = query.window.map { " " + $0 } ?? ""
    if query.countsPeople {
      guard let event, query.conditions.isEmpty else { return nil }
      return by.isEmpty ? "count customers where did \(nameText(event))\(window)" : nil
    }
    let records = event.map { "\(nameText($0)) events" } ?? "events"
    let tests = query.conditions.isEmpty ? "" : " where " + query.conditions.joined(separator: " and ")
    if let grain = query.grain, query.groups.isEmpty, query.metric == nil, tests.isEmpty, let event {
      return "trend count of \(nameText(event)) by \(grain)\(window)"
    }
    if let metric = query.metric { return "measure \(metric)\(window) for \(records)\(tests)\(by)" }
    return query.isCount || !by.isEmpty ? "count \(records)\(window)\(tests)\(by)" : nil
  }

  private func ofMessages(_ query: Query, _ channel: String?, _ by: String, _ order: String) -> String? {
    let place = (query.channel ?? channel).map { " in \(nameText($0))" } ?? ""
    let window = query.window.map { " " + $0 } ?? ""
    if let metric = query.metric {
      let isByPeople = query.groups.contains { name in
        workspace.columns.contains { nameText($0.name) == name }
      }
      let tests =
        query.conditions.isEmpty ? "" : " for feedback where " + query.conditions.joined(separator: " and ")
      return "measure \(metric)\(place)\(window)"
        + (tests.isEmpty && !isByPeople && !by.isEmpty ? " for feedback" : tests) + by
    }
    if query.isCount || !by.isEmpty {
      let about = query.about.map { " mentioning \($0)" } ?? ""
      let tests = query.conditions.isEmpty ? "" : " where " + query.conditions.joined(separator: " and ")
      return "count feedback\(about)\(place)\(window)\(tests)\(by)"
    }
    let about = query.about.map { " about \($0)" } ?? ""
    let who = query.conditions.isEmpty ? "" : " for \(ofPeople(query.conditions))"
    return "quotes\(about)\(place)\(window)\(who)" + order
  }

  private func ofPeople(_ conditions: [String]) -> String {
    let (noun, rest) = hoisted(conditions, nil)
    let who = noun.map { plural(of: $0.value) } ?? "customers"
    return rest.isEmpty ? who : "\(who) where \(rest.joined(separator: " and "))"
  }
}

extension String {
  func trimming(_ signs: Set<Character>) -> String {
    var rest = self[...]
    while let first = rest.first, signs.contains(first) { rest.removeFirst() }
    while let last = rest.last, signs.contains(last) { rest.removeLast() }
    return String(rest)
  }
}
