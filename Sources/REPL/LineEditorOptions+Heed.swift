internal import LineEditor
internal import SourceText
internal import Synchronization
internal import Syntax

extension LineEditorOptions {
  /// The options of the line editor for Heed.
  static func heed(_ completer: SharedCompleter, historyFile: String?, usesColor: Bool) -> LineEditorOptions {
    LineEditorOptions(
      prompt: completer.value.prompt, continuationPrompt: "    > ", continuationIndent: "  ",
      historyFile: historyFile,
      usesColour: usesColor, isComplete: isWhole,
      complete: { buffer, cursor in
        completer.value.offers(in: buffer, at: cursor).map {
          Completion(text: $0.text, display: $0.remark, replaces: $0.replaces)
        }
      },
      highlight: highlights,
      hint: { completer.value.hint(after: $0).map { Hint(text: $0.rest, remark: $0.form) } })
  }
}

/// Whether Enter submits the text. An incomplete statement is submitted by an empty last line.
@Sendable private func isWhole(_ text: String) -> Bool {
  let last = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
  if last.allSatisfy(\.isWhitespace) || Request.command(last) != nil { return true }
  if case .statements(let statements)? = Request.all(in: text).last { return Syntax.isComplete(statements) }
  return true
}

@Sendable private func highlights(_ text: String) -> [(Range<Int>, HighlightStyle)] {
  if Request.command(text) != nil { return [(0..<(text.prefix { !$0.isWhitespace }.utf8.count), .keyword)] }
  return tokenRoles(in: text).map { ($0.span.start..<$0.span.end, HighlightStyle($0.role)) }
}

extension HighlightStyle {
  fileprivate init(_ role: TokenRole) {
    switch role {
    case .keyword: self = .keyword
    case .name: self = .name
    case .text: self = .text
    case .number: self = .number
    case .comment: self = .comment
    case .error: self = .error
    }
  }
}

/// The completer that the editor's callbacks use, updated after each statement.
final class SharedCompleter: Sendable {
  private let state: Mutex<Completer>

  init(_ value: Completer) { state = Mutex(value) }

  var value: Completer {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
