internal import DataModel

/// Writes the rows of an answer as tab-separated values (text/tab-separated-values), which have no quoting: tabs and line
/// breaks inside a text become blanks.
struct TSVFormat: Layout {
  let style: Style

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    style.untilCancelled(FlatRows(answer, style).rows).map { $0.map(flat).joined(separator: "\t") + "\n" }
      .joined()
  }

  private func flat(_ field: String) -> String {
    SpreadsheetText.guardedQuote(String(field.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
  }
}
