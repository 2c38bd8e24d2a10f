internal import Store

/// Up to four ids that differ from a typed one by case, or by at most one edit in every three letters (two at most),
/// nearest first. O(ids × length)
func nearest(to typed: String, in ids: StringPool) -> [String] {
  let wanted = Array(typed.lowercased().utf8)
  // The ids of a workspace are short; what is longer than this is not an id mistyped.
  guard !wanted.isEmpty, wanted.count <= 64 else { return [] }
  let allowed = min(2, max(1, wanted.count / 3))
  var near: [(distance: Int, id: String)] = []
  for code in 0..<ids.count {
    let bytes = ids.bytes(of: code)
    guard abs(bytes.count - wanted.count) <= allowed else { continue }
    if let distance = edits(wanted, bytes, limit: allowed) { near.append((distance, ids[code])) }
  }
  return near.sorted { $0 < $1 }.prefix(4).map(\.id)
}

/// Insertions, deletions, substitutions and swaps of neighbours that make one of the other, capitals taken as small
/// letters; nil over the limit. Optimal string alignment, after Damerau (1964), in the band that the limit allows.
private func edits(_ first: [UInt8], _ second: ArraySlice<UInt8>, limit: Int) -> Int? {
  let second = second.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
  let far = limit + 1
  var beforeLast = [Int](repeating: far, count: second.count + 1)
  var last = (0...second.count).map { min($0, far) }
  for (row, byte) in first.enumerated() {
    var current = [Int](repeating: far, count: second.count + 1)
    current[0] = min(row + 1, far)
    var best = current[0]
    for column in max(0, row - limit)..<max(max(0, row - limit), min(second.count, row + limit + 1)) {
      var edits = min(
        last[column + 1] + 1, current[column] + 1, last[column] + (byte == second[column] ? 0 : 1))
      if row > 0, column > 0, byte == second[column - 1], first[row - 1] == second[column] {
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
