public import SourceText

/// The content of a `load` statement, before it is resolved against the file.
public struct LoadSpec: Hashable, Sendable {
  /// What the rows of the file are.
  public enum Kind: String, Hashable, Sendable { case customers, events, feedback }

  /// Where the data comes from.
  public enum Source: Hashable, Sendable {
    case file(path: String)
    /// A connection string: `postgresql://ada@db/shop`, `service=shop`.
    case postgres(address: String)

    var pathBytes: [UInt8] {
      switch self {
      case .file(let path), .postgres(let path): path.pathBytes
      }
    }
  }

  /// What a file is, where its content is not to tell it. `json` and `jsonl` are read alike.
  public enum Format: String, Hashable, Sendable { case csv, json, jsonl, parquet, xlsx, sqlite }

  /// A column name as written; case-insensitive. `sub.plan_tier` is a column of a joined file.
  public struct Column: Hashable, Sendable {
    public var name: String
    public var span: SourceSpan

    public init(_ name: String, at span: SourceSpan = .none) {
      self.name = name
      self.span = span
    }
  }

  /// `score nps from 0 to 10 in survey`: a column, its scale, and the channels that the scale applies to (empty means
  /// all).
  public struct Score: Hashable, Sendable {
    public var column: Column
    public var scale: Scale?
    public var channels: [String]

    public init(column: Column, scale: Scale?, channels: [String]) {
      self.column = column
      self.scale = scale
      self.channels = channels
    }
  }

  /// What of a database is read: a table or view, or what a query gives.
  public enum DatabasePart: Hashable, Sendable {
    case table(Column)
    case query(Column)

    public var column: Column {
      switch self {
      case .table(let column), .query(let column): column
      }
    }

    /// What is read, for people: `users`, `the query`.
    public var shortTitle: String {
      switch self {
      case .table(let column): column.name
      case .query: "the query"
      }
    }

    /// What follows the name of the file, for people: `, table users`.
    public var title: String {
      switch self {
      case .table(let column): ", table \(column.name)"
      case .query: ", a query"
      }
    }
  }

  /// The channel of feedback: the same for all rows, or from a column.
  public enum Channel: Hashable, Sendable {
    case constant(String)
    case column(Column)

    /// The text of the channel: the constant in quotes, or the column's name.
    fileprivate var name: String {
      switch self {
      case .constant(let text): "\"\(text)\""
      case .column(let column): column.name.lowercased()
      }
    }
  }

  /// `as refund at refunded_at`: the row is an event of this kind if the column has a time. Without `at`, the load's
  /// `at` applies. In `load customers`, the name of the segment that the file's people form.
  public struct Role: Hashable, Sendable {
    public var name: Column
    public var at: [Column]

    public init(name: Column, at: [Column]) {
      self.name = name
      self.at = at
    }
  }

  /// `join each "f.csv" as sub on left = right`. Without `as`, the alias is the file's name without its extension.
  public struct Join: Hashable, Sendable {
    public var path: String
    /// Whether the path is the address of a server.
    public var isServer = false
    public var pathSpan: SourceSpan
    /// `rows users`: the path to the rows of a JSON file.
    public var rows: Column?
    /// `sheet "Plans"`: the sheet of a workbook.
    public var sheet: Column?
    /// `table plans`: what of a database.
    public var database: DatabasePart?
    public var each: Bool
    public var alias: String
    public var left: Column
    public var right: Column
    /// The aggregates of the matching rows; if empty, the join adds the columns of the single matching row.
    public var sums: [Sum] = []
    /// Which joined rows are aggregated.
    public var condition: RowCondition?
    /// The position of the line, and of its condition from `where` on.
    public var span = SourceSpan.none
    public var conditionSpan = SourceSpan.none

    public init(path: String, pathSpan: SourceSpan, each: Bool, alias: String, left: Column, right: Column) {
      self.path = path
      self.pathSpan = pathSpan
      self.each = each
      self.alias = alias
      self.left = left
      self.right = right
    }
  }

  /// `total mrr_amount as mrr`: an aggregate of the matching rows of a joined file.
  public struct Sum: Hashable, Sendable {
    /// How the rows are aggregated.
    public enum Kind: Hashable, Sendable {
      case total(Column)
      case count
      case newest(Column, by: Column)
      case any(Column)
    }

    public var kind: Kind
    public var name: Column

    public init(_ kind: Kind, as name: Column) {
      self.kind = kind
      self.name = name
    }
  }

  /// How a file quotes cells. `doubled` is RFC 4180: a quote inside a cell is doubled.
  public enum Quoting: Hashable, Sendable { case doubled, backslash, none }

  /// Which of several rows counts: the newest or the oldest by a column.
  public struct Rank: Sendable {
    public var column: Column
    public var isOldestFirst: Bool

    public init(_ column: Column, isOldestFirst: Bool = false) {
      self.column = column
      self.isOldestFirst = isOldestFirst
    }

    /// The word of its line.
    public var word: String { isOldestFirst ? "oldest" : "newest" }
  }

  /// A rule by which ids with different spellings are equal.
  public enum IdRule: Hashable, Sendable {
    case foldCase
    case withoutZeros
    case first(Int)
  }

  /// `split uses by "," of "Ads, paid", "Search"`: a column with several values per cell. `parts` are values that
  /// contain the separator.
  public struct Split: Hashable, Sendable {
    public var column: Column
    public var separator: String
    public var parts: [String]

    public init(column: Column, separator: String, parts: [String]) {
      self.column = column
      self.separator = separator
      self.parts = parts
    }
  }

  /// `type spend number`: the type of a column, in place of the inferred one.
  public struct TypeOverride: Hashable, Sendable {
    /// The types that can be declared, by the words of the language.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      case number, integer, decimal, cents, text, boolean, date, timestamp, duration
    }

    public var column: Column
    public var type: Kind

    public init(column: Column, type: Kind) {
      self.column = column
      self.type = type
    }
  }

  /// `yearFirst` concerns two-digit years: `25/12/31`.
  public enum DateOrder: Hashable, Sendable { case dayFirst, monthFirst, yearFirst }

  public var kind: Kind
  public var source: Source
  /// `rows tickets.comments`: the path to the rows of a JSON file; nil: the reader chooses.
  public var rows: Column?
  /// `sheet "Sellers"`: the sheet of a workbook; nil: the first with a table.
  public var sheet: Column?
  /// `table users`, `query "select …"`: what of a database; nil: its only table.
  public var database: DatabasePart?
  /// The folder that relative paths start from: the folder of the file with the statement.
  public var folder: String
  /// What the statement may access; nil means anything.
  public var permissions: Permissions?
  /// The file of the statement, and the position of its path, for diagnostics.
  public var file: SourceFile?
  public var span: SourceSpan
  public var sourceSpan: SourceSpan

  // Customers
  public var key: [Column] = []
  /// What is shown beside the id; several columns are joined by a space.
  public var label: [Column] = []
  public var segments: [Column] = []
  public var value: Column?
  public var start: Column?
  public var end: Column?

  // Events and feedback
  public var customer: Column?
  /// `customer user_id, device_id`: where the first has no value, the next that has one.
  public var otherCustomers: [Column] = []
  /// `customer file matches /P[0-9]{3}/`: what of the column's cells is the id, as a regular expression.
  public var customerPattern: (text: String, ignoresCase: Bool)?
  /// `customer none`: the authors are unknown.
  public var hasNoCustomer = false
  public var name: Column?
  public var at: [Column] = []
  /// `at none`: the records have no time.
  public var hasNoTime = false
  /// The columns of a row's own id; of several rows with the same id, the newest counts.
  public var id: [Column] = []
  public var roles: [Role] = []

  // Feedback
  public var text: [Column] = []
  public var scores: [Score] = []
  public var channel: Channel?
  /// The customer whom the text is about, if not its author.
  public var about: Column?

  /// Whether both loads would create the same records from the same file. Other sheets, people, events, texts, scores,
  /// channels or conditions make other records.
  public func readsTheSame(as other: LoadSpec) -> Bool {
    func named(_ columns: [Column]) -> [String] { columns.map { $0.name.lowercased() } }
    return kind == other.kind && source == other.source && folder.pathBytes == other.folder.pathBytes
      && source.pathBytes == other.source.pathBytes && rows?.name == other.rows?.name
      && name?.name.lowercased() == other.name?.name.lowercased()
      && roles.map { named([$0.name] + $0.at) } == other.roles.map { named([$0.name] + $0.at) }
      && named(text) == named(other.text) && condition == other.condition
      && channel?.name == other.channel?.name
      && named(scores.map(\.column)) == named(other.scores.map(\.column))
      && named([customer, customerBy].compactMap { $0 } + otherCustomers)
        == named([other.customer, other.customerBy].compactMap { $0 } + other.otherCustomers)
      && customerPattern?.text == other.customerPattern?.text
      && named(key) == named(other.key) && database?.column.name == other.database?.column.name
      && sheet?.name.lowercased() == other.sheet?.name.lowercased()
  }

  // How the file is read
  /// `format jsonl`; nil: its content tells.
  public var format: (kind: Format, span: SourceSpan)?
  public var joins: [Join] = []
  public var types: [TypeOverride] = []
  public var renames: [(from: Column, to: Column)] = []
  public var ignored: [Column] = []
  public var dateOrder: DateOrder?
  /// Events that charge a customer; they do not count as using the product.
  public var charges: [Column] = []
  /// The zone of times without an offset; nil means the workspace's.
  public var timesIn: Zone?
  /// Column names for a file without a header.
  public var columns: [Column] = []
  /// `columns id at 1 to 5`: the places of each of `columns` in a line, from 1; empty if a separator divides the cells.
  public var places: [ClosedRange<Int>] = []
  /// `dates day first in created`: for these columns only.
  public var dateOrders: [(order: DateOrder, columns: [Column])] = []

  // Which rows are taken
  /// `skip 4 lines`: the number of lines above the header. Nil infers it.
  public var skippedLines: Int?
  /// `skip rows 2 to 3`: records to skip; the header is row 1.
  public var skippedRows: [ClosedRange<Int>] = []
  /// `header rows 1 to 2`: the records that form the header.
  public var headerRows: ClosedRange<Int>?
  /// Nil infers it.
  public var quoting: Quoting?
  /// Keep every row, even if it looks like a repeated header, a total or a footer.
  public var keepsAllRows = false
  public var condition: RowCondition?
  /// `newest by`, `oldest by`: which of several rows with one key or id counts.
  public var rank: Rank?
  /// `one row a`: of several rows with one key, the one that meets the condition counts.
  public var oneRow: (key: Column, condition: RowCondition)?
  /// The column of the customers file that `customer` refers to; nil means its key.
  public var customerBy: Column?
  public var idRules: [IdRule] = []
  public var takesEqualRowsOnce = false

  // What its cells mean
  /// Additional texts that mean a missing value.
  public var missingMarks: [String] = []
  /// `encoding "windows-1251"`, as written.
  public var encoding: (name: String, span: SourceSpan)?
  /// `rates "USD 1, EUR 1.08"`, as written.
  public var rates: (text: String, span: SourceSpan)?
  /// Whether numbers have a decimal comma; nil infers it for each column.
  public var hasDecimalComma: Bool?
  /// `decimals comma in subs.amount`: for these columns only.
  public var columnDecimals: [(hasComma: Bool, columns: [Column])] = []
  public var splits: [Split] = []
  /// `list Labels as labels`: columns that are read as one list.
  public var lists: [(columns: [Column], name: Column?)] = []
  /// Whether texts are kept unchanged, without removing HTML, quoted mail and signatures.
  public var textIsPlain = false

  public init(
    _ kind: Kind, from source: Source, folder: String = "", file: SourceFile? = nil, span: SourceSpan = .none,
    sourceSpan: SourceSpan = .none
  ) {
    self.kind = kind
    self.source = source
    self.folder = folder
    self.file = file
    self.span = span
    self.sourceSpan = sourceSpan
  }

  public static func == (left: LoadSpec, right: LoadSpec) -> Bool {
    left.kind == right.kind && left.source == right.source && left.folder == right.folder
      && left.file == right.file && left.span == right.span
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(source)
    hasher.combine(span)
  }
}
