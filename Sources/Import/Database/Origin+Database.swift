internal import DataModel
internal import SourceText

/// What is wrong with what a load names of a database.
extension Origin {
  /// An error: the database has no table of this name, or several where none is named. Without names it is no database.
  func noTable(
    _ table: LoadSpec.Column?, in path: String, has names: [String]?, at span: SourceSpan
  ) -> Diagnostic {
    guard let names else {
      return diagnostic(
        .unknownColumn, "“\(path)” is no SQLite database", at: table?.span ?? span, label: "of a database",
        notes: ["`table` and `query` say what of a database is read."], dataFile: path)
    }
    let database = server.map { _ in "The database" } ?? path
    let tables = names.isEmpty ? "It has no tables." : "Its tables are \(listed(names))."
    guard let table else {
      return diagnostic(
        .unknownColumn, "\(database) has several tables: which one?", at: span, label: "add `table …`",
        notes: [tables], dataFile: path)
    }
    let near = nearest(to: table.name, among: names)
    return diagnostic(
      .unknownColumn, "\(database) has no table \(table.name)", at: table.span, label: "no such table",
      notes: [tables],
      fixes: near.prefix(1).map {
        Diagnostic.Fix("use \($0)", [Diagnostic.Edit(table.span, columnName($0))])
      }, dataFile: path)
  }

  /// An error: a query cannot be asked. `tables` are those of the database, where they may help.
  func badQuery(
    _ query: LoadSpec.Column, of path: String, _ reason: String, _ tables: [String]
  ) -> Diagnostic {
    let advice =
      tables.isEmpty
      ? "A query is one `select`, such as `query \"select id, plan from users\"`."
      : "The database has the tables \(listed(tables))."
    return diagnostic(
      .badSetting, "\(path) cannot answer this query: \(reason)", at: query.span, label: "this query",
      notes: [advice], dataFile: path)
  }
}
