/// The names near a mistyped one, nearest first: `prro` finds `pro`.
///
/// Near is at most a third of the length in edits, letter case aside, or lacking an ending of up to three letters
/// (`churn`, `churned`). After these comes the one name that the typed one is a part of, or that is a part of it, at
/// either end or as a word (`plan`, `plan_tier`; `Monthly`, `MonthlyCharges`). At most four are given, and none if
/// nothing is near.
public func nearest(to word: String, among candidates: some Swift.Sequence<String>) -> [String] {
  let typed = Array(word.lowercased().unicodeScalars)
  guard typed.count > 1, typed.count <= 64 else { return [] }
  let limit = editsAllowed(letters: typed.count)
  var found: [(name: String, distance: Int)] = []
  var parts: [String] = []
  var seen: Set<String> = []
  for candidate in candidates where seen.insert(candidate).inserted && !areOpposite(word, candidate) {
    let scalars = Array(candidate.lowercased().unicodeScalars)
    let ending = scalars.count - typed.count
    if let distance = editDistance(typed, scalars, limit: limit) {
      found.append((candidate, distance))
    } else if typed.count > 3, (1...3).contains(abs(ending)),
      scalars.starts(with: typed) || typed.starts(with: scalars)
    {
      found.append((candidate, abs(ending)))
    } else if isPart(typed, of: scalars) || isPart(scalars, of: typed) {
      parts.append(candidate)
    }
  }
  let near = found.enumerated()
    .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
    .map(\.element.name)
  return Array((near + (parts.count == 1 ? parts : [])).prefix(4))
}

/// Whether a longer name begins or ends with this one, of three letters at least, or has it as a word.
private func isPart(_ part: [Unicode.Scalar], of whole: [Unicode.Scalar]) -> Bool {
  guard part.count > 2, part.count < whole.count, whole.count <= 64 else { return false }
  if whole.starts(with: part) || whole.suffix(part.count).elementsEqual(part) { return true }
  return whole.split { !$0.properties.isAlphabetic && !("0"..."9").contains($0) }.contains {
    $0.elementsEqual(part)
  }
}

/// Whether two names differ by a prefix that denies: `inactive` and `active`, `non-paying` and `paying`.
public func areOpposite(_ word: String, _ other: String) -> Bool {
  let (word, other) = (word.lowercased(), other.lowercased())
  let (whole, part) = word.utf8.count > other.utf8.count ? (word, other) : (other, word)
  // A longer name with `in` is more often another word: `invoice` of `voice`.
  let prefixes = ["un", "non", "non-", "non_", "non ", "not_", "dis"] + (whole == word ? ["in"] : [])
  return part.utf8.count > 3 && prefixes.contains { whole == $0 + part }
}
