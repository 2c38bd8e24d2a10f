import SourceText

/// The names near a mistyped one, nearest first: `prro` finds `pro`.
///
/// Near is at most a third of the length in edits, letter case aside, or lacking an ending of up to three letters
/// (`churn`, `churned`); at most four are given, and none if nothing is near.
public func nearest(to word: String, among candidates: some Swift.Sequence<String>) -> [String] {
  let typed = Array(word.lowercased().unicodeScalars)
  guard typed.count > 1, typed.count <= 64 else { return [] }
  let limit = max(1, typed.count / 3)
  var found: [(name: String, distance: Int)] = []
  var seen: Set<String> = []
  for candidate in candidates where seen.insert(candidate).inserted {
    let scalars = Array(candidate.lowercased().unicodeScalars)
    let ending = scalars.count - typed.count
    if let distance = editDistance(typed, scalars, limit: limit) {
      found.append((candidate, distance))
    } else if typed.count > 3, (1...3).contains(abs(ending)),
      scalars.starts(with: typed) || typed.starts(with: scalars)
    {
      found.append((candidate, abs(ending)))
    }
  }
  return found.enumerated()
    .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
    .prefix(4).map(\.element.name)
}
