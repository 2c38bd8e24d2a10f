import SourceText
import Testing

/// Lines and columns of a text, as people count them.
@Suite struct PlaceTests {
  @Test func columnsAreCountedInScalars() {
    let file = SourceFile(name: "s", text: "é数a\n\tb")
    #expect(file.line(at: 5) == 1 && file.column(at: 5) == 3)
    #expect(file.line(at: 8) == 2 && file.column(at: 8) == 2)
  }

  @Test func whatIsShownDrivesNoTerminal() {
    #expect(printable("a\tb\r\nc\u{1B}\u{9B}\u{202E}") == "a b  c\u{FFFD}\u{FFFD}\u{FFFD}")
  }
}
