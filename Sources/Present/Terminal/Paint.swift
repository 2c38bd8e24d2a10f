/// Colour by meaning; without colour the text as it is. Nothing depends on colour alone.
struct Paint {
  let usesColor: Bool

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  /// The words that matched: coloured and underlined, or between stars.
  func mark(_ text: String) -> String { usesColor ? wrap(text, "1;4;33") : "*\(text)*" }

  private func wrap(_ text: String, _ code: String) -> String {
    usesColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
