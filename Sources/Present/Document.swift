public import DataModel

/// A document with the results of several statements, written part by part.
///
///     var document = Document(.html, heading: Document.Heading("Why sellers leave"))
///     out(document.write(.answer(answer), style))
///     out(document.closing(session.provenance, style))
public struct Document {
  public enum Part: Sendable {
    case answer(Answer)
    /// `note "…"`
    case note(String)
    /// The error message of a statement that failed; may have several lines.
    case failure(String)
  }

  /// The title of the document, and the introduction by its author.
  public struct Heading: Sendable {
    public var title: String
    public var lead: [String]
    /// Whether the title is only made of a file's name, so that the author's first `note` is a better one.
    public var isFileName = false

    public init(_ title: String, lead: [String] = []) {
      self.title = title
      self.lead = lead
    }
  }

  /// What has been written before a part.
  struct Place {
    var answers = 0
    var notes = 0
    /// Whether the part before was an expectation, which takes one line.
    var isAfterLine = false
  }

  /// What an anonymous document says about itself.
  public static let anonymityNote =
    "Names and ids are replaced by pseudonyms, and addresses and numbers in quotes are masked. What customers wrote may still tell "
    + "who they are."

  public let format: Format
  public let heading: Heading
  private var place = Place()
  private var isOpen = false
  /// The parts so far, for a format that is written at the end.
  private var parts: [Part] = []

  public init(_ format: Format, heading: Heading) {
    self.format = format
    self.heading = heading
  }

  /// The text of the next part; the first one includes the opening of the document. Empty for a format whose beginning depends on
  /// all parts, such as a page with contents: its text is in `closing`.
  public mutating func write(_ part: Part, _ style: Style) -> String {
    let layout = format.layout(style)
    if layout.isWrittenAtEnd {
      parts.append(part)
      return ""
    }
    let text = isOpen ? "" : layout.opening(heading)
    isOpen = true
    switch part {
    case .answer(let answer):
      defer {
        place.answers += 1
        place.isAfterLine = answer.holds != nil
      }
      return text + layout.answer(answer, after: place)
    case .note(let note):
      defer {
        place.notes += 1
        place.isAfterLine = false
      }
      return text + layout.note(note, after: place)
    case .failure(let message): return text + layout.failure(message, after: place)
    }
  }

  /// The end of the document; without any parts it includes the opening.
  public func closing(_ provenance: Provenance?, _ style: Style) -> String {
    let layout = format.layout(style)
    if layout.isWrittenAtEnd { return layout.document(parts, heading, provenance) }
    return (isOpen ? "" : layout.opening(heading)) + layout.closing(provenance)
  }

  /// Makes the next part count as the first, so that nothing separates it from what was written before.
  public mutating func startOver() { place = Place() }
}

/// Writes the parts of a document in one format; parts that the format cannot show are empty.
protocol Layout {
  func opening(_ heading: Document.Heading) -> String
  /// The answer as text that ends in a line break.
  func answer(_ answer: Answer, after place: Document.Place) -> String
  func note(_ text: String, after place: Document.Place) -> String
  func failure(_ message: String, after place: Document.Place) -> String
  func closing(_ provenance: Provenance?) -> String
  /// Whether the document is written as a whole, by `document`, when all its parts are known.
  var isWrittenAtEnd: Bool { get }
  func document(_ parts: [Document.Part], _ heading: Document.Heading, _ provenance: Provenance?) -> String
}

extension Layout {
  func opening(_ heading: Document.Heading) -> String { "" }
  func note(_ text: String, after place: Document.Place) -> String { "" }
  func failure(_ message: String, after place: Document.Place) -> String { "" }
  func closing(_ provenance: Provenance?) -> String { "" }
  var isWrittenAtEnd: Bool { false }
  func document(_ parts: [Document.Part], _ heading: Document.Heading, _ provenance: Provenance?) -> String {
    ""
  }
}
