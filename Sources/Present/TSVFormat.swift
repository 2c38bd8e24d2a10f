internal import DataModel

/// Writes the rows of an answer as tab-separated values (text/tab-separated-values). Tabs and line breaks inside a text become
/// blanks. The format has no quoting, but spreadsheets treat a quote at the start of a text as quoting and could run what is
/// inside it, so such a text gets an apostrophe before it.
struct TSVFormat: Layout {
  let style: Style

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    FlatRows(answer, style).rows.map { $0.map(flat).joined(separator: "\t") + "\n" }.joined()
  }

  private func flat(_ field: String) -> String {
    (field.first == "\"" ? "'" : "") + String(field.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
