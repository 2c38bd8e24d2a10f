internal import Present
public import Syntax

/// `help` and `help VERB`, from the one table of verbs.
public struct Help {
  /// Those that have an answer.
  private let verbs: [Registry.Verb]
  private let width: Int

  public init(verbs: [Registry.Verb], width: Int) {
    self.verbs = verbs
    self.width = width
  }

  /// A page about a verb, or the list of verbs; an unknown verb gets the list with a word.
  public func text(about subject: String?) -> String {
    guard let subject else { return overview }
    if let command = DotCommand.named(subject.lowercased()) { return page(of: command) }
    guard let verb = verbs.first(where: { $0.name == subject.lowercased() }) else {
      return "There is no verb “\(subject)”.\n\n" + overview
    }
    var lines = ["\(verb.name): \(verb.summary)", "", "  \(verb.example)"]
    let clauses = ClauseKind.allCases.filter(verb.clauses.contains)
    if !clauses.isEmpty {
      lines += ["", "It may go on with:"] + clauses.map { "  " + $0.form.padded(to: 26) + $0.meaning }
    }
    if verb.name == "load" {
      lines += ["", "It goes on with:"] + Registry.slots.flatMap { row($0.form, $0.summary, widest: 38) }
    }
    return lines.joined(separator: "\n")
  }

  private func page(of command: DotCommand) -> String {
    let paragraphs = ["\(command.name) \(command.form)".trimmedLines, command.summary] + command.details
    return paragraphs.flatMap { $0.wrapped(to: width) }.joined(separator: "\n")
  }

  private var overview: String {
    let longest = verbs.map(\.name.count).max() ?? 0
    let rows = verbs.flatMap { row($0.name, $0.summary, widest: longest) }
    return """
      Ask who, what they did, and what they said, in one sentence:

        segment seller where churned and mentioned trust

      \(rows.joined(separator: "\n"))

      At the prompt also:

      \(DotCommand.all.flatMap { row($0.name, $0.summary, widest: longest) }.joined(separator: "\n"))

      \(Help.keys.flatMap { $0.wrapped(to: width) }.joined(separator: "\n"))
      """
  }

  private static let keys = [
    "`help segment` tells more of a verb; `describe` tells what is loaded, `describe plan` what a name is.",
    "Tab completes words, names and values. Enter asks; where more must follow it starts another line, and on an "
      + "empty line it asks anyway. Ctrl-R searches what was asked, Ctrl-C clears, Ctrl-D leaves.",
  ]

  /// A word and what it is, side by side, or below each other where the screen is narrow.
  private func row(_ word: String, _ meaning: String, widest: Int) -> [String] {
    let head = "  " + word.padded(to: widest) + "  "
    let lines = meaning.wrapped(to: max(20, width - head.count))
    let indent = String(repeating: " ", count: head.count)
    return lines.enumerated().map { ($0.offset == 0 ? head : indent) + $0.element }
  }
}

extension ClauseKind {
  /// What the clause does, for `help VERB`.
  fileprivate var meaning: String {
    switch self {
    case .about: "only messages that say so"
    case .with: "only records of which it is true"
    case .channels: "only messages in these channels"
    case .within: "in how long, from first to last"
    case .without: "only where this did not happen between"
    case .strict: "with nothing between"
    case .sameKey: "steps that share a value, an order's number say"
    case .onOrAfter: "back then or at any later time"
    case .grain: "how long a stretch is"
    case .span: "how many stretches"
    case .depth: "how many steps"
    case .start: "what the time is counted from"
    case .window: "only in this time; also since, before, between"
    case .population: "of whom"
    case .where: "of whom it is true; with and, or, not, ( )"
    case .by: "in groups: of a name, month of signup, mrr in 5 bins"
    case .having: "only groups of which it is true"
    case .spread: "fairly over these groups"
    case .show: "these columns"
    case .sort: "in this order; ascending without the last word"
    case .limit: "at most so many; also limit 3 per plan"
    case .seed: "another draw"
    case .chart: "drawn as bar, line, heatmap or table"
    }
  }
}
