/// What each verb and clause is called, in one table: the parser, the reserved words, completion, `help` and the editor
/// files are made from it.
public enum Registry {
  /// A verb: the word that a statement starts with.
  public struct Verb: Sendable {
    public let keyword: Keyword
    /// One line for `help`.
    public let summary: String
    /// A statement that works on the demo.
    public let example: String
    /// The clauses that it takes.
    public let clauses: Set<ClauseKind>
    /// Those that are read only to say why they have no place here.
    public let refused: Set<ClauseKind>
    /// Parts of its answer whose names do not say what they are.
    public let parts: [(name: String, meaning: String)]

    public var name: String { keyword.rawValue }
    /// What it may go on with.
    public var offered: Set<ClauseKind> { clauses.subtracting(refused) }
  }

  public static let verbs: [Verb] = [
    Verb(
      .segment, "who they are: count, share, people, what they said",
      "segment seller where churned and mentioned trust",
      [.filters, .shape, [.where, .chart]], refused: [.filters]),
    Verb(
      .count, "how many people or records, by group", "count sellers where churned by plan",
      [.filters, .shape, .groups, [.where, .chart]], refused: [[.show]]),
    Verb(
      .measure, "several metrics side by side", "measure rate of churned, average mrr for sellers by plan",
      [.filters, .shape, .groups, .people, [.chart]], refused: [[.show]]),
    Verb(
      .quotes, "what they said, in their words", "quotes about trust in survey for sellers where churned",
      [.filters, .shape, .people, [.seed]], refused: [[.show]]),
    Verb(
      .topics, "what they talk about", "topics for sellers where churned",
      [.filters, .shape, .people, [.by, .chart]], refused: [[.by, .show, .sort]]),
    Verb(
      .words, "what one group says and the other does not", "words for buyers versus sellers",
      [.filters, .shape, [.where, .chart]], refused: [[.show, .sort, .chart]]),
    Verb(
      .compare, "two groups, or two stretches of time, side by side", "compare churned sellers versus buyers",
      [.filters, .shape, .people, [.within, .chart]], refused: [.filters, [.show, .sort, .chart]]),
    Verb(
      .why, "what goes with it, or why one person is in a group", "why churned among sellers",
      [.filters, .shape, .people, [.ending, .seed]], refused: [[.about, .with, .channels, .show, .sort]],
      parts: [
        ("with, without", "share of those it happened to, and of people like them to whom it had not"),
        ("difference", "the first less the second, in points of a hundred"),
        ("within each", "the same among people of one segment, such as one plan"),
        ("q", chance),
        ("Apart", "what the question names, or what only says again that it happened"),
      ]),
    Verb(
      .blindspots, "whose voice is missing", "blindspots for customers by plan",
      [.filters, .shape, .groups, .people], refused: [.filters, [.show, .sort, .having, .grain]],
      parts: [
        ("Whose voice", "the first table: people who were customers on any of the last 90 days"),
        ("voice", "messages for each day as a customer, by everybody's: 0.5 is half as many as all, 2 twice"),
        ("heard", "under or over: fewer or more messages than chance gives people who speak alike"),
        ("q", chance),
        ("spoke", "share of them who said anything in these days"),
        ("trouble", "the same as voice, of those who left in these days: 2 is twice as many as of all"),
        (
          "The tables below",
          "people of all times, also who left long ago, where what they did and what they said disagree"
        ),
      ]),
    Verb(
      .priorities, "topics by people, money, severity and growth", "priorities for sellers",
      [.filters, .shape, .people], refused: [[.show]]),
    Verb(
      .funnel, "how many get from step to step", "funnel search then order then pay within 7 days for buyers",
      [.filters, .shape, .groups, .people, [.within, .without, .strict, .sameKey, .chart]],
      refused: [[.about, .with, .channels, .show, .sort, .having]]),
    Verb(
      .retention, "who comes back, by when they started",
      "retention of login by week for 12 weeks from signup for sellers",
      [.filters, .groups, .people, [.span, .start, .onOrAfter, .chart, .limit]]),
    Verb(
      .survival, "how long it takes until something happens", "survival of churned for sellers by plan",
      [.filters, .groups, .people, [.span, .start, .chart, .limit]], refused: [[.about, .with, .channels]]),
    Verb(
      .trend, "a metric over time", "trend count of order by week over last 6 months for sellers",
      [.filters, .groups, .people, [.span, .chart, .limit, .sort]]),
    Verb(
      .lifecycle, "new, returning, resurrected, dormant", "lifecycle of login by week",
      [.filters, .groups, .people, [.span, .chart, .limit]]),
    Verb(
      .paths, "what they do next, or just before", "paths after signup for 3 steps",
      [.filters, .people, [.depth, .within, .limit, .chart, .by]]),
    Verb(.person, "one whole story", "person s0042", []),
    Verb(
      .sample, "whom to call: a fair, repeatable spread",
      "sample 8 sellers where churned spread by plan, region",
      [.filters, .shape, [.where, .spread, .seed]], refused: [.filters, [.sort, .limit]]),
    Verb(
      .define, "a condition, segment or metric to reuse", "define lost as churned and mrr > 50",
      [.people]),
    Verb(.topic, "a vocabulary of your own", "topic safety as trust, scam*, \"rip off\"", []),
    Verb(.suggest, "terms that go with a topic or word", "suggest trust", []),
    Verb(
      .expect, "a pinned expectation", "expect rate of churned < 90% for customers",
      [.filters, .people]),
    Verb(.param, "a parameter of a script", "param since = 90 days", []),
    Verb(.describe, "what is loaded, or what a name is", "describe plan", []),
    Verb(.explain, "how a statement is resolved and run", "explain count sellers where churned", []),
    Verb(.export, "an answer to a file", "export count sellers by plan to \"sellers.csv\"", []),
    Verb(
      .load, "customers, events or feedback from a file", "load customers from \"customers.csv\" key id", []),
    Verb(.link, "two ids of the same person", "link anonymous_id to user_id from \"identify.csv\"", []),
    Verb(.set, "today, timezone, language, week starts", "set today 2025-06-30", []),
    Verb(.use, "the definitions of another file", "use \"team/definitions.heed\"", []),
    Verb(.note, "a remark that is shown with the answers", "note \"for the May review\"", []),
  ]

  private static let chance =
    "how easily chance alone shows as much, with all rows counted: under 0.05 it hardly does"

  static let verb: [Keyword: Verb] = Dictionary(uniqueKeysWithValues: verbs.map { ($0.keyword, $0) })

  public static func verb(named name: String) -> Verb? {
    Keyword(rawValue: name.lowercased()).flatMap { verb[$0] }
  }

  /// The slots of `load`: each with its form.
  public static let slots: [(keyword: Keyword, form: String, summary: String)] = [
    (.key, "key COLUMN", "the person's id"),
    (.label, "label COLUMN, …", "shown beside the id"),
    (.segments, "segments by COLUMN, …", "columns whose values become populations"),
    (.value, "value COLUMN", "the money that answers weigh by"),
    (.charges, "charges are NAME, …", "events that bill somebody, and are no use of anything"),
    (.start, "start COLUMN", "when somebody became a customer"),
    (.end, "end COLUMN", "when they stopped being one"),
    (.customer, "customer COLUMN · COLUMN by COLUMN · none", "whose record it is"),
    (.name, "name COLUMN", "the column that holds the event's name"),
    (.at, "at COLUMN · at none", "when it happened"),
    (.as, "as NAME at COLUMN", "the event of a row, or the population of a customers file"),
    (.id, "id COLUMN, …", "the row's own id"),
    (.about, "about COLUMN", "whom the words are about"),
    (.text, "text COLUMN, … · text COLUMN as plain", "what was said"),
    (.score, "score COLUMN from 0 to 10", "a score and its scale"),
    (.channel, "channel COLUMN · channel \"survey\"", "where it was said"),
    (.speaker, "speaker NAME", "whose paragraphs count in a transcript"),
    (.type, "type COLUMN TYPE", "the type of a column"),
    (.dates, "dates day first · dates month first in COLUMN · year first", "how dates are written"),
    (.times, "times in \"UTC\"", "the zone of times without one"),
    (.columns, "columns NAME, …", "names for a file without a header"),
    (.rename, "rename COLUMN as NAME", "another name for a column"),
    (.ignore, "ignore COLUMN, …", "columns to leave out"),
    (.join, "join \"FILE\" on COLUMN · … total COLUMN as NAME where …", "columns, or sums, of another file"),
    (.where, "where COLUMN is VALUE", "which rows are taken"),
    (.newest, "newest by COLUMN", "of several rows of one id, the newest"),
    (.one, "one row a COLUMN where …", "of several rows of one id, the one of which this is true"),
    (
      .ids, "ids fold case · without zeros · first 15 characters", "ids that differ in spelling alone are one"
    ),
    (.equal, "equal rows once", "of rows that are the same in full, one"),
    (.missing, "missing \"TBD\", …", "further cells that hold no value"),
    (.split, "split COLUMN by \",\"", "a cell with several values as a list"),
    (.list, "list COLUMN as NAME", "columns of one name as one list"),
    (.rates, "rates \"USD 1, EUR 1.08\"", "amounts in several currencies as one"),
    (.decimals, "decimals comma · decimals point in COLUMN, …", "which sign the decimals follow"),
    (.skip, "skip 4 lines · skip rows 2 to 3", "lines above the header; rows below it"),
    (.header, "header rows 1 to 2", "several rows name the columns"),
    (.quotes, "quotes none · quotes backslash", "how cells are quoted"),
    (.keep, "keep all rows", "no row is taken for a header, a total or a footer"),
  ]
}

extension Registry.Verb {
  fileprivate init(
    _ keyword: Keyword, _ summary: String, _ example: String, _ clauses: [Set<ClauseKind>],
    refused: [Set<ClauseKind>] = [], parts: [(name: String, meaning: String)] = []
  ) {
    self.init(
      keyword: keyword, summary: summary, example: example,
      clauses: clauses.reduce(into: []) { $0.formUnion($1) },
      refused: refused.reduce(into: []) { $0.formUnion($1) }, parts: parts)
  }
}

/// A kind of clause, in canonical order.
public enum ClauseKind: Int, Sendable, Hashable, CaseIterable {
  case about, with, channels, within, without, strict, sameKey, onOrAfter, grain, span, depth, start, window,
    ending
  case population, `where`, by, having, spread, show, sort, limit, seed, chart

  /// The words that it may start with.
  public var keywords: [Keyword] {
    switch self {
    case .about: [.about, .mentioning]
    case .with: [.with]
    case .channels: [.in]
    case .within: [.within]
    case .without: [.without]
    case .strict: [.strict]
    case .sameKey, .onOrAfter: [.on]
    case .grain, .by: [.by]
    case .span, .depth: [.for]
    case .start: [.from]
    case .window: [.in, .since, .before, .after, .over, .between, .on]
    case .ending: [.ending]
    case .population: [.for, .of, .among, .from]
    case .where: [.where]
    case .having: [.having]
    case .spread: [.spread]
    case .show: [.show]
    case .sort: [.sort]
    case .limit: [.limit]
    case .seed: [.seed]
    case .chart: [.as]
    }
  }

  /// The form, for `help` and messages.
  public var form: String {
    switch self {
    case .about: "about WORDS"
    case .with: "with CONDITION"
    case .channels: "in CHANNEL"
    case .within: "within 14 days"
    case .without: "without EVENT"
    case .strict: "strict"
    case .sameKey: "on same NAME"
    case .onOrAfter: "on or after"
    case .grain: "by week"
    case .span: "for 12 weeks"
    case .depth: "for 3 steps"
    case .start: "from signup"
    case .window: "in last 30 days"
    case .ending: "ending 14 days before"
    case .population: "for PEOPLE"
    case .where: "where CONDITION"
    case .by: "by NAME"
    case .having: "having count >= 50"
    case .spread: "spread by NAME"
    case .show: "show NAME"
    case .sort: "sort by NAME descending"
    case .limit: "limit 10"
    case .seed: "seed 1"
    case .chart: "as line"
    }
  }

  /// Narrows the whole answer, so it stands before `where`.
  var isFilter: Bool {
    switch self {
    case .with, .channels, .within, .window: true
    case .about, .without, .strict, .sameKey, .onOrAfter, .grain, .span, .depth, .start, .ending, .population,
      .where, .by, .having, .spread, .show, .sort, .limit, .seed, .chart:
      false
    }
  }
}

extension Set<ClauseKind> {
  fileprivate static let filters: Self = [.about, .with, .channels, .window]
  fileprivate static let shape: Self = [.show, .sort, .limit]
  fileprivate static let groups: Self = [.by, .having, .grain]
  fileprivate static let people: Self = [.population, .where]
}

/// Where a bare word stands as a name: each place keeps other words for itself. In backticks any word is a name anywhere.
public enum NamePlace: Sendable, Hashable, CaseIterable {
  /// A channel, a word to look for, a list: only the joining words are kept.
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
  /// A column of a `load`: nothing is kept.
  case column
}

extension Registry {
  /// Words that only a line of a load uses, so that they are free as names everywhere else.
  static let ofLoadsAlone: Set<Keyword> = [
    .skip, .rows, .row, .lines, .header, .backslash, .keep, .rates, .decimals, .comma, .point, .newest, .one,
    .a, .ids, .fold, .case, .zeros, .characters, .equal, .list, .plain, .duration,
    .charges,
  ]
  /// Kept everywhere.
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

  /// Whether a word cannot be a bare name there.
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
