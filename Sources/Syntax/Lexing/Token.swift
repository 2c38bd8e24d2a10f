import SourceText

/// One word, number, quote or sign of the text.
struct Token: Sendable {
  enum Kind: Hashable, Sendable {
    case word, quoted, single, backtick, dollar, number, date, prefix, part, regex, symbol, invalid
    /// Ends a statement: a line that starts at the first column, a `;`, or the end of the text.
    case end
  }

  var kind: Kind
  var span: SourceSpan
  /// Its content: a word in lower case, the text in quotes, a number without `_` and `%`, a normalized sign (`<=`).
  var text = ""
  /// The keyword, if it is a bare word that the grammar uses.
  var keyword: Keyword?
  /// The date; nil for one that does not exist.
  var date: DateLiteral.Kind?
  var isPercent = false
  /// Whether it is a regex with the flag `i`: `/…/i`.
  var ignoresCase = false

  /// A bare word, or something in quotes that may be a name.
  var isNameLike: Bool { kind == .word || kind == .quoted || kind == .backtick || kind == .dollar }
  var isText: Bool { kind == .quoted || kind == .single }
  /// Whether it can be part of an id, or of a name, that is taken as typed.
  var isIdPart: Bool { kind == .word || kind == .number || kind == .date || (kind == .symbol && text == "-") }
}
