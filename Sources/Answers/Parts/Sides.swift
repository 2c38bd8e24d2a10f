internal import DataModel
internal import Plan
internal import Text

/// Two groups held against each other. People in both are left out of both; where one group lies inside the other, it is
/// held against the rest of it.
struct Sides {
  let versus: Versus

  private var first: Condition { versus.first.condition }
  private var second: Condition { versus.second.condition }

  /// The three parts: in the first alone, in both, in the second alone.
  var parts: [Condition] {
    [
      .conjunction([first, .not(second)]), .conjunction([first, second]),
      .conjunction([second, .not(first)]),
    ]
  }

  /// How many people each part has; the first measurements of a verb that holds groups against each other.
  var people: [Measurement] { parts.map { .people($0) } }

  static func counts(_ columns: [Columns]) -> [Int] { columns.prefix(3).map { $0["n", 0].integer ?? 0 } }

  /// The words of each two parts that may come to be the groups; they follow `people`.
  func words(in scope: RecordScope? = nil) -> [Measurement] {
    [(0, 2), (1, 2), (0, 1)].map {
      .words(Words(inside: parts[$0.0], outside: parts[$0.1], insideScope: scope, outsideScope: scope))
    }
  }

  /// The words of the two groups.
  static func words(_ columns: [Columns], _ context: Asking.Context) -> KeyedWords {
    let place =
      switch Making(columns) {
      case .apart: 3
      case .firstInside: 4
      case .secondInside: 5
      }
    return columns.indices.contains(place) ? KeyedWords(columns[place], context) : .none
  }

  /// Of the first words of each group, as many as quotes are wanted: a message of somebody who says it.
  func quoted(
    _ columns: [Columns], in scope: RecordScope? = nil, limit: Int, _ context: Asking.Context
  ) -> [Measurement] {
    let groups = Making(columns).groups
    return Sides.quoted(
      Sides.words(columns, context), of: (parts[groups.first], parts[groups.second]), in: (scope, scope),
      limit: limit, context)
  }

  /// Of the first words of two groups, which may be one in two stretches of time.
  static func quoted(
    _ words: KeyedWords, of who: (Condition, Condition), in scopes: (RecordScope?, RecordScope?), limit: Int,
    _ context: Asking.Context
  ) -> [Measurement] {
    telling(words, limit: limit, context).map { word in
      let scope = word.isOfFirst ? scopes.0 : scopes.1
      let voice = Verbatims.Voice(when: .everyone, scope: RecordScope.saying(word.pattern, within: scope))
      return .verbatims(
        Verbatims(who: word.isOfFirst ? who.0 : who.1, voices: [voice], lastWords: false, limit: 1))
    }
  }

  /// The quotes that `quoted` asked for.
  static func quotes(
    _ verbatims: some Collection<Columns>, of words: KeyedWords, limit: Int, _ context: Asking.Context
  ) -> [Answer.Quote] {
    zip(telling(words, limit: limit, context), verbatims).compactMap { word, verbatims in
      let matcher = PatternMatcher(word.pattern, language: context.language)
      return Answer.Quote(verbatims, row: 0, marking: [matcher], caption: "says “\(word.form)”")
    }
  }

  private static func telling(
    _ words: KeyedWords, limit: Int, _ context: Asking.Context
  ) -> [(form: String, pattern: Pattern, isOfFirst: Bool)] {
    [true, false].flatMap { side in
      words.top(ofFirst: side, min(limit, context.quoteLimit ?? limit)).compactMap { word in
        Pattern(typed: word.form).map { (form: word.form, pattern: $0, isOfFirst: side) }
      }
    }
  }

  /// How the parts make the two groups, once it is known how many are in each.
  enum Making {
    /// The first alone against the second alone.
    case apart
    /// The first lies inside the second.
    case firstInside
    /// The second lies inside the first.
    case secondInside

    init(_ columns: [Columns]) { self.init(people: Sides.counts(columns)) }

    init(people: [Int]) {
      let (first, both, second) = (people[0], people[1], people[2])
      self = both == 0 || first > 0 && second > 0 ? .apart : (first == 0 ? .firstInside : .secondInside)
    }

    /// Which parts are the two groups.
    var groups: (first: Int, second: Int) {
      switch self {
      case .apart: (0, 2)
      case .firstInside: (1, 2)
      case .secondInside: (0, 1)
      }
    }
  }

  /// What a group is called: "sellers where churned" as it was asked, without what is the same in both.
  func names(_ context: Asking.Context) -> (first: String, second: String) {
    let one = name(versus.first, context)
    let other = name(versus.second, context)
    return one == other ? (one + " (first)", other + " (second)") : (one, other)
  }

  /// "307 sellers where churned", "1 seller", "58 people" of `them`: so many of each group.
  func counted(_ people: [Int], _ context: Asking.Context) -> (first: String, second: String) {
    let groups = Making(people: people).groups
    func counted(_ number: Int, _ who: Who) -> String {
      "\(grouped(number)) \(words(who.population.counted(number), who, context))"
    }
    return (counted(people[groups.first], versus.first), counted(people[groups.second], versus.second))
  }

  private func name(_ who: Who, _ context: Asking.Context) -> String {
    var noun = who.population.words
    // `them` and `rest` beside others.
    if case .among = who.population.condition { noun = noun == "others" ? "the others" : "these people" }
    return words(noun, who, context)
  }

  private func words(_ noun: String, _ who: Who, _ context: Asking.Context) -> String {
    who.filter.map { "\(noun) \(context.words($0))" } ?? noun
  }

  /// What the reader should know of people in both groups, and of groups without people.
  func notes(_ people: [Int], _ context: Asking.Context) -> [String] {
    let making = Making(people: people)
    let names = names(context)
    var notes: [String] = []
    switch making {
    case .apart:
      if people[1] > 0 {
        notes.append(
          "\(grouped(people[1])) \(people[1] == 1 ? "person is" : "people are") in both groups and left out of both."
        )
      }
    case .firstInside:
      notes.append(
        people[2] == 0
          ? "Both groups are the same people: there is nobody to hold them against."
          : "All \(names.first) are among \(names.second), and are held against the rest of them.")
    case .secondInside:
      notes.append("All \(names.second) are among \(names.first), which here are the rest of them.")
    }
    let counted = counted(people, context)
    for (count, counted, who) in [
      (people[making.groups.first], counted.first, versus.first),
      (people[making.groups.second], counted.second, versus.second),
    ] {
      if count == 0 {
        notes.append("There are no \(words(who.population.counted(0), who, context)) to compare.")
      }
      if count > 0, count < smallGroup {
        notes.append("Only \(counted): a small group, read it with care.")
      }
    }
    return notes
  }
}
