internal import Present
internal import SourceText

extension DotCommand {
  private static let verbs = ["save", "show", "edit", "delete"]

  static let queries = DotCommand(
    name: ".queries", form: "[NAME]", summary: "questions saved under a name: list them, or ask one",
    details: [
      "`.queries save NAME` saves the last statement under a name, replacing any earlier one; `.queries NAME` runs it.",
      "`.queries show NAME`, `.queries edit NAME` and `.queries delete NAME` do what they say.",
      "They are private, and available in every session; to share questions, use `.save`.",
    ],
    elsewhere: ["\\n", "\\ns", "\\nd", "\\np"], completes: .query(verbs)
  ) { (repl, argument) throws(Complaint) in
    guard let path = repl.files.queries else {
      throw Complaint("Queries are saved in your home folder, but HOME is not set.")
    }
    let words = argument.split(maxSplits: 1) { $0.isWhitespace }.map(String.init)
    guard let verb = words.first?.lowercased(), verbs.contains(verb) else {
      let book = try repl.queryBook(path)
      if argument.isEmpty { return repl.tell(book.list(width: repl.writer.style.width)) }
      return repl.askAgain(try book.find(argument).text)
    }
    guard words.count == 2 else { throw Complaint("Which one? As in `.queries \(verb) weekly churn`.") }
    let name = words[1]
    switch verb {
    case "show":
      let text = try repl.queryBook(path).find(name).text
      repl.tell(
        text.split(separator: "\n", omittingEmptySubsequences: false).map { printable(String($0)) + "\n" }
          .joined())
    case "save":
      guard let text = repl.record.lastTyped else { throw Complaint("Nothing was asked yet.") }
      try repl.changeQueries(path) { (book) throws(Complaint) in
        try book.keep(text, as: name, unlessIn: verbs)
      }
      repl.say("`.queries \(name)` runs it: \(text.firstLine)")
    case "edit":
      guard let text = try repl.edited(try repl.queryBook(path).find(name).text) else {
        return repl.say("Nothing was changed.")
      }
      try repl.changeQueries(path) { (book) throws(Complaint) in
        try book.keep(text, as: name, unlessIn: verbs)
      }
      repl.say("“\(name)” is now: \(text.firstLine)")
    case _:
      try repl.changeQueries(path) { (book) throws(Complaint) in book.delete(try book.find(name).name) }
      repl.say("“\(name)” is deleted.")
    }
  }
}

extension InteractiveShell {
  /// The saved queries; none if the file does not exist.
  fileprivate func queryBook(_ path: String) throws(Complaint) -> QueryBook {
    if let text = surroundings.read(path) { return QueryBook(text) }
    guard !surroundings.exists(path) else { throw Complaint("“\(path)” cannot be read as text.") }
    return QueryBook("")
  }

  /// Changes the saved queries, including those that other sessions have saved meanwhile.
  fileprivate func changeQueries(
    _ path: String, _ change: (inout QueryBook) throws(Complaint) -> Void
  ) throws(Complaint) {
    var complaint: Complaint?
    let reason = surroundings.change(path) { text in
      var book = QueryBook(text ?? "")
      do throws(Complaint) {
        try change(&book)
      } catch {
        complaint = error
        return nil
      }
      return book.text
    }
    if let complaint { throw complaint }
    if let reason {
      throw Complaint("“\(path)” cannot be written: \(reason). It is unchanged.")
    }
  }
}
