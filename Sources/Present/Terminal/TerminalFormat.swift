internal import DataModel
internal import SourceText

/// Writes an answer for a terminal: the reading, the headline, tables that fit the screen, quotes and notes.
struct TerminalFormat: Layout {
  let style: Style

  private var paint: Paint { Paint(usesColor: style.usesColor) }

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    let text = style.usesASCII ? inASCII(screen(answer.withPlainSigns)) : screen(answer)
    // Expectations follow each other without empty lines.
    let isLine = answer.holds != nil && place.isAfterLine
    return (place.answers > 0 && !isLine ? "\n" : "") + text
  }

  func note(_ text: String, after place: Document.Place) -> String {
    (place.answers > 0 ? "\n" : "") + printable(text) + "\n"
  }

  private func screen(_ answer: Answer) -> String {
    var blocks: [[String]] = []
    if answer.holds != nil {
      let verdict = [answer.headline ?? "", answer.reading].joined(separator: " — ")
      let notes = answer.notes.flatMap { printable("· \($0)").wrapped(to: style.width) }
      return (printable(verdict).wrapped(to: style.width) + notes.map(paint.dim)).joined(separator: "\n")
        + "\n"
    }
    if !answer.reading.isEmpty {
      blocks.append(printable(answer.reading).wrapped(to: style.width).map(paint.dim))
    }
    if let headline = answer.headline {
      // Continuation lines are indented as in a statement, so that they can be copied and typed.
      let lines = printable(headline).wrapped(to: style.width - 2)
      blocks.append(lines.enumerated().map { paint.bold(($0.offset == 0 ? "" : "  ") + $0.element) })
    }
    if let change = answer.change { blocks.append(printable(change).wrapped(to: style.width)) }
    for table in answer.tables {
      blocks += TerminalTable(table: table, style: style).blocks
    }
    if !answer.quotes.isEmpty {
      blocks += style.untilCancelled(answer.quotes).map { TerminalQuote(quote: $0, style: style).lines }
    }
    if let caption = answer.quotesCaption {
      blocks.append(printable(caption).wrapped(to: style.width).map(paint.dim))
    }
    if !answer.notes.isEmpty {
      blocks.append(
        answer.notes.flatMap { note -> [String] in
          let lines = printable(note).wrapped(to: style.width - 2)
          return lines.enumerated().map { paint.dim(($0.offset == 0 ? "· " : "  ") + $0.element) }
        })
    }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }
}
