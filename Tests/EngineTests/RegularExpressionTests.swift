import Testing
import Text

struct RegularExpressionTests {
  @Test(arguments: [
    ("abc", "xabcx", true), ("^abc", "xabc", false), ("abc$", "abcx", false), ("^$", "", true),
    ("", "x", true),
    ("a.c", "a\nc", false), ("a.c", "aéc", true), ("[a-c]+$", "xxabc", true), ("[^a-c]", "abc", false),
    ("a|bc|d", "bc", true), ("(ab)+c", "ababc", true), ("^(ab){2,3}$", "ab", false),
    ("^(ab){2,3}$", "ababab", true),
    ("^(ab){2}$", "ababab", false), ("^a{2,}$", "aaaa", true), ("colou?r", "color", true),
    ("\\bcat\\b", "a cat.", true),
    ("\\bcat\\b", "concat", false), ("\\d{4}-\\d\\d", "on 2025-03", true),
    ("\\w+@\\w+\\.edu$", "ann@mit.edu", true),
    ("[\\]a]", "]", true), ("[]a]", "]", true), ("[a-]", "-", true), ("\\u00e9", "é", true),
    ("a{,2}", "a{,2}", true),
    ("(?:a|b)c", "bc", true), ("a*?b", "aab", true), ("\\S\\s\\S", "a b", true), ("[\\d\\s]", "x", false),
  ])
  func finds(pattern: String, text: String, expected: Bool) throws {
    #expect(try RegularExpression(pattern).matches(text) == expected)
  }

  @Test(arguments: [
    ("P[0-9]{3}", "2025-05-05 P106 Zoom.vtt", "P106"), ("a|ab", "xabx", "ab"), ("b+", "abbbcbbbbb", "bbb"),
    ("a+b|b", "aab", "aab"), ("(ab|b)c?", "abbc", "ab"), ("", "x", ""), ("x", "abc", nil), ("^b", "ab", nil),
    ("\\bcat\\b", "concat cat", "cat"), ("é.", "aéü", "éü"), ("c$", "cc", "c"),
  ])
  func findsTheFirst(pattern: String, text: String, expected: String?) throws {
    #expect(try RegularExpression(pattern).firstMatch(in: text).map { String(text[$0]) } == expected)
  }

  @Test func lettersOfEitherCase() throws {
    #expect(try RegularExpression("^É[a-z]$", ignoresCase: true).matches("éA"))
    #expect(try !RegularExpression("[^a]", ignoresCase: true).matches("aA"))
  }

  @Test(arguments: [
    "(", "a)", "[", "*a", "a**", "\\", "\\1", "(?=a)", "a{3,2}", "[z-a]", "a{5000}", "\\q",
    "((a{999}){999}){999}",
  ])
  func errors(pattern: String) {
    #expect(throws: RegularExpression.Invalid.self) { try RegularExpression(pattern) }
  }

  /// Patterns that take exponential time with backtracking finish at once.
  @Test func hostilePatternsEnd() throws {
    #expect(try !RegularExpression("^(a+)+$").matches(String(repeating: "a", count: 2_000) + "b"))
    #expect(try !RegularExpression("(a|a)*c").matches(String(repeating: "a", count: 2_000)))
    #expect(try RegularExpression("(a*)*").matches("b"))
    #expect(throws: RegularExpression.Invalid.self) {
      try RegularExpression(String(repeating: "(", count: 10_000))
    }
  }
}
