import SourceText
import Testing

@testable import Syntax

@Suite struct ExampleTests {
  @Test(arguments: Examples.conditions) func condition(_ text: String) {
    checkRoundTrip("segment customers where " + text)
  }

  @Test(arguments: Examples.statements) func statement(_ text: String) { checkRoundTrip(text) }

  @Test func workspace() {
    #expect(check(Examples.workspace).count == 4)
    checkRoundTrip(Examples.workspace)
  }

  @Test func questions() {
    #expect(check(Examples.questions).count > 80)
    checkRoundTrip(Examples.questions)
  }

  @Test func everyVerbHasAnExampleThatParses() {
    for verb in Registry.verbs { checkRoundTrip(verb.example) }
  }

  @Test func formattingIsIdempotentAndKeepsMeaning() {
    for text in [Examples.workspace, Examples.questions, Examples.statements.joined(separator: "\n")] {
      let script = parse(SourceFile(name: "test", text: text)).script
      let once = script.formatted
      let again = parse(SourceFile(name: "test", text: once)).script
      #expect(again == script)
      #expect(again.formatted == once)
      #expect(again.comments.map(\.text) == script.comments.map(\.text))
    }
  }
}
