internal import DataModel

/// The rows of an answer as RFC 4180 CSV.
struct CSVFormat: Layout {
  let style: Style

  func answer(_ answer: Answer, after place: Document.Place) -> String {
    style.untilCancelled(FlatRows(answer, style).rows).map(csvLine).joined()
  }
}

/// Rows of untrusted text as RFC 4180 CSV that is safe to open in a spreadsheet (`SpreadsheetText`); plain numbers stay as
/// they are.
public func csv(_ rows: [[String]]) -> String {
  rows.map { row in csvLine(row.map { isNumber($0) ? $0 : SpreadsheetText.guarded($0) }) }.joined()
}

/// Whether a text is a plain number, such as `-5` or `+1,200.50`: an optional sign, then digits with points and commas.
func isNumber(_ text: String) -> Bool {
  let digits = (text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]).utf8
  func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
  return isDigit(digits.first) && isDigit(digits.last)
    && digits.allSatisfy { isDigit($0) || $0 == 0x2C || $0 == 0x2E }
}

func csvLine(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") + "\r\n" }

private func quoted(_ field: String) -> String {
  let needsQuotes = field.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D, 0x3B, 0x09].contains($0) }
  return needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
}
