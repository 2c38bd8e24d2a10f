/// Writes phrases from a book, one message at a time.
///
/// An alternative comes again only when most of the others have been drawn, and what is sticky (the item, the courier) stays the same within a message.
struct PhraseWriter {
  let book: PhraseBook
  var random: Random
  /// The message so far.
  private(set) var message: [UInt8] = []
  var order = 0
  var shop: [UInt8] = []
  /// The alternative that each choice took last.
  private var last: [Int]
  /// Where in the message each sticky choice was written, and the message that it was written in.
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

  /// Adds a phrase of the rule; nothing where the book has no such rule.
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
    // A rule takes short steps through its alternatives: each comes up as often, and no message says a thing twice.
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
