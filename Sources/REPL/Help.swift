internal import Present
internal import Syntax

/// `help` and `help VERB`, from the one table of verbs.
public struct Help {
  private let width: Int

  public init(width: Int) { self.width = width }

  /// A page about a verb, or the list of verbs; an unknown verb gets the list with a word.
  public func text(about subject: String?) -> String {
    guard let subject else { return overview }
    guard let verb = Registry.verb(named: subject) else {
      return "There is no verb “\(subject)”.\n\n" + overview
    }
    var lines = ["\(verb.name): \(verb.summary)", "", "  \(verb.example)"]
    if !verb.clauses.isEmpty {
      let clauses = ClauseKind.allCases.filter(verb.clauses.contains).map(\.form)
      lines += ["", "Clauses:"] + clauses.map { "  " + $0 }
    }
    if verb.name == "load" {
      lines += ["", "Lines:"] + Registry.slots.map { "  \($0.form.filledUp(to: 42)) \($0.summary)" }
    }
    return lines.joined(separator: "\n")
  }

  private var overview: String {
    let longest = Registry.verbs.map(\.name.count).max() ?? 0
    let verbs = Registry.verbs.map { "  \($0.name.filledUp(to: longest))  \($0.summary)" }
    return """
      Ask who, what they did, and what they said, in one sentence:

        segment seller where churned and mentioned trust

      \(verbs.joined(separator: "\n"))

      `help segment` tells more of a verb; `describe` tells what is loaded. Tab completes. Ctrl-D leaves.
      """
  }
}

extension String {
  fileprivate func filledUp(to count: Int) -> String {
    self + String(repeating: " ", count: max(0, count - self.count))
  }
}
