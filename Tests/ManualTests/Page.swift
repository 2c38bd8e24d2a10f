import Foundation

/// A Markdown page, as far as the tests need it: its `##` headings and fenced blocks, in order.
///
///     Page("## Who\n```heed\ncount sellers\n```\n").parts  →  [.heading, .block(["heed"], "count sellers\n")]
struct Page {
  enum Part {
    case heading
    case block(Block)
  }

  struct Block {
    /// The words after the opening fence: the kind of the block, then its arguments.
    let info: [String]
    /// The lines between the fences, each with its line break.
    let text: String
    /// The position of those lines in the page, counted from 0.
    let lines: Range<Int>
  }

  private(set) var lines: [String]
  let parts: [Part]

  init(_ text: String) {
    lines = text.components(separatedBy: "\n")
    var parts: [Part] = []
    var open: (info: [String], start: Int)?
    for (number, line) in lines.enumerated() {
      if let (info, start) = open {
        guard line == "```" else { continue }
        let body = lines[start..<number].map { $0 + "\n" }.joined()
        parts.append(.block(Block(info: info, text: body, lines: start..<number)))
        open = nil
      } else if line.hasPrefix("```") {
        open = (line.dropFirst(3).split(separator: " ").map(String.init), number + 1)
      } else if line.hasPrefix("## ") {
        parts.append(.heading)
      }
    }
    self.parts = parts
  }

  /// The page with the texts of some blocks replaced.
  func replacing(_ texts: [(block: Block, text: String)]) -> String {
    var lines = lines
    for (block, text) in texts.reversed() {
      lines.replaceSubrange(block.lines, with: text.dropLast().components(separatedBy: "\n"))
    }
    return lines.joined(separator: "\n")
  }
}
