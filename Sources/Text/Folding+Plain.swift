import Foundation

/// Characters that are replaced by plainer ones.
extension Folding {
  /// Invisible characters: soft hyphens, joiners, direction marks, byte order marks, variation selectors.
  static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0xAD: false
    case 0xAD, 0x34F, 0x61C, 0x180B...0x180F, 0x200C...0x200F, 0x202A...0x202E, 0x2060...0x206F: true
    case 0xFE00...0xFE0F, 0xFEFF, 0xE0100...0xE01EF: true
    case _: false
    }
  }

  static func isSkinTone(_ scalar: Unicode.Scalar) -> Bool { (0x1F3FB...0x1F3FF).contains(scalar.value) }

  /// The plain characters that a typographic or styled scalar stands for; nil if it stands for itself.
  static func plain(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0..<0xA0, 0xC0...0x131, 0x370...0x52F, 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF: nil
    case 0xB4, 0x2B9, 0x2BB...0x2BD, 0x2018...0x201B, 0x2032: "'"
    case 0xAB, 0xBB, 0x2BA, 0x201C...0x201F, 0x2033: "\""
    case 0x2010...0x2015, 0x2212: "-"
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
    // ŉ becomes n, without its apostrophe, which would separate words.
    case 0x149: "n"
    case 0xAA, 0xBA, 0x132...0x133, 0x1C4...0x1CC, 0x1F1...0x1F3, 0x2B0...0x2B8, 0x2E0...0x2E4,
      0x1D2C...0x1D6A, 0x1D78, 0x1D9B...0x1DBF, 0x2071...0x209C, 0x2100...0x214F, 0xFB00...0xFDFF,
      0xFE30...0xFEFC, 0xFF01...0xFFE6, 0x1D400...0x1D7FF, 0x1EE00...0x1EEFF:
      compatible(scalar)
    case _: nil
    }
  }

  /// The compatibility form (NFKC), if it reads the same: ﬁ becomes fi. But ² does not become 2 and ™ not tm, since
  /// they would make other words.
  private static func compatible(_ scalar: Unicode.Scalar) -> String? {
    let form = String(scalar).precomposedStringWithCompatibilityMapping
    let kind = CharacterClass(scalar)
    let classes = form.unicodeScalars.map { CharacterClass($0) }
    let isKept = classes.first == kind && classes.allSatisfy { $0 == kind || $0 == .mark }
    guard isKept, form != String(scalar) else { return nil }
    return form.unicodeScalars.map { plain($0) ?? String($0) }.joined()
  }
}
