/// The characters between tokens, which only `exactly` looks at.
extension Token {
  /// What stands before the first of some tokens, between them, and after the last, case folded.
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

  /// The bytes of a literal whose tokens are those of a span, with the punctuation before and after it, or `nil` where
  /// the gaps are not these: the ones between tokens whole, the first as the end of what stands before, the last as
  /// the start of what comes after.
  static func literal(
    in text: String, around ranges: [Range<Int>], _ span: Range<Int>, gaps: [String]
  ) -> Range<Int>? {
    let utf8 = text.utf8.span
    var bytes = ranges[span.lowerBound].lowerBound..<ranges[span.upperBound - 1].upperBound
    for (index, gap) in gaps.enumerated() {
      let next = span.lowerBound + index
      let start = next == 0 ? 0 : ranges[next - 1].upperBound
      let end = next == ranges.count ? utf8.count : ranges[next].lowerBound
      let found = Folding.caseFolded(String(copying: utf8, start..<end)).utf8
      // Where folding changed the length, the punctuation is left unmarked.
      let length = found.count == end - start ? gap.utf8.count : 0
      if index == 0 {
        guard found.reversed().starts(with: gap.utf8.reversed()) else { return nil }
        bytes = bytes.lowerBound - length..<bytes.upperBound
      } else if index == gaps.count - 1 {
        guard found.starts(with: gap.utf8) else { return nil }
        bytes = bytes.lowerBound..<bytes.upperBound + length
      } else if !found.elementsEqual(gap.utf8) {
        return nil
      }
    }
    return bytes
  }
}
