internal import DataModel

/// What a load says of how its file is written; what it does not say is found in the file.
struct ReadingOptions: Hashable {
  /// Names for the columns of a file without a header.
  var columns: [String] = []
  var encoding: TextDecoder.Encoding?
  /// Lines above the header.
  var skippedLines: Int?
  /// Records to leave out; the header is row 1.
  var skippedRows: [ClosedRange<Int>] = []
  /// The records that name the columns.
  var headerRows: ClosedRange<Int>?
  var quoting: LoadSpec.Quoting?
  /// No row is taken for a header, a total or a footer.
  var keepsAllRows = false
  /// Names of columns that the load uses: where they stand is the header.
  var wanted: [String] = []
  /// Columns without which a row means nothing, in lower case.
  var needed: Set<String> = []
  /// Columns of what people wrote, in lower case: a sentence in one is no footer.
  var words: Set<String> = []
  /// Rows that an earlier reading proved to hold no data, by their lines, and why.
  var noData: [Int: String] = [:]
}

extension ReadingOptions {
  init(_ spec: LoadSpec) {
    columns = spec.columns.map(\.name)
    skippedLines = spec.skippedLines
    skippedRows = spec.skippedRows
    headerRows = spec.headerRows
    quoting = spec.quoting
    keepsAllRows = spec.keepsAllRows
    wanted = spec.namedColumns.map { $0.name.lowercased() }
    words = Set(spec.text.map { $0.name.lowercased() })
  }
}

extension LoadSpec {
  /// The columns of its own file that its lines name; those of joined files may be among them.
  var namedColumns: [Column] {
    var columns =
      key + id + label + segments + at + text + scores.map(\.column) + renames.map(\.from)
      + types.map(\.column)
    columns += [value, start, end, customer, name, about, newestBy, oneRow?.key].compactMap { $0 }
    columns += roles.flatMap(\.at) + joins.map(\.left) + ignored
    if case .column(let column) = channel { columns.append(column) }
    return columns
  }
}
