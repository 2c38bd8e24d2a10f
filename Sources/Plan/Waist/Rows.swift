public import DataModel

/// The people themselves, one by one.
public struct Rows: Measurement {
  public var who: Condition
  /// What is wanted of each.
  public var columns: [Value]
  /// Missing last in either direction; then by id.
  public var order: [Order]
  public var limit: Int?

  public init(who: Condition, columns: [Value] = [], order: [Order] = [], limit: Int? = nil) {
    self.who = who
    self.columns = columns
    self.order = order
    self.limit = limit
  }

  public struct Reply: Hashable, Sendable, Codable {
    public var rows: [Row]

    public init(rows: [Row]) { self.rows = rows }

    public var ids: [String] { rows.map(\.id) }
  }

  public struct Row: Hashable, Sendable, Codable {
    public var id: String
    public var label: String?
    /// One for each of `columns`.
    public var values: [Scalar]

    public init(id: String, label: String?, values: [Scalar]) {
      self.id = id
      self.label = label
      self.values = values
    }
  }

  public var request: Request { .rows(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .rows(let reply) = response { reply } else { nil }
  }
}
