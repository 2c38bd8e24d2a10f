/// The characters between tokens, which only `exactly`, signs and scripts without spaces need.
extension Token {
  /// The case-folded characters before the first of some tokens, between them, and after the last.
  static func gaps(in text: String, around ranges: [Range<Int>]) -> [String] {
    let utf8 = text.utf8.span
    var gaps: [String] = []
    var start = 0
    for range in ranges {
      gaps.append(Folding.caseFolded(String(copying: utf8, start..<range.lowerBound)))
      start = range.upperBound
    }
    return gaps + [Folding.caseFolded(String(copying: utf8, start..<utf8.count))]
  }

  /// The bytes of a match: those of a span's tokens, and of the signs required before and after it. Nil if the gaps
  /// differ from those required. `ranges` are the bytes of all tokens of the text.
  static func fit(
    in text: String, around ranges: [Range<Int>], _ span: Range<Int>, gaps: [CompiledPattern.Gap]
  ) -> Range<Int>? {
    let utf8 = text.utf8.span
    func gap(_ next: Int) -> Range<Int> {
      (next == 0 ? 0 : ranges[next - 1].upperBound)..<(next == ranges.count
        ? utf8.count : ranges[next].lowerBound)
    }
    if span.isEmpty {
      return gaps.first.flatMap { Gap(utf8, gap(span.lowerBound)).bytes(of: $0, at: .nothing) }
    }
    var bytes = ranges[span.lowerBound].lowerBound..<ranges[span.upperBound - 1].upperBound
    for (index, wanted) in gaps.enumerated() where wanted != .anything {
      let place = index == 0 ? Gap.Place.start : index == gaps.count - 1 ? .end : .middle
      guard let found = Gap(utf8, gap(span.lowerBound + index)).bytes(of: wanted, at: place) else {
        return nil
      }
      bytes = min(bytes.lowerBound, found.lowerBound)..<max(bytes.upperBound, found.upperBound)
    }
    return bytes
  }
}

/// The characters between two tokens of a text.
private struct Gap {
  /// The position of a gap in a phrase; the only gap of a phrase without tokens is `nothing`.
  enum Place { case start, middle, end, nothing }

  private let text: String
  private let range: Range<Int>

  init(_ text: Span<UInt8>, _ range: Range<Int>) {
    self.text = String(copying: text, range)
    self.range = range
  }

  /// The bytes of what is required, next to the tokens of the phrase; nil if it is not here.
  func bytes(of wanted: CompiledPattern.Gap, at place: Place) -> Range<Int>? {
    switch wanted {
    case .anything: range.lowerBound..<range.lowerBound
    case .blank:
      Folding.caseFolded(text).allSatisfy(\.isWhitespace) ? range : nil
    case .signs(let signs): bytes(of: signs, at: place)
    case .characters(let characters): bytes(of: characters, at: place)
    }
  }

  /// Finds signs in order: the last ones before a phrase, the first ones after it.
  private func bytes(of signs: [String], at place: Place) -> Range<Int>? {
    let isBefore = place == .start
    var found: [Signs.Sign] = []
    let all = Signs.all(in: text, from: range.lowerBound)
    for sign in isBefore ? all.reversed() : all {
      guard found.count < signs.count else { break }
      if sign.form == (isBefore ? signs[signs.count - 1 - found.count] : signs[found.count]) {
        found.append(sign)
      }
    }
    guard found.count == signs.count, let first = found.first, let last = found.last else { return nil }
    return min(
      first.range.lowerBound, last.range.lowerBound)..<max(first.range.upperBound, last.range.upperBound)
  }

  /// Finds characters: between tokens the whole gap, before a phrase its end, after it its start.
  private func bytes(of characters: String, at place: Place) -> Range<Int>? {
    let found = Folding.caseFolded(text).utf8
    let wanted = characters.utf8
    // If folding changed the length, punctuation is not highlighted.
    let length = found.count == range.count ? wanted.count : 0
    switch place {
    case .start:
      guard found.reversed().starts(with: wanted.reversed()) else { return nil }
      return range.upperBound - length..<range.upperBound
    case .end:
      guard found.starts(with: wanted) else { return nil }
      return range.lowerBound..<range.lowerBound + length
    case .middle: return found.elementsEqual(wanted) ? range : nil
    case .nothing:
      guard let offset = Array(found).firstIndex(of: Array(wanted)) else { return nil }
      return found.count == range.count
        ? range.lowerBound + offset..<range.lowerBound + offset + length : range
    }
  }
}
