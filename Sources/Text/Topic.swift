/// A vocabulary defined by the user: a name and a pattern. Topics may be nested; each is stored once, and its
/// properties are computed once, so that using a topic a thousand times costs as much as using it once.
public final class Topic: Sendable {
  public let name: String
  public let pattern: Pattern
  /// The nesting depth of its pattern, including inner topics.
  public let depth: Int
  /// Whether its pattern itself is about negation.
  let isAboutNegation: Bool
  /// Identifies it: two hashes of its content, 128 bits together.
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
  /// O(1): inner topics are not compared again.
  public static func == (left: Topic, right: Topic) -> Bool {
    left === right || left.fingerprint == right.fingerprint
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

extension Pattern {
  /// A topic with a name.
  public static func topic(_ name: String, _ pattern: Pattern) -> Pattern { .topic(Topic(name, pattern)) }

  /// The nesting depth. O(parts); a topic counts as one part.
  public var depth: Int {
    switch self {
    case .phrase, .exactly: 1
    case .anyOf(let parts), .allOf(let parts): (parts.map(\.depth).max() ?? 0) + 1
    case .near(let first, let second, _): max(first.depth, second.depth) + 1
    case .negated(let part, _): part.depth + 1
    case .topic(let topic): topic.depth
    }
  }

  /// Whether the pattern itself is about negation. O(parts); a topic counts as one part.
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
