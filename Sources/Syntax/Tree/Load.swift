public import SourceText

/// `load feedback from "nps.csv" customer customer_id at submitted_at text comment`
public struct Load: Sendable, Hashable {
  public enum Table: String, Sendable, Hashable, CaseIterable { case customers, events, feedback }

  public enum Source: Sendable, Hashable {
    /// A path, relative to the file that names it; may hold `*`.
    case file(Text, FilePart?)
    /// Standard input.
    case stdin(FilePart?)
    /// A database on a server.
    case postgres(Text, FilePart?)
  }

  /// The part of a file that is read, if not all of it.
  public enum FilePart: Sendable, Hashable {
    /// `rows tickets.comments`: the path to the rows of a JSON file.
    case rows(Name)
    /// `sheet "Sellers"`: of a workbook.
    case sheet(Text)
    /// `table users`: a table or view of a database.
    case table(Name)
    /// `query "select …"`: of a database.
    case query(Text)
  }

  /// The format of a file, if it is declared instead of detected from the content.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    case csv, json, jsonl, parquet, xlsx, sqlite
  }

  public var table: Table
  public var source: Source
  /// The span of the path, or of the word in its place.
  @Apart public var sourceSpan: SourceSpan
  /// In the order in which they are written. Repeats are checked later.
  public var slots: [Slot]
}

/// The first part of a date such as `03/04/25`.
public enum DateOrder: String, Sendable, Hashable, CaseIterable { case day, month, year }

/// One line of a load. A column can be any name.
public struct Slot: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// `key customer_id`, `at Date, Time`, `text title, review`; one column or more.
    case columns(Role, [Name])
    /// `score nps from 0 to 10 in survey`
    case scale(Name, from: Number, to: Number, channels: [Name])
    /// `customer none`
    case noCustomer
    /// `at none`
    case noTime
    /// `times in "UTC"`
    case timeZone(Text)
    /// `dates day first`, `dates month first in created`; no columns: all of the load's own file.
    case dates(DateOrder, in: [Name])
    /// `segments by role, plan`
    case segments([Name])
    /// `as order at created_at`; in customers `as seller`. No `at`: the load's own.
    case named(Name, at: [Name])
    /// `columns id, score, text`: the file has no header.
    case header([Name])
    /// `columns id at 1 to 5, day at 6 to 13`: columns at fixed positions of a line.
    case fixedColumns([FixedColumn])
    /// `channel source`
    case channel(Name)
    /// `channel "survey"`
    case channelConstant(Text)
    /// `join each "subscriptions.csv" as sub on store_id = id`
    case join(Join)
    /// `type mrr number`
    case type(Name, ColumnType)
    /// `rename a as b`
    case rename(Name, to: Name)
    /// `ignore notes`
    case ignore([Name])
    /// `skip 4 lines`: the lines above the header.
    case skipLines(Number)
    /// `skip rows 2 to 3`, `skip row 2`: the header is row 1.
    case skipRows(Number, to: Number?)
    /// `header rows 1 to 2`: both name the columns.
    case headerRows(Number, to: Number)
    /// `quotes none`, `quotes backslash`
    case quoting(Quoting)
    /// `charges are pay, refund`
    case charges([Name])
    /// `keep all rows`: none is taken for a header, a total or a footer.
    case keepAllRows
    /// `missing "TBD", "-"`: further cells that hold no value.
    case missing([Text])
    /// `encoding "windows-1251"`
    case encoding(Text)
    /// `rates "USD 1, EUR 1.08"`
    case rates(Text)
    /// `decimals comma`, `decimals point in subs.amount`; no columns: all of the load's own file.
    case decimals(comma: Bool, in: [Name])
    /// `where role is "end-user"`: the rows that are taken.
    case condition(Condition)
    /// `newest by updated_at`: of several rows of one key or id, the newest.
    case newest(by: Name)
    /// `oldest by created_at`: of several rows of one key or id, the oldest.
    case oldest(by: Name)
    /// `one row a customer_id where status is active`: of several rows of one key, the one that meets the condition.
    case oneRow(Name, Condition)
    /// `customer "Email Address" by email`: found by another column of the customers' file.
    case customer(Name, by: Name)
    /// `customer file matches /P[0-9]{3}/`: the part of the column that matches is the id, or the value of another column of the
    /// customers' file: `customer file matches /Acme|Globex/ by name`.
    case customerMatching(Name, Regex, by: Name?)
    /// `ids fold case`, `ids without zeros`, `ids first 15 characters`
    case ids(IdRule)
    /// `equal rows once`
    case equalRowsOnce
    /// `split uses by ","`, `split uses by "," of "Ads, paid", "Search"`
    case split(Name, by: Text, of: [Text])
    /// `list Labels as labels`: columns of one name as one list.
    case list([Name], as: Name?)
    /// `format jsonl`
    case format(Load.Format)
    /// `text body as plain`: no HTML, quoted mail or signature is looked for.
    case plainText([Name])
  }

  /// A column at fixed character positions of a line, counted from 1, both ends included.
  public struct FixedColumn: Sendable, Hashable {
    public var name: Name
    public var from: Number
    public var to: Number
  }

  /// How a file quotes cells that hold its separator.
  public enum Quoting: String, Sendable, Hashable, CaseIterable {
    /// A quotation mark is an ordinary character.
    case none
    /// `\"` is a quotation mark.
    case backslash
  }

  /// How ids that differ only in spelling are treated as the same.
  public enum IdRule: Sendable, Hashable {
    case foldCase
    case withoutZeros
    case first(Number)
  }

  public enum Role: String, Sendable, Hashable, CaseIterable {
    case key, customer, name, at, text, score, value, label, start, end, id, about, speaker
  }

  /// Its first word.
  @Apart public var keyword: Keyword
  public var kind: Kind
  @Apart public var span: SourceSpan
}

public struct Join: Sendable, Hashable {
  /// `join each`: a key may match several rows.
  public var each: Bool
  public var path: Text
  /// Whether the path is the address of a PostgreSQL server.
  public var isServer: Bool
  public var part: Load.FilePart?
  /// `as sub`: the prefix of the columns that it adds.
  public var name: Name?
  public var column: Name
  /// The joined file's column, where it has another name.
  public var otherColumn: Name?
  /// The values made of all matching rows; if empty, the columns of the one row that matches.
  public var sums: [Sum]
  /// Which of the joined rows count; only with sums.
  public var condition: Condition?
  /// The condition, from its `where` on.
  @Apart public var conditionSpan: SourceSpan

  /// `total mrr_amount as mrr`
  public struct Sum: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      case total(Name)
      case count
      case newest(Name, by: Name)
      case any(Name)
    }

    public var kind: Kind
    public var name: Name
  }
}

public enum ColumnType: String, Sendable, Hashable, CaseIterable {
  case number, integer, decimal, cents, text, boolean, date, timestamp, duration
}
