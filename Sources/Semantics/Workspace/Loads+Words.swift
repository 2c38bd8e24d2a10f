import DataModel
import Syntax

extension Load.FilePart {
  /// The path to the rows of a JSON file.
  var rows: LoadSpec.Column? {
    switch self {
    case .rows(let path): .init(path.spelling, at: path.span)
    case .sheet, .table, .query: nil
    }
  }

  /// The sheet of a workbook.
  var sheet: LoadSpec.Column? {
    switch self {
    case .rows, .table, .query: nil
    case .sheet(let name): .init(name.content, at: name.span)
    }
  }

  /// The name of a table, without its schema.
  var table: String? {
    guard case .table(let name) = self else { return nil }
    return name.spelling.split(separator: ".").last.map(String.init)
  }

  /// The table or query of a database.
  var database: LoadSpec.DatabasePart? {
    switch self {
    case .rows, .sheet: nil
    case .table(let name): .table(.init(name.spelling, at: name.span))
    case .query(let text): .query(.init(text.content, at: text.span))
    }
  }
}

extension LoadSpec.Kind {
  init(_ table: Load.Table) {
    switch table {
    case .customers: self = .customers
    case .events: self = .events
    case .feedback: self = .feedback
    }
  }
}

extension LoadSpec.TypeOverride.Kind {
  init(_ type: ColumnType) {
    switch type {
    case .number: self = .number
    case .integer: self = .integer
    case .decimal: self = .decimal
    case .cents: self = .cents
    case .text: self = .text
    case .boolean: self = .boolean
    case .date: self = .date
    case .timestamp: self = .timestamp
    case .duration: self = .duration
    }
  }
}

extension LoadSpec.Format {
  init(_ format: Load.Format) {
    switch format {
    case .csv: self = .csv
    case .json: self = .json
    case .jsonl: self = .jsonl
    case .parquet: self = .parquet
    case .xlsx: self = .xlsx
    case .sqlite: self = .sqlite
    }
  }
}

extension Slot {
  /// Whether the line is about a header, or cells that a separator divides.
  var isAboutSeparatedCells: Bool {
    switch kind {
    case .skipRows, .headerRows, .quoting: true
    case _: false
    }
  }
}
