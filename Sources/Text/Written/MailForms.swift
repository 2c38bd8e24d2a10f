/// How mail programs introduce quoted mail, in the languages of most mail.
enum MailForms {
  /// Whether one or a few lines are an attribution: `On Mon, 3 Mar 2025 at 10:00, Ann <ann@example.org> wrote:`. The
  /// line must be in lower case and trimmed.
  static func isAttribution(_ line: Substring) -> Bool {
    guard line.hasSuffix(":") else { return false }
    let words = line.dropLast().trimmed
    guard let form = attributions.first(where: { $0.fits(words) }) else { return false }
    // People also quote themselves: “On 3 March I wrote:”.
    let before = words.components(before: form.verb)
    return !pronouns.contains { before.hasSuffix($0) }
      && (hasAddress(line) || line.contains(where: \.isNumber))
  }

  /// Whether a line may be, or start, an attribution.
  static func mayStartAttribution(_ line: Substring) -> Bool {
    starts.contains { line.hasPrefix($0) } || hasAddress(line)
  }

  private struct Attribution {
    var starts: [String]
    var verb: String
    /// Whether the name follows the verb.
    var isFollowed = false

    func fits(_ words: Substring) -> Bool {
      guard starts.contains(where: { words.hasPrefix($0) }) || hasAddress(words) else { return false }
      return isFollowed ? words.contains(verb) : words.hasSuffix(verb)
    }
  }

  private static let attributions = [
    Attribution(starts: ["on "], verb: " wrote"),
    Attribution(starts: ["am "], verb: " schrieb", isFollowed: true),
    Attribution(starts: ["le "], verb: " a écrit"),
    Attribution(starts: ["el "], verb: " escribió"),
    Attribution(starts: ["em ", "no dia ", "a "], verb: " escreveu"),
    Attribution(starts: ["il "], verb: " ha scritto"),
    Attribution(starts: ["op "], verb: " schreef", isFollowed: true),
  ]
  private static let starts = attributions.flatMap(\.starts)
  private static let pronouns = [
    " i", " we", " you", " he", " she", " they", " ich", " wir", " er", " sie", " j'ai", " je", " on",
    " nous", " eu",
    " yo",
  ]

  /// Whether a header line of a mail has an address, or a date with a year or time.
  static func holdsAddressOrDate(_ line: Substring) -> Bool {
    line.contains("@") || line.count(where: \.isNumber) >= 3
  }

  private static func hasAddress(_ line: Substring) -> Bool {
    guard let at = line.firstIndex(of: "@") else { return false }
    return line[..<at].contains("<") && line[at...].contains(">")
  }

  // MARK: Separators

  /// Whether a line is a separator: `-----Original Message-----`, `---------- Forwarded message ---------`, `Begin
  /// forwarded message:`. In lower case.
  static func isSeparator(_ line: Substring) -> Bool {
    if line == "begin forwarded message:" { return true }
    guard line.hasPrefix("--") else { return false }
    let words = line.drop { $0 == "-" || $0 == " " }
    return separators.contains { words.hasPrefix($0) }
  }

  private static let separators = [
    "original message", "original appointment", "forwarded message", "reply message",
    "ursprüngliche nachricht",
    "originalnachricht", "weitergeleitete nachricht", "message d'origine", "message d’origine",
    "message original",
    "message transféré", "mensaje original", "mensaje reenviado", "mensagem original", "mensagem encaminhada",
    "messaggio originale", "messaggio inoltrato", "oorspronkelijk bericht",
  ]

  // MARK: Headers

  enum Header { case from, sent, date, to, subject }

  /// The header field that a line starts with: `From: Ann`, `*Gesendet:* Montag`.
  static func header(_ line: Substring) -> Header? {
    let line = line.drop { $0 == "*" }
    guard let colon = line.firstIndex(of: ":"), line.utf8.distance(from: line.startIndex, to: colon) <= 20
    else {
      return nil
    }
    return headers[String(line[..<colon].filter { $0 != "*" }.trimmed)]
  }

  private static let headers: [String: Header] = [
    "from": .from, "von": .from, "de": .from, "da": .from, "van": .from, "sent": .sent, "gesendet": .sent,
    "envoyé": .sent, "envoyé le": .sent, "enviado": .sent, "enviado el": .sent, "enviado em": .sent,
    "enviada": .sent,
    "enviada em": .sent, "inviato": .sent, "verzonden": .sent, "date": .date, "datum": .date, "fecha": .date,
    "data": .date, "to": .to, "an": .to, "à": .to, "para": .to, "a": .to, "aan": .to, "cc": .to,
    "subject": .subject,
    "betreff": .subject, "objet": .subject, "asunto": .subject, "assunto": .subject, "oggetto": .subject,
    "onderwerp": .subject,
  ]

  // MARK: Signatures

  /// Whether a line is an automatic signature such as `Sent from my iPhone`. In lower case.
  static func isSignature(_ line: Substring) -> Bool {
    line.utf8.count <= 80 && signatures.contains { line.hasPrefix($0) }
  }

  private static let signatures = [
    "sent from my ", "sent from mail for", "sent from outlook", "sent from yahoo", "sent from proton",
    "sent via ",
    "get outlook for ", "von meinem ", "gesendet von ", "gesendet mit ", "diese nachricht wurde von meinem ",
    "envoyé de mon ", "envoyé depuis ", "envoyé à partir de ", "enviado desde ", "enviado de mi ",
    "enviado do meu ",
    "enviado a partir ", "enviado via ", "inviato da", "inviato dal mio ", "verzonden vanaf ",
    "verstuurd vanaf ",
  ]
}

extension StringProtocol {
  /// Without blanks at the ends.
  var trimmed: Substring {
    var rest = Substring(self)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }

  /// The text before the last occurrence of another.
  fileprivate func components(before text: String) -> Substring {
    var before = Substring(self)
    while !before.isEmpty, !before.hasSuffix(text) { before.removeLast() }
    return before.dropLast(text.count)
  }
}
