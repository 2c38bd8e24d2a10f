internal import SourceText

/// What is made harmless in text that a spreadsheet may open, after OWASP's page "CSV Injection". Numbers are not changed.
///
/// | in CSV and TSV | becomes | since |
/// |---|---|---|
/// | a text that starts with a sign (`isSign`), or with an invisible character | `'` before it | it could run as a formula |
/// | a sign after a separator inside a text, also with quotes between | `'` before the sign | with another separator, a cell would start there |
/// | in TSV, a text that starts with a quote | `'` before it | TSV has no quoting, but spreadsheets read one |
enum SpreadsheetText {
  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "+", "-", "@", "＝", "＋", "－", "＠": true
    case _: false
    }
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", ";", "|", "\t", "\n", "\r": true
    case _: false
    }
  }

  /// The text with `'` where it could start a formula: `=1+1` becomes `'=1+1`, and `a;=1` becomes `a;'=1`. O(length).
  static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first,
      isHostile(first) || text.unicodeScalars.contains(where: isSign)
    else { return text }
    var result = String.UnicodeScalarView()
    if isHostile(first) || isSign(first) { result.append("'") }
    var startsCell = false
    for scalar in text.unicodeScalars {
      if startsCell, isSign(scalar) { result.append("'") }
      startsCell = isSeparator(scalar) || startsCell && (scalar == "\"" || isHostile(scalar))
      result.append(scalar)
    }
    return String(result)
  }

  /// The same for a format without quoting.
  static func guardedQuote(_ text: String) -> String { text.first == "\"" ? "'" + text : text }
}
