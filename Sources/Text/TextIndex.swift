import Foundation

/// An inverted index over the texts of all feedback: which documents have a word form, and each document's tokens in
/// order.
///
///     index.documents(matching: pattern, text: store.text)     // ascending document numbers
///
/// A posting list has each document once and no positions; those are read from the document's own tokens. A word is the
/// union of the lists of its forms; a phrase or `near` only examines documents with all of its words. Needs four bytes
/// per token and four per posting: at most 240 MB for 30 million tokens.
public struct TextIndex: Sendable {
  let dictionary: FormDictionary
  let stream: TokenStream
  /// The documents of each form, ascending.
  let postings: Postings
  let pairs: CharacterPairs
  /// The number of documents of each stem.
  private let stemDocumentCounts: [Int]
  /// The number of documents with at least one token.
  private let spokenCount: Int

  init(dictionary: FormDictionary, stream: TokenStream) {
    self.dictionary = dictionary
    self.stream = stream
    postings = Postings(terms: dictionary.forms.count) { post in
      stream.forEachToken { form, document in post(form, document) }
    }
    pairs = CharacterPairs(in: stream, isCharacter: dictionary.isCharacter)
    stemDocumentCounts = TextIndex.documentCounts(of: dictionary, postings, documents: stream.documentCount)
    spokenCount = (0..<stream.documentCount).count { !stream[UInt32(truncatingIfNeeded: $0)].isEmpty }
  }

  /// The number of documents of each stem: those with any of its forms.
  private static func documentCounts(
    of dictionary: FormDictionary, _ postings: Postings, documents: Int
  ) -> [Int] {
    var latest = [UInt32](repeating: .max, count: documents)
    return (0..<UInt32(truncatingIfNeeded: dictionary.stems.count)).map { stem in
      let forms = dictionary.formsByStem[stem]
      if forms.count == 1, let only = forms.first { return postings[only].count }
      var count = 0
      for form in forms {
        for document in postings[form] where latest[Int(document)] != stem {
          latest[Int(document)] = stem
          count += 1
        }
      }
      return count
    }
  }

  public var language: Language { dictionary.language }
  public var documentCount: Int { stream.documentCount }
  /// Distinct forms, numbered 0..<formCount.
  public var formCount: Int { dictionary.forms.count }
  /// Distinct stems, numbered 0..<stemCount.
  public var stemCount: Int { dictionary.stems.count }

  /// The forms of a document's tokens in order: words, and single characters of scripts without spaces. Empty if there
  /// is no such document.
  public func tokens(of document: UInt32) -> ArraySlice<UInt32> { stream[document] }

  /// A form's characters, composed and case folded. O(length)
  public func form(_ number: UInt32) -> String { dictionary.forms[number] }

  /// The stem of a form. Forms with the same stem are the same word.
  public func stem(of form: UInt32) -> UInt32 { dictionary.stemOf[Int(form)] }

  /// The stem of every form, for loops over tokens.
  public var stemsOfForms: [UInt32] { dictionary.stemOf }

  /// The folded form of a form. Forms with the same folded form differ only in accents.
  public func folding(of form: UInt32) -> UInt32 { dictionary.foldedOf[Int(form)] }

  /// The forms of a stem, ascending.
  public func forms(ofStem stem: UInt32) -> ArraySlice<UInt32> { dictionary.formsByStem[stem] }

  /// A stem's most frequent form, to show it by.
  public func label(ofStem stem: UInt32) -> String {
    counted(forms(ofStem: stem)).first?.form ?? dictionary.stems[stem]
  }

  /// Whether a form is a character of a script without spaces rather than a word.
  public func isCharacter(_ form: UInt32) -> Bool { dictionary.isCharacter[Int(form)] }

  /// The number of documents with a form.
  public func documentCount(ofForm form: UInt32) -> Int { postings[form].count }

  /// The documents with a form, ascending.
  public func documents(withForm form: UInt32) -> ArraySlice<UInt32> { postings[form] }

  /// The number of documents with a stem.
  public func documentCount(ofStem stem: UInt32) -> Int { stemDocumentCounts[Int(stem)] }

  /// The inverse document frequency of a stem: ln(N / n), if n of the N documents with words have it (Spärck Jones
  /// 1972).
  public func inverseDocumentFrequency(ofStem stem: UInt32) -> Double {
    log(Double(spokenCount) / Double(documentCount(ofStem: stem)))
  }
}
