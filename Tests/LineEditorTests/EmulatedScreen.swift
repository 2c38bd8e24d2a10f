/// The screen contents of a terminal of a given size after some output. Supports the escape sequences that a line
/// editor needs.
struct EmulatedScreen {
  let columns: Int
  let rows: Int
  private var cells: [[String]]
  private(set) var row = 0
  private(set) var column = 0

  init(rows: Int, columns: Int, output: [UInt8]) {
    self.rows = rows
    self.columns = columns
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    var scalars = Array(String(decoding: output, as: UTF8.self).unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\u{1B}": sequence(&scalars)
      case "\r": column = 0
      case "\n": lineFeed()
      case "\u{07}": break
      default: put(scalar)
      }
    }
  }

  /// The rows without trailing spaces, and without empty rows at the end.
  var lines: [String] {
    var lines = cells.map { row in
      String(row.joined().reversed().drop { $0 == " " }.reversed())
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if scalar.properties.generalCategory == .nonspacingMark || scalar == "\u{200D}" {
      cells[row][max(0, min(column, columns) - 1)] += String(scalar)
      return
    }
    let width = Self.isWide(scalar) ? 2 : 1
    if column + width > columns {
      column = 0
      lineFeed()
    }
    cells[row][column] = String(scalar)
    if width == 2 { cells[row][column + 1] = "" }
    column += width
  }

  private mutating func lineFeed() {
    if row + 1 < rows {
      row += 1
    } else {
      cells.removeFirst()
      cells.append(Array(repeating: " ", count: columns))
    }
  }

  private mutating func sequence(_ rest: inout ArraySlice<Unicode.Scalar>) {
    guard rest.popFirst() == "[" else { return }
    var parameters = ""
    while let scalar = rest.popFirst() {
      guard scalar.value >= 0x40 else {
        parameters.unicodeScalars.append(scalar)
        continue
      }
      let count = max(1, Int(parameters) ?? 1)
      switch scalar {
      case "A": row = max(0, row - count)
      case "B": row = min(rows - 1, row + count)
      case "C": column = min(columns - 1, column + count)
      case "H": (row, column) = (0, 0)
      case "J":
        clear(from: parameters == "2" ? 0 : row, column: parameters == "2" ? 0 : column)
      case "K": for place in min(column, columns)..<columns { cells[row][place] = " " }
      default: break
      }
      return
    }
  }

  private mutating func clear(from first: Int, column: Int) {
    for place in min(column, columns)..<columns { cells[first][place] = " " }
    for row in (first + 1)..<max(rows, first + 1) { cells[row] = Array(repeating: " ", count: columns) }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60,
      0x1F300...0x1FAFF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
