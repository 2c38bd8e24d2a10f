extension TerminalEditor {
  /// Longer texts (in bytes) are shown without styles, so that keys are handled quickly.
  static let longestStyled = 16 << 10

  /// Draws the text, the rows below it, and the cursor. If `isFinal`, only the text, with the cursor at its end.
  func show(isFinal: Bool = false) {
    let (text, cursor) = buffer.contents
    let (height, width) = screen.size
    var canvas = Canvas(width: width)
    draw(text, cursor: isFinal ? text.endIndex : cursor, isFinal: isFinal, on: &canvas)
    let rows = canvas.finish()
    if isFinal {
      let seen = rows.suffix(height)
      return screen.show(Picture(rows: Array(seen), cursor: (seen.count - 1, 0)))
    }
    // At most half the screen, so that earlier output stays visible.
    let room = max(min(4, height - 1), min(height / 2, height - rows.count))
    let extra = below(width, room).prefix(room)
    // Of a text taller than the screen, the part around the cursor is shown.
    let window = min(rows.count, height - extra.count)
    let top = min(max(0, canvas.cursor.row - window / 2), rows.count - window)
    screen.show(
      Picture(
        rows: Array(rows[top..<top + window] + extra), cursor: (canvas.cursor.row - top, canvas.cursor.column)
      ))
  }

  private func draw(_ text: String, cursor: String.Index, isFinal: Bool, on canvas: inout Canvas) {
    let isStyled = hasColour && text.utf8.count <= Self.longestStyled && search == nil
    let spans = isStyled ? styledSpans(of: text) : []
    var span = 0
    var offset = 0
    canvas.add(search.map { "search ‘\($0.pattern)’: " } ?? options.prompt(), style: hasColour ? "1" : "")
    var isMarked = cursor == text.endIndex
    for index in text.indices {
      let character = text[index]
      // If the cursor is between a letter and its combining mark, it is shown after both.
      if !isMarked, index >= cursor {
        canvas.markCursor(before: character)
        isMarked = true
      }
      if character == "\n" {
        canvas.breakRow()
        canvas.add(options.continuationPrompt, style: hasColour ? "2" : "")
      } else {
        while span < spans.count, spans[span].0.upperBound <= offset { span += 1 }
        let isInside = span < spans.count && spans[span].0.lowerBound <= offset
        canvas.add(character, style: isInside ? spans[span].1.parameters : "")
      }
      offset += character.utf8.count
    }
    if isFinal || (isMarked && cursor < text.endIndex) { return }
    canvas.markCursor(before: nil)
    if let hint = hint(after: text) {
      // The last column stays free, so that a suggestion never wraps.
      var room = canvas.width - canvas.column - 1
      let line = hint.text.contains("\n") ? hint.text.prefix { $0 != "\n" } + " …" : hint.text + hint.remark
      for character in line where columnCount(of: character) >= 0 {
        room -= columnCount(of: character)
        if room < 0 { break }
        canvas.add(character, style: "2")
      }
    }
  }

  /// The suggestion after a text: the rest of the newest history entry that starts with it, else what the language
  /// suggests.
  func hint(after text: String) -> Hint? {
    guard hasColour, search == nil, text.utf8.count <= Self.longestStyled else { return nil }
    let isBlank = text.allSatisfy(\.isWhitespace)
    if !isBlank, let entry = history.entries.last(where: { $0.utf8.starts(with: text.utf8) && $0 != text }) {
      return Hint(text: String(decoding: entry.utf8.dropFirst(text.utf8.count), as: UTF8.self))
    }
    return options.hint?(text)
  }

  /// The styled parts, in order; of two that overlap, the first.
  private func styledSpans(of text: String) -> [(Range<Int>, HighlightStyle)] {
    (options.highlight?(text) ?? []).sorted { $0.0.lowerBound < $1.0.lowerBound }
  }
}

extension HighlightStyle {
  /// The SGR parameters, legible on dark and on light backgrounds.
  fileprivate var parameters: String {
    switch self {
    case .keyword: "1"
    case .name: "36"
    case .text: "32"
    case .number: "35"
    case .comment: "2"
    case .error: "4;31"
    }
  }
}
