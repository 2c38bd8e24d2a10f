internal import Glibc

/// Edits text at a terminal with cursor movement.
final class TerminalEditor {
  let options: LineEditorOptions
  let buffer: EditBuffer
  let screen = Screen()
  let history: History
  private let input: InputBytes
  private let keys: KeyReader
  let hasColour: Bool

  private var result = Input.endOfInput
  /// The position in the history; at its end, the text is new.
  private var place = 0
  /// The new text, kept while a history entry is shown.
  private var draft = ""
  /// The search through the history, while active.
  var search: HistorySearch?
  /// The rows below the text until the next key: completion candidates, or a message.
  var below: (_ width: Int, _ height: Int) -> [Row] = { _, _ in [] }

  init(_ options: LineEditorOptions, input: InputBytes, buffer: EditBuffer, history: History) {
    self.options = options
    self.input = input
    self.buffer = buffer
    keys = KeyReader(input: input)
    self.history = history
    hasColour = options.usesColour && (environment("NO_COLOR") ?? "").isEmpty
  }

  func read() -> Input {
    result = .endOfInput
    place = history.entries.count
    draft = ""
    search = nil
    below = { _, _ in [] }
    screen.forget()
    screen.setBracketedPaste(true)
    buffer.edit { [self] in
      while true {
        switch perform(nextKey()) {
        case .goOn: continue
        case .keys(let keys): return .keys(keys)
        case .finish(let input):
          result = input
          show(isFinal: true)
          screen.leave()
          return .finish
        }
      }
    }
    screen.setBracketedPaste(false)
    return result
  }

  /// The effect of a key.
  private enum Step {
    case goOn
    case keys(String)
    case finish(Input)
  }

  /// Draws the text, unless more keys have arrived already, and waits for a key.
  private func nextKey() -> Key {
    if !input.isReady(within: 0) { show() }
    while !input.isReady(within: 200) {
      if screen.takeNewSize() { show() }
    }
    let key = keys.next()
    if screen.takeNewSize() { show() }
    below = { _, _ in [] }
    return key
  }

  private func perform(_ key: Key) -> Step {
    if let step = search(key) { return step }
    let (text, cursor) = buffer.contents
    switch key {
    case .text(let typed), .paste(let typed): buffer.insert(typed)
    case .oversizedPaste: remark("Pasted text of more than \(KeyReader.pasteLimit >> 20) MB was left out.")
    case .enter:
      if options.isComplete(text) { return .finish(.line(text)) }
      buffer.insert("\n" + options.continuationIndent)
    case .newLine: buffer.insert("\n" + options.continuationIndent)
    case .complete: complete(text, cursor)
    case .left: if cursor > text.startIndex { buffer.moveCursor(to: text.index(before: cursor), of: text) }
    case .right:
      if cursor < text.endIndex {
        buffer.moveCursor(to: text.index(after: cursor), of: text)
      } else {
        takeHint(after: text)
      }
    case .lineStart: buffer.moveCursor(to: text.lineStart(at: cursor), of: text)
    case .lineEnd:
      if cursor < text.endIndex {
        buffer.moveCursor(to: text.lineEnd(at: cursor), of: text)
      } else {
        takeHint(after: text)
      }
    case .up: up(text, cursor)
    case .down: down(text, cursor)
    case .deleteBefore:
      if cursor > text.startIndex { buffer.replace(text.index(before: cursor)..<cursor, of: text, with: "") }
    case .deleteAfter, .endOrDelete:
      if text.isEmpty, key == .endOrDelete { return .finish(.endOfInput) }
      if cursor < text.endIndex { buffer.replace(cursor..<text.index(after: cursor), of: text, with: "") }
    case .interrupt: return .finish(.interrupted)
    case .search: search = HistorySearch(entries: history.entries, draft: text)
    case .clearScreen: screen.clear()
    case .suspend: suspend()
    case .command(let keys): return .keys(keys)
    case .cancel, .unknown: break
    case .endOfInput: return .finish(.endOfInput)
    }
    return .goOn
  }

  private func takeHint(after text: String) {
    if let hint = hint(after: text) { buffer.insert(hint.text) }
  }

  // MARK: Lines and history

  /// Moves to the line above or, on the first line, to the previous history entry.
  private func up(_ text: String, _ cursor: String.Index) {
    let start = text.lineStart(at: cursor)
    guard start == text.startIndex else {
      let above = text.lineStart(at: text.index(before: start))
      return moveCursor(toLineAt: above, column: text.distance(from: start, to: cursor), of: text)
    }
    guard place > 0 else { return screen.beep() }
    if place == history.entries.count { draft = text }
    place -= 1
    setText(history.entries[place])
  }

  /// Moves to the line below or, on the last line, to the next history entry or back to the new text.
  private func down(_ text: String, _ cursor: String.Index) {
    let end = text.lineEnd(at: cursor)
    guard end == text.endIndex else {
      let column = text.distance(from: text.lineStart(at: cursor), to: cursor)
      return moveCursor(toLineAt: text.index(after: end), column: column, of: text)
    }
    guard place < history.entries.count else { return screen.beep() }
    place += 1
    setText(place < history.entries.count ? history.entries[place] : draft)
  }

  private func moveCursor(toLineAt start: String.Index, column: Int, of text: String) {
    let end = text.lineEnd(at: start)
    buffer.moveCursor(to: text.index(start, offsetBy: column, limitedBy: end) ?? end, of: text)
  }

  func setText(_ new: String) {
    let old = buffer.contents.text
    buffer.replace(old.startIndex..<old.endIndex, of: old, with: new)
  }

  /// Handles a key of an active history search. Any other key ends the search and then has its usual effect.
  private func search(_ key: Key) -> Step? {
    guard var search else { return nil }
    var isFound = true
    switch key {
    case .text(let typed): isFound = search.look(for: search.pattern + typed)
    case .paste(let typed): isFound = search.look(for: search.pattern + typed.prefix { $0 != "\n" })
    case .deleteBefore: isFound = search.look(for: String(search.pattern.dropLast()))
    case .search: isFound = search.lookFurther()
    case .cancel, .interrupt:
      self.search = nil
      setText(search.draft)
      return .goOn
    default:
      self.search = nil
      if let found = search.found { place = found }
      return nil
    }
    self.search = search
    setText(search.text)
    if !isFound { screen.beep() }
    return .goOn
  }

  // MARK: The terminal

  /// Stops the process (Ctrl-Z) until the shell continues it.
  private func suspend() {
    show(isFinal: true)
    screen.leave()
    screen.setBracketedPaste(false)
    buffer.prepareTerminal(edits: false)
    raise(SIGTSTP)
    buffer.prepareTerminal(edits: true)
    screen.setBracketedPaste(true)
  }

  func remark(_ text: String) {
    below = { width, _ in
      var canvas = Canvas(width: width)
      canvas.add(text)
      return canvas.finish()
    }
  }
}

extension String {
  /// The start of the line that contains a position.
  func lineStart(at place: Index) -> Index {
    self[..<place].lastIndex(of: "\n").map { index(after: $0) } ?? startIndex
  }

  /// The end of the line that contains a position: its line break, or the end of the text.
  func lineEnd(at place: Index) -> Index { self[place...].firstIndex(of: "\n") ?? endIndex }
}
