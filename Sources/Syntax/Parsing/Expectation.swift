public import SourceText

/// What could stand at a place in a text, for completion.
public enum Expectation: Sendable, Hashable {
  /// A word of the grammar: `where`.
  case keyword(Keyword)
  /// `(`, `,`; and `plan` after `explain`, which is a name elsewhere
  case symbol(String)
  case name(NameRole)
  /// A value of the attribute or property named, or any where it is not known.
  case value(of: String?)
  /// The start of a value: an attribute, `count of`, `days since`, an aggregate …
  case expression
  /// `average`, `latest`, `p90` …
  case aggregate
  /// `is`, `>`, `contains`, `in (…)` …
  case operators
  case window
  case unit
  case duration
  case number
  case date
  case text
  case file
}

/// What kind of name is wanted.
public enum NameRole: Sendable, Hashable, CaseIterable {
  case attribute, event, population, property, channel, column, moment, person
  /// Anything that is true or false: a definition, a boolean or date attribute, an event, a population.
  case condition
  /// A topic or a word to look for.
  case word
  /// Any name that is known.
  case any
  /// A new name, as in a definition.
  case new
}

/// What may be typed at an offset. `span` is the word begun there, which it would replace.
public struct Completion: Sendable, Hashable {
  public var span: SourceSpan
  public var expectations: [Expectation]
  /// The clauses that may start there.
  public var clauses: Set<ClauseKind>
}

/// What could come at a byte offset. A keyword is offered only if the text can still be completed after it.
public func completion(in text: String, at offset: Int) -> Completion {
  let bytes = Array(Array(text.utf8).prefix(max(0, offset)))
  var lexer = Lexer(bytes: bytes)
  lexer.run()
  var start = bytes.count
  if let open = lexer.openQuote {
    start = open
  } else if let last = lexer.tokens.last(where: { $0.kind != .end }), last.span.end == bytes.count,
    last.kind == .word || last.kind == .dollar || last.kind == .prefix
  {
    start = last.span.start
  }
  let whole = Parser(Array(bytes[..<start]))
  let first = whole.lastStatement()
  let statementHead = Array(bytes[whole.tokens[first].span.start..<start])
  let (expected, clauses) = Parser(bytes: whole.bytes, head: Array(whole.tokens[first...])).expectedAtEnd()
  let offers = expected.filter { expectation in
    switch expectation {
    case .keyword(let keyword): Parser.isPrefix(statementHead + Array(" \(keyword.rawValue) ".utf8))
    case .symbol(let symbol): Parser.isPrefix(statementHead + Array(" \(symbol) ".utf8))
    case .name, .value, .expression, .aggregate, .operators, .window, .unit, .duration, .number, .date, .text,
      .file:
      true
    }
  }
  return Completion(span: SourceSpan(start, bytes.count), expectations: offers, clauses: clauses)
}

/// Whether a text can be submitted: nothing is left open, and no statement breaks off. A text whose error more text
/// could not resolve counts as complete.
public func isComplete(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  var parser = Parser(bytes)
  parser.isTrial = true
  if parser.ranOut { return false }
  _ = parser.script()
  return parser.diagnostics.isEmpty || !(parser.ranOut || Parser.isPrefix(bytes))
}

/// Whether a text is a statement (or several), or the beginning of one: `segment sellers where`.
public func isBeginning(_ text: String) -> Bool { Parser.isPrefix(Array(text.utf8)) }

extension Parser {
  /// The first token of the last statement.
  func lastStatement() -> Int {
    if let last = tokens.last, last.span.end > last.span.start { return tokens.count - 1 }
    guard let end = tokens.indices.dropLast().last(where: { tokens[$0].kind == .end }) else { return 0 }
    return end + 1
  }

  /// Whether a text is a statement or the beginning of one.
  static func isPrefix(_ bytes: [UInt8]) -> Bool {
    // Some words are read only together with the next one: `at least`, `more than`, `contains x`.
    isPrefixAsItStands(bytes)
      || ["least", "than", "x"].contains { isPrefixAsItStands(bytes + Array(" \($0)".utf8)) }
  }

  private static func isPrefixAsItStands(_ bytes: [UInt8]) -> Bool {
    var parser = Parser(bytes)
    parser.isTrial = true
    _ = parser.script()
    return parser.diagnostics.isEmpty || (parser.ranOut && parser.diagnostics.count == 1)
  }
}
