internal import DataModel
internal import SourceText

/// Values as a person reads them: `1,234`, `43.2%`, `83.54`, `yes`, `2025-03-01 10:00`.
struct FigureText {
  /// The zone in which instants are written.
  let zone: Zone

  /// The parts of a cell, so that each part can be aligned in its column.
  struct Text {
    /// `43.2%`, followed by `…` if its time is not over and `*` if it is based on few people; `2025-06*` for a period that is
    /// not over.
    var figure: String
    /// The number of such marks at its end.
    var marks = 0
    /// ` (37.9–48.6)`, or nothing.
    var interval = ""
    /// ` 139 of 322`, ` 668 answers`, or nothing.
    var base = ""
    /// A shorter form of a number of answers for a narrow screen: ` n 668`.
    var brief = ""

    init(_ figure: String) { self.figure = figure }
  }

  func text(_ cell: Answer.Cell, _ column: Answer.Column, missing: String) -> Text {
    guard cell.value != .missing else { return Text(missing) }
    let marks = (cell.isUnfinished ? (column.type.isNumber ? "…" : "*") : "") + (cell.isSmall ? "*" : "")
    let places = cell.low == nil ? nil : cell.value.number.flatMap(places(of:))
    var text = Text(words(cell.value, column, places) + marks)
    text.marks = marks.count
    if let low = cell.low, let high = cell.high {
      let link = low < 0 ? " to " : "–"
      text.interval = " (\(number(low, column.unit, places))\(link)\(number(high, column.unit, places)))"
    }
    if let (part, whole) = cell.of {
      text.base = "  \(grouped(part)) of \(grouped(whole))"
    } else if let answers = cell.answers {
      text.base = "  \(counted(answers, "answer"))"
      text.brief = "  n \(grouped(answers))"
    }
    return text
  }

  /// Pads each part of the cells of a column to the same width, so that they line up.
  static func aligned(_ cells: [Text]) -> [Text] {
    let marks = cells.map(\.marks).max() ?? 0
    let interval = cells.map(\.interval.cellWidth).max() ?? 0
    let base = cells.map(\.base.cellWidth).max() ?? 0
    let brief = cells.map(\.brief.cellWidth).max() ?? 0
    return cells.map { cell in
      var cell = cell
      cell.figure += String(repeating: " ", count: marks - cell.marks)
      cell.interval = cell.interval.padded(to: interval, right: true)
      cell.base = cell.base.padded(to: base, right: true)
      cell.brief = cell.brief.padded(to: brief, right: true)
      return cell
    }
  }

  private func words(_ value: Scalar, _ column: Answer.Column, _ places: Int? = nil) -> String {
    switch value {
    case .missing: "–"
    case .boolean(let value): value ? "yes" : "no"
    case .integer(let number):
      measured(value, column.unit, column.unit == .points ? String(number) : separated(String(number)))
    case .decimal(let units, let places):
      measured(value, column.unit, separated(decimalText(units, places)))
    case .real(let value): signed(value, column.unit, places)
    case .moment(let moment): clockText(moment)
    case .text(let text): printable(text)
    case .list(let values): printable(values.joined(separator: ", "))
    }
  }

  /// A number with the sign of its unit: `43.2%`, `+7.3 pts`, `<0.001`.
  private func signed(_ value: Double, _ unit: Answer.Unit, _ places: Int? = nil) -> String {
    let figure = number(value, unit, places)
    switch unit {
    case .share: return figure + "%"
    case .change: return (value > 0 ? "+" : "") + figure + " pts"
    case .chance: return value < 0.001 ? "<0.001" : figure
    case .money, .percent, .duration, .year: return measured(.real(value), unit, figure)
    case .none, .people, .records, .days, .hours, .points: return figure
    }
  }

  /// A number with the unit that the data gives it, such as a currency.
  private func measured(_ value: Scalar, _ unit: Answer.Unit, _ figure: String) -> String {
    unit.measure.map { $0.words(value, plain: figure) } ?? figure
  }

  /// The end of a scale: `50%`, `412`, `-7.5`; without decimals if it is whole.
  func end(_ value: Double, _ unit: Answer.Unit) -> String {
    if case .duration = unit { return NumberUnit.clock(hours: value) }
    let isOfShares = unit == .share || unit == .change || unit == .percent
    let scaled = isOfShares ? value * 100 : value
    guard abs(scaled - scaled.rounded()) < 1e-9, abs(scaled) < 1e14 else { return signed(value, unit) }
    let sign = unit == .share || unit == .percent ? "%" : unit == .change ? " pts" : ""
    if unit == .year { return fixed(scaled, 0) }
    return (unit == .change && scaled > 0.5 ? "+" : "") + separated(fixed(scaled, 0)) + sign
  }

  /// A number without the sign of its unit, as in an interval: shares in per cent with one decimal, money with two.
  ///
  /// - Parameter places: the decimals of a number without a unit; nil means as many as its size needs.
  private func number(_ value: Double, _ unit: Answer.Unit, _ places: Int? = nil) -> String {
    guard value.isFinite else { return "–" }
    switch unit {
    case .share, .change, .percent: return fixed(value * 100, 1)
    case .duration: return NumberUnit.clock(hours: value)
    case .chance: return fixed(value, 3)
    case .points, .days, .hours, .year: return fixed(value, 1)
    case .money: return separated(fixed(value, 2))
    case .none, .people, .records: return separated(fixed(value, places ?? (abs(value) < 10 ? 2 : 1)))
    }
  }

  /// The decimals that a small number needs to show its interval: `0.012 (0.010–0.014)`, `0.0012`. Nil for others.
  private func places(of value: Double) -> Int? {
    guard value != 0, abs(value) < 0.1 else { return nil }
    return abs(value) < 0.01 ? 4 : 3
  }

  /// `2025-03-01 10:00`.
  private func clockText(_ moment: Moment) -> String {
    let iso = isoText(moment, in: zone)
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
