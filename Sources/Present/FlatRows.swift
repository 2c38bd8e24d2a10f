internal import DataModel
internal import SourceText

/// The rows of an answer for CSV and TSV: its first table; without a table, its quotes; without those, its summary. The first
/// row has the column names.
/// Text is made harmless for spreadsheets (`SpreadsheetText`).
struct FlatRows {
  private(set) var rows: [[String]] = []
  private let style: Style

  init(_ answer: Answer, _ style: Style) {
    self.style = style
    if let table = answer.tables.first {
      let shown = table.columns.indices.filter { table.columns[$0].audience != .people }
      rows =
        [shown.map { field(table.columns[$0].name) }]
        + style.untilCancelled(table.rows).map { row in
          shown.filter(row.indices.contains).map { field(row[$0].value) }
        }
    } else if !answer.quotes.isEmpty || answer.quotesCaption != nil {
      rows =
        [["customer", "at", "channel", "score", "text"]]
        + style.untilCancelled(answer.quotes).map { quote in
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

  private func field(_ data: String) -> String {
    SpreadsheetText.guarded(style.isOnScreen ? printable(data) : data)
  }
}
