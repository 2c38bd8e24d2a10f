/// A word of a text, or a character of a script without spaces.
///
/// A word is a maximal run of letters, marks and digits, starting with a letter or digit. Everything else separates,
/// including apostrophes, hyphens and emoji (`don't` is two tokens). In runs of Han, Kana, Hangul and Thai every
/// letter, with the marks that follow it, is a token.
public struct Token: Hashable, Sendable {
  /// Its position, in bytes of the text's UTF-8.
  public var range: Range<Int>
  /// Its characters, composed (NFC) and case folded, with accents.
  public var form: String
  /// Whether it is a character of a script without spaces.
  public var isCharacter: Bool

  /// The tokens of a text in order. O(length)
  public static func all(in text: String) -> [Token] {
    var tokens: [Token] = []
    let utf8 = text.utf8.span
    scanTokens(in: utf8) { range, isCharacter in
      let spelling = String(copying: utf8, range)
      tokens.append(Token(range: range, form: Folding.caseFolded(spelling), isCharacter: isCharacter))
    }
    return tokens
  }
}

/// Calls `body` with the byte range of every token in order, and whether it is a character of a script without spaces.
/// Invalid UTF-8 separates tokens, like U+FFFD.
///
/// The text need not be composed: a token contains a letter together with its marks in any case.
@inline(__always)
func scanTokens(in text: Span<UInt8>, _ body: (_ range: Range<Int>, _ isCharacter: Bool) -> Void) {
  let count = text.count
  var start = 0
  while start < count {
    let byte = text[start]
    var end = start + 1
    if byte < 0x80 {
      if !isASCIIWordByte(byte) {
        start = end
        continue
      }
    } else {
      let (scalar, next) = decodeScalar(in: text, at: start)
      end = next
      switch CharacterClass(scalar) {
      case .separator, .mark:
        start = end
        continue
      case .character:
        end = endOfMarks(in: text, from: end)
        body(start..<end, true)
        start = end
        continue
      case .letter: break
      }
    }
    while end < count {
      end += asciiWordBytes(in: text, from: end)
      guard end < count else { break }
      let byte = text[end]
      if isASCIIWordByte(byte) {
        end += 1
      } else if byte < 0x80 {
        break
      } else {
        let (scalar, next) = decodeScalar(in: text, at: end)
        guard CharacterClass(scalar).continuesWord else { break }
        end = next
      }
    }
    body(start..<end, false)
    start = end
  }
}

private func endOfMarks(in text: Span<UInt8>, from start: Int) -> Int {
  var end = start
  while end < text.count, text[end] >= 0x80 {
    let (scalar, next) = decodeScalar(in: text, at: end)
    guard CharacterClass(scalar) == .mark else { break }
    end = next
  }
  return end
}

extension CharacterClass {
  fileprivate var continuesWord: Bool {
    switch self {
    case .letter, .mark: true
    case .separator, .character: false
    }
  }
}

@inline(__always)
private func isASCIIWordByte(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
}

/// How many of the next eight bytes are ASCII letters and digits, up to the first that is not; 0 if fewer than eight
/// bytes are left. All eight are tested in one integer (after Mycroft 1987), which avoids branch mispredictions.
@inline(__always)
private func asciiWordBytes(in text: Span<UInt8>, from start: Int) -> Int {
  guard start + 8 <= text.count else { return 0 }
  // SAFETY: the eight bytes end within the text, which was just asked, and any bytes are an integer.
  let bytes = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
  let low = bytes & 0x7F7F_7F7F_7F7F_7F7F
  let small = low | 0x2020_2020_2020_2020
  // In bit 7 of each byte: between `a` and `z`; between `0` and `9`; not ASCII.
  let letters = (small &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(small &+ 0x0505_0505_0505_0505)
  let digits = (low &+ 0x5050_5050_5050_5050) & ~(low &+ 0x4646_4646_4646_4646)
  let others = ~((letters | digits) & ~bytes) & 0x8080_8080_8080_8080
  return others.trailingZeroBitCount / 8
}

/// The scalar that starts at a byte of 0x80 or more, and the position after it. Malformed bytes (Unicode 16, table 3-7)
/// are U+FFFD, one byte long.
private func decodeScalar(in text: Span<UInt8>, at start: Int) -> (scalar: Unicode.Scalar, end: Int) {
  func tail(_ index: Int) -> UInt32? {
    guard index < text.count, text[index] & 0xC0 == 0x80 else { return nil }
    return UInt32(text[index] & 0x3F)
  }
  let lead = UInt32(text[start])
  var value: UInt32 = 0
  var length = 0
  if lead & 0xE0 == 0xC0, let a = tail(start + 1) {
    value = (lead & 0x1F) << 6 | a
    length = 2
  } else if lead & 0xF0 == 0xE0, let a = tail(start + 1), let b = tail(start + 2) {
    value = (lead & 0x0F) << 12 | a << 6 | b
    length = 3
  } else if lead & 0xF8 == 0xF0, let a = tail(start + 1), let b = tail(start + 2), let c = tail(start + 3) {
    value = (lead & 0x07) << 18 | a << 12 | b << 6 | c
    length = 4
  }
  let smallest: [4 of UInt32] = [0, 0x80, 0x800, 0x10000]
  guard length > 0, value >= smallest[length - 1], let scalar = Unicode.Scalar(value) else {
    return ("\u{FFFD}", start + 1)
  }
  return (scalar, start + length)
}

extension String {
  /// A copy of some bytes of a text; invalid UTF-8 becomes U+FFFD.
  init(copying utf8: Span<UInt8>, _ range: Range<Int>) {
    let bytes = utf8.extracting(range)
    // SAFETY: the pointer lives only inside the closure, and `String` copies what it reads.
    self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
