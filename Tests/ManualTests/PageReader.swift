import DataModel
import Present
import Session
import SourceText
import TestSupport
import Testing

/// Works through a page: types every `heed` block, and compares the screen with the `text` block after it.
///
/// A `##` heading starts again with the demo. The kinds of blocks, by the words after the fence:
///
/// - `heed` — typed; nothing fails.
/// - `heed json` — the same, shown as JSON.
/// - `heed error` — typed; something fails, and each rewrite that is offered works.
/// - `heed failing` — typed; an expectation fails.
/// - `csv NAME`, `heed NAME` — a file; the workspace file opens on the files above it, until the next heading.
struct PageReader {
  let name: String
  private var conversation = Conversation.demo
  private var files: [String: [UInt8]] = [:]
  /// The screen of the last block.
  private var screen: String?
  private(set) var recorded: [(block: Page.Block, text: String)] = []

  init(name: String) { self.name = name }

  mutating func read(_ page: Page) {
    for part in page.parts {
      switch part {
      case .heading:
        conversation = .demo
        files = [:]
        screen = nil
      case .block(let block): read(block)
      }
    }
  }

  private mutating func read(_ block: Page.Block) {
    let place = "\(name), line \(block.lines.lowerBound + 1)"
    let word = block.info.dropFirst().first
    switch (block.info.first, word) {
    case ("text", _):
      guard let screen else { return }
      recorded.append((block, screen))
      if !TestRun.isRecording { #expect(block.text == screen, "\(place) shows something else") }
      self.screen = nil
    case ("heed", nil), ("heed", "json"):
      conversation.format = word == nil ? .table : .json
      let result = conversation.say(block.text)
      #expect(!result.failed, "\(place): \(result.screen)")
      screen = result.screen
    case ("heed", "error"):
      screen = mistaken(block, place)
    case ("heed", "failing"):
      let result = conversation.say(block.text)
      let unmet = result.outcomes.contains { outcome in
        if case .answer(let answer) = outcome.result { answer.holds == false } else { false }
      }
      #expect(unmet && !result.failed, "\(place): \(result.screen)")
      screen = result.screen
    case ("csv", let file?): files[file] = Array(block.text.utf8)
    case ("heed", let file?):
      files[file] = Array(block.text.utf8)
      guard file == "workspace.heed" else { return }
      conversation = Conversation(session: QuerySession(host: .memory(files)))
      let result = conversation.open(file)
      #expect(!result.failed, "\(place): \(result.screen)")
      screen = result.screen
    default: screen = nil
    }
  }

  /// Types a wrong statement, and then every rewrite that is offered.
  private mutating func mistaken(_ block: Page.Block, _ place: String) -> String {
    let before = conversation
    let result = conversation.say(block.text)
    #expect(result.failed, "\(place) should fail")
    for fix in result.diagnostics.flatMap(\.fixes) {
      var other = before
      let text = String(decoding: fix.applied(to: Array(block.text.utf8)), as: UTF8.self)
      let mended = other.say(text)
      #expect(!mended.failed, "\(place), with the fix “\(fix.message)”: \(mended.screen)")
    }
    return result.screen
  }
}
