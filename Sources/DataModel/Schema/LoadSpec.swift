public import SourceText

/// What a `load` statement says, resolved from its form but not yet held against the file.
public struct LoadSpec: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case customers, events, feedback }

  public enum Source: Hashable, Sendable {
    case file(path: String)
    case sqlite(path: String, table: String)
    case postgres(url: String, query: String)

    var pathBytes: [UInt8] {
      switch self {
      case .file(let path), .sqlite(let path, _), .postgres(let path, _): path.pathBytes
      }
    }
  }

  /// A column as the user named it: case-insensitive; `sub.plan_tier` for a joined one.
  public struct Column: Hashable, Sendable {
    public var name: String
    public var span: SourceSpan

    public init(_ name: String, at span: SourceSpan = .none) {
      self.name = name
      self.span = span
    }
  }

  /// `score nps from 0 to 10 in survey`: a column, its scale, and the channels that the scale holds for (empty: all).
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

  public enum Channel: Hashable, Sendable {
    case constant(String)
    case column(Column)

    /// What it is called: the constant in quotes, or the column.
    fileprivate var name: String {
      switch self {
      case .constant(let text): "\"\(text)\""
      case .column(let column): column.name.lowercased()
      }
    }
  }

  /// `as refund at refunded_at`: the row is this event where the time is set. Without `at`, the load's `at`. In
  /// `load customers`, the population that the file's people form.
  public struct Role: Hashable, Sendable {
    public var name: Column
    public var at: [Column]

    public init(name: Column, at: [Column]) {
      self.name = name
      self.at = at
    }
  }

  /// `join each "f.csv" as sub on left = right`. Without `as`, the alias is the file's name without its ending.
  public struct Join: Hashable, Sendable {
    public var path: String
    public var pathSpan: SourceSpan
    public var each: Bool
    public var alias: String
    public var left: Column
    public var right: Column
    /// What is made of all the rows that match; empty: the columns of the one that does.
    public var sums: [Sum] = []
    /// Which of the joined rows count; only with sums.
    public var condition: RowCondition?
    /// The line, and its condition from `where` on.
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

  /// `total mrr_amount as mrr`: one value made of all rows of a joined file that match.
  public struct Sum: Hashable, Sendable {
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

  /// How a file quotes cells that hold its separator. `doubled`: as RFC 4180 has it.
  public enum Quoting: Hashable, Sendable { case doubled, backslash, none }

  /// How ids that differ only in their spelling are made one.
  public enum IdRule: Hashable, Sendable {
    case foldCase
    case withoutZeros
    case first(Int)
  }

  /// `split uses by "," of "Ads, paid", "Search"`: a cell with several values. `parts` are those that are known to hold
  /// the separator; empty where none is given.
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

  public struct TypeOverride: Hashable, Sendable {
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

  /// `yearFirst` is of years of two digits: `25/12/31`.
  public enum DateOrder: Hashable, Sendable { case dayFirst, monthFirst, yearFirst }

  public var kind: Kind
  public var source: Source
  /// The folder that relative paths start from: that of the file which holds the statement.
  public var folder: String
  /// All that the statement may read; nil: anything.
  public var permissions: Permissions?
  /// The file of the statement, and where its path stands, for diagnostics.
  public var file: SourceFile?
  public var span: SourceSpan
  public var sourceSpan: SourceSpan

  // Customers
  public var key: [Column] = []
  /// What to show beside the id; several columns are joined by a blank.
  public var label: [Column] = []
  public var segments: [Column] = []
  public var value: Column?
  public var start: Column?
  public var end: Column?

  // Events and feedback
  public var customer: Column?
  /// `customer none`: the authors are unknown.
  public var hasNoCustomer = false
  public var name: Column?
  public var at: [Column] = []
  /// `at none`: the records have no time.
  public var hasNoTime = false
  /// A row's own id, of one column or several: of rows with one id the newest counts.
  public var id: [Column] = []
  public var roles: [Role] = []

  // Feedback
  public var text: [Column] = []
  public var scores: [Score] = []
  public var channel: Channel?
  /// Whom the words are about.
  public var about: Column?

  /// Whether both make the same records of the same file: every row would be there twice. Other people, events, texts,
  /// scores, a channel or another condition make other records of it.
  public func readsTheSame(as other: LoadSpec) -> Bool {
    func named(_ columns: [Column]) -> [String] { columns.map { $0.name.lowercased() } }
    return kind == other.kind && source == other.source && folder.pathBytes == other.folder.pathBytes
      && source.pathBytes == other.source.pathBytes
      && name?.name.lowercased() == other.name?.name.lowercased()
      && roles.map { named([$0.name] + $0.at) } == other.roles.map { named([$0.name] + $0.at) }
      && named(text) == named(other.text) && condition == other.condition
      && channel?.name == other.channel?.name
      && named(scores.map(\.column)) == named(other.scores.map(\.column))
      && named([customer, customerBy].compactMap { $0 })
        == named([other.customer, other.customerBy].compactMap { $0 })
      && named(key) == named(other.key)
  }

  // How the file is read
  public var joins: [Join] = []
  public var types: [TypeOverride] = []
  public var renames: [(from: Column, to: Column)] = []
  public var ignored: [Column] = []
  public var dateOrder: DateOrder?
  /// Events that bill somebody: no use of anything.
  public var charges: [Column] = []
  /// The zone of times without an offset; nil is the workspace's.
  public var timesIn: Zone?
  /// Names for the columns of a file without a header.
  public var columns: [Column] = []
  /// `dates day first in created`: of those columns alone.
  public var dateOrders: [(order: DateOrder, columns: [Column])] = []

  // Which rows are taken
  /// `skip 4 lines`: lines above the header. Nil: found in the file.
  public var skippedLines: Int?
  /// `skip rows 2 to 3`: records to leave out; the header is row 1.
  public var skippedRows: [ClosedRange<Int>] = []
  /// `header rows 1 to 2`: the records that name the columns.
  public var headerRows: ClosedRange<Int>?
  /// Nil: found in the file.
  public var quoting: Quoting?
  /// No row is taken for a header, a total or a footer.
  public var keepsAllRows = false
  public var condition: RowCondition?
  /// Of several rows of one key or id, the newest by this column.
  public var newestBy: Column?
  /// Of several rows of one key, the one that meets a condition.
  public var oneRow: (key: Column, condition: RowCondition)?
  /// The column of the customers' file that `customer` is looked up in; nil: its key.
  public var customerBy: Column?
  public var idRules: [IdRule] = []
  public var takesEqualRowsOnce = false

  // What its cells mean
  /// Further cells that hold no value.
  public var missingMarks: [String] = []
  /// `rates "USD 1, EUR 1.08"`, as written.
  public var rates: (text: String, span: SourceSpan)?
  /// Whether decimals follow a comma; nil: found in each column.
  public var hasDecimalComma: Bool?
  /// `decimals comma in subs.amount`: of those columns alone.
  public var columnDecimals: [(hasComma: Bool, columns: [Column])] = []
  public var splits: [Split] = []
  /// `list Labels as labels`: columns that are read as one list.
  public var lists: [(columns: [Column], name: Column?)] = []
  /// No HTML, quoted mail or signature is looked for in the texts.
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
