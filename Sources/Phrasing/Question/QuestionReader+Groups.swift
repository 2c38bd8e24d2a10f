/// How an answer is divided, ordered and cut.
extension QuestionReader {
  private static let groupWords = [
    "by", "per", "for each", "in each", "across", "each", "for every", "of each", "grouped by", "group by",
    "split by", "broken down by",
    "split across", "by each", "across all", "divided by", "for different", "segmented by", "in every",
    "within each",
  ]

  func groupings(_ state: State) -> [State] {
    var found: [State] = []
    if let (end, grain) = grain(at: state.at), state.frame.grain == nil {
      var next = state
      next.at = end
      next.frame.grain = grain
      next.frame.endsInCondition = false
      found.append(next)
    }
    // `average revenue per customer`: a figure is of each person anyway.
    if let end = stands(
      anyOf: [
        "per customer", "per person", "per user", "per account", "per head", "per buyer", "per seller",
        "a head", "for each customer",
      ], at: state.at),
      let metric = state.frame.metric
    {
      var next = state
      next.at = end
      if metric.hasPrefix("count of "), !metric.contains("(") {
        next.frame.metric = "average (\(metric))"
      } else if metric.hasPrefix("total "), metric.contains(" of ") {
        next.frame.metric = "average (\(metric))"
      }
      if ["buyer", "seller"].contains(word(end - 1)), let noun = noun(end - 1) {
        next.frame.people.noun = noun.value
        next.frame.people.isNamed = true
      }
      found.append(next)
    }
    guard let start = stands(anyOf: QuestionReader.groupWords, at: state.at) else { return found }
    return found + grouped(state, from: start)
  }

  private func noun(_ at: Int) -> (end: Int, value: Frame.Value)? {
    for match in matches(at: at) {
      if case .value(let value, let column, true) = match.sense {
        return (at + match.count, .init(column: column, value: value, isPopulation: true))
      }
    }
    return nil
  }

  /// One column or several.
  private func grouped(_ state: State, from start: Int) -> [State] {
    groups(pastArticles(start)).flatMap { end, group -> [State] in
      var next = state
      next.at = end
      next.frame.groups.append(group)
      next.frame.endsInCondition = false
      var all = [next]
      if let again = stands(anyOf: [", and", "and", ",", "and by", ", then", "and then", "x", "by"], at: end)
      {
        all += grouped(next, from: again)
      }
      return all
    }
  }

  /// What can be a group there.
  func groups(_ at: Int) -> [(Int, Frame.Group)] {
    var found: [(Int, Frame.Group)] = []
    if ["channel", "channels", "source", "sources"].contains(word(at)), !workspace.channels.isEmpty {
      found.append((at + 1, .init(text: "channel", of: .channel)))
    }
    for match in matches(at: at) where match.cost < 2 {
      switch match.sense {
      case .column(let column) where column.kind == .text || column.kind == .flag:
        found.append((at + match.count, .init(text: nameText(column.name), of: .people)))
      case .property(let column, let event?) where column.kind == .text:
        found.append((at + match.count, .init(text: nameText(column.name), of: .event(event))))
      case .property(let column, nil):
        found.append((at + match.count, .init(text: nameText(column.name), of: .messages)))
      case _: break
      }
    }
    if let (end, unit) = TimeWords.unit(word(at)).map({ (at + 1, $0) }), let start = workspace.start,
      let more = stands(
        anyOf: ["of signup", "of signing up", "of joining", "of registration", "they joined", "of start"],
        at: end)
    {
      found.append((more, .init(text: "\(unit) of \(nameText(start))", of: .people)))
    }
    return found
  }

  // MARK: Order

  func order(_ state: State) -> [State] {
    var found: [State] = []
    func add(_ end: Int, _ change: (inout Frame) -> Void) {
      var next = state
      next.at = end
      change(&next.frame)
      next.frame.endsInCondition = false
      found.append(next)
    }
    let at = state.at
    let isPeople =
      state.frame.head == nil || state.frame.head == .list || state.frame.head == .topics
      || state.frame.head == .quotes
    // `top 5 sellers`, `5 newest customers`, `limit 5`, `first 5`
    let start =
      stands(
        anyOf: ["top", "limit", "first", "only the first", "the first", "the top", "limit to", "at most"],
        at: at) ?? at
    if isPeople, words.indices.contains(start), words[start].kind == .number, Int(words[start].text) != nil,
      start > at || turn(start + 1, state) != nil, length(start) == nil
    {
      let isTop = word(start - 1) == "top" && start > at
      add(start + 1) { frame in
        frame.limit = words[start].text
        if isTop, frame.sort == nil, let value = workspace.value, frame.head != .topics {
          frame.sort = "\(nameText(value)) descending"
        }
      }
    }
    if isPeople, let (end, sort) = superlative(at) { add(end) { $0.sort = sort } }
    if let by = stands(
      anyOf: [
        "by", "sorted by", "sort by", "ordered by", "order by", "ranked by", "in order of", "rank by", "sort",
      ], at: at), let (end, name) = sortKey(pastArticles(by)),
      isPeople, by > at + 1 || word(at) != "by" || state.frame.limit != nil
    {
      let (last, direction) = self.direction(end)
      let isTop = state.frame.limit != nil && word(at) == "by"
      add(last) { $0.sort = name + (direction ?? (isTop ? " descending" : "")) }
    }
    // `highest mrr first`, `newest first`
    if let (end, name) = firstOf(at) { add(end) { $0.sort = name } }
    return found
  }

  private func turn(_ at: Int, _ state: State) -> Int? { superlative(at)?.0 }

  /// `newest`, `biggest`: an order of people.
  private func superlative(_ at: Int) -> (Int, String)? {
    let value = workspace.value.map(nameText)
    let start = workspace.start.map(nameText)
    if let end = stands(anyOf: ["newest", "latest", "most recent"], at: at) {
      return start.map { (end, "\($0) descending") }
    }
    if let end = stands(anyOf: ["oldest", "longest standing", "earliest"], at: at) {
      return start.map { (end, $0) }
    }
    if let end = stands(
      anyOf: ["biggest", "largest", "most valuable", "highest paying", "best", "top", "best paying"], at: at)
    {
      return value.map { (end, "\($0) descending") }
    }
    if let end = stands(anyOf: ["smallest", "least valuable", "lowest paying"], at: at) {
      return value.map { (end, $0) }
    }
    return nil
  }

  private func firstOf(_ at: Int) -> (Int, String)? {
    if stands("newest first", at: at) != nil || stands("latest first", at: at) != nil {
      return workspace.start.map { (at + 2, "\(nameText($0)) descending") }
    }
    if stands("oldest first", at: at) != nil { return workspace.start.map { (at + 2, nameText($0)) } }
    if stands("biggest first", at: at) != nil || stands("largest first", at: at) != nil {
      return workspace.value.map { (at + 2, "\(nameText($0)) descending") }
    }
    let isHigh = ["highest", "largest", "biggest", "most", "latest", "newest"].contains(word(at))
    guard isHigh || ["lowest", "smallest", "least", "earliest", "oldest"].contains(word(at)),
      let (end, name) = sortKey(at + 1),
      word(end) == "first"
    else { return nil }
    return (end + 1, isHigh ? "\(name) descending" : name)
  }

  private func direction(_ at: Int) -> (Int, String?) {
    if let end = stands(
      anyOf: [
        "descending", "desc", "highest first", "largest first", "high to low", "from high to low",
        "in descending order",
      ], at: at)
    {
      return (end, " descending")
    }
    if let end = stands(
      anyOf: ["ascending", "asc", "lowest first", "low to high", "in ascending order"], at: at)
    {
      return (end, "")
    }
    return (at, nil)
  }

  private func sortKey(_ at: Int) -> (Int, String)? {
    for match in matches(at: at) {
      switch match.sense {
      case .column(let column): return (at + match.count, nameText(column.name))
      case .figure(let name): return (at + match.count, nameText(name))
      case .date(let name):
        return (
          at + match.count, nameText(workspace.columns.first { shortDateName($0.name) == name }?.name ?? name)
        )
      case _: continue
      }
    }
    return nil
  }
}
