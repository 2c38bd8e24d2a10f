internal import DataModel

/// Reads interviews and calls: cues (WebVTT, SubRip), text and Markdown. A record is an utterance: what one speaker says
/// until another speaks; where nobody is named, a cue or a paragraph.
///
/// Its columns are `speaker`, `text`, `line`, `start` where the file has times, and those of its front matter.
struct TranscriptReader: RecordReader {
  let header: Header
  private(set) var cells: [Range<Int>] = []
  private(set) var buffer: [UInt8] = []
  private(set) var lines: [Int] = []
  private(set) var rejections: [RowRejection] = []
  private(set) var keptRows: [Int: [String]] = [:]
  var keptLines: Set<Int> = []
  var decoding: TextDecoder { reader.source.decoder }
  var size: Int? { reader.source.size }
  var bytesRead: Int { reader.source.bytesRead }
  var progress: BytesRead { reader.source.progress }

  /// What one speaker says, as far as it was read.
  private struct Utterance {
    var speaker: String?
    var start: String?
    var line: Int
    var text: [UInt8] = []
  }

  private let layout: TranscriptLayout
  private var reader: LineReader
  private var cues = CueLines()
  private var utterance: Utterance?
  /// The lines with words above the first speaker.
  private var above = (count: 0, line: 0)
  /// The cells of the front matter in the batch.
  private var front: [Range<Int>] = []

  /// The most text of an utterance and of a batch, in bytes; a longer utterance goes on in a further row.
  private static let mostText = 1 << 20

  /// Nil where the text is no transcript, by its beginning and the name of its file.
  init?(_ source: TextSource, path: String) throws(ReadFailure) {
    guard let layout = TranscriptLayout(of: source, path: path) else { return nil }
    if let format = FileFormat(text: source.sample) { throw .format(format) }
    self.layout = layout
    reader = LineReader(source)
    header = Header(
      ["speaker", "text", "line"] + (layout.hasTimes ? ["start"] : []) + layout.frontMatter.names)
    while reader.number < layout.frontMatter.lineCount, try reader.next() != nil {}
  }

  var findings: [FileRemark] {
    var found = decoding.remarks
    if above.count > 0 {
      let many =
        above.count == 1
        ? "1 line above the first speaker is" : "\(above.count) lines above the first speaker are"
      found.append(FileRemark(line: above.line, text: "\(many) left out"))
    }
    if layout.frontMatter.leftOut > 0 {
      let text =
        "more than \(FrontMatter.mostKeys) keys above the text: \(layout.frontMatter.leftOut) are not read"
      found.append(FileRemark(line: 1, text: text))
    }
    return found
  }

  mutating func readBatch() throws(ReadFailure) -> Bool {
    cells.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    buffer.removeAll(keepingCapacity: true)
    front = layout.frontMatter.values.map { write(Array($0.utf8)) }
    while lines.count < recordsPerBatch, buffer.count < TranscriptReader.mostText {
      guard let line = try reader.next() else {
        finish()
        break
      }
      guard let text = line.text else {
        let limit = "\(LineReader.longest >> 20) MiB"
        rejections.append(
          RowRejection(line: line.number, reason: "it is longer than \(limit), the limit for one line"))
        continue
      }
      take(String(decoding: text, as: UTF8.self)[...], line.number)
    }
    return !lines.isEmpty
  }

  // MARK: - Lines

  private mutating func take(_ line: Substring, _ number: Int) {
    switch layout.kind {
    case .cues:
      guard let said = cues.take(line) else {
        if layout.form == nil { finish() }
        return
      }
      for (index, part) in said.split(separator: "<v", omittingEmptySubsequences: false).enumerated() {
        say(index == 0 ? part : "<v" + part, number, start: cues.start)
      }
    case .paragraphs(let isMarkdown):
      if line.allSatisfy(\.isWhitespace) || isMarkdown && TranscriptReader.isNoText(line) {
        if layout.form == nil { finish() }
      } else {
        say(line, number, start: nil)
      }
    }
  }

  /// A heading, or a line between parts, in Markdown.
  private static func isNoText(_ line: Substring) -> Bool {
    let text = line.trimmed
    let level = text.prefix { $0 == "#" }.count
    if 1...6 ~= level, text.count == level || text.dropFirst(level).first == " " { return true }
    let signs = text.filter { !$0.isWhitespace }
    return signs.count >= 3 && (signs.allSatisfy { $0 == "-" } || signs.allSatisfy { $0 == "*" })
  }

  /// Adds a line to what is said, by its speaker if it names one.
  private mutating func say(_ line: Substring, _ number: Int, start: String?) {
    guard line.contains(where: { !$0.isWhitespace }) else { return }
    if let form = layout.form, let spoken = SpeakerLine(line), spoken.form == form {
      if utterance?.speaker != spoken.speaker {
        finish()
        utterance = Utterance(speaker: spoken.speaker, start: spoken.start ?? start, line: number)
      }
      return add(spoken.text, number)
    }
    if utterance == nil {
      if layout.form != nil {
        if above.count == 0 { above.line = number }
        above.count += 1
        return
      }
      utterance = Utterance(speaker: nil, start: start, line: number)
    }
    add(line, number)
  }

  private mutating func add(_ line: Substring, _ number: Int) {
    if let long = utterance, long.text.count > TranscriptReader.mostText {
      finish()
      utterance = Utterance(speaker: long.speaker, start: nil, line: number)
    }
    let text = layout.kind == .cues ? TranscriptReader.withoutTags(line).trimmed : line.trimmed
    guard !text.isEmpty else { return }
    if utterance?.text.isEmpty == false { utterance?.text.append(layout.kind == .cues ? blank : lineFeed) }
    utterance?.text += Array(text.utf8)
  }

  /// The text of a cue without `<i>`, `</v>`, `<00:00:01.000>`.
  private static func withoutTags(_ line: Substring) -> String {
    var text = ""
    var rest = line
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      text += rest[..<open]
      rest = rest[close...].dropFirst()
    }
    return text + rest
  }

  // MARK: - Rows

  /// Makes a row of what was said last.
  private mutating func finish() {
    guard let said = utterance.take(), !said.text.isEmpty else { return }
    var row = [write(Array((said.speaker ?? "").utf8)), write(said.text), write(Array("\(said.line)".utf8))]
    if layout.hasTimes { row.append(write(Array((said.start ?? "").utf8))) }
    row += front
    cells += row
    lines.append(said.line)
    if keptLines.contains(said.line) {
      keptRows[said.line] = row.map { String(decoding: buffer[$0], as: UTF8.self) }
    }
  }

  private mutating func write(_ text: [UInt8]) -> Range<Int> {
    buffer += text
    return buffer.count - text.count..<buffer.count
  }
}
