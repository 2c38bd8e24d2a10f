/// The number of insertions, deletions, substitutions and swaps of neighbours that make one word of the other (optimal
/// string alignment, after Damerau 1964), or `nil` where that is more than `limit`. O(|first| × limit)
public func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar], limit: Int) -> Int? {
  edits(first, second, limit)
}

/// The same in bytes, for ids, of which there may be millions.
public func editDistance(_ first: [UInt8], _ second: [UInt8], limit: Int) -> Int? {
  edits(first, second, limit)
}

/// How many edits away a mistyped word may be from the one that was meant: one in every three letters, at least one and
/// at most `most`.
public func editsAllowed(letters: Int, most: Int = .max) -> Int { min(max(1, letters / 3), most) }

/// Only the band of the table is filled that the limit allows.
private func edits<Letter: Equatable>(_ first: [Letter], _ second: [Letter], _ limit: Int) -> Int? {
  if abs(first.count - second.count) > limit { return nil }
  let far = limit + 1
  var beforeLast = [Int](repeating: far, count: second.count + 1)
  var last = (0...second.count).map { min($0, far) }
  for (row, letter) in first.enumerated() {
    var current = [Int](repeating: far, count: second.count + 1)
    current[0] = min(row + 1, far)
    var best = current[0]
    let start = max(0, row - limit)
    for column in start..<max(start, min(second.count, row + limit + 1)) {
      let other = second[column]
      var edits = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
      if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
        edits = min(edits, beforeLast[column - 1] + 1)
      }
      current[column + 1] = min(edits, far)
      best = min(best, edits)
    }
    if best > limit { return nil }
    beforeLast = last
    last = current
  }
  return last[second.count] <= limit ? last[second.count] : nil
}
