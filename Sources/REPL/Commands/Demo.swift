import Session

extension DotCommand {
  static let demo = DotCommand(
    name: ".demo", form: "", summary: "load the built-in demo instead of your data",
    details: ["This discards what was loaded and defined here. Loading data of your own ends the demo."]
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
