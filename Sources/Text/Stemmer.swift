internal import CStemmer

/// A language with a Snowball stemmer, by its Snowball name.
public struct Language: Hashable, Sendable, CustomStringConvertible {
  /// The name in lower case, such as "english".
  public let name: String

  /// The language with a name, ignoring case; nil if it is not in `supported`.
  public init?(_ name: String) {
    let lowered = name.lowercased()
    guard Language.supported.contains(lowered) else { return nil }
    self.name = lowered
  }

  private init(known name: String) { self.name = name }

  /// The default of a workspace.
  public static let english = Language(known: "english")

  /// The names of all languages, sorted.
  public static let supported: [String] = {
    var names: [String] = []
    // SAFETY: the library returns a constant array of C strings that ends with a null pointer.
    if var name = unsafe sb_stemmer_list() {
      while let text = unsafe name.pointee {
        unsafe names.append(String(cString: text))
        unsafe name += 1
      }
    }
    return names.sorted()
  }()

  public var description: String { name }
}

/// Reduces words to their stems with the Snowball algorithm of a language (Porter 2001).
///
/// Not `Sendable`, because the library stores its last result. Creating one takes microseconds, so create it where it
/// is used.
@safe
public final class Stemmer {
  /// Longer words are their own stems: they are not inflected, and some algorithms are quadratic.
  static let longestWord = 255

  // SAFETY: owned by this object alone, from `init` to `deinit`; `nil` if the library was out of memory.
  private let handle: OpaquePointer?
  /// Maps irregular forms to their base forms.
  private let irregular: [String: String]

  public init(_ language: Language) {
    irregular = language == .english ? IrregularForms.english : [:]
    unsafe handle = sb_stemmer_new(language.name, "UTF_8")
  }

  deinit { unsafe sb_stemmer_delete(handle) }

  /// The stem of a case-folded word; a character of a script without spaces is its own stem. An irregular form has the
  /// stem of its base form: `paid` that of `pay`.
  public func stem(_ form: String) -> String {
    let word = irregular[form] ?? form
    guard let handle = unsafe handle, word.utf8.count <= Stemmer.longestWord,
      !CharacterClass.startsWithCharacter(word)
    else { return word }
    let utf8 = word.utf8.span
    // SAFETY: the library reads `count` bytes, and its result stays valid until the next call on this handle.
    return unsafe utf8.withUnsafeBufferPointer { bytes in
      guard let stem = unsafe sb_stemmer_stem(handle, bytes.baseAddress, Int32(bytes.count)) else {
        return word
      }
      let length = Int(unsafe sb_stemmer_length(handle))
      if length == 0 { return word }
      return unsafe String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
    }
  }

  /// Decides whether two words are the same: they are if either key is equal.
  struct Keys: Hashable {
    /// fold(stem(word)): the canonical name of the stem.
    var stem: String
    /// stem(fold(word)): finds words typed without accents.
    var bare: String

    func finds(_ other: Keys) -> Bool { stem == other.stem || bare == other.bare }
  }

  func keys(of form: String) -> Keys {
    let stemmed = stem(form)
    let folded = Folding.fold(form)
    let key = Folding.fold(stemmed)
    return Keys(stem: key, bare: folded == form ? stemmed : stem(folded))
  }
}
