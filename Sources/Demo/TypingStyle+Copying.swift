extension TypingStyle {
  /// Appends `text` to `heap` in this typing style: with or without capitals and apostrophes, with typing errors.
  mutating func copy(_ text: [UInt8], _ style: Style, isEnglish: Bool, into heap: inout [UInt8]) {
    var line = Line(start: heap.count, style: style, isEnglish: isEnglish)
    line.isShouting = style == .loud && random.chance(30)
    let slips = style.slips
    for byte in text where line.accepts(byte, &heap) {
      heap.append(line.cased(byte, after: heap.last))
      if byte.isLetter { continue }
      if slips > 0, heap.count - line.wordStart > 5, byte < 0x80, random.chance(slips) {
        slip(&heap, line.wordStart..<heap.count - 1)
      }
      line.wordStart = heap.count
      if byte.endsSentence || byte == .newline { line.startsSentence = style != .casual }
      if style == .loud, random.chance(9) { line.isShouting.toggle() }
    }
    while let last = heap.last, heap.count > line.start, last == .space || last == .newline {
      heap.removeLast()
    }
  }

  /// Makes a typing error in the word at `range`: two letters swapped, one missing, or one doubled. The first letter
  /// stays.
  private mutating func slip(_ heap: inout [UInt8], _ range: Range<Int>) {
    let place = range.lowerBound + 1 + random.below(range.count - 2)
    guard place + 1 < range.upperBound, heap[place].isLetter, heap[place + 1].isLetter else { return }
    switch random.below(3) {
    case 0: heap.swapAt(place, place + 1)
    case 1: heap.remove(at: place)
    default: heap.insert(heap[place], at: place)
    }
  }
}

extension TypingStyle.Style {
  /// The percentage of longer words with a typing error.
  fileprivate var slips: Int {
    switch self {
    case .neat, .foreign: 0
    case .loud: 2
    case .casual: 3
    case .hasty: 6
    }
  }
}

/// The state while a text is copied.
private struct Line {
  let start: Int
  let style: TypingStyle.Style
  let isEnglish: Bool
  var wordStart: Int
  var startsSentence: Bool
  var isShouting = false

  init(start: Int, style: TypingStyle.Style, isEnglish: Bool) {
    self.start = start
    self.style = style
    self.isEnglish = isEnglish
    wordStart = start
    startsSentence = style != .casual
  }

  /// Whether the byte is to be written. Adjusts the text before it first: no space before a comma, `an` before a vowel.
  func accepts(_ byte: UInt8, _ heap: inout [UInt8]) -> Bool {
    let last = heap.count > start ? heap[heap.count - 1] : .space
    switch byte {
    case .space:
      return last != .space && last != .newline
    case UInt8(ascii: "'"):
      return style != .casual
    case UInt8(ascii: "."), UInt8(ascii: ","):
      if last == UInt8(ascii: "?") || last == UInt8(ascii: "!") { return false }
      if last == .space, heap.count > start { heap.removeLast() }
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"):
      if isEnglish, last == .space, endsInArticle(heap) { heap.insert(UInt8(ascii: "n"), at: heap.count - 1) }
    default:
      break
    }
    return true
  }

  /// Whether the text so far ends in the word `a` and a space.
  private func endsInArticle(_ heap: [UInt8]) -> Bool {
    let letter = heap.count - 2
    guard letter >= start, heap[letter] | 0x20 == UInt8(ascii: "a") else { return false }
    return letter == start || heap[letter - 1] == .space
  }

  /// The byte in upper or lower case, depending on its position.
  mutating func cased(_ byte: UInt8, after last: UInt8?) -> UInt8 {
    if byte.isLetter {
      let isCapital = startsSentence || isShouting
      startsSentence = false
      return isCapital ? byte & ~0x20 : style == .casual ? byte | 0x20 : byte
    }
    guard startsSentence else { return byte }
    if byte >= 0x80 {
      // After an opening ¿ the sentence still starts; é becomes É.
      startsSentence = byte == 0xc2 || byte == 0xc3 || last == 0xc2
      return last == 0xc3 && (0xa0...0xbe).contains(byte) ? byte - 0x20 : byte
    }
    if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { startsSentence = false }
    return byte
  }
}

extension UInt8 {
  fileprivate static let space = UInt8(ascii: " ")
  fileprivate static let newline = UInt8(ascii: "\n")

  /// Whether it is an ASCII letter.
  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

  fileprivate var endsSentence: Bool {
    self == UInt8(ascii: ".") || self == UInt8(ascii: "?") || self == UInt8(ascii: "!")
  }
}
