import Testing

@Suite(.serialized)
struct PasteTests {
  private let start = "\u{1B}[200~"
  private let end = "\u{1B}[201~"

  @Test func pastedTabsAndLineBreaksAreText() throws {
    let session = try TrialSession()
    session.type(start + "sel\tx\r\ny\rz\n\u{07}" + end)
    session.expect("trial> sel      x", "  ...> y", "  ...> z", "  ...>")
    session.type("\r")
    session.expect("=> \"sel\\tx\\ny\\nz\\n\"", "trial>")
  }

  @Test func theEndOfAPasteMayArriveInPieces() throws {
    let session = try TrialSession()
    session.type(start + "a\rb" + "\u{1B}[20")
    session.settle()
    session.type("1~c\r")
    session.expect("=> \"a\\nbc\"", "trial>")
  }

  @Test func aPasteOfAMegabyteIsTaken() throws {
    let session = try TrialSession()
    let line = "segment seller where churned and mentioned trust\n"
    let text = String(repeating: line, count: (1 << 20) / line.utf8.count)
    session.type(start + text + end + "\r")
    session.expect("=> \(text.utf8.count) bytes", "trial>")
  }

  @Test func aPasteOverTheLimitIsRefusedWithAMessage() throws {
    let session = try TrialSession()
    session.type("kept" + start + String(repeating: "x", count: 5 << 20) + end)
    session.expect("trial> kept", "Pasted text of more than 4 MB was left out.")
    session.type("!\r")
    session.expect("trial> kept!", "=> \"kept!\"", "trial>")
  }

  @Test func manyLinesWithoutMarksAreTakenAsTyped() throws {
    let session = try TrialSession()
    session.type("(" + String(repeating: "\rx y z", count: 300) + ")\r")
    session.expect("=> \(1 + 300 * 8 + 1) bytes", "trial>")
  }
}
