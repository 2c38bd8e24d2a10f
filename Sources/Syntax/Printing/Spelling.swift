internal import SourceText

/// How names and values are written so that they are read back unchanged: in rewrites and completions.
public enum Spelling {
  /// Without quotes if possible; in backticks if it is not a plain word, or is a word of the language.
  public static func name(_ name: String) -> String {
    isFreeWord(name) ? name : name.inBackticks
  }

  /// A column in a load, where words of the language are names too.
  public static func column(_ name: String) -> String {
    name.isPlainWord ? name : name.inBackticks
  }

  /// A column of a joined file, or a path in one: names joined by dots.
  public static func path(_ path: String) -> String {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    return parts.allSatisfy(\.isPlainWord) ? path : column(path)
  }

  /// A value on the right of `is`, a word after `mentioned`.
  public static func value(_ text: String) -> String {
    isFreeWord(text) ? text : self.text(text)
  }

  /// A text, in quotes: a path, a note.
  public static func text(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }

  private static func isFreeWord(_ text: String) -> Bool {
    text.isPlainWord
      && Keyword(rawValue: text.lowercased()).map { Registry.ofLoadsAlone.contains($0) } ?? true
  }
}
