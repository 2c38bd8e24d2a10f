import Syntax

/// Times: `last month`, `in may`, `since march`, `for 60 days`.
extension QuestionReader {
  func windows(_ state: State) -> [State] {
    guard let (end, window) = window(at: state.at) else { return [] }
    return placed(window, state, end)
  }

  /// A window belongs to the condition right before it, else to the figure.
  private func placed(_ window: String, _ state: State, _ end: Int) -> [State] {
    var next = state
    next.at = end
    if state.frame.endsInCondition, let last = state.frame.people.conditions.indices.last,
      state.frame.people.conditions[last].window == nil, state.frame.people.conditions[last].isTimed
    {
      next.frame.people.conditions[last].window = window
      return [next]
    }
    guard state.frame.window == nil else { return [] }
    // `new buyers this year`: who started then.
    if let last = state.frame.people.conditions.lastIndex(where: {
      $0.isTimed && $0.window == nil && !$0.negated
    }),
      state.frame.metric == nil, state.frame.records == nil
    {
      next.frame.people.conditions[last].window = window
      return [next]
    }
    next.frame.window = window
    next.frame.endsInCondition = false
    return [next]
  }

  /// The window that the words there say, with where they end.
  func window(at start: Int) -> (Int, String)? {
    if let whole = wholeWindow(start) { return whole }
    var at = start
    let preposition = word(at)
    if ["in", "during", "over", "for", "within", "on", "from", "of"].contains(preposition) { at += 1 }
    at = stands(anyOf: ["the", "the course of the"], at: at) ?? at
    if let (end, window) = relative(at, after: preposition) { return (end, window) }
    if ["since", "after", "before", "until", "till", "by", "from", "starting"].contains(preposition) {
      return anchored(start, preposition)
    }
    if preposition == "between" || (preposition == "from" && at == start + 1) {
      if let range = range(start + 1) { return range }
    }
    guard ["in", "during", "for", "of", "on", "within", "over"].contains(preposition) else {
      // A month or a year alone: `signups march 2025`.
      guard let (end, period) = period(start), end > start + 1 || period.count == 4 else { return nil }
      return (end, "in \(period)")
    }
    guard let (end, period) = period(at) else { return nil }
    return (end, (period.utf8.count == 10 ? "on " : "in ") + period)
  }

  private func wholeWindow(_ start: Int) -> (Int, String)? {
    TimeWords.whole.compactMap { said, window in stands(said, at: start).map { ($0, window) } }.max {
      $0.0 < $1.0
    }
  }

  /// `last month`, `past 90 days`, `this quarter`, `60 days`
  private func relative(_ start: Int, after preposition: String) -> (Int, String)? {
    let first = word(start)
    if ["last", "past", "previous", "preceding", "latest"].contains(first) {
      if let (end, length) = length(start + 1) { return (end, "in last \(length)") }
      if let unit = TimeWords.unit(word(start + 1)) {
        return (start + 2, first == "past" ? "in last 1 \(unit)" : "in last \(unit)")
      }
    }
    if ["this", "current"].contains(first), let unit = TimeWords.unit(word(start + 1)),
      word(start + 1) == unit
    {
      return (start + 2, "in this \(unit)")
    }
    if ["for", "in", "within", "over", "during"].contains(preposition), let (end, length) = length(start) {
      if word(end) == "ago" { return preposition == "over" ? (end + 1, "over \(length) ago") : nil }
      return ["over", "during"].contains(preposition) ? nil : (end, "in last \(length)")
    }
    if let begin = stands(anyOf: ["more than", "longer than", "over", "at least"], at: start),
      let (end, length) = length(begin), word(end) == "ago"
    {
      return (end + 1, "over \(length) ago")
    }
    if preposition == "over", let (end, length) = length(start), word(end) == "ago" {
      return (end + 1, "over \(length) ago")
    }
    return nil
  }

  /// `60 days`
  func length(_ start: Int) -> (Int, String)? {
    guard words.indices.contains(start), words[start].kind == .number || word(start) == "a",
      let unit = TimeWords.unit(word(start + 1))
    else { return nil }
    let count = word(start) == "a" ? "1" : words[start].text
    guard !count.contains(".") else { return nil }
    return (start + 2, "\(count) \(unit)\(count == "1" ? "" : "s")")
  }

  private func anchored(_ start: Int, _ preposition: String) -> (Int, String)? {
    let word =
      ["since", "from", "starting"].contains(preposition)
      ? "since" : preposition == "after" ? "after" : "before"
    var at = start + 1
    if preposition == "starting" { at = stands(anyOf: ["from", "in"], at: at) ?? at }
    if let (end, length) = length(at), self.word(end) == "ago" { return (end + 1, "\(word) \(length) ago") }
    guard let (end, period) = period(at) else { return nil }
    if preposition == "from", self.word(end) == "to" || self.word(end) == "until" { return range(at) }
    if period.utf8.count == 7, !period.contains("Q") {
      return word == "after" ? (end, "since \(next(period))-01") : (end, "\(word) \(period)-01")
    }
    return (end, "\(word) \(period)")
  }

  private func next(_ month: String) -> String {
    let parts = month.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2 else { return month }
    return parts[1] == 12
      ? "\(parts[0] + 1)-01" : "\(parts[0])-" + (parts[1] < 9 ? "0" : "") + "\(parts[1] + 1)"
  }

  private func range(_ start: Int) -> (Int, String)? {
    guard let (middle, first) = period(start), ["and", "to", "until", "till"].contains(word(middle)),
      let (end, last) = period(middle + 1), first.utf8.count == last.utf8.count
    else { return nil }
    if first.utf8.count == 10 { return (end, "between \(first) and \(last)") }
    guard first.utf8.count == 7, !first.contains("Q"), let days = lastDay(last) else { return nil }
    return (end, "between \(first)-01 and \(last)-\(days)")
  }

  private func lastDay(_ month: String) -> Int? {
    let parts = month.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2 else { return nil }
    let (year, month) = (parts[0], parts[1])
    if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// A date, a month, a quarter or a year; a month without a year is the newest that has begun.
  func period(_ start: Int) -> (Int, String)? {
    guard words.indices.contains(start) else { return nil }
    let text = word(start)
    let parts = text.split(separator: "-")
    if (2...3).contains(parts.count), parts[0].count == 4, Int(parts[0]) != nil, text.count <= 10 {
      return (start + 1, text.uppercased())
    }
    for length in [3, 2] {
      let window = (start..<start + length).map { word($0) }
      if let date = WrittenDate.ofWords(window.map(withoutOrdinal)) { return (start + length, date) }
    }
    if let year = Int(text), (1990...2100).contains(year) { return (start + 1, text) }
    guard let today = workspace.today else { return nil }
    if let month = TimeWords.month(text), text != "mar", text != "sep" || word(start - 1) == "in" {
      let year = month > today.month ? today.year - 1 : today.year
      return (start + 1, "\(year)-\(month < 10 ? "0" : "")\(month)")
    }
    if text.count == 2, text.hasPrefix("q"), let quarter = Int(text.dropFirst()), (1...4).contains(quarter) {
      let year = quarter > (today.month + 2) / 3 ? today.year - 1 : today.year
      return (start + 1, "\(year)-Q\(quarter)")
    }
    return nil
  }

  private func withoutOrdinal(_ word: String) -> String {
    for ending in ["st", "nd", "rd", "th"] where word.hasSuffix(ending) {
      if Int(word.dropLast(2)) != nil { return String(word.dropLast(2)) }
    }
    return word
  }

  /// `each month`, `per week`, `monthly`, `by quarter`
  func grain(at start: Int) -> (Int, String)? {
    if let grain = TimeWords.grains[word(start)] { return (start + 1, grain) }
    guard ["each", "every", "per", "by", "a", "month"].contains(word(start)),
      let unit = TimeWords.unit(word(start + 1)),
      word(start) != "a", word(start) != "month"
    else { return stands("month by month", at: start).map { ($0, "month") } }
    return (start + 2, unit)
  }
}
