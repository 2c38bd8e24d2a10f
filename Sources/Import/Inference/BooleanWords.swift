/// Words for yes and no, and for true and false, in many languages.
enum BooleanWords {
  private static let pairs = [
    ("ja", "nein"), ("wahr", "falsch"), ("oui", "non"), ("vrai", "faux"), ("sí", "no"), ("si", "no"),
    ("verdadero", "falso"), ("sì", "no"), ("vero", "falso"), ("sim", "não"), ("sim", "nao"),
    ("verdadeiro", "falso"), ("ja", "nee"), ("waar", "onwaar"), ("ja", "nej"), ("ja", "nei"), ("kyllä", "ei"),
    ("tak", "nie"), ("prawda", "fałsz"), ("ano", "ne"), ("áno", "nie"), ("igen", "nem"), ("da", "nu"),
    ("da", "ne"), ("evet", "hayır"), ("да", "нет"), ("истина", "ложь"), ("так", "ні"), ("да", "не"),
    ("ναι", "όχι"), ("כן", "לא"), ("نعم", "لا"), ("हाँ", "नहीं"), ("ใช่", "ไม่ใช่"), ("có", "không"),
    ("ya", "tidak"),
    ("はい", "いいえ"), ("是", "否"), ("예", "아니요"), ("예", "아니오"), ("네", "아니요"),
  ]

  /// What each word of a column means, in lower case. Unless `isSaid` (the load says that it is a column of yes and no),
  /// all of its words have to be those of one pair, and both of them have to be there: `da` or `non` alone may be a value.
  static func meanings(among words: some Sequence<String>, isSaid: Bool) -> [String: Bool] {
    let words = Set(words.map { $0.trimmed.lowercased() })
    func fits(_ pair: (String, String)) -> Int { words.count { $0 == pair.0 || $0 == pair.1 } }
    let pair =
      isSaid
      ? pairs.max { fits($0) < fits($1) }
      : pairs.first { words.count == 2 && words.contains($0.0) && words.contains($0.1) }
    return pair.map { [$0.1: false, $0.0: true] } ?? [:]
  }

  /// The boolean of each of a column's values, ignoring letter case; nil if they are not words of one pair.
  static func meanings(_ words: [String]) -> [Bool]? {
    let words = words.map { $0.trimmed.lowercased() }
    guard !words.isEmpty,
      let pair = pairs.first(where: { pair in words.allSatisfy { $0 == pair.0 || $0 == pair.1 } })
    else { return nil }
    return words.map { $0 == pair.0 }
  }
}
