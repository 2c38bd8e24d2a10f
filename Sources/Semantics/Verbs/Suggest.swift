import Plan
import Syntax
import Text

extension Resolver {
  /// `suggest safety`, `suggest trust`: a defined topic, else the word.
  func suggest(_ name: Syntax.Name) -> Question? {
    guard hasFeedback(for: "suggest", at: name.span) else { return nil }
    if let topic = topic(name), case .topic(let pattern) = topic.meaning {
      return .suggest(Suggest(name: topic.name, pattern: pattern))
    }
    guard let pattern = typed(name.spelling, name.span, { WordPattern(typed: $0) }) else { return nil }
    return .suggest(Suggest(name: name.spelling, pattern: pattern))
  }
}
