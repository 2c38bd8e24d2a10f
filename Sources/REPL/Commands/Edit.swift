extension DotCommand {
  static let edit = DotCommand(
    name: ".edit", form: "[N]", summary: "change the last statement in your editor, then ask it",
    details: [
      "`.edit N` takes entry N of `.history`. The variable VISUAL or EDITOR names the program. An unchanged statement is not run."
    ],
    elsewhere: ["\\e"]
  ) { (repl, argument) throws(Complaint) in
    guard repl.isTerminal else { throw Complaint("An editor needs a terminal.") }
    let entries = repl.asked
    let text: String
    if argument.isEmpty {
      text = entries.last { !$0.hasPrefix(".") } ?? ""
    } else {
      guard let number = Int(argument), entries.indices.contains(number - 1) else {
        throw Complaint("There is no entry \(argument) in the history; `.history` numbers them.")
      }
      text = entries[number - 1]
    }
    guard let changed = try repl.edited(text) else {
      return repl.say("Nothing was changed, so nothing was run.")
    }
    repl.askAgain(changed)
  }
}
