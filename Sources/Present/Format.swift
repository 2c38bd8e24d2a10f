public import DataModel

/// How an answer can be written. One file a format; this is their registry.
public enum Format: String, Sendable, CaseIterable {
  case table, markdown, csv, tsv, json, html

  /// The answer as text that ends in a line break, by itself.
  public func write(_ answer: Answer, _ style: Style) -> String {
    layout(style).answer(answer, after: Document.Place())
  }

  /// Whether a person reads it: as much as a screen holds. Machines get all.
  public var isForPeople: Bool {
    switch self {
    case .table, .markdown, .html: true
    case .csv, .tsv, .json: false
    }
  }

  func layout(_ style: Style) -> any Layout {
    switch self {
    case .table: TerminalFormat(style: style)
    case .markdown: MarkdownFormat(zone: style.zone)
    case .csv: CSVFormat(style: style)
    case .tsv: TSVFormat(style: style)
    case .json: JSONFormat(zone: style.zone)
    case .html: PageFormat(zone: style.zone)
    }
  }

  /// The endings of files that hold it, the usual one first; a table fits no file.
  private var endings: [String] {
    switch self {
    case .table: []
    case .markdown: ["md", "markdown"]
    case .csv: ["csv"]
    case .tsv: ["tsv"]
    case .json: ["json", "jsonl"]
    case .html: ["html", "htm"]
    }
  }

  /// What the ending of a file's name says that it is to hold: `sellers.csv`.
  public init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    let ending = fileName[fileName.index(after: dot)...].lowercased()
    guard let format = Format.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
    self = format
  }

  public static var fileEndings: [String] { allCases.compactMap(\.endings.first) }
}

/// What a format must know of its surroundings.
public struct Style: Sendable {
  /// Cells of a line of the screen.
  public var width: Int
  public var usesColor: Bool
  /// Whether the screen is to be drawn in ASCII.
  public var usesASCII: Bool
  /// Whether it goes to a terminal, which what the data holds must not drive. A file has the data as it is.
  public var isOnScreen: Bool
  /// In which zone instants are written.
  public var zone: Zone

  public init(
    width: Int = 80, usesColor: Bool = false, usesASCII: Bool = false, isOnScreen: Bool = false,
    zone: Zone = .utc
  ) {
    self.width = max(20, width)
    self.usesColor = usesColor
    self.usesASCII = usesASCII
    self.isOnScreen = isOnScreen
    self.zone = zone
  }
}
