import Syntax

/// How a rewrite spells a name or a value, so that it reads back as the same.
extension Resolver {
  /// A name: bare where it can be, in double quotes with spaces, in backticks where the word is taken.
  func bare(_ name: String) -> String {
    if !isWord(name) { return "`" + name.replacing("`", with: "``") + "`" }
    return Keyword(rawValue: name.lowercased()) == nil ? name : "`\(name)`"
  }

  /// A value on the right of `is`.
  func value(_ text: String) -> String {
    isWord(text) && Keyword(rawValue: text.lowercased()) == nil
      ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  private func isWord(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else {
      return false
    }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_"
    }
  }
}
