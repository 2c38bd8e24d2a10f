internal import DataModel

/// What a load says about the format of its file; the rest is inferred.
struct CSVOptions: Hashable {
  /// Column names for a file without a header.
  var columns: [String] = []
  var encoding: TextDecoder.Encoding?
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
}

extension CSVOptions {
  init(_ spec: LoadSpec) {
    columns = spec.columns.map(\.name)
    skippedLines = spec.skippedLines
    skippedRows = spec.skippedRows
    headerRows = spec.headerRows
    quoting = spec.quoting
    sheet = spec.sheet
    encoding = spec.encoding.flatMap { TextDecoder.Encoding(named: $0.name) }
    keepsAllRows = spec.keepsAllRows
    wanted = spec.namedColumns.map { $0.name.lowercased() }
    rows = spec.rows
    words = Set(spec.text.map { $0.name.lowercased() })
  }
}

extension LoadSpec {
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
