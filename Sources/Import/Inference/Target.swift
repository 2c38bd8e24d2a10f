/// What a column may become.
enum Target: Hashable {
  /// Whatever all its values agree on, else text.
  case inferred
  /// Text, as it stands; of an id the blanks at its ends do not count.
  case text
  case id
  /// Words that are mostly distinct: they go into a heap, not a dictionary.
  case words
  /// A number, because a slot or `type` says so; `cents` are divided by a hundred.
  case number, integer, cents
  case boolean
  /// A date or time, because a slot says so: digits alone are epochs, compact dates or a spreadsheet's days.
  case moment
  /// `type x date`, `type x timestamp`
  case date, timestamp
  /// `type x duration`: hours, spelt `27:13:05`.
  case duration
  /// Several values in a cell, because `split` or `list` says so.
  case list

  /// Whether it has to be a date or time.
  var isTime: Bool { self == .moment || self == .date || self == .timestamp }

  /// Whether it has to be a number.
  var isNumber: Bool { self == .number || self == .integer || self == .cents || self == .duration }

  /// Whether values that do not fit are made missing and told; else they make the column text.
  var isForced: Bool { isTime || isNumber || self == .boolean }
}
