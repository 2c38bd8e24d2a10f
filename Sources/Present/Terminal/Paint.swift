/// Colours text by meaning; without colour, the text stays as it is. Nothing depends on colour alone.
struct Paint {
  let usesColor: Bool

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  /// Marks matched words: coloured and underlined, or between stars.
  func mark(_ text: String) -> String { usesColor ? wrap(text, "1;4;33") : "*\(text)*" }

  /// A figure on a blue background that gets darker from 0 to 1; the text colour is set too, so that it is readable everywhere.
  func tint(_ text: String, _ share: Double) -> String {
    let (ground, ink) = [(195, 16), (153, 16), (111, 16), (68, 16), (25, 231)][min(4, max(0, Int(share * 5)))]
    return wrap(text, "38;5;\(ink);48;5;\(ground)")
  }

  private func wrap(_ text: String, _ code: String) -> String {
    usesColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
