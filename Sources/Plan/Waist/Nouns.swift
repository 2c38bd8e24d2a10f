/// English plurals, for the names of populations and events.
public enum Nouns {
  /// Whether a word is a name, or its singular or plural: `sellers` is `seller`. Letter case is ignored.
  public static func agree(_ word: String, _ name: String) -> Bool {
    // Most names are told apart by how they begin.
    guard let one = word.utf8.first, let other = name.utf8.first else { return word == name }
    if one < 0x80, other < 0x80, one | 0x20 != other | 0x20 { return false }
    let (word, name) = (word.lowercased(), name.lowercased())
    return word == name || word == plural(of: name) || plural(of: word) == name
  }

  /// `seller` → `sellers`, `agency` → `agencies`, `business` → `businesses`.
  public static func plural(of noun: String) -> String {
    let lower = noun.lowercased()
    if lower.hasSuffix("y"), let before = lower.dropLast().last, !"aeiou".contains(before) {
      return noun.dropLast() + "ies"
    }
    if ["s", "x", "z", "ch", "sh"].contains(where: lower.hasSuffix) { return noun + "es" }
    return noun + "s"
  }
}

/// Names by their spellings and plurals, so that each of many words is looked up in constant time.
public struct NounIndex: Sendable {
  private var spelt: [String: Int] = [:]
  private var lower: [String: [Int]] = [:]
  private var plurals: [String: [Int]] = [:]

  /// Complexity: linear in the names.
  public init(_ names: [String]) {
    for (index, name) in names.enumerated() {
      if spelt[name] == nil { spelt[name] = index }
      lower[name.lowercased(), default: []].append(index)
      plurals[Nouns.plural(of: name).lowercased(), default: []].append(index)
    }
  }

  /// The place of the name that a word stands for: one that is spelt as typed before one in another letter case, and
  /// these before a singular or plural, which must be of one name only.
  public func index(of word: String) -> Int? {
    let small = word.lowercased()
    if let exact = spelt[word] ?? lower[small]?.first { return exact }
    let alike = (plurals[small] ?? []) + (lower[Nouns.plural(of: small)] ?? [])
    return alike.count == 1 ? alike.first : nil
  }
}
