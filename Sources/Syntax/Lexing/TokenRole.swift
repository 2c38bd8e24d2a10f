public import SourceText

/// The role of a piece of text, judging by its form alone, for syntax colouring.
public enum TokenRole: Sendable, Hashable, CaseIterable {
  /// A word that the grammar uses; in its place it may still be a name.
  case keyword
  case name, text, number, comment, error
}

/// The pieces of a text that have a role, in order: `limit 3` gives a keyword and a number. Linear.
public func tokenRoles(in text: String) -> [(span: SourceSpan, role: TokenRole)] {
  var lexer = Lexer(bytes: Array(text.utf8))
  lexer.run()
  let tokens = lexer.tokens.compactMap { token -> (span: SourceSpan, role: TokenRole)? in
    token.role.map { (token.span, $0) }
  }
  return (tokens + lexer.comments.map { ($0.span, .comment) }).sorted { $0.span.start < $1.span.start }
}

extension Token {
  fileprivate var role: TokenRole? {
    switch kind {
    case .word: keyword == nil ? .name : .keyword
    case .backtick, .dollar: .name
    case .quoted, .single, .prefix, .part, .regex: .text
    case .number, .date: .number
    case .invalid: .error
    case .symbol, .end: nil
    }
  }
}
