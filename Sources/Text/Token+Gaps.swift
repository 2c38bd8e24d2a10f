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

  /// Whether the tokens of a span have these gaps: the ones between them whole, the first as the end of what stands
  /// before, the last as the start of what comes after.
  static func gaps(
    in text: String, around ranges: [Range<Int>], _ span: Range<Int>, fit gaps: [String]
  ) -> Bool {
    let utf8 = text.utf8.span
    for (index, gap) in gaps.enumerated() {
      let next = span.lowerBound + index
      let start = next == 0 ? 0 : ranges[next - 1].upperBound
      let end = next == ranges.count ? utf8.count : ranges[next].lowerBound
      let found = Folding.caseFolded(String(copying: utf8, start..<end)).utf8
      let fits =
        if index == 0 { found.reversed().starts(with: gap.utf8.reversed()) } else if index == gaps.count - 1 {
          found.starts(with: gap.utf8)
        } else { found.elementsEqual(gap.utf8) }
      if !fits { return false }
    }
    return true
  }
}
