/// A value in a reply, as JSON has it: where it stands, what it is, and what it counts.
public struct ReplyColumn: Hashable, Sendable, Encodable {
  /// The names down to it; `[]` stands for each element of a list: `groups[].parts[].people`.
  public var path: String
  public var type: Kind
  /// What a number counts or measures: `people`, `days`. Nil where it has no unit, or where the request says it.
  public var unit: String?
  /// Whether it may be absent.
  public var isOptional: Bool

  public enum Kind: String, Hashable, Sendable, Codable {
    case integer, real, text, boolean
    /// A local day: `2025-01-31`.
    case day
    /// A day, or an instant with its time in UTC.
    case moment
    /// A `Scalar`.
    case scalar
    /// A `KeyValue`: what a group has in common by one key.
    case key
    /// A `MetricResult`.
    case metric
    /// A `Scale`: the lowest and the highest score.
    case scale
  }

  init(_ path: String, _ type: Kind, unit: String? = nil, optional: Bool = false) {
    self.path = path
    self.type = type
    self.unit = unit
    isOptional = optional
  }

  static func people(_ path: String) -> ReplyColumn { ReplyColumn(path, .integer, unit: "people") }

  /// The same where what it is part of may be absent.
  var orAbsent: ReplyColumn { ReplyColumn(path, type, unit: unit, optional: true) }

  /// Several with one beginning.
  static func all(_ path: String, _ columns: [ReplyColumn]) -> [ReplyColumn] {
    columns.map { column in
      var column = column
      column.path = path + "." + column.path
      return column
    }
  }

  private enum CodingKeys: String, CodingKey {
    case path, type, unit
    case isOptional = "optional"
  }
}
