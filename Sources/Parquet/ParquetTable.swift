/// A table to be written as a Parquet file, in which every column may lack values.
///
///     let table = ParquetTable(columns: [.init("id", .texts(["u1", "u2"])), .init("mrr", .decimals([1250, nil], places: 2))])
///     table.bytes()
///
/// Values are plain and not compressed, in one row group, in pages of some thousand rows each.
/// Reference: the Apache Parquet format, https://github.com/apache/parquet-format.
public struct ParquetTable: Sendable {
  /// The values of a column, nil where one is missing. All columns have as many.
  public enum Values: Sendable {
    case booleans([Bool?])
    case integers([Int64?])
    case reals([Double?])
    /// Numbers times ten to the power of `places`, at most 18.
    case decimals([Int64?], places: Int)
    /// Days since 1970.
    case days([Int32?])
    /// Microseconds since 1970 in UTC.
    case instants([Int64?])
    case texts([String?])
  }

  public struct Column: Sendable {
    public var name: String
    public var values: Values

    public init(_ name: String, _ values: Values) { (self.name, self.values) = (name, values) }
  }

  public var columns: [Column]

  public init(columns: [Column]) { self.columns = columns }

  private static let mark = Array("PAR1".utf8)

  /// The whole file. O(bytes)
  ///
  /// - Parameter isCancelled: asked for each page; nil is returned once it says yes.
  public func bytes(isCancelled: () -> Bool = { false }) -> [UInt8]? {
    var bytes = ParquetTable.mark
    var chunks: [Chunk] = []
    let rows = columns.first?.values.count ?? 0
    for column in columns {
      let start = bytes.count
      var pages = PageWriter(column.values)
      while pages.append(to: &bytes) { if isCancelled() { return nil } }
      chunks.append(Chunk(column: column, start: start, size: bytes.count - start))
    }
    var footer = ThriftWriter()
    footer.int32(1, 1)
    write(schema: &footer)
    footer.int64(3, rows)
    footer.structures(4, [chunks]) { footer, chunks in
      footer.structures(1, chunks) { $1.write(to: &$0, rows: rows) }
      footer.int64(2, chunks.reduce(0) { $0 + $1.size })
      footer.int64(3, rows)
    }
    footer.text(6, "heed")
    footer.end()
    bytes += footer.bytes
    for place in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: footer.bytes.count >> (8 * place))) }
    return bytes + ParquetTable.mark
  }

  private func write(schema footer: inout ThriftWriter) {
    footer.structures(2, [nil] + columns.map(Optional.some)) { footer, column in
      guard let column else {
        footer.text(4, "schema")
        footer.int32(5, columns.count)
        return
      }
      footer.int32(1, column.values.type)
      footer.int32(3, 1)
      footer.text(4, column.name)
      column.values.writeMeaning(to: &footer)
    }
  }
}

/// Where the values of a column are.
private struct Chunk {
  var column: ParquetTable.Column
  var start: Int
  var size: Int

  func write(to footer: inout ThriftWriter, rows: Int) {
    footer.int64(2, start)
    footer.structure(3) { footer in
      footer.int32(1, column.values.type)
      footer.numbers(2, [0, PageHeader.runLengthEncoding])
      footer.texts(3, [column.name])
      footer.int32(4, 0)
      footer.int64(5, rows)
      footer.int64(6, size)
      footer.int64(7, size)
      footer.int64(9, start)
    }
  }
}

extension ParquetTable.Values {
  /// How many values there are, missing ones too.
  public var count: Int {
    switch self {
    case .booleans(let values): values.count
    case .integers(let values), .instants(let values), .decimals(let values, _): values.count
    case .reals(let values): values.count
    case .days(let values): values.count
    case .texts(let values): values.count
    }
  }

  /// The number of the physical type.
  fileprivate var type: Int {
    switch self {
    case .booleans: 0
    case .days: 1
    case .integers, .instants, .decimals: 2
    case .reals: 5
    case .texts: 6
    }
  }

  /// Writes what the values mean, in the older way and in the newer one.
  fileprivate func writeMeaning(to footer: inout ThriftWriter) {
    switch self {
    case .booleans, .integers, .reals: break
    case .texts:
      footer.int32(6, 0)
      footer.structure(10) { $0.structure(1) { _ in } }
    case .days:
      footer.int32(6, 6)
      footer.structure(10) { $0.structure(6) { _ in } }
    case .instants:
      footer.int32(6, 10)
      footer.structure(10) { type in
        type.structure(8) { time in
          time.truth(1, true)
          time.structure(2) { $0.structure(2) { _ in } }
        }
      }
    case .decimals(_, let places):
      footer.int32(6, 5)
      footer.int32(7, places)
      footer.int32(8, 18)
      footer.structure(10) { type in
        type.structure(5) { decimal in
          decimal.int32(1, places)
          decimal.int32(2, 18)
        }
      }
    }
  }
}
