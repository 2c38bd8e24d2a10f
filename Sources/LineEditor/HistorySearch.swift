/// A search backwards through the history, for entries that hold a text; case is ignored.
struct HistorySearch {
  let entries: [String]
  /// What was being written before the search.
  let draft: String
  private(set) var pattern = ""
  /// The entry that is shown, if any.
  private(set) var found: Int?

  init(entries: [String], draft: String) {
    self.entries = entries
    self.draft = draft
  }

  /// The text to show.
  var text: String { found.map { entries[$0] } ?? draft }

  /// Takes a new pattern and looks from the newest entry on. False if nothing holds it; then what was found stays.
  mutating func look(for pattern: String) -> Bool {
    self.pattern = pattern
    if pattern.isEmpty {
      found = nil
      return true
    }
    return find(before: entries.count)
  }

  /// Looks for an older entry. False if there is none.
  mutating func lookFurther() -> Bool { pattern.isEmpty ? true : find(before: found ?? entries.count) }

  private mutating func find(before end: Int) -> Bool {
    let wanted = pattern.lowercased()
    guard let index = entries[..<end].lastIndex(where: { $0.lowercased().contains(wanted) }) else {
      return false
    }
    found = index
    return true
  }
}
