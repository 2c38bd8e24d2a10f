internal import DataModel

extension LoadPlan {
  /// The line of the load that needs a column to have its type, and the column as written there.
  func line(asking source: Source) -> (word: String, column: LoadSpec.Column)? {
    let single = [("start", start, spec.start), ("end", end, spec.end), ("value", value, spec.value)]
    if let (word, _, column) = single.first(where: { $0.1 == source }), let column { return (word, column) }
    if source == at, spec.at.count == 1 { return ("at", spec.at[0]) }
    if let role = roles.firstIndex(where: { $0.at == source }), spec.roles[role].at.count == 1 {
      return ("at", spec.roles[role].at[0])
    }
    if let score = scores.first(where: { $0.source == source }) { return ("score", score.spec.column) }
    return spec.types.first { find($0.column.name) == source }.map { ("type", $0.column) }
  }

  /// Reports missing lines without which rows have no meaning. Nothing is guessed; likely columns are suggested.
  func checkRequired(_ problems: inout Problems) {
    let (path, names) = (paths[0][0], allNames)
    func require(_ isGiven: Bool, _ slot: String, _ why: String, likely: [String]) {
      if isGiven { return }
      problems.add(origin.missingSlot(slot, why, in: path, has: names, likely: likely))
    }
    switch spec.kind {
    case .customers:
      require(
        !spec.key.isEmpty, "key", "which column is the customer's id? Add `key …`",
        likely: ["id", "customer_id", "user_id", "account_id", "customerid", "userid", "_id", "id"])
    case .events:
      requireWho(require)
      require(
        spec.name != nil || !spec.roles.isEmpty, "name",
        "what happened? Add `name …` for a column of event names, or `as …` for one event a row",
        likely: ["event", "event_name", "name", "action", "type", "event"])
      let hasTimes = !spec.roles.isEmpty && spec.name == nil && spec.roles.allSatisfy { !$0.at.isEmpty }
      requireWhen(hasTimes, require)
    case .feedback:
      requireWho(require)
      requireWhen(false, require)
      require(
        !spec.text.isEmpty || !spec.scores.isEmpty, "text", "what was said? Add `text …` or `score …`",
        likely: [
          "text", "comment", "comments", "body", "review", "message", "feedback", "content", "text",
          "comment",
        ])
    }
  }

  private func requireWho(_ require: (Bool, String, String, [String]) -> Void) {
    require(
      spec.customer != nil || spec.hasNoCustomer, "customer",
      "which column is the customer's id? Add `customer …`, or `customer none` if nobody knows",
      [
        "customer_id", "customer", "user_id", "account_id", "customerid", "userid", "customer", "user",
        "account",
      ])
  }

  private func requireWhen(_ isGiven: Bool, _ require: (Bool, String, String, [String]) -> Void) {
    require(
      isGiven || !spec.at.isEmpty || spec.hasNoTime, "at",
      "when was it? Add `at …`, or `at none` if nobody knows",
      ["at", "timestamp", "time", "created_at", "occurred_at", "date", "_at", "time", "date"])
  }
}
