/// English plurals, for the names of populations and events.
enum Nouns {
  /// Whether a word is a name, or its singular or plural: `sellers` is `seller`. Letter case is ignored.
  static func agree(_ word: String, _ name: String) -> Bool {
    // Most names are told apart by how they begin.
    guard let one = word.utf8.first, let other = name.utf8.first else { return word == name }
    if one < 0x80, other < 0x80, one | 0x20 != other | 0x20 { return false }
    let (word, name) = (word.lowercased(), name.lowercased())
    return word == name || word == plural(of: name) || plural(of: word) == name
  }

  /// `seller` → `sellers`, `agency` → `agencies`, `business` → `businesses`.
  static func plural(of noun: String) -> String {
    let lower = noun.lowercased()
    if lower.hasSuffix("y"), let before = lower.dropLast().last, !"aeiou".contains(before) {
      return noun.dropLast() + "ies"
    }
    if ["s", "x", "z", "ch", "sh"].contains(where: lower.hasSuffix) { return noun + "es" }
    return noun + "s"
  }
}
