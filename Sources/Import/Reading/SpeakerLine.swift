/// A line that begins with who speaks: `**Ada:** Yes.`, `Ada: Yes.`, `[00:01:05] Ada: Yes.`, `<v Ada>Yes.</v>`.
struct SpeakerLine: Hashable {
  /// How the speaker is told from other words: by bold letters or a tag of WebVTT, or by the colon alone.
  enum Form: Hashable { case marked, plain }

  var form: Form
  var speaker: String
  /// When they begin, as it is written; nil where it is not said.
  var start: String?
  var text: Substring

  /// The most letters and words of a name.
  private static let longest = 40
  private static let mostWords = 5

  init?(_ line: Substring) {
    var rest = SpeakerLine.withoutBullet(line.trimmingPrefix { $0.isWhitespace })
    start = SpeakerLine.takeTime(&rest)
    if let (name, text) = SpeakerLine.tagged(rest) ?? SpeakerLine.bold(rest) {
      (form, speaker, self.text) = (.marked, name, text)
    } else if let (name, text) = SpeakerLine.plain(rest) {
      (form, speaker, self.text) = (.plain, name, text)
    } else {
      return nil
    }
  }

  /// `- Ada: …` and `> Ada: …` in Markdown.
  private static func withoutBullet(_ line: Substring) -> Substring {
    for sign in ["- ", "* ", "> "] where line.hasPrefix(sign) { return line.dropFirst(2) }
    return line
  }

  /// `[00:01:05] `, `00:01:05 `, `(1:05) `
  private static func takeTime(_ line: inout Substring) -> String? {
    var rest = line
    let closing: Character? = rest.first == "[" ? "]" : rest.first == "(" ? ")" : nil
    if closing != nil { rest = rest.dropFirst() }
    let time = rest.prefix { $0.isASCII && ($0.isNumber || [":", ".", ","].contains($0)) }
    guard let start = CueTime(time)?.text else { return nil }
    rest = rest.dropFirst(time.count)
    if let closing {
      guard rest.first == closing else { return nil }
      rest = rest.dropFirst()
    }
    guard rest.first?.isWhitespace == true else { return nil }
    line = rest.trimmingPrefix { $0.isWhitespace }
    return start
  }

  /// `<v Ada>Yes.`, `<v.loud Ada>Yes.`
  private static func tagged(_ line: Substring) -> (String, Substring)? {
    guard line.hasPrefix("<v"), let end = line.firstIndex(of: ">") else { return nil }
    let tag = line[..<end].dropFirst(2)
    guard tag.first == " " || tag.first == ".", let blank = tag.firstIndex(where: \.isWhitespace) else {
      return nil
    }
    let name = tag[blank...].trimmingPrefix { $0.isWhitespace }
    guard !name.isEmpty, name.count <= 4 * longest else { return nil }
    return (String(name), line[end...].dropFirst())
  }

  /// `**Ada:** Yes.`, `**Ada**: Yes.`
  private static func bold(_ line: Substring) -> (String, Substring)? {
    for sign in ["**", "__"] where line.hasPrefix(sign) {
      let inside = line.dropFirst(2)
      guard let end = inside.firstRange(of: sign) else { continue }
      var (name, text) = (inside[..<end.lowerBound], inside[end.upperBound...])
      if isColon(name.last) {
        name = name.dropLast()
      } else if isColon(text.first) {
        text = text.dropFirst()
      } else {
        continue
      }
      guard let name = named(name) else { continue }
      return (name, text)
    }
    return nil
  }

  /// `Ada: Yes.` A blank or the end of the line follows the colon, so that `10:30` and `https://` are none.
  private static func plain(_ line: Substring) -> (String, Substring)? {
    guard let colon = line.prefix(longest + 1).firstIndex(where: isColon) else { return nil }
    let text = line[colon...].dropFirst()
    guard line[colon] == "：" || text.isEmpty || text.first?.isWhitespace == true,
      let name = named(line[..<colon]), name.split(separator: " ").allSatisfy(mayBeNamed)
    else { return nil }
    return (name, text)
  }

  private static func named(_ text: Substring) -> String? {
    let words = text.split { $0.isWhitespace }
    guard !words.isEmpty, words.count <= mostWords, text.count <= longest,
      text.contains(where: \.isLetter), !text.contains(where: { ",;!?|\"<>{}=/\\".contains($0) })
    else { return nil }
    return words.joined(separator: " ")
  }

  /// Words of a name begin with a capital, with a number, or have no capitals; but for those within names, and roles.
  private static func mayBeNamed(_ word: Substring) -> Bool {
    guard let first = word.first(where: { $0.isLetter || $0.isNumber }) else { return true }
    return !first.isLowercase || small.contains(word.lowercased())
  }

  private static let small: Set<String> = [
    "van", "von", "der", "den", "de", "da", "do", "dos", "di", "del", "la", "le", "el", "al", "bin", "ibn",
    "ten", "ter",
    "zu", "interviewer", "interviewee", "participant", "moderator", "speaker", "researcher", "host", "guest",
    "customer", "agent", "user", "client",
  ]

  private static func isColon(_ letter: Character?) -> Bool { letter == ":" || letter == "：" }
}

/// A time in a recording, as cues have it: `00:01:05.250`, `1:05`, `00:01:05,250`.
struct CueTime {
  /// `00:01:05`
  let text: String

  init?(_ time: some StringProtocol) {
    let whole = time.prefix { $0 != "." && $0 != "," }
    let parts = whole.split(omittingEmptySubsequences: false) { $0 == ":" }.map { String($0) }
    guard (2...3).contains(parts.count), parts.dropFirst().allSatisfy({ $0.count == 2 }),
      parts.allSatisfy({ (1...4).contains($0.count) && $0.allSatisfy { ("0"..."9").contains($0) } }),
      parts.dropFirst().allSatisfy({ $0 < "60" })
    else { return nil }
    let all = parts.count == 2 ? ["00"] + parts : parts
    text = all.map { $0.count == 1 ? "0\($0)" : $0 }.joined(separator: ":")
  }
}
