/// How names and values are written so that they are read back unchanged: in rewrites and completions.
public enum Spelling {
  /// Without quotes if possible; in backticks if it is not a plain word, or is a word of the language.
  public static func name(_ name: String) -> String {
    isFreeWord(name) ? name : "`" + name.replacing("`", with: "``") + "`"
  }

  /// A column in a load, where words of the language are names too.
  public static func column(_ name: String) -> String {
    isWord(name) ? name : "`" + name.replacing("`", with: "``") + "`"
  }

  /// A column of a joined file, or a path in one: names with points between them.
  public static func path(_ path: String) -> String {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    return parts.allSatisfy(isWord) ? path : column(path)
  }

  /// A value on the right of `is`, a word after `mentioned`.
  public static func value(_ text: String) -> String {
    isFreeWord(text) ? text : self.text(text)
  }

  /// A text, in quotes: a path, a note.
  public static func text(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }

  private static func isFreeWord(_ text: String) -> Bool {
    isWord(text) && Keyword(rawValue: text.lowercased()).map { Registry.ofLoadsAlone.contains($0) } ?? true
  }

  private static func isWord(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else {
      return false
    }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_"
    }
  }
}
