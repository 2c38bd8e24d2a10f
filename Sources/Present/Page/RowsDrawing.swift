internal import DataModel
internal import SourceText

/// Draws bars, or dots with their intervals, below each other on a common scale that includes zero.
struct RowsDrawing {
  let rows: Picture.Rows
  let figures: FigureText

  /// How many rows are drawn; the others are only in the table.
  private static let most = 24

  private var axis: Picture.Axis { rows.axis }

  var svg: String {
    var drawing = Drawing()
    drawing.text(rows.title.fitted(to: 2 * Drawing.labelWidth), 0, 11, "rest")
    drawing.skip(22)
    let shown = Array(zip(rows.labels, rows.marks).prefix(RowsDrawing.most))
    for (label, mark) in shown { row(label, mark, &drawing) }
    if let total = rows.total { row("all", total, &drawing) }
    scale(&drawing)
    if rows.marks.count > RowsDrawing.most {
      drawing.text(
        "The first \(RowsDrawing.most) of \(rows.marks.count); the others are in the table.", 0,
        drawing.height + 12, "rest")
      drawing.skip(18)
    }
    return drawing.svg(name)
  }

  private func row(_ label: String, _ mark: Picture.Mark?, _ drawing: inout Drawing) {
    drawing.heading(label, mark.map { text($0).figure } ?? "–", small: mark.map { text($0).interval } ?? "")
    let y = drawing.height + 2
    // The lines of the axis keep to the marks, so that no figure is crossed.
    for tick in axis.ticks {
      let place = axis.place(tick)
      drawing.line(place, y - 2, place, y + 12, tick == 0 && axis.low < 0 ? "zero" : "tick")
    }
    let hint = mark.map { "\(label): \(text($0).figure) \(text($0).interval)" } ?? ""
    switch rows.look {
    case .bar, .shade:
      if let mark {
        let end = axis.place(mark.value)
        let kind = mark.isUnfinished ? "open" : "fill"
        drawing.rectangle(min(axis.zero, end), max(axis.zero, end), y, 8, kind, hint: hint)
        if let low = mark.low, let high = mark.high {
          drawing.line(axis.place(low), y + 4, axis.place(high), y + 4, "whisker")
        }
      }
    case .dot:
      drawing.line(0, y + 4, 1, y + 4, "rail")
      if let mark {
        if let low = mark.low, let high = mark.high {
          drawing.line(axis.place(low), y + 4, axis.place(high), y + 4, "interval")
        }
        drawing.dot(axis.place(mark.value), y + 4, 4.5, mark.isUnfinished ? "hollow" : "fill", hint: hint)
      }
    }
    drawing.skip(20)
  }

  /// A figure and its interval, as in the table.
  private func text(_ mark: Picture.Mark) -> FigureText.Text {
    var cell = Answer.Cell(.real(mark.value), low: mark.low, high: mark.high, isSmall: mark.isSmall)
    cell.isUnfinished = mark.isUnfinished
    if mark.value == mark.value.rounded(), rows.unit != .share, rows.look != .dot, abs(mark.value) < 1e15 {
      cell.value = .integer(Int64(mark.value))
    }
    var text = figures.text(cell, Answer.Column("", .real, unit: rows.unit), missing: "–")
    text.interval = String(text.interval.drop { $0 == " " })
    return text
  }

  private func scale(_ drawing: inout Drawing) {
    drawing.line(0, drawing.height, 1, drawing.height, "rule")
    for tick in axis.ticks {
      let place = axis.place(tick)
      let side = place < 0.04 ? "" : place > 0.96 ? " end" : " middle"
      drawing.text(
        figures.end(tick, rows.unit), place < 0.04 ? 0 : min(place, 1), drawing.height + 14, "rest" + side)
    }
    drawing.skip(20)
  }

  private var name: String {
    let known = zip(rows.labels, rows.marks).compactMap { label, mark in mark.map { (label, $0) } }
    let told = known.prefix(5).map { "\($0) \(text($1).figure)" }.joined(separator: ", ")
    return "\(rows.title), \(known.count) rows, from \(figures.end(axis.low, rows.unit)) to "
      + "\(figures.end(axis.high, rows.unit)): \(told)\(known.count > 5 ? " and more, in the table" : "")"
  }
}
