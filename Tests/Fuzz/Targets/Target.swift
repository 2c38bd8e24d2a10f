/// A fuzzing target: a part of Heed that takes bytes from anywhere.
public enum Target: String, CaseIterable, Sendable {
  /// Lexer, parser, printer, completion and fixes.
  case language
  /// A statement, from its text to its answer.
  case question
  /// A load in the first line, and the bytes of its data file below, up to the counts of the load.
  case file
  /// Files of a folder, for which a workspace is proposed.
  case folder
  /// Patterns and regular expressions: the first line; the others are texts.
  case words

  /// Returns without an error if all properties hold.
  public func run(_ bytes: [UInt8]) throws(Finding) {
    switch self {
    case .language: try tryLanguage(bytes)
    case .question: try tryQuestion(bytes)
    case .file: try tryFile(bytes)
    case .folder: try tryFolder(bytes)
    case .words: try tryWords(bytes)
    }
  }
}

/// A property that does not hold.
public struct Finding: Error, CustomStringConvertible {
  public var description: String
}

func require(_ holds: Bool, _ otherwise: @autoclosure () -> String) throws(Finding) {
  if !holds { throw Finding(description: otherwise()) }
}
