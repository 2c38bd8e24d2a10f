public import SourceText

/// Parses a text. Never throws: errors are in the diagnostics, at most one for each statement, and parsing goes on at
/// the
/// next statement. Linear in the length of the text; nesting is bounded (`Parser.depthLimit`).
/// - Parameter looksForFixes: whether to look for rewrites that fix an error, which takes many trial parses.
public func parse(
  _ file: SourceFile, looksForFixes: Bool = true
) -> (script: Script, diagnostics: [Diagnostic]) {
  var parser = Parser(file.bytes)
  parser.isTrial = !looksForFixes
  let statements = parser.script()
  let diagnostics = parser.diagnostics.map { diagnostic in
    var diagnostic = diagnostic
    diagnostic.file = file
    return diagnostic
  }
  return (Script(statements: statements, comments: parser.comments, file: file), diagnostics)
}

/// Recursive descent over tokens; a production of `grammar/heed.ebnf` is a function of the same name.
///
/// The first error of a statement ends it: `fail` moves to the statement's end, where every loop stops and every further
/// complaint is dropped.
struct Parser {
  static let depthLimit = 100

  let bytes: [UInt8]
  let tokens: [Token]
  let comments: [Comment]
  var position = 0
  /// The `.end` token of the statement being read.
  var statementEnd = 0
  var statementStart = 0
  var verb: Keyword?
  var diagnostics: [Diagnostic]
  /// The lexer's diagnostics about unclosed quotes, by the offset where each quote opens.
  private var openQuotes: [Int: Int] = [:]
  var failed = false
  var depth = 0
  /// Inside a list whose commas separate values: a bare channel list then holds one name.
  var inCommaList = false
  /// In `define`: the token at which a value may come instead of a condition, and the value parsed there.
  var valueStart: Int?
  var bareValue: Value?
  /// Whether this is a trial, which only finds out whether the text parses: no rewrites are looked for.
  var isTrial = false
  /// The token at which to collect what could stand there.
  var recordAt: Int?
  var expected: [Expectation] = []
  /// The clauses that could start there.
  var expectedClauses: Set<ClauseKind> = []
  /// How many more statements are tried with repair rules, which bounds the work on a text full of errors.
  var habitsLeft = 200
  /// Whether an error is at the very end of the text, so that more text could resolve it.
  var ranOut = false

  init(_ bytes: [UInt8]) {
    var lexer = Lexer(bytes: bytes)
    lexer.run()
    self.bytes = bytes
    tokens = lexer.tokens
    comments = lexer.comments
    diagnostics = lexer.diagnostics
    ranOut = lexer.openQuote != nil
    for (index, diagnostic) in diagnostics.enumerated() where diagnostic.code == .unclosedQuote {
      openQuotes[diagnostic.span.start] = index
    }
  }

  /// A parser of the beginning of a statement, to find out what can follow it.
  init(bytes: [UInt8], head: [Token]) {
    self.bytes = bytes
    tokens = head
    comments = []
    diagnostics = []
    isTrial = true
    recordAt = head.count - 1
  }

  /// What could stand after the last token, and which clauses could start with it.
  func expectedAtEnd() -> (expected: [Expectation], clauses: Set<ClauseKind>) {
    var probe = self
    if tokens.count > 1 {
      _ = probe.topStatement()
    } else {
      _ = probe.statement()
    }
    return (probe.expected, probe.expectedClauses)
  }

  /// `script = { statement }`
  mutating func script() -> [Statement] {
    var statements: [Statement] = []
    while position < tokens.count {
      if token.kind == .end {
        position += 1
        continue
      }
      statements.append(topStatement())
      position = statementEnd + 1
    }
    return statements
  }

  mutating func topStatement() -> Statement {
    statementStart = position
    statementEnd = tokens[position...].firstIndex { $0.kind == .end } ?? tokens.count - 1
    (failed, depth, inCommaList, valueStart, bareValue, verb) = (false, 0, false, nil, nil, nil)
    let first = tokens[statementStart].span
    let last = tokens[statementEnd - 1].span
    if hasOpenQuote() {
      failed = true
      position = statementEnd
      return Statement(kind: .invalid, clauses: Clauses(), span: first.union(last), isComplete: false)
    }
    var result = statement()
    if !failed, position < statementEnd { unexpected() }
    result.isComplete = !failed
    result.span = first.union(last)
    return result
  }

  /// Whether the statement has an unclosed quote, which the lexer has reported. The rewrite that closes it is kept only if
  /// the statement then parses.
  private mutating func hasOpenQuote() -> Bool {
    guard
      let invalid = tokens[statementStart..<statementEnd].first(where: {
        $0.kind == .invalid && $0.text.isEmpty
      }),
      let index = openQuotes[invalid.span.start]
    else { return false }
    diagnostics[index].fixes = isTrial ? [] : diagnostics[index].fixes.filter { works($0) }
    return true
  }

  // MARK: Looking

  var token: Token { tokens[min(position, tokens.count - 1)] }
  var previous: Token { tokens[max(statementStart, position - 1)] }
  var isAtEnd: Bool { position >= statementEnd }

  /// The token some places ahead, at most the statement's `.end`.
  func peek(_ ahead: Int) -> Token { tokens[min(position + ahead, statementEnd)] }

  mutating func record(_ expectation: Expectation, ahead: Int = 0) {
    if recordAt == position + ahead, !failed, !expected.contains(expectation) { expected.append(expectation) }
  }

  /// Whether the token here, or some places ahead, is the keyword; records that it could be.
  mutating func at(_ keyword: Keyword, ahead: Int = 0) -> Bool {
    record(.keyword(keyword), ahead: ahead)
    return peek(ahead).keyword == keyword
  }

  mutating func at(_ first: Keyword, _ second: Keyword, _ more: Keyword...) -> Bool {
    var found = false
    for keyword in [first, second] + more where at(keyword) { found = true }
    return found
  }

  mutating func at(symbol: String, ahead: Int = 0) -> Bool {
    record(.symbol(symbol), ahead: ahead)
    let token = peek(ahead)
    return token.kind == .symbol && token.text == symbol
  }

  // MARK: Eating

  mutating func eat(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    position += 1
    return true
  }

  mutating func eat(symbol: String) -> Bool {
    guard at(symbol: symbol) else { return false }
    position += 1
    return true
  }

  /// Two words in a row, or nothing.
  mutating func eat(_ first: Keyword, _ second: Keyword) -> Bool {
    guard at(first), at(second, ahead: 1) else { return false }
    position += 2
    return true
  }

  mutating func expect(_ keyword: Keyword) { if !eat(keyword) { unexpected() } }
  mutating func expect(symbol: String) { if !eat(symbol: symbol) { unexpected() } }

  /// `parse {"," parse}`; stops where nothing was read.
  mutating func list<Element>(_ parse: (inout Parser) -> Element) -> [Element] {
    var elements = [parse(&self)]
    while !failed, eat(symbol: ",") { elements.append(parse(&self)) }
    return elements
  }

  /// The most groups, figures and steps of one statement: each is a column, or a search of its own.
  static let partLimit = 100

  /// The same with at most `partLimit` elements; one more is an error, which ends the statement.
  mutating func list<Element>(of parts: String, _ parse: (inout Parser) -> Element) -> [Element] {
    var elements = [parse(&self)]
    while !failed, eat(symbol: ",") {
      guard hasRoom(for: parts, after: elements.count) else { break }
      elements.append(parse(&self))
    }
    return elements
  }

  /// Whether one more part may come.
  mutating func hasRoom(for parts: String, after count: Int) -> Bool {
    if count < Parser.partLimit { return true }
    fail(
      .tooLong, "A statement can have at most \(Parser.partLimit) \(parts)", at: token.span,
      label: "one too many")
    return false
  }

  /// Bounds nesting: beyond the limit, one error is reported and the statement ends.
  mutating func nested<Result>(_ parse: (inout Parser) -> Result, or fallback: Result) -> Result {
    guard depth < Parser.depthLimit else {
      fail(
        .tooDeep, "This is nested more than \(Parser.depthLimit) levels deep", at: token.span,
        label: "one too many",
        notes: ["Give parts of it names with `define`."])
      return fallback
    }
    depth += 1
    defer { depth -= 1 }
    return parse(&self)
  }

  /// Parses as inside parentheses: commas around them do not matter there.
  mutating func inParentheses<Result>(_ parse: (inout Parser) -> Result) -> Result {
    let saved = inCommaList
    inCommaList = false
    defer { inCommaList = saved }
    return parse(&self)
  }

  /// The span from a token up to the last one eaten.
  func span(from start: Int) -> SourceSpan {
    guard start < position else { return tokens[min(start, statementEnd)].span }
    return tokens[start].span.union(tokens[position - 1].span)
  }

  func text(_ span: SourceSpan) -> String { String(decoding: bytes[span.start..<span.end], as: UTF8.self) }
}
