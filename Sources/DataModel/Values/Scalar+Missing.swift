extension Scalar {
  /// Whether a word, or a text of blanks, is how another language writes a value that is not there.
  public static func isWordForMissing(_ text: String) -> Bool {
    text.allSatisfy(\.isWhitespace)
      || ["null", "nil", "none", "empty", "blank", "na", "undefined"].contains(text.lowercased())
  }
}
