internal import DataModel

/// A table that fits the screen: numbers to the right with their units, texts cut with `…`, columns that do not fit left
/// out by name.
struct TerminalTable {
  let table: Answer.Table
  let style: Style

  private static let gap = "  "
  private var paint: Paint { Paint(usesColor: style.usesColor) }
  private var shown: [Int] { table.columns.indices.filter { table.columns[$0].audience != .machines } }

  var lines: [String] {
    let columns = shown
    guard !columns.isEmpty else { return [] }
    guard !table.rows.isEmpty || table.total != nil else { return title + [paint.dim("(nobody)")] }
    let text = table.rows.map { row in columns.map { cell(row, $0) } }
    let total = table.total.map { row in columns.map { cell(row, $0) } }.map(named)
    let heads = columns.map { visible(table.columns[$0].name) }
    let isRight = columns.map { isNumber($0) }
    var widths = columns.indices.map { index in
      ([heads[index]] + text.map { $0[index] } + (total.map { [$0[index]] } ?? [])).map(\.cellWidth).max()
        ?? 0
    }
    let kept = fit(&widths, isRight)
    let line: ([String]) -> String = { cells in
      let parts = (0..<kept).map {
        cells[$0].fitted(to: widths[$0]).padded(to: widths[$0], right: isRight[$0])
      }
      return parts.joined(separator: TerminalTable.gap).trimmingRight()
    }
    var result = title + [paint.bold(line(heads))] + text.map(line)
    if let total { result += [paint.dim(String(repeating: "─", count: width(widths, kept))), line(total)] }
    if table.hidden > 0 { result.append(paint.dim("… \(separated(String(table.hidden))) more")) }
    if table.rows.contains(where: { $0.contains(where: \.isSmall) }) {
      result += "* fewer than 30 people".wrapped(to: style.width).map(paint.dim)
    }
    if kept < columns.count {
      let hidden = heads[kept...].joined(separator: ", ")
      result += "(not shown for want of room: \(hidden))".wrapped(to: style.width).map(paint.dim)
    }
    return result
  }

  private var title: [String] { table.title.map { [paint.bold(visible($0).fitted(to: style.width))] } ?? [] }

  private func named(_ total: [String]) -> [String] {
    guard let first = total.first, first.isEmpty else { return total }
    return ["all"] + total.dropFirst()
  }

  private func width(_ widths: [Int], _ kept: Int) -> Int {
    min(style.width, widths.prefix(kept).reduce(0, +) + TerminalTable.gap.count * max(0, kept - 1))
  }

  /// Narrows the widest texts, down to 12 cells, then the number of columns. At least one column stays.
  private func fit(_ widths: inout [Int], _ isRight: [Bool]) -> Int {
    var kept = widths.count
    while true {
      let excess = widths.prefix(kept).reduce(0, +) + TerminalTable.gap.count * (kept - 1) - style.width
      if excess <= 0 { return kept }
      let flexible = (0..<kept).filter { !isRight[$0] && widths[$0] > 12 }
      if let widest = flexible.max(by: { widths[$0] < widths[$1] }) {
        let second = flexible.filter { $0 != widest }.map { widths[$0] }.max() ?? 12
        widths[widest] = max(12, min(widths[widest] - 1, max(second, widths[widest] - excess)))
      } else if kept > 1 {
        kept -= 1
      } else {
        widths[0] = style.width
        return 1
      }
    }
  }

  private func isNumber(_ index: Int) -> Bool { table.columns[index].type.isNumber }

  private func cell(_ row: [Answer.Cell], _ index: Int) -> String {
    guard row.indices.contains(index) else { return "" }
    let cell = row[index]
    let column = table.columns[index]
    if cell.value == .missing {
      let isTotal = table.total.map { $0.count == row.count && $0[index].value == .missing } ?? false
      return index < keyCount && !isTotal ? "(missing)" : (isTotal ? "" : "–")
    }
    var text = figure(cell.value, column)
    if let low = cell.low, let high = cell.high {
      text += " (\(bound(low, column))–\(bound(high, column)))"
    }
    return cell.isSmall ? text + "*" : text
  }

  /// How many columns, from the left, are groups: those before the first number, in a table with an "all" row.
  private var keyCount: Int {
    guard let total = table.total else { return 0 }
    return total.prefix { $0.value == .missing }.count
  }

  private func figure(_ value: Scalar, _ column: Answer.Column) -> String {
    switch value {
    case .missing: "–"
    case .boolean(let value): value ? "yes" : "no"
    case .integer(let value): column.unit == .points ? String(value) : separated(String(value))
    case .decimal(let units, let places): separated(decimalText(units, places))
    case .real(let value): bound(value, column) + (column.unit == .share ? "%" : "")
    case .moment(let moment): clockText(moment)
    case .text(let text): visible(text)
    case .list(let values): visible(values.joined(separator: ", "))
    }
  }

  /// A figure without its unit's sign, as in an interval: shares in per cent with one decimal.
  private func bound(_ value: Double, _ column: Answer.Column) -> String {
    guard value.isFinite else { return "–" }
    switch column.unit {
    case .share: return fixed(value * 100, 1)
    case .points, .days, .hours: return fixed(value, 1)
    case .none, .people, .records, .money: return separated(fixed(value, abs(value) < 10 ? 2 : 1))
    }
  }

  /// `2025-03-01 10:00`, in the workspace's zone.
  private func clockText(_ moment: Moment) -> String {
    let iso = isoText(moment, in: style.zone)
    guard iso.utf8.count > 16 else { return iso }
    return iso.prefix(10) + " " + iso.dropFirst(11).prefix(5)
  }
}

/// A number with a fixed count of decimals, rounded half away from zero.
func fixed(_ value: Double, _ places: Int) -> String {
  guard value.isFinite, abs(value) < 1e14 else { return realText(value) }
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  return decimalText(Int64((value * scale).rounded()), places)
}

/// `1,234.50` from `1234.50`.
func separated(_ number: String) -> String {
  let body = number.drop { $0 == "-" }
  let whole = body.prefix { $0 != "." }
  guard whole.count > 3, whole.allSatisfy(\.isNumber) else { return number }
  var groups = ""
  for (index, digit) in whole.enumerated() {
    if index > 0, (whole.count - index) % 3 == 0 { groups += "," }
    groups.append(digit)
  }
  return (number.hasPrefix("-") ? "-" : "") + groups + body.dropFirst(whole.count)
}

extension String {
  fileprivate func trimmingRight() -> String {
    var view = self[...]
    while view.last == " " { view = view.dropLast() }
    return String(view)
  }
}
