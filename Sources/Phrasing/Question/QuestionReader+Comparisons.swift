/// Numbers: `mrr over 100`, `paying more than 80`, `orders under 20`, `without a region`.
extension QuestionReader {
  private static let signs = [
    ("over", ">"), ("above", ">"), ("more than", ">"), ("greater than", ">"), ("higher than", ">"),
    ("larger than", ">"), ("bigger than", ">"), ("exceeding", ">"), ("upwards of", ">="),
    ("under", "<"), ("below", "<"), ("less than", "<"), ("fewer than", "<"), ("lower than", "<"),
    ("smaller than", "<"),
    ("at least", ">="), ("no less than", ">="), ("at most", "<="), ("no more than", "<="), ("up to", "<="),
    (">", ">"), ("<", "<"), (">=", ">="), ("<=", "<="), ("=", "="), ("equals", "="), ("equal to", "="),
    ("of exactly", "="),
  ]

  /// A sign and a number.
  func comparison(_ start: Int) -> (end: Int, sign: String, number: String)? {
    let at =
      stands(
        anyOf: ["is", "are", "was", "were", "of", "worth", "that are", "that were", "which are"], at: start)
      ?? start
    let longest = QuestionReader.signs.compactMap { said, sign in stands(said, at: at).map { ($0, sign) } }
      .max { $0.0 < $1.0 }
    guard let (end, sign) = longest else {
      guard let number = amount(at),
        let close = stands(anyOf: ["or more", "and more", "and up", "plus"], at: number.end)
      else { return nil }
      return (close, ">=", number.text)
    }
    guard let number = amount(end), TimeWords.unit(word(number.end)) == nil || number.isMoney else {
      return nil
    }
    return (number.end, sign, number.text)
  }

  /// `80`, `$80`, `80 dollars`, `80 a month`
  private func amount(_ start: Int) -> (end: Int, text: String, isMoney: Bool)? {
    var at = start
    let isMoney = ["$", "€", "£", "¥"].contains(word(at))
    if isMoney { at += 1 }
    guard words.indices.contains(at), words[at].kind == .number else { return nil }
    let text = words[at].text
    at += 1
    if let end = stands(anyOf: ["dollars", "euros", "usd", "eur", "$", "€", "bucks", "pounds"], at: at) {
      at = end
    }
    if let end = stands(
      anyOf: ["a month", "per month", "monthly", "a year", "each month", "/ month"], at: at)
    {
      at = end
    }
    return (at, text, isMoney)
  }

  func comparisons(_ state: State) -> [State] {
    var found: [State] = []
    let at = state.at
    func add(_ end: Int, _ test: String, cost: Int = 0) {
      var next = state
      next.at = end
      next.cost += cost
      found.append(adding(.init(form: .test, text: test), to: next))
    }
    let begin = pastArticles(
      stands(
        anyOf: ["with", "having", "whose", "who have", "where", "have", "has", "and", "with an", "with a"],
        at: at) ?? at)
    for start in begin > at ? [at, begin] : [at] {
      for match in matches(at: start) {
        guard let name = number(match.sense) else { continue }
        if let (end, sign, number) = comparison(start + match.count) {
          add(end, "\(name) \(sign) \(number)", cost: match.cost)
        }
        if let (end, low, high) = between(start + match.count) {
          add(end, "\(name) between \(low) and \(high)", cost: match.cost)
        }
      }
      if let (end, sign, number) = comparison(start), start > at || state.frame.records == nil,
        let value = workspace.value
      {
        for match in matches(at: pastArticles(end)) {
          if let name = self.number(match.sense) {
            add(pastArticles(end) + match.count, "\(name) \(sign) \(number)", cost: match.cost)
          }
        }
        if ["paying", "pays", "pay", "spending", "spend", "spends", "worth"].contains(word(start - 1)) {
          add(end, "\(nameText(value)) \(sign) \(number)")
        }
      }
    }
    if let end = stands(
      anyOf: [
        "paying", "who pay", "that pay", "spending", "who spend", "worth", "bringing in", "pay us",
        "who paid",
      ], at: at), let value = workspace.value,
      let (last, sign, number) = comparison(end)
    {
      add(last, "\(nameText(value)) \(sign) \(number)", cost: -1)
    }
    return found + valued(state) + lastTimes(state) + missing(state) + recordTests(state) + ratings(state)
  }

  /// `plan = pro`, `whose region is japan`, `plan: pro`
  private func valued(_ state: State) -> [State] {
    let begin =
      stands(anyOf: ["with", "where", "whose", "having", "where the", "whose"], at: state.at) ?? state.at
    return matches(at: begin).flatMap { match -> [State] in
      guard case .column(let column) = match.sense, column.kind == .text,
        let sign = stands(
          anyOf: ["=", "is", ":", "are", "equals", "equal to", "of", "being", "is not", "!=", "not"],
          at: begin + match.count)
      else { return [] }
      return matches(at: sign).compactMap { value in
        guard case .value(let text, column.name, let isPopulation) = value.sense else { return nil }
        var next = state
        next.at = sign + value.count
        if ["not", "!="].contains(word(sign - 1)) { next.frame.denies.toggle() }
        let test = "\(nameText(column.name)) is \(valueText(text))"
        return adding(
          .init(
            form: .test, text: test,
            value: .init(column: column.name, value: text, isPopulation: isPopulation)), to: next)
      }
    }
  }

  /// `whose last login was over 60 days ago`
  private func lastTimes(_ state: State) -> [State] {
    guard
      let start = stands(
        anyOf: ["whose", "with", "where", "whose", "where their", "with a", "where the"], at: state.at),
      ["last", "first", "latest"].contains(word(start)),
      let (end, moment) = moment(start)
    else { return [] }
    let at = stands(anyOf: ["was", "is", "was made", "happened"], at: end) ?? end
    guard let (last, window) = window(at: at) else { return [] }
    var next = state
    next.at = last
    return [adding(.init(form: .test, text: "\(moment) \(window)"), to: next)]
  }

  private func number(_ sense: Sense) -> String? {
    switch sense {
    case .column(let column): column.kind == .number ? nameText(column.name) : nil
    case .figure(let name): nameText(name)
    case .value, .date, .event, .property, .channel, .condition, .metric, .topic, .opposite: nil
    }
  }

  private func between(_ start: Int) -> (Int, String, String)? {
    guard let at = stands(anyOf: ["between", "is between", "from", "of between"], at: start),
      let low = amount(at),
      ["and", "to", "-"].contains(word(low.end)), let high = amount(low.end + 1)
    else { return nil }
    return (high.end, low.text, high.text)
  }

  /// `without a region`, `with no plan`, `missing a plan`, `with a plan`
  private func missing(_ state: State) -> [State] {
    guard
      let start = stands(
        anyOf: [
          "without", "with no", "missing", "lacking", "who have no", "that have no", "with missing",
          "with unknown",
        ], at: state.at)
    else { return [] }
    let at = pastArticles(start)
    return matches(at: at).compactMap { match in
      guard case .column(let column) = match.sense else { return nil }
      var next = state
      next.at = at + match.count
      return adding(.init(form: .test, text: "\(nameText(column.name)) is missing"), to: next)
    }
  }

  /// `orders over 200`: of the records asked about.
  private func recordTests(_ state: State) -> [State] {
    guard let records = state.frame.records, !state.frame.denies else { return [] }
    var found: [State] = []
    func add(_ end: Int, _ test: String) {
      var next = state
      next.at = end
      next.frame.recordTests.append(test)
      next.frame.endsInCondition = false
      found.append(next)
    }
    let begin =
      stands(
        anyOf: ["with", "having", "where", "with an", "with a", "whose", "and", "from", "on", "by", "via"],
        at: state.at) ?? state.at
    if let event = workspace.event(records), let figure = event.figure {
      if let (end, sign, number) = comparison(state.at) {
        add(end, "\(nameText(figure.name)) \(sign) \(number)")
      }
      if let (end, low, high) = between(state.at) {
        add(end, "\(nameText(figure.name)) between \(low) and \(high)")
      }
    }
    let columns =
      records == "feedback" ? workspace.messageColumns : workspace.event(records)?.properties ?? []
    for match in matches(at: begin) {
      if case .property(let column, _) = match.sense, columns.contains(column),
        let (end, sign, number) = comparison(begin + match.count)
      {
        add(end, "\(nameText(column.name)) \(sign) \(number)")
      }
    }
    for column in columns where column.kind == .text {
      for value in column.values where value.lowercased() == word(begin) {
        add(begin + 1, "\(nameText(column.name)) is \(valueText(value))")
      }
    }
    return found
  }

  /// `with bad reviews`: what others say about somebody, where messages rate.
  private func ratings(_ state: State) -> [State] {
    guard workspace.hasAbout,
      let rating = workspace.messageColumns.first(where: {
        $0.kind == .number && ["stars", "rating", "ratings", "rate"].contains($0.name.lowercased())
      }),
      let bad = stands(
        anyOf: ["with", "having", "who have", "that have", "who get", "that get", "getting"], at: state.at)
    else { return [] }
    let isBad = ["bad", "poor", "negative", "terrible", "low", "awful"].contains(word(bad))
    guard isBad || ["good", "great", "positive", "excellent", "high"].contains(word(bad)),
      let end = stands(anyOf: ["reviews", "ratings", "rating", "review", "stars", "feedback"], at: bad + 1)
    else { return [] }
    var next = state
    next.at = end
    return [
      adding(
        .init(form: .test, text: "average \(nameText(rating.name)) heard \(isBad ? "< 3" : ">= 4")"), to: next
      )
    ]
  }
}
