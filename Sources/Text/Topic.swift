/// A defined vocabulary: a name and what it stands for. Topics stand in topics, each is kept once, and what is asked of
/// all of a pattern is told here once, so that a topic named a thousand times costs as much as one.
public final class Topic: Sendable {
  public let name: String
  public let pattern: Pattern
  /// How deep its parts stand in each other, those of topics inside it too.
  public let depth: Int
  /// Whether it says itself what is denied.
  let isAboutNegation: Bool
  /// Tells it from others: two hashes of all that it is, 128 bits together.
  private let fingerprint: [Int]

  init(_ name: String, _ pattern: Pattern) {
    self.name = name
    self.pattern = pattern
    depth = pattern.depth + 1
    isAboutNegation = pattern.isAboutNegation
    fingerprint = (0..<2).map { round in
      var hasher = Hasher()
      hasher.combine(round)
      hasher.combine(name)
      hasher.combine(pattern)
      return hasher.finalize()
    }
  }
}

extension Topic: Hashable {
  /// O(1): topics inside are not compared again.
  public static func == (left: Topic, right: Topic) -> Bool {
    left === right || left.fingerprint == right.fingerprint
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

extension Pattern {
  /// The topic of a name.
  public static func topic(_ name: String, _ pattern: Pattern) -> Pattern { .topic(Topic(name, pattern)) }

  /// How deep its parts stand in each other. O(parts), a topic being one.
  public var depth: Int {
    switch self {
    case .phrase, .exactly: 1
    case .anyOf(let parts), .allOf(let parts): (parts.map(\.depth).max() ?? 0) + 1
    case .near(let first, let second, _): max(first.depth, second.depth) + 1
    case .negated(let part, _): part.depth + 1
    case .topic(let topic): topic.depth
    }
  }

  /// Whether it says itself what is denied. O(parts), a topic being one.
  public var isAboutNegation: Bool {
    switch self {
    case .negated: true
    case .phrase(let words): words.contains(.stem("not"))
    case .exactly: false
    case .anyOf(let parts), .allOf(let parts): parts.contains(where: \.isAboutNegation)
    case .near(let first, let second, _): first.isAboutNegation || second.isAboutNegation
    case .topic(let topic): topic.isAboutNegation
    }
  }
}
