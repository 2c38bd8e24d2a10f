public import DataModel

/// How an answer can be written. One file a format; this is their registry.
public enum Format: String, Sendable, CaseIterable {
  case table, json, csv

  /// The answer as text that ends in a line break.
  public func write(_ answer: Answer, _ style: Style) -> String {
    switch self {
    case .table: TerminalFormat(style: style).write(answer)
    case .json: JSONFormat(zone: style.zone).write(answer)
    case .csv: CSVFormat(zone: style.zone).write(answer)
    }
  }
}

/// What a format must know of its surroundings.
public struct Style: Sendable {
  /// Cells of a line of the screen.
  public var width: Int
  public var usesColor: Bool
  /// In which zone instants are written.
  public var zone: Zone

  public init(width: Int = 80, usesColor: Bool = false, zone: Zone = .utc) {
    self.width = max(20, width)
    self.usesColor = usesColor
    self.zone = zone
  }
}
