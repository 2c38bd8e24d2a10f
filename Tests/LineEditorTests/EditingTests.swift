import Glibc
import Testing

@Suite(.serialized)
struct EditingTests {
  @Test func submitsALineAndLeavesOnControlD() throws {
    let session = try TrialSession()
    session.expect("trial>")
    session.type("segment seller\r")
    session.expect("trial> segment seller", "=> \"segment seller\"", "trial>")
    session.type("\u{04}")
    session.expect("trial>", "=> end")
    #expect(session.end() == 0)
  }

  @Test func entersFurtherLinesUntilTheTextIsComplete() throws {
    let session = try TrialSession()
    session.type("segment (\rchurned\r)\r")
    session.expect("=> \"segment (\\n  churned\\n  )\"", "trial>")
    session.type("a (\r")
    session.expect("trial> a (", "  ...>")
    session.type("b\u{1B}\rc)\r")
    session.expect("trial> a (", "  ...>   b", "  ...>   c)", "=> \"a (\\n  b\\n  c)\"", "trial>")
  }

  @Test func movesInsideSeveralLines() throws {
    let session = try TrialSession()
    session.type("one (\rtwo\rthree")
    session.expect("trial> one (", "  ...>   two", "  ...>   three")
    session.type("\u{1B}[A\u{1B}[A\u{1B}[H1\u{1B}[B2\u{1B}[F3\u{1B}OB\u{05}4)\r")
    session.expect("=> \"1one (\\n 2 two3\\n  three4)\"", "trial>")
  }

  @Test func movingUpToAShorterLineGoesToItsEnd() throws {
    let session = try TrialSession()
    session.type("(\rlonger\u{1B}[A!)\r")
    session.expect("=> \"(!)\\n  longer\"", "trial>")
  }

  @Test func deletesWholeCharacters() throws {
    let session = try TrialSession()
    session.type("e\u{301}👨‍👩‍👧数x")
    session.type("\u{1B}[D\u{7F}\u{7F}")
    session.type("\r")
    session.expect("=> \"e\u{301}x\"", "trial>")
    session.type("abc数\u{01}\u{1B}[3~\u{04}\r")
    session.expect("=> \"c数\"", "trial>")
  }

  @Test func typingBeforeACombiningMark() throws {
    let session = try TrialSession()
    session.type("\u{301}\u{01}x")
    session.expect("the cursor after x and its mark") { $0.lines.last == "trial> x\u{301}" && $0.column == 8 }
    session.type("y\r")
    session.expect("=> \"xy\u{301}\"", "trial>")
  }

  @Test func aLoneEscapeKeepsTheNextKeys() throws {
    let session = try TrialSession()
    session.type("\u{1B}")
    usleep(700_000)
    session.type("count\u{1B}")
    usleep(700_000)
    // Sequences that only a terminal sends are waited for, however slow the line.
    session.type("[Dx\r")
    session.expect("=> \"counxt\"", "trial>")
  }

  @Test func killsAndYanksWords() throws {
    let session = try TrialSession()
    session.type("alpha beta\u{17}gamma\u{01}\u{0B}\u{19} \u{19}\u{1B}[1;5D!\r")
    session.expect("=> \"alpha gamma alpha !gamma\"", "trial>")
  }

  @Test func showsWideTextInTwentyColumns() throws {
    let session = try TrialSession(rows: 10, columns: 20)
    session.type("数える数える数える")
    session.expect("trial> 数える数える", "数える")
    session.type("\u{01}a")
    session.expect("trial> a数える数える", "数える")
    session.type("\u{05}0123456789")
    session.expect("trial> a数える数える", "数える0123456789")
    session.type("abcd")
    session.expect("trial> a数える数える", "数える0123456789abcd")
    session.expect("the cursor on a row of its own") { $0.row == 2 && $0.column == 0 }
    session.type("\u{7F}\r")
    session.expect(
      "trial> a数える数える", "数える0123456789abc", "=> \"a数える数える数", "える0123456789abc\"", "trial>")
  }

  @Test func showsATextTallerThanTheScreen() throws {
    let session = try TrialSession(rows: 6, columns: 40)
    session.type("(" + (1...20).map { "\r\($0)" }.joined())
    session.expect("  ...>   19", "  ...>   20")
    session.type(String(repeating: "\u{10}", count: 15) + "!")
    session.expect("line 5 with the cursor") {
      $0.lines.count == 6 && $0.lines[$0.row] == "  ...>   5!"
    }
    session.type("\u{03}")
    session.expect("=> interrupted", "trial>")
  }

  @Test func controlCClearsTheText() throws {
    let session = try TrialSession()
    session.type("half a thou")
    session.expect("trial> half a thou")
    session.type("\u{03}")
    session.expect("trial> half a thou", "=> interrupted", "trial>")
    session.type("x (\ry\u{03}whole\r")
    session.expect("=> \"whole\"", "trial>")
  }

  @Test func takesANewSize() throws {
    let session = try TrialSession(rows: 10, columns: 40)
    session.type("segment seller where churned")
    session.expect("trial> segment seller where churned")
    session.resize(rows: 10, columns: 20)
    session.expect("trial> segment selle", "r where churned")
    session.resize(rows: 10, columns: 60)
    session.expect("trial> segment seller where churned")
    session.type("!\r")
    session.expect("=> \"segment seller where churned!\"", "trial>")
  }

  @Test func waitsForSequencesInPieces() throws {
    let session = try TrialSession()
    session.type("ab")
    session.expect("trial> ab")
    for byte in Array("\u{1B}[Dé".utf8) {
      session.type(bytes: [byte])
      // The program has read the byte once it is idle.
      session.settle()
    }
    session.type("\r")
    session.expect("=> \"aéb\"", "trial>")
    // An incomplete sequence is dropped, and the key after it counts.
    session.type("x\u{1B}[1;\ry\u{1B}\u{03}")
    session.expect("=> \"x\"", "trial> y", "=> interrupted", "trial>")
    session.type("a\u{1B}[99~\u{1B}[1;2Sb\u{1B}zc\r")
    session.expect("=> \"abc\"", "trial>")
  }

  @Test func bytesThatAreNotTextDoNoHarm() throws {
    let session = try TrialSession()
    session.type(bytes: [0xFF, 0xC3, 0x29, 0xE2, 0x82, 0x41, 0x00, 0x1F, 0xC2, 0x9B, 0x0D])
    session.expect("=> \"\u{FFFD}\u{FFFD})\u{FFFD}A\"", "trial>")
    session.type("\u{04}")
    #expect(session.end() == 0)
  }

  @Test func coloursWhatIsTypedAndHintsAtTheEnd() throws {
    let session = try TrialSession()
    session.type("segm")
    session.expect("trial> segment POPULATION")
    session.expectOutput("segm\u{1B}[0;2ment POPULATION")
    session.expect("the cursor after what is typed") { $0.column == 11 }
    session.type("ent x")
    session.expect("trial> segment x")
    session.expectOutput("\u{1B}[0;1mtrial> segment\u{1B}[0m x")
    session.type("\r")
    session.expect("=> \"segment x\"", "trial>")
  }

  @Test func rightTakesAHint() throws {
    let session = try TrialSession()
    session.type("segm\u{1B}[C")
    session.expect("trial> segment")
    session.type(" a (\rb)\r")
    session.expect("trial> segment a (", "  ...>   b)", "=> \"segment a (\\n  b)\"", "trial>")
    // Earlier questions come first.
    session.type("segm")
    session.expect("trial> segment a ( …")
    session.type("\u{06}\r")
    session.expect("trial> segment a (", "  ...>   b)", "=> \"segment a (\\n  b)\"", "trial>")
    session.type("segm\u{01}\u{1B}[C!")
    session.expect("trial> s!egm")
    session.type("\u{03}\u{1B}[C!")
    session.expect("trial> s!egm", "=> interrupted", "trial> !")
  }

  @Test func theNewestThatStartsSoIsHinted() throws {
    let session = try TrialSession()
    session.type("count a\rcount b\rcou")
    session.expect("=> \"count a\"", "trial> count b", "=> \"count b\"", "trial> count b")
  }

  @Test func noColourMeansNone() throws {
    let session = try TrialSession(variables: ["NO_COLOR": "1"])
    session.type("segm")
    session.expect("trial> segm")
    session.type("ent x\r")
    session.expect("trial> segment x", "=> \"segment x\"", "trial>")
    #expect(!session.rawOutput.contains("POPULATION"))
    #expect(!session.rawOutput.contains("\u{1B}[0"))
  }

  @Test func aDumbTerminalGetsPromptsAndNoSequences() throws {
    let session = try TrialSession(variables: ["TERM": "dumb"])
    session.expect("trial>")
    session.type("segment (\n")
    session.expect("trial> segment (", "  ...>")
    session.type("x)\n")
    session.expect("=> \"segment (\\n  x)\"", "trial>")
    session.type("half\u{03}")
    session.expect("=> interrupted", "trial>")
    session.type("\u{04}")
    session.expect("=> end")
    #expect(session.end() == 0)
    #expect(!session.rawOutput.contains("\u{1B}"))
  }
}
