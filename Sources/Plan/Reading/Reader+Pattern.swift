import Text

/// Puts patterns into words.
extension Reader {
  /// `“trust” (also trusted, trusting)`, `any of “scam”, words that start with “fraud”`
  func pattern(_ pattern: Pattern) -> String {
    switch pattern {
    case .phrase(let words):
      if words.count == 1, let only = words.first { return word(only) }
      return "“\(pattern)”" + (words.contains(where: \.isOpen) ? " (* is any letters)" : "")
    case .exactly(let text): return "exactly “\(text)”"
    case .anyOf(let parts): return "any of (\(parts.map { self.pattern($0) }.joined(separator: ", ")))"
    case .allOf(let parts):
      return "all of (\(parts.map { self.pattern($0) }.joined(separator: ", "))) in one message"
    case .near(let first, let second, let distance):
      return "\(side(first)) within \(distance) words of \(side(second))"
    case .negated(let inner, let isNegated):
      return "\(side(inner)) \(isNegated ? "within" : "not within") \(Negation.distance) words of a negation"
    case .topic(let topic):
      return isNew(topic.name, topic.pattern)
        ? "\(topic.name) (the topic: \(self.pattern(topic.pattern)))" : "\(topic.name) (the topic)"
    }
  }

  private func side(_ pattern: Pattern) -> String {
    if case .near = pattern { return "(\(self.pattern(pattern)))" }
    return self.pattern(pattern)
  }

  private func word(_ word: Pattern.Word) -> String {
    switch word {
    case .stem(let form):
      let others = catalog.forms(of: form).map(\.form).filter { $0 != form }
      guard !others.isEmpty else { return "“\(form)”" }
      return "“\(form)” (also \(others.prefix(4).joined(separator: ", "))\(others.count > 4 ? " …" : ""))"
    case .prefix(let start): return "words that start with “\(start)”"
    case .part(let part): return "words that contain “\(part)”"
    case .suffix(let end): return "words that end in “\(end)”"
    case .sign(let sign): return "“\(sign)”"
    }
  }
}

extension Pattern.Word {
  /// Whether it matches part of a word.
  fileprivate var isOpen: Bool {
    switch self {
    case .prefix, .part, .suffix: true
    case .stem, .sign: false
    }
  }
}
