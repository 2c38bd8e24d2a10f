internal import Present
internal import Semantics
public import Session
internal import SourceText
internal import Syntax

/// `help` and `help WORD`, made from the tables of verbs, clauses, words and commands. Examples are about the loaded
/// data.
public struct Help {
  /// The verbs that can be used.
  private let verbs: [Registry.Verb]
  private let width: Int
  private let casting: ExampleAdapter

  public init(_ session: QuerySession, width: Int) {
    verbs = Registry.verbs
    self.width = width
    casting = ExampleAdapter(session)
  }

  /// The words that have a page, with a summary.
  static func subjects(_ verbs: [Registry.Verb]) -> [(name: String, summary: String)] {
    verbs.map { ($0.name, $0.summary) } + Registry.words.map { ($0.name, $0.summary) }
      + ClauseKind.allCases.map { ($0.word, $0.meaning) } + DotCommand.all.map { ($0.name, $0.summary) }
  }

  /// The page about a verb, a clause, another word or a command; or the list of verbs. For an unknown word, the most
  /// similar ones.
  public func text(about subject: String?) -> String {
    guard let subject = subject?.lowercased().filter({ $0 != "`" }) else { return overview }
    var pages: [[String]] = []
    if let verb = verbs.first(where: { $0.name == subject }) { pages.append(page(of: verb)) }
    pages += Registry.words.filter { $0.name == subject }.map(page)
    let clauses = ClauseKind.allCases.filter { clause in clause.keywords.contains { $0.rawValue == subject } }
    if !clauses.isEmpty { pages.append(page(of: clauses)) }
    if let command = DotCommand.named(subject) { pages.append(page(of: command)) }
    if pages.isEmpty { return unknown(subject) }
    return pages.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  // MARK: Pages

  private func page(of verb: Registry.Verb) -> [String] {
    var lines =
      "\(verb.name): \(verb.summary)".wrapped(to: width) + [""]
      + example(verb.example, isAboutFiles: [.load, .link, .use, .set, .export].contains(verb.keyword))
    for (form, narrower) in listed(verb.forms) {
      let head = narrower.count < verb.forms.count - 1 ? "`\(form.head)`" : "It"
      lines += [""] + "\(head) may be followed by:".wrapped(to: width) + rows(clauses(of: form, narrower))
    }
    if !verb.parts.isEmpty {
      lines += ["", "Its answer has:"] + rows(verb.parts.map { ($0.name, $0.meaning) })
    }
    if verb.name == "load" {
      lines +=
        [""] + "It may be followed by:".wrapped(to: width)
        + rows(
          Registry.slots.filter { !$0.forms.isEmpty }.map { ($0.forms.joined(separator: " · "), $0.summary) })
    }
    return lines
  }

  /// The forms of a verb. A form whose clauses are a subset of another's is explained together with that one.
  private func listed(_ forms: [Form]) -> [(Form, narrower: [Form])] {
    if let last = forms.last, forms.allSatisfy({ $0.clauses.isSubset(of: last.clauses) }) {
      return [(last, Array(forms.dropLast()))]
    }
    return forms.map { ($0, []) }
  }

  /// The clauses of a form, with their purpose and what they need.
  private func clauses(of form: Form, _ narrower: [Form]) -> [(word: String, meaning: String)] {
    ClauseKind.allCases.filter(form.clauses.contains).map { clause in
      let lacking = narrower.filter { !$0.clauses.contains(clause) }.compactMap(\.matter)
      let limits = [
        form.restriction(on: clause),
        lacking.isEmpty ? nil : lacking.contains(.events) ? "of messages" : "of records",
      ]
      return (clause.form, ([clause.meaning] + limits.compactMap { $0 }).joined(separator: "; "))
    }
  }

  private func page(of word: Registry.Word) -> [String] {
    word.form.wrapped(to: width) + word.summary.wrapped(to: width) + [""] + example(word.example)
  }

  private func page(of clauses: [ClauseKind]) -> [String] {
    let takers = verbs.filter { verb in clauses.contains(where: verb.clauses.contains) }
    let shown = takers.first { verb in
      clauses.contains { clause in
        clause.keywords.contains { " \(verb.example) ".contains(" \($0.rawValue) ") }
      }
    }
    return rows(clauses.map { ($0.form, $0.meaning) }) + (shown.map { [""] + example($0.example) } ?? [])
      + ["", "It is used with: \(takers.map(\.name).joined(separator: ", "))."].flatMap {
        $0.wrappedOrBlank(to: width)
      }
  }

  private func page(of command: DotCommand) -> [String] {
    let paragraphs = ["\(command.name) \(command.form)".trimmedLines, command.summary] + command.details
    return paragraphs.flatMap { $0.wrapped(to: width) }
  }

  private func unknown(_ subject: String) -> String {
    let all = Help.subjects(verbs).map(\.name)
    let begun = all.filter { $0.hasPrefix(subject) }
    let near = (begun.isEmpty ? nearest(to: subject, among: all) : begun).map { "`help \($0)`" }
    let sentence =
      near.isEmpty
      ? "There is no help on “\(subject)”. `help` lists what can be asked; `describe NAME` explains a name in your data."
      : "There is no help on “\(subject)”. Did you mean \(near.listed(by: "or"))?"
    return sentence.wrapped(to: width).joined(separator: "\n")
  }

  /// An example that this data can answer; otherwise that of the demo, with a remark.
  private func example(_ statement: String, isAboutFiles: Bool = false) -> [String] {
    if isAboutFiles { return ["  \(statement)"] }
    if let told = casting.example(statement) { return ["  \(told)"] }
    return ["  \(statement)", ""]
      + "This example is about the demo: your data has nothing similar.".wrapped(to: width)
  }

  // MARK: The list

  private var overview: String {
    let asking =
      casting.example("segment seller where churned and mentioned trust")
      ?? casting.example("count customers")
    let names = { (names: [String]) in names.joined(separator: ", ") }
    let paragraphs = [
      "Conditions and metrics: \(names(Registry.words.map(\.name))).",
      "At the prompt: \(names(DotCommand.all.map(\.name))).",
      "`help segment`, `help where`, `help nps`, `help .save` explain more; `describe` shows what is loaded, `describe plan` "
        + "explains one name.",
      "Tab completes words, names and values; Right accepts the dimmed suggestion. Enter runs the statement, or starts "
        + "another line if it is incomplete; on an empty line it runs it anyway. Ctrl-R searches the history, Ctrl-C clears, Ctrl-D leaves.",
    ]
    return """
      \("Ask who, what they did, and what they said, in one sentence:".wrapped(to: width).joined(separator: "\n"))

        \(asking ?? "describe")

      \(rows(verbs.map { ($0.name, $0.summary) }).joined(separator: "\n"))

      \(paragraphs.map { $0.wrapped(to: width).joined(separator: "\n") }.joined(separator: "\n\n"))
      """
  }

  /// Words and their meanings, side by side, or below each other on a narrow screen.
  private func rows(_ entries: [(word: String, meaning: String)]) -> [String] {
    let widest = min(entries.map { $0.word.cellWidth }.max() ?? 0, 30)
    let column = widest + 4
    guard width >= column + 20 else {
      return entries.flatMap { entry in
        "  \(entry.word)".wrapped(to: width) + entry.meaning.wrapped(to: width - 4).map { "    " + $0 }
      }
    }
    return entries.flatMap { entry -> [String] in
      let lines = entry.meaning.wrapped(to: width - column)
      let head = "  " + entry.word
      // A long word is on a line of its own.
      let own = head.cellWidth > column - 2 ? [head] : []
      return own
        + lines.enumerated().map { number, line in
          (number == 0 && own.isEmpty ? head : "").padded(to: column) + line
        }
    }
  }
}

extension String {
  fileprivate func wrappedOrBlank(to width: Int) -> [String] { isEmpty ? [""] : wrapped(to: width) }
}

extension ClauseKind {
  /// The word for its page in `help`.
  fileprivate var word: String { keywords.first?.rawValue ?? form }
}
