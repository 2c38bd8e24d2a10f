/// A loaded file, or several joined: typed columns in row order.
public struct Table: Sendable {
  public let rowCount: Int
  public var columns: [Column]

  public init(rowCount: Int, columns: [Column] = []) {
    precondition(columns.allSatisfy { $0.count == rowCount }, "a table's columns are equally long")
    self.rowCount = rowCount
    self.columns = columns
  }

  /// The column of a name, in any case.
  public func column(named name: String) -> Column? {
    let key = name.lowercased()
    return columns.first { $0.name.lowercased() == key }
  }
}
