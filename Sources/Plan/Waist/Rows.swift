public import DataModel

/// The people themselves, with values for each.
public struct Rows: Measurement {
  public var who: Condition
  /// The values to return for each person.
  public var columns: [Value]
  /// The order; missing values come last in either direction, ties are in order of id.
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

  public static let schema: [ReplyColumn] = [
    ReplyColumn("rows[].id", .text), ReplyColumn("rows[].label", .text, optional: true),
    ReplyColumn("rows[].values[]", .scalar),
  ]

  public var request: Request { .rows(self) }
  public static func reply(in response: Response) -> Reply? {
    if case .rows(let reply) = response { reply } else { nil }
  }
}
