/// A text reduced to what its author wrote, and what was removed: HTML is replaced by its visible text, quoted mail and
/// signatures are removed.
public struct WrittenText {
  /// What was removed from a text.
  public struct Finding: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let html = Finding(rawValue: 1)
    public static let references = Finding(rawValue: 2)
    public static let quotes = Finding(rawValue: 4)
    public static let signature = Finding(rawValue: 8)
  }

  public private(set) var bytes: [UInt8]
  public private(set) var finding: Finding = []

  /// Nil if there is nothing to remove. O(length)
  public init?(_ source: ArraySlice<UInt8>) {
    guard let signs = WrittenText.signs(in: source.span) else { return nil }
    bytes = []
    if signs.html {
      let text = HTMLText(source)
      if text.hasTags { finding.insert(.html) }
      if text.hasReferences { finding.insert(.references) }
      if !finding.isEmpty { bytes = text.bytes }
    }
    let own = AuthoredText(finding.isEmpty ? source : bytes[...], isHTML: finding.contains(.html))
    if own.hasQuotes { finding.insert(.quotes) }
    if own.hasSignature { finding.insert(.signature) }
    if own.hasQuotes || own.hasSignature { bytes = own.bytes }
    if finding.isEmpty { return nil }
  }

  /// Whether a text may contain HTML, and whether it may contain quoted mail; nil if neither. Tests eight bytes at a
  /// time, since every text is tested and most are plain.
  private static func signs(in text: Span<UInt8>) -> (html: Bool, mail: Bool)? {
    var (html, mail) = (false, false)
    func look(_ index: Int) {
      switch text[index] {
      case UInt8(ascii: "<"), UInt8(ascii: "&"): html = true
      case UInt8(ascii: ">"), 0x0A: mail = true
      case UInt8(ascii: ":"): mail = mail || index > 4 && introduces(text, before: index)
      case UInt8(ascii: "-"): mail = mail || index > 0 && text[index - 1] == UInt8(ascii: "-")
      case _: break
      }
    }
    var index = 0
    while index + 8 <= text.count {
      let bytes = eight(of: text, at: index)
      // `<` and `>` differ in one bit.
      let brackets = (bytes & 0xFDFD_FDFD_FDFD_FDFD) ^ 0x3C3C_3C3C_3C3C_3C3C
      if hasZero(brackets) || hasZero(bytes ^ 0x2626_2626_2626_2626) || hasZero(bytes ^ 0x0A0A_0A0A_0A0A_0A0A)
        || hasZero(bytes ^ 0x2D2D_2D2D_2D2D_2D2D) || hasZero(bytes ^ 0x3A3A_3A3A_3A3A_3A3A)
      {
        for offset in 0..<8 { look(index + offset) }
      }
      index += 8
    }
    while index < text.count {
      look(index)
      index += 1
    }
    return html || mail || endsWithSignature(text) ? (html, mail) : nil
  }

  /// Whether a colon is that of `wrote:` or `Sent:`, also inside a line.
  private static func introduces(_ text: Span<UInt8>, before colon: Int) -> Bool {
    let last = (1...4).reduce(0 as UInt32) { $0 << 8 | UInt32(text[colon - 5 + $1]) }
    return last == 0x726F_7465 || last == 0x5365_6E74
  }

  /// Whether the text may end with `Sent from my …`.
  private static func endsWithSignature(_ text: Span<UInt8>) -> Bool {
    var index = max(text.count - 50, 0)
    while index + 8 <= text.count {
      if eight(of: text, at: index) == 0x206D_6F72_6620_746E { return true }
      index += 1
    }
    return false
  }

  @inline(__always)
  private static func eight(of text: Span<UInt8>, at index: Int) -> UInt64 {
    // SAFETY: callers make sure that eight bytes follow within the text, and any bytes are a valid integer.
    unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
  }

  /// Whether one of the bytes is zero (after Mycroft 1987).
  @inline(__always)
  private static func hasZero(_ bytes: UInt64) -> Bool {
    (bytes &- 0x0101_0101_0101_0101) & ~bytes & 0x8080_8080_8080_8080 != 0
  }
}
