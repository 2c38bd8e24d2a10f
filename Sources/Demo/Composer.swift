/// Writes the text of a message: chooses its length, mood and typing style, and combines sentences of the phrase book.
struct Composer {
  /// English first.
  static let languages = ["en", "es", "pt", "fr", "de", "ja"]

  enum Mood: String, CaseIterable { case angry, flat, polite, wry, warm }

  enum Size: Int { case terse, short, medium, long, story }

  /// The order number that the next message may mention.
  var order = 0
  var shop: [UInt8] = []
  private var writer: PhraseWriter
  private var hand: TypingStyle
  private let phrases: Phrases

  init(book: PhraseBook, seed: UInt64) {
    writer = PhraseWriter(book: book, random: Random(seed: seed, stream: 4))
    hand = TypingStyle(random: Random(seed: seed, stream: 5))
    phrases = Phrases(book)
  }

  /// Adds the message's text to `heap`. `daysLeft` is the time until its author leaves.
  mutating func compose(_ verbatim: Verbatim, by person: Person, daysLeft: Int?, into heap: inout [UInt8]) {
    writer.begin()
    writer.order = order
    writer.shop = shop
    let size = size(verbatim, person, daysLeft)
    let mood = mood(verbatim)
    let style: TypingStyle.Style
    if verbatim.language == 0 {
      style = hand.style(verbatim.channel, mood)
      let sentences = english(verbatim, person, size, mood)
      let isSpoken = verbatim.channel == .call || verbatim.channel == .interview
      for (index, sentence) in sentences.enumerated() {
        if index > 0 { hand.join(style, after: writer.message.last, isSpoken: isSpoken, &writer) }
        if isSpoken, writer.random.chance(40) {
          writer.write(phrases.filler)
          writer.write(" ")
        }
        writer.write(sentence)
      }
      hand.end(style, &writer)
    } else {
      style = hand.foreignStyle(verbatim.language)
      foreign(verbatim, phrases.foreign[verbatim.language], size)
    }
    if hand.random.chance(style == .casual ? 24 : 8) {
      writer.write(" ")
      writer.write(phrases.manner(mood).emoji)
    }
    hand.copy(writer.message, style, isEnglish: verbatim.language == 0, into: &heap)
  }

  // MARK: Length and mood

  /// The length of a message: shorter as its author approaches leaving; calls are longer than written messages.
  private mutating func size(_ verbatim: Verbatim, _ person: Person, _ daysLeft: Int?) -> Size {
    if person.isHero { return verbatim.channel == .survey ? .medium : .long }
    if let daysLeft, daysLeft < 45 { return writer.random.chance(60) ? .short : .terse }
    let weights =
      switch verbatim.channel {
      case .survey: [13, 26, 45, 13, 3]
      case .review: [9, 24, 47, 17, 3]
      case .support: [2, 14, 54, 25, 5]
      case .forum: [3, 14, 46, 28, 9]
      case .call: [0, 5, 38, 40, 17]
      case .interview: [0, 0, 18, 46, 36]
      }
    return Size(rawValue: writer.random.weighted(weights)) ?? .medium
  }

  /// A mood that fits the theme and the score: nobody is angry and gives an 8.
  private mutating func mood(_ verbatim: Verbatim) -> Mood {
    var weights =
      switch verbatim.theme {
      case .sellerPraise, .buyerPraise: [0, 0, 0, 0, 100]
      case .late, .refunds, .cheated: [38, 18, 14, 30, 0]
      case .payouts, .fraud, .quality, .help: [22, 34, 24, 20, 0]
      case .fees, .listing, .search, .prices: [12, 40, 28, 20, 0]
      case .leaving: [0, 45, 45, 0, 10]
      case .offTopic: [0, 45, 25, 10, 20]
      }
    if verbatim.theme.isComplaint, let score = verbatim.score ?? verbatim.stars.map({ 2 * $0 }) {
      if score > 6 { (weights[0], weights[3]) = (0, 0) }
      if score < 4 { (weights[0], weights[2]) = (weights[0] * 2, 0) }
    }
    return Mood.allCases[writer.random.weighted(weights)]
  }

  // MARK: Sentences

  /// The sentences of an English message, as rules of the phrase book.
  private mutating func english(_ verbatim: Verbatim, _ person: Person, _ size: Size, _ mood: Mood) -> [Int?]
  {
    let theme = phrases.topic(verbatim.theme)
    let manner = phrases.manner(mood)
    var sentences: [Int?] = []
    func maybe(_ percent: Int, _ rule: Int?) {
      if let rule, writer.random.chance(percent) { sentences.append(rule) }
    }
    // Complaints compare with other shops; other messages tell a memory.
    let tale = verbatim.theme.isComplaint ? phrases.anecdote : phrases.memory
    let feel = verbatim.theme.isFelt ? manner.feel : theme.more
    let lead = !shop.isEmpty && writer.random.chance(45) ? theme.review ?? theme.say : theme.say
    switch size {
    case .terse:
      sentences = [theme.terse]
    case .short:
      sentences = [lead]
    case .medium:
      maybe(verbatim.channel == .support ? 55 : 16, manner.open)
      sentences.append(lead)
      maybe(70, theme.more)
      maybe(38, feel)
      maybe(9, phrases.aside)
      maybe(32, manner.close)
    case .long:
      maybe(55, manner.open)
      maybe(18, phrases.aside)
      sentences += [lead, theme.more]
      maybe(40, tale)
      maybe(60, theme.more)
      maybe(60, feel)
      maybe(30, phrases.aside)
      maybe(55, manner.close)
    case .story:
      maybe(50, manner.open)
      maybe(50, phrases.aside)
      sentences.append(lead)
      for _ in 0..<1 + writer.random.below(4) {
        sentences.append(theme.more)
        maybe(60, tale)
        maybe(50, feel)
        maybe(60, theme.say)
        maybe(40, phrases.aside)
      }
      sentences.append(theme.more)
      maybe(70, manner.close)
    }
    if let key = theme.key, verbatim.isNamed {
      sentences.insert(key, at: size == .terse ? 0 : writer.random.below(sentences.count) + 1)
    }
    return sentences
  }

  private mutating func foreign(_ verbatim: Verbatim, _ book: Phrases.Foreign, _ size: Size) {
    let say = book.themes[verbatim.theme]
    let isGlad = verbatim.score.map { $0 > 6 } ?? !verbatim.theme.isComplaint
    var sentences =
      switch size {
      case .terse: [isGlad ? book.glad : book.terse]
      case .short: [say]
      case .medium: writer.random.chance(50) ? [say, book.more] : [say, say, book.close]
      case .long, .story: [book.open, say, book.more, say, book.aside, book.close]
      }
    if size == .story { sentences.insert(contentsOf: [book.aside, book.more, say], at: 2) }
    for sentence in sentences {
      writer.write(sentence)
      writer.write(book.stop)
    }
  }
}

extension Person {
  var isHero: Bool { role == .seller && number == Story.hero }
}

extension Theme {
  var isComplaint: Bool {
    switch self {
    case .payouts, .fraud, .fees, .listing, .help, .late, .quality, .refunds, .cheated, .search, .prices: true
    case .sellerPraise, .buyerPraise, .leaving, .offTopic: false
    }
  }

  /// Whether the mood of the message is about its theme.
  var isFelt: Bool {
    switch self {
    case .sellerPraise, .buyerPraise: true
    case .leaving, .offTopic: false
    case .payouts, .fraud, .fees, .listing, .help, .late, .quality, .refunds, .cheated, .search, .prices: true
    }
  }
}
