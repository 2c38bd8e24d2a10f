/// Opens databases on servers. A host without one reaches none.
public protocol DatabaseConnector: Sendable {
  /// Where an address leads to: names of hosts, folders of sockets, `service=NAME`; as `Permissions.server` spells them.
  ///
  /// - Parameter isShared: whether the text with the address may only reach what is allowed; its address names no files.
  func places(of address: String, isShared: Bool) throws(DatabaseError) -> [String]

  /// Connects, and begins a transaction that only reads.
  func open(_ address: String) throws(DatabaseError) -> any DatabaseSession
}

/// A database in one transaction that only reads: all that is read is as it was at one moment. May be used by several
/// threads.
public protocol DatabaseSession: Sendable {
  /// The rows of a table or view, or of a query; nil: of the only table.
  func rows(of part: LoadSpec.DatabasePart?) throws(DatabaseError) -> any DatabaseRows

  /// The names of its tables and views, as `table` takes them.
  func tables() throws(DatabaseError) -> [String]

  /// Ends the transaction and the connection. Rows that are still being read end with an error.
  func close()
}

/// Rows as they come from the server.
public protocol DatabaseRows: AnyObject {
  var columns: [DatabaseColumn] { get }
  /// What the rows are of, for people: `the table users`.
  var source: String { get }
  /// What was odd about the cells so far.
  var oddities: [DatabaseOddity] { get }

  /// The next rows, at most so many, and no more text than that but for a last row; without rows at the end.
  func next(rows: Int, bytes: Int) throws(DatabaseError) -> DatabaseBatch
}

public struct DatabaseColumn: Hashable, Sendable {
  /// What the database says that the cells are.
  public enum Kind: Hashable, Sendable {
    case text, number, boolean, date, timestamp
    /// Whatever the cells look like: lists, JSON, lengths of time.
    case other
  }

  public var name: String
  public var kind: Kind

  public init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// Some rows: their cells one after the other, as ranges of UTF-8 text. An empty range is a missing cell.
public struct DatabaseBatch: Sendable {
  public var text: [UInt8] = []
  public var cells: [Range<Int>] = []
  /// The numbers of its rows, from 0 for the first of all; those that are too long to be read are left out.
  public var rows: [Int] = []
  /// The numbers of rows that are too long.
  public var tooLong: [Int] = []

  public init() {}
}

/// Cells of a column that are not read as they are.
public struct DatabaseOddity: Hashable, Sendable {
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// Bytes, which count as missing.
    case bytes
    /// Text that is not UTF-8.
    case misspelt
    /// Infinite dates, and numbers that are infinite or none; they count as missing.
    case infinite
  }

  public var column: String
  public var kind: Kind
  /// Nil: all cells of the column.
  public var count: Int?

  public init(_ column: String, _ kind: Kind, count: Int?) {
    self.column = column
    self.kind = kind
    self.count = count
  }
}

/// Why a database cannot be read. Texts of the server are foreign text.
public enum DatabaseError: Error, Hashable, Sendable {
  case cancelled
  /// The permissions of a text of statements do not allow to connect.
  case refused(place: String, by: Permissions.Holder)
  /// The library that speaks to servers is not installed; its Debian package.
  case notInstalled(package: String)
  /// This host reaches no servers.
  case noServers
  /// The address cannot be understood, or holds what it may not.
  case badAddress(reason: String)
  case unreachable(reason: String, advice: String?)
  /// The server ended the connection.
  case lost(reason: String)
  case failed(reason: String, advice: String?)
  /// What is wrong with a query, and where in it, in characters from 0.
  case badQuery(reason: String, position: Int?, advice: String?)
  /// No table of this name, or several where none is named; the tables there are.
  case noTable(names: [String])
  /// A table that was emptied or rewritten after the transaction began, so that what it held cannot be read.
  case changed(table: String)
}
