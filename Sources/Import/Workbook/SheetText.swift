internal import DataModel
internal import XML

/// Reads the rows of a sheet of an Excel workbook.
final class SheetText: SheetHandler {
  var rows = SheetRows()

  private let content: SheetContent
  private var isRowHidden = false

  // The cell that is read.
  private var column = -1
  private var type = ""
  private var style = 0
  private var value = ""
  private var isCell = false
  private var isValue = false
  private var isPhonetic = false
  private var hasFormula = false

  init(_ content: SheetContent) { self.content = content }

  func start(_ name: String, _ attribute: (String) -> String?) {
    switch name {
    case "row": startRow(attribute)
    case "c": startCell(attribute)
    case "v" where isCell: isValue = true
    case "t" where isCell: isValue = !isPhonetic
    case "f" where isCell: hasFormula = true
    case "rPh": isPhonetic = true
    case "mergeCell": rows.report.mergedRows.append(attribute("ref").flatMap(SheetText.row) ?? 0)
    case _: break
    }
  }

  func end(_ name: String) {
    switch name {
    case "row": rows.end(isHidden: isRowHidden)
    case "c": endCell()
    case "v", "t": isValue = false
    case "rPh": isPhonetic = false
    case _: break
    }
  }

  func text(_ text: String) { if isValue { value += text } }

  private func startRow(_ attribute: (String) -> String?) {
    rows.start(attribute("r").flatMap { Int($0) } ?? rows.row + 1)
    isRowHidden = ["1", "true"].contains(attribute("hidden"))
    column = -1
  }

  // MARK: - Cells

  private func startCell(_ attribute: (String) -> String?) {
    column = attribute("r").flatMap(SheetText.column) ?? column + 1
    type = attribute("t") ?? "n"
    style = attribute("s").flatMap { Int($0) } ?? 0
    value = ""
    isCell = true
    hasFormula = false
    if column >= SheetRows.mostColumns { rows.fail("it has more than \(SheetRows.mostColumns) columns") }
  }

  /// The row of a cell's name, the first of a range: 17 for `AC17:AD20`.
  private static func row(_ name: String) -> Int? { Int(name.drop { $0.isLetter }.prefix { $0.isNumber }) }

  /// The column of a cell's name, from 0: 28 for `AC17`.
  private static func column(_ name: String) -> Int? {
    var number = 0
    for byte in name.utf8 {
      let letter = Int(lowercased(byte)) - 0x60
      guard (1...26).contains(letter), number <= SheetRows.mostColumns else { break }
      number = number * 26 + letter
    }
    return number > 0 ? number - 1 : nil
  }

  private func endCell() {
    isCell = false
    isValue = false
    rows.put(text, in: column..<column + 1)
  }

  /// The text of the cell that was read.
  private var text: [UInt8] {
    switch type {
    case "inlineStr", "str": return Array(unescaped(value).utf8)
    case _ where value.isEmpty: if hasFormula { rows.report.formulasWithoutValue += 1 }
    case "s": return Int(value).flatMap(content.string).map { Array($0) } ?? []
    case "b": return Array(value == "1" || value == "true" ? "TRUE".utf8 : "FALSE".utf8)
    case "e": rows.report.errors[value, default: 0] += 1
    case "d": return Array(value.utf8)
    case _:
      return Array(numberText(value, content.format(style), startsIn1904: content.startsIn1904).utf8)
    }
    return []
  }
}
