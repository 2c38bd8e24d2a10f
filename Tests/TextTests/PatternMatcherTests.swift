import Testing

@testable import Text

@Suite struct PatternMatcherTests {
  @Test func smoke() throws {
    var builder = TextIndexBuilder()
    builder.add("They trusted us")
    builder.add("No trust. At all")
    builder.add("退款太慢")
    let index = builder.finish(language: .english)
    let trust = try #require(Pattern(typed: "Trust"))
    #expect(index.documents(matching: trust) { _ in "" } == [0, 1])
    #expect(index.forms(matching: trust).map(\.form) == ["trust", "trusted"])
    #expect(PatternMatcher(trust, language: .english).matches(in: "They trusted us") == [5..<12])
    let refund = try #require(Pattern(typed: "退款"))
    #expect(index.documents(matching: refund) { _ in "" } == [2])
  }
}
