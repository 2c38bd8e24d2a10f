/// The rules of a phrase book that the composer uses, looked up once.
struct Phrases {
  struct Topic {
    var say: Int?
    var more: Int?
    var terse: Int?
    /// A review of a named seller.
    var review: Int?
    /// Names the cause explicitly.
    var key: Int?
  }

  struct Manner {
    var open: Int?
    var feel: Int?
    var close: Int?
    var emoji: Int?
  }

  struct Foreign {
    var themes: [Theme: Int] = [:]
    var more: Int?
    /// A complaint or praise of one or two words.
    var terse: Int?
    var glad: Int?
    var open: Int?
    var aside: Int?
    var close: Int?
    var stop: Int?
  }

  private var topics: [Theme: Topic] = [:]
  private var manners: [Composer.Mood: Manner] = [:]
  /// In the order of `Composer.languages`.
  private(set) var foreign: [Foreign] = []
  let aside: Int?
  let anecdote: Int?
  let memory: Int?
  let filler: Int?

  init(_ book: PhraseBook) {
    aside = book.rule("aside")
    anecdote = book.rule("anecdote")
    memory = book.rule("memory")
    filler = book.rule("filler")
    for theme in Theme.allCases {
      let name = theme.rawValue
      topics[theme] = Topic(
        say: book.rule("\(name).say"), more: book.rule("\(name).more"), terse: book.rule("\(name).terse"),
        review: book.rule("\(name).review"), key: book.rule("\(name).key"))
    }
    for mood in Composer.Mood.allCases {
      let name = mood.rawValue
      manners[mood] = Manner(
        open: book.rule("open.\(name)"), feel: book.rule("feel.\(name)"), close: book.rule("close.\(name)"),
        emoji: book.rule("emoji.\(name)"))
    }
    for language in Composer.languages {
      var entry = Foreign()
      for theme in Theme.allCases {
        entry.themes[theme] = book.rule("\(language).\(theme.rawValue)")
      }
      entry.more = book.rule("\(language).more")
      entry.terse = book.rule("\(language).terse")
      entry.glad = book.rule("\(language).glad")
      entry.open = book.rule("\(language).open")
      entry.aside = book.rule("\(language).aside")
      entry.close = book.rule("\(language).close")
      entry.stop = book.rule("\(language).stop")
      foreign.append(entry)
    }
  }

  func topic(_ theme: Theme) -> Topic { topics[theme] ?? Topic() }

  func manner(_ mood: Composer.Mood) -> Manner { manners[mood] ?? Manner() }
}
