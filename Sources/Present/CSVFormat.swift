internal import DataModel

/// The rows of an answer as RFC 4180 CSV: the first table's; an answer without a table gives its summary, and one of
/// quotes alone its quotes. A text that a spreadsheet would run as a formula gets an apostrophe before it.
struct CSVFormat: Layout {
  let zone: Zone

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    if let table = answer.tables.first {
      let shown = table.columns.indices.filter { table.columns[$0].audience != .people }
      return lines(
        [shown.map { field(table.columns[$0].name) }]
          + table.rows.map { row in shown.filter(row.indices.contains).map { field(row[$0].value) } })
    }
    if !answer.quotes.isEmpty || answer.quotesCaption != nil {
      let rows = answer.quotes.map { quote in
        [
          field(quote.customer ?? ""), field(quote.at.map { .moment($0) } ?? .missing),
          field(quote.channel ?? ""), field(quote.score), field(quote.text),
        ]
      }
      return lines([["customer", "at", "channel", "score", "text"]] + rows)
    }
    return lines([answer.summary.map { field($0.key) }, answer.summary.map { field($0.value) }])
  }

  private func lines(_ rows: [[String]]) -> String {
    rows.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private func field(_ value: Scalar) -> String {
    switch value {
    case .missing: ""
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .decimal(let units, let places): decimalText(units, places)
    case .real(let value): value.isFinite ? realText(value) : ""
    case .moment(let moment): isoText(moment, in: zone)
    case .text(let text): field(text)
    case .list(let values): field(values.joined(separator: "; "))
    }
  }

  private func field(_ text: String) -> String {
    var safe = text
    // CR, LF and tab too: spreadsheets skip them before a formula.
    if let first = text.unicodeScalars.first,
      "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
    {
      safe = "'" + text
    }
    let needsQuotes = safe.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D, 0x3B, 0x09].contains($0) }
    return needsQuotes ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
  }
}
