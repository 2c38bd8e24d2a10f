/// Who: nouns, adjectives, values and names that are true of somebody.
extension QuestionReader {
  private static let everybody: Set<String> = [
    "customers", "customer", "people", "person", "users", "user", "accounts", "account", "clients", "client",
    "everyone", "everybody", "anyone", "anybody", "members", "member", "those", "folks", "subscribers",
    "base", "ones",
  ]

  func people(_ state: State) -> [State] {
    var found = named(state)
    let start = preposition(state.at)
    for (at, isPlace) in [(state.at, false)] + (start > state.at ? [(start, true)] : []) {
      for match in matches(at: at) {
        found += taking(match.sense, count: match.count, at: at, cost: match.cost, isPlace: isPlace, state)
      }
    }
    return found
  }

  /// Past `from`, `in the`, `on the`, `with the`, which a value may stand after.
  private func preposition(_ at: Int) -> Int {
    guard
      [
        "from", "in", "on", "of", "at", "with", "within", "for", "among", "by", "are", "is", "as", "who",
        "using",
      ].contains(word(at))
    else { return at }
    return pastArticles(at + 1)
  }

  /// The noun for everybody: `customers`, `people`.
  private func named(_ state: State) -> [State] {
    var at = state.at
    if ["of", "for", "among", "from", "do", "are", "by"].contains(word(at)) { at = pastArticles(at + 1) }
    guard QuestionReader.everybody.contains(word(at)), !state.frame.denies else { return [] }
    var next = state
    next.at = at + 1
    if next.frame.people.isNamed { next.cost += 2 }
    next.frame.people.isNamed = true
    for index in next.frame.people.conditions.indices {
      next.frame.people.conditions[index].isAdjective = true
    }
    return [next]
  }

  private func taking(
    _ sense: Sense, count: Int, at: Int, cost: Int, isPlace: Bool, _ state: State
  ) -> [State] {
    var next = state
    next.at = at + count
    next.cost += cost
    switch sense {
    case .value(let value, let column, let isPopulation):
      let value = Frame.Value(column: column, value: value, isPopulation: isPopulation)
      next.at = past(column, from: next.at)
      if isPopulation, next.frame.people.noun == nil, !next.frame.denies,
        !isPlace || ["of", "for", "among", "from", "by"].contains(word(state.at)),
        isNoun(value, at: at, end: at + count)
      {
        return [withNoun(value, next)]
      }
      return [adding(valued(value), to: next)]
    case .condition(let name):
      return [adding(.init(form: .name, text: nameText(name), isTimed: false), to: next)]
    case .date(let name):
      if state.frame.endsInCondition, state.frame.people.conditions.last?.text == nameText(name) {
        return [next]
      }
      return [adding(.init(form: .name, text: nameText(name), isTimed: true), to: next)]
    case .opposite(let inner):
      return taking(inner, count: count, at: at, cost: cost, isPlace: isPlace, denying(state))
    case .column, .event, .property, .channel, .figure, .metric, .topic: return []
    }
  }

  private func denying(_ state: State) -> State {
    var next = state
    next.frame.denies.toggle()
    return next
  }

  private func valued(_ value: Frame.Value) -> Frame.Condition {
    Frame.Condition(form: .test, text: "\(nameText(value.column)) is \(valueText(value.value))", value: value)
  }

  /// Whether a value is the noun rather than an adjective of one that follows: `pro sellers`, `the starter plan`.
  private func isNoun(_ value: Frame.Value, at: Int, end: Int) -> Bool {
    let isNounForm =
      words[at].text != value.value.lowercased()
      || ["er", "or", "ant", "ent"].contains(where: words[at].text.hasSuffix)
    guard isNounForm else { return false }
    if QuestionReader.everybody.contains(word(end)) { return false }
    return !matches(at: end).contains { match in
      switch match.sense {
      case .value(_, let column, true): column != value.column
      case .column(let column): column.name == value.column
      case .value, .date, .event, .property, .channel, .condition, .figure, .metric, .topic, .opposite: false
      }
    }
  }

  private func withNoun(_ value: Frame.Value, _ state: State) -> State {
    var next = state
    next.frame.people.noun = value
    next.frame.people.isNamed = true
    for index in next.frame.people.conditions.indices {
      next.frame.people.conditions[index].isAdjective = true
    }
    next.frame.endsInCondition = false
    return next
  }

  /// Past the column's own name: `the pro plan`.
  private func past(_ column: String, from at: Int) -> Int {
    for match in matches(at: at) {
      if case .column(let named) = match.sense, named.name == column { return at + match.count }
    }
    return at
  }

  /// A condition joined to those before it, with the denial and the joint that stood before it.
  func adding(_ condition: Frame.Condition, to state: State) -> State {
    var next = state
    var condition = condition
    condition.negated = condition.negated != state.frame.denies
    condition.joinsByOr = state.frame.joinsByOr && !state.frame.people.conditions.isEmpty
    (next.frame.denies, next.frame.joinsByOr) = (false, false)
    if let window = state.frame.window, condition.isTimed, condition.window == nil, state.frame.metric == nil,
      state.frame.records == nil,
      state.frame.head == .list || state.frame.head == .count || state.frame.head == nil
    {
      condition.window = window
      next.frame.window = nil
    }
    next.frame.people.conditions.append(condition)
    next.frame.endsInCondition = true
    return next
  }
}
