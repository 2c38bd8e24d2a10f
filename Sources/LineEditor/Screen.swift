internal import Glibc

/// What a line editor shows: its rows, and the cursor in them.
struct Picture {
  var rows: [Row]
  var cursor: (row: Int, column: Int)
}

/// The part of the terminal that the editor draws on: some rows from the prompt on. Only rows that changed are written.
final class Screen {
  private(set) var size: (rows: Int, columns: Int)
  private var shown: [Row] = []
  private var cursor = (row: 0, column: 0)

  init() {
    size = Self.currentSize()
  }

  /// Draws a picture in the place of the one shown. It has no more rows than the screen.
  func show(_ picture: Picture) {
    var output = "\u{1B}[?25l" + move(toRow: 0)
    for (index, row) in picture.rows.enumerated() {
      if index > 0 { output += index < shown.count ? "\u{1B}[1B\r" : "\r\n" }
      if index < shown.count, shown[index] == row { continue }
      output += row.text
      // After a full row the cursor has not wrapped yet, and clearing would take the last character.
      if row.width < size.columns { output += "\u{1B}[K" }
      output += "\r"
    }
    cursor.row = picture.rows.count - 1
    if shown.count > picture.rows.count { output += "\u{1B}[1B\u{1B}[J\u{1B}[1A" }
    shown = picture.rows
    output += move(toRow: picture.cursor.row)
    if picture.cursor.column > 0 { output += "\u{1B}[\(picture.cursor.column)C" }
    cursor = picture.cursor
    write(output + "\u{1B}[?25h", to: STDOUT_FILENO)
  }

  /// Leaves what is shown where it is and goes to a new row below it.
  func leave() {
    write(move(toRow: max(0, shown.count - 1)) + "\r\n", to: STDOUT_FILENO)
    forget()
  }

  /// Empties the whole terminal.
  func clear() {
    write("\u{1B}[H\u{1B}[2J", to: STDOUT_FILENO)
    forget()
  }

  /// Starts anew where the cursor is.
  func forget() {
    shown = []
    cursor = (0, 0)
  }

  /// Takes a new size of the terminal, if there is one, and wipes what was drawn for the old one.
  ///
  /// Terminals fold a row that has become too wide into several; rows never grow together, for each was ended.
  func takeNewSize() -> Bool {
    let new = Self.currentSize()
    if new == size { return false }
    let above = shown.prefix(cursor.row).reduce(0) { $0 + max(1, ($1.width + new.columns - 1) / new.columns) }
    let rows = min(above + cursor.column / new.columns, new.rows - 1)
    write((rows > 0 ? "\u{1B}[\(rows)A" : "") + "\r\u{1B}[J", to: STDOUT_FILENO)
    size = new
    forget()
    return true
  }

  func beep() { write("\u{07}", to: STDOUT_FILENO) }

  /// Text that a paste brings is marked as such by the terminal.
  func setBracketedPaste(_ isOn: Bool) { write(isOn ? "\u{1B}[?2004h" : "\u{1B}[?2004l", to: STDOUT_FILENO) }

  /// To the start of a row that is shown.
  private func move(toRow row: Int) -> String {
    defer { cursor = (row, 0) }
    if row < cursor.row { return "\u{1B}[\(cursor.row - row)A\r" }
    return row > cursor.row ? "\u{1B}[\(row - cursor.row)B\r" : "\r"
  }

  private static func currentSize() -> (rows: Int, columns: Int) {
    var size = winsize()
    // SAFETY: TIOCGWINSZ fills a `winsize`, which this is.
    let result = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size)
    guard result == 0, size.ws_row > 0, size.ws_col > 1 else { return (24, 80) }
    return (Int(size.ws_row), Int(size.ws_col))
  }
}
