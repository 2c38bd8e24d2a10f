internal import Foundation

/// What is fuzzed.
enum Target: String, CaseIterable {
  /// Lexer, parser, printer, completion and fixes.
  case language
  /// A statement, from its text to its answer.
  case question
  /// A data file, from its bytes to the counts of its load.
  case file
  /// Patterns and regular expressions: the first line; the others are texts.
  case words

  static let chosen: Target = {
    let name = ProcessInfo.processInfo.environment["HEED_FUZZ"] ?? ""
    guard let target = Target(rawValue: name) else {
      preconditionFailure("HEED_FUZZ is one of \(allCases.map(\.rawValue))")
    }
    return target
  }()

  func run(_ bytes: [UInt8]) {
    switch self {
    case .language: tryLanguage(bytes)
    case .question: tryQuestion(bytes)
    case .file: tryFile(bytes)
    case .words: tryWords(bytes)
    }
  }
}
