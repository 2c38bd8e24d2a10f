/// How a message is typed: capitals, punctuation, typing errors.
struct TypingStyle {
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

  /// Some write without capitals. In French apostrophes are never omitted; Japanese has neither.
  mutating func foreignStyle(_ language: Int) -> Style {
    let isLoose = ["es", "pt", "de"].contains(Composer.languages[language])
    return isLoose && random.chance(28) ? .casual : .foreign
  }

  /// Writes the separator between two sentences.
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
}
