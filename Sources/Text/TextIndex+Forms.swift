internal import SourceText

/// A word form in the data, with the number of documents it occurs in.
public struct FormCount: Hashable, Sendable {
  public var form: String
  public var documents: Int
}

extension TextIndex {
  /// The forms that a pattern's words find, most frequent first. A reading lists them after `also`.
  ///
  ///     index.forms(matching: trust)     // trust 120, trusted 31, trusting 4
  public func forms(matching pattern: Pattern) -> [FormCount] {
    counted(formNumbers(matching: pattern))
  }

  /// The stems of the forms that a pattern's words find, ascending.
  public func stems(matching pattern: Pattern) -> [UInt32] {
    Set(formNumbers(matching: pattern).map(stem(of:))).sorted()
  }

  /// Suggestions for a word that matches nothing: the nearest forms, then the most frequent. The edit distance is at
  /// most one for up to three letters, else one per three letters, and at most three. O(forms)
  public func nearestForms(to word: String, limit: Int = 4) -> [FormCount] {
    let typed = Array(Folding.fold(Folding.caseFolded(word)).unicodeScalars)
    guard typed.count <= Stemmer.longestWord else { return [] }
    let allowed = editsAllowed(letters: typed.count, most: 3)
    var near: [(distance: Int, forms: ArraySlice<UInt32>)] = []
    for folded in 0..<UInt32(truncatingIfNeeded: dictionary.folded.count) {
      // A scalar has one to four bytes of UTF-8.
      let length = dictionary.folded.utf8(folded).count
      guard length <= (typed.count + allowed) * 4, length + allowed >= typed.count else { continue }
      let distance = editDistance(typed, Array(dictionary.folded[folded].unicodeScalars), limit: allowed)
      if let distance { near.append((distance, dictionary.formsByFolded[folded])) }
    }
    let candidates = near.flatMap { near in counted(near.forms).map { (distance: near.distance, count: $0) } }
    let ordered = candidates.sorted {
      ($0.distance, -$0.count.documents, $0.count.form) < ($1.distance, -$1.count.documents, $1.count.form)
    }
    return ordered.prefix(limit).map(\.count)
  }

  /// The most frequent words with a meaning: each stem by its most frequent form, without stop words and words of fewer
  /// than three letters. O(stems)
  public func commonestWords(limit: Int) -> [FormCount] {
    let stopWords = StopWords(language)
    let counts = (0..<UInt32(truncatingIfNeeded: stemCount)).map {
      (stem: $0, documents: documentCount(ofStem: $0))
    }
    // Most frequent first, so that few stems have to be examined.
    let words = counts.sorted { ($1.documents, $0.stem) < ($0.documents, $1.stem) }.lazy.filter { count in
      let stem = dictionary.stems[count.stem]
      return stem.count > 2 && stem.allSatisfy(\.isLetter) && !stopWords.contains(stem: stem)
    }
    return words.prefix(max(0, limit)).map {
      FormCount(form: label(ofStem: $0.stem), documents: $0.documents)
    }
  }

  /// A matcher for texts of this index. Uses the same spellings as `documents(matching:text:)`, so it finds the same.
  public func matcher(for pattern: Pattern) -> PatternMatcher {
    PatternMatcher(pattern, language: language, spellings: dictionary.spellings(of:))
  }

  private func formNumbers(matching pattern: Pattern) -> [UInt32] {
    let leaves = CompiledPattern(pattern, language: language).leaves.filter(\.isLookedFor)
    return Set(leaves.flatMap { dictionary.forms(passing: $0) }).sorted()
  }

  /// Forms with their document counts, most frequent first, then by spelling.
  func counted(_ forms: some Sequence<UInt32>) -> [FormCount] {
    forms.map { FormCount(form: form($0), documents: documentCount(ofForm: $0)) }
      .sorted { ($1.documents, $0.form) < ($0.documents, $1.form) }
  }
}
