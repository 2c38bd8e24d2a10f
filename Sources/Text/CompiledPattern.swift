/// A pattern made ready for evaluation: its tests of single tokens, numbered, and how they combine.
///
/// One evaluation serves the index and free text: they differ only in how a token passes a test.
struct CompiledPattern {
  /// A test of one token.
  enum Leaf: Hashable {
    case word(Pattern.Word)
    /// The form itself, or its folded form.
    case spelt(String, ignoringAccents: Bool)
  }

  indirect enum Node {
    /// Tokens in a row that pass these tests.
    case row([Int])
    /// The same, with these characters between, before and after them.
    case literal([Int], gaps: [String])
    case any([Node])
    case all([Node])
    case near(Node, Node, within: Int)
  }

  private(set) var leaves: [Leaf] = []
  private(set) var root = Node.any([])
  private var numbers: [Leaf: Int] = [:]

  init(_ pattern: Pattern) { root = compile(pattern) }

  private mutating func compile(_ pattern: Pattern) -> Node {
    switch pattern {
    case .phrase(let words): return .row(words.map { number(of: .word($0)) })
    case .exactly(let text): return literal(text)
    case .anyOf(let patterns): return .any(patterns.map { compile($0) })
    case .allOf(let patterns): return .all(patterns.map { compile($0) })
    case .near(let first, let second, let distance):
      return .near(compile(first), compile(second), within: distance)
    case .topic(_, let pattern): return compile(pattern)
    }
  }

  private mutating func literal(_ text: String) -> Node {
    let ignoringAccents = Folding.fold(text) == text
    let tokens = Token.all(in: text)
    let leaves = tokens.map { number(of: .spelt($0.form, ignoringAccents: ignoringAccents)) }
    let gaps = Token.gaps(in: text, around: tokens.map(\.range))
    return gaps == ["", ""] ? .row(leaves) : .literal(leaves, gaps: gaps)
  }

  private mutating func number(of leaf: Leaf) -> Int {
    if let number = numbers[leaf] { return number }
    leaves.append(leaf)
    numbers[leaf] = leaves.count - 1
    return leaves.count - 1
  }
}

extension CompiledPattern.Node {
  /// Whether the answer depends on characters between tokens.
  var readsText: Bool {
    switch self {
    case .row: false
    case .literal: true
    case .any(let nodes), .all(let nodes): nodes.contains(where: \.readsText)
    case .near(let first, let second, _): first.readsText || second.readsText
    }
  }

  /// The spans of the pattern in a message of `count` tokens: ranges of token positions by start, without repeats.
  ///
  /// `holds` says whether the token at a position passes a test; `fits` whether the characters around the tokens of
  /// a range are those of a literal. O(count × tests + spans × log spans)
  func spans(
    count: Int, holds: (_ leaf: Int, _ position: Int) -> Bool,
    fits: (_ span: Range<Int>, _ gaps: [String]) -> Bool
  ) -> [Range<Int>] {
    switch self {
    case .row(let leaves): return rows(of: leaves, count: count, holds: holds)
    case .literal(let leaves, let gaps):
      return rows(of: leaves, count: count, holds: holds).filter { fits($0, gaps) }
    case .any(let nodes):
      return union(nodes.map { $0.spans(count: count, holds: holds, fits: fits) })
    case .all(let nodes):
      var all: [[Range<Int>]] = []
      for node in nodes {
        let spans = node.spans(count: count, holds: holds, fits: fits)
        if spans.isEmpty { return [] }
        all.append(spans)
      }
      return union(all)
    case .near(let first, let second, let distance):
      let left = first.spans(count: count, holds: holds, fits: fits)
      if left.isEmpty { return [] }
      let right = second.spans(count: count, holds: holds, fits: fits)
      let (leftOnes, rightOnes) = (Neighbours(left), Neighbours(right))
      return union([
        left.filter { rightOnes.hasOne(near: $0, within: distance) },
        right.filter { leftOnes.hasOne(near: $0, within: distance) },
      ])
    }
  }

  /// Whether there is a span; characters between tokens are not looked at.
  func occurs(in count: Int, holds: (_ leaf: Int, _ position: Int) -> Bool) -> Bool {
    if case .row(let leaves) = self {
      return firstRow(of: leaves, from: 0, count: count, holds: holds) != nil
    }
    return !spans(count: count, holds: holds, fits: { _, _ in true }).isEmpty
  }

  private func rows(of leaves: [Int], count: Int, holds: (Int, Int) -> Bool) -> [Range<Int>] {
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
}

/// Spans in which a near one is looked for.
private struct Neighbours {
  /// By start.
  private let spans: [Range<Int>]
  /// The ends of all, ascending.
  private let ends: [Int]

  init(_ spans: [Range<Int>]) {
    self.spans = spans
    ends = spans.map(\.upperBound).sorted()
  }

  /// Whether one of them does not overlap a span and has its nearest end at most `distance` away. O(log count)
  func hasOne(near span: Range<Int>, within distance: Int) -> Bool {
    let after = spans.partitioningIndex { $0.lowerBound >= span.upperBound }
    if after < spans.count, spans[after].lowerBound - span.upperBound < distance { return true }
    let before = ends.partitioningIndex { $0 > span.lowerBound }
    return before > 0 && span.lowerBound - ends[before - 1] < distance
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element passes a test that all later ones pass too. O(log count)
  func partitioningIndex(where test: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if test(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
