internal import SourceText

extension TerminalEditor {
  /// Inserts the common prefix of all candidates; if that adds nothing, lists them.
  func complete(_ text: String, _ cursor: String.Index) {
    let offset = text.utf8.distance(from: text.startIndex, to: cursor)
    let candidates = options.complete(text, offset).filter { $0.isUsable(at: offset, in: text) }
    guard let first = candidates.first else { return screen.beep() }
    // Candidates may replace different parts of the text; all are compared from the earliest start.
    let start = candidates.map(\.replaces.lowerBound).reduce(first.replaces.lowerBound, min)
    let bytes = Array(text.utf8)
    let wholes = candidates.map {
      String(decoding: bytes[start..<$0.replaces.lowerBound], as: UTF8.self) + $0.text
    }
    let common = wholes.dropFirst().reduce(wholes[0], sharedPrefix)
    let typed = String(decoding: bytes[start..<offset], as: UTF8.self)
    let isLonger = common.lowercased().hasPrefix(typed.lowercased()) && common != typed
    if candidates.count == 1 || isLonger {
      let from = text.utf8.index(text.startIndex, offsetBy: start)
      let end = candidates.map(\.replaces.upperBound).reduce(first.replaces.upperBound, max)
      let to = candidates.count == 1 ? text.utf8.index(text.startIndex, offsetBy: end) : cursor
      buffer.replace(from..<to, of: text, with: common)
    } else {
      let isColoured = hasColour
      below = { width, height in list(candidates, width: width, height: height, isColoured: isColoured) }
    }
  }
}

extension Completion {
  /// Whether it replaces whole characters around the cursor by text that can be shown.
  fileprivate func isUsable(at cursor: Int, in buffer: String) -> Bool {
    guard replaces.lowerBound >= 0, replaces.lowerBound <= cursor, cursor <= replaces.upperBound,
      replaces.upperBound <= buffer.utf8.count
    else { return false }
    for bound in [replaces.lowerBound, replaces.upperBound] {
      let place = buffer.utf8.index(buffer.startIndex, offsetBy: bound)
      if place.samePosition(in: buffer.unicodeScalars) == nil { return false }
    }
    return !text.unicodeScalars.contains(where: isHostile)
  }
}

private func sharedPrefix(_ left: String, _ right: String) -> String {
  let count = zip(left, right).prefix { $0 == $1 }.count
  return String(left.prefix(count))
}

/// The candidates in columns that fit the screen, read downwards; the last row counts those that do not fit.
func list(_ candidates: [Completion], width: Int, height: Int, isColoured: Bool) -> [Row] {
  let gap = 2
  let cells = candidates.map { candidate in
    let remark = String(candidate.display.map { columnCount(of: $0) < 0 ? " " : $0 })
    let width = columns(candidate.text) + (remark.isEmpty ? 0 : gap + columns(remark))
    return (text: candidate.text, remark: remark, width: width)
  }
  let widest = min(cells.map(\.width).reduce(1, max), width)
  let across = max(1, (width + gap) / (widest + gap))
  let neededRows = (cells.count + across - 1) / across
  let rowCount = neededRows <= height ? neededRows : max(1, height - 1)
  let shownCount = min(cells.count, rowCount * across)
  var rows: [Row] = []
  for rowIndex in 0..<rowCount {
    var canvas = Canvas(width: width)
    for index in stride(from: rowIndex, to: shownCount, by: rowCount) {
      let start = index / rowCount * (widest + gap)
      canvas.add(String(repeating: " ", count: max(0, start - canvas.column)))
      let end = min(start + widest, width)
      canvas.add(cells[index].text, upTo: end, style: "")
      if !cells[index].remark.isEmpty {
        canvas.add("  " + cells[index].remark, upTo: end, style: isColoured ? "2" : "")
      }
    }
    rows += canvas.finish()
  }
  if shownCount < cells.count, height > 1 {
    var canvas = Canvas(width: width)
    canvas.add("… and \(cells.count - shownCount) more", upTo: width, style: isColoured ? "2" : "")
    rows += canvas.finish()
  }
  return rows
}

private func columns(_ text: String) -> Int { text.reduce(0) { $0 + max(0, columnCount(of: $1)) } }

extension Canvas {
  /// Adds as much of a text as fits before a column; the rest becomes `…`.
  fileprivate mutating func add(_ text: String, upTo end: Int, style: String) {
    if column + columns(text) <= end {
      add(text, style: style)
      return
    }
    for character in text {
      if column + max(0, columnCount(of: character)) >= end { break }
      add(character, style: style)
    }
    if column < end { add("…", style: style) }
  }
}
