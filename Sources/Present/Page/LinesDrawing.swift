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
    drawing.skip(14)
    let top = drawing.height
    for tick in axis.ticks where tick != 0 {
      drawing.line(LinesDrawing.gutter, top + y(tick), 1, top + y(tick), "tick")
      drawing.text(
        figures.end(tick, series.unit), LinesDrawing.gutter - 0.01, top + y(tick) + 4, "rest small end")
    }
    lines.isBars ? bars(&drawing, top) : curve(&drawing, top)
    let zero = top + y(0)
    drawing.line(LinesDrawing.gutter, zero, 1, zero, "rule")
    drawing.skip(height)
    drawing.text(lines.periods.first ?? "", LinesDrawing.gutter, drawing.height + 14, "rest")
    let middle = lines.periods.count / 2
    if lines.periods.count > 4 {
      drawing.text(lines.periods[middle], x(middle), drawing.height + 14, "rest middle")
    }
    drawing.text(lines.periods.last ?? "", 1, drawing.height + 14, "rest end")
    drawing.skip(20)
    return drawing.svg(name)
  }

  /// The room at the left for the figures of the axis.
  private static let gutter = 0.11

  private func x(_ period: Int) -> Double {
    x(share: Double(period) / Double(max(1, lines.periods.count - 1)))
  }
  private func x(share: Double) -> Double { LinesDrawing.gutter + (1 - LinesDrawing.gutter) * share }
  private func y(_ value: Double) -> Double { (1 - axis.place(value)) * height }

  private func bars(_ drawing: inout Drawing, _ top: Double) {
    let step = 1 / Double(lines.periods.count)
    for (period, mark) in series.marks.enumerated() {
      guard let mark else { continue }
      let (from, to) = (min(y(0), y(mark.value)), max(y(0), y(mark.value)))
      let start = Double(period) * step
      drawing.rectangle(
        x(share: start + step * 0.12), x(share: start + step * 0.88), top + from, max(1, to - from),
        mark.isUnfinished ? "open" : "fill", hint: hint(period, mark))
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
      for (period, mark) in run {
        let isShown = mark.isUnfinished || isAlone || period == last
        // Each period can be pointed at, whether or not a dot is seen there.
        let look = isShown ? (mark.isUnfinished ? "hollow" : "fill") : "unseen-dot"
        drawing.dot(x(period), top + y(mark.value), isShown ? 3.5 : 6, look, hint: hint(period, mark))
      }
    }
  }

  /// `2025-05: 43.2% (37.9–48.6)`
  private func hint(_ period: Int, _ mark: Picture.Mark) -> String {
    let interval = mark.low.flatMap { low in
      mark.high.map { " (\(figures.end(low, series.unit)) to \(figures.end($0, series.unit)))" }
    }
    return "\(lines.periods[period]): \(figures.end(mark.value, series.unit))\(interval ?? "")"
      + (mark.isUnfinished ? ", not over yet" : "")
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
