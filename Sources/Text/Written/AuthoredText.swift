/// Reduces a message to what its author wrote, without quoted mail and signatures.
///
///     AuthoredText(Array("Still broken.\n\nOn 3 Mar 2025, Ann wrote:\n> Try again.".utf8)[...]).bytes
///     // "Still broken.\n[…]"
///
/// Each removed part is replaced by `[…]`. Removed is everything from a line on with which mail programs introduce
/// quoted mail (`MailForms`), except replies between lines that start with `>`; and two or more lines that start with
/// `> ` at the end of the text. A text in which all lines start with `>` is kept. O(length)
struct AuthoredText {
  private(set) var bytes: [UInt8] = []
  private(set) var hasQuotes = false
  private(set) var hasSignature = false

  static let mark = "[…]"

  private let source: ArraySlice<UInt8>
  private let isHTML: Bool
  private var lines: [Range<Int>] = []
  private var next = 0
  private var isIntroduced = false
  /// The start of the lines with `> ` that end the text.
  private var tail = 0
  /// Whether the last text written was a mark.
  private var isMarked = false

  init(_ source: ArraySlice<UInt8>, isHTML: Bool = false) {
    self.source = source
    self.isHTML = isHTML
    lines = source.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      $0.startIndex..<$0.endIndex
    }
    tail = startOfTail()
    while next < lines.count { readLine() }
    if !hasSignature, !isIntroduced, bytes.elementsEqual(AuthoredText.mark.utf8) { hasQuotes = false }
    if !hasQuotes, !hasSignature { return }
    while let last = bytes.last, HTMLTag.isSpace(last) { bytes.removeLast() }
  }

  private mutating func readLine() {
    let kind = firstByte(of: next)
    switch kind {
    case UInt8(ascii: ">") where isQuoted(next):
      hasQuotes = true
      skip(to: next + 1)
    case UInt8(ascii: "-") where isSignatureMark(next):
      hasSignature = true
      var end = next + 1
      while end < lines.count, !startsQuote(end) { end += 1 }
      skip(to: end)
    case nil:
      keep(lines[next])
      next += 1
    default:
      if let end = introduction(at: next) {
        hasQuotes = true
        isIntroduced = true
        skip(to: end)
      } else if mayBeSignature(next), MailForms.isSignature(lowercased(next)) {
        hasSignature = true
        skip(to: next + 1)
      } else {
        keepLine()
      }
    }
  }

  /// Keeps a line, except quoted mail or a signature that follows on the same line because line breaks were lost.
  private mutating func keepLine() {
    let line = lines[next]
    if let start = AuthoredText.lateSeparator(in: source[line])
      ?? AuthoredText.lateIntroduction(in: source[line])
    {
      hasQuotes = true
      isIntroduced = true
      keep(line.lowerBound..<start)
      skip(to: lines.count)
    } else if let start = AuthoredText.lateSignature(in: source[line]) {
      hasSignature = true
      keep(line.lowerBound..<start)
      skip(to: next + 1)
    } else {
      keep(line)
      next += 1
    }
  }

  private mutating func keep(_ line: Range<Int>) {
    if !bytes.isEmpty { bytes.append(0x0A) }
    bytes.append(contentsOf: source[line])
    if firstByte(of: source[line]) != nil { isMarked = false }
  }

  private mutating func skip(to end: Int) {
    next = end
    if isMarked { return }
    while let last = bytes.last, HTMLTag.isSpace(last) { bytes.removeLast() }
    if !bytes.isEmpty { bytes.append(0x0A) }
    bytes.append(contentsOf: AuthoredText.mark.utf8)
    isMarked = true
  }

  // MARK: Lines

  private func firstByte(of line: Int) -> UInt8? { firstByte(of: source[lines[line]]) }

  private func firstByte(of line: ArraySlice<UInt8>) -> UInt8? { line.first { !HTMLTag.isSpace($0) } }

  /// The start of a line in lower case, trimmed.
  private func lowercased(_ line: Int) -> Substring {
    String(decoding: source[lines[line]].prefix(AuthoredText.longestForm), as: UTF8.self).lowercased().trimmed
  }

  private static let longestForm = 300

  // For most lines the first letters and the last one show that they are ordinary text.

  private func mayBeSignature(_ line: Int) -> Bool {
    lines[line].count <= 90 && AuthoredText.starts(firstByte(of: line), "degisv")
  }

  private func mayBeHead(_ line: Int) -> Bool {
    AuthoredText.starts(firstByte(of: line), "-_*bdfv")
      && (source[lines[line]].prefix(40).contains(UInt8(ascii: ":"))
        || AuthoredText.starts(firstByte(of: line), "-_"))
  }

  private func mayBeAttribution(_ line: Int) -> Bool {
    (line..<min(line + 3, lines.count)).contains { next in
      source[lines[next]].last { !HTMLTag.isSpace($0) } == UInt8(ascii: ":")
    }
      && (AuthoredText.starts(firstByte(of: line), "aeilno")
        || source[lines[line]].contains(UInt8(ascii: "@")))
  }

  private static func starts(_ byte: UInt8?, _ letters: String) -> Bool {
    guard let byte else { return false }
    return letters.utf8.contains(byte) || letters.utf8.contains(byte | 0x20)
  }

  /// Whether a line starting with `>` is a quote; others, such as `>5 minutes` and `> 5 days late`, are the author's
  /// own.
  private func isQuoted(_ line: Int) -> Bool {
    isBehindMark(line) && (isIntroduced || isHTML || line >= tail)
  }

  private func isBehindMark(_ line: Int) -> Bool { firstByte(of: line) == UInt8(ascii: ">") }

  /// The first of two or more lines starting with `> ` that are followed only by blank lines and a signature; past the
  /// last line if there are none.
  private func startOfTail() -> Int {
    var (start, count, line) = (lines.count, 0, lines.count - 1)
    while line >= 0 {
      if isBehindMark(line) {
        let rest = source[lines[line]].drop { HTMLTag.isSpace($0) }.drop { $0 == UInt8(ascii: ">") }
        guard rest.first.map(HTMLTag.isSpace) ?? true else { break }
        (start, count) = (line, count + 1)
      } else if firstByte(of: line) != nil {
        guard count == 0, mayBeSignature(line), MailForms.isSignature(lowercased(line)) else { break }
      }
      line -= 1
    }
    return count > 1 ? start : lines.count
  }

  /// `-- ` on a line of its own; without the space only after an empty line and before a short rest.
  private func isSignatureMark(_ line: Int) -> Bool {
    let text = source[lines[line]].reversed().drop { $0 == 0x0D }.reversed()
    return text.elementsEqual("-- ".utf8)
      || text.elementsEqual("--".utf8) && line > 0 && firstByte(of: line - 1) == nil
        && lines.count - line <= 8
  }

  private func startsQuote(_ line: Int) -> Bool { isQuoted(line) || introduction(at: line) != nil }

  /// The end of what a line introduces: the next line if marked quotes follow, whose end is recognised separately; else
  /// the end of the text. Nil if the line introduces nothing.
  private func introduction(at line: Int) -> Int? {
    guard let end = endOfAttribution(at: line) ?? endOfHead(at: line) else { return nil }
    let following = (end..<lines.count).first { firstByte(of: $0) != nil }
    if let following, isBehindMark(following) { return following }
    return lines.count
  }

  /// The line after an attribution, which may have three lines.
  private func endOfAttribution(at line: Int) -> Int? {
    guard mayBeAttribution(line) else { return nil }
    var words = lowercased(line)
    guard MailForms.mayStartAttribution(words) else { return nil }
    for end in (line + 1)...(line + 3) {
      if MailForms.isAttribution(words) { return end }
      guard end < lines.count, words.utf8.count < AuthoredText.longestForm else { return nil }
      words = "\(words) \(lowercased(end))"[...]
    }
    return nil
  }

  /// The line after a separator, or after the header of quoted mail.
  private func endOfHead(at line: Int) -> Int? {
    guard mayBeHead(line) else { return nil }
    let words = lowercased(line)
    if MailForms.isSeparator(words) { return lines.count }
    if words.utf8.count > 3, words.allSatisfy({ $0 == "_" }) {
      let following = (line + 1..<lines.count).first { firstByte(of: $0) != nil }
      return following.flatMap { isHead(at: $0, isRuledOff: true) ? lines.count : nil }
    }
    return isHead(at: line) ? lines.count : nil
  }

  /// Whether a mail header starts here: `From: …` and, on the same or the next lines, the time of sending; with a date
  /// or an address, below a ruling line, or with all usual fields.
  private func isHead(at line: Int, isRuledOff: Bool = false) -> Bool {
    let words = lowercased(line)
    guard MailForms.header(words) == .from else { return false }
    var found: Set<MailForms.Header> = []
    var isCertain = isRuledOff || MailForms.holdsAddressOrDate(words)
    if words.contains(" sent: ") { found.insert(.sent) }
    if words.contains(" to: ") { found.insert(.to) }
    if words.contains(" subject: ") { found.insert(.subject) }
    for next in (line + 1)..<max(line + 1, min(line + 7, lines.count)) {
      if firstByte(of: next) == nil { continue }
      let words = lowercased(next)
      guard let header = MailForms.header(words) else { break }
      found.insert(header)
      isCertain = isCertain || MailForms.holdsAddressOrDate(words)
    }
    if found.isSuperset(of: [.sent, .to, .subject]) { return true }
    return isCertain
      && (found.contains(.sent) || found.isSuperset(of: [.date, .subject])
        || words.contains("@") && !found.isEmpty)
  }

  // MARK: Quotes and signatures within a line

  /// The start of `-----Original Message-----` inside a line.
  private static func lateSeparator(in line: ArraySlice<UInt8>) -> Int? {
    var next = line.startIndex
    while let start = line[next...].firstIndex(of: UInt8(ascii: "-")) {
      let end = line[start...].firstIndex { $0 != UInt8(ascii: "-") } ?? line.endIndex
      if end - start >= 4,
        MailForms.isSeparator(String(decoding: line[start...].prefix(60), as: UTF8.self).lowercased()[...])
      {
        return start
      }
      next = end
    }
    return nil
  }

  /// The start of `From: … Sent: … To: …` or `On 3 Mar 2025 at 10:00, Ann wrote:` inside a line.
  private static func lateIntroduction(in line: ArraySlice<UInt8>) -> Int? {
    for colon in line.indices where line[colon] == UInt8(ascii: ":") {
      if line[..<colon].hasSuffix(" Sent"), let start = line[..<colon].last(" From: ", within: longestForm) {
        let rest = line[colon...].prefix(longestForm)
        let (to, subject) = (
          rest.last(" To: ", within: longestForm), rest.last(" Subject: ", within: longestForm)
        )
        let words = String(decoding: line[start..<(to ?? subject ?? colon)], as: UTF8.self)
        if to != nil && subject != nil || (to ?? subject) != nil && MailForms.holdsAddressOrDate(words[...]) {
          return start
        }
      }
      if line[..<colon].hasSuffix(" wrote"), let start = line[..<colon].last(" On ", within: 200) {
        let words = String(decoding: line[start...colon], as: UTF8.self).lowercased().trimmed
        if words.count(where: \.isNumber) >= 3, MailForms.isAttribution(words) { return start }
      }
    }
    return nil
  }

  /// The start of `Sent from my iPhone` at the end of a line, after the end of a sentence.
  private static func lateSignature(in line: ArraySlice<UInt8>) -> Int? {
    let tail = line.suffix(50)
    let starts = { tail[$0] == UInt8(ascii: "S") && tail[$0...].starts(with: "Sent from my ".utf8) }
    guard let at = tail.indices.first(where: starts) else { return nil }
    guard let before = line[..<at].last(where: { !HTMLTag.isSpace($0) }) else { return at }
    return before >= 0x80 || ".!?)".utf8.contains(before) ? at : nil
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }

  /// The start of the last occurrence of a text, at most `length` bytes before the end.
  fileprivate func last(_ text: String, within length: Int) -> Int? {
    let tail = suffix(length)
    return tail.indices.last { tail[$0...].starts(with: text.utf8) }
  }
}
