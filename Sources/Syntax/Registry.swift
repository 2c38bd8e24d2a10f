/// What each verb is called, in which forms it comes and which clauses each takes, in one table: the parser, the resolver,
/// completion and `help` go by it, and the grammar and the editor files are checked against it.
public enum Registry {
  /// A verb: the word that a statement starts with.
  public struct Verb: Sendable {
    public let keyword: Keyword
    /// One line for `help`.
    public let summary: String
    /// A statement that works on the demo.
    public let example: String
    /// Its forms; none where it takes no clauses.
    public let forms: [Form]
    /// Parts of its answer whose names do not say what they are.
    public let parts: [(name: String, meaning: String)]

    public var name: String { keyword.rawValue }
    /// The clauses that at least one of its forms takes.
    public var clauses: Set<ClauseKind> { forms.reduce(into: []) { $0.formUnion($1.clauses) } }
  }

  public static let verbs: [Verb] = [
    Verb(
      .segment, "who they are: count, share, people, what they said",
      "segment seller where churned and mentioned trust",
      Form("segment PEOPLE", nil, [[.where, .show, .sort, .limit]])),
    Verb(
      .count, "how many people or records, by group", "count sellers where churned by plan",
      Form("count PEOPLE", .people, [[.where], .groups], ofGroups: .perGroup),
      Form("count EVENT events", .events, [.ofEvents, [.where], .groups], ofGroups: .perGroup),
      Form("count feedback", .feedback, [.ofFeedback, [.where], .groups], ofGroups: .perGroup)),
    Verb(
      .measure, "several metrics side by side", "measure rate of churned, average mrr for sellers by plan",
      Form("measure rate of CONDITION", .people, [.people, .groups], ofGroups: .perGroup),
      Form("measure count of EVENT", .events, [.ofEvents, .people, .groups], ofGroups: .perGroup),
      Form("measure nps", .feedback, [.ofFeedback, .people, .groups], ofGroups: .perGroup)),
    Verb(
      .quotes, "what they said, in their words", "quotes about trust in survey for sellers where churned",
      Form("quotes", nil, [.ofFeedback, .people, [.sort, .limit]])),
    Verb(
      .topics, "what they talk about", "topics for sellers where churned",
      Form("topics", nil, [.ofFeedback, .people, [.limit, .chart]])),
    Verb(
      .words, "what one group says and the other does not", "words for buyers versus sellers",
      Form("words for PEOPLE versus PEOPLE", nil, [.ofFeedback, [.where, .limit]])),
    Verb(
      .compare, "two groups, or two periods, side by side", "compare churned sellers versus buyers",
      Form("compare PEOPLE versus PEOPLE", .people, [[.where, .limit]]),
      Form("compare TIME versus TIME", .times, [[.within], .people])),
    Verb(
      .why, "what goes with it, or why one person is in a group", "why churned among sellers",
      Form("why CONDITION", .people, [[.lookBack, .ending], .people, [.limit, .seed]]),
      Form("why person ID in PEOPLE", .person, [[.where]]),
      parts: [
        ("with, without", "share of those it happened to, and of similar people it did not happen to"),
        ("difference", "the first minus the second, in percentage points"),
        ("within each", "the same among people of one segment, such as one plan"),
        ("q", chance),
        ("Apart", "traits that the question names, or that only repeat the outcome"),
      ]),
    Verb(
      .blindspots, "whose voice is missing", "blindspots for customers by plan",
      Form("blindspots", nil, [.people, [.by, .limit]]),
      parts: [
        ("Whose voice", "the first table: people who were customers on any of the last 90 days"),
        (
          "voice",
          "messages per day as a customer, relative to everybody's: 0.5 is half as many, 2 is twice as many"
        ),
        ("heard", "under or over: fewer or more messages than chance explains"),
        ("q", chance),
        ("spoke", "share of them who said anything in these days"),
        ("trouble", "the same for people who left in these days: 2 is twice as many as overall"),
        (
          "The tables below",
          "people of any time, even those who left long ago, whose behaviour and words disagree"
        ),
      ]),
    Verb(
      .priorities, "topics by people, money, severity and growth", "priorities for sellers",
      Form("priorities", nil, [.ofFeedback, .people, [.sort, .limit]])),
    Verb(
      .funnel, "how many get from step to step", "funnel search then order then pay within 7 days for buyers",
      Form(
        "funnel EVENT then EVENT", nil,
        [[.within, .without, .strict, .sameKey, .window], .people, [.by, .limit, .chart]],
        ofGroups: [.limit])),
    Verb(
      .retention, "who comes back, by when they started",
      "retention of login by week for 12 weeks from signup for sellers",
      Form("retention of EVENT", .events, [.ofEvents, [.onOrAfter, .start], .periods], ofGroups: [.having]),
      Form(
        "retention of mentioned WORD", .feedback, [.ofFeedback, [.onOrAfter, .start], .periods],
        ofGroups: [.having])),
    Verb(
      .survival, "how long it takes until something happens", "survival of churned for sellers by plan",
      Form("survival of CONDITION", nil, [[.start, .window], .periods], ofGroups: [.having, .limit])),
    Verb(
      .trend, "a metric over time", "trend count of order by week over last 6 months for sellers",
      Form("trend number of CONDITION", .people, [[.window, .sort], .periods], ofGroups: [.having, .sort]),
      Form("trend count of EVENT", .events, [.ofEvents, [.sort], .periods], ofGroups: [.having, .sort]),
      Form("trend nps", .feedback, [.ofFeedback, [.sort], .periods], ofGroups: [.having, .sort])),
    Verb(
      .lifecycle, "new, returning, resurrected, dormant", "lifecycle of login by week",
      Form("lifecycle of EVENT", .events, [.ofEvents, .periods], ofGroups: [.having]),
      Form("lifecycle of mentioned WORD", .feedback, [.ofFeedback, .periods], ofGroups: [.having])),
    Verb(
      .paths, "what they do next, or just before", "paths after signup for 3 steps",
      Form("paths after EVENT", .events, [.ofEvents, .trails]),
      Form("paths after mentioned WORD", .feedback, [.ofFeedback, .trails])),
    Verb(.person, "everything about one person", "person s0042"),
    Verb(
      .sample, "who to call: a fair, repeatable selection",
      "sample 8 sellers where churned spread by plan, region",
      Form("sample 8 PEOPLE", nil, [[.where, .spread, .show, .seed]])),
    Verb(
      .define, "a condition, segment or metric to reuse", "define lost as churned and mrr > 50",
      Form("define NAME as METRIC", nil, [.people])),
    Verb(.topic, "words that belong together, under one name", "topic safety as trust, scam*, \"rip off\""),
    Verb(
      .synonym, "another word for a name, in plain English", "synonym gone is churned"),
    Verb(.suggest, "terms that go with a topic or word", "suggest trust"),
    Verb(
      .expect, "a check that must hold", "expect rate of churned < 90% for customers",
      Form("expect rate of CONDITION < 20%", .people, [.people]),
      Form("expect count of EVENT > 100", .events, [.ofEvents, .people]),
      Form("expect nps > 30", .feedback, [.ofFeedback, .people])),
    Verb(.param, "a parameter of a script", "param since = 90 days"),
    Verb(.describe, "what is loaded, or what a name is", "describe plan"),
    Verb(.explain, "how a statement is resolved and run", "explain count sellers where churned"),
    Verb(.export, "an answer to a file", "export count sellers by plan to \"sellers.csv\""),
    Verb(
      .load, "customers, events or feedback from a file", "load customers from \"customers.csv\" key id"),
    Verb(.link, "two ids of the same person", "link anonymous_id to user_id from \"identify.csv\""),
    Verb(.set, "today, timezone, language, week starts", "set today 2025-06-30"),
    Verb(.use, "the definitions of another file", "use \"team/definitions.heed\""),
    Verb(.note, "a remark that is shown with the answers", "note \"for the May review\""),
  ]

  private static let chance =
    "the expected share of chance findings among rows at least this strong: under 0.05 there are few"

  static let verb: [Keyword: Verb] = Dictionary(uniqueKeysWithValues: verbs.map { ($0.keyword, $0) })

  public static func verb(named name: String) -> Verb? {
    Keyword(rawValue: name.lowercased()).flatMap { verb[$0] }
  }
}

extension Registry.Verb {
  fileprivate init(
    _ keyword: Keyword, _ summary: String, _ example: String, _ forms: Form...,
    parts: [(name: String, meaning: String)] = []
  ) {
    self.init(keyword: keyword, summary: summary, example: example, forms: forms, parts: parts)
  }
}

extension Set<ClauseKind> {
  fileprivate static let ofEvents: Self = [.with, .window]
  fileprivate static let ofFeedback: Self = [.about, .with, .channels, .window]
  fileprivate static let people: Self = [.population, .where]
  fileprivate static let groups: Self = perGroup.union([.by])
  /// The clauses that choose, order, cut or draw groups; without `by`, the answer is one row.
  fileprivate static let perGroup: Self = [.having, .sort, .limit, .chart]
  fileprivate static let periods: Self = [.grain, .span, .population, .where, .by, .having, .limit, .chart]
  fileprivate static let trails: Self = [.within, .depth, .population, .where, .by, .limit, .chart]
}

/// A place where a bare word can be a name. Each place reserves different words; in backticks, any word is a name
/// anywhere.
public enum NamePlace: Sendable, Hashable, CaseIterable {
  /// A channel, a word to look for, a list: only the joining words are reserved.
  case plain
  /// The start of a condition.
  case condition
  /// The start of a value.
  case value
  /// A group, after `by`.
  case dimension
  /// An event of a `did`, a funnel …
  case step
  /// A moment: `since signup`.
  case moment
  /// A population; and what follows `first` and `last`.
  case population
  /// The right of `is`.
  case literal
  /// A column of a `load`: nothing is reserved.
  case column
}

extension Registry {
  /// Words that only the lines of a load, or an export, use; they are free as names everywhere else.
  static let ofLoadsAlone: Set<Keyword> = [
    .skip, .rows, .row, .lines, .header, .backslash, .keep, .rates, .decimals, .comma, .point, .newest,
    .oldest,
    .one, .a, .ids, .fold, .case, .zeros, .characters, .equal, .list, .plain, .duration,
    .charges, .encoding, .stdin, .format, .csv, .json, .jsonl, .parquet, .xlsx, .hubspot, .customerio,
    .intercom,
  ]
  /// Reserved everywhere except in `column`.
  static let joining: Set<Keyword> = [
    .and, .or, .not, .where, .for, .from, .of, .among, .by, .in, .is, .with, .within, .then, .versus, .vs,
    .as, .to,
    .between,
  ]
  static let opening: Set<Keyword> = [.did, .mentioned, .mentioning, .said, .heard, .responded, .never]
  static let operators: Set<Keyword> = [.are, .contains, .contain, .does, .starts, .ends, .matches, .doing]
  static let counting: Set<Keyword> = [.once, .twice, .at, .more, .fewer, .exactly, .times]
  static let clauseWords = Set(ClauseKind.allCases.flatMap(\.keywords))
  static let inPopulation = joining.union(opening).union(operators).union(counting).union(clauseWords)

  /// Whether a word cannot be a bare name in a place.
  public static func isReserved(_ keyword: Keyword, in place: NamePlace) -> Bool {
    switch place {
    case .column: false
    case .plain: joining.contains(keyword)
    case .condition: joining.contains(keyword) || opening.contains(keyword) || keyword == .their
    case .value: joining.contains(keyword) || keyword == .their
    case .dimension:
      joining.contains(keyword) || keyword == .their || keyword == .calendar
        || Unit(word: keyword.rawValue) != nil
    case .step:
      joining.contains(keyword) || keyword == .anything || keyword == .nothing || keyword == .mentioned
    case .moment: joining.contains(keyword) || keyword == .today || keyword == .yesterday
    case .population: inPopulation.contains(keyword)
    case .literal:
      joining.contains(keyword) || keyword == .missing || keyword == .set || keyword == .true
        || keyword == .false
    }
  }
}

extension Registry {
  /// Whether a word belongs to questions, and not only to loads and exports.
  public static func isOfQuestions(_ keyword: Keyword) -> Bool { !ofLoadsAlone.contains(keyword) }
}
