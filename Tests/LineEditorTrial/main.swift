// A program with only a line editor, for the tests to drive: it prints the result of every `read`.
internal import Glibc
internal import LineEditor

let words = ["segment", "seller", "sellers", "数える"] + (1...300).map { "word\($0)" }

/// Offers the words that start like the one before the cursor.
func completions(_ buffer: String, _ cursor: Int) -> [Completion] {
  let typed = Array(buffer.utf8.prefix(cursor))
  let start = typed.lastIndex(of: UInt8(ascii: " ")).map { $0 + 1 } ?? 0
  let word = String(decoding: typed[start...], as: UTF8.self)
  let offers = words.filter { $0.hasPrefix(word.lowercased()) }.map {
    Completion(text: $0, display: $0.hasPrefix("sel") ? "population" : "", replaces: start..<cursor)
  }
  // One that cannot be shown must never be offered.
  return offers + [Completion(text: "se\u{1B}[2J", display: "", replaces: start..<cursor)]
}

func spans(_ buffer: String) -> [(Range<Int>, HighlightStyle)] {
  buffer.hasPrefix("segment") ? [(0..<7, .keyword)] : []
}

let editor = LineReader(
  LineEditorOptions(
    prompt: "trial> ",
    continuationPrompt: "  ...> ",
    continuationIndent: "  ",
    historyFile: CommandLine.arguments.dropFirst().first,
    isComplete: { text in text.count { $0 == "(" } <= text.count { $0 == ")" } },
    complete: completions,
    highlight: spans,
    hint: { $0 == "segm" ? Hint(text: "ent", remark: " POPULATION") : nil }
  ))
reading: while true {
  switch editor.read() {
  case .line(let text) where text.utf8.count > 200: print("=> \(text.utf8.count) bytes")
  case .line(let text): print("=> \(text.debugDescription)")
  case .interrupted: print("=> interrupted")
  case .endOfInput:
    print("=> end")
    break reading
  }
  fflush(nil)
}
