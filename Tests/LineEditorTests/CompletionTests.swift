import Glibc
import Testing

@testable import LineEditor

@Suite(.serialized)
struct CompletionTests {
  @Test func tabPutsInWhatCandidatesShareAndThenListsThem() throws {
    let session = try TrialSession()
    session.type("sel\t")
    session.expect("trial> seller")
    session.type("\t")
    session.expect("trial> seller", "seller  population   sellers  population")
    session.expect("the cursor in the text") { $0.row == $0.lines.count - 2 && $0.column == 13 }
    session.type("s")
    session.expect("trial> sellers")
    session.type(" SEG\t")
    session.expect("trial> sellers segment")
    session.type("\u{01}\u{06}\u{06}\u{06}\t")
    session.expect("trial> sellerlers segment")
  }

  @Test func noCandidateBeeps() throws {
    let session = try TrialSession()
    session.type("zzz\t")
    session.expectOutput("\u{07}")
    session.expect("trial> zzz")
  }

  @Test func theListIsFittedToTheScreen() throws {
    let session = try TrialSession(rows: 12, columns: 20)
    session.type("word\t")
    session.expect("a list in two columns") {
      $0.lines.contains("trial> word") && $0.lines.contains("word1    word6")
        && $0.lines.last == "… and 290 more"
    }
    session.type("29")
    session.expect("trial> word29")
    session.type("\t")
    session.expect(
      "word29   word295", "word290  word296", "word291  word297", "word292  word298", "word293  word299",
      "word294")
  }

  @Test func whatCannotBeShownIsNotOffered() throws {
    let session = try TrialSession()
    session.type("se\t\t")
    session.expect("the candidates") {
      $0.lines.last == "segment   seller  population   sellers  population"
        || $0.lines.last?.hasPrefix("segment") == true
    }
    #expect(!session.rawOutput.contains("\u{1B}[2J"))
  }

  @Test func listsAnyCandidatesInAnySize() {
    // The locale defines the widths of characters, as in the editor.
    // SAFETY: the argument is copied; the result is not kept.
    _ = unsafe setlocale(LC_CTYPE, "C.UTF-8")
    let candidates = ["数える", "a", "a long candidate, longer than the screen", "e\u{301}"].enumerated().map {
      Completion(text: $1, display: $0 == 1 ? "bad\u{1B}remark" : "", replaces: 0..<0)
    }
    for count in 0...candidates.count {
      for width in 2...50 {
        for height in 1...5 {
          let rows = list(Array(candidates.prefix(count)), width: width, height: height, isColoured: false)
          #expect(rows.count <= max(height, 1))
          #expect(rows.allSatisfy { $0.width <= width && !$0.text.contains("\u{1B}") })
        }
      }
    }
  }
}
