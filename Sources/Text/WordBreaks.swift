#if canImport(_FoundationICU)
  // ICU as included in Foundation, so that no further library is needed.
  internal import _FoundationICU
#endif

/// Segments text of scripts without spaces into words, with ICU's dictionaries (Unicode Standard Annex 29, word
/// boundaries).
///
///     WordBreaks()?.words(of: ["信", "頼", "で", "き", "ま", "せ", "ん"])     // [2, 2, 1, 2]: 信頼 でき ま せん
@safe final class WordBreaks {
  private let finder: OpaquePointer

  /// Nil if ICU or its dictionaries are missing.
  init?() {
    #if canImport(_FoundationICU)
      var status = U_ZERO_ERROR
      // SAFETY: the pointer is ICU's own until `deinit` hands it back; nobody else holds it.
      let opened = unsafe swift_ubrk_open(UBRK_WORD, "", nil, 0, &status)
      guard status.rawValue <= U_ZERO_ERROR.rawValue, let finder = unsafe opened else { return nil }
      unsafe self.finder = finder
    #else
      return nil
    #endif
  }

  deinit {
    #if canImport(_FoundationICU)
      // SAFETY: opened in `init`, closed once.
      unsafe swift_ubrk_close(finder)
    #endif
  }

  /// The number of characters of each word, in order.
  func words(of characters: [String]) -> [Int] {
    let ends = ends(in: characters.flatMap(\.utf16))
    var lengths: [Int] = []
    var (length, offset) = (0, 0)
    for character in characters {
      length += 1
      offset += character.utf16.count
      // A boundary between a character and its marks does not count.
      guard ends.contains(offset) else { continue }
      lengths.append(length)
      length = 0
    }
    return length > 0 ? lengths + [length] : lengths
  }

  /// The ends of words, as UTF-16 offsets.
  private func ends(in text: [UInt16]) -> Set<Int> {
    var ends: Set<Int> = []
    #if canImport(_FoundationICU)
      // SAFETY: ICU only reads the text while it is lent, up to the given length.
      unsafe text.withUnsafeBufferPointer { text in
        var status = U_ZERO_ERROR
        unsafe swift_ubrk_setText(finder, text.baseAddress, Int32(clamping: text.count), &status)
        guard status.rawValue <= U_ZERO_ERROR.rawValue else { return }
        while case let end = unsafe swift_ubrk_next(finder), end > 0 { ends.insert(Int(end)) }
      }
    #endif
    return ends
  }
}
