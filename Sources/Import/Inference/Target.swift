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
  /// A date or time, because a slot says so: numbers are epoch seconds or milliseconds.
  case moment
  /// `type x date`, `type x timestamp`: numbers may also be Excel's serial days.
  case date, timestamp

  /// Whether it has to be a date or time.
  var isTime: Bool { self == .moment || self == .date || self == .timestamp }

  /// Whether values that do not fit are made missing and told; else they make the column text.
  var isForced: Bool {
    switch self {
    case .inferred, .text, .id, .words: false
    case .number, .integer, .cents, .boolean, .moment, .date, .timestamp: true
    }
  }
}
