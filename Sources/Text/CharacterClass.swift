/// How a Unicode scalar takes part in tokens.
enum CharacterClass {
  /// Ends a token: all scalars that are in no other class.
  case separator
  /// A letter or decimal digit of a script with spaces between words.
  case letter
  /// Extends the preceding token but never starts one: combining marks, vowel signs, variation selectors, the vowels
  /// and finals of decomposed Hangul, and invisible characters (soft hyphens, joiners, direction marks, byte order
  /// marks).
  case mark
  /// A letter or digit of Han, Kana, Hangul or Thai, which is a token of its own.
  case character

  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: self = .letter
    case 0..<0xAA: self = .separator
    case 0xAD: self = .mark
    // Letters by category, but used as apostrophes and primes.
    case 0x2B9...0x2BD: self = .separator
    case 0xC0...0x2C1: self = value == 0xD7 || value == 0xF7 ? .separator : .letter
    case 0x300...0x36F: self = .mark
    case 0x400...0x481, 0x48A...0x52F: self = .letter
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: self = .mark
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3: self = .character
    case _ where Folding.isIgnored(scalar): self = .mark
    case 0xFF9E...0xFF9F: self = .mark
    case 0x2000...0x206F, 0x2190...0x2BFF, 0x1F000...0x1FAFF: self = .separator
    default: self.init(byCategoryOf: scalar)
    }
  }

  private init(byCategoryOf scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      self = CharacterClass.isWithoutSpaces(scalar.value) ? .character : .letter
    case .nonspacingMark, .spacingMark, .enclosingMark:
      self = .mark
    case .letterNumber:
      self = CharacterClass.isWithoutSpaces(scalar.value) ? .character : .separator
    default:
      self = .separator
    }
  }

  /// Whether a letter or digit belongs to Han, Kana, Hangul or Thai (blocks of Unicode 16).
  private static func isWithoutSpaces(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E00...0x0E7F: true  // Thai
    case _ where isHangul(value): true
    case 0x3031...0x3035, 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F, 0x1AFF0...0x1B16F: true  // Kana
    case 0x3005...0x3007, 0x3021...0x3029, 0x3038...0x303C, 0x3400...0x4DBF, 0x4E00...0x9FFF: true  // Han
    case 0xF900...0xFAFF, 0x20000...0x3FFFF: true  // Han
    default: false
    }
  }

  private static func isHangul(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xFFA0...0xFFDC: true
    case _: false
    }
  }

  /// Whether a word starts in Hangul, which is tokenized by character like Han but has spaces between words.
  static func isHangul(_ word: String) -> Bool {
    word.unicodeScalars.first.map { isHangul($0.value) } ?? false
  }

  /// Whether a token is a character of a script without spaces.
  static func startsWithCharacter(_ form: String) -> Bool {
    guard let first = form.unicodeScalars.first else { return false }
    return CharacterClass(first) == .character
  }
}
