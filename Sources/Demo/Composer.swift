/// Words a message: chooses its length, mood and hand, and lines up sentences of the phrase book.
struct Composer {
  /// English first; the others as they come in the regions.
  static let languages = ["en", "es", "pt", "fr", "de", "ja"]

  enum Mood: String, CaseIterable { case angry, flat, polite, wry, warm }

  enum Size: Int { case terse, short, medium, long, story }

  var order = 0
  var shop: [UInt8] = []
  private var writer: PhraseWriter
  private var hand: Hand
  private let phrases: Phrases

  init(book: PhraseBook, seed: UInt64) {
    writer = PhraseWriter(book: book, random: Random(seed: seed, stream: 4))
    hand = Hand(random: Random(seed: seed, stream: 5))
    phrases = Phrases(book)
  }

  /// Adds the message's text to `heap`. `daysLeft` is the time until its author leaves.
  mutating func compose(_ verbatim: Verbatim, by person: Person, daysLeft: Int?, into heap: inout [UInt8]) {
    writer.begin()
    writer.order = order
    writer.shop = shop
    let size = size(verbatim, person, daysLeft)
    if verbatim.language == 0 {
      let mood = mood(verbatim.theme)
      let style = hand.style(verbatim.channel, mood)
      english(verbatim, person, size, mood, style)
      hand.copy(writer.message, style, into: &heap)
    } else {
      foreign(verbatim.theme, phrases.foreign[verbatim.language], size)
      hand.copy(writer.message, .foreign, into: &heap)
    }
  }

  // MARK: How

  /// People write less the nearer they are to leaving, and talk more than they write.
  private mutating func size(_ verbatim: Verbatim, _ person: Person, _ daysLeft: Int?) -> Size {
    if person.role == .seller, person.number == Story.hero {
      return verbatim.channel == .survey ? .medium : .long
    }
    if let daysLeft, daysLeft < 45 { return writer.random.chance(60) ? .short : .terse }
    let weights =
      switch verbatim.channel {
      case .survey: [14, 30, 42, 12, 2]
      case .review: [10, 28, 44, 16, 2]
      case .support: [2, 16, 54, 24, 4]
      case .forum: [3, 18, 46, 26, 7]
      case .call: [0, 6, 40, 40, 14]
      case .interview: [0, 0, 20, 48, 32]
      }
    return Size(rawValue: writer.random.weighted(weights)) ?? .medium
  }

  private mutating func mood(_ theme: Theme) -> Mood {
    let weights =
      switch theme {
      case .sellerPraise, .buyerPraise: [0, 6, 24, 2, 68]
      case .late, .refunds, .cheated: [38, 18, 14, 30, 0]
      case .payouts, .fraud, .quality, .help: [22, 34, 24, 20, 0]
      case .fees, .listing, .search, .prices: [12, 40, 28, 20, 0]
      case .leaving: [0, 40, 50, 4, 6]
      case .offTopic: [4, 44, 24, 18, 10]
      }
    return Mood.allCases[writer.random.weighted(weights)]
  }

  // MARK: English

  private mutating func english(
    _ verbatim: Verbatim, _ person: Person, _ size: Size, _ mood: Mood, _ style: Hand.Style
  ) {
    let theme = phrases.themes[verbatim.theme] ?? Phrases.Topic()
    let manner = phrases.moods[mood] ?? Phrases.Manner()
    let isSpoken = verbatim.channel == .call || verbatim.channel == .interview
    var sentences: [Int?] = []
    func maybe(_ percent: Int, _ rule: Int?) {
      if writer.random.chance(percent) { sentences.append(rule) }
    }
    let lead = !shop.isEmpty && writer.random.chance(45) ? theme.review ?? theme.say : theme.say
    switch size {
    case .terse: sentences = [theme.terse]
    case .short: sentences = [lead]
    case .medium:
      maybe(verbatim.channel == .support ? 55 : 14, manner.open)
      sentences.append(lead)
      maybe(62, theme.more)
      maybe(34, manner.feel)
      maybe(7, phrases.aside)
      maybe(30, manner.close)
    case .long:
      maybe(55, manner.open)
      maybe(18, phrases.aside)
      sentences += [lead, theme.more]
      maybe(34, phrases.anecdote)
      maybe(56, theme.more)
      maybe(60, manner.feel)
      maybe(30, phrases.aside)
      maybe(55, manner.close)
    case .story:
      maybe(50, manner.open)
      maybe(50, phrases.aside)
      sentences += [lead, theme.more, phrases.anecdote, manner.feel, theme.say]
      maybe(70, phrases.anecdote)
      sentences += [theme.more, phrases.aside]
      maybe(50, phrases.anecdote)
      maybe(60, theme.more)
      maybe(50, manner.feel)
      maybe(70, manner.close)
    }
    if let trust = theme.trust, writer.random.chance(trustShare(verbatim, person)) {
      let place = size == .terse ? 0 : writer.random.below(sentences.count) + 1
      sentences.insert(trust, at: place)
    }
    for (index, sentence) in sentences.compactMap({ $0 }).enumerated() {
      if index > 0 { hand.join(style, after: writer.message.last, isSpoken: isSpoken, &writer) }
      if isSpoken, writer.random.chance(40) { writer.write(phrases.filler) }
      writer.write(sentence)
    }
    hand.end(style, emoji: manner.emoji, &writer)
  }

  /// How often they say in so many words that they have lost their trust.
  private func trustShare(_ verbatim: Verbatim, _ person: Person) -> Int {
    if person.role == .seller, person.number == Story.hero { return 100 }
    return switch person.fate {
    case .overMoney: 62
    case .overFraud: 45
    case .stays, .unused, .atOnce, .overDelivery, .otherwise, .silently: 9
    }
  }

  // MARK: Other languages

  private mutating func foreign(_ theme: Theme, _ book: Phrases.Foreign, _ size: Size) {
    let say = book.themes[theme] ?? nil
    let sentences: [Int?] =
      switch size {
      case .terse: [book.terse]
      case .short: [say]
      case .medium: writer.random.chance(50) ? [say, book.more] : [say, say, book.close]
      case .long: [book.open, say, book.more, say, book.aside, book.close]
      case .story: [book.open, say, book.more, book.aside, say, book.more, say, book.aside, book.close]
      }
    for sentence in sentences {
      writer.write(sentence)
      writer.write(book.stop)
    }
  }
}

/// The rules of a phrase book that a composer asks for, looked up once.
struct Phrases {
  struct Topic {
    var say: Int?
    var more: Int?
    var terse: Int?
    /// Said of a seller by name.
    var review: Int?
    /// Says that trust is gone.
    var trust: Int?
  }

  struct Manner {
    var open: Int?
    var feel: Int?
    var close: Int?
    var emoji: Int?
  }

  struct Foreign {
    var themes: [Theme: Int?] = [:]
    var more: Int?
    var terse: Int?
    var open: Int?
    var aside: Int?
    var close: Int?
    var stop: Int?
  }

  var themes: [Theme: Topic] = [:]
  var moods: [Composer.Mood: Manner] = [:]
  var foreign: [Foreign] = []
  var aside: Int?
  var anecdote: Int?
  var filler: Int?

  init(_ book: PhraseBook) {
    for theme in Theme.allCases {
      let name = theme.rawValue
      themes[theme] = Topic(
        say: book.rule("\(name).say"), more: book.rule("\(name).more"), terse: book.rule("\(name).terse"),
        review: book.rule("\(name).review"), trust: book.rule("\(name).trust"))
    }
    for mood in Composer.Mood.allCases {
      let name = mood.rawValue
      moods[mood] = Manner(
        open: book.rule("open.\(name)"), feel: book.rule("feel.\(name)"), close: book.rule("close.\(name)"),
        emoji: book.rule("emoji.\(name)"))
    }
    aside = book.rule("aside")
    anecdote = book.rule("anecdote")
    filler = book.rule("filler")
    for language in Composer.languages {
      var entry = Foreign()
      for theme in Theme.allCases {
        entry.themes[theme] = book.rule("\(language).\(theme.rawValue)")
      }
      entry.more = book.rule("\(language).more")
      entry.terse = book.rule("\(language).terse")
      entry.open = book.rule("\(language).open")
      entry.aside = book.rule("\(language).aside")
      entry.close = book.rule("\(language).close")
      entry.stop = book.rule("\(language).stop")
      foreign.append(entry)
    }
  }
}
