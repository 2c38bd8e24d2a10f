/// The characters of a text that are not words: mostly emoji.
enum Signs {
  /// One visible sign: an emoji with all its joined parts, or a punctuation mark.
  struct Sign {
    /// In bytes of the text's UTF-8.
    var range: Range<Int>
    /// Case folded, so that emoji of all skin tones are one.
    var form: String
    var isEmoji: Bool
  }

  /// The signs of a part of a text in order, without white space, letters and digits; `start` is the part's position.
  /// O(length)
  static func all(in part: String, from start: Int) -> [Sign] {
    var signs: [Sign] = []
    var start = start
    for character in part {
      let end = start + character.utf8.count
      if !character.isWhitespace, let first = character.unicodeScalars.first,
        CharacterClass(first) == .separator
      {
        let form = Folding.caseFolded(String(character))
        signs.append(Sign(range: start..<end, form: form, isEmoji: isEmoji(first)))
      }
      start = end
    }
    return signs
  }

  /// Whether a sign that starts with this scalar is an emoji. Signs such as ™ are usually not meant as emoji.
  private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isEmojiPresentation
      || scalar.properties.isEmoji && scalar.value >= 0x2190 || scalar.value == 0x203C
      || scalar.value == 0x2049
  }
}
