internal import DataModel

/// A table with its pictures. If there is a picture, the table is behind a toggle, which needs no script.
struct PageTable {
  let table: Answer.Table
  let figures: FigureText
  let style: Style

  private static let mostPanels = 12
  /// A table with more columns than this is printed small.
  private static let mostOnPaper = 8

  private var shown: [Int] { table.columns.indices.filter { table.columns[$0].audience != .machines } }

  func write(_ page: inout HTMLWriter) {
    guard !shown.isEmpty else { return }
    let pictures = Picture.pictures(of: table, figures)
    let panels = pictures.flatMap(drawings)
    page.element("figure", ["class": panels.isEmpty ? "table" : "picture"]) { page in
      if panels.isEmpty {
        rows(&page, isTitled: true)
      } else {
        if let title = table.title { page.element("figcaption", title) }
        page.element("div", ["class": panels.count > 1 ? "panels" : "panel"]) { page in
          for panel in panels.prefix(PageTable.mostPanels) { page.own(panel) }
        }
        if panels.count > PageTable.mostPanels {
          page.element(
            "p", ["class": "remark"], "The first \(PageTable.mostPanels) of \(panels.count) are drawn.")
        }
        for remark in legend(pictures) + remarks(besides: pictures) {
          page.element("p", ["class": "remark"], remark)
        }
        page.element("details", ["class": "figures", "open": style.isFull ? "open" : ""]) { page in
          page.element("summary", "Figures")
          rows(&page, isTitled: false)
        }
      }
      if panels.isEmpty {
        for remark in remarks(besides: []) { page.element("p", ["class": "remark"], remark) }
      }
    }
  }

  private func drawings(_ picture: Picture) -> [String] {
    switch picture {
    case .rows(let rows): [RowsDrawing(rows: rows, figures: figures).svg]
    case .lines(let lines):
      lines.series.indices.compactMap { LinesDrawing(lines: lines, index: $0, figures: figures).svg }
    case .grid(let grid): [GridDrawing(grid: grid, figures: figures).svg]
    case .steps(let steps): [StepsDrawing(steps: steps, figures: figures).svg]
    }
  }

  /// The legend of the pictures, where it is needed.
  private func legend(_ pictures: [Picture]) -> [String] {
    var words: [String] = []
    for picture in pictures {
      let word: String? =
        switch picture {
        case .rows(let rows):
          rows.look == .dot && rows.marks.contains { $0?.hasInterval == true }
            ? "A dot is the figure, its line the 95% interval." : nil
        case .lines(let lines):
          lines.series.contains { $0.marks.contains { $0?.hasInterval == true } }
            ? "The band is the 95% interval of each period." : nil
        case .grid(let grid):
          (grid.unit == .share ? "In whole per cent. " : "")
            + "The stronger the shade, the higher the figure."
        case .steps:
          "Per cent of the step before. Filled: got there. Outlined: may still get there. Pale: lost since the step before."
        }
      if let word, !words.contains(word) { words.append(word) }
    }
    let marks = pictures.flatMap(\.marks)
    if marks.contains(where: \.isUnfinished) {
      words.append("Hollow, \(table.marksPeriods ? "*" : "…") in the table: not over yet, or only in part.")
    }
    return words
  }

  /// The legend of the signs in the table, except those that the legend of the pictures explains.
  private func remarks(besides pictures: [Picture]) -> [String] {
    var remarks: [String] = []
    if table.hidden > 0 { remarks.append("\(grouped(table.hidden)) more are not shown.") }
    if !pictures.flatMap(\.marks).contains(where: \.isUnfinished),
      table.rows.contains(where: { $0.contains { $0.isUnfinished && $0.value != .missing } })
    {
      remarks.append("\(table.marksPeriods ? "*" : "…") not over yet, or only in part.")
    }
    if table.marksFew(shown) {
      remarks.append("\(table.marksPeriods ? "* at a figure:" : "*") fewer than 30 people.")
    }
    return remarks
  }

  // MARK: The table

  private var isCountedTwice: Set<Int> { Set(shown.filter(table.countsStandElsewhere)) }

  private func rows(_ page: inout HTMLWriter, isTitled: Bool) {
    let name = table.title ?? "Figures"
    // A table wider than the screen scrolls, also with the keyboard.
    page.element("div", ["class": "wide", "tabindex": "0", "role": "group", "aria-label": name]) { page in
      page.element("table", ["class": shown.count > PageTable.mostOnPaper ? "many" : ""]) { page in
        page.element("caption", ["class": isTitled && table.title != nil ? "" : "unseen"], name)
        page.element("thead") { page in
          page.element("tr") { page in
            for index in shown {
              // The heading of a row is left-aligned, even if it is a number.
              let isNumber = table.columns[index].type.isNumber && index != shown.first
              page.element(
                "th", ["scope": "col", "class": isNumber ? "number" : ""], table.columns[index].name)
            }
          }
        }
        page.element("tbody") { page in
          for row in style.untilCancelled(table.rows) { line(row, isTotal: false, &page) }
          if table.rows.isEmpty, table.total == nil {
            page.element("tr") { $0.element("td", ["colspan": "\(shown.count)"], "(none)") }
          }
        }
        if let total = table.total { page.element("tfoot") { line(total, isTotal: true, &$0) } }
      }
    }
  }

  private func line(_ row: [Answer.Cell], isTotal: Bool, _ page: inout HTMLWriter) {
    page.element("tr") { page in
      for index in shown {
        guard row.indices.contains(index) else {
          page.element("td", "")
          continue
        }
        let column = table.columns[index]
        let isKey = index < table.keyCount
        let isFirst = index == shown.first
        let missing = isTotal && isKey ? (isFirst ? "all" : "") : (isKey ? "(missing)" : "–")
        let text = figures.text(table.written(row, index), column, missing: missing)
        let kind = column.type.isNumber ? "number" : ""
        if isFirst {
          // A month or id must not be broken at its hyphens.
          let isWord = text.figure.count <= 16 && !text.figure.contains(" ")
          page.element(
            "th", ["scope": "row", "dir": "auto", "class": isWord ? "word" : ""], text.figure)
        } else {
          let value = isTotal ? nil : row[index].value.number.map(realText)
          let attributes: HTMLWriter.Attributes = [
            "class": kind, "dir": column.type.isNumber ? "" : "auto", "data-value": value ?? "",
          ]
          page.element("td", attributes) { page in
            page.text(text.figure)
            for rest in [text.interval, isCountedTwice.contains(index) ? "" : text.base] where !rest.isEmpty {
              page.own(" ")
              page.element("span", ["class": "rest"], String(rest.drop { $0 == " " }))
            }
          }
        }
      }
    }
  }
}
