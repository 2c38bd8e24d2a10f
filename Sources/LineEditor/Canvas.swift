internal import CEditline
internal import SourceText

/// One row of the screen: the text to write, including colours, and its width in columns.
struct Row: Equatable {
  var text = ""
  var width = 0
}

/// Arranges characters in rows of a given width, wrapping as a terminal does.
struct Canvas {
  let width: Int
  private(set) var rows = [Row()]
  /// The position of the cursor, as a row and a column.
  private(set) var cursor = (row: 0, column: 0)
  private var style = ""

  init(width: Int) {
    self.width = max(width, 2)
  }

  /// The column of the next narrow character, unless the row is full.
  var column: Int { rows[rows.count - 1].width }

  /// Adds a text without line breaks. `style` has SGR parameters (ECMA-48, 8.3.117), such as `1;36`; empty means plain.
  mutating func add(_ text: String, style: String = "") {
    for character in text { add(character, style: style) }
  }

  mutating func add(_ character: Character, style: String = "") {
    if character == "\t" {
      repeat { put(" ", columns: 1, style: style) } while column % 8 != 0 && column < width
      return
    }
    let columns = columnCount(of: character)
    columns < 0 ? put("\u{FFFD}", columns: 1, style: style) : put(character, columns: columns, style: style)
  }

  /// Starts a new row.
  mutating func breakRow() {
    change(to: "")
    rows.append(Row())
  }

  /// Marks the cursor here, before the character `next`.
  mutating func markCursor(before next: Character?) {
    let columns = next.map { $0 == "\n" || $0 == "\t" ? 1 : max(1, columnCount(of: $0)) } ?? 1
    // After a full row before a line break, the cursor is on a row of its own, where typing continues.
    if column + columns > width { breakRow() }
    cursor = (rows.count - 1, column)
  }

  /// The rows, with colours reset at their ends.
  mutating func finish() -> [Row] {
    change(to: "")
    return rows
  }

  private mutating func put(_ character: Character, columns: Int, style: String) {
    if column + columns > width { breakRow() }
    change(to: style)
    rows[rows.count - 1].text.append(character)
    rows[rows.count - 1].width += columns
  }

  private mutating func change(to style: String) {
    if style == self.style { return }
    rows[rows.count - 1].text += style.isEmpty ? "\u{1B}[0m" : "\u{1B}[0;\(style)m"
    self.style = style
  }
}

/// Whether a character contains something that must not be written to a terminal, such as an escape code in a history
/// entry.
private func isHidden(_ character: Character) -> Bool { printable(String(character)) != String(character) }

/// The width of a character on a terminal, in columns; negative if it cannot be shown.
///
/// Emoji with U+200D, U+FE0F or a skin tone have two columns, other characters the sum of their scalars.
func columnCount(of character: Character) -> Int {
  if let ascii = character.asciiValue { return ascii >= 0x20 && ascii < 0x7F ? 1 : -1 }
  if isHidden(character) { return -1 }
  var sum = 0
  for scalar in character.unicodeScalars {
    if sum > 0, scalar == "\u{200D}" || scalar == "\u{FE0F}" || scalar.properties.isEmojiModifier { return 2 }
    let columns = ceditline_columns(Int32(scalar.value))
    if columns < 0 { return -1 }
    sum += Int(columns)
  }
  return sum
}
