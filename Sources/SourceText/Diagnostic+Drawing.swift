extension Diagnostic {
  /// The diagnostic as lines for a person, in the manner of rustc: message, place, the line with the span drawn under
  /// it, notes and rewrites. `paint` colours a part (`"error"`, `"line"`, `"label"`, `"help"`) or returns it as it is.
  public func drawn(paint: (_ part: String, _ text: String) -> String = { $1 }) -> String {
    var lines = [paint("error", "\(severity.rawValue):") + " " + printable(message)]
    if let file, !file.bytes.isEmpty || dataFile == nil {
      lines += excerpt(of: file, paint: paint)
    }
    if let dataFile {
      lines.append(paint("line", "  --> ") + printable(dataFile) + (dataLine.map { ":\($0)" } ?? ""))
    }
    lines += notes.map { paint("line", "  note: ") + printable($0) }
    for fix in fixes {
      lines.append(paint("help", "  help: ") + printable(fix.message))
      if let file {
        let rewritten = String(decoding: fix.applied(to: file.bytes), as: UTF8.self)
        let row = file.line(at: span.start) - 1
        let text = rewritten.split(separator: "\n", omittingEmptySubsequences: false)
        // A rewrite may add lines; all that differ are shown.
        let added = max(0, text.count - file.lineCount)
        for line in text.dropFirst(row).prefix(added + 1) {
          lines.append(paint("help", "        ") + printable(String(line)))
        }
      }
    }
    return lines.joined(separator: "\n")
  }

  private func excerpt(of file: SourceFile, paint: (String, String) -> String) -> [String] {
    let line = file.line(at: span.start)
    let column = file.column(at: span.start)
    let gutter = String(line)
    let margin = String(repeating: " ", count: gutter.count)
    let text = file.text(ofLine: line)
    let end = min(span.end, span.start + text.utf8.count)
    let width = max(1, min(file.text(of: SourceSpan(span.start, end)).unicodeScalars.count, 110))
    // A very long line is shown round the span only.
    let scalars = Array(text.unicodeScalars)
    let first = column > 90 ? column - 60 : 1
    let shown = String(String.UnicodeScalarView(scalars.dropFirst(first - 1).prefix(120)))
    let indent = String(repeating: " ", count: max(0, column - first))
    let underline = String(repeating: "^", count: width)
    return [
      paint("line", "\(margin)--> ") + "\(printable(file.name)):\(line):\(column)",
      paint("line", "\(margin) |"),
      paint("line", "\(gutter) | ") + printable(shown),
      paint("line", "\(margin) | ") + indent
        + paint("label", label.isEmpty ? underline : "\(underline) \(printable(label))"),
    ]
  }
}

/// A text with every control character, and every character that reorders a line, shown as a visible stand-in, so that
/// data cannot drive a terminal. Tabs and line breaks become blanks.
public func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: result.append(" ")
    case _ where isUnsafe(scalar): result.append("\u{FFFD}")
    case _: result.append(scalar)
    }
  }
  return String(result)
}

private func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028...0x2029, 0xFEFF: true
  case _: false
  }
}
