internal import Glibc

/// What the line editor shows: its rows, and the cursor's position in them.
struct Picture {
  var rows: [Row]
  var cursor: (row: Int, column: Int)
}

/// The rows of the terminal that the editor draws on, from the prompt on. Only changed rows are written.
final class Screen {
  private(set) var size: (rows: Int, columns: Int)
  private var shown: [Row] = []
  private var cursor = (row: 0, column: 0)

  init() {
    size = Self.currentSize()
  }

  /// Replaces the picture shown by another, which must have no more rows than the screen.
  func show(_ picture: Picture) {
    var output = "\u{1B}[?25l" + move(toRow: 0)
    for (index, row) in picture.rows.enumerated() {
      if index > 0 { output += index < shown.count ? "\u{1B}[1B\r" : "\r\n" }
      if index < shown.count, shown[index] == row { continue }
      output += row.text
      // After a full row the cursor has not wrapped yet, and clearing to the end of the line would delete the last
      // character.
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

  /// Leaves the picture on the screen and moves to a new row below it.
  func leave() {
    write(move(toRow: max(0, shown.count - 1)) + "\r\n", to: STDOUT_FILENO)
    forget()
  }

  /// Clears the whole terminal.
  func clear() {
    write("\u{1B}[H\u{1B}[2J", to: STDOUT_FILENO)
    forget()
  }

  /// Starts a new picture at the cursor.
  func forget() {
    shown = []
    cursor = (0, 0)
  }

  /// Adopts a new size of the terminal, if it has changed, and clears what was drawn for the old one.
  ///
  /// Terminals wrap rows that have become too wide; rows are never joined, since each was ended by a line break.
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

  /// Turns bracketed paste on or off: the terminal then marks pasted text as such.
  func setBracketedPaste(_ isOn: Bool) { write(isOn ? "\u{1B}[?2004h" : "\u{1B}[?2004l", to: STDOUT_FILENO) }

  /// Moves to the start of a row that is shown.
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
