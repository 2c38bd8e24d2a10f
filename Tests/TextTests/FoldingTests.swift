import Testing

@testable import Text

@Suite struct FoldingTests {
  @Test(arguments: [
    ("Trust", "trust"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("ẞ", "ss"), ("ΟΔΌΣ", "οδόσ"),
    ("ς", "σ"),
    ("ﬁn", "fin"), ("ſ", "s"), ("İ", "i̇"), ("ı", "ı"), ("K", "k"), ("Ω", "ω"), ("E\u{301}", "é"), ("Ǆ", "dž"),
    ("deli\u{AD}very", "delivery"), ("\u{FEFF}a\u{200D}b\u{2060}", "ab"), ("ｻﾎﾟｰﾄ", "サポート"), ("ＡＢＣ１", "abc1"),
    ("𝐁𝐨𝐥𝐝", "bold"), ("m²", "m²"), ("a™", "a™"), ("“don’t”", "\"don't\""), ("a‑b–c", "a-b-c"),
    ("a\u{A0}b", "a b"),
    ("👍🏽", "👍"), ("❤️", "❤"), ("ﻻ", "لا"),
    ("Ꭰꭰ", "ᎠᎠ"), ("Ж", "ж"), ("退", "退"), ("", ""),
  ])
  func caseFolding(text: String, expected: String) {
    #expect(Array(Folding.caseFolded(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test(arguments: [
    ("informação", "informacao"), ("café", "cafe"), ("øłđßæœ", "oldssaeoe"), ("ðþħŧıŋ", "dthhtin"),
    ("ёлка", "елка"), ("й", "и"), ("οδός", "οδος"), ("ΐ", "ι"), ("ệ", "e"), ("1\u{FE0F}\u{20E3}", "1"),
    ("が", "が"), ("หน้า", "หน้า"), ("हिन्दी", "हिन्दी"), ("각", "각"), ("عَرَبِيّ", "عربي"), ("أإآٱ", "اااا"),
    ("ســلام", "سلام"), ("שָׁלוֹם", "שלום"),
    ("trust", "trust"),
  ])
  func marksAreDroppedOnLettersThatAreReadWithoutThem(text: String, expected: String) {
    #expect(Array(Folding.fold(text).unicodeScalars) == Array(expected.unicodeScalars))
  }
}

extension FoldingTests {
  /// Latin letters are folded by a table, which must agree with decomposition.
  @Test func latinLettersFoldAsTheyDecompose() {
    for value in 0x80..<0x300 as Range<UInt32> {
      guard let scalar = Unicode.Scalar(value), !Folding.isIgnored(scalar) else { continue }
      let text = "a\(scalar)b\(scalar)"
      // Next to a letter of another script, the whole text is decomposed.
      #expect(Folding.fold(text + "й") == Folding.fold(text) + "и", "\(scalar)")
      #expect(Folding.caseFolded(text + "ﬀ") == Folding.caseFolded(text) + "ff", "\(scalar)")
    }
  }

  /// A folded letter is folded to itself.
  @Test func foldingTwiceChangesNothing() {
    let changed = (0..<0x20000 as Range<UInt32>).compactMap(Unicode.Scalar.init).filter { scalar in
      let folded = Folding.caseFolded(String(scalar))
      let bare = Folding.fold(folded)
      return !Folding.caseFolded(folded).unicodeScalars.elementsEqual(folded.unicodeScalars)
        || !Folding.fold(bare).unicodeScalars.elementsEqual(bare.unicodeScalars)
    }
    #expect(changed.isEmpty, "\(changed.prefix(20).map { String($0.value, radix: 16) })")
  }
}
