/// The statements that a question can be written as, likeliest first; none where it is not whole.
extension Frame {
  func statements(_ words: WorkspaceWords) -> [String] {
    guard aggregate == nil, !wantsVerb, !denies, !joinsByOr else { return [] }
    var frame = self
    frame.settleHead(words)
    return frame.worded(words).filter(frame.keepsPeriodsAndComparison)
  }

  /// A period or a comparison that was asked for is in the statement, or else it would answer something else.
  private func keepsPeriodsAndComparison(_ statement: String) -> Bool {
    let hasPeriods = grain.map { statement.contains("by \($0)") || statement.contains(", \($0)") } ?? true
    return hasPeriods && (!isOverTime || statement.hasPrefix("trend ") || statement.hasPrefix("count "))
      && (!compares || statement.contains(" by ") || statement.contains(" versus "))
  }

  private func worded(_ words: WorkspaceWords) -> [String] {
    let frame = self
    switch frame.head {
    case .person(let id): return frame.people.conditions.isEmpty ? ["person \(id)"] : []
    case .describe: return frame.steps.first.map { ["describe \($0)"] } ?? []
    case .compare: return frame.compared("compare", "versus")
    case .words: return frame.compared("words for", "versus")
    case .why: return frame.explained()
    case .funnel:
      return frame.steps.count > 1
        ? [
          "funnel " + frame.steps.joined(separator: " then ") + frame.windowText + frame.forPeople
            + frame.byGroups
        ] : []
    case .retention: return frame.retained(words)
    case .survival: return frame.survived()
    case .after, .before: return frame.followed()
    case .topics, .quotes: return frame.voiced(words)
    case .share: return frame.shared()
    case .measure, .trend: return frame.measured(words)
    case .count: return frame.counted(words)
    case .list, nil: return frame.listed()
    }
  }

  /// What a question without a verb asks for: a figure if it names one, else who.
  private mutating func settleHead(_ words: WorkspaceWords) {
    if isOverTime, grain == nil { grain = "month" }
    if head == nil || head == .list, metric != nil { head = .measure }
    if head == .count, metric != nil, records == nil { head = .measure }
    if head == nil, first != nil { head = metric == nil ? .compare : .measure }
    if head == nil, records != nil { head = .count }
    if head == nil, !groups.isEmpty || isOverTime, metric == nil { head = .count }
    if head == .list, !groups.isEmpty { head = .count }
    if grain != nil, head == .count || head == .measure || head == .trend,
      groups.allSatisfy({ $0.of == .people })
    {
      head = .trend
      if metric == nil, let records, records != "feedback" {
        metric = "count of \(records)"
        metricTakesWindow = true
        self.records = nil
      }
    }
  }

  // MARK: Parts

  var forPeople: String { people.isEmpty ? "" : " for \(people.text)" }
  private var windowText: String { window.map { " " + $0 } ?? "" }
  private var channelText: String { channel.map { " in " + $0 } ?? "" }
  private var byGroups: String { groups.isEmpty ? "" : " by " + groups.map(\.text).joined(separator: ", ") }
  private var ending: String { (sort.map { " sort by " + $0 } ?? "") + (limit.map { " limit " + $0 } ?? "") }
  private var hasNoRecords: Bool { records == nil && recordTests.isEmpty }

  private func listed() -> [String] {
    guard hasNoRecords, !people.isEmpty || sort != nil || limit != nil, groups.isEmpty, first == nil,
      about == nil,
      channel == nil, window == nil
    else { return [] }
    let show = show.isEmpty ? "" : " show " + show.joined(separator: ", ")
    return ["segment " + people.text + show + ending]
  }

  private func counted(_ words: WorkspaceWords) -> [String] {
    guard first == nil, show.isEmpty else { return [] }
    guard let records else {
      guard recordTests.isEmpty, window == nil, about == nil, channel == nil else { return [] }
      return ["count " + people.text + byGroups + (groups.isEmpty ? "" : ending)]
    }
    let isOfPeople = groups.contains { $0.of == .people }
    if records == "feedback" {
      let aboutText = about.map { " mentioning \($0)" } ?? ""
      guard people.isEmpty else {
        guard about == nil, recordTests.isEmpty else { return [] }
        return ["measure count of feedback" + channelText + windowText + forPeople + byGroups]
      }
      let tests = recordTests.isEmpty ? "" : " where " + recordTests.joined(separator: " and ")
      let grain = grain.map { (byGroups.isEmpty ? " by " : ", ") + $0 } ?? ""
      return ["count feedback" + aboutText + channelText + windowText + tests + byGroups + grain]
    }
    if recordTests.isEmpty, !people.isEmpty || isOfPeople, grain == nil {
      return [
        "measure count of \(records)" + windowText + forPeople + byGroups + (groups.isEmpty ? "" : ending)
      ]
    }
    guard people.conditions.allSatisfy({ $0.value != nil && !$0.joinsByOr }) else { return [] }
    let values = [people.noun].compactMap { $0 } + people.conditions.compactMap(\.value)
    let tests = recordTests + values.map { "their \(nameText($0.column)) is \(valueText($0.value))" }
    let condition = tests.isEmpty ? "" : " where " + tests.joined(separator: " and ")
    let groups = groups.map { $0.of == .people ? "their \($0.text)" : $0.text } + (grain.map { [$0] } ?? [])
    return [
      "count \(records) events" + windowText + condition
        + (groups.isEmpty ? "" : " by " + groups.joined(separator: ", ") + ending)
    ]
  }

  private func measured(_ words: WorkspaceWords) -> [String] {
    var frame = self
    if let first {
      guard let (people, group) = Frame.compared(first, people, words) else { return [] }
      (frame.people, frame.first) = (people, nil)
      frame.groups.append(Group(text: group, of: .people))
    }
    guard about == nil, show.isEmpty, recordTests.isEmpty || records != nil else { return [] }
    guard var metric = frame.metric ?? (head == .trend ? frame.countedOverTime : nil) else { return [] }
    metric += frame.channelText
    if head == .trend {
      if frame.metric == nil { frame.people.conditions = [] }
      guard records == nil, let grain else { return [] }
      return ["trend \(metric) by \(grain)" + frame.windowText + frame.forPeople + frame.byGroups]
    }
    if let window, !metricTakesWindow {
      guard metric.hasPrefix("rate of "), !metric.contains("(") else { return [] }
      metric = "rate of (\(metric.dropFirst(8)) \(window))"
    } else {
      metric += frame.windowText
    }
    let isOfRecords = frame.groups.contains { $0.of != .people } || frame.records != nil
    guard isOfRecords else {
      return ["measure " + metric + frame.forPeople + frame.byGroups + (groups.isEmpty ? "" : ending)]
    }
    return frame.measuredOfRecords(metric)
  }

  /// Figures by what only records have: `average amount of order` by device is one for order events.
  private func measuredOfRecords(_ metric: String) -> [String] {
    guard people.isEmpty else {
      return groups.allSatisfy({ $0.of == .channel }) && people.conditions.isEmpty && people.noun != nil
        ? [
          "measure " + metric
            + " for feedback where their \(nameText(people.noun?.column ?? "")) is \(valueText(people.noun?.value ?? ""))"
            + byGroups
        ] : []
    }
    var (event, figure) = ("feedback", metric)
    if let of = metric.firstRange(of: " of ") {
      event = "\(metric[of.upperBound...]) events"
      figure = String(metric[..<of.lowerBound])
    }
    let tests = recordTests.isEmpty ? "" : " where " + recordTests.joined(separator: " and ")
    let groups = groups.map { $0.of == .people ? "their \($0.text)" : $0.text } + (grain.map { [$0] } ?? [])
    return [
      "measure \(figure) for \(event)" + tests
        + (groups.isEmpty ? "" : " by " + groups.joined(separator: ", "))
    ]
  }

  /// `churned sellers over time`: how many of the noun are it in each period.
  private var countedOverTime: String? {
    guard let last = people.conditions.last, people.conditions.count == 1 else { return nil }
    return last.form == .name ? "number of \(last.written)" : "number of (\(last.written))"
  }

  private func shared() -> [String] {
    let base = people.conditions.filter(\.isAdjective)
    let rest = people.conditions.filter { !$0.isAdjective }
    guard hasNoRecords, !rest.isEmpty, about == nil, channel == nil, window == nil else { return [] }
    var whole = people
    whole.conditions = base
    let condition = People.joined(rest)
    guard !condition.isEmpty else { return [] }
    let isName = rest.count == 1 && rest[0].form == .name && !rest[0].negated && rest[0].window == nil
    return [
      "measure rate of \(isName ? condition : "(\(condition))")" + (whole.isEmpty ? "" : " for \(whole.text)")
        + byGroups
    ]
  }

  private func compared(_ verb: String, _ versus: String) -> [String] {
    guard var first, hasNoRecords, groups.isEmpty, metric == nil, window == nil, about == nil, people != first
    else { return [] }
    var second = people
    // `pro and enterprise customers`: the noun is that of both.
    if !first.isNamed, second.isNamed, second.noun != nil {
      (first.noun, first.isNamed) = (second.noun, true)
    }
    if first.noun != nil, !second.isNamed, second.noun == nil { second.noun = first.noun }
    return ["\(verb) \(first.text) \(versus) \(second.text)\(ending)"]
  }

  private func explained() -> [String] {
    guard hasNoRecords, metric == nil, groups.isEmpty, first == nil, channel == nil, about == nil, sort == nil
    else { return [] }
    let base = people.conditions.filter(\.isAdjective)
    let rest = people.conditions.filter { !$0.isAdjective }
    guard let outcome = rest.last, rest.count == 1 || rest.dropLast().allSatisfy({ $0.value != nil }) else {
      return []
    }
    var whole = people
    whole.conditions = base + rest.dropLast()
    let condition =
      outcome.form == .name && !outcome.negated && outcome.window == nil
      ? outcome.written : "(\(outcome.written))"
    return ["why \(condition)" + (whole.isEmpty ? "" : " among \(whole.text)")]
  }

  private func retained(_ words: WorkspaceWords) -> [String] {
    guard let event = steps.first ?? words.events.first(where: { !$0.isCharge })?.name else { return [] }
    guard hasNoRecords, groups.isEmpty, metric == nil, about == nil else { return [] }
    let start = steps.dropFirst().first.map { " from \($0)" } ?? ""
    return ["retention of \(event)" + (grain.map { " by \($0)" } ?? "") + start + forPeople]
  }

  private func survived() -> [String] {
    guard let last = people.conditions.last, !last.negated, last.window == nil, hasNoRecords, metric == nil
    else { return [] }
    var whole = people
    whole.conditions.removeLast()
    let event = last.form == .name ? last.text : "(\(last.written))"
    return ["survival of \(event)" + (whole.isEmpty ? "" : " for \(whole.text)") + byGroups]
  }

  private func followed() -> [String] {
    guard steps.count == 1, hasNoRecords, groups.isEmpty, metric == nil else { return [] }
    return [
      "paths \(head == .after ? "after" : "before") \(steps[0])" + windowText + forPeople
        + (limit.map { " limit " + $0 } ?? "")
    ]
  }

  private func voiced(_ words: WorkspaceWords) -> [String] {
    guard hasNoRecords, metric == nil, groups.isEmpty, first == nil, show.isEmpty else { return [] }
    let about = about.map { " about \($0)" } ?? ""
    let rest = about + channelText + windowText + forPeople
    if head == .quotes || !about.isEmpty { return ["quotes" + rest + ending] }
    return ["topics" + rest + (limit.map { " limit " + $0 } ?? ""), "quotes" + rest]
  }

  /// Two groups that differ in the value of one column, as one group and that column.
  private static func compared(_ first: People, _ second: People, _ words: WorkspaceWords) -> (
    People, String
  )? {
    let left = first.conditions.compactMap(\.value)
    let right = second.conditions.compactMap(\.value)
    guard first.conditions.allSatisfy({ $0.value != nil }), second.conditions.allSatisfy({ $0.value != nil })
    else { return nil }
    var both = People()
    var (one, other): (Value, Value)
    if let a = left.first, let b = right.first, left.count == 1, right.count == 1, a.column == b.column {
      (one, other) = (a, b)
      both.noun = first.noun ?? second.noun
    } else if left.isEmpty, right.isEmpty, let a = first.noun, let b = second.noun, a.column == b.column {
      (one, other) = (a, b)
    } else {
      return nil
    }
    both.isNamed = both.noun != nil
    let all = words.column(one.column)?.values ?? []
    if Set(all) != [one.value, other.value] {
      let set = "\(nameText(one.column)) in (\(valueText(one.value)), \(valueText(other.value)))"
      both.conditions = [Condition(form: .test, text: set)]
    }
    return (both, nameText(one.column))
  }
}
