internal import DataModel

/// How a file of spoken words is laid out.
struct TranscriptLayout {
  enum Kind: Hashable {
    /// WebVTT or SubRip: times, each with what is said then.
    case cues
    /// Paragraphs of text; in Markdown, headings and lines between them are not said by anybody.
    case paragraphs(isMarkdown: Bool)
  }

  let kind: Kind
  /// How speakers are told; nil where the file does not say who speaks.
  let form: SpeakerLine.Form?
  /// Whether utterances say when they begin.
  let hasTimes: Bool
  let frontMatter: FrontMatter

  /// Nil where a text is no transcript, by its beginning and the name of its file.
  init?(of source: TextSource, path: String) {
    let text = source.sample
    let name = TranscriptLayout.unpackedName(path)
    if [".vtt", ".srt"].contains(where: name.hasSuffix) || TranscriptLayout.beginsAsCues(text.prefix(256)) {
      kind = .cues
      frontMatter = FrontMatter()
    } else if [".md", ".markdown", ".txt", ".docx"].contains(where: name.hasSuffix) {
      kind = .paragraphs(isMarkdown: name.hasSuffix(".md") || name.hasSuffix(".markdown"))
      frontMatter = FrontMatter(text)
    } else {
      return nil
    }
    var lines = TranscriptLayout.lines(of: text[...])
    if !source.isSampleWhole { lines.removeLast() }
    lines.removeFirst(min(frontMatter.lineCount, lines.count))
    let speakers = TranscriptLayout.said(lines, kind).compactMap { SpeakerLine($0) }
    let plain = speakers.filter { $0.form == .plain }
    let form: SpeakerLine.Form? = plain.count < speakers.count ? .marked : plain.count > 1 ? .plain : nil
    self.form = form
    hasTimes = kind == .cues || speakers.contains { $0.form == form && $0.start != nil }
    if name.hasSuffix(".txt"), kind != .cues, frontMatter.lineCount == 0, form != .marked,
      !TranscriptLayout.isProse(lines, speakers: plain.count)
    {
      return nil
    }
  }

  /// The lines that hold what is said.
  private static func said(_ lines: [Substring], _ kind: Kind) -> [Substring] {
    guard kind == .cues else { return lines }
    var cues = CueLines()
    return lines.compactMap { cues.take($0) }
  }

  /// Whether a text without marks is rather told or talked than a table: a quarter of its lines name a speaker, or
  /// paragraphs stand apart and the first line has no cells.
  private static func isProse(_ lines: [Substring], speakers: Int) -> Bool {
    let isBlank = lines.map { $0.allSatisfy(\.isWhitespace) }
    let written = isBlank.count { !$0 }
    if speakers > 1, speakers * 4 >= written { return true }
    guard let first = isBlank.firstIndex(of: false), let last = isBlank.lastIndex(of: false) else {
      return false
    }
    return isBlank[first..<last].contains(true) && !lines[first].contains { ",;\t|".contains($0) }
  }

  private static func lines(of text: ArraySlice<UInt8>) -> [Substring] {
    String(decoding: text, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: { ["\n", "\r\n", "\r"].contains($0) })
  }

  private static func beginsAsCues(_ text: ArraySlice<UInt8>) -> Bool {
    let first = lines(of: text).filter { !$0.allSatisfy(\.isWhitespace) }.prefix(2)
    guard let line = first.first else { return false }
    if line.hasPrefix("WEBVTT") { return true }
    return line.allSatisfy(\.isNumber)
      && first.dropFirst().first.map { CueLines.start(of: $0) != nil } == true
  }

  /// The file's name in small letters, without the ending of a packed file.
  private static func unpackedName(_ path: String) -> String {
    let name = path.lowercased()
    let packed = [".gz", ".zst", ".bz2", ".xz"].first(where: name.hasSuffix)
    return String(name.dropLast(packed?.count ?? 0))
  }
}

/// The lines of a file of cues: which are said, and when.
struct CueLines {
  private enum Place { case between, cue, aside }

  private var place = Place.between
  /// When the cue begins whose lines come.
  private(set) var start: String?

  /// What a line says; nil where it is none that is said: a time, a number, a note.
  mutating func take(_ line: Substring) -> Substring? {
    if line.allSatisfy(\.isWhitespace) {
      place = .between
      return nil
    }
    if place != .aside, let start = CueLines.start(of: line) {
      (place, self.start) = (.cue, start)
      return nil
    }
    if place == .between, ["WEBVTT", "NOTE", "STYLE", "REGION"].contains(where: line.hasPrefix) {
      place = .aside
    }
    return place == .cue ? line : nil
  }

  /// `00:00:04.000 --> 00:00:06.643`
  static func start(of line: Substring) -> String? {
    guard let arrow = line.firstRange(of: "-->") else { return nil }
    return CueTime(line[..<arrow.lowerBound].trimmed)?.text
  }
}
