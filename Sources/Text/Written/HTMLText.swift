/// The visible text of a piece of HTML.
///
///     HTMLText("<p>Late&nbsp;delivery<br>again</p>")     // "Late delivery\nagain"
///
/// Tags, attributes, comments, scripts and styles are removed. Paragraphs, list items and the like are on lines of
/// their own, lines of a `blockquote` start with `> ` as in mail, and character references are decoded once: `&amp;lt;`
/// becomes `&lt;`. O(length)
struct HTMLText {
  private(set) var bytes: [UInt8] = []
  /// Whether there were tags or comments, which were removed.
  private(set) var hasTags = false
  /// Whether there were character references.
  private(set) var hasReferences = false

  private enum Gap: Comparable { case none, space, line }
  private var gap = Gap.none
  private var quotes = 0
  /// Whether lines end at tags rather than at line breaks.
  private var tagsBreakLines = false
  /// Texts that were searched and not found; they are not searched again.
  private var absent: Set<String> = []

  init(_ source: ArraySlice<UInt8>) {
    bytes.reserveCapacity(source.count)
    (hasTags, tagsBreakLines) = HTMLText.evidence(in: source)
    var next = source.startIndex
    while next < source.endIndex {
      let byte = source[next]
      if byte == UInt8(ascii: "<"), hasTags, let end = readMarkup(source, at: next) {
        next = end
      } else if byte == UInt8(ascii: "&"), let found = CharacterReference.read(source, at: next) {
        append(found.scalar)
        next = found.end
      } else {
        append(byte)
        next += 1
      }
    }
  }

  /// Whether a text is HTML, and whether its tags end lines. A single tag is no evidence, since people also write about
  /// tags (`use <div> for it`). It counts if it is closed, if there is a second block of its kind, if the text starts
  /// with it as only HTML does, or if it is a line break or picture.
  private static func evidence(in source: ArraySlice<UInt8>) -> (isHTML: Bool, breaksLines: Bool) {
    var (isHTML, breaksLines) = (false, false)
    var opened: Set<String> = []
    lazy var lastComment = source.indices.last { source[$0...].starts(with: "-->".utf8) }
    var next = source.startIndex
    while let start = source[next...].firstIndex(of: UInt8(ascii: "<")) {
      next = start + 1
      if !isHTML, source[start...].starts(with: "<!--".utf8) {
        isHTML = lastComment.map { $0 > start } ?? false
      }
      guard let tag = HTMLTag(source, at: start) else { continue }
      next = tag.end
      breaksLines = breaksLines || tag.breaksLine
      if isHTML { continue }
      if tag.isLineBreak {
        isHTML = !isWord(source, start..<tag.end) || !opened.insert(tag.name).inserted
      } else if tag.isClosing {
        isHTML = opened.contains(tag.name)
      } else {
        let isSecond = !opened.insert(tag.name).inserted && tag.breaksLine
        let isFirst = start == source.startIndex && tag.breaksLine && (tag.hasAttributes || tag.name == "p")
        isHTML = isSecond || isFirst || tag.isPicture
      }
    }
    return (isHTML, breaksLines)
  }

  /// Whether a tag is used as a word: between blanks, or after a letter.
  private static func isWord(_ source: ArraySlice<UInt8>, _ tag: Range<Int>) -> Bool {
    let before = source[..<tag.lowerBound]
    guard let last = before.last, HTMLTag.isSpace(last), tag.upperBound < source.endIndex,
      HTMLTag.isSpace(source[tag.upperBound]), let letter = before.last(where: { !HTMLTag.isSpace($0) })
    else { return false }
    return letter >= 0x80 || (letter | 0x20) &- 0x61 < 26
  }

  /// Parses a tag, a comment or a declaration and returns its end; nil if there is none.
  private mutating func readMarkup(_ source: ArraySlice<UInt8>, at start: Int) -> Int? {
    if source[start...].starts(with: "<!--".utf8) { return end(of: "-->", in: source, from: start + 4) }
    if source[start...].starts(with: "<!".utf8) || source[start...].starts(with: "<?".utf8) {
      return end(of: ">", in: source, from: start)
    }
    guard let tag = HTMLTag(source, at: start) else { return nil }
    if tag.hidesContent, !tag.isClosing,
      let end = end(of: "</\(tag.name)", in: source, from: tag.end)
    {
      return self.end(of: ">", in: source, from: end) ?? end
    }
    if tag.breaksLine { gap = .line }
    if tag.name == "td" || tag.name == "th" { gap = max(gap, .space) }
    if tag.name == "blockquote" { quotes = max(quotes + (tag.isClosing ? -1 : 1), 0) }
    if tag.hasAttributes,
      String(decoding: source[tag.attributes], as: UTF8.self).contains("\"gmail_signature\"")
    {
      gap = .line
      for byte in "-- ".utf8 { append(visible: byte) }
      gap = .line
    }
    return tag.end
  }

  /// The end of the first occurrence of a text, ignoring ASCII case.
  private mutating func end(of text: String, in source: ArraySlice<UInt8>, from start: Int) -> Int? {
    if absent.contains(text) { return nil }
    let wanted = Array(text.utf8)
    var next = start
    while next + wanted.count <= source.endIndex {
      guard let found = source[next...].firstIndex(of: wanted[0]) else { break }
      if found + wanted.count <= source.endIndex,
        zip(source[found...], wanted).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 })
      {
        return found + wanted.count
      }
      next = found + 1
    }
    absent.insert(text)
    return nil
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    hasReferences = true
    if scalar == "\u{A0}" { return append(visible: 0x20) }
    for byte in String(scalar).utf8 { append(visible: byte) }
  }

  /// In HTML, white space is one space or the end of a line.
  private mutating func append(_ byte: UInt8) {
    guard hasTags, HTMLTag.isSpace(byte) else { return append(visible: byte) }
    gap = max(gap, byte == 0x0A && !tagsBreakLines ? .line : .space)
  }

  private mutating func append(visible byte: UInt8) {
    let startsLine = bytes.isEmpty || gap == .line
    if !bytes.isEmpty, gap != .none { bytes.append(gap == .line ? 0x0A : 0x20) }
    if startsLine, hasTags { for _ in 0..<quotes { bytes.append(contentsOf: "> ".utf8) } }
    gap = .none
    bytes.append(byte)
  }
}
