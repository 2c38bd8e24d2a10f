extension Diagnostic {
  /// The diagnostic as lines for a person, in the manner of rustc: message, place, the line with the span drawn under
  /// it, notes and rewrites. `paint` colours a part (`"error"`, `"line"`, `"label"`, `"help"`) or returns it as it is.
  /// Sentences are folded to the width in cells; a line of source is shown around its span.
  public func drawn(
    width: Int = .max, paint: (_ part: String, _ text: String) -> String = { $1 }
  ) -> String {
    func sentence(_ part: String, _ head: String, _ text: String) -> [String] {
      let indent = String(repeating: " ", count: min(head.count + 1, width / 4))
      let folded = printable(text.beginning(Diagnostic.longestSentence)).folded(
        to: max(10, width - head.count - 1))
      return folded.enumerated().map {
        $0.offset == 0 ? paint(part, head) + " " + $0.element : indent + $0.element
      }
    }
    var lines = sentence("error", "\(severity.rawValue):", message)
    if let file, !file.bytes.isEmpty || dataFile == nil {
      lines += excerpt(of: file, width: width, paint: paint)
    }
    if let dataFile {
      lines.append(paint("line", "  --> ") + printable(dataFile) + (dataLine.map { ":\($0)" } ?? ""))
    }
    lines += notes.flatMap { sentence("line", "  note:", $0) }
    for fix in fixes {
      lines += sentence("help", "  help:", fix.message)
      if let file {
        let indent = width < 40 ? "  " : "        "
        for line in rewritten(file, by: fix) {
          lines += printable(String(line)).folded(to: width - indent.count).map { paint("help", indent) + $0 }
        }
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The lines that a rewrite touches, after it, with the line of the span where that is near. A script may be long,
  /// and its rewrites many.
  private func rewritten(_ file: SourceFile, by fix: Fix) -> ArraySlice<Substring> {
    let lines = fix.edits.flatMap { [file.line(at: $0.span.start), file.line(at: $0.span.end)] }
    let here = file.line(at: span.start)
    var (first, last) = (lines.min() ?? here, lines.max() ?? here)
    if (first - 5...last + 5).contains(here) { (first, last) = (min(first, here), max(last, here)) }
    let edited = fix.edits.flatMap { [$0.span.start, $0.span.end] }
    let start = file.range(ofLine: first, near: edited.min() ?? span.start, within: Diagnostic.nearSpan).start
    let end = file.range(ofLine: last, near: edited.max() ?? span.start, within: Diagnostic.nearSpan).end
    guard start <= end, edited.allSatisfy({ (start...end).contains($0) }) else { return [] }
    var moved = fix
    for index in moved.edits.indices {
      let span = moved.edits[index].span
      moved.edits[index].span = SourceSpan(span.start - start, span.end - start)
    }
    let text = String(
      decoding: concealingPasswords(moved.applied(to: Array(file.bytes[start..<end]))), as: UTF8.self
    )
    .split(separator: "\n", omittingEmptySubsequences: false)
    return text.prefix(Diagnostic.mostRewritten)
  }

  private static let mostRewritten = 12
  /// A sentence may name what others wrote, of any length.
  private static let longestSentence = 2_000
  /// Bytes on each side of a span, of a line that is longer than both.
  private static let nearSpan = 600

  /// The text under a span without passwords. The word before an address may stand a little above it.
  private func concealed(_ span: SourceSpan, of file: SourceFile) -> String {
    let start = max(0, span.start - 64)
    let text = concealingPasswords(Array(file.bytes[start..<max(span.start, span.end)]))
    return String(decoding: text.dropFirst(span.start - start), as: UTF8.self)
  }

  private func excerpt(of file: SourceFile, width: Int, paint: (String, String) -> String) -> [String] {
    let line = file.line(at: span.start)
    let column = file.column(at: span.start)
    let gutter = String(line)
    let margin = String(repeating: " ", count: gutter.count)
    // Of a very long line only what stands near the span is looked at.
    let near = file.range(ofLine: line, near: span.start, within: Diagnostic.nearSpan)
    let text = printable(concealed(near, of: file))
    let before = printable(file.text(of: SourceSpan(near.start, max(near.start, span.start)))).cellWidth
    // A very long line is shown round the span only.
    let room = max(8, min(120, width - gutter.count - 3))
    let spanned = printable(
      file.text(of: SourceSpan(span.start, min(span.end, span.start + text.utf8.count))))
    let marked = max(1, min(spanned.cellWidth, room - room / 12))
    let isLong = text.cellWidth > room && before + 1 + marked > room * 3 / 4
    let (cut, rest) = text.split(atCell: isLong ? max(0, before - room / 2) : 0)
    let shown = rest.split(atCell: room).head
    let indent = String(repeating: " ", count: max(0, before - cut.cellWidth))
    let underline = String(repeating: "^", count: max(1, min(marked, room - indent.count)))
    let mark = paint("line", "\(margin) | ")
    let lines = [
      paint("line", "\(margin)--> ") + "\(printable(file.name)):\(line):\(column)",
      paint("line", "\(margin) |"), paint("line", "\(gutter) | ") + shown,
    ]
    let said = printable(label)
    // A label that has no room beside the mark stands below it.
    guard said.isEmpty || width == .max || indent.count + underline.count + 1 + said.cellWidth <= room else {
      return lines + [mark + indent + paint("label", underline)]
        + said.folded(to: room).map { mark + paint("label", $0) }
    }
    return lines + [mark + indent + paint("label", said.isEmpty ? underline : "\(underline) \(said)")]
  }
}

extension String {
  /// The text, or what it starts with and `…`.
  fileprivate func beginning(_ count: Int) -> String {
    let beginning = unicodeScalars.prefix(count)
    return beginning.endIndex == endIndex ? self : String(beginning) + "…"
  }

  /// Itself where it fits in so many cells, else in lines that do.
  fileprivate func folded(to width: Int) -> [String] { cellWidth <= width ? [self] : wrapped(to: width) }

  /// As many whole characters as fit in so many cells, and the rest.
  fileprivate func split(atCell cell: Int) -> (head: String, rest: String) {
    var width = 0
    let end = indices.first { index in
      width += self[index].cellWidth
      return width > cell
    }
    return (String(self[..<(end ?? endIndex)]), String(self[(end ?? endIndex)...]))
  }
}
