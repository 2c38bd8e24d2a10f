/// The type that a column is to be read as.
enum ColumnTarget: Hashable {
  /// Whichever type all values fit, else text.
  case inferred
  /// Text, unchanged.
  case text
  /// A text that identifies a record; blanks at its ends are dropped.
  case id
  /// Mostly distinct texts: stored in a text heap rather than a dictionary.
  case words
  /// A number, declared by a slot or `type`; `cents` are divided by 100.
  case number, integer, cents
  case boolean
  /// A date or time, declared by a slot: digits alone are epochs, compact dates or spreadsheet day numbers.
  case moment
  /// `type x date`, `type x timestamp`
  case date, timestamp
  /// `type x duration`: hours, written `27:13:05`.
  case duration
  /// Several values per cell, declared by `split` or `list`.
  case list

  /// Whether it has to be a date or time.
  var isTime: Bool { self == .moment || self == .date || self == .timestamp }

  /// Whether it has to be a number.
  var isNumber: Bool { self == .number || self == .integer || self == .cents || self == .duration }

  /// Whether values that do not fit become null and are reported; otherwise one of them makes the column text.
  var isForced: Bool { isTime || isNumber || self == .boolean }
}
