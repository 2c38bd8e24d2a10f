import SourceText
import Syntax

/// Reads a question in plain English into statements of the language.
///
/// The words are read from left to right into frames, of which the cheapest are kept (a beam search). Each piece that is read takes
/// one word or more; only words of politeness are left out. So a statement accounts for every word that carries meaning, and
/// there is none where a word is not understood.
struct QuestionReader {
  struct State {
    var at = 0
    var cost = 0
    var frame = Frame()
  }

  let words: [Word]
  let workspace: WorkspaceWords
  /// What the words from each place on can name.
  private let named: [[Lexicon.Match]]

  init(words: [Word], workspace: WorkspaceWords, lexicon: Lexicon) {
    (self.words, self.workspace) = (words, workspace)
    named = words.indices.map { lexicon.matches(words, at: $0) }
  }

  /// How many readings are followed at each word.
  private static let width = 16

  /// Statements with their costs, cheapest first.
  func candidates() -> [(statement: String, cost: Int)] {
    var found: [(statement: String, cost: Int)] = []
    var places: [[State]] = Array(repeating: [], count: words.count + 1)
    places[0] = [State()]
    for at in 0..<words.count {
      for state in QuestionReader.best(places[at]) {
        for next in successors(of: state) where next.at > at { places[next.at].append(next) }
      }
      places[at] = []
    }
    for state in QuestionReader.best(places[words.count]) {
      for (rank, statement) in state.frame.statements(workspace).enumerated() {
        found.append((statement.replacing("@churn", with: churnName ?? "churned"), state.cost + rank * 2))
      }
    }
    var seen: Set<String> = []
    return found.sorted { $0.cost < $1.cost }.filter { seen.insert($0.statement).inserted }
  }

  private static func best(_ states: [State]) -> [State] {
    var seen: Set<Frame> = []
    let sorted = states.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
    return Array(sorted.map(\.element).filter { seen.insert($0.frame).inserted }.prefix(width))
  }

  /// The name of having left.
  var churnName: String? {
    if let end = workspace.end { return nameText(shortDateName(end)) }
    return workspace.conditions.first { ["churned", "churn", "lapsed", "dormant"].contains($0.lowercased()) }
      .map(nameText)
  }

  /// What can be read next.
  private func successors(of state: State) -> [State] {
    var next = turns(state) + special(state) + windows(state) + groupings(state) + order(state)
    next += people(state) + behaviours(state) + comparisons(state) + voices(state) + figures(state)
    next += joints(state)
    if let skipped = politeness(state) { next.append(skipped) }
    return next
  }

  private func politeness(_ state: State) -> State? {
    if let end = stands(anyOf: Politeness.phrases, at: state.at) {
      var next = state
      next.at = end
      next.cost += 3
      return next
    }
    let word = words[state.at]
    guard Politeness.words.contains(word.text), word.kind != .quoted else { return nil }
    var next = state
    next.at += 1
    next.cost += 3
    return next
  }

  // MARK: For the parts

  func word(_ at: Int) -> String {
    words.indices.contains(at) && words[at].kind != .quoted ? words[at].text : ""
  }

  /// Whether these words stand there.
  func stands(_ phrase: String, at start: Int) -> Int? {
    let first = word(start)
    if phrase == first { return start + 1 }
    guard !first.isEmpty, phrase.hasPrefix(first), phrase.utf8.count > first.utf8.count else { return nil }
    var at = start
    for part in phrase.split(separator: " ") {
      guard word(at) == part else { return nil }
      at += 1
    }
    return at
  }

  /// The end of the longest of some phrases that stands there.
  func stands(anyOf phrases: [String], at start: Int) -> Int? {
    let first = word(start)
    guard !first.isEmpty else { return nil }
    var best: Int?
    for phrase in phrases where phrase.hasPrefix(first) {
      if let end = stands(phrase, at: start), end > best ?? 0 { best = end }
    }
    return best
  }

  func matches(at place: Int) -> [Lexicon.Match] { named.indices.contains(place) ? named[place] : [] }

  /// Past articles and the like.
  func pastArticles(_ start: Int) -> Int {
    var at = start
    while ["a", "an", "the", "our", "my", "their", "all", "any", "some", "each", "of", "your", "his", "her"]
      .contains(word(at))
    { at += 1 }
    return at
  }
}
