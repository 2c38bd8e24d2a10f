internal import Present

extension DotCommand {
  private static let verbs = ["save", "show", "edit", "delete"]

  static let queries = DotCommand(
    name: ".queries", form: "[NAME]", summary: "questions kept under a name: list them, or ask one",
    details: [
      "`.queries save NAME` keeps the last statement under a name, in place of what had it; `.queries NAME` asks it.",
      "`.queries show NAME`, `.queries edit NAME` and `.queries delete NAME` do what they say.",
      "They are yours alone and there in every session; to share questions, use `.save`.",
    ],
    elsewhere: ["\\n", "\\ns", "\\nd", "\\np"], completes: .query(verbs)
  ) { (repl, argument) throws(Complaint) in
    guard let path = repl.files.queries else { throw Complaint("There is no HOME to keep queries in.") }
    var book = QueryBook(repl.surroundings.read(path) ?? "")
    let words = argument.split(maxSplits: 1) { $0.isWhitespace }.map(String.init)
    guard let verb = words.first?.lowercased(), verbs.contains(verb) else {
      if argument.isEmpty { return repl.tell(book.list(width: repl.writer.style.width)) }
      return repl.askAgain(try book.find(argument).text)
    }
    guard words.count == 2 else { throw Complaint("Which one? As in `.queries \(verb) weekly churn`.") }
    let name = words[1]
    let done: String
    switch verb {
    case "show": return repl.tell(try book.find(name).text + "\n")
    case "save":
      guard let text = repl.record.lastTyped else { throw Complaint("Nothing was asked yet.") }
      try book.keep(text, as: name, unlessIn: verbs)
      done = "`.queries \(name)` asks it: \(text.firstLine)"
    case "edit":
      guard let text = try repl.edited(try book.find(name).text) else {
        return repl.say("Nothing was changed.")
      }
      try book.keep(text, as: name, unlessIn: verbs)
      done = "“\(name)” is now: \(text.firstLine)"
    case _:
      book.delete(try book.find(name).name)
      done = "“\(name)” is deleted."
    }
    if let reason = repl.surroundings.keep(path, book.text) {
      throw Complaint("“\(path)” cannot be written: \(reason). It is as it was before.")
    }
    repl.say(done)
  }
}
