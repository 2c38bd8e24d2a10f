internal import DataModel
internal import XML

/// What was unusual in the cells of a sheet.
struct SheetReport: Sendable {
  /// How many cells have each error: `#N/A`, `#REF!`.
  var errors: [String: Int] = [:]
  var formulasWithoutValue = 0
  var hiddenRows = 0
  /// The first row of each group of merged cells.
  var mergedRows: [Int] = []
  /// Rows with a value, and with several of them.
  var rows = 0
  var wideRows = 0
}

/// Writes a sheet as separated values, a line for each row, so that its rows are judged by the rules of any table. A row
/// has as many cells as the widest before it, unless it has a single value.
final class SheetText: XMLHandler {
  /// The rows that were read and not taken yet.
  private(set) var text: [UInt8] = []
  private(set) var report = SheetReport()
  /// Why the sheet cannot be read further.
  private(set) var failure: String?

  private let content: SheetContent
  private var row = 0
  private var isRowHidden = false
  /// The row's cells by column, as ranges of their text.
  private var cells: [Range<Int>] = []
  private var cellText: [UInt8] = []
  private var width = 0
  private var cellCount = 0

  // The cell that is read.
  private var column = -1
  private var type = ""
  private var style = 0
  private var value = ""
  private var isCell = false
  private var isValue = false
  private var isPhonetic = false
  private var hasFormula = false

  static let mostRows = 1 << 20
  private static let mostColumns = 1 << 14
  /// The most cells of a table, the empty ones among them.
  private static let mostCells = 1 << 28

  init(_ content: SheetContent) { self.content = content }

  func takeText() -> [UInt8] {
    defer { text = [] }
    return text
  }

  func start(_ name: String, _ attribute: (String) -> String?) {
    switch name {
    case "row": startRow(attribute)
    case "c": startCell(attribute)
    case "v" where isCell: isValue = true
    case "t" where isCell: isValue = !isPhonetic
    case "f" where isCell: hasFormula = true
    case "rPh": isPhonetic = true
    case "mergeCell": report.mergedRows.append(attribute("ref").flatMap(SheetText.row) ?? 0)
    case _: break
    }
  }

  func end(_ name: String) {
    switch name {
    case "row": endRow()
    case "c": endCell()
    case "v", "t": isValue = false
    case "rPh": isPhonetic = false
    case _: break
    }
  }

  func text(_ text: String) { if isValue { value += text } }

  // MARK: - Rows

  private func startRow(_ attribute: (String) -> String?) {
    let number = attribute("r").flatMap { Int($0) } ?? row + 1
    guard number <= SheetText.mostRows else {
      failure = failure ?? "it has more than \(SheetText.mostRows) rows"
      return
    }
    // A row that is out of order follows the one before it.
    while row + 1 < number {
      text.append(lineFeed)
      row += 1
    }
    row += 1
    isRowHidden = ["1", "true"].contains(attribute("hidden"))
    cells.removeAll(keepingCapacity: true)
    cellText.removeAll(keepingCapacity: true)
    column = -1
  }

  private func endRow() {
    defer { text.append(lineFeed) }
    guard let last = cells.lastIndex(where: { !$0.isEmpty }) else { return }
    let filled = cells.count { !$0.isEmpty }
    report.rows += 1
    if filled > 1 { report.wideRows += 1 }
    if isRowHidden { report.hiddenRows += 1 }
    if filled > 1 { width = max(width, last + 1) }
    let count = filled > 1 ? width : last + 1
    cellCount += count
    if cellCount > SheetText.mostCells {
      failure = failure ?? "it has more than \(SheetText.mostCells) cells"
    }
    for index in 0..<count {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      if index <= last { write(cellText[cells[index]]) }
    }
  }

  private func write(_ cell: ArraySlice<UInt8>) {
    guard
      cell.contains(where: {
        $0 == UInt8(ascii: ",") || $0 == quote || $0 == lineFeed || $0 == carriageReturn
      })
    else {
      text += cell
      return
    }
    text.append(quote)
    // Above the table, lines are counted: see `skip 4 lines`.
    let isAbove = report.wideRows == 0
    for byte in cell {
      if byte == quote { text.append(quote) }
      text.append(isAbove && byte == lineFeed ? blank : byte)
    }
    text.append(quote)
  }

  // MARK: - Cells

  private func startCell(_ attribute: (String) -> String?) {
    column = attribute("r").flatMap(SheetText.column) ?? column + 1
    type = attribute("t") ?? "n"
    style = attribute("s").flatMap { Int($0) } ?? 0
    value = ""
    isCell = true
    hasFormula = false
    if column >= SheetText.mostColumns {
      failure = failure ?? "it has more than \(SheetText.mostColumns) columns"
    }
  }

  /// The row of a cell's name, the first of a range: 17 for `AC17:AD20`.
  private static func row(_ name: String) -> Int? { Int(name.drop { $0.isLetter }.prefix { $0.isNumber }) }

  /// The column of a cell's name, from 0: 28 for `AC17`.
  private static func column(_ name: String) -> Int? {
    var number = 0
    for byte in name.utf8 {
      let letter = Int(lowercased(byte)) - 0x60
      guard (1...26).contains(letter), number <= mostColumns else { break }
      number = number * 26 + letter
    }
    return number > 0 ? number - 1 : nil
  }

  private func endCell() {
    isCell = false
    isValue = false
    guard failure == nil else { return }
    let start = cellText.count
    writeValue()
    guard cellText.count > start else { return }
    while cells.count <= column { cells.append(0..<0) }
    cells[column] = start..<cellText.count
  }

  private func writeValue() {
    switch type {
    case "inlineStr", "str": cellText += unescaped(value).utf8
    case _ where value.isEmpty: if hasFormula { report.formulasWithoutValue += 1 }
    case "s": cellText += Int(value).flatMap(content.string) ?? []
    case "b": cellText += value == "1" || value == "true" ? "TRUE".utf8 : "FALSE".utf8
    case "e": report.errors[value, default: 0] += 1
    case "d": cellText += value.utf8
    case _:
      let number = numberText(value, content.format(style), startsIn1904: content.startsIn1904)
      cellText += number.utf8
    }
  }
}
