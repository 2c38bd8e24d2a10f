import Foundation

/// Text normalizations that make different spellings of a word equal.
public enum Folding {
  /// Composes a text (NFC) and applies full case folding (Unicode 16, 3.13.3), keeping accents. Invisible characters
  /// and skin tones are dropped; full-width and styled letters (NFKC) and typographic quotes, apostrophes, hyphens and
  /// spaces become plain.
  ///
  ///     Folding.caseFolded("STRASSE") == Folding.caseFolded("Straße")     // "strasse"
  public static func caseFolded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return lowercasedASCII(text) }
    var folded = ""
    for scalar in composed(text).unicodeScalars where !isIgnored(scalar) && !isSkinTone(scalar) {
      if let plain = plain(scalar) {
        for scalar in plain.unicodeScalars { append(foldingOf: scalar, to: &folded) }
      } else {
        append(foldingOf: scalar, to: &folded)
      }
    }
    return composed(folded)
  }

  /// A text in NFC. Fast path for the Latin, Kana and Han letters that NFC never changes.
  public static func composed(_ text: String) -> String {
    let isComposed = text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0..<0x300, 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF: true
      case _: false
      }
    }
    return isComposed ? text : text.precomposedStringWithCanonicalMapping
  }

  /// A case-folded text without the marks of Latin, Greek, Cyrillic, Hebrew and Arabic letters. Letters such as ø and æ
  /// become what people type for them.
  ///
  ///     Folding.fold("informação")     // "informacao"
  public static func fold(_ caseFolded: String) -> String {
    if caseFolded.utf8.allSatisfy({ $0 < 0x80 }) { return caseFolded }
    if caseFolded.unicodeScalars.allSatisfy(staysAsItIs) { return caseFolded }
    if caseFolded.unicodeScalars.allSatisfy({ $0.value < 0x180 }) {
      return caseFolded.unicodeScalars.reduce(into: "") { folded, scalar in
        if scalar.value < 0xC0 {
          folded.unicodeScalars.append(scalar)
        } else {
          folded += latin[Int(scalar.value) - 0xC0]
        }
      }
    }
    return foldedByDecomposition(caseFolded)
  }

  /// The foldings of the letters from À to ſ, each of which is independent of its neighbours.
  private static let latin = (0xC0..<0x180 as Range<UInt32>).map { value in
    Unicode.Scalar(value).map { foldedByDecomposition(String($0)) } ?? ""
  }

  private static func foldedByDecomposition(_ caseFolded: String) -> String {
    var folded = ""
    var dropsMarks = false
    for scalar in caseFolded.decomposedStringWithCanonicalMapping.unicodeScalars {
      if CharacterClass(scalar) == .mark {
        if !dropsMarks { folded.unicodeScalars.append(scalar) }
      } else {
        dropsMarks = hasMarksDropped(scalar)
        if let letters = letters[scalar] { folded += letters } else { folded.unicodeScalars.append(scalar) }
      }
    }
    return folded.precomposedStringWithCanonicalMapping
  }

  /// Whether folding never changes a scalar, whatever its neighbours: most punctuation, emoji, and characters of
  /// scripts whose marks are kept.
  private static func staysAsItIs(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return true }
    return !hasMarksDropped(scalar) && CharacterClass(scalar) != .mark
  }

  /// Letters that do not decompose, and their replacements; for Arabic the tatweel, which only widens a line.
  private static let letters: [Unicode.Scalar: String] = [
    "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t",
    "ı": "i",
    "ŋ": "n", "\u{671}": "\u{627}", "\u{640}": "",
  ]

  private static func lowercasedASCII(_ text: String) -> String {
    text.utf8.contains { $0 &- 0x41 < 26 } ? text.lowercased() : text
  }

  /// Full case folding is computed as lower case of upper case of lower case (which maps ẞ to ß to SS to ss).
  /// Exceptions are dotless ı, which folds to itself, and Cherokee, which folds to upper case.
  private static func append(foldingOf scalar: Unicode.Scalar, to folded: inout String) {
    switch scalar.value {
    case 0x131: folded.unicodeScalars.append(scalar)
    case 0x13A0...0x13F5: folded.unicodeScalars.append(scalar)
    case 0x13F8...0x13FD, 0xAB70...0xABBF: folded += scalar.properties.uppercaseMapping
    case 0x41...0x5A, 0x61...0x7A: folded += scalar.properties.lowercaseMapping
    case 0xE0...0xFE, 0x3041...0x30FA, 0x4E00...0x9FFF: folded.unicodeScalars.append(scalar)
    default:
      for lower in scalar.properties.lowercaseMapping.unicodeScalars {
        for upper in lower.properties.uppercaseMapping.unicodeScalars {
          folded += upper.properties.lowercaseMapping
        }
      }
    }
  }

  /// Latin, Greek, Cyrillic, Hebrew and Arabic letters, and ASCII digits (for keycap emoji).
  private static func hasMarksDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0x2AF: true
    case 0x1D00...0x1D25, 0x1D6B...0x1D77, 0x1D79...0x1D9A, 0x1E00...0x1EFF, 0x2C60...0x2C7F: true
    case 0xA722...0xA7FF, 0xAB30...0xAB6F, 0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A: true
    case 0x370...0x3FF, 0x1F00...0x1FFF: true
    case 0x400...0x52F, 0x1C80...0x1C8F, 0xA640...0xA69F: true
    case 0x5D0...0x5F2, 0x620...0x64A, 0x66E...0x6D5, 0x6EE...0x6FF, 0x750...0x77F, 0x8A0...0x8C9: true
    default: false
    }
  }
}
