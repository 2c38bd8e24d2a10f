/// What is asked for: turns at the beginning, joints, and words that end a turn.
extension QuestionReader {
  func turns(_ state: State) -> [State] {
    (HeadPhrases.entries[word(state.at)] ?? []).compactMap { entry in
      guard let end = stands(entry.words.joined(separator: " "), at: state.at) else { return nil }
      var next = state
      next.at = end
      next.frame.endsInCondition = false
      return taken(entry.meaning, next, said: entry.words)
    } + closings(state)
  }

  private func taken(_ meaning: HeadPhrases.Meaning, _ state: State, said: [String]) -> State? {
    var next = state
    let isFirst = state.frame.head == nil
    switch meaning {
    case .head(let head):
      let isQuestion =
        ["do", "are", "did", "is"].contains(said.last ?? "") && [.topics, .compare, .quotes].contains(head)
      guard isFirst || (state.frame.head == .list && head != .list && state.frame.people.isEmpty) else {
        return nil
      }
      if head == .count, state.frame.aggregate != nil { return nil }
      next.frame.head = head
      next.frame.wantsVerb = isQuestion
      // `sellers who …` is a list only where nothing else is asked for.
      if head == .list, ["who", "which", "see", "get", "find", "show"].contains(said[0]),
        !state.frame.people.isEmpty
      {
        return nil
      }
      if head == .list,
        said == ["who"] || said == ["who", "are"] || said[0].hasPrefix("any") || said[0].hasPrefix("every")
      {
        next.frame.people.isNamed = true
      }
      if [.topics, .quotes, .words, .retention, .survival].contains(head), !isFirst, state.frame.metric != nil
      {
        return nil
      }
    case .share:
      guard isFirst else { return nil }
      next.frame.head = .share
    case .metric(let metric):
      guard state.frame.metric == nil,
        state.frame.aggregate == nil || state.frame.aggregate == "average" || metric.hasPrefix("rate"),
        state.frame.head != .why
      else { return nil }
      if state.frame.head == .count { return nil }
      next.frame.aggregate = nil
      next.frame.metric = metric
      next.frame.metricTakesWindow = !metric.hasPrefix("rate")
    case .aggregate(let name):
      guard state.frame.metric == nil, state.frame.aggregate == nil,
        [nil, .list, .measure, .trend, .count].contains(state.frame.head)
      else { return nil }
      next.frame.aggregate = name
      next.frame.head = state.frame.head == .list || state.frame.head == .count ? .measure : state.frame.head
    case .overTime:
      guard [nil, .list, .measure, .count, .compare, .share, .quotes, .trend].contains(state.frame.head)
      else { return nil }
      next.frame.isOverTime = true
      next.frame.wantsVerb = false
      next.frame.head = .trend
    case .messages:
      guard state.frame.records == nil, state.frame.metric == nil,
        [nil, .count, .list].contains(state.frame.head)
      else { return nil }
      next.frame.records = "feedback"
      if said == ["reviews"], let channel = workspace.channels.first(where: { $0.hasPrefix("review") }) {
        next.frame.channel = nameText(channel)
      }
    case .newest, .oldest, .largest, .smallest: return nil
    }
    return next
  }

  /// Words that end what a turn began: `what do … talk about`, `how do … differ`.
  private func closings(_ state: State) -> [State] {
    func closed(_ end: Int, _ change: (inout Frame) -> Void = { _ in }) -> State {
      var next = state
      next.at = end
      next.frame.wantsVerb = false
      next.frame.endsInCondition = false
      change(&next.frame)
      return next
    }
    var found: [State] = []
    let at = state.at
    switch state.frame.head {
    case .topics where state.frame.wantsVerb, .quotes where state.frame.wantsVerb:
      if let end = stands(
        anyOf: [
          "talk about", "talking about", "complain about", "complaining about", "care about", "mention",
          "mentioning", "worry about", "write about", "discuss", "want", "ask for", "asking for",
          "talk about most", "complain about most", "discussing",
        ], at: at)
      {
        found.append(closed(end) { $0.head = .topics })
      }
      if let end = stands(
        anyOf: ["say", "saying", "tell us", "telling us", "write", "writing", "said"], at: at)
      {
        found.append(closed(end) { $0.head = .quotes })
      }
      if let about = stands(
        anyOf: [
          "say about", "saying about", "think about", "think of", "thinking about", "feel about",
          "tell us about", "said about", "complain about", "complaining about",
        ], at: at), about > at
      {
        // The object follows, which `voices` reads.
        var next = closed(about - 1) { $0.head = .quotes }
        next.cost -= 2
        if word(about - 1) == "of" { next.at = about }
        if word(about - 1) == "about" { found.append(next) }
      }
      if let end = stands(
        anyOf: [
          "topics", "main topics", "most common topics", "themes", "complaints", "main complaints",
          "most common complaints", "biggest complaints", "top complaints", "biggest problems",
          "main problems", "top topics",
        ], at: at)
      {
        found.append(closed(end) { $0.head = .topics })
      }
      if let end = stands(anyOf: ["happens", "happen"], at: at) { found.append(closed(end)) }
      found += followings(state)
    case .compare:
      if let end = stands(
        anyOf: [
          "differ", "compare", "different", "differ from each other", "compare to each other",
          "different from each other",
        ], at: at)
      {
        found.append(closed(end))
      }
    case .words:
      if let end = stands(
        anyOf: [
          "use", "say", "say more", "use more", "use more often", "use most", "used by", "more often",
          "distinguish", "set apart",
        ], at: at)
      {
        found.append(closed(end))
      }
    case .why:
      if let end = stands("churning", at: at), let churn = churnName {
        found.append(adding(.init(form: .name, text: churn, isTimed: true), to: closed(end)))
      }
    case .measure, .trend, .count, .list, .share, nil:
      if state.frame.metric != nil,
        let end = stands(
          anyOf: [
            "bring in", "bring", "generate", "contribute", "pay", "spend", "make", "have", "worth",
            "account for", "make up", "give us", "looking", "doing", "score", "churn", "earn", "come from",
            "comes from",
          ], at: at)
      {
        var next = closed(end)
        next.cost += 2
        found.append(next)
      }
    case .topics, .quotes, .funnel, .retention, .survival, .after, .before, .describe, .person: break
    }
    if state.frame.head == nil || state.frame.head == .list { found += followings(state) }
    return found
  }

  /// `what do people do right after signing up`, `what happens before a cancellation`
  private func followings(_ state: State) -> [State] {
    let at = state.at
    let turn =
      stands(
        anyOf: [
          "what happens", "what happened", "what do people do", "what do they do", "do", "what comes",
          "what customers do", "what people do",
        ], at: at) ?? at
    guard turn > at else { return [] }
    let adverb =
      stands(
        anyOf: [
          "right", "just", "immediately", "next", "shortly", "directly", "typically", "usually",
          "in the days",
        ], at: turn) ?? turn
    guard ["after", "before", "following"].contains(word(adverb)) else { return [] }
    let start = pastArticles(
      stands(
        anyOf: [
          "they", "the first", "their first", "first", "an", "a", "making a", "making an", "people",
          "placing an",
        ], at: adverb + 1) ?? adverb + 1)
    return events(start).map { end, event, cost in
      var next = state
      next.at = end
      next.cost += cost
      next.frame.head = word(adverb) == "before" ? .before : .after
      next.frame.wantsVerb = false
      next.frame.steps = [event]
      return next
    }
  }

  // MARK: Joints

  /// `and`, `or`, `not`, `versus`
  func joints(_ state: State) -> [State] {
    var found: [State] = []
    let at = state.at
    func add(_ end: Int, cost: Int = 0, _ change: (inout Frame) -> Void) {
      var next = state
      next.at = end
      next.cost += cost
      change(&next.frame)
      found.append(next)
    }
    if let end = stands(
      anyOf: [
        "and", "but", ",", "also", "as well as", "and also", ", and", "and who", "but who", "while", "yet",
      ], at: at), !state.frame.people.isEmpty || state.frame.metric != nil || state.frame.head != nil
    {
      add(end) { $0.endsInCondition = false }
    }
    if let end = stands(anyOf: ["or", "or who", "either"], at: at), !state.frame.people.conditions.isEmpty {
      add(end) { $0.joinsByOr = true }
    }
    if let end = stands(
      anyOf: [
        "not", "never", "no longer", "excluding", "except", "except for", "other than", "but not", "without",
        "have not", "are not", "who are not", "not on", "never did", "did not", "do not", "apart from",
        "who did not", "who have not", "yet to", "have never", "non", "non -", "haven not",
      ], at: at), !state.frame.denies
    {
      add(end) { $0.denies = true }
    }
    guard state.frame.first == nil, !state.frame.people.isEmpty || state.frame.head == .words else {
      return found
    }
    let isComparison = state.frame.head == .compare || state.frame.head == .words
    let joints =
      [
        "versus", "vs", "compared to", "compared with", "than", "against", "rather than", "as opposed to",
        "but", "that",
      ] + (isComparison ? ["and", "with", "to", "from", "or", "more than", "more often than"] : [])
    if let end = stands(anyOf: joints, at: at) {
      if word(at) != "but", word(at) != "that" {
        add(end) { frame in
          frame.first = frame.people
          frame.people = Frame.People()
          frame.endsInCondition = false
        }
      }
      if let others = stands(
        anyOf: [
          "others", "the others", "the rest", "everyone else", "everybody else", "other customers",
          "the other ones", "others do not", "the others do not", "other sellers", "other buyers",
          "the rest do not",
        ], at: end)
      {
        add(stands(anyOf: ["do not", "do", "not"], at: others) ?? others) { frame in
          frame.first = frame.people
          frame.endsInCondition = false
          for index in frame.people.conditions.indices { frame.people.conditions[index].negated.toggle() }
          if frame.people.conditions.count != 1 { frame.people = Frame.People() }
        }
      }
    }
    return found
  }
}
