import DataModel
import Plan
import SourceText
import Syntax

/// `mentioned trust in survey`, `heard scam`, `said nothing in last 90 days`, `responded`.
extension Resolver {
  func condition(_ voice: Syntax.Voice, in outer: RecordContext?) -> Plan.Condition? {
    guard catalog.feedbackCount > 0 || !catalog.channels.isEmpty else {
      return fail(
        .notLoaded, "No feedback is loaded, so nothing is known about what people said", at: voice.span,
        label: "needs feedback",
        notes: ["Load it with `load feedback from \"file.csv\" …`."])
    }
    guard let channels = channels(voice.channels), let said = saying(voice) else { return nil }
    if let outer, outer.holdsMessages, said.source == .feedback, !voice.theirs {
      return message(voice, says: said.saying, in: channels, of: outer)
    }
    let place = RecordContext(
      source: said.source, channels: channels,
      narrowing: { .init(SourceSpan(voice.span.end, voice.span.end), " \($0)") })
    guard let scope = scope(said.source, saying: said.saying, with: voice.with, in: place),
      let narrowed = narrowed(scope, to: voice.window, voice.within, in: outer),
      let amount = amount(voice.times)
    else { return nil }
    return negated(voice.negated, .records(narrowed, amount))
  }

  /// In a question about messages, a condition on words is about the message itself, as names are.
  private func message(
    _ voice: Syntax.Voice, says saying: RecordScope.Saying, in channels: [String], of outer: RecordContext
  ) -> Plan.Condition? {
    if let times = voice.times {
      let asked = asked(voice.span)
      return fail(
        .wrongScope, "Here `\(asked)` is about a single message, which counts once", at: times.number.span,
        label: "only one message",
        fixes: voice.negated
          ? []
          : [.init("about everything its author said", replacing: voice.span, with: "they \(asked)")])
    }
    var parts = [Plan.Condition.test(.property(PropertyRef("text", .text, .text)), .says(saying))]
    if !channels.isEmpty {
      let channel = Plan.Value.property(PropertyRef("channel", .channel, .text))
      parts.append(.test(channel, .oneOf(channels.map { .text($0) })))
    }
    var place = outer
    if !channels.isEmpty { place.channels = channels }
    if let with = voice.with {
      guard let filter = condition(with, in: place) else { return nil }
      parts.append(filter)
    }
    guard let timed = narrowed(RecordScope(.feedback), to: voice.window, voice.within, in: outer) else {
      return nil
    }
    if let window = timed.window {
      parts.append(.test(.property(PropertyRef("at", .at, .timestamp)), .within(window)))
    }
    if let other = timed.filter { parts.append(other) }
    return negated(voice.negated, .conjunction(parts))
  }

  private func saying(_ voice: Syntax.Voice) -> (source: RecordScope.Source, saying: RecordScope.Saying)? {
    switch voice.verb {
    case .mentioned(let pattern): return self.pattern(pattern).map { (.feedback, .pattern($0)) }
    case .heard(let pattern):
      guard catalog.hasAbout else {
        return fail(
          .notLoaded, "No feedback says whom it is about", at: voice.span, label: "needs `about`",
          notes: ["Name the column in `load feedback`: `about seller_id`."],
          fixes: [
            .init("what they said themselves", replacing: voice.span, with: mentionedInstead(voice, pattern))
          ])
      }
      return self.pattern(pattern).map { (.heard, .pattern($0)) }
    case .said: return (.feedback, .something)
    case .responded: return (.feedback, .response)
    }
  }

  private func mentionedInstead(_ voice: Syntax.Voice, _ pattern: Syntax.Pattern) -> String {
    (voice.negated ? "never " : "") + "mentioned "
      + asked(SourceSpan(pattern.span.start, max(voice.span.end, pattern.span.end)))
  }
}
