extension Scalar {
  /// Whether a text is a common word for a missing value, such as `null` or `none`, or blank.
  public static func isWordForMissing(_ text: String) -> Bool {
    text.allSatisfy(\.isWhitespace)
      || ["null", "nil", "none", "empty", "blank", "na", "undefined"].contains(text.lowercased())
  }
}
