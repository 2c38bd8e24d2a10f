public import DataModel

/// One text made of what several statements came to, part by part as they come.
///
///     var document = Document(.html, heading: Document.Heading("Why sellers leave"))
///     out(document.write(.answer(answer), style))
///     out(document.closing(session.provenance, style))
public struct Document {
  public enum Part: Sendable {
    case answer(Answer)
    /// `note "…"`
    case note(String)
    /// What a person is told of a statement that failed, in lines.
    case failure(String)
  }

  /// What the whole is called, and what its author says of it.
  public struct Heading: Sendable {
    public var title: String
    public var lead: [String]

    public init(_ title: String, lead: [String] = []) {
      self.title = title
      self.lead = lead
    }
  }

  /// What stands before a part.
  struct Place {
    var answers = 0
    var notes = 0
    /// The part before was an expectation, which is one line.
    var isAfterLine = false
  }

  public let format: Format
  public let heading: Heading
  private var place = Place()
  private var isOpen = false

  public init(_ format: Format, heading: Heading) {
    self.format = format
    self.heading = heading
  }

  public mutating func write(_ part: Part, _ style: Style) -> String {
    let layout = format.layout(style)
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

  /// What ends the whole as it stands; a document of no parts has its opening too.
  public func closing(_ provenance: Provenance?, _ style: Style) -> String {
    let layout = format.layout(style)
    return (isOpen ? "" : layout.opening(heading)) + layout.closing(provenance)
  }

  /// The next part is the first: nothing sets it off from what stands before.
  public mutating func startOver() { place = Place() }
}

/// A format: how the parts of a document are written. What a format has no place for it leaves out.
protocol Layout {
  func opening(_ heading: Document.Heading) -> String
  /// The answer as text that ends in a line break.
  func answer(_ answer: Answer, after place: Document.Place) -> String
  func note(_ text: String, after place: Document.Place) -> String
  func failure(_ message: String, after place: Document.Place) -> String
  func closing(_ provenance: Provenance?) -> String
}

extension Layout {
  func opening(_ heading: Document.Heading) -> String { "" }
  func note(_ text: String, after place: Document.Place) -> String { "" }
  func failure(_ message: String, after place: Document.Place) -> String { "" }
  func closing(_ provenance: Provenance?) -> String { "" }
}
