/// Finds a pattern in texts without an index. Used to highlight matches in quotes, and to test a topic on a sentence.
///
///     let matcher = PatternMatcher(trust, language: .english)
///     matcher.matches(in: "They trusted us.")     // [5..<12]
///
/// For indexed texts use `TextIndex.matcher(for:)`, which knows the spellings in the data and finds the same as
/// `documents(matching:text:)`. Caches every token that it has seen: it is not `Sendable`, and one matcher should be
/// used for many texts.
public final class PatternMatcher {
  private let pattern: CompiledPattern
  private let stemmer: Stemmer
  /// The test of each leaf.
  private let tests: [Test]
  private var spellings = StringTable()
  /// For each spelling, whether it passes each test.
  private var passes: [Bool] = []

  public convenience init(_ pattern: Pattern, language: Language) {
    self.init(pattern, language: language, spellings: { [$0] })
  }

  /// `spellings` returns the spellings that a word stands for, including itself.
  init(_ pattern: Pattern, language: Language, spellings: (_ word: String) -> [String]) {
    let stemmer = Stemmer(language)
    self.stemmer = stemmer
    self.pattern = CompiledPattern(pattern, language: language)
    tests = self.pattern.leaves.map { leaf in
      var test = Test()
      test.add(leaf) { spellings($0).map(stemmer.keys(of:)) }
      return test
    }
  }

  /// A test of a token, by stem or otherwise. O(1) in the number of words searched by stem.
  private struct Test {
    private var stems: Set<String> = []
    private var bareStems: Set<String> = []
    private var others: [CompiledPattern.Leaf] = []

    mutating func add(_ leaf: CompiledPattern.Leaf, keys: (_ word: String) -> [Stemmer.Keys]) {
      switch leaf {
      case .word(.stem(let form)):
        for keys in keys(form) {
          stems.insert(keys.stem)
          bareStems.insert(keys.bare)
        }
      case .either(let leaves): for leaf in leaves { add(leaf, keys: keys) }
      case .word, .spelt, .denying: others.append(leaf)
      }
    }

    func passes(form: String, folded: String, _ keys: Stemmer.Keys) -> Bool {
      stems.contains(keys.stem) || bareStems.contains(keys.bare)
        || others.contains { leaf in
          switch leaf {
          case .word(.prefix(let start)): folded.utf8.starts(with: start.utf8)
          case .word(.part(let part)): Array(folded.utf8).contains(run: Array(part.utf8))
          case .word(.suffix(let end)): folded.utf8.reversed().starts(with: end.utf8.reversed())
          case .denying(let words): words.contains(folded)
          case .spelt(let text, let ignoringAccents): (ignoringAccents ? folded : form) == text
          case .word(.stem), .word(.sign), .either: false
          }
        }
    }
  }

  /// The matches in a text: byte ranges of its UTF-8, ascending, with overlapping ones merged. For `near` and `all of`
  /// they are the ranges of the parts.
  public func matches(in text: String) -> [Range<Int>] {
    let utf8 = text.utf8.span
    var ranges: [Range<Int>] = []
    var tokens: [Int] = []
    var literals: [Range<Int>: Range<Int>] = [:]
    scanTokens(in: utf8) { range, _ in
      let token = Int(spellings.intern(utf8, range))
      if token * pattern.leaves.count == passes.count { test(String(copying: utf8, range)) }
      ranges.append(range)
      tokens.append(token)
    }
    let leafCount = pattern.leaves.count
    let spans = pattern.spans(
      count: tokens.count,
      holds: { leaf, position in passes[tokens[position] * leafCount + leaf] },
      fits: { span, gaps in
        let bytes = Token.fit(in: text, around: ranges, span, gaps: gaps)
        if let bytes { literals[span] = bytes }
        return bytes != nil
      })
    let marks = spans.compactMap { span in
      literals[span]
        ?? (span.isEmpty ? nil : ranges[span.lowerBound].lowerBound..<ranges[span.upperBound - 1].upperBound)
    }
    return merged(marks.sorted { $0.lowerBound < $1.lowerBound })
  }

  /// Whether the pattern matches a text.
  public func matches(_ text: String) -> Bool { !matches(in: text).isEmpty }

  /// Runs all tests on a new spelling.
  private func test(_ spelling: String) {
    let form = Folding.caseFolded(spelling)
    let folded = Folding.fold(form)
    let own = stemmer.keys(of: form)
    for test in tests { passes.append(test.passes(form: form, folded: folded, own)) }
  }

  private func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges {
      if let last = merged.last, range.lowerBound < last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}
