internal import DataModel

/// The rows of an answer between tabs (text/tab-separated-values): tabs and line breaks inside a text become blanks. There
/// are no quotes there; a spreadsheet takes one at the start of a text for one, and would run what stands in it.
struct TSVFormat: Layout {
  let style: Style

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    FlatRows(answer, style).rows.map { $0.map(flat).joined(separator: "\t") + "\n" }.joined()
  }

  private func flat(_ field: String) -> String {
    (field.first == "\"" ? "'" : "") + String(field.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
