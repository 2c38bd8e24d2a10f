extension Registry {
  /// A line of a `load`, in its forms.
  public struct Slot: Sendable {
    public let keyword: Keyword
    /// Empty if it is only parsed to report that it is not supported yet.
    public let forms: [String]
    /// The kinds of load that may have it.
    public let tables: [Load.Table]
    /// Whether it may be given several times.
    public let repeats: Bool
    public let summary: String

    fileprivate init(
      _ keyword: Keyword, _ summary: String, _ forms: String...,
      in tables: [Load.Table] = Load.Table.allCases, repeats: Bool = false
    ) {
      self.keyword = keyword
      self.forms = forms
      self.tables = tables
      self.repeats = repeats
      self.summary = summary
    }
  }

  public static let slots = [
    Slot(.key, "the person's id", "key COLUMN", in: [.customers]),
    Slot(.label, "shown beside the id", "label COLUMN, …", in: [.customers]),
    Slot(
      .segments, "columns whose values become populations", "segments by COLUMN, …", in: [.customers],
      repeats: true),
    Slot(.value, "the money that answers weigh by", "value COLUMN", in: [.customers]),
    Slot(
      .charges, "events that bill somebody, and are no use of anything", "charges are NAME, …", in: [.events],
      repeats: true),
    Slot(.start, "when somebody became a customer", "start COLUMN", in: [.customers]),
    Slot(.end, "when they stopped being one", "end COLUMN", in: [.customers]),
    Slot(
      .customer, "whose record it is", "customer COLUMN, …", "customer COLUMN by COLUMN",
      "customer COLUMN matches /PATTERN/", "customer COLUMN matches /PATTERN/ by COLUMN",
      "customer none", in: records),
    Slot(.name, "the column that holds the event's name", "name COLUMN", in: [.events]),
    Slot(.at, "when it happened", "at COLUMN, …", "at none", in: records),
    Slot(
      .as, "the population of a customers file, or the event of a row and when", "as NAME",
      "as NAME at COLUMN", in: [.customers, .events], repeats: true),
    Slot(.id, "the row's own id", "id COLUMN, …", in: records),
    Slot(.about, "whom the words are about", "about COLUMN", in: [.feedback]),
    Slot(.text, "what was said", "text COLUMN, …", "text COLUMN as plain", in: [.feedback]),
    Slot(
      .score, "a score and its scale", "score COLUMN from 0 to 10", "score COLUMN from 0 to 10 in CHANNEL",
      in: [.feedback], repeats: true),
    Slot(.channel, "where it was said", "channel COLUMN", "channel \"survey\"", in: [.feedback]),
    Slot(.speaker, "whose paragraphs count in a transcript", in: [.feedback]),
    Slot(.type, "the type of a column", "type COLUMN TYPE", repeats: true),
    Slot(
      .dates, "how dates are written", "dates day first", "dates month first in COLUMN, …",
      "dates year first", repeats: true),
    Slot(.times, "the zone of times without one", "times in \"UTC\""),
    Slot(
      .columns, "names for a file without a header", "columns NAME, …", "columns NAME at 1 to 5, …"),
    Slot(.rename, "another name for a column", "rename COLUMN as NAME", repeats: true),
    Slot(.ignore, "columns to leave out", "ignore COLUMN, …", repeats: true),
    Slot(
      .join, "columns, or sums, of another file", "join \"FILE\" on COLUMN",
      "join \"FILE\" on COLUMN total COLUMN as NAME where CONDITION", repeats: true),
    Slot(.where, "which rows are taken", "where COLUMN is VALUE"),
    Slot(.newest, "of several rows of one id, the newest", "newest by COLUMN"),
    Slot(.oldest, "of several rows of one id, the oldest", "oldest by COLUMN"),
    Slot(
      .one, "of several rows of one id, the one of which this is true", "one row a COLUMN where CONDITION"),
    Slot(
      .ids, "ids that differ in spelling alone are one", "ids fold case", "ids without zeros",
      "ids first 15 characters", repeats: true),
    Slot(.equal, "of rows that are the same in full, one", "equal rows once", in: records, repeats: true),
    Slot(.missing, "further cells that hold no value", "missing \"TBD\", …", repeats: true),
    Slot(.split, "a cell with several values as a list", "split COLUMN by \",\"", repeats: true),
    Slot(.list, "columns of one name as one list", "list COLUMN as NAME", repeats: true),
    Slot(.rates, "amounts in several currencies as one", "rates \"USD 1, EUR 1.08\""),
    Slot(
      .decimals, "which sign the decimals follow", "decimals comma", "decimals point in COLUMN, …",
      repeats: true),
    Slot(.encoding, "the encoding of the file", "encoding \"windows-1251\""),
    Slot(.format, "what the file is: csv, json, jsonl, parquet, xlsx or sqlite", "format csv"),
    Slot(.skip, "lines above the header; rows below it", "skip 4 lines", "skip rows 2 to 3", repeats: true),
    Slot(.header, "several rows name the columns", "header rows 1 to 2"),
    Slot(.quotes, "how cells are quoted", "quotes none", "quotes backslash"),
    Slot(.keep, "no row is taken for a header, a total or a footer", "keep all rows", repeats: true),
  ]

  private static let records: [Load.Table] = [.events, .feedback]

  static let slot: [Keyword: Slot] = Dictionary(uniqueKeysWithValues: slots.map { ($0.keyword, $0) })

  public static func slot(_ keyword: Keyword) -> Slot? { slot[keyword] }
}
