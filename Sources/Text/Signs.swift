/// The signs of a text that are no words: emoji above all.
enum Signs {
  /// A sign as people see one: an emoji with what it is joined from, or a mark.
  struct Sign {
    /// In bytes of the text's UTF-8.
    var range: Range<Int>
    /// Case folded, so that emoji of all skin tones are one.
    var form: String
    var isEmoji: Bool
  }

  /// The signs of a part of a text in order, without white space, letters and digits; `start` is where the part starts.
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

  /// Whether a sign that starts so is an emoji. The sign of a trade mark and its like are mostly not meant as one.
  private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isEmojiPresentation
      || scalar.properties.isEmoji && scalar.value >= 0x2190 || scalar.value == 0x203C
      || scalar.value == 0x2049
  }
}
