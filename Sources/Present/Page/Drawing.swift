internal import DataModel
internal import SourceText

/// An inline SVG as wide as its container: horizontal positions are in per cent and vertical ones in pixels, so that text keeps
/// its size on any screen. Colours come from the style of the page.
struct Drawing {
  private var body = HTMLWriter()
  private(set) var height = 0.0

  private static let lineHeight = 16.0
  /// How many cells of a label fit on a line on a phone.
  static let labelWidth = 34
  private static let mostLabelLines = 3

  /// Moves the current height down.
  mutating func skip(_ pixels: Double) { height += pixels }

  /// The finished SVG, with a description for people who cannot see it.
  func svg(_ name: String) -> String {
    var page = HTMLWriter()
    page.element(
      "svg", ["class": "drawing", "role": "img", "aria-label": name, "height": "\(Int(height.rounded(.up)))"]
    ) {
      $0.own(body.html)
    }
    return page.html
  }

  /// A label at the left and a figure at the right, from the current height down; a long label takes several lines.
  mutating func heading(_ label: String, _ figure: String, small: String = "") {
    let lines = label.wrapped(to: Drawing.labelWidth)
    for (number, line) in lines.prefix(Drawing.mostLabelLines).enumerated() {
      let isCut = number == Drawing.mostLabelLines - 1 && lines.count > Drawing.mostLabelLines
      text(isCut ? line.continued(to: Drawing.labelWidth) : line, 0, height + 12)
      if number == 0 {
        body.element("text", ["x": "100%", "y": "\(px(height + 12))", "class": "end"]) { text in
          text.element("tspan", ["class": "figure"], figure)
          if !small.isEmpty {
            text.own(" ")
            text.element("tspan", ["class": "rest"], small)
          }
        }
      }
      skip(Drawing.lineHeight)
    }
    if lines.isEmpty { skip(Drawing.lineHeight) }
  }

  /// Text at a horizontal position (0 to 1) and a height.
  mutating func text(_ text: String, _ x: Double, _ y: Double, _ classes: String = "") {
    body.element("text", ["x": across(x), "y": px(y), "class": classes], text)
  }

  /// - Parameter hint: what is shown when the pointer is over it.
  mutating func rectangle(
    _ from: Double, _ to: Double, _ y: Double, _ height: Double, _ classes: String, hint: String = ""
  ) {
    guard to > from else { return }
    mark(
      "rect",
      ["x": across(from), "y": px(y), "width": across(to - from), "height": px(height), "class": classes],
      hint)
  }

  private mutating func mark(_ name: String, _ attributes: HTMLWriter.Attributes, _ hint: String) {
    guard !hint.isEmpty else { return body.mark(name, attributes) }
    body.element(name, attributes) { $0.element("title", hint) }
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ classes: String) {
    body.mark("line", ["x1": across(x1), "y1": px(y1), "x2": across(x2), "y2": px(y2), "class": classes])
  }

  mutating func dot(_ x: Double, _ y: Double, _ radius: Double, _ classes: String, hint: String = "") {
    mark("circle", ["cx": across(x), "cy": px(y), "r": px(radius), "class": classes], hint)
  }

  /// Lines and areas; their points have horizontal positions from 0 to 1 and vertical ones in pixels below the current height.
  mutating func stretched(
    height: Double, _ shapes: [(points: [(x: Double, y: Double)], isArea: Bool, classes: String)]
  ) {
    let place: HTMLWriter.Attributes = [
      "y": px(self.height), "width": "100%", "height": px(height), "viewBox": "0 0 1000 \(px(height))",
      "preserveAspectRatio": "none",
    ]
    body.element("svg", place) { body in
      for shape in shapes {
        let points = shape.points.map { "\(px($0.x * 1000)),\(px($0.y))" }.joined(separator: " ")
        body.mark(shape.isArea ? "polygon" : "polyline", ["points": points, "class": shape.classes])
      }
    }
  }
}

private func across(_ share: Double) -> String { share == 0 ? "0" : fixed(share * 100, 2) + "%" }

private func px(_ value: Double) -> String { value == value.rounded() ? fixed(value, 0) : fixed(value, 2) }
