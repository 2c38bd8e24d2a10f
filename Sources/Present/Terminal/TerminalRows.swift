internal import DataModel
internal import SourceText

/// A picture beside the rows of a table; its heading shows the scale from low to high.
struct TerminalRows {
  let rows: Picture.Rows
  let figures: FigureText
  let width: Int

  static let narrowest = 12
  static let widest = 32

  var head: String {
    let (low, high) = (figures.end(rows.axis.low, rows.unit), figures.end(rows.axis.high, rows.unit))
    let gap = width - low.cellWidth - high.cellWidth
    return gap > 0 ? low + String(repeating: " ", count: gap) + high : high.padded(to: width, right: true)
  }

  /// The drawing of each row; if the table has a row for all, that one is last.
  func cells(hasTotal: Bool) -> [String] {
    rows.marks.map(drawing) + (hasTotal ? [drawing(rows.total)] : [])
  }

  private func drawing(_ mark: Picture.Mark?) -> String {
    guard let mark else { return "" }
    return switch rows.look {
    case .bar: bar(mark)
    case .dot: dot(mark)
    case .shade: String(repeating: TerminalRows.shade(rows.axis.place(mark.value)), count: 4)
    }
  }

  /// A shade by a share: `░`, `▒`, `▓`, `█`; a share above 0 is never blank.
  static func shade(_ share: Double) -> String {
    share <= 0 ? " " : ["░", "▒", "▓", "█"][min(3, Int(share * 4))]
  }

  /// A bar from zero to the figure and on to the end of its interval: `██████▌─┤`; `▒▒▒` if its time is not over.
  private func bar(_ mark: Picture.Mark) -> String {
    let cells = Double(width)
    let (zero, end) = (rows.axis.zero * cells, rows.axis.place(mark.value) * cells)
    let fill = mark.isUnfinished ? "▒" : "█"
    guard mark.value >= 0 else {
      let (first, last) = (Int(end.rounded()), Int(zero.rounded()))
      return String(repeating: " ", count: first) + String(repeating: fill, count: max(1, last - first))
    }
    let start = Int(zero.rounded())
    var drawn = String(repeating: " ", count: start)
    let eighths = max(0, Int(((end - Double(start)) * 8).rounded()))
    drawn += String(repeating: fill, count: eighths / 8)
    if mark.isUnfinished {
      drawn += eighths % 8 > 3 ? fill : ""
    } else {
      drawn += ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    }
    if mark.value > 0, eighths == 0 { drawn += "▏" }
    guard let high = mark.high else { return drawn }
    let reach = Int((rows.axis.place(high) * cells).rounded()) - drawn.cellWidth
    return reach > 0 ? drawn + String(repeating: "─", count: reach - 1) + "┤" : drawn
  }

  /// A dot in its interval: `   ├───●──┤`; `│` is zero if the scale goes below it, and `○` marks a time that is not over.
  private func dot(_ mark: Picture.Mark) -> String {
    func cell(_ value: Double) -> Int { Int((rows.axis.place(value) * Double(width - 1)).rounded()) }
    var line = [String](repeating: " ", count: width)
    if rows.axis.low < 0 { line[cell(0)] = "│" }
    if let low = mark.low, let high = mark.high {
      for position in cell(low)...max(cell(low), cell(high)) { line[position] = "─" }
      line[cell(low)] = "├"
      line[cell(high)] = "┤"
    }
    line[cell(mark.value)] = mark.isUnfinished ? "○" : "●"
    return line.joined()
  }
}
