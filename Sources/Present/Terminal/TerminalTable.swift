internal import DataModel

/// A table that fits the screen: numbers to the right with their units and intervals, a long text at the end in several
/// lines, others cut with `…`.
///
/// What does not fit gives way in this order: n of N, the intervals' place beside their figures (they go below), the
/// intervals, columns from the right. What was left out is named.
struct TerminalTable {
  let table: Answer.Table
  let style: Style

  private static let gap = "  "
  /// Texts are not cut to less.
  private static let narrowest = 12
  /// A text at the end is not folded to less, nor into more lines.
  private static let narrowestFolded = 24
  private static let mostLines = 12

  private var paint: Paint { Paint(usesColor: style.usesColor) }
  private var figures: TerminalFigure { TerminalFigure(zone: style.zone) }

  var lines: [String] {
    let shown = table.columns.indices.filter { table.columns[$0].audience != .machines }
    guard !shown.isEmpty else { return [] }
    guard !table.rows.isEmpty || table.total != nil else { return title + [paint.dim("(none)")] }
    let bars = TerminalBars(table, figures: figures)
    var columns = shown.map { column($0) }
    if let bars { columns.append(bars.column) }
    let layout = fit(&columns)
    let kept = columns.prefix(layout.kept)
    var result = title + [paint.bold(line(kept.map(\.head), kept))]
    for row in table.rows.indices { result += block(row, kept, layout.detail) }
    if table.total != nil {
      let width = min(style.width, width(Array(kept)))
      result.append(paint.dim(String(repeating: "─", count: width)))
      result += block(table.rows.count, kept, layout.detail)
    }
    return result + remarks(columns, kept: layout.kept, layout.detail)
  }

  private var title: [String] { table.title.map { [paint.bold(visible($0).fitted(to: style.width))] } ?? [] }

  // MARK: Cells

  /// How much of a figure is shown.
  private enum Detail: Int, CaseIterable {
    /// `43.2% (37.9–48.6) 139 of 322`
    case full
    /// `43.2% (37.9–48.6)`
    case interval
    /// The interval on a line below.
    case below
    case figure
  }

  /// A column's cells as text, the "all" row last.
  struct Column {
    var head: String
    var isRight: Bool
    var cells: [TerminalFigure.Text]
    var width = 0
    var isFolded = false
  }

  private func column(_ index: Int) -> Column {
    let column = table.columns[index]
    let isKey = index < keyCount
    var cells = table.rows.map { row in
      row.indices.contains(index)
        ? figures.text(row[index], column, missing: isKey ? "(missing)" : "–") : .init("")
    }
    if let total = table.total {
      let isFirst = index == table.columns.indices.first
      cells.append(
        total.indices.contains(index)
          ? figures.text(total[index], column, missing: isKey ? (isFirst ? "all" : "") : "–") : .init(""))
    }
    if countsHaveAColumn(of: index) { for row in cells.indices { cells[row].base = "" } }
    return Column(
      head: visible(column.name), isRight: column.type.isNumber, cells: TerminalFigure.aligned(cells))
  }

  /// Whether the n of a column's n of N stands in another column, so that it need not stand twice.
  private func countsHaveAColumn(of index: Int) -> Bool {
    table.columns.indices.contains { other in
      other != index && table.columns[other].audience != .machines
        && table.rows.allSatisfy { row in
          guard row.indices.contains(index), row.indices.contains(other) else { return true }
          return row[index].of.map { row[other].value == .integer(Int64($0.0)) } ?? false
        }
    }
  }

  /// How many columns, from the left, are groups: those that an "all" row has no value in.
  private var keyCount: Int { table.total?.prefix { $0.value == .missing }.count ?? 0 }

  private func text(_ cell: TerminalFigure.Text, _ detail: Detail) -> String {
    switch detail {
    case .full: cell.figure + cell.interval + cell.base
    case .interval: cell.figure + cell.interval
    case .below, .figure: cell.figure
    }
  }

  // MARK: Lines

  /// A row: one line, or several where a text is folded or intervals stand below.
  private func block(_ row: Int, _ columns: ArraySlice<Column>, _ detail: Detail) -> [String] {
    let cells = columns.map { column -> [String] in
      let cell = column.cells[row]
      guard !column.isFolded else {
        let folded = text(cell, detail).wrapped(to: column.width)
        guard folded.count > TerminalTable.mostLines else { return folded }
        let last = folded[TerminalTable.mostLines - 1]
        return folded.prefix(TerminalTable.mostLines - 1) + [last.fitted(to: column.width - 1) + "…"]
      }
      let below = detail == .below ? cell.interval.trimmed : ""
      return [text(cell, detail)] + (below.isEmpty ? [] : [below])
    }
    return (0..<(cells.map(\.count).max() ?? 0)).map { number in
      line(cells.map { $0.indices.contains(number) ? $0[number] : "" }, columns)
    }
  }

  private func line(_ cells: [String], _ columns: ArraySlice<Column>) -> String {
    let parts = zip(cells, columns).map { cell, column in
      cell.fitted(to: column.width).padded(to: column.width, right: column.isRight)
    }
    return parts.joined(separator: TerminalTable.gap).trimmedRight
  }

  private func remarks(_ columns: [Column], kept: Int, _ detail: Detail) -> [String] {
    var remarks: [String] = []
    if table.hidden > 0 { remarks.append("… \(separated(String(table.hidden))) more") }
    let cells = columns.prefix(kept).flatMap(\.cells)
    if cells.contains(where: { !$0.interval.isEmpty }) {
      remarks.append(
        detail == .figure ? "(95% intervals need a wider screen)" : "in parentheses: 95% intervals")
    }
    if table.rows.contains(where: { $0.contains { $0.isUnfinished && $0.value != .missing } }) {
      remarks.append("… not over yet, or only in part")
    }
    if table.rows.contains(where: { $0.contains(where: \.isSmall) }) {
      remarks.append("* fewer than 30 people")
    }
    if kept < columns.count {
      remarks.append("(not shown for want of room: \(columns[kept...].map(\.head).joined(separator: ", ")))")
    }
    return remarks.flatMap { $0.wrapped(to: style.width) }.map(paint.dim)
  }

  // MARK: Widths

  private func width(_ columns: [Column]) -> Int {
    columns.map(\.width).reduce(0, +) + TerminalTable.gap.count * max(0, columns.count - 1)
  }

  /// Chooses the most detail with which every column fits; then fewer columns. At least one stays.
  private func fit(_ columns: inout [Column]) -> (kept: Int, detail: Detail) {
    for detail in Detail.allCases {
      measure(&columns, detail)
      // No name is cut so that n of N can stand.
      if narrow(&columns, mayCut: detail != .full) { return (columns.count, detail) }
    }
    for kept in stride(from: columns.count - 1, to: 1, by: -1) {
      // With fewer columns there may be room for their intervals again.
      for detail in [Detail.below, .figure] {
        var some = Array(columns.prefix(kept))
        measure(&some, detail)
        if narrow(&some, mayCut: true) {
          columns.replaceSubrange(..<kept, with: some)
          return (kept, detail)
        }
      }
    }
    measure(&columns, .figure)
    columns[0].width = min(columns[0].width, style.width)
    return (1, .figure)
  }

  private func measure(_ columns: inout [Column], _ detail: Detail) {
    for index in columns.indices {
      let cells = columns[index].cells.map { cell in
        max(text(cell, detail).cellWidth, detail == .below ? cell.interval.trimmed.cellWidth : 0)
      }
      columns[index].width = max(columns[index].head.cellWidth, cells.max() ?? 0)
      columns[index].isFolded = false
    }
  }

  /// Folds a long text at the end, then narrows the widest texts; whether that is enough.
  private func narrow(_ columns: inout [Column], mayCut: Bool) -> Bool {
    var excess: Int { width(columns) - style.width }
    if let last = columns.indices.last, !columns[last].isRight, excess > 0,
      columns[last].width > TerminalTable.narrowestFolded
    {
      columns[last].width = max(TerminalTable.narrowestFolded, columns[last].width - excess)
      columns[last].isFolded = true
    }
    while excess > 0 {
      guard mayCut else { return false }
      let flexible = columns.indices.filter {
        !columns[$0].isRight && !columns[$0].isFolded && columns[$0].width > TerminalTable.narrowest
      }
      guard let widest = flexible.max(by: { columns[$0].width < columns[$1].width }) else { return false }
      columns[widest].width -= 1
    }
    return true
  }
}

extension String {
  fileprivate var trimmed: String { String(trimmedRight.drop { $0 == " " }) }

  fileprivate var trimmedRight: String {
    var view = self[...]
    while view.last == " " { view = view.dropLast() }
    return String(view)
  }
}
