/// What is measured: `average mrr`, `typical order value`, `number of orders`, `nps`.
extension QuestionReader {
  private static let amountWords: Set<String> = [
    "value", "amount", "size", "total", "price", "volume", "values", "amounts", "sizes", "sum",
  ]

  func figures(_ state: State) -> [State] {
    guard state.frame.metric == nil,
      [nil, .list, .measure, .trend, .count, .share].contains(state.frame.head)
    else { return [] }
    if let aggregate = state.frame.aggregate { return aggregated(aggregate, state) }
    var found = spending(state)
    let at = pastArticles(state.at)
    for match in matches(at: at) {
      let end = at + match.count
      switch match.sense {
      case .event(let event):
        found += amounts(event, end, "total", state)
        guard state.frame.records == nil, !isVerbForm(words[at].text), state.frame.head != .share,
          !state.frame.denies,
          state.frame.people.isEmpty || state.frame.head == nil || state.frame.head == .count
        else { continue }
        var next = measuring(nil, state, end, match.cost)
        next.frame.records = event
        if state.frame.head == .list { next.cost += 4 }
        if !state.frame.people.conditions.isEmpty, state.frame.head == nil { next.cost += 6 }
        found.append(next)
      case .column(let column)
      where column.kind == .number && (state.frame.head == nil || state.frame.head == .trend):
        guard !isInList(state) else { continue }
        found.append(measuring("total \(nameText(column.name))", state, end, match.cost + 1))
      case .metric(let name): found.append(measuring(nameText(name), state, end, match.cost))
      case _: continue
      }
    }
    return found
  }

  private func isInList(_ state: State) -> Bool { state.frame.endsInCondition && state.frame.head == .list }

  private func measuring(
    _ metric: String?, _ state: State, _ end: Int, _ cost: Int, takesWindow: Bool = false
  ) -> State {
    var next = state
    next.at = end
    next.cost += cost
    next.frame.metric = metric ?? state.frame.metric
    next.frame.metricTakesWindow = takesWindow
    next.frame.aggregate = nil
    next.frame.endsInCondition = false
    return next
  }

  private func aggregated(_ aggregate: String, _ state: State) -> [State] {
    var found = spending(state)
    let number = stands(anyOf: ["number of", "the number of", "count of"], at: state.at)
    let at = pastArticles(number ?? state.at)
    if number == nil, ["score", "scores", "rating", "ratings"].contains(word(at)), workspace.hasScore {
      found.append(measuring("\(aggregate) score", state, at + 1, 0, takesWindow: true))
    }
    for match in matches(at: at) {
      let end = at + match.count
      switch match.sense {
      case .column(let column) where column.kind == .number && number == nil:
        found.append(measuring("\(aggregate) \(nameText(column.name))", state, end, match.cost))
      case .figure(let name) where number == nil:
        found.append(measuring("\(aggregate) \(nameText(name))", state, end, match.cost))
      case .property(let column, let event) where column.kind == .number && number == nil:
        found += property(column, of: event, aggregate, end, match.cost, state)
      case .event(let event):
        if number == nil { found += amounts(event, end, aggregate, state) }
        let count = "count of \(nameText(event))"
        let metric = aggregate == "total" ? count : "\(aggregate) (\(count))"
        guard !isVerbForm(words[at].text) else { continue }
        found.append(
          measuring(
            metric, state, end, match.cost + (number == nil ? 2 : 0), takesWindow: aggregate == "total"))
      case _: continue
      }
    }
    return found
  }

  /// `amount of orders`, `amount`, `stars`
  private func property(
    _ column: WorkspaceWords.Column, of event: String?, _ aggregate: String, _ end: Int, _ cost: Int,
    _ state: State
  ) -> [State] {
    let name = nameText(column.name)
    guard let event else {
      var next = measuring("\(aggregate) \(name)", state, end, cost)
      next.frame.records = "feedback"
      return [next]
    }
    if let of = stands(anyOf: ["of", "per", "of all", "on", "for", "from", "in"], at: end),
      let named = events(pastArticles(of)).first(where: { $0.event == nameText(event) })
    {
      return [
        measuring("\(aggregate) \(name) of \(nameText(event))", state, named.end, cost, takesWindow: true)
      ]
    }
    let owners = workspace.events.filter {
      $0.properties.contains { $0.name == column.name && $0.kind == column.kind }
    }
    return owners.count == 1
      ? [measuring("\(aggregate) \(name) of \(nameText(event))", state, end, cost, takesWindow: true)] : []
  }

  /// `order value`, `order amounts`, `size of orders`
  private func amounts(_ event: String, _ end: Int, _ aggregate: String, _ state: State) -> [State] {
    guard let named = workspace.event(event), let figure = named.figure else { return [] }
    let isFigure = QuestionReader.amountWords.contains(word(end)) || word(end) == figure.name.lowercased()
    guard isFigure else { return [] }
    return [
      measuring(
        "\(aggregate) \(nameText(figure.name)) of \(nameText(event))", state, end + 1, 0, takesWindow: true)
    ]
  }

  /// `how much do buyers spend on orders`
  private func spending(_ state: State) -> [State] {
    guard state.frame.aggregate != nil || state.frame.head == .measure,
      let on = stands(
        anyOf: [
          "spend on", "spent on", "paid for", "pay for", "pay in", "paid in", "made from", "earn from",
          "earned from", "got from", "value of", "amount of", "was spent on", "came from", "worth of",
        ], at: state.at)
    else { return [] }
    let aggregate = state.frame.aggregate ?? "total"
    return events(pastArticles(on)).compactMap { end, event, cost in
      guard let figure = workspace.events.first(where: { nameText($0.name) == event })?.figure else {
        return nil
      }
      return measuring(
        "\(aggregate) \(nameText(figure.name)) of \(event)", state, end, cost, takesWindow: true)
    }
  }
}
