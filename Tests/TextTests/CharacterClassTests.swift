import Testing

@testable import Text

@Suite struct CharacterClassTests {
  /// The ranges of the fast path agree with the general category of every scalar, except for invisible characters,
  /// half-width voicing marks, and apostrophes that are letters by name.
  @Test func everyScalarHasTheClassOfItsCategory() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let category = scalar.properties.generalCategory
      let isLetter = [
        .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      ].contains(category)
      let isMark = [.nonspacingMark, .spacingMark, .enclosingMark].contains(category)
      let fits =
        switch CharacterClass(scalar) {
        case .letter: isLetter
        case .mark:
          isMark || (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value)
            || Folding.isIgnored(scalar) || (0xFF9E...0xFF9F).contains(value)
        case .character: isLetter || category == .letterNumber
        case .separator: !isLetter && !isMark || (0x2B9...0x2BD).contains(value)
        }
      #expect(fits, "U+\(String(value, radix: 16)) \(category)")
    }
  }

  @Test(arguments: [
    ("退", true), ("々", true), ("〇", true), ("か", true), ("ー", true), ("ｶ", true), ("한", true), ("ㅋ", true),
    ("ก", true), ("๑", true), ("𠮷", true), ("a", false), ("é", false), ("ж", false), ("अ", false),
    ("7", false),
    ("・", false), ("", false),
  ])
  func scriptsWithoutSpaces(text: String, expected: Bool) {
    #expect(CharacterClass.startsWithCharacter(text) == expected)
  }
}
