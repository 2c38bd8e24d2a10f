internal import DataModel
internal import SourceText

/// Draws figures over time: one as a line with its scale at the left, several as a row of blocks each.
struct TerminalLines {
  let lines: Picture.Lines
  let figures: FigureText
  let width: Int

  private static let height = 8
  /// The most cells between two points.
  private static let widestStep = 4

  var drawing: [String] {
    guard lines.periods.count > 1 else { return [] }
    return lines.series.count == 1 ? lines.series.flatMap(line) : sparks
  }

  // MARK: Several

  /// `pro      ▁▂▃▅▇  0–412`
  private var sparks: [String] {
    let series = lines.series.filter { $0.marks.contains { $0 != nil } }
    let name = min(series.map(\.title.cellWidth).max() ?? 0, max(8, width / 3))
    let scales = series.map {
      "\(figures.end($0.axis.low, $0.unit)) to \(figures.end($0.axis.high, $0.unit))"
    }
    let isOneScale = Set(scales).count == 1
    let scale = isOneScale ? 0 : (scales.map(\.cellWidth).max() ?? 0) + 2
    let room = max(8, width - name - scale - 2)
    let drawn = series.map { series in
      series.title.fitted(to: name).padded(to: name) + "  "
        + series.marks.suffix(room).map { TerminalLines.block($0, series.axis) }.joined()
    }
    let rows = isOneScale ? drawn : zip(drawn, scales).map { "\($0)  \($1)" }
    return rows + caption(room, scale: isOneScale ? scales.first : nil).wrapped(to: width)
  }

  /// One block per figure: `·` if it is missing, `○` if the period is not over, `▁` for zero up to `█` for the highest. A scale
  /// that goes below zero starts at its low end.
  private static func block(_ mark: Picture.Mark?, _ axis: Picture.Axis) -> String {
    guard let mark else { return "·" }
    if mark.isUnfinished { return "○" }
    return ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"][min(7, Int(axis.place(mark.value) * 8))]
  }

  /// The legend: first and last period, the scale, and the signs.
  private func caption(_ room: Int, scale: String?) -> String {
    let shown = lines.periods.suffix(room)
    var words = "\(shown.first ?? "") to \(shown.last ?? "")"
    if shown.count < lines.periods.count { words += ", the newest \(shown.count) of \(lines.periods.count)" }
    if let scale { words += "; each from \(scale)" }
    let marks = lines.series.flatMap { $0.marks.suffix(room) }
    if marks.contains(where: { $0 == nil }) { words += "; · no figure" }
    if marks.contains(where: { $0?.isUnfinished == true }) {
      words += "; ○ not over yet, or only in part"
    }
    return "(\(words))"
  }

  // MARK: One

  /// A line of corner characters, with one or more columns per period and the ends of intervals as `┄` above and below. It ends in
  /// `●`; a period that is not over is a separate `○`.
  private func line(_ series: Picture.Lines.Series) -> [String] {
    let limits = [series.axis.high, series.axis.low].map { figures.end($0, series.unit) }
    let margin = limits.map(\.cellWidth).max() ?? 0
    let room = max(4, width - margin - 2)
    let step = min(TerminalLines.widestStep, max(1, (room - 1) / max(1, lines.periods.count - 1)))
    let count = min(lines.periods.count, (room - 1) / step + 1)
    let marks = Array(series.marks.suffix(count))
    var canvas = Canvas(width: (count - 1) * step + 1, height: TerminalLines.height)
    func row(_ value: Double) -> Int {
      TerminalLines.height - 1 - Int((series.axis.place(value) * Double(TerminalLines.height - 1)).rounded())
    }
    for (index, mark) in marks.enumerated() {
      guard let mark else { continue }
      if lines.isBars {
        canvas.column(index * step, from: row(0), to: row(mark.value), mark.isUnfinished ? "▒" : "█")
        continue
      }
      for end in [mark.low, mark.high].compactMap({ $0 }) { canvas.put("┄", row(end), index * step) }
    }
    if !lines.isBars {
      for (index, pair) in zip(marks, marks.dropFirst()).enumerated() {
        // A period that is not over is a separate point.
        guard let from = pair.0, let to = pair.1, !from.isUnfinished, !to.isUnfinished else { continue }
        canvas.connect(row(from.value), row(to.value), from: index * step, step: step)
      }
      for (index, mark) in marks.enumerated() {
        guard let mark else { continue }
        func isJoined(_ other: Int) -> Bool {
          marks.indices.contains(other) && marks[other].map { !$0.isUnfinished } ?? false
        }
        let isLast = !marks[(index + 1)...].contains { $0?.isUnfinished == false }
        if isLast || mark.isUnfinished || !isJoined(index - 1) && !isJoined(index + 1) {
          canvas.put(mark.isUnfinished ? "○" : "●", row(mark.value), index * step)
        }
      }
    }
    let zero = row(0)
    let rows = canvas.rows.enumerated().map { number, drawn in
      let end =
        number == 0 ? limits[0] : (number == TerminalLines.height - 1 ? limits[1] : number == zero ? "0" : "")
      return (end.padded(to: margin, right: true) + (number == zero ? " ┼" : " │") + drawn).trimmedRight
    }
    let shown = lines.periods.suffix(count)
    let (first, last) = (shown.first ?? "", shown.last ?? "")
    let gap = (count - 1) * step + 1 - first.cellWidth - last.cellWidth
    let ends = gap > 0 ? first + String(repeating: " ", count: gap) + last : "\(first) to \(last)"
    return rows + [String(repeating: " ", count: margin + 2) + ends]
      + legend(marks).flatMap { $0.wrapped(to: width) }
  }

  private func legend(_ marks: [Picture.Mark?]) -> [String] {
    var words: [String] = []
    if marks.count < lines.periods.count {
      words.append("the newest \(marks.count) of \(lines.periods.count)")
    }
    if !lines.isBars, marks.contains(where: { $0?.hasInterval == true }) {
      words.append("┄ ends of the 95% intervals")
    }
    if marks.contains(where: { $0?.isUnfinished == true }) {
      words.append("\(lines.isBars ? "▒" : "○") not over yet, or only in part")
    }
    return words.isEmpty ? [] : ["(\(words.joined(separator: "; ")))"]
  }
}

/// Cells to draw on; the first row is the top.
private struct Canvas {
  private(set) var cells: [[String]]

  init(width: Int, height: Int) {
    cells = [[String]](repeating: [String](repeating: " ", count: width), count: height)
  }

  var rows: [String] { cells.map { $0.joined() } }

  mutating func put(_ glyph: String, _ row: Int, _ column: Int) {
    guard cells.indices.contains(row), cells[row].indices.contains(column) else { return }
    cells[row][column] = glyph
  }

  /// A bar from one row to another, both included.
  mutating func column(_ column: Int, from start: Int, to end: Int, _ glyph: String) {
    for row in min(start, end)...max(start, end) { put(glyph, row, column) }
  }

  /// Corners from a point to the next one.
  mutating func connect(_ from: Int, _ to: Int, from column: Int, step: Int) {
    if from == to {
      put("─", from, column)
    } else {
      put(from > to ? "╯" : "╮", from, column)
      put(from > to ? "╭" : "╰", to, column)
      for row in min(from, to) + 1..<max(from, to) { put("│", row, column) }
    }
    for further in 1..<max(1, step) { put("─", to, column + further) }
  }
}
