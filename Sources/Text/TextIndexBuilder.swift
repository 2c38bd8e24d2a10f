/// Collects texts in any order, and builds the index over them in the order required.
///
///     var builder = TextIndexBuilder()
///     for text in texts { builder.add(text) }
///     let index = builder.finish(language: .english, order: clusteredByCustomer)
///
/// Adding takes one pass over the bytes and stores each token as the number of its spelling, four bytes. Folding,
/// stemming and inversion happen in `finish`, once per distinct spelling.
public struct TextIndexBuilder: Sendable {
  /// The distinct tokens as spelt in the texts, except that ASCII capitals become lower case.
  private var spellings = StringTable()
  private var tokens: [UInt32] = []
  /// The end of each document's tokens.
  private var ends: [Int] = []

  public init() {}

  /// The number of documents added so far.
  public var documentCount: Int { ends.count }

  /// Adds a document, which may be empty. Invalid UTF-8 separates words. O(bytes)
  public mutating func add(utf8 text: Span<UInt8>) {
    scanTokens(in: text) { range, _ in tokens.append(spellings.intern(text, range)) }
    ends.append(tokens.count)
  }

  public mutating func add(_ text: String) { add(utf8: text.utf8.span) }

  /// Adds the documents of another builder, in their order. O(tokens of the other)
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

  /// Builds the index; its document `d` is the one added as number `order[d]`. Documents not in `order` are left out.
  /// Without `order` all documents keep their numbers. O(tokens)
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
