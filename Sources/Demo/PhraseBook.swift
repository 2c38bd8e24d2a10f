/// A grammar of phrases, compiled from plain text to flat tables.
///
///     greeting
///       good <morning|evening>[, all]
///       hello from {city}, {2-9} of us
///     city!
///       Leeds | Lyon
///
/// An unindented line names a rule. The indented lines below it, and parts separated by `|`, are its alternatives; a
/// line indented further continues the previous one.
/// `<a|b>` is a choice; `[a|b]` is a choice that is omitted half of the time; `{city}` refers to another rule; `{2-9}`
/// is a random number.
/// A rule with `!` is chosen once per message and then repeated.
/// `{order}` and `{shop}` are filled in by the writer.
struct PhraseBook {
  enum Part {
    case text(start: Int, end: Int)
    case choice(Int)
    case number(Int, Int)
    case order
    case shop
  }

  struct Choice {
    var sequences: Range<Int> = 0..<0
    /// Whether it is a named rule rather than a bracket inside one.
    var isRule = false
    /// Whether it is chosen once per message and then repeated.
    var isSticky = false
  }

  private(set) var bytes: [UInt8] = []
  private(set) var parts: [Part] = []
  private(set) var sequences: [Range<Int>] = []
  private(set) var choices: [Choice] = []
  private var rules: [String: Int] = [:]

  init(_ sources: [String]) {
    for source in sources { read(Array(source.utf8)) }
  }

  /// The rule with a name; an empty one if the book has none.
  func rule(_ name: String) -> Int? {
    rules[name]
  }

  /// Names that are used but have no alternatives.
  var missing: [String] {
    rules.filter { choices[$0.value].sequences.isEmpty }.keys.sorted()
  }

  // MARK: Parsing

  private mutating func read(_ source: [UInt8]) {
    var name: Int?
    var body: [UInt8] = []
    for line in source.split(separator: UInt8(ascii: "\n")) {
      if line.first == UInt8(ascii: " ") {
        let text = line.drop { $0 == UInt8(ascii: " ") }
        let goesOn = line.count - text.count > 2
        if !body.isEmpty { body.append(goesOn ? UInt8(ascii: " ") : UInt8(ascii: "|")) }
        body.append(contentsOf: text)
      } else {
        finish(name, body)
        body.removeAll(keepingCapacity: true)
        let isSticky = line.last == UInt8(ascii: "!")
        let index = declare(isSticky ? line.dropLast() : line)
        choices[index].isSticky = isSticky
        name = index
      }
    }
    finish(name, body)
  }

  private mutating func finish(_ name: Int?, _ body: [UInt8]) {
    guard let name else { return }
    var position = 0
    choices[name].sequences = alternatives(of: body, from: &position, isOptional: false, depth: 0)
  }

  private mutating func declare(_ name: ArraySlice<UInt8>) -> Int {
    let name = String(decoding: name, as: UTF8.self)
    if let known = rules[name] { return known }
    choices.append(Choice(isRule: true))
    rules[name] = choices.count - 1
    return choices.count - 1
  }

  /// Parses the alternatives up to the closing bracket, or to the end.
  private mutating func alternatives(
    of body: [UInt8], from position: inout Int, isOptional: Bool, depth: Int
  ) -> Range<Int> {
    var found: [Range<Int>] = []
    var sequence: [Part] = []
    var text: [UInt8] = []
    func flush(_ book: inout PhraseBook) {
      guard !text.isEmpty else { return }
      sequence.append(.text(start: book.bytes.count, end: book.bytes.count + text.count))
      book.bytes.append(contentsOf: text)
      text.removeAll(keepingCapacity: true)
    }
    func close(_ book: inout PhraseBook) {
      while text.last == UInt8(ascii: " "), depth == 0 { text.removeLast() }
      flush(&book)
      found.append(book.parts.count..<book.parts.count + sequence.count)
      book.parts.append(contentsOf: sequence)
      sequence.removeAll(keepingCapacity: true)
    }
    scan: while position < body.count {
      let byte = body[position]
      position += 1
      switch byte {
      case UInt8(ascii: "|"):
        close(&self)
        while depth == 0, position < body.count, body[position] == UInt8(ascii: " ") { position += 1 }
      case UInt8(ascii: "<"), UInt8(ascii: "["):
        flush(&self)
        let inner = alternatives(
          of: body, from: &position, isOptional: byte == UInt8(ascii: "["), depth: depth + 1)
        choices.append(Choice(sequences: inner))
        sequence.append(.choice(choices.count - 1))
      case UInt8(ascii: ">"), UInt8(ascii: "]"):
        break scan
      case UInt8(ascii: "{"):
        flush(&self)
        let end = body[position...].firstIndex(of: UInt8(ascii: "}")) ?? body.count
        sequence.append(reference(body[position..<end]))
        position = min(end + 1, body.count)
      default:
        text.append(byte)
      }
    }
    close(&self)
    if isOptional {
      for _ in 0..<found.count { found.append(parts.count..<parts.count) }
    }
    sequences.append(contentsOf: found)
    return sequences.count - found.count..<sequences.count
  }

  private mutating func reference(_ name: ArraySlice<UInt8>) -> Part {
    let text = String(decoding: name, as: UTF8.self)
    let bounds = text.split(separator: "-").compactMap { Int($0) }
    if bounds.count == 2 { return .number(bounds[0], bounds[1]) }
    switch text {
    case "order": return .order
    case "shop": return .shop
    default: return .choice(declare(name))
    }
  }
}
