import SourceText

extension Script {
  /// The script in canonical layout: one line for each statement that fits in 80 columns, otherwise one for each clause. Comments and
  /// blank lines between statements are kept; a statement that could not be read is not changed. Idempotent.
  public var formatted: String {
    var printer = LayoutPrinter(script: self)
    return printer.run()
  }
}

/// Lays statements out and puts the comments back.
private struct LayoutPrinter {
  static let width = 80

  let script: Script
  var lines: [String] = []
  var comments: ArraySlice<Comment>
  /// The source offset after what was last printed, to keep blank lines.
  var place = 0
  /// Whether the last statement was printed with a comment at its end, so that no other fits on that line.
  var endsInComment = false

  init(script: Script) {
    self.script = script
    comments = script.comments[...]
  }

  mutating func run() -> String {
    for statement in script.statements {
      leading(before: statement.span.start)
      blankLine(before: statement.span.start)
      self.statement(statement)
      place = statement.span.end
      trailing(after: statement.span.end)
    }
    leading(before: Int.max)
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  /// Comments before an offset, each on a line of its own.
  private mutating func leading(before end: Int) {
    while let comment = comments.first, comment.span.start < end {
      comments.removeFirst()
      blankLine(before: comment.span.start)
      lines.append(comment.text)
      place = comment.span.end
    }
  }

  /// A comment on the line where a statement ends.
  private mutating func trailing(after end: Int) {
    guard let comment = comments.first, !comment.isAlone,
      script.file.line(at: comment.span.start) == script.file.line(at: end),
      !script.file.bytes[end..<comment.span.start].contains(where: {
        $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: ";")
      })
    else { return }
    comments.removeFirst()
    if endsInComment { lines.append(comment.text) } else { lines[lines.count - 1] += "  " + comment.text }
    place = comment.span.end
  }

  /// One blank line where the source has any.
  private mutating func blankLine(before start: Int) {
    guard !lines.isEmpty, place <= start, place <= script.file.bytes.count else { return }
    let between = script.file.bytes[place..<start].reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    if between > 1 { lines.append("") }
  }

  private mutating func statement(_ statement: Statement) {
    var inner: [Comment] = []
    while let comment = comments.first, comment.span.start < statement.span.end {
      comments.removeFirst()
      inner.append(comment)
    }
    endsInComment = false
    guard statement.isComplete else {
      lines.append(script.file.text(of: statement.span))
      return
    }
    let pieces = Printer().pieces(of: statement)
    var placed = PlacedComments(inner, statement, pieces)
    // Comments at the end of the statement, or below it, are printed after it and do not force it onto several lines.
    let (beside, below) = placed.removeLast()
    let line = pieces.map(\.text).joined(separator: " ")
    if placed.isEmpty, line.count <= LayoutPrinter.width {
      lines.append(line)
    } else {
      spread(pieces, placed)
    }
    if let beside { lines[lines.count - 1] += "  " + beside.text }
    lines += below.map(\.text)
    endsInComment = beside != nil || !below.isEmpty
  }

  /// A line for the head and one for each clause, each comment beside or above the clause it was written at.
  private mutating func spread(_ pieces: [Printer.Piece], _ comments: PlacedComments) {
    for (index, piece) in pieces.enumerated() {
      lines += (comments.above[index] ?? []).map { "  " + $0.text }
      let indent = piece.isHead ? "" : "  "
      lines += broken(piece, indent: indent)
      let notes = comments.beside[index] ?? []
      if let first = notes.first { lines[lines.count - 1] += "  " + first.text }
      lines += notes.dropFirst().map { "  " + $0.text }
    }
  }

  /// A piece; if it does not fit, its `where` is broken before each top-level `and` or `or`.
  private func broken(_ piece: Printer.Piece, indent: String) -> [String] {
    let line = indent + piece.text
    guard line.count > LayoutPrinter.width, let filter = piece.filter,
      piece.text.hasSuffix(" where " + Printer().condition(filter))
    else { return [line] }
    let word: String
    switch filter.kind {
    case .and: word = " and "
    case .or: word = " or "
    case .not, .name, .comparison, .behaviour, .voice, .invalid: return [line]
    }
    let parts = Printer().topParts(filter)
    let head = String(piece.text.dropLast(Printer().condition(filter).count))
    guard let first = parts.first else { return [line] }
    return [indent + head + first] + parts.dropFirst().map { "    " + word.dropFirst() + $0 }
  }
}

/// The comments inside a statement, by the index of the piece that each belongs to.
private struct PlacedComments {
  private(set) var beside: [Int: [Comment]] = [:]
  /// By the index of the piece below; the number of pieces is the index of those below the last.
  private(set) var above: [Int: [Comment]] = [:]
  private let count: Int

  init(_ comments: [Comment], _ statement: Statement, _ pieces: [Printer.Piece]) {
    count = pieces.count
    for comment in comments {
      if comment.isAlone {
        // Above the next clause in the source; after the last clause, below the statement.
        let next = pieces.indices.filter { (pieces[$0].span?.start ?? -1) > comment.span.start }
          .min { (pieces[$0].span?.start ?? 0) < (pieces[$1].span?.start ?? 0) }
        above[next ?? count, default: []].append(comment)
      } else {
        // Beside the last clause that starts before it in the source.
        let last = pieces.indices.filter {
          (pieces[$0].span?.start ?? statement.span.start) < comment.span.start
        }
        .max { (pieces[$0].span?.start ?? 0) < (pieces[$1].span?.start ?? 0) }
        beside[last ?? 0, default: []].append(comment)
      }
    }
  }

  var isEmpty: Bool { beside.isEmpty && above.isEmpty }

  /// Removes the comment beside the last piece, and those below it.
  mutating func removeLast() -> (beside: Comment?, below: [Comment]) {
    var notes = (beside.removeValue(forKey: count - 1) ?? [])[...]
    let first = notes.popFirst()
    let below = notes + (above.removeValue(forKey: count) ?? [])
    return (first, below.sorted { $0.span.start < $1.span.start })
  }
}

extension Printer {
  /// The parts of a top-level `and` or `or`, as they are printed inside it.
  func topParts(_ condition: Condition) -> [String] {
    switch condition.kind {
    case .and(let parts):
      parts.indices.map { self.condition(parts[$0], in: .andPart, closed: $0 + 1 < parts.count) }
    case .or(let parts): disjuncts(parts)
    case .not, .name, .comparison, .behaviour, .voice, .invalid: [self.condition(condition)]
    }
  }
}
