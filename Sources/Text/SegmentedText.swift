/// Messages as words: the tokens of an index, with runs of Han, Kana, Hangul and Thai segmented into words by a
/// dictionary.
///
/// The index stores such runs as characters, so that a pattern is found anywhere in them; words to be counted have to
/// be segmented. Segmented words are numbered after the index's own: forms from its `formCount` on, stems from its
/// `stemCount` on, each its own stem. A pattern with the letters of a segmented word always finds the message that the
/// word came from.
public struct SegmentedText: Sendable {
  private let index: TextIndex
  /// The segmented words.
  private var words = StringTable()
  /// For each document its position among the segmented ones, plus one; zero for others. Empty if none was segmented.
  private var places: [UInt32] = []
  private var cut: [[UInt32]] = []
  /// The stem of each form.
  public private(set) var stems: [UInt32]
  /// For each form, whether it is more than a single character of a script without spaces, which is seldom a word.
  public private(set) var isWord: [Bool]

  /// The tokens of an index unchanged, with single characters.
  public init(uncut index: TextIndex) {
    self.index = index
    stems = index.stemsOfForms
    isWord = (0..<index.formCount).map { !index.isCharacter(UInt32(truncatingIfNeeded: $0)) }
  }

  /// - Parameter text: a document's text, as it was indexed.
  public init(_ index: TextIndex, isCancelled: () -> Bool = { false }, text: (_ document: UInt32) -> String) {
    self.init(uncut: index)
    let documents = Set(
      isWord.indices.lazy.filter { [isWord] in !isWord[$0] }
        .flatMap { index.documents(withForm: UInt32(truncatingIfNeeded: $0)) })
    guard !documents.isEmpty, let breaks = WordBreaks() else { return }
    places = [UInt32](repeating: 0, count: index.documentCount)
    for document in documents.sorted() {
      if cut.count & 0xFF == 0xFF, isCancelled() { return }
      let tokens = words(of: text(document), index.tokens(of: document), by: breaks)
      cut.append(tokens)
      places[Int(document)] = UInt32(truncatingIfNeeded: cut.count)
    }
    for word in 0..<UInt32(truncatingIfNeeded: words.count) {
      stems.append(UInt32(truncatingIfNeeded: index.stemCount) + word)
      isWord.append(words[word].count > 1)
    }
  }

  /// The tokens of a text as words. A run ends where anything separates two characters.
  private mutating func words(of text: String, _ tokens: ArraySlice<UInt32>, by breaks: WordBreaks)
    -> [UInt32]
  {
    var result: [UInt32] = []
    var run: [String] = []
    func flush() {
      var place = 0
      for length in run.isEmpty ? [] : breaks.words(of: run) {
        let word = words.intern(run[place..<place + length].joined())
        result.append(UInt32(truncatingIfNeeded: index.formCount) + word)
        place += length
      }
      run.removeAll(keepingCapacity: true)
    }
    var end = 0
    var forms = tokens.makeIterator()
    scanTokens(in: text.utf8.span) { range, isCharacter in
      guard let form = forms.next() else { return }
      if !isCharacter || range.lowerBound != end { flush() }
      if isCharacter { run.append(index.form(form)) } else { result.append(form) }
      end = range.upperBound
    }
    flush()
    return result
  }

  // MARK: The interface of an index

  public var language: Language { index.language }
  public var formCount: Int { stems.count }
  public var stemCount: Int { index.stemCount + words.count }

  /// The words of a document, as form numbers.
  @inline(__always)
  public func tokens(of document: UInt32) -> ArraySlice<UInt32> {
    guard places.indices.contains(Int(document)), places[Int(document)] > 0 else {
      return index.tokens(of: document)
    }
    return cut[Int(places[Int(document)]) - 1][...]
  }

  /// The characters of a form.
  public func form(_ number: UInt32) -> String {
    Int(number) < index.formCount
      ? index.form(number) : words[number - UInt32(truncatingIfNeeded: index.formCount)]
  }

  /// The stem of a form.
  public func stem(of form: UInt32) -> UInt32 { stems[Int(form)] }

  /// The forms of a stem, ascending.
  public func forms(ofStem stem: UInt32) -> ArraySlice<UInt32> {
    guard isCut(stem: stem) else { return index.forms(ofStem: stem) }
    return [UInt32(truncatingIfNeeded: index.formCount) + stem - UInt32(truncatingIfNeeded: index.stemCount)]
  }

  /// Whether a stem is a segmented word.
  public func isCut(stem: UInt32) -> Bool { Int(stem) >= index.stemCount }

  /// The canonical name of a stem.
  public func name(ofStem stem: UInt32) -> String {
    cutWord(stem) ?? index.name(ofStem: stem)
  }

  /// A stem's most common form, to show it by.
  public func label(ofStem stem: UInt32) -> String {
    cutWord(stem) ?? index.label(ofStem: stem)
  }

  /// Words in a row as they are written: separated by spaces, except between words of scripts without spaces.
  public func phrase(_ forms: some Sequence<UInt32>) -> String {
    var phrase = ""
    var endsWithoutSpace = false
    for form in forms {
      let word = self.form(form)
      let isWithoutSpace = Int(form) >= index.formCount && !CharacterClass.isHangul(word)
      if !phrase.isEmpty, !(isWithoutSpace && endsWithoutSpace) { phrase += " " }
      phrase += word
      endsWithoutSpace = isWithoutSpace
    }
    return phrase
  }

  /// The stems of the words that a pattern finds; for segmented words, those that contain it.
  public func stems(matching pattern: Pattern) -> Set<UInt32> {
    let matcher = PatternMatcher(pattern, language: language)
    let cut = (0..<words.count).map { UInt32(truncatingIfNeeded: $0) }.filter {
      !matcher.matches(in: words[$0]).isEmpty
    }
    return Set(index.stems(matching: pattern)).union(
      cut.map { $0 + UInt32(truncatingIfNeeded: index.stemCount) })
  }

  private func cutWord(_ stem: UInt32) -> String? {
    let own = Int(stem) - index.stemCount
    return own < 0 ? nil : words[UInt32(truncatingIfNeeded: own)]
  }
}
