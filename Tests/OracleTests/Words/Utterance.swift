import Foundation
import Text

/// The words of a text, split and folded one scalar at a time.
struct Utterance {
  struct Word: Hashable {
    /// As written, case folded.
    let form: String
    let folded: String
    let isCharacter: Bool
    /// fold(stem of the form), stem of the folded form.
    let stems: [String]
  }

  let words: [Word]
  /// The text before each word.
  let gaps: [String]
  /// The text, case folded, and the same with accents dropped.
  let cased: [Character]
  let folded: [Character]

  init(_ text: String) {
    let composed = text.precomposedStringWithCanonicalMapping
    var words: [Word] = []
    var (gaps, gap) = ([String](), "")
    var run = ""
    func end() {
      if !run.isEmpty { add(Utterance.word(run)) }
      run = ""
    }
    func add(_ word: Word) {
      words.append(word)
      gaps.append(gap)
      gap = ""
    }
    for scalar in composed.unicodeScalars {
      if Utterance.standsAlone(scalar) {
        end()
        add(Word(form: String(scalar), folded: String(scalar), isCharacter: true, stems: [String(scalar)]))
      } else if Utterance.isWordScalar(scalar) {
        run.unicodeScalars.append(scalar)
      } else {
        end()
        gap.unicodeScalars.append(scalar)
      }
    }
    end()
    self.words = words
    self.gaps = gaps
    let cased = Utterance.caseFold(composed)
    self.cased = Array(cased)
    folded = Array(Utterance.fold(cased))
  }

  /// Letters, marks, digits.
  static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber: true
    case _: scalar == "\u{AD}"
    }
  }

  /// Han, Kana, Hangul, Thai: no spaces between words.
  static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E01...0x0E4E: isWordScalar(scalar)
    case 0x1100...0x11FF, 0xAC00...0xD7A3: true
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC: true
    case 0x3400...0x4DBF, 0x4E00...0x9FFF: true
    case _: false
    }
  }

  static func caseFold(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars where !isUnseen(scalar) {
      if let plain = plain[scalar] {
        result.unicodeScalars.append(plain)
        continue
      }
      for upper in scalar.properties.uppercaseMapping.unicodeScalars {
        result += upper.properties.lowercaseMapping
      }
    }
    return result.precomposedStringWithCanonicalMapping
  }

  /// Quotes, hyphens and spaces of word processors.
  private static let plain: [Unicode.Scalar: Unicode.Scalar] = [
    "’": "'", "‘": "'", "“": "\"", "”": "\"", "–": "-", "—": "-", "\u{A0}": " ", "\u{202F}": " ",
  ]

  /// Variation selectors, joiners, soft hyphens; skin tones of emoji.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    [0xAD, 0x200D, 0xFE0F].contains(scalar.value) || (0x1F3FB...0x1F3FF).contains(scalar.value)
  }

  /// Folds case and accents.
  static func fold(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var dropsMarks = false
    for scalar in caseFold(text).decomposedStringWithCanonicalMapping.unicodeScalars {
      if scalar.properties.generalCategory == .nonspacingMark, dropsMarks { continue }
      // Latin, Greek and Cyrillic.
      dropsMarks = scalar.value < 0x0530 || (0x1E00...0x1FFF).contains(scalar.value)
      switch scalar {
      case "ø": result.append("o")
      case "ł": result.append("l")
      case "đ": result.append("d")
      case "æ": result.append(contentsOf: "ae".unicodeScalars)
      case "œ": result.append(contentsOf: "oe".unicodeScalars)
      case _: result.append(scalar)
      }
    }
    return String(result).precomposedStringWithCanonicalMapping
  }

  private static func word(_ text: String) -> Word {
    let form = caseFold(text)
    let folded = fold(text)
    return Word(form: form, folded: folded, isCharacter: false, stems: [fold(stem(form)), stem(folded)])
  }

  /// The one part taken from Heed: Snowball's English stemmer.
  private static func stem(_ word: String) -> String { Stemmer(.english).stem(word) }
}
