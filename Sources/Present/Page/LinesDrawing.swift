internal import DataModel

/// Draws one series over time, with the others pale behind it if they share its scale. Each series has its own panel, so that
/// nobody has to match colours.
struct LinesDrawing {
  let lines: Picture.Lines
  let index: Int
  let figures: FigureText

  private static let tall = 132.0
  private static let low = 84.0

  private var series: Picture.Lines.Series { lines.series[index] }
  private var axis: Picture.Axis { series.axis }
  private var height: Double { lines.series.count > 1 ? LinesDrawing.low : LinesDrawing.tall }

  /// Nil if there are too few figures to draw a line.
  var svg: String? {
    guard lines.periods.count > 1, series.marks.contains(where: { $0 != nil }) else { return nil }
    var drawing = Drawing()
    drawing.heading(series.title, last)
    drawing.skip(3)
    drawing.text(figures.end(axis.high, series.unit), 0, drawing.height + 10, "rest")
    drawing.skip(14)
    let top = drawing.height
    drawing.line(0, top, 1, top, "rail")
    lines.isBars ? bars(&drawing, top) : curve(&drawing, top)
    let zero = top + y(0)
    drawing.line(0, zero, 1, zero, "rule")
    drawing.skip(height)
    drawing.text(lines.periods.first ?? "", 0, drawing.height + 14, "rest")
    drawing.text(lines.periods.last ?? "", 1, drawing.height + 14, "rest end")
    if axis.low < 0 { drawing.text(figures.end(axis.low, series.unit), 0, drawing.height - 4, "rest") }
    drawing.skip(20)
    return drawing.svg(name)
  }

  private func x(_ period: Int) -> Double { Double(period) / Double(max(1, lines.periods.count - 1)) }
  private func y(_ value: Double) -> Double { (1 - axis.place(value)) * height }

  private func bars(_ drawing: inout Drawing, _ top: Double) {
    let step = 1 / Double(lines.periods.count)
    for (period, mark) in series.marks.enumerated() {
      guard let mark else { continue }
      let (from, to) = (min(y(0), y(mark.value)), max(y(0), y(mark.value)))
      let start = Double(period) * step
      drawing.rectangle(
        start + step * 0.12, start + step * 0.88, top + from, max(1, to - from),
        mark.isUnfinished ? "open" : "fill")
    }
  }

  private func curve(_ drawing: inout Drawing, _ top: Double) {
    var shapes: [(points: [(x: Double, y: Double)], isArea: Bool, classes: String)] = []
    let isShared = lines.series.allSatisfy { $0.axis.low == axis.low && $0.axis.high == axis.high }
    if isShared, lines.series.count > 1 {
      for other in lines.series.indices where other != index {
        shapes += runs(lines.series[other].marks).map { run in
          (points(run.filter { !$0.mark.isUnfinished }) { $0.value }, false, "pale")
        }
      }
    }
    let runs = runs(series.marks)
    for run in runs {
      let band = run.filter { $0.mark.hasInterval && !$0.mark.isUnfinished }
      guard band.count > 1 else { continue }
      let upper = points(band) { $0.high ?? $0.value }
      let lower = points(band) { $0.low ?? $0.value }
      shapes.append((upper + lower.reversed(), true, "band"))
    }
    for run in runs {
      let whole = run.filter { !$0.mark.isUnfinished }
      // A period that is not over is drawn as a separate point.
      shapes.append((points(whole) { $0.value }, false, "line"))
    }
    drawing.stretched(height: height, shapes)
    let last = series.marks.lastIndex { $0?.isUnfinished == false }
    for run in runs {
      let isAlone = run.count(where: { !$0.mark.isUnfinished }) == 1
      for (period, mark) in run where mark.isUnfinished || isAlone || period == last {
        drawing.dot(x(period), top + y(mark.value), 3.5, mark.isUnfinished ? "hollow" : "fill")
      }
    }
  }

  /// The points of a line; for a stepped line, it goes across before it goes up or down.
  private func points(
    _ run: [(period: Int, mark: Picture.Mark)], _ value: (Picture.Mark) -> Double
  ) -> [(x: Double, y: Double)] {
    run.enumerated().flatMap { index, point -> [(x: Double, y: Double)] in
      let here = (x(point.period), y(value(point.mark)))
      return lines.isStepped && index > 0 ? [(here.0, y(value(run[index - 1].mark))), here] : [here]
    }
  }

  /// The runs of figures without a gap; nothing is drawn across missing figures.
  private func runs(_ marks: [Picture.Mark?]) -> [[(period: Int, mark: Picture.Mark)]] {
    var runs: [[(period: Int, mark: Picture.Mark)]] = []
    var isOpen = false
    for (period, mark) in marks.enumerated() {
      guard let mark else {
        isOpen = false
        continue
      }
      if !isOpen { runs.append([]) }
      runs[runs.count - 1].append((period, mark))
      isOpen = true
    }
    return runs
  }

  /// The last figure of a period that is over, and its period.
  private var last: String {
    guard let period = series.marks.lastIndex(where: { $0.map { !$0.isUnfinished } ?? false }),
      let mark = series.marks[period]
    else { return "" }
    return "\(figures.end(mark.value, series.unit)) in \(lines.periods[period])"
  }

  private var name: String {
    let values = series.marks.compactMap { $0?.value }
    let range =
      values.isEmpty
      ? ""
      : ", between \(figures.end(values.min() ?? 0, series.unit)) and \(figures.end(values.max() ?? 0, series.unit))"
    return "\(series.title) from \(lines.periods.first ?? "") to \(lines.periods.last ?? "")\(range)"
      + (last.isEmpty ? "" : "; \(last)")
  }
}
