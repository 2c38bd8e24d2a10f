public import DataModel

/// How an answer can be written. One file a format; this is their registry.
public enum Format: String, Sendable, CaseIterable {
  case table, json, csv, html

  /// The answer as text that ends in a line break, by itself.
  public func write(_ answer: Answer, _ style: Style) -> String {
    layout(style).answer(answer, after: Document.Place())
  }

  /// Whether a person reads it: as much as a screen holds. Machines get all.
  public var isForPeople: Bool {
    switch self {
    case .table, .html: true
    case .json, .csv: false
    }
  }

  func layout(_ style: Style) -> any Layout {
    switch self {
    case .table: TerminalFormat(style: style)
    case .json: JSONFormat(zone: style.zone)
    case .csv: CSVFormat(zone: style.zone)
    case .html: PageFormat(zone: style.zone)
    }
  }
}

/// What a format must know of its surroundings.
public struct Style: Sendable {
  /// Cells of a line of the screen.
  public var width: Int
  public var usesColor: Bool
  /// Whether the screen is to be drawn in ASCII.
  public var usesASCII: Bool
  /// In which zone instants are written.
  public var zone: Zone

  public init(width: Int = 80, usesColor: Bool = false, usesASCII: Bool = false, zone: Zone = .utc) {
    self.width = max(20, width)
    self.usesColor = usesColor
    self.usesASCII = usesASCII
    self.zone = zone
  }
}
