internal import DataModel
internal import SourceText

/// An answer for a person at a terminal: the reading, the figures, tables that fit the screen, voices, doubts.
struct TerminalFormat: Layout {
  let style: Style

  private var paint: Paint { Paint(usesColor: style.usesColor) }

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    let text = style.usesASCII ? inASCII(screen(answer.withPlainSigns)) : screen(answer)
    // Expectations stand line under line.
    let isLine = answer.holds != nil && place.isAfterLine
    return (place.answers > 0 && !isLine ? "\n" : "") + text
  }

  func note(_ text: String, after place: Document.Place) -> String {
    (place.answers > 0 ? "\n" : "") + visible(text) + "\n"
  }

  private func screen(_ answer: Answer) -> String {
    var blocks: [[String]] = []
    if answer.holds != nil {
      let verdict = [answer.headline ?? "", answer.reading].joined(separator: " — ")
      let notes = answer.notes.flatMap { visible("· \($0)").wrapped(to: style.width) }
      return (visible(verdict).wrapped(to: style.width) + notes.map(paint.dim)).joined(separator: "\n") + "\n"
    }
    if !answer.reading.isEmpty {
      blocks.append(visible(answer.reading).wrapped(to: style.width).map(paint.dim))
    }
    if let headline = answer.headline {
      // Lines that go on are set in, as in a statement: what is to be typed can be copied.
      let lines = visible(headline).wrapped(to: style.width - 2)
      blocks.append(lines.enumerated().map { paint.bold(($0.offset == 0 ? "" : "  ") + $0.element) })
    }
    for table in answer.tables {
      blocks += TerminalTable(table: table, style: style).blocks
    }
    if !answer.quotes.isEmpty {
      blocks += answer.quotes.map { TerminalQuote(quote: $0, style: style).lines }
    }
    if let caption = answer.quotesCaption {
      blocks.append(visible(caption).wrapped(to: style.width).map(paint.dim))
    }
    if !answer.notes.isEmpty {
      blocks.append(
        answer.notes.flatMap { note -> [String] in
          let lines = visible(note).wrapped(to: style.width - 2)
          return lines.enumerated().map { paint.dim(($0.offset == 0 ? "· " : "  ") + $0.element) }
        })
    }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }
}

/// Text from data with everything that could drive a terminal made visible; line breaks become blanks.
func visible(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: drivesTerminal) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if !drivesTerminal(scalar) {
      result.append(scalar)
    } else {
      result.append(["\t", "\n", "\r", "\u{2028}", "\u{2029}"].contains(scalar) ? " " : "\u{FFFD}")
    }
  }
  return String(result)
}

/// Control characters, and those that turn the direction of a line.
private func drivesTerminal(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
  case _: false
  }
}
