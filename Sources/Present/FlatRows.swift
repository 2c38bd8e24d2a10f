internal import DataModel
internal import SourceText

/// What a spreadsheet takes of an answer: the first table; of an answer without one its summary, and of one of quotes
/// alone its quotes. The names of the columns come first.
///
/// A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.
struct FlatRows {
  private(set) var rows: [[String]] = []
  private let style: Style

  init(_ answer: Answer, _ style: Style) {
    self.style = style
    if let table = answer.tables.first {
      let shown = table.columns.indices.filter { table.columns[$0].audience != .people }
      rows =
        [shown.map { field(table.columns[$0].name) }]
        + table.rows.map { row in shown.filter(row.indices.contains).map { field(row[$0].value) } }
    } else if !answer.quotes.isEmpty || answer.quotesCaption != nil {
      rows =
        [["customer", "at", "channel", "score", "text"]]
        + answer.quotes.map { quote in
          [
            field(quote.customer ?? ""), field(quote.at.map { .moment($0) } ?? .missing),
            field(quote.channel ?? ""), field(quote.score), field(quote.text),
          ]
        }
    } else {
      rows = [answer.summary.map { field($0.key) }, answer.summary.map { field($0.value) }]
    }
  }

  private func field(_ value: Scalar) -> String {
    switch value {
    case .missing: ""
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .decimal(let units, let places): decimalText(units, places)
    case .real(let value): value.isFinite ? realText(value) : ""
    case .moment(let moment): isoText(moment, in: style.zone)
    case .text(let text): field(text)
    case .list(let values): field(values.joined(separator: "; "))
    }
  }

  private func field(_ data: String) -> String { guarded(style.isOnScreen ? printable(data) : data) }
}

/// A text with an apostrophe before it, where a spreadsheet would run it as a formula.
func guarded(_ text: String) -> String {
  // CR, LF and tab too, and what is not seen: spreadsheets skip them before a formula.
  guard let first = text.unicodeScalars.first, isHostile(first) || "=+-@＝＋－＠".unicodeScalars.contains(first)
  else { return text }
  return "'" + text
}
