/// Why a Parquet file cannot be read.
public struct ParquetError: Error, Hashable, Sendable {
  /// A sentence without its subject, the file: `its footer is cut off`.
  public var reason: String
  /// What the user can do about it.
  public var advice: String

  /// A file that does not keep to the format.
  static func damaged(_ reason: String) -> ParquetError {
    ParquetError(reason: reason, advice: "The file may be incomplete: fetch it again.")
  }

  /// A file that uses a part of the format that is not read here.
  static func unsupported(_ reason: String, _ remedy: String) -> ParquetError {
    ParquetError(reason: reason, advice: "Write the file \(remedy), or export the table as CSV.")
  }

  /// The same error, with where in the file it occurred.
  func at(rowGroup: Int, column: String) -> ParquetError {
    ParquetError(reason: "in row group \(rowGroup + 1), column \(column), \(reason)", advice: advice)
  }
}
