/// Questions with a shape of their own: one person, from A to B, coming back, the values of a column.
extension QuestionReader {
  func special(_ state: State) -> [State] {
    person(state) + journey(state) + elapsed(state) + returning(state) + values(state) + division(state)
      + lastTime(state)
      + quality(state) + abbreviation(state) + started(state)
  }

  /// `tell me about seller s0042`, `everything on s0010`
  private func person(_ state: State) -> [State] {
    guard
      state.frame.head == nil || state.frame.head == .list || state.frame.head == .quotes
        || state.frame.head == .topics, state.frame.people.conditions.isEmpty,
      state.frame.metric == nil
    else { return [] }
    var at =
      stands(
        anyOf: [
          "tell me about", "everything about", "everything on", "everything we know about", "all about",
          "about", "what happened to", "what happened with", "happened to", "story of", "history of",
          "profile of", "details of", "details for", "look up", "lookup", "open", "who is", "details on",
          "the story of", "info on", "timeline of", "what do we know about", "activity of", "what did", "on",
          "for", "of",
        ],
        at: state.at) ?? state.at
    at = pastArticles(at)
    if Set(["customer", "seller", "buyer", "user", "person", "account", "member", "id", "client"]).contains(
      word(at)) || !matches(at: at).isEmpty
    {
      at += 1
    }
    guard words.indices.contains(at), words[at].kind != .sign, words[at].raw.contains(where: \.isNumber),
      let id = workspace.person(words[at].raw)
    else { return [] }
    var next = state
    next.at = stands(anyOf: ["do", "done", "say"], at: at + 1) ?? at + 1
    next.frame.head = .person(id)
    next.frame.wantsVerb = false
    return [next]
  }

  /// `from search to order`, `between search and paying`, with a word that asks for a funnel.
  private func journey(_ state: State) -> [State] {
    let at = state.at
    if let end = stands(
      anyOf: [
        "where do", "where are", "funnel", "funnel for", "conversion", "conversion rate", "conversion of",
        "funnel of", "how many convert", "drop off", "drop offs", "dropoff", "conversion funnel",
      ], at: at), state.frame.head == nil
    {
      var next = state
      next.at = end
      next.frame.head = .funnel
      return [next]
    }
    guard
      state.frame.head == .funnel || state.frame.head == .list || state.frame.head == .count
        || state.frame.head == nil
    else { return [] }
    if state.frame.head == .funnel,
      let end = stands(
        anyOf: [
          "drop off", "drop out", "get lost", "stop", "give up", "get stuck", "lost", "dropping off",
          "convert", "go from", "leave", "we lose", "fall off", "abandon",
        ], at: at)
    {
      var next = state
      next.at = end
      return [next]
    }
    guard state.frame.head == .funnel,
      let start = stands(anyOf: ["from", "between", "of"], at: at) ?? Optional(at)
    else { return [] }
    return events(pastArticles(start)).flatMap { middle, event, cost -> [State] in
      var steps = [event]
      var end = middle
      while let joint = stands(
        anyOf: ["to", "and", "then", "and then", "until", "into", "through", ",", "to first", "->", ">"],
        at: end), let next = events(pastArticles(joint)).first
      {
        steps.append(next.event)
        end = next.end
      }
      guard steps.count > 1 else { return [] }
      var next = state
      next.at = end
      next.cost += cost
      next.frame.steps = steps
      return [next]
    }
  }

  /// `time from signup to first order`
  private func elapsed(_ state: State) -> [State] {
    guard state.frame.metric == nil,
      state.frame.head == nil || state.frame.head == .measure || state.frame.head == .survival
        || state.frame.head == .list
    else { return [] }
    let isAverage = state.frame.aggregate == "average"
    guard
      let start = stands(
        anyOf: [
          "time from", "time between", "days from", "days between", "how long from",
          "how long does it take from", "how many days from", "how long between", "the time from",
          "how long is it from", "delay between", "delay from", "how long do people take from",
          "how long does it take to get from", "how long does it take to go from", "how many days between",
        ], at: state.at),
      let (middle, first) = moment(pastArticles(start)),
      ["to", "and", "until", "till"].contains(word(middle)),
      let (end, second) = moment(pastArticles(middle + 1))
    else { return [] }
    var next = state
    next.at = end
    next.frame.head = .measure
    next.frame.aggregate = nil
    next.frame.metric =
      "\(isAverage ? "average" : state.frame.aggregate ?? "median") (days from \(first) to \(second))"
    return [next]
  }

  /// `do sellers come back after signing up`
  private func returning(_ state: State) -> [State] {
    guard [nil, .list, .count, .retention, .trend].contains(state.frame.head),
      let end = stands(
        anyOf: [
          "come back", "coming back", "return", "keep coming back", "stick around", "retained",
          "are retained", "came back", "retention", "returning",
        ], at: state.at)
    else { return [] }
    var next = state
    next.frame.head = .retention
    next.at = end
    guard let after = stands(anyOf: ["after", "following", "since", "from", "after their", "to"], at: end)
    else { return [next] }
    return [next]
      + events(pastArticles(stands("first", at: pastArticles(after)) ?? pastArticles(after))).map {
        last, event, cost in
        var found = next
        found.at = last
        found.cost += cost
        let isDate = workspace.columns.contains {
          $0.kind == .time && nameText(shortDateName($0.name)) == event
        }
        let used = workspace.events.first { !$0.isCharge }.map { nameText($0.name) } ?? event
        found.frame.steps = [used, isDate ? event : "first \(event)"]
        return found
      }
  }

  /// `which plans are there`, `what regions do we have`
  private func values(_ state: State) -> [State] {
    guard state.at == 0,
      let start = stands(
        anyOf: [
          "which", "what", "what are the", "list the", "list all", "what kinds of", "which kinds of",
          "show all", "show me the", "list", "show me all", "what are all the", "possible values of",
          "values of", "what values does", "all",
        ], at: 0)
    else { return [] }
    let at = pastArticles(start)
    func described(_ name: String, _ end: Int) -> State? {
      let tail = stands(
        anyOf: [
          "are there", "exist", "do we have", "do you have", "are available", "can customers have", "have",
          "do you know", "do customers have", "are loaded", "there are",
        ], at: end)
      guard let last = tail ?? (words.count == end ? end : nil) else { return nil }
      if tail == nil, words[at].text == name { return nil }
      var next = state
      next.at = last
      next.frame.head = .describe
      next.frame.steps = [name]
      return next
    }
    if ["events", "attributes", "columns", "tables", "data"].contains(word(at)) { return [] }
    if ["channel", "channels"].contains(word(at)), !workspace.channels.isEmpty {
      return described("", at + 1).map { state in
        var next = state
        (next.frame.head, next.frame.steps, next.frame.records) = (.count, [], "feedback")
        next.frame.groups = [.init(text: "channel", of: .channel)]
        return [next]
      } ?? []
    }
    return matches(at: at).compactMap { match in
      guard case .column(let column) = match.sense, column.kind == .text else { return nil }
      return described(nameText(column.name), at + match.count)
    }
  }

  /// `which region has the worst churn`, `which plan has the most sellers`
  private func division(_ state: State) -> [State] {
    guard state.frame.groups.isEmpty,
      let start = stands(anyOf: ["which", "what", "in which", "in what"], at: state.at)
    else { return [] }
    return groups(pastArticles(start)).compactMap { end, group in
      guard
        let superlative = stands(
          anyOf: [
            "has the", "have the", "has", "have", "with the", "is the", "do", "did", "brings in the",
            "bring in the", "generates the", "gets the", "makes the", "get the",
          ], at: end),
        let last = stands(
          anyOf: [
            "worst", "best", "highest", "most", "lowest", "least", "fewest", "biggest", "largest", "smallest",
          ], at: superlative)
      else { return nil }
      var next = state
      next.at = last
      next.frame.head = next.frame.head ?? nil
      next.frame.groups = [group]
      return next
    }
  }

  /// `and when they last logged in`: a value to show.
  private func lastTime(_ state: State) -> [State] {
    guard !state.frame.people.isEmpty,
      let start = stands(
        anyOf: [
          "and when they last", "when they last", "with their last", "and their last", "showing their last",
          "with the date of their last", "with last", "and when they first", "with their first",
          "and their first", ", with their last", "including last", "along with their last",
          "including their last", "show last", "and last", "show their last", "and the last time they",
        ], at: state.at)
    else { return [] }
    let ordinal = word(start - 1) == "first" ? "first" : "last"
    return events(start).map { end, event, cost in
      var next = state
      next.at = end
      next.cost += cost - 2
      next.frame.show.append("\(ordinal) \(event)")
      next.frame.endsInCondition = false
      return next
    }
  }

  /// `happier`, which asks for a score.
  private func quality(_ state: State) -> [State] {
    guard state.frame.metric == nil else { return [] }
    let turns = [
      (
        [
          "happier", "more satisfied", "more loyal", "likelier to recommend", "more likely to recommend",
          "unhappier", "less happy", "happiest", "unhappiest", "least happy", "most satisfied",
          "least satisfied",
        ], "nps"
      ),
      (
        [
          "churn more", "leave more", "leaving more", "churn more often", "leave more often", "churn faster",
          "more likely to churn", "more likely to leave", "churning more", "churn the most", "leave the most",
        ], "rate of @churn"
      ),
    ]
    for (said, metric) in turns where metric != "nps" || workspace.hasScore {
      guard let end = stands(anyOf: said, at: state.at) else { continue }
      var next = state
      next.at = end
      next.frame.metric = metric
      next.frame.metricTakesWindow = metric == "nps"
      next.frame.compares = true
      next.frame.head = .measure
      next.frame.endsInCondition = false
      next.frame.wantsVerb = false
      return [next]
    }
    return []
  }

  /// `DAU`, `weekly active users`
  private func abbreviation(_ state: State) -> [State] {
    let turns = [
      (["dau", "daily active users", "daily actives", "daily active"], "day"),
      (["wau", "weekly active users", "weekly actives", "weekly active"], "week"),
      (["mau", "monthly active users", "monthly actives", "monthly active"], "month"),
    ]
    for (said, grain) in turns {
      guard state.frame.metric == nil, let end = stands(anyOf: said, at: state.at), !workspace.events.isEmpty
      else { continue }
      var next = state
      next.at = end
      next.cost -= 2
      (next.frame.head, next.frame.metric, next.frame.grain) = (.trend, "customers doing anything", grain)
      return [next]
    }
    return []
  }

  /// `new buyers this year`, `new customers in march`: those who started then.
  private func started(_ state: State) -> [State] {
    guard let start = workspace.start, ["new", "recent", "fresh"].contains(word(state.at)),
      state.frame.head != .why
    else { return [] }
    let hasWindow = (state.at + 1..<words.count).contains { window(at: $0) != nil }
    guard hasWindow else { return [] }
    var next = state
    next.at += 1
    return [adding(.init(form: .name, text: nameText(start), isTimed: true, isAdjective: true), to: next)]
  }
}
