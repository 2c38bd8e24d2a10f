internal import DataModel

/// The rows of an answer between tabs (text/tab-separated-values): tabs and line breaks inside a text become blanks.
struct TSVFormat: Layout {
  let style: Style

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    FlatRows(answer, style).rows.map { $0.map(flat).joined(separator: "\t") + "\n" }.joined()
  }

  private func flat(_ field: String) -> String {
    String(field.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
