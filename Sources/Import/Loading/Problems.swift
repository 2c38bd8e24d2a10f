internal import DataModel
internal import SourceText

/// The errors and warnings of loading a workspace. Loading continues after an error, so that all are shown at once.
struct Problems {
  private(set) var all: [Diagnostic] = []

  var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// Adds a diagnostic. A cancellation is added only once, however many files it stopped.
  mutating func add(_ diagnostic: Diagnostic) {
    if diagnostic.code == .cancelled, all.contains(where: { $0.code == .cancelled }) { return }
    all.append(diagnostic)
  }

  /// Adds the diagnostics of a load. A warning about a file that several joins read is added only once.
  mutating func add(_ others: Problems) {
    struct Told: Hashable {
      var message: String
      var file: String?
      var line: Int?
      var span: SourceSpan?
    }
    var told: Set<Told> = []
    for diagnostic in others.all {
      let key = Told(
        message: diagnostic.message, file: diagnostic.dataFile, line: diagnostic.dataLine,
        span: diagnostic.severity == .error ? diagnostic.span : nil)
      if told.insert(key).inserted { add(diagnostic) }
    }
  }
}

/// The position of a load or link in its workspace file, from which its diagnostics are made.
struct Origin {
  var file: SourceFile?
  /// The statement, the path in it, and the folder that relative paths start from.
  var statement: SourceSpan
  var path: SourceSpan
  var folder: String
  /// The path of a database, and what of it is read.
  var database: (path: String, title: String)?
  /// The address of a server, and what is read from it: `accounts`, `the query`.
  private(set) var server: (address: String, part: String)?

  init(_ spec: LoadSpec) {
    file = spec.file
    statement = spec.span
    path = spec.sourceSpan
    folder = spec.folder
    if let part = spec.database { database = (spec.path, part.title) }
    if spec.isServer { server = (spec.path, spec.database?.shortTitle ?? "the table") }
  }

  init(_ spec: LinkSpec) {
    file = spec.file
    statement = spec.pathSpan
    path = spec.pathSpan
    folder = spec.folder
  }

  func diagnostic(
    _ code: DiagnosticCode, severity: Diagnostic.Severity = .error, _ message: String,
    at span: SourceSpan? = nil, label: String = "", notes: [String] = [], fixes: [Diagnostic.Fix] = [],
    dataFile: String? = nil, dataLine: Int? = nil
  ) -> Diagnostic {
    // The full path is shown under the message.
    func short(_ text: String) -> String { dataFile.map { text.replacing($0, with: shown($0)) } ?? text }
    return Diagnostic(
      code, severity: severity, short(message), file: file, at: span ?? path, label: label,
      notes: notes.map(short),
      fixes: file == nil ? [] : fixes, dataFile: dataFile.map(titled), dataLine: dataLine)
  }

  /// A path of a file of data, and what of it is read if it is the load's database.
  private func titled(_ path: String) -> String {
    guard let database, path.hasSuffix(database.path) else { return path }
    return path + database.title
  }

  /// A path relative to the workspace's folder; for a path outside it, only the file name; of a server, what is read from
  /// it.
  func shown(_ path: String) -> String {
    if let server, server.address == path { return server.part }
    if !folder.isEmpty, path.hasPrefix(folder) {
      let rest = path.dropFirst(folder.count).drop { $0 == "/" }
      if !rest.isEmpty { return String(rest) }
    }
    return path.hasPrefix("/") ? String(path.split(separator: "/").last ?? "") : path
  }

  /// A fix that adds a line to the load.
  func adding(_ line: String) -> Diagnostic.Fix {
    Diagnostic.Fix(
      "add `\(line)`", [Diagnostic.Edit(SourceSpan(statement.end, statement.end), "\n  \(line)")])
  }
}

// MARK: - Files

extension Origin {
  /// An error: a file could not be opened or read to its end.
  func cannotRead(_ path: String, _ failure: ReadFailure, at span: SourceSpan, near: [String])
    -> Diagnostic
  {
    switch failure {
    case .empty: diagnostic(.emptyFile, "“\(path)” is empty: not even a header", at: span, dataFile: path)
    case .notText(let line):
      diagnostic(
        .notText, "“\(path)” is not text: line \(line) has bytes that do not occur in text", at: span,
        dataFile: path,
        dataLine: line)
    case .format(let format):
      diagnostic(
        .notText, "“\(path)” is \(format.name), not a CSV file", at: span,
        notes: [format.advice], dataFile: path)
    case .unclosedQuote(let line):
      diagnostic(
        .unclosedQuote, "A quote opened on line \(line) of “\(path)” is never closed", at: span,
        notes: [
          "Everything after that line would be a single cell, so the file is not used.",
          "If the file is incomplete, download it again. If quotes are ordinary characters in it, add `quotes none`.",
        ],
        dataFile: path, dataLine: line)
    case .brokenJSON(let line, let reason):
      diagnostic(
        .notText, "“\(path)” is no JSON from line \(line) on: \(reason)", at: span,
        notes: ["Where the file broke off, fetch it again."], dataFile: path, dataLine: line)
    case .notJSON(let rows):
      diagnostic(
        .notText, "“\(path)” is no JSON: `rows` names an array in a JSON file", at: rows.span,
        label: "not in this file", dataFile: path)
    case .noArray(let rows, let arrays): noArray(rows, in: path, among: arrays)
    case .damaged(let damage):
      diagnostic(
        .notText, "“\(path)” cannot be read as \(damage.format): \(damage.reason)", at: span,
        notes: [damage.advice], dataFile: path)
    case .noSheet(let sheet, let names):
      noSheet(sheet, in: path, has: names)
    case .noTable(let table, let names): noTable(table, in: path, has: names, at: span)
    case .server(let error, let part): cannotRead(path, error, part, at: span)
    case .badQuery(let query, let reason, let tables): badQuery(query, of: path, reason, tables)
    case .otherFormat(let format):
      diagnostic(
        .notText, "“\(path)” is not \(format.kind.rawValue): it begins otherwise", at: format.span,
        label: "another format",
        notes: ["Name the format that it has, or none for a file: Heed tells it by the content."],
        dataFile: path)
    case .host(let error): Diagnostic(error, file: file, at: span, near: near)
    }
  }
}

extension Origin {
  /// An error: `rows` leads to no array of a file.
  private func noArray(_ rows: LoadSpec.Column, in path: String, among arrays: [String]) -> Diagnostic {
    let near = nearest(to: rows.name, among: arrays)
    let others = near + arrays.filter { !near.contains($0) }
    return diagnostic(
      .unknownColumn, "\(path) has no array \(rows.name)", at: rows.span, label: "no such array",
      notes: [others.isEmpty ? "It has no array of objects." : "Its arrays are \(listed(others))."],
      fixes: near.prefix(1).map {
        Diagnostic.Fix("use \($0)", [Diagnostic.Edit(rows.span, pathName($0))])
      },
      dataFile: path)
  }

  /// An error: the workbook has no sheet of this name. Without names it is no workbook.
  private func noSheet(_ sheet: LoadSpec.Column, in path: String, has names: [String]) -> Diagnostic {
    if names.isEmpty {
      return diagnostic(
        .unknownColumn, "“\(path)” has no sheets: it is no Excel workbook", at: sheet.span, label: "no sheet",
        notes: ["Leave out the line `sheet`."], dataFile: path)
    }
    let near = nearest(to: sheet.name, among: names)
    return diagnostic(
      .unknownColumn, "\(path) has no sheet “\(sheet.name)”", at: sheet.span, label: "no such sheet",
      notes: ["Its sheets are \(listed(names))."],
      fixes: near.prefix(1).map {
        Diagnostic.Fix(
          "use “\($0)”", [Diagnostic.Edit(sheet.span, "\"\($0.replacing("\"", with: "\"\""))\"")])
      }, dataFile: path)
  }
}

// MARK: - Columns

extension Origin {
  /// An error: a clause names a column that the file does not have. `guess` describes a header that Heed assembled from
  /// two rows.
  func unknownColumn(
    _ column: LoadSpec.Column, in path: String, has names: [String], guess: String? = nil
  ) -> Diagnostic {
    let near = nearest(to: column.name, among: names)
    return diagnostic(
      .unknownColumn, "\(path) has no column \(column.name)", at: column.span, label: "no such column",
      notes: [near.isEmpty ? "Its columns are \(listed(names))." : "Near: \(near.joined(separator: ", "))."]
        + (guess.map { ["The names were combined from two header rows: \($0)."] } ?? []),
      fixes: near.prefix(1).map {
        Diagnostic.Fix("use \($0)", [Diagnostic.Edit(column.span, columnName($0))])
      },
      dataFile: path)
  }

  /// An error: the load lacks a line that it needs. `likely` are words that often name such a column.
  func missingSlot(_ slot: String, _ why: String, in path: String, has names: [String], likely: [String])
    -> Diagnostic
  {
    let guess =
      likely.lazy.compactMap { word in names.first { $0.lowercased() == word } }.first
      ?? likely.lazy.compactMap { word in names.first { $0.lowercased().contains(word) } }.first
    return diagnostic(
      .unknownColumn, "\(path): \(why)", notes: ["Its columns are \(listed(names))."],
      fixes: guess.map { [adding("\(slot) \(columnName($0))")] } ?? [], dataFile: path)
  }
}

/// The first thirty names, separated by commas.
func listed(_ names: [String]) -> String {
  let shown = names.prefix(30).map(shortened).joined(separator: ", ")
  return names.count > 30 ? "\(shown) and \(names.count - 30) more" : shown
}

/// A column's name as it is written in a load: bare if it is a word, else in backticks.
func columnName(_ name: String) -> String { name.isPlainWord ? name : name.inBackticks }

/// The name of a joined column, `alias.name`, as it is written in a load.
func qualifiedName(_ name: String) -> String {
  name.split(separator: ".", maxSplits: 1).map { columnName(String($0)) }.joined(separator: ".")
}

/// A path of names, `a.b.c`, as it is written in a load.
func pathName(_ path: String) -> String {
  path.split(separator: ".").map { columnName(String($0)) }.joined(separator: ".")
}

/// A cell truncated to 60 characters, for messages.
func shortened(_ cell: String) -> String { cell.count > 60 ? cell.prefix(60) + "…" : cell }
