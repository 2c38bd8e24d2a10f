internal import DataModel
internal import Present
internal import Session

/// A file to which answers are written instead of to the screen.
struct Destination {
  /// The width of a page.
  private static let width = 100

  let path: String
  let format: Format
  /// Whether only the next answer is written to it.
  var isOnce = false
  private(set) var answers = 0
  private var lines = 0
  /// All answers so far: the whole file is written each time, so that it never ends in half an answer.
  private let gathered = GatheredText()
  private var writer: OutcomeWriter

  /// The path's extension decides the format; if it names none, the format of the screen is used.
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
  var account: String {
    answers == 0
      ? "Nothing was written to “\(path)”."
      : "“\(path)” holds \(counted(answers, "answer")), \(counted(lines, "line"))."
  }

  /// Writes outcomes to the file if there is an answer among them. If writing fails, it throws, and the state is as before.
  mutating func take(
    _ outcomes: [Outcome], style: Style, _ session: QuerySession
  ) throws(HostError) {
    let before = gathered.text
    (writer.style.zone, writer.style.isCancelled) = (style.zone, style.isCancelled)
    writer.write(outcomes)
    let added = outcomes.count(where: \.isAnswer)
    guard added > 0 else { return }
    let text = gathered.text + writer.closing(session.provenance)
    do throws(HostError) {
      try session.write(text, to: path)
    } catch {
      gathered.text = before
      throw error
    }
    answers += added
    lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
  }
}

/// A text to which closures append.
final class GatheredText {
  var text = ""
}
