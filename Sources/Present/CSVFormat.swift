internal import DataModel

/// The rows of an answer as RFC 4180 CSV.
struct CSVFormat: Layout {
  let style: Style

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    FlatRows(answer, style).rows.map(csvLine).joined()
  }
}

/// Texts of others as RFC 4180 CSV, safe to open in a spreadsheet.
public func csv(_ rows: [[String]]) -> String { rows.map { csvLine($0.map(guarded)) }.joined() }

private func csvLine(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") + "\r\n" }

private func quoted(_ field: String) -> String {
  let needsQuotes = field.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D, 0x3B, 0x09].contains($0) }
  return needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
}
