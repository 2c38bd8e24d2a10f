/// What people say, and where.
extension QuestionReader {
  private static let saying = [
    "mentioning", "mentioned", "mention", "mentions", "who mention", "talking about", "talked about",
    "talk about", "complaining about", "complained about", "complain about", "complaints about",
    "saying", "said", "say", "writing about", "wrote about", "asking about", "asked about", "speaking of",
    "that mention", "worried about", "about", "containing", "who said", "say about", "saying about",
    "who complain about", "feedback about", "regarding", "concerning", "on the topic of", "unhappy about",
    "unhappy with", "moaning about", "raving about", "think about", "think of", "feel about", "thinks about",
  ]

  func voices(_ state: State) -> [State] {
    var found = channels(state)
    guard let start = stands(anyOf: QuestionReader.saying, at: state.at) else { return found }
    for (end, pattern, cost) in patterns(pastArticles(start)) {
      var next = state
      next.at = end
      next.cost += cost
      let isOfMessages =
        state.frame.head == .quotes || state.frame.head == .topics || state.frame.records == "feedback"
      if isOfMessages, state.frame.about == nil, !state.frame.denies {
        next.frame.about = pattern.replacing("any of (", with: "any of (")
        next.frame.head = state.frame.records == "feedback" ? state.frame.head : .quotes
        found.append(next)
      } else if !isOfMessages,
        word(state.at) != "about" || state.frame.people.isNamed || state.frame.head == nil
      {
        found.append(adding(.init(form: .mentioned, text: pattern, isTimed: true), to: next))
      }
    }
    return found
  }

  /// The words to look for: a quoted text, a topic, or one word or more up to one that means something else.
  private func patterns(_ start: Int) -> [(Int, String, Int)] {
    var found: [(Int, String, Int)] = []
    guard let (end, first) = term(start, count: 1) else { return [] }
    for count in [1, 2, 3] {
      guard let (end, phrase) = term(start, count: count) else { continue }
      found.append((end, phrase, count - 1))
    }
    var terms = [first]
    var at = end
    while let next = stands(anyOf: ["or", ", or", ","], at: at),
      let (end, text) = term(pastArticles(next), count: 1)
    {
      terms.append(text)
      at = end
      found.append((at, "any of (\(terms.joined(separator: ", ")))", 1))
    }
    return found
  }

  /// So many words as one text.
  private func term(_ start: Int, count: Int) -> (Int, String)? {
    guard start + count <= words.count else { return nil }
    let part = words[start..<start + count]
    if count == 1, let word = part.first, word.kind == .quoted {
      return (start + 1, "\"\(word.raw.replacing("\"", with: "\"\""))\"")
    }
    guard part.allSatisfy({ $0.kind == .word && !QuestionReader.closing.contains($0.text) }) else {
      return nil
    }
    let text = part.map { $0.mended > 0 ? $0.raw : $0.text }.joined(separator: " ")
    guard count == 1 else { return (start + count, "\"\(text)\"") }
    if workspace.topics.contains(where: { $0.lowercased() == text }) { return (start + 1, nameText(text)) }
    return (start + 1, text.allSatisfy(\.isLetter) ? nameText(text) : "\"\(text)\"")
  }

  /// Words that end what is looked for.
  private static let closing: Set<String> = [
    "in", "by", "for", "from", "and", "or", "but", "since", "last", "this", "per", "with", "where", "who",
    "that", "sorted", "among", "before", "after", "during", "over", "the", "a", "us", "it", "not", "never",
    "to", "on", "at", "of", "most", "highest", "lowest", "newest", "oldest", "top", "limit", "order", "group",
  ]

  /// `in the survey`, `from support`
  private func channels(_ state: State) -> [State] {
    guard let begin = stands(anyOf: ["in", "from", "on", "via", "through", "of"], at: state.at) else {
      return []
    }
    var at = pastArticles(begin)
    if ["support", "customer"].contains(word(at)), matches(at: at).isEmpty { at += 1 }
    return matches(at: at).compactMap { match in
      guard case .channel(let channel) = match.sense else { return nil }
      var next = state
      next.at =
        stands(
          anyOf: ["tickets", "channel", "messages", "answers", "responses", "calls"], at: at + match.count)
        ?? at + match.count
      if state.frame.endsInCondition, let last = state.frame.people.conditions.last, last.form == .mentioned,
        last.window == nil
      {
        next.frame.people.conditions[next.frame.people.conditions.count - 1].channel = nameText(channel)
        return next
      }
      guard state.frame.channel == nil else { return nil }
      let isOfMessages =
        state.frame.head == .quotes || state.frame.head == .topics || state.frame.records == "feedback"
      let isScore = ["nps", "csat", "ces", "average score", "median score"].contains {
        state.frame.metric?.hasPrefix($0) == true
      }
      guard isOfMessages || isScore else { return nil }
      next.frame.channel = nameText(channel)
      return next
    }
  }
}
