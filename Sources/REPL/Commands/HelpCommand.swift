extension DotCommand {
  static let help = DotCommand(
    name: ".help", form: "[WORD]",
    summary: "what you can ask; or help on a verb, a clause, a metric or a command",
    details: ["`help` and `?` do the same."], elsewhere: ["\\?", "\\h"], completes: .verb
  ) { (repl, argument) throws(Complaint) in
    repl.tell(repl.help.text(about: argument.isEmpty ? nil : argument) + "\n")
  }
}
