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
  /// What they rest on.
  private var provenance: Provenance?
  private var writer: OutcomeWriter
  private let gathered = GatheredText()

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

  /// Everything that was answered so far.
  var text: String { gathered.text + writer.closing(provenance) }

  /// "“sellers.csv” holds 2 answers, 240 lines."
  var account: String {
    let lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
    let (answerWord, lineWord) = (answers == 1 ? "answer" : "answers", lines == 1 ? "line" : "lines")
    return "“\(path)” holds \(counted(answers)) \(answerWord), \(counted(lines)) \(lineWord)."
  }

  mutating func take(_ outcomes: [Outcome], style: Style, _ provenance: Provenance?) {
    writer.style.zone = style.zone
    self.provenance = provenance
    for outcome in outcomes {
      if case .answer = outcome.result { answers += 1 }
      writer.write([outcome])
    }
  }
}

/// Text that closures add to.
final class GatheredText {
  var text = ""
}
