/// What people say.
extension Writer {
  mutating func text(_ voice: Voice, isNever: Bool = false, isLast: Bool) -> String {
    var head: String
    switch voice.what {
    case .pattern(let saying):
      use(voice.isHeard ? "heard" : "mentioned")
      head = "\(voice.isHeard ? "heard" : "mentioned") \(text(saying))"
    case .something:
      use("said something")
      head = pick("said something", "said anything")
    case .response:
      use("responded")
      head = "responded"
    }
    return (voice.isTheirs ? "they " : "") + (isNever ? "never " : "") + head
      + modifiers(voice, isLast: isLast)
  }

  mutating func modifiers(_ voice: Voice, isLast: Bool) -> String {
    var parts: [String] = []
    if !voice.channels.isEmpty {
      use(voice.channels.count == 1 ? "in channel" : "in channels")
      parts.append(text(channels: voice.channels))
    }
    if let times = voice.times { parts.append(text(times)) }
    if let window = voice.window { parts.append(text(window)) }
    if chance(50) { parts.reverse() }
    if let filter = voice.filter {
      use("voice with")
      parts.insert(with(filter, isClosed: !isLast || !voice.channels.isEmpty, [voice.times]), at: 0)
    }
    return parts.map { " " + $0 }.joined()
  }

  mutating func text(channels: [String]) -> String {
    channels.count == 1 ? "in \(channels[0])" : "in (\(channels.joined(separator: ", ")))"
  }

  mutating func text(_ saying: Saying) -> String {
    switch saying {
    case .words(let words):
      let isBare =
        words.unicodeScalars.allSatisfy { $0.properties.isAlphabetic } && !Writer.reserved.contains(words)
      use(words.contains(" ") ? "phrase" : isBare ? "word" : "quoted word")
      return isBare && !chance(40) ? words : quoted(words)
    case .prefix(let start):
      use("prefix*")
      return start + "*"
    case .part(let part):
      use("*part*")
      return "*\(part)*"
    case .exactly(let forms):
      if forms.count > 1 {
        use("exactly any of")
        return "exactly any of (\(forms.map { quoted($0) }.joined(separator: ", ")))"
      }
      use("exactly")
      return "exactly \(quoted(forms[0]))"
    case .any(let sayings):
      use("any of patterns")
      return "any of (\(sayings.map { text($0) }.joined(separator: ", ")))"
    case .all(let sayings):
      use("all of patterns")
      return "all of (\(sayings.map { text($0) }.joined(separator: ", ")))"
    case .near(let first, let second, let distance):
      use(distance == nil ? "near" : "within words of")
      let link = distance.map { "within \($0) words of" } ?? "near"
      return "\(text(first)) \(link) \(text(second))"
    case .negated(let saying, let isNegated):
      use(isNegated ? "negated" : "not negated")
      return "\(text(saying)) \(isNegated ? "negated" : "not negated")"
    case .topic(let name, _):
      use("topic")
      return chance(40) ? "`\(name)`" : name
    }
  }

  /// Words of the language that a text may be made of.
  static let reserved: Set<String> = [
    "the", "is", "and", "not", "with", "but", "it", "was", "last", "first",
  ]

  mutating func quoted(_ text: String) -> String {
    if text.contains("'") || !chance(40) {
      return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\""
    }
    return chance(20) && !text.contains("’") && !text.contains("‘") ? "‘\(text)’" : "'\(text)'"
  }
}
