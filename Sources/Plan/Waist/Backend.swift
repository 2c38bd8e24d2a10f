public import DataModel

/// What turns measurements into columns: the engine in memory, a SQL server, a toy over arrays in the tests.
///
/// A backend is asked at most two times for one answer. It knows conditions and values, and no verb.
public protocol Backend: Sendable {
  /// One set of columns for each measurement, in order.
  func run(_ measurements: [Measurement]) throws(BackendError) -> [Columns]
}

/// Why a backend gave nothing.
public enum BackendError: Error, Hashable, Sendable {
  case cancelled
  /// A sentence for the person, without internal names.
  case failed(String)
}

/// A batch of rows by named columns, all of one length.
public struct Columns: Sendable, Hashable {
  public var names: [String]
  public var values: [[Scalar]]
  public var rowCount: Int { values.first?.count ?? 0 }

  public init(names: [String], values: [[Scalar]]) {
    self.names = names
    self.values = values
  }

  /// The column of a name; empty where there is none.
  public subscript(_ name: String) -> [Scalar] {
    names.firstIndex(of: name).map { values[$0] } ?? []
  }

  /// One value; missing where there is none.
  public subscript(_ name: String, _ row: Int) -> Scalar {
    let column = self[name]
    return column.indices.contains(row) ? column[row] : .missing
  }
}
