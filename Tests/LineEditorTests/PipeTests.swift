import Glibc
import Testing

@testable import LineEditor

struct PipeTests {
  @Test func pipedInputIsReadLineByLineWithoutPrompts() throws {
    let folder = try TemporaryFolder()
    let input = folder.file("input", "one\r\n\nsegment (\nlast\u{1B}[A")
    let output = folder.path + "/output"
    let command = "'\(TrialSession.program)' < '\(input)' > '\(output)'"
    // SAFETY: the command ends with zero and is copied.
    #expect(unsafe system(command) == 0)
    #expect(
      folder.contents(of: output)
        == "=> \"one\"\n=> \"\"\n=> \"segment (\"\n=> \"last\\u{1B}[A\"\n=> end\n")
  }

  @Test func whatAPipeBringsIsNotKept() throws {
    let folder = try TemporaryFolder()
    let (input, history) = (folder.file("input", "count\n"), folder.path + "/history")
    // SAFETY: the command ends with zero and is copied.
    #expect(unsafe system("'\(TrialSession.program)' '\(history)' < '\(input)' > /dev/null") == 0)
    #expect(folder.contents(of: history) == nil)
  }

  @Test func keysComeFromBytes() throws {
    func keys(_ bytes: String) throws -> [Key] {
      var ends: [Int32] = [0, 0]
      // SAFETY: `pipe` fills two descriptors; the bytes are read only, as many as there are.
      try #require(unsafe pipe(&ends) == 0)
      let all = Array(bytes.utf8)
      unsafe _ = write(ends[1], all, all.count)
      close(ends[1])
      defer { close(ends[0]) }
      let reader = KeyReader(input: InputBytes(descriptor: ends[0]))
      var keys: [Key] = []
      repeat { keys.append(reader.next()) } while keys.last != .endOfInput
      return keys.dropLast()
    }
    #expect(try keys("ab\r\t") == [.text("ab"), .enter, .complete])
    #expect(
      try keys("\u{1B}[A\u{1B}OA\u{1B}[1;5C\u{1B}[3~") == [.up, .up, .command("\u{1B}f"), .deleteAfter])
    #expect(try keys("\u{1B}[200~a\r\nb\u{1B}[201~c") == [.paste("a\nb"), .text("c")])
    #expect(try keys("\u{1B}[200~never ended") == [.paste("never ended")])
    #expect(try keys("\u{1B}") == [])
    #expect(try keys("\u{1B}[1;") == [.unknown])
    #expect(try keys("\u{1B}\u{1B}[B") == [.unknown, .down])
    #expect(try keys("\u{1B}\u{7F}") == [.command("\u{17}")])
  }

  @Test func charactersTakeColumns() {
    // The locale defines the classes of characters, as in the editor.
    // SAFETY: the argument is copied; the result is not kept.
    _ = unsafe setlocale(LC_CTYPE, "C.UTF-8")
    let expected: [(Character, Int)] = [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("数", 2), ("한", 2), ("😀", 2), ("👨‍👩‍👧", 2), ("👍🏽", 2), ("❤️", 2),
      ("\u{07}", -1),
      ("\u{9B}", -1),
    ]
    for (character, columns) in expected { #expect(columnCount(of: character) == columns) }
    var canvas = Canvas(width: 4)
    canvas.add("a数数\tb\u{07}")
    #expect(canvas.finish().map(\.text) == ["a数", "数  ", "b\u{FFFD}"])
  }
}
