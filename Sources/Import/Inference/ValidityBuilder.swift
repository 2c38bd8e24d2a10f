internal import Store

/// Builds a column's validity bitmap (as in Apache Arrow): which rows have a value.
struct ValidityBuilder {
  private var words: [UInt64] = []
  private(set) var count = 0
  private(set) var missing = 0

  mutating func append(_ isPresent: Bool) {
    if count & 63 == 0 { words.append(0) }
    if isPresent {
      words[count >> 6] |= 1 << UInt64(count & 63)
    } else {
      missing += 1
    }
    count += 1
  }

  /// The bitmap; nil if every row has a value.
  var bitmap: Bitmap? { missing == 0 ? nil : Bitmap(count: count, words: words) }
}
