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

/// What takes the elements of a sheet, and makes rows of them.
protocol SheetHandler: XMLHandler {
  var rows: SheetRows { get set }
}

/// Writes a sheet as separated values, a line for each row, so that its rows are judged by the rules of any table. A row
/// has as many cells as the widest before it, unless it has a single value.
struct SheetRows {
  /// The rows that were read and not taken yet.
  private(set) var text: [UInt8] = []
  var report = SheetReport()
  /// Why the sheet cannot be read further.
  private(set) var failure: String?
  /// The number of the current row, from 1.
  private(set) var row = 0

  /// The row's cells by column, as ranges of their text.
  private var cells: [Range<Int>] = []
  private var cellText: [UInt8] = []
  private var width = 0
  private var cellCount = 0
  /// The bytes of rows and cells that are there more than once.
  private var repeated = 0

  static let mostRows = 1 << 20
  static let mostColumns = 1 << 14
  /// The most cells of a table, the empty ones among them.
  private static let mostCells = 1 << 28
  private static let mostRepeated = 1 << 28
  private static let tooOften = "it repeats rows or cells too often"

  /// The rows that were not taken yet, which are gone afterwards.
  mutating func takeText() -> [UInt8] {
    defer { text = [] }
    return text
  }

  mutating func fail(_ reason: String) { failure = failure ?? reason }

  /// Starts the row of a number; one that is out of order follows the row before it.
  mutating func start(_ number: Int) {
    cells.removeAll(keepingCapacity: true)
    cellText.removeAll(keepingCapacity: true)
    guard number <= SheetRows.mostRows else { return fail("it has more than \(SheetRows.mostRows) rows") }
    while row + 1 < number {
      text.append(lineFeed)
      row += 1
    }
    row += 1
  }

  /// Gives cells of the current row the same text.
  mutating func put(_ bytes: [UInt8], in columns: Range<Int>) {
    guard columns.upperBound <= SheetRows.mostColumns else {
      return fail("it has more than \(SheetRows.mostColumns) columns")
    }
    repeated += bytes.count * (columns.count - 1)
    guard repeated <= SheetRows.mostRepeated else { return fail(SheetRows.tooOften) }
    guard failure == nil, !bytes.isEmpty else { return }
    let start = cellText.count
    cellText += bytes
    while cells.count < columns.upperBound { cells.append(0..<0) }
    for column in columns { cells[column] = start..<cellText.count }
  }

  /// Ends the current row, which stands there `count` times.
  mutating func end(isHidden: Bool, count: Int = 1) {
    let start = text.count
    writeRow(isHidden: isHidden)
    let line = text[start...]
    for _ in 1..<max(1, count) {
      repeated += line.count
      guard repeated <= SheetRows.mostRepeated, row < SheetRows.mostRows else {
        return fail(SheetRows.tooOften)
      }
      text += line
      row += 1
      note(isHidden: isHidden)
    }
  }

  private mutating func writeRow(isHidden: Bool) {
    defer { text.append(lineFeed) }
    guard let last = cells.lastIndex(where: { !$0.isEmpty }) else { return }
    let filled = cells.count { !$0.isEmpty }
    if filled > 1 { width = max(width, last + 1) }
    let count = filled > 1 ? width : last + 1
    cellCount += count
    if cellCount > SheetRows.mostCells { fail("it has more than \(SheetRows.mostCells) cells") }
    note(isHidden: isHidden)
    for index in 0..<count {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      if index <= last { write(cellText[cells[index]]) }
    }
  }

  /// Counts the current row, which has a value.
  private mutating func note(isHidden: Bool) {
    let filled = cells.count { !$0.isEmpty }
    guard filled > 0 else { return }
    report.rows += 1
    if filled > 1 { report.wideRows += 1 }
    if isHidden { report.hiddenRows += 1 }
  }

  private mutating func write(_ cell: ArraySlice<UInt8>) {
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
}
