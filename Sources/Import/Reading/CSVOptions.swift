internal import DataModel
internal import SourceText

/// What a load says about the format of its file; the rest is inferred.
struct CSVOptions: Hashable {
  /// `format jsonl`
  struct Format: Hashable {
    var kind: LoadSpec.Format
    var span: SourceSpan
  }

  /// Column names for a file without a header.
  var columns: [String] = []
  /// Where each of them stands in a line; empty if a separator divides the cells.
  var places: [ClosedRange<Int>] = []
  var encoding: TextDecoder.Encoding?
  /// What the file is, as the load says.
  var format: Format?
  /// The encoding that an earlier reading of the file told.
  var guess: TextDecoder.Guess?
  /// The number of lines above the header.
  var skippedLines: Int?
  /// Records to skip; the header is row 1.
  var skippedRows: [ClosedRange<Int>] = []
  /// The records that form the header.
  var headerRows: ClosedRange<Int>?
  var quoting: LoadSpec.Quoting?
  /// The sheet of a workbook.
  var sheet: LoadSpec.Column?
  /// Whether the path is the address of a server.
  var isServer = false
  /// What of a database.
  var database: LoadSpec.DatabasePart?
  /// Whether a program wrote the text by RFC 4180, with commas: nothing about separators and quotes is inferred.
  var isExact = false
  /// Whether to keep every row, even if it looks like a header, total or footer.
  var keepsAllRows = false
  /// Column names that the load uses; they help to find the header.
  var wanted: [String] = []
  /// Columns without which a row is invalid, in lower case.
  var needed: Set<String> = []
  /// Columns of free text, in lower case: a sentence there is no footer.
  var words: Set<String> = []
  /// Rows that an earlier pass found to hold no data, by line, with the reason.
  var noData: [Int: String] = [:]
  /// The path to the rows of a JSON file, where the load says it.
  var rows: LoadSpec.Column?
  /// Columns whose cells are opened where they are JSON objects, in lower case; see `CellObjectsReader`.
  var opened: Set<String> = []
}

extension CSVOptions {
  init(_ spec: LoadSpec) {
    columns = spec.columns.map(\.name)
    places = spec.places
    skippedLines = spec.skippedLines
    skippedRows = spec.skippedRows
    headerRows = spec.headerRows
    quoting = spec.quoting
    sheet = spec.sheet
    database = spec.database
    isServer = spec.isServer
    encoding = spec.encoding.flatMap { TextDecoder.Encoding(named: $0.name) }
    keepsAllRows = spec.keepsAllRows
    wanted = spec.namedColumns.map { $0.name.lowercased() }
    rows = spec.rows
    format = spec.format.map { Format(kind: $0.kind, span: $0.span) }
    let aliases = Set(spec.joins.map { $0.alias.lowercased() })
    opened = CSVOptions.opened(
      by: spec.usedColumns.filter { !aliases.contains(String($0.name.lowercased().prefix { $0 != "." })) })
    words = Set(spec.text.map { $0.name.lowercased() })
  }
}

extension CSVOptions {
  /// The columns of which some names may be members: `properties` of `properties.plan`.
  static func opened(by columns: [LoadSpec.Column]) -> Set<String> {
    var opened: Set<String> = []
    for column in columns {
      let name = column.name.lowercased()
      for point in name.indices where name[point] == "." { opened.insert(String(name[..<point])) }
    }
    return opened
  }
}

extension LoadSpec {
  /// Whether a line names a column.
  func names(_ column: String) -> Bool {
    usedColumns.contains { $0.name.lowercased() == column }
  }

  /// The columns named by its lines or conditions.
  var usedColumns: [Column] {
    let cells =
      splits.map(\.column) + lists.flatMap(\.columns)
      + (dateOrders.flatMap(\.columns) + columnDecimals.flatMap(\.columns))
    return namedColumns + cells + [condition, oneRow?.condition].compactMap { $0 }.flatMap(\.columns)
  }

  /// The columns of a joined file that its lines name.
  func usedColumns(of join: Join) -> [Column] {
    let prefix = join.alias.lowercased() + "."
    let qualified = usedColumns.filter { $0.name.lowercased().hasPrefix(prefix) }
    let summed = join.sums.flatMap { sum -> [Column] in
      switch sum.kind {
      case .total(let column), .any(let column): [column]
      case .newest(let column, let age): [column, age]
      case .count: []
      }
    }
    return qualified.map { Column(String($0.name.dropFirst(prefix.count)), at: $0.span) } + summed + [
      join.right
    ]
      + (join.condition?.columns ?? [])
  }

  /// The columns named by its lines; some may belong to joined files.
  var namedColumns: [Column] {
    var columns =
      key + id + label + segments + at + text + scores.map(\.column) + renames.map(\.from)
      + types.map(\.column)
    columns += [value, start, end, customer, name, about, rank?.column, oneRow?.key].compactMap { $0 }
    columns += otherCustomers + roles.flatMap(\.at) + joins.map(\.left) + ignored
    if case .column(let column) = channel { columns.append(column) }
    return columns
  }
}
