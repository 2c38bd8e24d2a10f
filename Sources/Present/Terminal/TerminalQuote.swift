internal import DataModel
internal import SourceText

/// A quote with the match marked, and its source: who, where, when. A long text is cut around its first match.
struct TerminalQuote {
  let quote: Answer.Quote
  let style: Style

  private static let mostLines = 5
  private var paint: Paint { Paint(usesColor: style.usesColor) }

  var lines: [String] {
    let width = style.width - 4
    let (text, marks) = cut(to: width * TerminalQuote.mostLines)
    let wrapped = "“\(text)”".wrapped(to: width)
    return painted(wrapped, of: text, marks).map { "  " + $0 }
      + "— \(quote.source(in: style.zone))".wrapped(to: style.width - 4).map { paint.dim("    " + $0) }
  }

  /// The text, made safe to print and cut to about `cells` cells around the first mark; marks are ranges of characters.
  private func cut(to cells: Int) -> (String, [Range<Int>]) {
    var characters: [Character] = []
    var marks: [Range<Int>] = []
    var offset = 0
    var start: Int?
    var pending = quote.marks[...]
    var wasBlank = true
    for character in quote.text {
      if let mark = pending.first, start == nil, offset >= mark.lowerBound { start = characters.count }
      offset += character.utf8.count
      for safe in printable(String(character)) {
        // Runs of blanks count once, because wrapping collapses them.
        if safe == " ", wasBlank { continue }
        characters.append(safe)
        wasBlank = safe == " "
      }
      if let mark = pending.first, let from = start, offset >= mark.upperBound {
        marks.append(from..<characters.count)
        pending = pending.dropFirst()
        start = nil
      }
    }
    if characters.last == " " { characters.removeLast() }
    guard characters.reduce(0, { $0 + $1.cellWidth }) > cells else { return (String(characters), marks) }
    let first = marks.first?.lowerBound ?? 0
    var from = max(0, first - cells / 2)
    if from > 0 { while from < first, characters[from] != " " { from += 1 } }
    var to = from
    var used = 2
    while to < characters.count, used + characters[to].cellWidth <= cells {
      used += characters[to].cellWidth
      to += 1
    }
    if to < characters.count, let blank = characters[from..<to].lastIndex(of: " "), to - blank < 20 {
      to = blank
    }
    let lead = from > 0 ? "…" : ""
    let shift = lead.count - from
    let inside = marks.filter { $0.lowerBound >= from && $0.upperBound <= to }
    return (
      lead + String(characters[from..<to]) + (to < characters.count ? "…" : ""),
      inside.map { $0.lowerBound + shift..<$0.upperBound + shift }
    )
  }

  /// Puts the marks into the wrapped lines. Wrapping only changes blanks, so positions are counted in characters other than
  /// blanks.
  private func painted(_ lines: [String], of text: String, _ marks: [Range<Int>]) -> [String] {
    guard !marks.isEmpty else { return lines }
    let text = Array(text)
    var solid = [Int](repeating: 0, count: text.count + 1)
    for (index, character) in text.enumerated() {
      solid[index + 1] = solid[index] + (character == " " ? 0 : 1)
    }
    // One more for the opening quotation mark.
    let ranges = marks.map {
      solid[min($0.lowerBound, text.count)] + 1..<solid[min($0.upperBound, text.count)] + 1
    }
    var count = 0
    return lines.map { line in
      var result = ""
      var run = ""
      for character in line {
        if character == " " {
          if run.isEmpty { result.append(" ") } else { run.append(" ") }
          continue
        }
        if ranges.contains(where: { $0.contains(count) }) {
          run.append(character)
        } else {
          result += closed(&run)
          result.append(character)
        }
        count += 1
      }
      return result + closed(&run)
    }
  }

  private func closed(_ run: inout String) -> String {
    defer { run = "" }
    guard !run.isEmpty else { return "" }
    let words = run.last == " " ? String(run.dropLast()) : run
    return paint.mark(words) + (run.last == " " ? " " : "")
  }
}
