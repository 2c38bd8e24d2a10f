extension DotCommand {
  static let timing = DotCommand(
    name: ".timing", form: "[on|off]", summary: "whether to show how long an answer took",
    elsewhere: [".timer", "\\timing"], completes: .words(["on", "off"])
  ) { (repl, argument) throws(Complaint) in
    if let word = try choice(argument, of: ["on", "off"]) { repl.isTiming = word == "on" }
    repl.say(
      repl.isTiming ? "The time an answer took is shown after it." : "The time an answer took is not shown.")
  }
}
