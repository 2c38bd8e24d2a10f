internal import DataModel
internal import SourceText

/// A table that fits the screen, with its picture beside or above it. Numbers are right-aligned, with units and intervals.
///
/// If it does not fit, it gives up detail in this order: headings take several lines; the word "answers" goes, then the number of
/// answers, then n of N; texts take several lines; intervals move below their figures, then go; then columns go from the right,
/// those that notes refer to after the others, and those that say what a row is about last. Columns left out are named.
struct TerminalTable {
  let table: Answer.Table
  let style: Style

  private static let mostLines = 12

  private var paint: Paint { Paint(usesColor: style.usesColor) }
  private var figures: FigureText { FigureText(zone: style.zone) }

  /// The picture, if it is above the table, and the table.
  var blocks: [[String]] {
    let shown = table.columns.indices.filter { table.columns[$0].audience != .machines }
    guard !shown.isEmpty else { return [] }
    guard !table.rows.isEmpty || table.total != nil else { return [title + [paint.dim("(none)")]] }
    let pictures = Picture.pictures(of: table, figures)
    var above = pictures.map(block).filter { !$0.isEmpty }
    if case .steps? = pictures.last, let last = above.indices.last {
      above[last] += TerminalSteps.legend.wrapped(to: style.width).map(paint.dim)
    }
    if let first = pictures.first, isInsteadOfTable(first) { return above.map { title + $0 } }
    let lines = tableLines(shown, beside: beside(pictures))
    return above.isEmpty ? [title + lines] : [title + above[0]] + above.dropFirst() + [lines]
  }

  private var title: [String] {
    table.title.map { [paint.bold(printable($0).fitted(to: style.width))] } ?? []
  }

  // MARK: Pictures

  /// Whether the picture replaces the table: a grid shows every figure.
  private func isInsteadOfTable(_ picture: Picture) -> Bool {
    if case .grid = picture { return table.shape?.kind != .series && table.shape?.kind != .curve }
    return false
  }

  /// The picture above the table; nil if there is none. A single line over time is above if it was asked for or shows more periods
  /// than the rows; otherwise it is beside them.
  private func block(_ picture: Picture) -> [String] {
    switch picture {
    case .rows: []
    case .lines(let lines):
      lines.series.count > 1 || table.chart != nil || !table.earlier.isEmpty || lines.isStepped
        ? TerminalLines(lines: lines, figures: figures, width: style.width).drawing.map(\.trimmedRight) : []
    case .grid(let grid): TerminalGrid(grid: grid, figures: figures, style: style).lines
    case .steps(let steps): TerminalSteps(steps: steps, figures: figures, width: style.width).lines
    }
  }

  /// The picture beside the rows: of several figures, the first if it was asked for; over time, a line down the page.
  private func beside(_ pictures: [Picture]) -> Picture.Rows? {
    guard let first = pictures.first else { return nil }
    switch first {
    case .rows(let rows): return pictures.count == 1 || table.chart != nil ? rows : nil
    case .lines(let lines):
      guard pictures.count == 1, lines.series.count == 1, table.chart == nil, !lines.isStepped,
        let series = lines.series.first
      else { return nil }
      let hasIntervals = series.marks.contains { $0?.hasInterval == true }
      return Picture.Rows(
        title: series.title, unit: series.unit, look: hasIntervals ? .dot : .bar,
        labels: lines.periods.suffix(table.rows.count), marks: series.marks.suffix(table.rows.count),
        total: nil, axis: series.axis)
    case .grid, .steps: return nil
    }
  }

  // MARK: Lines

  private func tableLines(_ shown: [Int], beside rows: Picture.Rows?) -> [String] {
    let columns = shown.map(column)
    let narrowest = TerminalRows.narrowest + TableLayout.gap
    var layout = TableLayout(columns, width: style.width)
    // A picture that was asked for makes room for itself; any other takes the room that is left.
    if rows != nil, table.chart != nil {
      let narrow = TableLayout(columns, width: style.width - narrowest)
      if narrow.columns.count == layout.columns.count { layout = narrow }
    }
    let room = min(TerminalRows.widest, style.width - layout.width - TableLayout.gap)
    let picture = rows.flatMap { rows in
      room >= TerminalRows.narrowest ? TerminalRows(rows: rows, figures: figures, width: room) : nil
    }
    let drawn = picture?.cells(hasTotal: table.total != nil) ?? []
    func with(_ drawing: String?, _ lines: [String]) -> [String] {
      guard let drawing, !drawing.isEmpty else { return lines.map(\.trimmedRight) }
      return lines.enumerated().map { number, line in
        number > 0
          ? line.trimmedRight : (line.padded(to: layout.width + TableLayout.gap) + drawing).trimmedRight
      }
    }
    let heads = block(layout.columns.map { layout.head($0) }, layout, fromBelow: true)
    var result = with(nil, Array(heads.dropLast())) + with(picture?.head, Array(heads.suffix(1)))
    result = result.map(paint.bold)
    for row in 0..<table.rows.count + (table.total == nil ? 0 : 1) where !style.isCancelled() {
      if row == table.rows.count {
        result.append(paint.dim(String(repeating: "─", count: min(style.width, layout.width))))
      }
      let cells = layout.columns.map { layout.cell($0, row, mostLines: TerminalTable.mostLines) }
      result += with(drawn.indices.contains(row) ? drawn[row] : nil, block(cells, layout, fromBelow: false))
    }
    return result + remarks(layout, of: shown, picture, wanted: rows)
  }

  /// Puts cells side by side, which may have several lines; headings are aligned at the bottom.
  private func block(_ cells: [[String]], _ layout: TableLayout, fromBelow: Bool) -> [String] {
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { number in
      zip(cells, layout.columns).map { lines, column in
        let line = number - (fromBelow ? height - lines.count : 0)
        return (lines.indices.contains(line) ? lines[line] : "").fitted(to: column.width)
          .padded(to: column.width, right: column.isRight)
      }.joined(separator: String(repeating: " ", count: TableLayout.gap))
    }
  }

  private func column(_ index: Int) -> TableLayout.Column {
    let column = table.columns[index]
    let isKey = index < table.keyCount
    var cells = table.rows.map { row in
      row.indices.contains(index)
        ? figures.text(table.written(row, index), column, missing: isKey ? "(missing)" : "–") : .init("")
    }
    if let total = table.total {
      let isFirst = index == table.columns.indices.first
      cells.append(
        total.indices.contains(index)
          ? figures.text(total[index], column, missing: isKey ? (isFirst ? "all" : "") : "–") : .init(""))
    }
    if table.countsStandElsewhere(than: index) {
      for row in cells.indices { (cells[row].base, cells[row].brief) = ("", "") }
    }
    return TableLayout.Column(
      head: printable(column.name), isRight: column.type.isNumber, isName: index < nameCount,
      isKept: column.isKept, cells: FigureText.aligned(cells))
  }

  /// How many columns say what a row is about: the keys of groups, otherwise up to two texts at the left, such as id and name.
  private var nameCount: Int {
    if let shape = table.shape { return shape.keys }
    return max(1, table.columns.prefix(2).prefix { !$0.type.isNumber }.count)
  }

  private func remarks(
    _ layout: TableLayout, of shown: [Int], _ picture: TerminalRows?, wanted: Picture.Rows?
  ) -> [String] {
    var remarks: [String] = []
    if table.hidden > 0 { remarks.append("… \(grouped(table.hidden)) more") }
    if layout.columns.contains(where: { $0.cells.contains { !$0.interval.isEmpty } }) {
      remarks.append(
        layout.detail == .figure ? "(95% intervals need a wider screen)" : "in parentheses: 95% intervals")
    }
    if table.rows.contains(where: { $0.contains { $0.isUnfinished && $0.value != .missing } }) {
      remarks.append("\(table.marksPeriods ? "*" : "…") not over yet, or only in part")
    }
    if table.marksFew(layout.places.map { shown[$0] }) {
      remarks.append("\(table.marksPeriods ? "* at a figure:" : "*") fewer than 30 people")
    }
    if !layout.left.isEmpty {
      remarks.append("(not shown for want of room: \(layout.left.joined(separator: ", ")))")
    }
    if wanted != nil, picture == nil, table.chart != nil {
      remarks.append("(the picture needs a wider screen)")
    }
    if table.chart != nil, let wanted, picture != nil, (table.shape?.figures.count ?? 0) > 1 {
      remarks.append("(drawn: \(wanted.title))")
    }
    return remarks.flatMap { $0.wrapped(to: style.width) }.map(paint.dim)
  }
}

extension String {
  var trimmedRight: String {
    var view = self[...]
    while view.last == " " { view = view.dropLast() }
    return String(view)
  }
}
