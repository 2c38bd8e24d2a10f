/// Postings of character bigrams, for scripts without spaces. Single characters are too common there to be selective:
/// 退款 is looked up as one term.
struct CharacterPairs: Sendable {
  private let numbers: [UInt64: UInt32]
  private let postings: Postings

  init(in stream: TokenStream, isCharacter: [Bool]) {
    var numbers: [UInt64: UInt32] = [:]
    var terms: [UInt32] = []
    var documents: [UInt32] = []
    var previous: (form: UInt32, document: UInt32)?
    stream.forEachToken { form, document in
      guard isCharacter[Int(form)] else {
        previous = nil
        return
      }
      if let previous, previous.document == document {
        let pair = CharacterPairs.key(previous.form, form)
        let number = numbers[pair] ?? UInt32(truncatingIfNeeded: numbers.count)
        numbers[pair] = number
        terms.append(number)
        documents.append(document)
      }
      previous = (form, document)
    }
    self.numbers = numbers
    postings = Postings(terms: numbers.count) { post in
      for (term, document) in zip(terms, documents) { post(term, document) }
    }
  }

  /// The documents in which `second` follows `first`, ascending.
  subscript(first: UInt32, second: UInt32) -> ArraySlice<UInt32> {
    numbers[CharacterPairs.key(first, second)].map { postings[$0] } ?? []
  }

  private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }
}
