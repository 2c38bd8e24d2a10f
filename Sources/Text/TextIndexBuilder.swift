/// Takes texts in the order in which they arrive and makes the index over them in the order that is wanted.
///
///     var builder = TextIndexBuilder()
///     for text in texts { builder.add(text) }
///     let index = builder.finish(language: .english, order: clusteredByCustomer)
///
/// Arrival costs one pass over the bytes: tokens are kept as numbers of their spellings, four bytes each. Folding,
/// stemming and inversion wait for `finish`, and are done once a distinct spelling.
public struct TextIndexBuilder: Sendable {
  /// Distinct tokens as they stand in the texts, but for ASCII capitals.
  private var spellings = StringTable()
  private var tokens: [UInt32] = []
  /// Where each document's tokens end.
  private var ends: [Int] = []

  public init() {}

  /// Documents added so far.
  public var documentCount: Int { ends.count }

  /// Adds a document, which may be empty. Bytes that are not UTF-8 separate words. O(bytes)
  public mutating func add(utf8 text: Span<UInt8>) {
    scanTokens(in: text) { range, _ in tokens.append(spellings.intern(text, range)) }
    ends.append(tokens.count)
  }

  public mutating func add(_ text: String) { add(utf8: text.utf8.span) }

  /// Adds the documents of another, in their order. O(tokens of the other)
  public mutating func add(_ other: TextIndexBuilder) {
    if documentCount == 0 {
      self = other
      return
    }
    let numbers = (0..<UInt32(truncatingIfNeeded: other.spellings.count)).map {
      spellings.intern(other.spellings[$0])
    }
    let start = tokens.count
    tokens += other.tokens.map { numbers[Int($0)] }
    ends += other.ends.map { $0 + start }
  }

  /// The index, whose document `d` is the one added as number `order[d]`. Numbers that `order` leaves out are left
  /// out of the index; without `order` all documents stay where they are. O(tokens)
  public consuming func finish(language: Language, order: [UInt32]? = nil) -> TextIndex {
    let spellings = spellings
    var forms = StringTable()
    let unread = UInt32.max
    var formOf = [UInt32](repeating: unread, count: spellings.count)
    let stream = TokenStream(tokens, ends: ends, order: order) { spelling in
      if formOf[Int(spelling)] != unread { return formOf[Int(spelling)] }
      let form = forms.intern(Folding.caseFolded(spellings[spelling]))
      formOf[Int(spelling)] = form
      return form
    }
    tokens = []
    return TextIndex(dictionary: FormDictionary(forms, language: language), stream: stream)
  }
}
