import Session

extension DotCommand {
  static let demo = DotCommand(
    name: ".demo", form: "", summary: "load the built-in demo instead of your data",
    details: ["What was loaded and defined here is gone then. Loading data of your own ends the demo again."]
  ) { (repl, _) throws(Complaint) in
    let outcomes = repl.session.openExample(repl.surroundings.example())
    if !outcomes.contains(where: \.failed) {
      repl.workspace = nil
      repl.record = SessionLog()
      repl.say("This is the built-in demo, an invented marketplace.")
    }
    repl.show(outcomes)
  }
}
