/// The rows of a loaded file, or of several joined files, as typed columns.
public struct Table: Sendable {
  public let rowCount: Int
  public var columns: [Column]

  public init(rowCount: Int, columns: [Column] = []) {
    precondition(columns.allSatisfy { $0.count == rowCount }, "a table's columns are equally long")
    self.rowCount = rowCount
    self.columns = columns
  }

  /// The column with a name, ignoring case.
  public func column(named name: String) -> Column? {
    let key = name.lowercased()
    return columns.first { $0.name.lowercased() == key }
  }
}
