/// A pattern compiled for evaluation: numbered tests of single tokens, and an expression over them.
///
/// The same evaluation serves the index and free text; they differ only in how a token is tested.
struct CompiledPattern {
  /// A test of one token.
  indirect enum Leaf: Hashable {
    case word(Pattern.Word)
    /// The exact form or, ignoring accents, the folded form.
    case spelt(String, ignoringAccents: Bool)
    /// A negating word, by its folded form.
    case denying([String])
    /// Any of these; makes a long list of words a single test.
    case either([Leaf])
  }

  /// What must be before, between or after the tokens of a phrase.
  enum Gap: Hashable {
    case anything
    /// Only white space.
    case blank
    /// These signs, in order, perhaps among other characters.
    case signs([String])
    /// Exactly these characters; before or after a phrase they may be part of a longer gap.
    case characters(String)
  }

  indirect enum Node {
    /// Consecutive tokens that pass these tests.
    case row([Int])
    /// The same, with gaps before, between and after them; without tests, a single gap.
    case spaced([Int], gaps: [Gap])
    case any([Node])
    case all([Node])
    case near(Node, Node, within: Int)
    /// The first node near a negating word, or (false) not near one.
    case negated(Node, by: Node, Bool)
    /// A topic by its number. It is searched once, however often it occurs.
    case topic(Int)
  }

  private(set) var leaves: [Leaf] = []
  private(set) var root = Node.any([])
  /// The compiled topics, inner topics first, and whether each depends on characters between tokens.
  private(set) var topics: [(node: Node, readsText: Bool)] = []
  private var topicNumbers: [Topic: Int] = [:]
  private var numbers: [Leaf: Int] = [:]
  private let negation: Negation?

  init(_ pattern: Pattern, language: Language) {
    negation = Negation(language)
    root = compile(pattern)
  }

  private mutating func compile(_ pattern: Pattern) -> Node {
    switch pattern {
    case .phrase(let words): return phrase(words)
    case .exactly(let text): return literal(text)
    case .anyOf(let patterns): return any(of: patterns)
    case .allOf(let patterns): return .all(patterns.map { compile($0) })
    case .near(let first, let second, let distance):
      return .near(compile(first), compile(second), within: distance)
    case .negated(let pattern, let isNegated):
      return .negated(compile(pattern), by: .any(denials.map { row($0) }), isNegated)
    case .topic(let topic):
      if let number = topicNumbers[topic] { return .topic(number) }
      let node = compile(topic.pattern)
      topics.append((node, readsText(node)))
      topicNumbers[topic] = topics.count - 1
      return .topic(topics.count - 1)
    }
  }

  private mutating func any(of patterns: [Pattern]) -> Node {
    var words: [Leaf] = []
    var nodes: [Node] = []
    for pattern in patterns {
      if let word = pattern.onlyWord { words.append(.word(word)) } else { nodes.append(compile(pattern)) }
    }
    if words.count > 1 { words = [.either(words)] }
    return .any(words.map { row([$0]) } + nodes)
  }

  /// The negating words as tokens: `not`, `dont`; `don t`.
  private var denials: [[Leaf]] {
    guard let negation else { return [] }
    let two = [Leaf.denying(negation.stems), .denying(["t"])]
    return [[.denying(negation.words)]] + (negation.stems.isEmpty ? [] : [two])
  }

  private mutating func row(_ leaves: [Leaf]) -> Node { .row(leaves.map { number(of: $0) }) }

  /// Compiles consecutive words and signs. The `not` of a phrase also matches the ending of `don't`.
  private mutating func phrase(_ words: [Pattern.Word]) -> Node {
    let not = Pattern.Word.stem("not")
    guard words.count > 1, negation?.stems.isEmpty == false, let place = words.firstIndex(of: not) else {
      return spaced(words.map { $0.leaf })
    }
    let rest = words[(place + 1)...].map { $0.leaf }
    return .any(denials.map { spaced(words[..<place].map { $0.leaf } + $0 + rest) })
  }

  private mutating func spaced(_ items: [Leaf]) -> Node {
    var (row, gaps, wasCharacter) = ([Int](), [Gap.anything], false)
    for item in items {
      if case .word(.sign(let sign)) = item {
        let before = gaps.removeLast()
        if case .signs(let signs) = before {
          gaps.append(.signs(signs + [sign]))
        } else {
          gaps.append(.signs([sign]))
        }
        continue
      }
      let isCharacter = item.isCharacter
      if !row.isEmpty, isCharacter || wasCharacter, gaps.last == .anything { gaps[gaps.count - 1] = .blank }
      row.append(number(of: item))
      gaps.append(.anything)
      wasCharacter = isCharacter
    }
    return gaps.allSatisfy { $0 == .anything } ? .row(row) : .spaced(row, gaps: gaps)
  }

  private mutating func literal(_ text: String) -> Node {
    let ignoringAccents = Folding.fold(text) == text
    let tokens = Token.all(in: text)
    let leaves = tokens.map { number(of: .spelt($0.form, ignoringAccents: ignoringAccents)) }
    let gaps = Token.gaps(in: text, around: tokens.map(\.range))
    return gaps == ["", ""] ? .row(leaves) : .spaced(leaves, gaps: gaps.map { .characters($0) })
  }

  private mutating func number(of leaf: Leaf) -> Int {
    if let number = numbers[leaf] { return number }
    leaves.append(leaf)
    numbers[leaf] = leaves.count - 1
    return leaves.count - 1
  }
}

extension Pattern {
  /// The single word that the pattern consists of, if a token can be tested for it.
  fileprivate var onlyWord: Word? {
    guard case .phrase(let words) = self, words.count == 1 else { return nil }
    if case .sign = words[0] { return nil }
    return words[0]
  }
}

extension Pattern.Word {
  fileprivate var leaf: CompiledPattern.Leaf { .word(self) }
}

extension CompiledPattern.Leaf {
  fileprivate var isCharacter: Bool {
    switch self {
    case .word(let word): word.isCharacter
    case .spelt, .denying, .either: false
    }
  }

  /// Whether it tests for a search word rather than for a negating word.
  var isLookedFor: Bool {
    switch self {
    case .word, .spelt, .either: true
    case .denying: false
    }
  }
}

extension CompiledPattern {
  /// Whether the result depends on characters between tokens.
  var readsText: Bool { readsText(root) }

  private func readsText(_ node: Node) -> Bool {
    switch node {
    case .row: false
    case .spaced: true
    case .negated(let node, let denial, _): readsText(node) || readsText(denial)
    case .any(let nodes), .all(let nodes): nodes.contains(where: readsText)
    case .near(let first, let second, _): readsText(first) || readsText(second)
    case .topic(let number): topics[number].readsText
    }
  }

  /// The matches of the pattern in a message of `count` tokens: distinct ranges of token positions, sorted by start.
  ///
  /// `holds` tests the token at a position; `fits` tests the characters around the tokens of a range. O(count × tests +
  /// spans × log spans)
  func spans(
    count: Int, holds: (_ leaf: Int, _ position: Int) -> Bool,
    fits: (_ span: Range<Int>, _ gaps: [Gap]) -> Bool
  ) -> [Range<Int>] {
    var search = Search(pattern: self, count: count)
    return search.spans(of: root, holds, fits)
  }

  /// Whether there is a match, ignoring the characters between tokens.
  func occurs(in count: Int, holds: (_ leaf: Int, _ position: Int) -> Bool) -> Bool {
    if case .row(let leaves) = root {
      return firstRow(of: leaves, from: 0, count: count, holds: holds) != nil
    }
    return !spans(count: count, holds: holds, fits: { _, _ in true }).isEmpty
  }
}

/// The evaluation on one message. A topic's matches are computed once.
private struct Search {
  let pattern: CompiledPattern
  let count: Int
  private var found: [[Range<Int>]?]

  init(pattern: CompiledPattern, count: Int) {
    self.pattern = pattern
    self.count = count
    found = Array(repeating: nil, count: pattern.topics.count)
  }

  mutating func spans(
    of node: CompiledPattern.Node, _ holds: (_ leaf: Int, _ position: Int) -> Bool,
    _ fits: (_ span: Range<Int>, _ gaps: [CompiledPattern.Gap]) -> Bool
  ) -> [Range<Int>] {
    switch node {
    case .row(let leaves): return rows(of: leaves, count: count, holds: holds)
    case .spaced(let leaves, let gaps):
      return rows(of: leaves, count: count, holds: holds).filter { fits($0, gaps) }
    case .any(let nodes):
      var lists: [[Range<Int>]] = []
      for node in nodes { lists.append(spans(of: node, holds, fits)) }
      return union(lists)
    case .all(let nodes):
      var lists: [[Range<Int>]] = []
      for node in nodes {
        let spans = spans(of: node, holds, fits)
        if spans.isEmpty { return [] }
        lists.append(spans)
      }
      return union(lists)
    case .negated(let node, let denial, let isNegated):
      let spans = spans(of: node, holds, fits)
      if spans.isEmpty { return [] }
      let denials = Neighbours(self.spans(of: denial, holds, fits))
      return spans.filter { denials.hasOne(near: $0, within: Negation.distance) == isNegated }
    case .near(let first, let second, let distance):
      let left = spans(of: first, holds, fits)
      if left.isEmpty { return [] }
      let right = spans(of: second, holds, fits)
      let (leftOnes, rightOnes) = (Neighbours(left), Neighbours(right))
      return union([
        left.filter { rightOnes.hasOne(near: $0, within: distance) },
        right.filter { leftOnes.hasOne(near: $0, within: distance) },
      ])
    case .topic(let number):
      if let known = found[number] { return known }
      let spans = spans(of: pattern.topics[number].node, holds, fits)
      found[number] = spans
      return spans
    }
  }
}

private func rows(of leaves: [Int], count: Int, holds: (Int, Int) -> Bool) -> [Range<Int>] {
  if leaves.isEmpty { return (0...count).map { $0..<$0 } }
  var found: [Range<Int>] = []
  var from = 0
  while let start = firstRow(of: leaves, from: from, count: count, holds: holds) {
    found.append(start..<start + leaves.count)
    from = start + 1
  }
  return found
}

@inline(__always)
private func firstRow(of leaves: [Int], from: Int, count: Int, holds: (Int, Int) -> Bool) -> Int? {
  if leaves.isEmpty { return nil }
  var start = from
  while start + leaves.count <= count {
    var length = 0
    while length < leaves.count, holds(leaves[length], start + length) { length += 1 }
    if length == leaves.count { return start }
    start += 1
  }
  return nil
}

private func union(_ lists: [[Range<Int>]]) -> [Range<Int>] {
  if lists.count == 1 { return lists[0] }
  return Set(lists.joined()).sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
}

/// Spans, indexed for the search for a nearby one.
private struct Neighbours {
  /// Sorted by start.
  private let spans: [Range<Int>]
  /// The ends of all spans, ascending.
  private let ends: [Int]

  init(_ spans: [Range<Int>]) {
    self.spans = spans
    ends = spans.map(\.upperBound).sorted()
  }

  /// Whether a span that does not overlap the given one has its nearest end at most `distance` away. O(log count)
  func hasOne(near span: Range<Int>, within distance: Int) -> Bool {
    let after = spans.partitioningIndex { $0.lowerBound >= span.upperBound }
    if after < spans.count, spans[after].lowerBound - span.upperBound < distance { return true }
    let before = ends.partitioningIndex { $0 > span.lowerBound }
    return before > 0 && span.lowerBound - ends[before - 1] < distance
  }
}

extension RandomAccessCollection where Index == Int {
  /// The index of the first element from which on the test is true. Binary search. O(log count)
  func partitioningIndex(where test: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if test(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
