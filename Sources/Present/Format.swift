public import DataModel

/// The formats in which answers can be written. Each is one file; this is the registry.
public enum Format: String, Sendable, CaseIterable {
  case table, markdown, csv, tsv, json, html, email

  /// The answer alone, as text that ends in a line break.
  public func write(_ answer: Answer, _ style: Style) -> String {
    layout(style).answer(answer, after: Document.Place())
  }

  /// Whether people read it: then it shows as much as fits on a screen. Formats for machines have everything.
  public var isForPeople: Bool {
    switch self {
    case .table, .markdown, .html, .email: true
    case .csv, .tsv, .json: false
    }
  }

  /// Whether it is a page with a head of its own.
  public var isPage: Bool { self == .html || self == .email }

  func layout(_ style: Style) -> any Layout {
    switch self {
    case .table: TerminalFormat(style: style)
    case .markdown: MarkdownFormat(style: style)
    case .csv: CSVFormat(style: style)
    case .tsv: TSVFormat(style: style)
    case .json: JSONFormat(style: style)
    case .html: PageFormat(style: style)
    case .email: EmailFormat(style: style)
    }
  }

  /// The file name endings for the format, the usual one first; none for a terminal table.
  private var endings: [String] {
    switch self {
    case .table, .email: []
    case .markdown: ["md", "markdown"]
    case .csv: ["csv"]
    case .tsv: ["tsv"]
    case .json: ["json", "jsonl"]
    case .html: ["html", "htm"]
    }
  }

  /// The format for a file name, by its ending: `sellers.csv` is CSV. Nil if no format has that ending.
  public init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    let ending = fileName[fileName.index(after: dot)...].lowercased()
    guard let format = Format.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
    self = format
  }

  /// The usual file name ending of each format that has one.
  public static var fileEndings: [String] { allCases.compactMap(\.endings.first) }
}

/// The surroundings that affect how a format writes.
public struct Style: Sendable {
  /// The width of the screen in cells; at least 20.
  public var width: Int
  public var usesColor: Bool
  /// Whether to draw with ASCII characters only.
  public var usesASCII: Bool
  /// Whether the output goes to a terminal, where control characters in the data must be made harmless. A file has the data as
  /// it is.
  public var isOnScreen: Bool
  /// The time zone in which instants are written.
  public var zone: Zone
  /// Whether what a page folds is open: the tables behind charts, and how each answer was counted.
  public var isFull = false
  /// Whether answers are anonymous; then the document says so, and errors, which may name somebody, are left out of it.
  public var isAnonymous = false
  /// Whether the user asked to stop. What was written until then is incomplete, and must not be used.
  public var isCancelled: @Sendable () -> Bool = { false }

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

  /// The elements until the user asks to stop.
  func untilCancelled<Element>(_ elements: [Element]) -> some Swift.Sequence<Element> {
    elements.lazy.prefix { _ in !isCancelled() }
  }
}
