import Testing

@testable import Text

/// The forms of a text's tokens.
private func forms(_ text: String) -> [String] { Token.all(in: text).map(\.form) }

@Suite struct TokenTests {
  @Test(arguments: [
    ("don't", ["don", "t"]),
    ("don’t", ["don", "t"]), ("donʼt", ["don", "t"]), ("deli\u{AD}very", ["delivery"]),
    ("well-known snake_case", ["well", "known", "snake", "case"]),
    ("1,200.50 2nd", ["1", "200", "50", "2nd"]),
    ("", []),
    (" \t\r\n…—!?", []),
    ("love🔥it", ["love", "it"]),
    ("❤️ trust❤️ed 👩🏽‍💻", ["trust", "ed"]),
    ("Informação INFORMAÇÃO", ["informação", "informação"]),
    ("informac\u{327}a\u{303}o", ["informação"]),
    ("Straße STRASSE ẞ", ["strasse", "strasse", "ss"]),
    ("हिन्दी में", ["हिन्दी", "में"]),
    ("а́кт", ["а́кт"]),
    ("²½ m²", ["m"]),
    ("\u{301}a\u{301}", ["á"]),
  ])
  func wordsAreRunsOfLettersMarksAndDigits(text: String, expected: [String]) {
    #expect(forms(text) == expected)
  }

  @Test(arguments: [
    ("退款太慢", ["退", "款", "太", "慢"]),
    ("iPhone手机3月", ["iphone", "手", "机", "3", "月"]),
    ("カタカナー ひらがな", ["カ", "タ", "カ", "ナ", "ー", "ひ", "ら", "が", "な"]),
    ("か\u{3099}", ["が"]),
    ("\u{1112}\u{1161}\u{11AB}국", ["한", "국"]),
    ("가\u{11A8}", ["각"]),
    ("คืนเงิน", ["คื", "น", "เ", "งิ", "น"]),
    ("葛\u{E0100}飾", ["葛", "飾"]), ("ｻﾎﾟｰﾄ", ["サ", "ポ", "ー", "ト"]),
    ("々〆〇", ["々", "〆", "〇"]),
    ("ㅋㅋㅋ", ["ㅋ", "ㅋ", "ㅋ"]),
    ("ア・イ", ["ア", "イ"]),
  ])
  func charactersOfScriptsWithoutSpacesStandAlone(text: String, expected: [String]) {
    #expect(forms(text) == expected)
  }

  @Test func rangesAreBytesOfTheOriginal() {
    let tokens = Token.all(in: "É, 退x")
    #expect(tokens.map(\.range) == [0..<2, 4..<7, 7..<8])
    #expect(tokens.map(\.isCharacter) == [false, true, false])
    #expect(Token.all(in: "e\u{301}!").map(\.range) == [0..<3])
  }

  /// Every ASCII byte at every position of a word and after it; eight bytes are read at once.
  @Test func asciiLettersAndDigitsMakeWords() {
    for byte in UInt8(0)..<0x80 {
      let mark = Character(Unicode.Scalar(byte))
      for length in 0..<20 {
        let text = String(repeating: "a", count: length) + String(mark) + "Zq9 and more é"
        let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "é") }
        #expect(forms(text) == words.map(String.init))
      }
    }
  }
}
