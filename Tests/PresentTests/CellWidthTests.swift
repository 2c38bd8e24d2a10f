import SourceText
import TestSupport
import Testing

@testable import Present

@Suite struct CellWidthTests {
  @Test(arguments: [
    ("abc", 3), ("", 0), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한국", 4), ("🙂", 2), ("👩‍👩‍👧", 2), ("ไทย", 3),
    ("\u{200B}", 0),
    ("ＡＢ", 4),
  ])
  func cells(text: String, width: Int) { #expect(text.cellWidth == width) }

  @Test func cutsByCells() {
    #expect("日本語".fitted(to: 5) == "日本…")
    #expect("日本語".fitted(to: 6) == "日本語")
    #expect("abc".fitted(to: 1) == "…")
    #expect("abc".fitted(to: 0) == "")
  }

  @Test func wraps() {
    #expect("one two three".wrapped(to: 7) == ["one two", "three"])
    #expect("abcdefgh".wrapped(to: 3) == ["abc", "def", "gh"])
    #expect("a abcdefgh".wrapped(to: 3) == ["a", "abc", "def", "gh"])
    #expect("日本語です".wrapped(to: 4) == ["日本", "語で", "す"])
    #expect("x 日本語です".wrapped(to: 4).joined().filter { $0 != " " } == "x日本語です")
    #expect("".wrapped(to: 4).isEmpty)
  }

  /// No line is wider than the limit, and nothing but blanks is lost.
  @Test func wrappingLosesNothing() {
    var random = SplitMix(seed: 1)
    let alphabet: [Character] = ["a", "b", " ", "日", "🙂", "é", "ไ"]
    for _ in 0..<2000 {
      let text = String(
        (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement() ?? "a" })
      let width = Int.random(in: 2...12, using: &random)
      let lines = text.wrapped(to: width)
      #expect(lines.allSatisfy { $0.cellWidth <= width })
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }
}
