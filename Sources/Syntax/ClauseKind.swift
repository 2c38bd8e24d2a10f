/// A kind of clause, in canonical order.
public enum ClauseKind: Int, Sendable, Hashable, CaseIterable {
  case about, with, channels, within, without, strict, sameKey, onOrAfter, grain, span, depth, start, window,
    lookBack, ending
  case population, `where`, by, having, spread, show, sort, limit, seed, chart

  /// The words that it may start with.
  public var keywords: [Keyword] { entry.keywords }
  /// How it is written, for `help` and messages.
  public var form: String { entry.form }
  /// Its purpose, for `help` and Tab.
  public var meaning: String { entry.meaning }
  /// Why a statement does not take it.
  var absence: String { entry.absence }

  /// Whether it filters records. It is parsed after every verb, so that errors can say where it belongs.
  var isFilter: Bool {
    switch self {
    case .about, .with, .channels, .window: true
    case .within, .without, .strict, .sameKey, .onOrAfter, .grain, .span, .depth, .start, .lookBack, .ending,
      .population, .where, .by, .having, .spread, .show, .sort, .limit, .seed, .chart:
      false
    }
  }

  private struct Entry {
    let keywords: [Keyword]
    let form: String
    let meaning: String
    let absence: String

    init(_ keywords: [Keyword], _ form: String, _ meaning: String, absence: String) {
      self.keywords = keywords
      self.form = form
      self.meaning = meaning
      self.absence = absence
    }
  }

  private var entry: Entry {
    switch self {
    case .about:
      Entry(
        [.about, .mentioning], "about WORDS", "only messages that say so",
        absence: "write it right after the metric"
      )
    case .with:
      Entry(
        [.with], "with CONDITION", "only records for which it is true",
        absence: "write it right after the metric")
    case .channels:
      Entry(
        [.in], "in CHANNEL", "only messages in these channels", absence: "write it right after the metric")
    case .within:
      Entry(
        [.within], "within 14 days", "at most this long from the first step to the last",
        absence: "there is nothing to time here")
    case .without:
      Entry(
        [.without], "without EVENT", "only if this did not happen in between", absence: "no steps here")
    case .strict: Entry([.strict], "strict", "with no other event in between", absence: "no steps here")
    case .sameKey:
      Entry(
        [.on], "on same NAME", "steps with the same value, such as an order number", absence: "no steps here")
    case .onOrAfter:
      Entry(
        [.on], "on or after", "came back in that period or any later one",
        absence: "only `retention` asks who comes back")
    case .grain: Entry([.by], "by week", "how long a period is", absence: "no periods here")
    case .span: Entry([.for], "for 12 weeks", "how many periods", absence: "no periods here")
    case .depth: Entry([.for], "for 3 steps", "how many steps", absence: "no steps here")
    case .start:
      Entry([.from], "from signup", "when the time starts", absence: "there is no start to count from here")
    case .window:
      Entry(
        [.in, .since, .before, .after, .over, .between, .on], "in last 30 days",
        "only in this time; also since, before, between", absence: "write it right after the metric")
    case .lookBack:
      Entry([.over, .in], "over last 60 days", "how far back it looks", absence: "nothing looks back here")
    case .ending:
      Entry(
        [.ending], "ending 14 days before", "ignores what happened less than this long before it",
        absence: "nothing looks back here")
    case .population:
      Entry(
        [.for, .of, .among, .from], "for PEOPLE", "for which people",
        absence: "the people are named right after the verb")
    case .where:
      Entry(
        [.where], "where CONDITION", "only those for whom it is true; with and, or, not, ( )",
        absence: "there is nobody to choose here")
    case .by:
      Entry(
        [.by], "by NAME", "in groups: by a name, month of signup, mrr in 5 bins",
        absence: "the answer has no groups")
    case .having:
      Entry(
        [.having], "having count >= 50", "only groups for which it is true",
        absence: "no groups are chosen here")
    case .spread:
      Entry(
        [.spread], "spread by NAME", "spread evenly over these groups",
        absence: "nobody is drawn at random here")
    case .show: Entry([.show], "show NAME", "these columns", absence: "the answer has its own columns")
    case .sort:
      Entry(
        [.sort], "sort by NAME descending", "in this order; ascending without the last word",
        absence: "the answer has its own order")
    case .limit:
      Entry([.limit], "limit 10", "at most this many; also limit 3 per plan", absence: "no list to cut")
    case .seed: Entry([.seed], "seed 1", "a different random draw", absence: "nobody is drawn at random here")
    case .chart:
      Entry(
        [.as], "as line", "drawn as bar, line, heatmap or table", absence: "the answer is not drawn")
    }
  }
}
