import DataModel
import Plan
import SourceText
import Syntax
import Text

/// Words to look for. A bare word is the topic of that name if one is defined; quoted text is always the words.
extension Resolver {
  func pattern(_ tree: Syntax.Pattern) -> WordPattern? {
    switch tree.kind {
    case .word(let name):
      if let topic = topic(name), case .topic(let pattern) = topic.meaning {
        return .topic(topic.name, pattern)
      }
      return typed(name.spelling, tree.span) { WordPattern(typed: $0) }
    case .topic(let name):
      if let topic = topic(name), case .topic(let pattern) = topic.meaning {
        return .topic(topic.name, pattern)
      }
      let names = scope.definitions.compactMap { definition in
        if case .topic = definition.meaning { definition.name } else { nil }
      }
      return unknown(
        "No topic is called `\(name.spelling)`", name, near: nearest(to: name.text, among: names),
        notes: ["In double quotes it is the words: \"\(name.spelling)\"."]
      ) { "`\($0)`" }
    case .parameter(let name):
      guard let literal = parameter(name) else { return nil }
      guard let text = literal.plainText else {
        return fail(
          .typeMismatch, "`\(name.spelling)` is \(literal.words), but words are expected here", at: name.span,
          label: "not words")
      }
      return typed(text, tree.span) { WordPattern(typed: $0) }
    case .phrase(let text): return phrase(text)
    case .prefix(let start):
      if let pattern = WordPattern(typedPrefix: start) {
        if !pattern.hasCharacters, catalog.words(startingWith: start, limit: 1).isEmpty {
          unheard("Nobody has used a word that starts with “\(start)”", tree.span, [])
        }
        return pattern
      }
      return noWord(start, tree.span)
    case .part(let part): return WordPattern(typedPart: part) ?? noWord(part, tree.span)
    case .exactly(let texts):
      return all(texts) { text in
        typed(text.content, text.span) { WordPattern(typedExactly: $0) }
      }.map { $0.count == 1 ? $0[0] : .anyOf($0) }
    case .any(let parts): return patterns(parts)
    case .all(let parts):
      return all(parts, pattern).map { $0.count == 1 ? $0[0] : .allOf($0) }
    case .near(let first, let second, let words):
      guard let one = pattern(first), let other = pattern(second) else { return nil }
      var distance = WordPattern.nearDistance
      if let words {
        guard let count = whole(words, atLeast: 1) else { return nil }
        distance = count
      }
      return .near(one, other, within: distance)
    case .negated(let inner, let isNegated):
      guard Negation(scope.language) != nil else {
        return fail(
          .unknownValue, "Heed does not know the negations of \(scope.language)", at: tree.span,
          label: "not supported", notes: ["`near` finds words close to others that you name."])
      }
      return pattern(inner).map { .negated($0, isNegated) }
    }
  }

  /// Words in quotes, which are searched for literally; an error if they look like a query (`a OR b`).
  private func phrase(_ text: Syntax.Text) -> WordPattern? {
    let words = text.content.split(whereSeparator: \.isWhitespace).map(String.init)
    let links = [(["OR", "|", "||"], "any of"), (["AND", "&&"], "all of")]
    for (signs, form) in links {
      let parts = words.split(whereSeparator: signs.contains).map { $0.joined(separator: " ") }
      guard parts.count > 1 else { continue }
      let list = parts.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ", ")
      return fail(
        .unexpectedToken, "Text in quotes is searched for as it is, so “\(signs[0])” would be a word",
        at: text.span,
        label: "\(form)?",
        fixes: [.init("write `\(form) (…)`", replacing: text.span, with: "\(form) (\(list))")])
    }
    if WordPattern.hasStarInside(text.content) {
      return fail(
        .unexpectedToken, "A `*` can only be at the start or the end of a word", at: text.span,
        label: "inside a word",
        fixes: [
          .init("search for the `*` itself", replacing: text.span, with: "exactly \(asked(text.span))")
        ])
    }
    return typed(text.content, text.span) { WordPattern(typed: $0) }
  }

  /// Any of several.
  func patterns(_ trees: [Syntax.Pattern]) -> WordPattern? {
    all(trees, pattern).map { $0.count == 1 ? $0[0] : .anyOf($0) }
  }

  /// A typed text as a pattern. A word that nobody used gets a note, with similar ones.
  func typed(_ text: String, _ span: SourceSpan, _ make: (String) -> WordPattern?) -> WordPattern? {
    guard let pattern = make(text) else { return noWord(text, span) }
    for word in pattern.wholeWords where catalog.forms(of: word).isEmpty {
      unheard("Nobody has used the word “\(word)”", span, catalog.nearestForms(to: word))
    }
    return pattern
  }

  private func unheard(_ message: String, _ span: SourceSpan, _ near: @autoclosure () -> [String]) {
    // Finding similar words searches all words of the feedback, so it is skipped if the note would not be reported.
    guard hasRoom(for: .note) else { return }
    let list = near().prefix(4).map { "“\($0)”" }.joined(separator: ", ")
    report(
      .unknownValue, severity: .note, message, at: span, label: "not in the data",
      notes: list.isEmpty ? [] : ["Near it: \(list)."])
  }

  private func noWord(_ text: String, _ span: SourceSpan) -> WordPattern? {
    fail(
      .unknownValue, "“\(text)” has no letters or digits to look for", at: span, label: "no word",
      notes: [
        "Words are made of letters and digits, and emoji are found too; everything else only separates them. "
          + "`exactly` finds any character."
      ])
  }
}

extension Literal {
  /// The text that a literal would be as a word or a value.
  var plainText: String? {
    switch kind {
    case .text(let text): text.content
    case .word(let name), .name(let name): name.spelling
    case .number(let number):
      if case .literal(let spelling, false) = number.kind { spelling } else { nil }
    case .date(let date): date.spelling
    case .boolean(let value): value ? "true" : "false"
    case .duration, .parameter: nil
    }
  }
}
