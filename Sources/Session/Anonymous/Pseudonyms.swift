internal import DataModel
internal import Text

/// Replaces what names a customer: an id or a name by a pseudonym, which is the same wherever that customer appears.
///
/// A pseudonym is made from the id by a secret key of the user, so that nobody without the key can try out ids.
struct Pseudonyms: Sendable {
  private struct Name: Sendable {
    var words: ArraySlice<String>
    var pseudonym: String
  }

  /// By a whole id or name, folded.
  private var whole: [String: String] = [:]
  /// Names of several words, by their first word, the longest first.
  private var names: [String: [Name]] = [:]
  /// The single words of names.
  private var words: Set<String> = []

  /// What stands for a word of somebody's name.
  private static let unnamed = "[name]"
  private static let mostWords = 8

  /// - Parameter people: each customer's id with the other values that name them.
  init(_ people: [(id: String, names: [String])], key: [UInt8], language: Language) {
    let (stopWords, stemmer) = (StopWords(language), Stemmer(language))
    func tells(_ word: String) -> Bool { !stopWords.contains(stem: stemmer.stem(word)) }
    for (id, values) in people {
      let pseudonym = Pseudonyms.pseudonym(of: id, key)
      for value in [id] + values { add(value, pseudonym, isID: value == id, tells) }
    }
    for first in names.keys { names[first]?.sort { $0.words.count > $1.words.count } }
  }

  /// `p-3f9a2c1d`. Two digests with the key, as in HMAC (RFC 2104), so that a longer id tells nothing of a shorter one.
  static func pseudonym(of id: String, _ key: [UInt8]) -> String {
    "p-" + sha256(key + Array(sha256(key + Array(id.utf8)).utf8)).prefix(8)
  }

  /// - Parameter tells: whether a word by itself tells something, as a stop word does not.
  private mutating func add(
    _ value: String, _ pseudonym: String, isID: Bool, _ tells: (String) -> Bool
  ) {
    let folded = Pseudonyms.folded(value)
    // A name that several customers have is nobody's alone.
    let isShared = whole[folded].map { $0 != pseudonym } ?? false
    let pseudonym = isShared && !isID ? Pseudonyms.unnamed : pseudonym
    whole[folded] = pseudonym
    let words = Pseudonyms.tokens(value).map(\.word)
    guard let first = words.first, words.count <= Pseudonyms.mostWords else { return }
    let isTelling = words.count > 1 || isID && first.contains { $0.isNumber }
    if isTelling { names[first, default: []].insert(Name(words: words[...], pseudonym: pseudonym), at: 0) }
    guard !isID else { return }
    for word in words
    where word.count > 2 && !word.allSatisfy(\.isNumber) && tells(word) {
      self.words.insert(word)
    }
  }

  /// The pseudonym of a value that is an id or a name as a whole; nil if it is none.
  func pseudonym(for value: String) -> String? { whole[Pseudonyms.folded(value)] }

  /// The places of ids and names in a text, in bytes of UTF-8, with what replaces them.
  ///
  /// - Parameter isVerbatim: whether customers wrote it. Then a single word of a name counts too, if it is written with a capital.
  func places(in text: String, isVerbatim: Bool) -> [(range: Range<Int>, replacement: String)] {
    let tokens = Pseudonyms.tokens(text)
    let bytes = Array(text.utf8)
    var places: [(range: Range<Int>, replacement: String)] = []
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      let name = names[token.word]?.first { name in
        tokens.count - index >= name.words.count
          && zip(name.words, tokens[index...]).allSatisfy { $0 == $1.word }
      }
      if let name {
        let last = tokens[index + name.words.count - 1]
        places.append((token.range.lowerBound..<last.range.upperBound, name.pseudonym))
        index += name.words.count
        continue
      }
      let written = String(decoding: bytes[token.range], as: UTF8.self)
      if isVerbatim, words.contains(token.word), written.first?.isUppercase == true {
        places.append((token.range, Pseudonyms.unnamed))
      }
      index += 1
    }
    return places
  }

  private static func folded(_ text: String) -> String { Folding.fold(Folding.caseFolded(text)) }

  private static func tokens(_ text: String) -> [(word: String, range: Range<Int>)] {
    Token.all(in: text).map { (Folding.fold($0.form), $0.range) }
  }
}
