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
  /// What it says: a word in lower case, a quote's content, a number without `_` and `%`, a folded sign (`<=`).
  var text = ""
  /// Of a bare word that the grammar uses.
  var keyword: Keyword?
  /// Of a date that exists; nil for one that does not.
  var date: DateLiteral.Kind?
  var isPercent = false
  /// Of a regex: `/…/i`.
  var ignoresCase = false

  /// A bare word, or something in quotes that may be a name.
  var isNameLike: Bool { kind == .word || kind == .quoted || kind == .backtick || kind == .dollar }
  var isText: Bool { kind == .quoted || kind == .single }
  /// Can stand in an id or a name that is taken as spelt.
  var isIdPart: Bool { kind == .word || kind == .number || kind == .date || (kind == .symbol && text == "-") }
}
