import Testing

@testable import Text

/// Counts the work per token; nothing is timed.
@Suite struct WorkTests {
  /// The number of token tests when a message of some tokens is searched.
  private func steps(_ pattern: Pattern, tokens: Int = 20) -> Int {
    let compiled = CompiledPattern(pattern, language: .english)
    var steps = 0
    _ = compiled.spans(
      count: tokens,
      holds: { _, _ in
        steps += 1
        return true
      }, fits: { _, _ in true })
    return steps
  }

  private func word(_ text: String) -> Pattern { .phrase([.stem(text)]) }

  /// A list of words is a single test per token, however long it is.
  @Test func aListOfWordsIsOneTest() {
    let counts = [50, 100, 200].map { n in steps(.anyOf((0..<n).map { word("w\($0)") })) }
    #expect(counts[0] > 0 && counts[1] == counts[0] && counts[2] == counts[0])
    let few = steps(.anyOf([word("a"), word("b"), .phrase([.stem("c"), .stem("d")])]))
    #expect(few <= 3 * counts[0])
  }

  /// A topic that is used twice at each level is searched once.
  @Test func topicsInTopicsAddUp() {
    func nested(_ levels: Int) -> Pattern {
      (0..<levels).reduce(word("a")) { inner, level in
        let topic = Pattern.topic("t\(level)", inner)
        return .anyOf([topic, .allOf([topic, topic]), .phrase([.stem("x\(level)"), .stem("y")])])
      }
    }
    let counts = [10, 20, 40].map { steps(nested($0)) }
    #expect(counts[1] <= 2 * counts[0] + 100 && counts[2] <= 2 * counts[1] + 100, "\(counts)")
    let deep = nested(300)
    #expect(deep.depth > 300 && deep == nested(300) && deep.hashValue == nested(300).hashValue)
    #expect(deep != nested(299) && !deep.isAboutNegation)
    #expect(CompiledPattern(deep, language: .english).topics.count == 300)
  }

  /// Repeating an empty expression is rejected rather than tried.
  @Test func repeatsOfNothingAreBounded() {
    let pattern = String(repeating: "(", count: 10) + "a{0}" + String(repeating: "){1000}", count: 10)
    #expect(throws: RegularExpression.Invalid.self) { try RegularExpression(pattern) }
  }
}
