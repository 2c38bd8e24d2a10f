internal import DataModel
internal import SourceText

extension Picture {
  /// The pictures of a table: of the kind it asks for, otherwise the kind that suits its shape.
  static func pictures(of table: Answer.Table, _ figures: FigureText) -> [Picture] {
    guard let shape = table.shape, table.chart != .table, !table.rows.isEmpty else { return [] }
    let maker = PictureMaker(table: table, shape: shape, figures: figures)
    return switch (shape.kind, table.chart) {
    case (.groups, .heatmap): maker.pivot.map { [.grid($0)] } ?? maker.rows(as: .shade)
    case (.groups, .line), (.steps, .line): maker.rows(as: .dot)
    case (.groups, .bar): maker.rows(as: .bar)
    case (.groups, nil), (.groups, .table), (.differences, nil), (.differences, .table): maker.rows(as: nil)
    case (.differences, .line): maker.rows(as: .dot)
    case (.differences, .bar): maker.rows(as: .bar)
    case (.differences, .heatmap), (.steps, .heatmap): maker.rows(as: .shade)
    case (.series, .bar): maker.lines(isBars: true)
    case (.series, .heatmap): maker.seriesGrid.map { [.grid($0)] } ?? []
    case (.series, .line), (.series, nil), (.series, .table): maker.lines(isBars: false)
    case (.curve, .bar): maker.lines(isBars: true)
    case (.curve, .heatmap): maker.seriesGrid.map { [.grid($0)] } ?? []
    case (.curve, .line), (.curve, nil), (.curve, .table): maker.lines(isBars: false)
    case (.grid, .bar), (.grid, .line): [.lines(maker.cohortLines(isBars: table.chart == .bar))]
    case (.grid, .heatmap), (.grid, nil), (.grid, .table): [.grid(maker.grid)]
    case (.steps, .bar), (.steps, nil), (.steps, .table): maker.steps.map { .steps($0) }
    }
  }
}

/// Makes pictures from a table.
private struct PictureMaker {
  let table: Answer.Table
  let shape: Answer.Table.Shape
  let figures: FigureText

  private func mark(_ row: [Answer.Cell], _ column: Int) -> Picture.Mark? {
    row.indices.contains(column) ? Picture.Mark(row[column]) : nil
  }

  private var rows: [[Answer.Cell]] { table.earlier + table.rows }

  private func marks(_ column: Int) -> [Picture.Mark?] { rows.map { mark($0, column) } }

  private func label(_ row: [Answer.Cell], _ keys: Range<Int>) -> String {
    table.label(of: row, keys, figures)
  }

  private var labels: [String] { rows.map { label($0, 0..<shape.keys) } }

  private var drawn: [Int] { shape.figures.filter(table.columns.indices.contains) }

  // MARK: Rows

  /// One picture per figure: dots if it has intervals, otherwise bars.
  func rows(as look: Picture.Rows.Look?) -> [Picture] {
    drawn.compactMap { index in
      let marks = marks(index)
      // A single figure has nothing to be compared with.
      guard marks.count(where: { $0 != nil }) > 1 else { return nil }
      let column = table.columns[index]
      let hasIntervals = marks.contains { $0?.hasInterval == true }
      // The total of counts is not on the same scale as the groups.
      let total = hasIntervals ? table.total.flatMap { mark($0, index) } : nil
      return .rows(
        Picture.Rows(
          title: printable(column.name), unit: column.unit,
          look: look ?? (hasIntervals ? .dot : .bar),
          labels: labels, marks: marks, total: total,
          axis: Picture.Axis((marks + [total]).compactMap { $0 }, rounded: hasIntervals)))
    }
  }

  // MARK: Time

  /// One picture for each group of rows that share a set of periods.
  func lines(isBars: Bool) -> [Picture] {
    guard shape.keys > 0 else { return [] }
    var order: [String] = []
    var groups: [String: [[Answer.Cell]]] = [:]
    for row in rows {
      let name = label(row, 0..<shape.keys - 1)
      if groups[name] == nil { order.append(name) }
      groups[name, default: []].append(row)
    }
    let all = axis(rows.flatMap { row in drawn.compactMap { mark(row, $0) } })
    return order.map { name in
      let rows = groups[name] ?? []
      let series = drawn.map { index -> Picture.Lines.Series in
        let marks = rows.map { mark($0, index) }
        let column = table.columns[index]
        let title = [name, printable(column.name)].filter { !$0.isEmpty }.joined(separator: ", ")
        return Picture.Lines.Series(
          title: title, unit: column.unit, marks: marks,
          axis: shape.isOneScale ? all : axis(marks.compactMap { $0 }))
      }
      return .lines(
        Picture.Lines(
          periods: rows.map { period($0) }, series: series, isBars: isBars,
          isStepped: shape.kind == .curve))
    }
  }

  /// The label of a period: `2025-06`; in a curve, `month 12`.
  private func period(_ row: [Answer.Cell]) -> String {
    let label = label(row, shape.keys - 1..<shape.keys)
    return shape.kind == .curve ? "\(printable(table.columns[shape.keys - 1].name)) \(label)" : label
  }

  /// The scale of the marks. Periods that are not over do not affect it, unless there are no others.
  private func axis(_ marks: [Picture.Mark]) -> Picture.Axis {
    let whole = marks.filter { !$0.isUnfinished }
    return Picture.Axis(whole.isEmpty ? marks : whole, rounded: true)
  }

  /// A grid with a row per figure and a column per period; nil if the figures are on different scales.
  var seriesGrid: Picture.Grid? {
    guard shape.keys == 1, shape.isOneScale || drawn.count == 1, let first = drawn.first else { return nil }
    let cells = drawn.map { index in marks(index) }
    return Picture.Grid(
      title: "", unit: table.columns[first].unit, rows: drawn.map { printable(table.columns[$0].name) },
      columns: labels, cells: cells, axis: Picture.Axis(cells.joined().compactMap { $0 }), isOfTime: true)
  }

  // MARK: Grids

  var grid: Picture.Grid {
    let cells = table.rows.map { row in drawn.map { mark(row, $0) } }
    return Picture.Grid(
      title: table.title.map(printable) ?? "", unit: drawn.first.map { table.columns[$0].unit } ?? .none,
      rows: labels, columns: drawn.map { printable(table.columns[$0].name) }, cells: cells,
      axis: Picture.Axis(cells.joined().compactMap { $0 }))
  }

  func cohortLines(isBars: Bool) -> Picture.Lines {
    let grid = self.grid
    return Picture.Lines(
      periods: grid.columns,
      series: zip(grid.rows, grid.cells).map {
        Picture.Lines.Series(title: $0, unit: grid.unit, marks: $1, axis: grid.axis)
      }, isBars: isBars)
  }

  /// A grid of the first figure, with one key down and the other across; nil unless there are two keys.
  var pivot: Picture.Grid? {
    guard shape.keys == 2, let index = drawn.first else { return nil }
    var (rows, columns): ([String], [String]) = ([], [])
    var cells: [String: [String: Picture.Mark]] = [:]
    for row in table.rows {
      let (down, across) = (label(row, 0..<1), label(row, 1..<2))
      if !rows.contains(down) { rows.append(down) }
      if !columns.contains(across) { columns.append(across) }
      cells[down, default: [:]][across] = mark(row, index)
    }
    let marks = rows.map { down in columns.map { cells[down]?[$0] } }
    return Picture.Grid(
      title: printable(table.columns[index].name), unit: table.columns[index].unit, rows: rows,
      columns: columns,
      cells: marks, axis: Picture.Axis(marks.joined().compactMap { $0 }))
  }

  // MARK: Steps

  var steps: [Picture.Steps] {
    guard shape.keys > 0, let people = drawn.first else { return [] }
    var groups: [Picture.Steps] = []
    for row in table.rows {
      let name = label(row, 0..<shape.keys - 1)
      if groups.last?.title != name { groups.append(Picture.Steps(title: name, steps: [])) }
      let pending = drawn.count > 1 ? mark(row, drawn[1])?.value ?? 0 : 0
      groups[groups.count - 1].steps.append(
        Picture.Steps.Step(
          label: label(row, shape.keys - 1..<shape.keys), people: Int(mark(row, people)?.value ?? 0),
          pending: Int(pending)))
    }
    return groups
  }
}
