extension DotCommand {
  static let quit = DotCommand(
    name: ".quit", form: "", summary: "leave; so do `quit`, `exit` and Ctrl-D",
    elsewhere: [".exit", ".q", "\\q"]
  ) { (repl, argument) throws(Complaint) in
    repl.hasLeft = true
  }
}
