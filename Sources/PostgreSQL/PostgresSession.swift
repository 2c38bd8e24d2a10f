internal import DataModel
private import Dispatch

/// A transaction that only reads, and sees the database as it was when the transaction began.
@safe final class PostgresSession: DatabaseSession, @unchecked Sendable {
  /// Nil once it is closed.
  private var connection: PostgresConnection?
  /// One thread at a time speaks to the server.
  private let turn = DispatchSemaphore(value: 1)
  private var cursors = 0

  /// Results that are written in one way everywhere, limits where the server has none, and nothing that writes.
  private static let settings = """
    set datestyle = 'ISO, YMD'; set timezone = 'UTC'; set intervalstyle = 'postgres'; set extra_float_digits = 3;
    set bytea_output = 'hex'; set client_min_messages = 'error'; set standard_conforming_strings = on;
    set default_transaction_read_only = on;
    select pg_catalog.set_config(name, '10min', false) from pg_catalog.pg_settings
      where name = 'statement_timeout' and setting = '0';
    select pg_catalog.set_config(name, '10s', false) from pg_catalog.pg_settings
      where name = 'lock_timeout' and setting = '0'
    """

  init(_ connection: PostgresConnection) throws(DatabaseError) {
    self.connection = connection
    try run(PostgresSession.settings)
    try run("begin transaction isolation level repeatable read, read only")
    // The first query of the transaction fixes what it sees.
    try run("select pg_catalog.pg_backend_pid()")
  }

  func close() {
    turn.wait()
    defer { turn.signal() }
    connection = nil
  }

  // MARK: - Statements

  private static let closed = DatabaseError.lost(reason: "the transaction is over")

  /// Runs statements of our own, alone.
  private func run(_ text: String, each: (PostgresReply) -> Void = { _ in }) throws(DatabaseError) {
    try alone { connection throws(DatabaseError) in try connection.ask(text, each: each) }
  }

  /// Work that no other thread's statements come between.
  private func alone<Value>(
    _ work: (PostgresConnection) throws(DatabaseError) -> Value
  ) throws(DatabaseError) -> Value {
    turn.wait()
    defer { turn.signal() }
    guard let connection else { throw PostgresSession.closed }
    return try work(connection)
  }

  /// The next rows of a cursor, each as it comes. An error does not end the transaction, which other rows are read in.
  func fetch(
    _ count: Int, from cursor: String, ofTable isTable: Bool, each: (PostgresReply) -> Void
  ) throws(DatabaseError) {
    try alone { connection throws(DatabaseError) in
      do throws(PostgresConnection.Failure) {
        try connection.run(
          "savepoint heed; fetch forward \(count) from \(cursor); release savepoint heed", as: .streaming,
          each: each)
      } catch {
        switch error {
        case .of(let error): throw error
        case .statement(let failure):
          try connection.ask("rollback to savepoint heed; release savepoint heed")
          throw isTable ? failure.error : failure.error(inQueryAt: nil)
        }
      }
    }
  }

  /// Gives up a cursor. What the server says to that does not matter.
  func close(cursor: String) { try? run("close \(cursor)") }

  // MARK: - Tables

  private struct Table {
    var schema: String
    var name: String
    var isVisible: Bool
    /// Whether this role may read it.
    var isReadable: Bool
    /// `"public"."users"`
    var identifier: String { schema.asIdentifier + "." + name.asIdentifier }
    /// The name that `table` takes.
    var title: String { isVisible ? name : "\(schema).\(name)" }
  }

  /// Operators and functions are named with their schema, so that nothing of the database's own takes their place.
  private static let allTables = """
    select n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid), pg_catalog.has_table_privilege(c.oid, 'select')
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) c.relnamespace
    where c.relkind operator(pg_catalog.=) any (array['r', 'v', 'm', 'f', 'p']::pg_catalog."char"[])
      and n.nspname operator(pg_catalog.!~) '^(pg_|information_schema$)'
      and not exists (
        select from pg_catalog.pg_depend d
        where d.classid operator(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass
          and d.objid operator(pg_catalog.=) c.oid and d.deptype operator(pg_catalog.=) 'e'::pg_catalog."char")
    order by n.nspname, c.relname
    """

  private func allTables() throws(DatabaseError) -> [Table] {
    var tables: [Table] = []
    try run(PostgresSession.allTables) { reply in
      for row in 0..<reply.rowCount {
        tables.append(
          Table(
            schema: reply.text(row, 0), name: reply.text(row, 1), isVisible: reply.text(row, 2) == "t",
            isReadable: reply.text(row, 3) == "t"))
      }
    }
    return tables
  }

  func tables() throws(DatabaseError) -> [String] {
    try allTables().filter(\.isReadable).map(\.title)
  }

  /// The table of a name, as it is written or else in any capitalization; without a name, the only one.
  private func table(_ name: String?) throws(DatabaseError) -> Table {
    let tables = try allTables()
    let readable = tables.filter(\.isReadable)
    guard let name else {
      if readable.count == 1 { return readable[0] }
      throw .noTable(names: readable.map(\.title))
    }
    func isNamed(_ table: Table, _ isAlike: (String) -> Bool) -> Bool {
      table.isVisible && isAlike(table.name) || isAlike("\(table.schema).\(table.name)")
    }
    let exact = tables.first { isNamed($0) { $0 == name } }
    let alike = tables.filter { isNamed($0) { $0.lowercased() == name.lowercased() } }
    guard let table = exact ?? (alike.count == 1 ? alike.first : nil) else {
      throw .noTable(names: readable.map(\.title))
    }
    return table
  }

  /// The columns of a table, in their order. Bytes are not fetched.
  private func selection(from table: Table) throws(DatabaseError) -> String {
    var columns: [String] = []
    try run(
      """
      select a.attname, a.atttypid from pg_catalog.pg_attribute a
      where a.attrelid operator(pg_catalog.=) \(table.identifier.asLiteral)::pg_catalog.regclass
        and a.attnum operator(pg_catalog.>) 0::pg_catalog.int2 and not a.attisdropped
      order by a.attnum
      """
    ) { reply in
      for row in 0..<reply.rowCount {
        let name = reply.text(row, 0).asIdentifier
        columns.append(
          reply.text(row, 1) == "\(PostgresType.byteaNumber)" ? "null::pg_catalog.bytea as \(name)" : name)
      }
    }
    return "select \(columns.joined(separator: ", ")) from \(table.identifier)"
  }

  // MARK: - Rows

  func rows(of part: LoadSpec.DatabasePart?) throws(DatabaseError) -> any DatabaseRows {
    switch part {
    case .query(let query):
      guard !query.name.utf8.contains(0) else {
        throw .badQuery(reason: "it has a NUL character", position: nil, advice: nil)
      }
      do throws(DatabaseError) {
        return try rows(of: query.name, source: "the query", isTable: false)
      } catch {
        throw advised(error)
      }
    case .table, nil:
      let table = try table(part?.column.name)
      return try rows(of: try selection(from: table), source: "the table \(table.title)", isTable: true)
    }
  }

  private func rows(of query: String, source: String, isTable: Bool) throws(DatabaseError) -> PostgresRows {
    let (cursor, fields) = try alone { connection throws(DatabaseError) in
      cursors += 1
      let cursor = "heed_\(cursors)"
      try connection.ask("savepoint heed")
      do throws(DatabaseError) {
        let fields = try declare(cursor, query, isTable: isTable, connection)
        try connection.ask("release savepoint heed")
        return (cursor, fields)
      } catch {
        // What went wrong is told, not what follows from it.
        try? connection.ask("rollback to savepoint heed; release savepoint heed")
        throw error
      }
    }
    guard !fields.isEmpty else {
      throw .badQuery(reason: "it gives no columns", position: nil, advice: nil)
    }
    let categories = try categories(of: fields.map(\.type))
    let columns = fields.map {
      PostgresColumn(name: $0.name, type: PostgresType($0.type, categories[$0.type]))
    }
    return PostgresRows(self, cursor: cursor, columns, source: source, isTable: isTable)
  }

  /// An error about a query; one about a table that is not there names those that are.
  private func advised(_ error: DatabaseError) -> DatabaseError {
    guard case .badQuery(let reason, let position, nil) = error, reason.hasPrefix("relation "),
      let tables = try? tables(), !tables.isEmpty
    else { return error }
    let names = tables.prefix(30).joined(separator: ", ") + (tables.count > 30 ? " and others" : "")
    return .badQuery(reason: reason, position: position, advice: "Its tables are \(names).")
  }

  private typealias Field = (name: String, type: UInt32)

  private func declare(
    _ cursor: String, _ query: String, isTable: Bool, _ connection: PostgresConnection
  ) throws(DatabaseError) -> [Field] {
    let head = "declare \(cursor) no scroll cursor for "
    var fields: [Field] = []
    do throws(PostgresConnection.Failure) {
      try connection.run(head + query, as: .one)
      try connection.run(cursor, as: .cursor) { reply in
        fields = (0..<reply.columnCount).map { (reply.columnName($0), reply.columnType($0)) }
      }
    } catch {
      switch error {
      case .of(let error): throw error
      case .statement(let failure):
        throw isTable ? failure.error : failure.error(inQueryAt: head.unicodeScalars.count)
      }
    }
    try checkLockedTables(connection)
    return fields
  }

  /// A table that was emptied (`truncate`) or rewritten after the transaction began looks empty to it. By now the tables
  /// are locked against that, so that it is enough to look once.
  private func checkLockedTables(_ connection: PostgresConnection) throws(DatabaseError) {
    var changed: String?
    try connection.ask(
      """
      select c.relname from pg_catalog.pg_locks l
      join pg_catalog.pg_class c on c.oid operator(pg_catalog.=) l.relation
      where l.pid operator(pg_catalog.=) pg_catalog.pg_backend_pid()
        and l.locktype operator(pg_catalog.=) 'relation'::pg_catalog.text
        and c.relkind operator(pg_catalog.=) any (array['r', 'm']::pg_catalog."char"[])
        and c.relfilenode operator(pg_catalog.<>) 0::pg_catalog.oid
        and c.relfilenode is distinct from pg_catalog.pg_relation_filenode(c.oid)
      """
    ) { reply in
      if reply.rowCount > 0 { changed = reply.text(0, 0) }
    }
    if let changed { throw .changed(table: changed) }
  }

  /// The categories of types, such as `A` for arrays.
  private func categories(of types: [UInt32]) throws(DatabaseError) -> [UInt32: Character] {
    var found: [UInt32: Character] = [:]
    let list = Set(types).map(String.init).joined(separator: ",")
    try run(
      "select t.oid, t.typcategory from pg_catalog.pg_type t where t.oid operator(pg_catalog.=) "
        + "any ('{\(list)}'::pg_catalog.oid[])"
    ) { reply in
      for row in 0..<reply.rowCount {
        if let type = UInt32(reply.text(row, 0)) { found[type] = reply.text(row, 1).first }
      }
    }
    return found
  }
}

extension PostgresConnection {
  /// Runs statements of our own.
  fileprivate func ask(_ text: String, each: (PostgresReply) -> Void = { _ in }) throws(DatabaseError) {
    do throws(Failure) {
      try run(text, each: each)
    } catch {
      switch error {
      case .of(let error): throw error
      case .statement(let failure): throw failure.error
      }
    }
  }
}

extension String {
  /// A text as a constant of SQL, where backslashes mean nothing.
  fileprivate var asLiteral: String { "'" + replacing("'", with: "''") + "'" }
}
