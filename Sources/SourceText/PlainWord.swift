/// Names as the language writes them.
extension String {
  /// Whether it is one word: letters, digits and `_`, and no digit first. Such a name needs no backticks, unless it is also
  /// a word of the grammar.
  public var isPlainWord: Bool {
    guard let first = unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_"
    }
  }

  /// In backticks, which every name can be written in.
  public var inBackticks: String { "`" + replacing("`", with: "``") + "`" }
}
