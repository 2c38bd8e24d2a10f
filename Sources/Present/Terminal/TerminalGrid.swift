internal import DataModel
internal import SourceText

/// Draws a grid of figures with a shade behind or beside each. Shares are in whole per cent, so that a quarter of weeks fits.
struct TerminalGrid {
  let grid: Picture.Grid
  let figures: FigureText
  let style: Style

  private static let gap = 2
  private var paint: Paint { Paint(usesColor: style.usesColor) }

  var lines: [String] {
    let texts = grid.cells.map { row in row.map(text) }
    let heads = TerminalGrid.shortened(grid.columns)
    let name = min(
      max(grid.rows.map(\.cellWidth).max() ?? 0, heads.common.cellWidth), max(8, style.width / 3))
    let widths = heads.short.indices.map { column in
      max(heads.short[column].cellWidth + 1, texts.map { $0[column].cellWidth }.max() ?? 0) + 1
    }
    let shown = shown(widths, within: style.width - name - TerminalGrid.gap + 1)
    func row(_ head: String, _ cells: [String]) -> String {
      (head.fitted(to: name).padded(to: name) + String(repeating: " ", count: TerminalGrid.gap - 1)
        + cells.joined())
        .trimmedRight
    }
    var lines = [
      paint.bold(
        row(heads.common, shown.map { (heads.short[$0] + " ").padded(to: widths[$0], right: true) }))
    ]
    for (index, marks) in grid.cells.enumerated() {
      let cells = shown.map { tinted(texts[index][$0].padded(to: widths[$0], right: true), marks[$0]) }
      lines.append(row(grid.rows[index], cells))
    }
    return lines + remarks(shown).flatMap { $0.wrapped(to: style.width) }.map(paint.dim)
  }

  /// The columns that fit: the first ones, or the last ones of calendar periods.
  private func shown(_ widths: [Int], within room: Int) -> Range<Int> {
    var (kept, used) = (0, 0)
    for width in grid.isOfTime ? widths.reversed() : widths {
      used += width
      if used > room { break }
      kept += 1
    }
    return grid.isOfTime ? widths.count - kept..<widths.count : 0..<kept
  }

  /// A cell: ` 44▒`, with `*` or `…` in place of the shade if it is marked.
  private func text(_ mark: Picture.Mark?) -> String {
    guard let mark else { return "· " }
    let figure = grid.unit == .share ? fixed(mark.value * 100, 0) : figures.end(mark.value, grid.unit)
    if mark.isUnfinished { return figure + "…" }
    return figure + (style.usesColor ? " " : TerminalRows.shade(grid.axis.place(mark.value)))
  }

  private func tinted(_ text: String, _ mark: Picture.Mark?) -> String {
    mark.map { paint.tint(text, grid.axis.place($0.value)) } ?? text
  }

  /// Column headings with their common word split off: `week 0`, `week 1` become `week` and `0`, `1`.
  static func shortened(_ names: [String]) -> (common: String, short: [String]) {
    guard let word = names.first?.split(separator: " ").first, names.count > 1 else { return ("", names) }
    let prefix = word + " "
    guard names.allSatisfy({ $0.hasPrefix(prefix) }) else { return ("", names) }
    return (String(word), names.map { String($0.dropFirst(prefix.count)) })
  }

  private func remarks(_ shown: Range<Int>) -> [String] {
    let marks = grid.cells.flatMap { $0[shown] }
    var remarks: [String] = []
    if grid.unit == .share { remarks.append("in whole per cent") }
    if marks.contains(where: { $0 == nil }) { remarks.append("· nothing to count yet, or nobody") }
    if marks.contains(where: { $0?.isUnfinished == true }) {
      remarks.append("… not over yet, or only in part")
    }
    if marks.contains(where: { $0?.isSmall == true }) {
      let rows = grid.cells.allSatisfy { $0.contains { $0?.isSmall == true } }
      remarks.append(
        rows ? "every row has figures of fewer than 30 people" : "some figures are of fewer than 30 people")
    }
    let left =
      grid.isOfTime ? grid.columns.prefix(shown.lowerBound) : grid.columns.dropFirst(shown.upperBound)
    if let first = left.first, let last = left.last {
      remarks.append("not shown for want of room: \(first)" + (first == last ? "" : " to \(last)"))
    }
    return remarks.isEmpty ? [] : ["(\(remarks.joined(separator: "; ")))"]
  }
}
