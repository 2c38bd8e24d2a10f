/// All distinct token forms, with the folded form and the stem of each.
struct FormDictionary: Sendable {
  let language: Language
  /// The composed and case-folded tokens, with accents.
  let forms: StringTable
  /// Whether the form is a single character of a script without spaces.
  let isCharacter: [Bool]

  /// The folded forms, for prefixes, parts, and words typed without accents.
  let folded: StringTable
  let foldedOf: [UInt32]
  let formsByFolded: Grouping
  /// The stems by their canonical names: fold(stem(form)).
  let stems: StringTable
  let stemOf: [UInt32]
  let formsByStem: Grouping
  /// The stems of the folded forms: stem(fold(form)).
  private let bareStems: StringTable
  private let formsByBareStem: Grouping

  init(_ forms: StringTable, language: Language) {
    let stemmer = Stemmer(language)
    var (folded, stems, bareStems) = (StringTable(), StringTable(), StringTable())
    var (foldedOf, stemOf, bareStemOf): ([UInt32], [UInt32], [UInt32]) = ([], [], [])
    var isCharacter: [Bool] = []
    for number in 0..<forms.count {
      let form = forms[UInt32(truncatingIfNeeded: number)]
      let keys = stemmer.keys(of: form)
      foldedOf.append(folded.intern(Folding.fold(form)))
      stemOf.append(stems.intern(keys.stem))
      bareStemOf.append(bareStems.intern(keys.bare))
      isCharacter.append(CharacterClass.startsWithCharacter(form))
    }
    self.language = language
    self.forms = forms
    self.isCharacter = isCharacter
    self.folded = folded
    self.foldedOf = foldedOf
    self.stems = stems
    self.stemOf = stemOf
    self.bareStems = bareStems
    formsByFolded = Grouping(foldedOf, count: folded.count)
    formsByStem = Grouping(stemOf, count: stems.count)
    formsByBareStem = Grouping(bareStemOf, count: bareStems.count)
  }

  /// The forms that pass a test, ascending.
  func forms(passing leaf: CompiledPattern.Leaf) -> [UInt32] {
    switch leaf {
    case .word(.stem(let form)):
      let stemmer = Stemmer(language)
      var found: Set<UInt32> = []
      for spelling in spellings(of: form) {
        let keys = stemmer.keys(of: spelling)
        if let stem = stems.number(of: keys.stem) { found.formUnion(formsByStem[stem]) }
        if let stem = bareStems.number(of: keys.bare) { found.formUnion(formsByBareStem[stem]) }
      }
      return found.sorted()
    case .word(.prefix(let start)):
      return forms(whereFolded: { $0.starts(with: start.utf8) })
    case .word(.part(let part)):
      let part = Array(part.utf8)
      return forms(whereFolded: { $0.contains(run: part) })
    case .word(.suffix(let end)):
      let end = Array(end.utf8.reversed())
      return forms(whereFolded: { $0.reversed().starts(with: end) })
    case .word(.sign): return []
    case .either(let leaves): return Set(leaves.flatMap(forms(passing:))).sorted()
    case .denying(let words):
      return words.flatMap { folded.number(of: $0).map { Array(formsByFolded[$0]) } ?? [] }.sorted()
    case .spelt(let text, let ignoringAccents):
      if ignoringAccents { return folded.number(of: text).map { Array(formsByFolded[$0]) } ?? [] }
      return forms.number(of: text).map { [$0] } ?? []
    }
  }

  /// A word, and the forms in the data that differ only in accents. Stemming is only correct with accents: informacao
  /// finds informações by way of informação.
  func spellings(of word: String) -> [String] {
    let alike = folded.number(of: Folding.fold(word)).map { formsByFolded[$0].map { forms[$0] } } ?? []
    return alike.contains(word) ? alike : [word] + alike
  }

  /// The forms whose folded form passes a test, ascending. Each folded form is tested once.
  private func forms(whereFolded test: (ArraySlice<UInt8>) -> Bool) -> [UInt32] {
    var found: [UInt32] = []
    for number in 0..<UInt32(truncatingIfNeeded: folded.count) where test(folded.utf8(number)) {
      found += formsByFolded[number]
    }
    return found.sorted()
  }
}
