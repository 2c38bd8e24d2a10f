/// Writes phrases of a book, one message at a time.
///
/// An alternative is repeated only after most of the others were used. Sticky rules (the item, the courier) keep their
/// choice within a message.
struct PhraseWriter {
  let book: PhraseBook
  var random: Random
  /// The text of the message so far.
  private(set) var message: [UInt8] = []
  var order = 0
  var shop: [UInt8] = []
  /// The last alternative taken by each choice.
  private var last: [Int]
  /// For each sticky choice, where in the message it was written, and in which message.
  private var written: [(message: Int, range: Range<Int>)]
  private var number = 0

  init(book: PhraseBook, random: Random) {
    self.book = book
    self.random = random
    last = Array(repeating: 0, count: book.choices.count)
    written = Array(repeating: (0, 0..<0), count: book.choices.count)
  }

  mutating func begin() {
    number += 1
    message.removeAll(keepingCapacity: true)
  }

  /// Appends a phrase of the rule; nothing if the book has no such rule.
  mutating func write(_ rule: Int?) {
    if let rule { write(rule, depth: 0) }
  }

  mutating func write(_ text: StaticString) {
    for scalar in text.description.utf8 { message.append(scalar) }
  }

  private static let deepest = 24

  private mutating func write(_ choice: Int, depth: Int) {
    let entry = book.choices[choice]
    let count = entry.sequences.count
    guard depth < Self.deepest, count > 0 else { return }
    if entry.isSticky, written[choice].message == number {
      let range = written[choice].range
      for index in range { message.append(message[index]) }
      return
    }
    // Each rule moves through its alternatives in short random steps, so that all are used equally often, and none
    // twice in a message.
    let reach = entry.isRule ? max(min(count - 1, 2), count / 6) : count
    let drawn = (last[choice] + 1 + random.below(reach)) % count
    last[choice] = drawn
    let start = message.count
    for part in book.sequences[entry.sequences.lowerBound + drawn] {
      switch book.parts[part] {
      case .text(let start, let end): message.append(contentsOf: book.bytes[start..<end])
      case .choice(let inner): write(inner, depth: depth + 1)
      case .number(let low, let high): message.append(decimal: random.within(low...max(low, high)))
      case .order: message.append(decimal: order)
      case .shop: message.append(contentsOf: shop)
      }
    }
    if entry.isSticky { written[choice] = (number, start..<message.count) }
  }
}
