internal import DataModel
internal import XML

/// The text of a Word document (`.docx`): its paragraphs, with a blank line between them. What stands in tables is text;
/// headers, footers, notes, comments and what was deleted are not.
/// Reference: ECMA-376, Office Open XML, part 1, section 17 (WordprocessingML).
struct WordDocument {
  let text: [UInt8]

  /// Nil if an archive is no Word document.
  init?(_ bytes: [UInt8], path: String) throws(HostError) {
    guard let package = WorkbookPackage(bytes, path: path),
      let root = try package.relationships(of: "").values.first(where: { $0.kind == "officeDocument" }),
      root.part.lowercased().hasPrefix("word/"), root.part.lowercased().hasSuffix(".xml")
    else { return nil }
    let paragraphs = Paragraphs()
    try package.read(root.part, by: paragraphs)
    text = paragraphs.text
  }
}

private final class Paragraphs: XMLHandler {
  private(set) var text: [UInt8] = []
  /// The runs of the paragraph: their text, and whether it is bold.
  private var runs: [(text: String, isBold: Bool)] = []
  private var isBold = false
  private var isText = false
  private var isInRun = false
  /// Elements around that repeat, for older programs, what stands before them.
  private var fallbacks = 0

  func start(_ name: String, _ attribute: (String) -> String?) {
    switch name {
    // A text box is a paragraph in a paragraph.
    case "p": finish()
    case "r": (isInRun, isBold) = (true, false)
    case "Fallback": fallbacks += 1
    case "b": isBold = !["0", "false", "off"].contains(attribute("val") ?? "true")
    case "t": isText = true
    case "tab", "br", "cr": if isInRun { add(" ") }
    case _: break
    }
  }

  func end(_ name: String) {
    switch name {
    case "t": isText = false
    case "r": isInRun = false
    case "Fallback": fallbacks -= 1
    case "p": finish()
    case _: break
    }
  }

  func text(_ text: String) { if isText { add(text) } }

  private func add(_ text: String) {
    if fallbacks > 0 { return }
    let plain = String(text.map { $0.isNewline ? " " : $0 })
    if let last = runs.last, last.isBold == isBold {
      runs[runs.count - 1].text += plain
    } else {
      runs.append((plain, isBold))
    }
  }

  /// Adds the paragraph. A bold beginning up to a colon is who speaks, as in Markdown.
  private func finish() {
    var rest = runs[...]
    var line = ""
    if let first = rest.first, first.isBold, rest.count > 1, first.text.trimmed.hasSuffix(":") {
      line = "**\(first.text.trimmed)** "
      rest = rest.dropFirst()
    }
    line += rest.map(\.text).joined()
    runs = []
    guard !line.allSatisfy(\.isWhitespace) else { return }
    text += line.utf8
    text += [lineFeed, lineFeed]
  }
}
