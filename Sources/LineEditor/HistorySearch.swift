/// A backward search through the history for entries that contain a text, ignoring case.
struct HistorySearch {
  let entries: [String]
  /// The text being edited before the search.
  let draft: String
  private(set) var pattern = ""
  /// The entry shown, if any.
  private(set) var found: Int?

  init(entries: [String], draft: String) {
    self.entries = entries
    self.draft = draft
  }

  /// The text to show.
  var text: String { found.map { entries[$0] } ?? draft }

  /// Sets a new pattern and searches from the newest entry. Returns false, and keeps the previous result, if no entry
  /// contains it.
  mutating func look(for pattern: String) -> Bool {
    self.pattern = pattern
    if pattern.isEmpty {
      found = nil
      return true
    }
    return find(before: entries.count)
  }

  /// Searches for an older entry. Returns false if there is none.
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
