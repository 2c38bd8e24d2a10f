internal import DataModel

/// What a page is made of, known before its first line is written: its title, its key figures, its contents, and the heading and
/// anchor of each section.
struct PageOutline {
  struct Section {
    var part: Document.Part
    var anchor: String
    var title: String
    /// Whether it is under a note, and so its heading is one level lower.
    var isUnderNote: Bool
  }

  struct KeyFigure {
    var figure: String
    var label: String
    var interval: String
    var anchor: String
  }

  let title: String
  let lead: [String]
  private(set) var sections: [Section] = []
  private(set) var keyFigures: [KeyFigure] = []

  private static let mostKeyFigures = 3
  /// Contents are listed from this number of headings on; a shorter page is seen at a glance.
  private static let fewestEntries = 3

  init(_ parts: [Document.Part], _ heading: Document.Heading, _ figures: FigureText) {
    var parts = parts[...]
    var title = heading.title
    if heading.isFileName, case .note(let first)? = parts.first {
      title = first
      parts = parts.dropFirst()
    }
    (self.title, lead) = (title, heading.lead)
    var isUnderNote = false
    for (number, part) in parts.enumerated() {
      if case .note = part { isUnderNote = true }
      sections.append(
        Section(
          part: part, anchor: "part-\(number + 1)", title: PageOutline.title(of: part, figures),
          isUnderNote: isUnderNote))
    }
    let answers = sections.compactMap { section -> (Answer, String)? in
      if case .answer(let answer) = section.part { (answer, section.anchor) } else { nil }
    }
    guard answers.count > 1 else { return }
    for (answer, anchor) in answers where keyFigures.count < PageOutline.mostKeyFigures {
      guard let key = PageOutline.keyFigure(of: answer, at: anchor, figures) else { continue }
      if !keyFigures.contains(where: { ($0.figure, $0.interval) == (key.figure, key.interval) }) {
        keyFigures.append(key)
      }
    }
  }

  /// The notes; on a page without notes, the answers.
  var contents: [Section] {
    let notes = sections.filter { if case .note = $0.part { true } else { false } }
    let entries = notes.isEmpty ? sections : notes
    return entries.count < PageOutline.fewestEntries ? [] : entries
  }

  /// The heading element of an answer or a failure.
  func level(of section: Section) -> String { section.isUnderNote ? "h3" : "h2" }

  /// The finding; else the headline; else the reading up to its first semicolon.
  private static func title(of part: Document.Part, _ figures: FigureText) -> String {
    switch part {
    case .note(let text): return text
    case .failure: return "This was not answered"
    case .answer(let answer):
      if let finding = Takeaway(figures: figures).sentence(answer) ?? answer.headline {
        return capitalized(finding)
      }
      if answer.verb == "quotes", let caption = answer.quotesCaption { return capitalized(caption) }
      let clause = answer.reading.prefix(while: { $0 != ";" })
      return clause.isEmpty ? capitalized(answer.verb) : capitalized(String(clause))
    }
  }

  /// The share that an answer is about, or else its first figure that has an interval.
  private static func keyFigure(of answer: Answer, at anchor: String, _ figures: FigureText) -> KeyFigure? {
    let share = answer.summary.first { $0.key == "share" && $0.value != .missing }
    guard var figure = share ?? answer.summary.first(where: { $0.low != nil && $0.value != .missing }) else {
      return nil
    }
    var label = Takeaway.name(figure.key)
    if share != nil {
      func end(_ key: String) -> Answer.Figure? { answer.summary.first { $0.key == key } }
      (figure.low, figure.high) = (end("low")?.value, end("high")?.value)
      // "302 of 1,200 sellers: 25.2% …" says what it is a share of.
      label = answer.headline.map { String($0.prefix { $0 != ":" }) } ?? label
    }
    guard figure.low?.number != figure.high?.number else { return nil }
    var cell = Answer.Cell(figure.value, low: figure.low?.number, high: figure.high?.number)
    cell.isUnfinished = false
    let text = figures.text(cell, Answer.Column(figure.key, .real, unit: figure.unit), missing: "–")
    return KeyFigure(
      figure: text.figure, label: label, interval: String(text.interval.drop { $0 == " " }), anchor: anchor)
  }

  static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// A text as a sentence, with a capital and a full stop.
  static func sentence(_ text: String) -> String {
    let text = capitalized(text)
    return ".?!:".contains(text.last ?? ".") ? text : text + "."
  }
}
