import SourceText

/// Habits from SQL and from everyday English (`RepairRule`). A statement that does not parse is tried with each correction
/// by itself, then with several at once; only rewrites that parse are offered.
extension Parser {
  /// The most rewrites tried for one error; each try is a parse.
  private static let mostTries = 24

  /// Reports a habit in this statement that explains the error; those nearest to the unexpected token are tried
  /// first.
  mutating func habit(filler: Bool = false) -> Bool {
    guard mayTryHabits() else { return false }
    let found = filler ? matches(of: RepairRule.filler) : strongCorrections()
    var tries = Parser.mostTries
    var spoken: [Range<Int>] = []
    let place = position
    let nearest = found.sorted {
      (distance($0, place), -$0.tokens.count) < (distance($1, place), -$1.tokens.count)
    }
    for correction in nearest where !spoken.contains(correction.tokens) {
      spoken.append(correction.tokens)
      let opens = correction.tokens.lowerBound == statementStart
      let ways = found.filter {
        $0.tokens == correction.tokens || opens && $0.tokens.lowerBound == statementStart
      }
      tries -= ways.count
      guard tries >= 0 else { return false }
      let working = ways.filter { works(fix([$0])) }
      if !working.isEmpty {
        say(working, all: apart(found))
        return true
      }
    }
    return false
  }

  /// Only for what people type: short statements, and not too many with errors.
  private mutating func mayTryHabits() -> Bool {
    guard !isTrial, !failed, statementEnd - statementStart < 400, habitsLeft > 0 else { return false }
    habitsLeft -= 1
    return true
  }

  private func distance(_ correction: Correction, _ place: Int) -> Int {
    place < correction.tokens.lowerBound
      ? correction.tokens.lowerBound - place : max(0, place - correction.tokens.upperBound + 1)
  }

  private func fix(_ corrections: [Correction]) -> Diagnostic.Fix {
    let meant = corrections.map(\.meant)
    let message =
      corrections.count > 1
      ? "write it this way" : meant.first.map { $0.isEmpty ? "leave it out" : "write `\($0)`" } ?? ""
    return Diagnostic.Fix(
      message,
      corrections.flatMap(\.edits).map { tokens, text in
        if text.isEmpty { return removal(tokens.lowerBound, tokens.upperBound) }
        if tokens.isEmpty { return insertion(after: tokens.lowerBound - 1, text) }
        if text.hasPrefix(",") {
          let before = self.tokens[tokens.lowerBound - 1].span.end
          return Diagnostic.Edit(SourceSpan(before, previousSpan(of: tokens).end), text)
        }
        return Diagnostic.Edit(self.tokens[tokens.lowerBound].span.union(previousSpan(of: tokens)), text)
      })
  }

  private func previousSpan(of range: Range<Int>) -> SourceSpan { tokens[range.upperBound - 1].span }

  /// Reports the habit that explains the error. If there are others too, the statement with all of them corrected is
  /// offered.
  private mutating func say(_ ways: [Correction], all: [Correction]) {
    guard let first = ways.min(by: { $0.tokens.count < $1.tokens.count }) else { return }
    let span = tokens[first.tokens.lowerBound].span.union(previousSpan(of: first.tokens))
    let whole = all.count > 1 ? [fix(all)] : []
    let fixes = (ways.map { fix([$0]) } + whole).prefix(4).map { $0 }
    if ways.allSatisfy({ $0.tokens == first.tokens }), ways.count > 1 {
      fail(
        .ambiguous, "`\(first.said)` can mean more than one thing", at: span, label: "which one?",
        fixes: fixes)
    } else if first.meant.isEmpty {
      fail(
        .misspeltKeyword, "`\(first.said)` is not needed here", at: span, label: "leave it out", fixes: fixes)
    } else {
      fail(
        .misspeltKeyword, "`\(first.said)` is written `\(first.meant)`", at: span,
        label: "`\(first.meant)`", fixes: fixes)
    }
  }

  /// Two habits in one statement, or a habit and a misspelt word: one rewrite corrects them all.
  mutating func severalAtOnce() -> Bool {
    guard mayTryHabits() else { return false }
    let habits = strongCorrections()
    let misspelt = Array(nearMisses().prefix(6))
    var tries = [apart(habits)] + misspelt.map { apart(habits + [$0]) }
    for (index, first) in misspelt.enumerated() {
      for second in misspelt.dropFirst(index + 1) { tries.append([first, second]) }
    }
    for corrections in tries where corrections.count > 1 {
      let fix = fix(corrections)
      guard works(fix), let first = corrections.first else { continue }
      let span = tokens[first.tokens.lowerBound].span.union(previousSpan(of: first.tokens))
      func sentence(_ correction: Correction) -> String {
        correction.meant.isEmpty
          ? "`\(correction.said)` is not needed here"
          : "`\(correction.said)` is written `\(correction.meant)`"
      }
      fail(
        .misspeltKeyword, sentence(first), at: span,
        label: first.meant.isEmpty ? "leave it out" : "`\(first.meant)`",
        notes: corrections.dropFirst().map { sentence($0) + "." }, fixes: [fix])
      return true
    }
    return false
  }

  /// Corrections that do not overlap, from left to right; of several that start at one token, the longest.
  private func apart(_ corrections: [Correction]) -> [Correction] {
    let inOrder = corrections.sorted {
      ($0.tokens.lowerBound, -$0.tokens.count) < ($1.tokens.lowerBound, -$1.tokens.count)
    }
    return inOrder.reduce(into: []) { chosen, correction in
      if correction.tokens.lowerBound >= (chosen.last?.tokens.upperBound ?? 0) { chosen.append(correction) }
    }
  }

  /// Words that are one slip away from a keyword, each with the nearest keyword.
  private func nearMisses() -> [Correction] {
    (statementStart..<statementEnd).compactMap { index in
      let token = tokens[index]
      guard token.kind == .word, token.keyword == nil, token.text.utf8.count >= 4 || index > statementStart,
        token.text.utf8.count >= 3,
        let keyword = Registry.nearest(to: token.text, among: Keyword.allCases).first
      else { return nil }
      return Correction(
        tokens: index..<index + 1, said: text(token.span), meant: keyword.rawValue,
        edits: [(index..<index + 1, keyword.rawValue)])
    }
  }

  // MARK: Finding them

  private func strongCorrections() -> [Correction] {
    let defines = verb == .define || verb == .topic
    return matches(of: RepairRule.openings, at: statementStart)
      + matches(of: RepairRule.inside).filter { defines || $0.meant != "as" } + selection() + likes()
      + brackets()
      + writtenDates() + amounts() + paths()
  }

  /// `from data/customers.csv`: a path needs quotes.
  private func paths() -> [Correction] {
    guard verb == .load || verb == .use || verb == .link else { return [] }
    return (statementStart + 1..<max(statementStart + 1, statementEnd)).compactMap { index in
      let before = tokens[index - 1].keyword
      guard before == .from || before == .join || before == .use, tokens[index].kind == .word else {
        return nil
      }
      var end = index + 1
      while end < statementEnd, tokens[end].span.start == tokens[end - 1].span.end { end += 1 }
      let path = source(index, end)
      guard path.contains("."), !path.contains("\"") else { return nil }
      let range = index..<end
      return Correction(tokens: range, said: path, meant: "\"\(path)\"", edits: [(range, "\"\(path)\"")])
    }
  }

  private func matches(of habits: [RepairRule], at only: Int? = nil) -> [Correction] {
    let places = only.map { $0..<$0 + 1 } ?? statementStart + 1..<max(statementStart + 1, statementEnd)
    return places.flatMap { index in habits.flatMap { matches(of: $0, at: index) } }
  }

  private func matches(of habit: RepairRule, at start: Int) -> [Correction] {
    guard start + habit.said.count <= statementEnd else { return [] }
    var captured: [String] = []
    for (offset, pattern) in habit.said.enumerated() {
      let token = tokens[start + offset]
      guard stands(for: pattern, token) else { return [] }
      if pattern.hasPrefix("<"), pattern.hasSuffix(">"), pattern.count == 3 {
        captured.append(text(token.span))
      }
    }
    let range = start..<start + habit.said.count
    let said = source(range.lowerBound, range.upperBound)
    return habit.meant.map { meant in
      var written = meant.replacing("$0", with: said)
      for (index, word) in captured.enumerated() { written = written.replacing("$\(index + 1)", with: word) }
      return Correction(tokens: range, said: said, meant: written, edits: [(range, written)])
    }
  }

  private func stands(for pattern: String, _ token: Token) -> Bool {
    switch pattern {
    case "<n>": token.kind == .number || token.kind == .dollar
    case "<u>": unit(of: token) != nil
    case "<d>": token.kind == .date
    case "<y>": isYear(token)
    case "<x>":
      token.isText || (token.isNameLike && token.keyword.map { !Registry.joining.contains($0) } ?? true)
    case _: token.text == pattern && [.word, .symbol, .invalid].contains(token.kind)
    }
  }

  /// `select name, plan from customers where …`: the columns are shown, at the end.
  private func selection() -> [Correction] {
    guard tokens[statementStart].text == "select", tokens[statementStart].kind == .word,
      let from = (statementStart..<statementEnd).first(where: { tokens[$0].keyword == .from }),
      from > statementStart + 1
    else { return [] }
    let columns = source(statementStart + 1, from)
    guard !columns.contains("(") else { return [] }
    let range = statementStart..<from + 1
    return [
      Correction(
        tokens: range, said: source(range.lowerBound, range.upperBound), meant: "segment … show \(columns)",
        edits: [(range, "segment"), (statementEnd..<statementEnd, " show \(columns)")])
    ]
  }

  /// `like '%shop%'`
  private func likes() -> [Correction] {
    (statementStart + 1..<max(statementStart + 1, statementEnd - 1)).compactMap { index in
      guard ["like", "ilike"].contains(tokens[index].text), tokens[index + 1].isText else { return nil }
      let pattern = tokens[index + 1].text
      let word = pattern.trimming("%")
      guard !word.isEmpty, !word.contains("%"), !word.contains("_") else { return nil }
      let test =
        switch (pattern.hasPrefix("%"), pattern.hasSuffix("%")) {
        case (false, true): "starts with"
        case (true, false): "ends with"
        case (true, true), (false, false): "contains"
        }
      let quoted = "\"\(word.replacing("\"", with: "\"\""))\""
      let isNegated = tokens[index - 1].keyword == .not && index - 2 > statementStart
      let name = isNegated ? source(index - 2, index - 1) : ""
      let range = (isNegated ? index - 2 : index)..<index + 2
      let written =
        !isNegated
        ? "\(test) \(quoted)"
        : test == "contains" ? "\(name) does not contain \(quoted)" : "not \(name) \(test) \(quoted)"
      return Correction(
        tokens: range, said: source(range.lowerBound, range.upperBound), meant: written,
        edits: [(range, written)])
    }
  }

  /// `plan in ['pro', 'free']`
  private func brackets() -> [Correction] {
    guard
      let open = (statementStart..<statementEnd).first(where: { ["[", "{"].contains(tokens[$0].text) }),
      let close = (open..<statementEnd).first(where: { ["]", "}"].contains(tokens[$0].text) }),
      tokens[open].kind == .invalid, tokens[close].kind == .invalid
    else { return [] }
    return [
      Correction(
        tokens: open..<close + 1, said: source(open, close + 1), meant: "(\(source(open + 1, close)))",
        edits: [(open..<open + 1, "("), (close..<close + 1, ")")])
    ]
  }

  /// `march 2025`, `5 march 2025`, `Q1 2025`, `1/2/2025`
  private func writtenDates() -> [Correction] {
    var found: [Correction] = []
    for index in statementStart + 1..<max(statementStart + 1, statementEnd) {
      for length in [3, 2] where index + length <= statementEnd {
        let words = tokens[index..<index + length].map(\.text)
        guard let date = WrittenDate.ofWords(words) else { continue }
        found.append(dated(index..<index + length, date))
      }
      guard tokens[index].kind == .number else { continue }
      var end = index + 1
      while end < statementEnd, tokens[end].span.start == tokens[end - 1].span.end, end < index + 5 {
        end += 1
      }
      for date in WrittenDate.ofDigits(source(index, end)) { found.append(dated(index..<end, date)) }
    }
    return found
  }

  /// A date in place of a moment or a window; words such as `on` also begin periods.
  private func dated(_ range: Range<Int>, _ date: String) -> Correction {
    let isPeriod = date.utf8.count < 10
    let hasOn = isPeriod && ["on", "at", "during"].contains(tokens[range.lowerBound - 1].text)
    let whole = hasOn ? range.lowerBound - 1..<range.upperBound : range
    let written = hasOn ? "in \(date)" : date
    return Correction(
      tokens: whole, said: source(whole.lowerBound, whole.upperBound), meant: written,
      edits: [(whole, written)])
  }

  /// `$100`, `€50`, `1k`
  private func amounts() -> [Correction] {
    (statementStart + 1..<max(statementStart + 1, statementEnd)).compactMap { index in
      let token = tokens[index]
      if token.kind == .dollar, token.text.dropFirst().allSatisfy({ $0.isNumber || $0 == "." }) {
        return amount(index..<index + 1, String(token.text.dropFirst()))
      }
      if token.kind == .invalid, "€£¥".contains(token.text), tokens[index + 1].kind == .number {
        return amount(index..<index + 2, tokens[index + 1].text)
      }
      if token.kind == .number, index + 1 < statementEnd, tokens[index + 1].kind == .invalid,
        "€£¥".contains(tokens[index + 1].text)
      {
        return amount(index..<index + 2, token.text)
      }
      if token.kind == .word, token.text.hasSuffix("k"), let thousands = Int(token.text.dropLast()),
        thousands < 1_000_000
      {
        return amount(index..<index + 1, String(thousands * 1_000))
      }
      return nil
    }
  }

  private func amount(_ range: Range<Int>, _ number: String) -> Correction {
    Correction(
      tokens: range, said: source(range.lowerBound, range.upperBound), meant: number, edits: [(range, number)]
    )
  }
}

extension String {
  fileprivate func trimming(_ sign: Character) -> String {
    var rest = self[...]
    while rest.first == sign { rest.removeFirst() }
    while rest.last == sign { rest.removeLast() }
    return String(rest)
  }
}
