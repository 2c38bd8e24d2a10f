/// How a message is written down: capitals, punctuation, slips of the finger.
struct Hand {
  enum Style { case neat, casual, hasty, loud, foreign }

  var random: Random

  mutating func style(_ channel: Verbatim.Channel, _ mood: Composer.Mood) -> Style {
    if mood == .angry, random.chance(16) { return .loud }
    let weights =
      switch channel {
      case .call, .interview: [92, 0, 8, 0]
      case .support, .forum: [48, 24, 28, 0]
      case .survey, .review: [40, 36, 24, 0]
      }
    return [Style.neat, .casual, .hasty, .loud][random.weighted(weights)]
  }

  /// Some write without capitals; in French an apostrophe is not left out, and Japanese has neither.
  mutating func foreignStyle(_ language: Int) -> Style {
    let isLoose = ["es", "pt", "de"].contains(Composer.languages[language])
    return isLoose && random.chance(28) ? .casual : .foreign
  }

  /// Puts something between two sentences.
  mutating func join(_ style: Style, after last: UInt8?, isSpoken: Bool, _ writer: inout PhraseWriter) {
    if last == UInt8(ascii: "?") || last == UInt8(ascii: "!") || last == UInt8(ascii: ",") {
      writer.write(" ")
      return
    }
    switch style {
    case .neat, .foreign:
      writer.write(random.chance(isSpoken ? 20 : 4) ? "... " : random.chance(4) ? ".\n\n" : ". ")
    case .hasty: writer.write([". ", ", ", ". ", "! ", ".. ", " - "][random.below(6)])
    case .casual: writer.write([". ", ", ", "\n", "... ", ", and ", " - ", ". "][random.below(7)])
    case .loud: writer.write(["!! ", "! ", "!!! ", ". "][random.below(4)])
    }
  }

  mutating func end(_ style: Style, _ writer: inout PhraseWriter) {
    let last = writer.message.last
    if last != UInt8(ascii: "?"), last != UInt8(ascii: "!") {
      switch style {
      case .neat, .foreign: writer.write(random.chance(92) ? "." : "")
      case .hasty: writer.write([".", "!", "", "..", "."][random.below(5)])
      case .casual: writer.write(["", "", "", "...", ".", " lol"][random.below(6)])
      case .loud: writer.write(["!!!", "!!", "?!", "!"][random.below(4)])
      }
    }
  }

  // MARK: Copying out

  /// Adds `text` to `heap` as this hand writes it: sentence capitals or none, apostrophes or none, typos.
  mutating func copy(_ text: [UInt8], _ style: Style, into heap: inout [UInt8]) {
    let start = heap.count
    var startsSentence = style != .casual
    var wordStart = start
    var isShouting = style == .loud && random.chance(30)
    let slips =
      switch style {
      case .neat, .foreign: 0
      case .loud: 2
      case .casual: 3
      case .hasty: 6
      }
    for byte in text {
      let last = heap.count > start ? heap[heap.count - 1] : UInt8(ascii: " ")
      switch byte {
      case UInt8(ascii: " ") where last == UInt8(ascii: " ") || last == UInt8(ascii: "\n"):
        continue
      case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"):
        if last == UInt8(ascii: " "), heap.count > start { heap.removeLast() }
      case UInt8(ascii: "'") where style == .casual:
        continue
      default: break
      }
      var byte = byte
      let isLetter = byte.isASCIILetter
      if isLetter {
        if startsSentence || isShouting {
          byte &= ~0x20
          startsSentence = false
        } else if style == .casual {
          byte |= 0x20
        }
      } else if startsSentence, byte >= 0x80 {
        // é → É; an opening ¿ or ¡ lets the sentence start after it.
        if last == 0xc3, (0xa0...0xbe).contains(byte) { byte -= 0x20 }
        startsSentence = byte == 0xc2 || byte == 0xc3 || last == 0xc2
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        startsSentence = false
      }
      heap.append(byte)
      if !isLetter {
        if slips > 0, heap.count - 1 - wordStart >= 5, byte < 0x80, random.chance(slips) {
          slip(&heap, wordStart..<heap.count - 1)
        }
        wordStart = heap.count
        if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!")
          || byte == UInt8(ascii: "\n")
        {
          startsSentence = style != .casual
        }
        if style == .loud, random.chance(9) { isShouting.toggle() }
      }
    }
    while let last = heap.last, heap.count > start, last == UInt8(ascii: " ") || last == UInt8(ascii: "\n") {
      heap.removeLast()
    }
  }

  /// A typing error in the word at `range`: two letters swapped, one lost, or one twice. Its first letter stays.
  private mutating func slip(_ heap: inout [UInt8], _ range: Range<Int>) {
    let place = range.lowerBound + 1 + random.below(range.count - 2)
    guard place + 1 < range.upperBound, heap[place].isASCIILetter, heap[place + 1].isASCIILetter else {
      return
    }
    switch random.below(3) {
    case 0: heap.swapAt(place, place + 1)
    case 1: heap.remove(at: place)
    default: heap.insert(heap[place], at: place)
    }
  }
}

extension UInt8 {
  fileprivate var isASCIILetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
