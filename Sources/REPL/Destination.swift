internal import DataModel
internal import Present
internal import Session

/// A file that answers go to, instead of the screen.
struct Destination {
  /// A page.
  private static let width = 100

  let path: String
  let format: Format
  /// Only the next answer goes there.
  var isOnce = false
  private(set) var answers = 0
  private var lines = 0
  /// All answers so far: the file is written whole each time, so that it never ends in half an answer.
  private let gathered = GatheredText()
  private var writer: OutcomeWriter

  /// The end of the path chooses the format, where it is one's; else the screen's holds.
  init(_ path: String, for screen: OutcomeWriter) {
    self.path = path
    format = Format(fileName: path) ?? screen.format
    writer = screen
    writer.begin(format, Document.Heading(ofFile: path))
    writer.style = Style(width: Destination.width)
    let gathered = gathered
    writer.out = { gathered.text += $0 }
  }

  /// "“sellers.csv” holds 2 answers, 240 lines."
  var account: String { "“\(path)” holds \(counted(answers, "answer")), \(counted(lines, "line"))." }

  /// Writes outcomes to the file, if an answer is among them. What went wrong, or nil.
  mutating func take(
    _ outcomes: [Outcome], style: Style, _ provenance: Provenance?,
    _ surroundings: InteractiveShell.Surroundings
  ) -> String? {
    writer.style.zone = style.zone
    writer.write(outcomes)
    let added = outcomes.count { outcome in
      if case .answer = outcome.result { true } else { false }
    }
    guard added > 0 else { return nil }
    answers += added
    let text = gathered.text + writer.closing(provenance)
    lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
    return surroundings.write(path, text)
  }
}

/// Text that closures add to.
final class GatheredText {
  var text = ""
}
