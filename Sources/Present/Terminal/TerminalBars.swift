internal import DataModel

/// `as bar`: beside each row a bar as long as its first figure; `as line` the end of the bar alone; `as heatmap` a shade.
struct TerminalBars {
  let column: TerminalTable.Column

  private static let longest = 24

  /// Nil where the table asks for no drawing, or has no figure to draw.
  init?(_ table: Answer.Table, figures: TerminalFigure) {
    let keys = table.total?.prefix { $0.value == .missing }.count ?? 0
    let measured = table.columns.indices.dropFirst(keys)
    guard table.chart != .table,
      let index = measured.first(where: {
        table.columns[$0].type.isNumber && table.columns[$0].audience != .machines
      })
    else { return nil }
    let values = table.rows.map { $0.indices.contains(index) ? $0[index].value.number : nil }
    let known = values.compactMap { $0 }.filter(\.isFinite)
    guard let largest = known.max(), largest > 0 else { return nil }
    let cells = values.map { value -> TerminalFigure.Text in
      guard let value, value.isFinite, value > 0 else { return .init("") }
      return .init(TerminalBars.drawing(value / largest, table.chart))
    }
    column = TerminalTable.Column(
      head: "", isRight: false,
      cells: cells + (table.total == nil ? [] : [.init("")]))
  }

  private static func drawing(_ share: Double, _ chart: Answer.Table.Chart) -> String {
    let eighths = Int((share * Double(longest * 8)).rounded())
    switch chart {
    case .table: return ""
    case .bar:
      let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
      return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    case .line: return String(repeating: " ", count: max(0, eighths / 8 - 1)) + "●"
    case .heatmap: return String(repeating: ["░", "▒", "▓", "█"][min(3, Int(share * 4))], count: 4)
    }
  }
}
