/// What people did: `ordered`, `got a payout`, `more than 5 orders`, `never bought`.
extension QuestionReader {
  private static let doing = [
    "did", "do", "does", "doing", "made", "make", "makes", "placed", "place", "got", "get", "received",
    "receive", "had", "have", "with", "has",
    "performed", "did a", "did an", "used", "use", "using", "completed", "having", "without", "no", "an",
    "any", "asked for", "requested", "request", "with an", "done",
  ]

  func behaviours(_ state: State) -> [State] {
    var found = sequences(state)
    let (start, negates) = beginning(state.at)
    var at = pastArticles(start)
    let times = self.times(at)
    if let times { at = pastArticles(times.end) }
    for match in matches(at: at) {
      guard case .event(let event) = match.sense else { continue }
      let isVerb =
        isVerbForm(words[at].text) || start > state.at || times != nil || state.frame.denies
        || isVerbPlace(state)
      guard isVerb else { continue }
      var next = state
      next.at = at + match.count
      next.cost += match.cost
      if state.frame.head == .count || state.frame.head == .measure, !state.frame.people.isNamed,
        start == state.at, times == nil
      {
        next.cost += 4
      }
      var condition = Frame.Condition(form: .did, text: nameText(event), isTimed: true)
      condition.times = times?.text
      if let (end, times) = timesAfter(next.at), condition.times == nil {
        (condition.times, next.at) = (times, end)
      }
      // `did orders go up`: the auxiliary of a question.
      if start > state.at, state.at == 0 { next.cost += 6 }
      if negates { next.frame.denies.toggle() }
      if let tested = tested(event, next, condition) { found.append(tested) }
      found.append(adding(condition, to: next))
    }
    return found
  }

  /// Past a verb that says little, and whether it denies.
  private func beginning(_ at: Int) -> (Int, Bool) {
    guard let end = stands(anyOf: QuestionReader.doing, at: at) else { return (at, false) }
    let denies = ["without", "no"].contains(word(at))
    return (end, denies)
  }

  /// `who order`, `that login`: a base form right after a word for people.
  private func isVerbPlace(_ state: State) -> Bool {
    ["who", "that", "ever", "never", "not", "and", "to", "customers", "people"].contains(word(state.at - 1))
      && !state.frame.people.isEmpty && !words[state.at].text.hasSuffix("s")
  }

  /// `at least 3`, `more than 5`, `3 or more`
  private func times(_ at: Int) -> (end: Int, text: String)? {
    let relations = [
      ("at least", "at least"), ("more than", "more than"), ("over", "more than"), ("at most", "at most"),
      ("fewer than", "fewer than"), ("less than", "fewer than"), ("under", "fewer than"),
      ("exactly", "exactly"), ("up to", "at most"), ("no more than", "at most"),
    ]
    for (said, meant) in relations {
      if let end = stands(said, at: at), words.indices.contains(end), words[end].kind == .number,
        Int(words[end].text) != nil
      {
        return (end + 1, "\(meant) \(words[end].text) times")
      }
    }
    guard words.indices.contains(at), words[at].kind == .number, Int(words[at].text) != nil else {
      return nil
    }
    if let end = stands(anyOf: ["or more", "plus", "+", "and more", "and up"], at: at + 1) {
      return (end, "at least \(words[at].text) times")
    }
    return (at + 1, "\(words[at].text) times")
  }

  /// `ordered at least 3 times`, `twice`, `more than once`
  private func timesAfter(_ at: Int) -> (Int, String)? {
    let words = [
      ("more than once", "at least 2 times"), ("at least once", "at least 1 times"),
      ("at least twice", "at least 2 times"), ("only once", "once"), ("exactly once", "once"),
      ("just once", "once"), ("once", "once"), ("twice", "twice"), ("more than twice", "more than 2 times"),
      ("repeatedly", "at least 2 times"), ("again", "at least 2 times"),
      ("several times", "at least 3 times"), ("multiple times", "at least 2 times"),
      ("many times", "at least 5 times"),
    ]
    if let (end, text) = words.compactMap({ said, meant in stands(said, at: at).map { ($0, meant) } }).max(
      by: { $0.0 < $1.0 })
    {
      return (end, text == "at least 1 times" ? "at least 1 times" : text)
    }
    guard let times = times(at), ["times", "time"].contains(word(times.end)) else { return nil }
    return (times.end + 1, times.text)
  }

  /// `an order over 200`: a test of the record's number.
  private func tested(_ event: String, _ state: State, _ condition: Frame.Condition) -> State? {
    guard let figure = workspace.event(event)?.figure, let (end, sign, number) = comparison(state.at),
      word(end) != "times", word(end) != "time", condition.times == nil
    else { return nil }
    var condition = condition
    condition.text += " with \(nameText(figure.name)) \(sign) \(number)"
    var next = adding(condition, to: state)
    next.at = end
    return next
  }

  // MARK: Sequences

  /// `searched and then ordered`, `cancelled after a refund`, `ordered within 7 days of signup`
  private func sequences(_ state: State) -> [State] {
    guard state.frame.endsInCondition, let last = state.frame.people.conditions.last, last.window == nil,
      last.times == nil,
      last.form == .did
    else { return [] }
    let at = state.at
    if let start = stands(
      anyOf: ["and then", "then", "followed by", "and afterwards", "and later", "before"], at: at)
    {
      return stepped(from: start, state) { "\(last.text) then \($0)" }
    }
    if let start = stands(anyOf: ["after", "following", "right after", "soon after"], at: at) {
      return stepped(from: start, state) { "\($0) then \(last.text)" }
    }
    if let start = stands("within", at: at), let (end, length) = length(start) {
      var next = state
      next.at = end
      if let of = stands(anyOf: ["of", "after", "from", "following"], at: end),
        let moment = moment(pastArticles(of))
      {
        next.at = moment.0
        next.frame.people.conditions[next.frame.people.conditions.count - 1].window =
          "within \(length) of \(moment.1)"
      } else if last.text.contains(" then ") {
        next.frame.people.conditions[next.frame.people.conditions.count - 1].window = "within \(length)"
      } else {
        return []
      }
      next.cost -= 2
      return [next]
    }
    return []
  }

  private func stepped(from start: Int, _ state: State, _ joined: (String) -> String) -> [State] {
    events(pastVerb(start)).map { end, event, cost in
      var next = state
      next.at = end
      next.cost += cost
      next.frame.people.conditions[next.frame.people.conditions.count - 1].text = joined(event)
      return next
    }
  }

  private func pastVerb(_ at: Int) -> Int { pastArticles(beginning(pastArticles(at)).0) }

  /// The events and dates that the words there name.
  func events(_ at: Int) -> [(end: Int, event: String, cost: Int)] {
    matches(at: at).compactMap { match in
      switch match.sense {
      case .event(let name), .date(let name): (at + match.count, nameText(name), match.cost)
      case .value, .column, .property, .channel, .condition, .figure, .metric, .topic, .opposite: nil
      }
    }
  }

  /// `first order`, `signup`, `last login`
  func moment(_ start: Int) -> (Int, String)? {
    let isOrdinal = ["first", "last", "latest", "earliest"].contains(word(start))
    let ordinal = ["last", "latest"].contains(word(start)) ? "last" : "first"
    let at = isOrdinal ? start + 1 : start
    for match in matches(at: at) {
      switch match.sense {
      case .date(let name):
        let full =
          workspace.columns.first { shortDateName($0.name) == name && $0.kind == .time }?.name ?? name
        return isOrdinal ? nil : (at + match.count, nameText(full))
      case .event(let name): return (at + match.count, "\(ordinal) \(nameText(name))")
      case _: continue
      }
    }
    return nil
  }
}
