import Syntax

/// What cannot be asked: a sentence, and the nearest that can.
extension Rewriter {
  /// Nil where nothing in the text asks for what is not there, or where a name of the workspace is called so.
  func refusal(of words: [Word], _ text: String) -> Reading? {
    guard let first = words.first, Registry.verb(named: first.text) == nil else { return nil }
    let reader = QuestionReader(words: words, workspace: workspace, lexicon: lexicon)
    for limit in Limits.table {
      guard let place = place(of: limit, reader) else { continue }
      let nearest = nearest(to: limit, words, place)
      return Reading(statements: nearest, refusal: limit.sentence, goesFirst: true)
    }
    if let pairs = pairs(reader) { return pairs }
    return ratio(words, reader)
  }

  private func place(of limit: Limits.Limit, _ reader: QuestionReader) -> Range<Int>? {
    guard let first = reader.words.first else { return nil }
    if limit.opens.contains(first.text), first.kind == .word, reader.words.count > 1,
      limit.kind != .editing || isEdit(reader)
    {
      return 0..<1
    }
    for start in reader.words.indices {
      let ends = limit.said.compactMap { reader.stands($0, at: start) }
      guard let end = ends.max() else { continue }
      if end == start + 1, lexicon.names(reader.words[start].text) { continue }
      return start..<end
    }
    return nil
  }

  /// An order to change something, rather than a name of an event that begins a question: `cancel by month`.
  private func isEdit(_ reader: QuestionReader) -> Bool {
    let first = reader.words[0].text
    if [
      "update", "delete", "insert", "alter", "truncate", "edit", "drop", "remove", "merge", "create",
      "assign", "rename", "tag", "ban", "block",
    ].contains(first) {
      return true
    }
    return reader.words.contains { workspace.person($0.raw) != nil }
  }

  /// What is left of the question without the words that ask for what is not there.
  private func rest(_ words: [Word], without range: Range<Int>) -> [Word] {
    var rest = words
    rest.removeSubrange(range)
    return rest.filter {
      !["will", "next", "predict", "for", "chart", "plot", "graph"].contains($0.text) || $0.kind == .quoted
    }
  }

  private func nearest(to limit: Limits.Limit, _ words: [Word], _ place: Range<Int>) -> [String] {
    let top = workspace.events.first { !$0.isCharge }.map { "describe \(nameText($0.name))" } ?? "describe"
    switch limit.kind {
    case .editing:
      return words.compactMap { workspace.person($0.raw) }.map { "person \($0)" } + [example]
    case .sending:
      return read(
        rest(words, without: place),
        dropping: ["an", "email", "a", "message", "mail", "to", "all", "them", "the", "about", "sms"]) + [
          "segment customers"
        ]
    case .schedule:
      return read(rest(words, without: place), dropping: ["when", "if", "every", "monday", "report"]) + [
        example
      ]
    case .forecast:
      let leaves = words.contains {
        ["churn", "leave", "cancel", "quit", "churning", "leaving"].contains($0.text)
      }
      return (leaves ? causes(words) : [])
        + read(
          withoutFuture(rest(words, without: place)),
          dropping: [
            "of", "the", "be", "to", "likely", "are", "is", "what", "month", "quarter", "year", "week", "in",
            "by", "expected", "going",
          ]) + valueTotal
    case .cause: return causes(words)
    case .session: return ["describe", top]
    case .sentiment: return sentiments(words)
    case .correlation: return correlated(words)
    case .history: return nowadays(words)
    case .spread: return spreads(words)
    case .picture:
      return read(
        rest(words, without: place),
        dropping: ["of", "a", "as", "for", "chart", "with", "draw", "make", "show", "the", "me"]) + [example]
    }
  }

  /// The statements that the remaining words make; those at their beginning that mean nothing alone are left out.
  private func read(_ words: [Word], dropping fillers: Set<String>) -> [String] {
    var rest = words[...]
    while true {
      let found = statements(of: Array(rest))
      if !found.isEmpty { return found }
      guard let first = rest.first, fillers.contains(first.text) else { break }
      rest = rest.dropFirst()
    }
    let bare = words.filter { !fillers.contains($0.text) }
    return bare.isEmpty ? [] : statements(of: bare)
  }

  private func withoutFuture(_ words: [Word]) -> [Word] {
    words.filter { !["month", "quarter", "year", "week"].contains($0.text) || $0.kind == .quoted }
  }

  private var valueTotal: [String] { workspace.value.map { ["measure total \(nameText($0))"] } ?? [example] }

  private func causes(_ words: [Word]) -> [String] {
    let reader = QuestionReader(words: words, workspace: workspace, lexicon: lexicon)
    let churn = reader.churnName ?? "churned"
    var who = ""
    for index in words.indices {
      for match in lexicon.matches(words, at: index) {
        if case .value(let value, _, true) = match.sense, who.isEmpty { who = " among \(plural(of: value))" }
      }
    }
    if let window = words.indices.lazy.compactMap({ reader.window(at: $0)?.1 }).first {
      return ["why (\(churn) \(window))\(who)", "why \(churn)\(who)"]
    }
    return ["why \(churn)\(who)"]
  }

  private func sentiments(_ words: [Word]) -> [String] {
    let reader = QuestionReader(words: words, workspace: workspace, lexicon: lexicon)
    let grain = words.indices.lazy.compactMap { reader.grain(at: $0)?.1 }.first ?? "month"
    let rating = workspace.messageColumns.first {
      $0.kind == .number && ["stars", "rating"].contains($0.name.lowercased())
    }
    let group = words.indices.lazy.compactMap {
      reader.word($0) == "by" ? reader.groups($0 + 1).first?.1.text : nil
    }.first
    let by = group ?? grain
    return (rating.map { ["measure average \(nameText($0.name)) for feedback by \(by)"] } ?? []) + [
      "trend nps by \(grain)", "topics",
    ]
  }

  /// One figure in bands of a column.
  private func correlated(_ words: [Word]) -> [String] {
    var columns: [String] = []
    var metrics: [String] = []
    for index in words.indices {
      if ["nps", "csat", "ces"].contains(words[index].text) { metrics.append(words[index].text) }
      if ["churn", "churning"].contains(words[index].text), let end = workspace.end {
        metrics.append("rate of \(nameText(shortDateName(end)))")
      }
      for match in lexicon.matches(words, at: index) {
        switch match.sense {
        case .column(let column) where column.kind == .number: columns.append(nameText(column.name))
        case .event(let event): metrics.append("count of \(nameText(event))")
        case .value, .column, .date, .property, .channel, .condition, .figure, .metric, .topic, .opposite:
          continue
        }
      }
    }
    if let column = columns.first, let metric = metrics.first {
      return ["measure \(metric) by \(column) in 4 quantiles"]
    }
    if columns.count > 1 { return ["measure average \(columns[1]) by \(columns[0]) in 4 quantiles"] }
    if metrics.count > 1, let column = workspace.value {
      return ["measure \(metrics.prefix(2).joined(separator: ", ")) by \(nameText(column)) in 4 quantiles"]
    }
    return [example]
  }

  /// Who is it now.
  private func nowadays(_ words: [Word]) -> [String] {
    var values: [Frame.Value] = []
    for index in words.indices {
      for match in lexicon.matches(words, at: index) {
        if case .value(let value, let column, let isPopulation) = match.sense {
          values.append(.init(column: column, value: value, isPopulation: isPopulation))
        }
      }
    }
    guard let last = values.last else {
      return workspace.division.map { ["describe \(nameText($0.name))"] } ?? []
    }
    let isCount = words.first?.text == "how"
    return [
      "\(isCount ? "count" : "segment") customers where \(nameText(last.column)) is \(valueText(last.value))"
    ]
  }

  private func spreads(_ words: [Word]) -> [String] {
    let reader = QuestionReader(words: words, workspace: workspace, lexicon: lexicon)
    let group =
      words.indices.lazy.compactMap {
        ["by", "per"].contains(reader.word($0)) ? reader.groups($0 + 1).first?.1.text : nil
      }.first.map { " by \($0)" } ?? ""
    for index in words.indices {
      for match in lexicon.matches(words, at: index) {
        switch match.sense {
        case .column(let column) where column.kind == .number:
          let name = nameText(column.name)
          return ["measure median \(name), p90 \(name)\(group)"]
        case .event(let event):
          guard let figure = workspace.event(event)?.figure else { continue }
          let name = nameText(figure.name)
          return ["measure median \(name), p90 \(name) for \(nameText(event)) events\(group)"]
        case .value, .column, .date, .property, .channel, .condition, .figure, .metric, .topic, .opposite:
          continue
        }
      }
    }
    return [example]
  }

  /// `which buyer bought from which seller`: a record names one person.
  private func pairs(_ reader: QuestionReader) -> Reading? {
    let asked = reader.words.indices.filter { ["which", "what", "whom", "who"].contains(reader.word($0)) }
    guard asked.count > 1, asked[0] == 0 else { return nil }
    for index in asked[0]..<reader.words.count {
      for match in lexicon.matches(reader.words, at: index) {
        if case .event(let event) = match.sense, index < asked[1] {
          return Reading(
            statements: ["describe \(nameText(event))"],
            refusal: "A record belongs to one person: who else had a part in it is not known", goesFirst: true
          )
        }
      }
    }
    return nil
  }

  /// `orders per login`: of two events.
  private func ratio(_ words: [Word], _ reader: QuestionReader) -> Reading? {
    guard let per = words.firstIndex(where: { $0.text == "per" && $0.kind == .word }), per > 0 else {
      return nil
    }
    guard let first = reader.events(per - 1).first ?? (per > 1 ? reader.events(per - 2).first : nil),
      let second = reader.events(per + 1).first,
      first.end == per, workspace.event(first.event) != nil, workspace.event(second.event) != nil
    else { return nil }
    let group = reader.word(second.end) == "by" ? reader.groups(second.end + 1).first : nil
    guard second.end == words.count || group?.0 == words.count else { return nil }
    let by = group.map { " by \($0.1.text)" } ?? ""
    return Reading(
      statements: ["measure count of \(first.event), count of \(second.event)\(by)"],
      refusal: "There is no figure for one event per another: their counts stand side by side",
      goesFirst: true)
  }
}
