internal import DataModel
internal import XML

/// Reads the rows of one sheet of an OpenDocument spreadsheet, whose sheets are all in one part.
///
/// Cells and rows that stand there several times are written once, with their number. Empty ones at the end, of which
/// there may be a million, are none.
/// Reference: OpenDocument 1.3, part 3, 9.1 (tables) and 19.385 (value types).
final class OpenDocumentSheet: SheetHandler {
  var rows = SheetRows()

  /// The number of the sheet among all, from 0, and how many have begun.
  private let number: Int
  private var sheets = 0
  /// Elements around whose tables and texts are not the sheet's: comments, drawings, changes.
  private var foreign = 0
  /// How many tables are open: one may stand in a cell of another, and is no sheet.
  private var depth = 0
  private var isSheet = false

  private var nextRow = 1
  private var rowCount = 1
  private var isRowHidden = false
  private var hasValue = false

  // The cell that is read.
  private var column = 0
  private var columnCount = 1
  private var isCell = false
  private var type = ""
  private var value: String?
  private var hasFormula = false
  private var paragraphs = 0
  private var words = ""
  private var isText = false

  private static let foreignNames: Set = [
    "annotation", "shapes", "frame", "tracked-changes", "dde-links", "forms", "custom-shape",
  ]

  init(_ number: Int) { self.number = number }

  func start(_ name: String, _ attribute: (String) -> String?) {
    if OpenDocumentSheet.foreignNames.contains(name) { foreign += 1 }
    guard foreign == 0 else { return }
    if name == "table" { startTable() }
    guard isSheet, depth == 1 else { return }
    switch name {
    case "table-row": startRow(attribute)
    case "table-cell", "covered-table-cell": startCell(name, attribute)
    case "p" where isCell:
      if paragraphs > 0 { words += "\n" }
      paragraphs += 1
      isText = true
    case "s" where isText: words += String(repeating: " ", count: bounded(attribute("c"), by: 1024))
    case "tab" where isText: words += "\t"
    case "line-break" where isText: words += "\n"
    case _: break
    }
  }

  func end(_ name: String) {
    if OpenDocumentSheet.foreignNames.contains(name) { foreign -= 1 }
    guard foreign == 0 else { return }
    if name == "table" { depth -= 1 }
    guard isSheet, depth == 1 else { return }
    switch name {
    case "table-row": endRow()
    case "table-cell", "covered-table-cell": endCell()
    case "p": isText = false
    case _: break
    }
  }

  func text(_ text: String) { if isText, foreign == 0, depth == 1 { words += text } }

  private func startTable() {
    depth += 1
    guard depth == 1 else { return }
    isSheet = sheets == number
    sheets += 1
  }

  /// A number of times, at least once.
  private func bounded(_ text: String?, by limit: Int) -> Int {
    min(max(text.flatMap { Int($0) } ?? 1, 1), limit)
  }

  // MARK: - Rows

  private func startRow(_ attribute: (String) -> String?) {
    rowCount = bounded(attribute("number-rows-repeated"), by: SheetRows.mostRows * 2)
    isRowHidden = (attribute("visibility") ?? "visible") != "visible"
    column = 0
    hasValue = false
  }

  private func endRow() {
    if hasValue { rows.end(isHidden: isRowHidden, count: rowCount) }
    nextRow += rowCount
  }

  // MARK: - Cells

  private func startCell(_ name: String, _ attribute: (String) -> String?) {
    columnCount = bounded(attribute("number-columns-repeated"), by: SheetRows.mostColumns * 2)
    isCell = name == "table-cell"
    type = attribute("value-type") ?? ""
    hasFormula = attribute("formula") != nil
    value =
      switch type {
      case "date": attribute("date-value")
      case "time": attribute("time-value")
      case "boolean": attribute("boolean-value")
      case "string": attribute("string-value")
      case _: attribute("value")
      }
    let spans = [attribute("number-columns-spanned"), attribute("number-rows-spanned")]
    if isCell, spans.contains(where: { bounded($0, by: 2) > 1 }) { rows.report.mergedRows.append(nextRow) }
    (words, paragraphs, isText) = ("", 0, false)
  }

  private func endCell() {
    defer {
      column += columnCount
      isCell = false
    }
    guard isCell, rows.failure == nil else { return }
    let text = Array(cellText.utf8)
    guard !text.isEmpty else { return }
    if !hasValue {
      rows.start(nextRow)
      hasValue = true
    }
    rows.put(text, in: column..<column + columnCount)
  }

  private var cellText: String {
    switch type {
    case "float", "percentage", "currency":
      return value.map { numberText($0, .number, startsIn1904: false) } ?? words
    case "date": return value ?? words
    case "time": return value.flatMap { OpenDocumentSheet.time($0) } ?? words
    case "boolean": return (value ?? words).lowercased() == "true" ? "TRUE" : "FALSE"
    case "" where words.isEmpty:
      if hasFormula { rows.report.formulasWithoutValue += 1 }
      return ""
    case _: break
    }
    // An error of a formula is written as a text without a value.
    if hasFormula, value?.isEmpty == true, words.hasPrefix("#") || words.hasPrefix("Err:") {
      rows.report.errors[words, default: 0] += columnCount
      return ""
    }
    guard let value, !value.isEmpty else { return words }
    return value
  }

  /// `27:13:05.5` of `PT27H13M05.5S`; nil if it is no length of time.
  static func time(_ written: String) -> String? {
    var rest = written[...]
    let sign = rest.first == "-" ? "-" : ""
    rest = rest.dropFirst(sign.count)
    guard rest.hasPrefix("PT") else { return nil }
    rest = rest.dropFirst(2)
    var parts: [Character: Substring] = [:]
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." || $0 == "," }
      guard !number.isEmpty, let unit = rest.dropFirst(number.count).first, "HMS".contains(unit) else {
        return nil
      }
      parts[unit] = number
      rest = rest.dropFirst(number.count + 1)
    }
    func two(_ unit: Character) -> String {
      let number = (parts[unit] ?? "0").split(whereSeparator: { ".,".contains($0) })
      let whole = number.first.map(String.init) ?? "0"
      let fraction = number.count > 1 ? String(number[1].reversed().drop { $0 == "0" }.reversed()) : ""
      return (whole.count < 2 ? "0" + whole : whole) + (fraction.isEmpty ? "" : "." + fraction)
    }
    return "\(sign)\(two("H")):\(two("M")):\(two("S"))"
  }
}

/// The sheets of an OpenDocument spreadsheet, and which of them are hidden.
final class OpenDocumentSheets: XMLHandler {
  private(set) var sheets: [(name: String, isHidden: Bool)] = []
  private var hiddenStyles: Set<String> = []
  private var style = ""
  private var depth = 0
  private var foreign = 0

  func start(_ name: String, _ attribute: (String) -> String?) {
    switch name {
    case "tracked-changes", "dde-links": foreign += 1
    case "style": style = attribute("name") ?? ""
    case "table-properties": if attribute("display") == "false" { hiddenStyles.insert(style) }
    case "table" where foreign == 0:
      if depth == 0 {
        let isHidden = attribute("style-name").map(hiddenStyles.contains) ?? false
        sheets.append((attribute("name") ?? "", isHidden))
      }
      depth += 1
    case _: break
    }
  }

  func end(_ name: String) {
    switch name {
    case "tracked-changes", "dde-links": foreign -= 1
    case "table" where foreign == 0: depth -= 1
    case _: break
    }
  }

  func text(_ text: String) {}
}
