/// The names near a mistyped one, nearest first: `prro` finds `pro`.
///
/// Near is at most a third of the length in edits, letter case aside; at most four are given, and none if nothing is
/// near.
func nearest(to word: String, among candidates: some Swift.Sequence<String>) -> [String] {
  let typed = Array(word.lowercased().unicodeScalars)
  guard typed.count > 1, typed.count <= 64 else { return [] }
  let limit = max(1, typed.count / 3)
  var found: [(name: String, distance: Int)] = []
  var seen: Set<String> = []
  for candidate in candidates where seen.insert(candidate).inserted {
    let scalars = Array(candidate.lowercased().unicodeScalars)
    guard abs(scalars.count - typed.count) <= limit else { continue }
    let distance = editDistance(typed, scalars)
    if distance <= limit { found.append((candidate, distance)) }
  }
  return found.enumerated()
    .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
    .prefix(4).map(\.element.name)
}

/// The number of insertions, deletions, substitutions and swaps of neighbours that make one word of the other (optimal
/// string alignment, after Damerau 1964). O(|first| × |second|)
func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...second.count)
  for (row, letter) in first.enumerated() {
    var current = [row + 1]
    for (column, other) in second.enumerated() {
      var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
      if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
        best = min(best, beforeLast[column - 1] + 1)
      }
      current.append(best)
    }
    beforeLast = last
    last = current
  }
  return last[second.count]
}
