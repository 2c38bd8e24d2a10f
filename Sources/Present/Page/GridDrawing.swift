internal import DataModel
internal import SourceText

/// Draws a grid of shaded cells, with figures if there is room. Cells without a figure have no shade.
struct GridDrawing {
  let grid: Picture.Grid
  let figures: FigureText

  private static let names = 0.2
  private static let rowHeight = 24.0
  /// With more columns than this, figures would overlap on a phone.
  private static let mostFigures = 14
  private static let mostRows = 60

  /// How many cells of a column heading fit on a phone without overlapping the next one.
  private var headWidth: Int { max(3, 50 / max(1, min(grid.columns.count, GridDrawing.mostFigures))) }
  private var step: Double { (1 - GridDrawing.names) / Double(max(1, grid.columns.count)) }
  private func x(_ column: Int) -> Double { GridDrawing.names + Double(column) * step }

  var svg: String {
    var drawing = Drawing()
    let (common, heads) = TerminalGrid.shortened(grid.columns)
    let corner = common.isEmpty ? grid.title : common
    drawing.text(corner.fitted(to: 10), 0, 12, "rest small")
    let every = max(1, (heads.count + GridDrawing.mostFigures - 1) / GridDrawing.mostFigures)
    for (column, head) in heads.enumerated() where column % every == 0 {
      drawing.text(head.fitted(to: headWidth), x(column) + step / 2, 12, "rest small middle")
    }
    drawing.skip(18)
    for (name, marks) in zip(grid.rows, grid.cells).prefix(GridDrawing.mostRows) {
      drawing.text(name.fitted(to: 10), 0, drawing.height + 16, "small")
      for (column, mark) in marks.enumerated() { cell(mark, name, column, &drawing) }
      drawing.skip(GridDrawing.rowHeight)
    }
    drawing.skip(4)
    return drawing.svg(name)
  }

  private func cell(_ mark: Picture.Mark?, _ row: String, _ column: Int, _ drawing: inout Drawing) {
    guard let mark else { return }
    let shade = min(4, max(0, Int(grid.axis.place(mark.value) * 5)))
    let gap = min(0.002, step * 0.1)
    let hint =
      "\(row), \(grid.columns[column]): \(figures.end(mark.value, grid.unit))"
      + (mark.isSmall ? ", of fewer than 30 people" : "")
    drawing.rectangle(
      x(column) + gap, x(column) + step - gap, drawing.height + 1, GridDrawing.rowHeight - 2,
      "shade\(shade)" + (mark.isUnfinished ? " unfinished" : ""), hint: hint)
    guard grid.columns.count <= GridDrawing.mostFigures else { return }
    let figure = grid.unit == .share ? fixed(mark.value * 100, 0) : figures.end(mark.value, grid.unit)
    drawing.text(
      figure + (mark.isSmall ? "*" : ""), x(column) + step / 2, drawing.height + 16, "small middle on\(shade)"
    )
  }

  private var name: String {
    let marks = grid.cells.joined().compactMap { $0?.value }
    let ends = [marks.min() ?? 0, marks.max() ?? 0].map { figures.end($0, grid.unit) }
    return
      "\(grid.title.isEmpty ? "Grid" : grid.title): \(grid.rows.count) rows from \(grid.rows.first ?? "") to "
      + "\(grid.rows.last ?? ""), \(grid.columns.count) columns from \(grid.columns.first ?? "") to "
      + "\(grid.columns.last ?? ""); figures between \(ends[0]) and \(ends[1]), all in the table"
  }
}
