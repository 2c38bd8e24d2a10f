internal import Session

extension DotCommand {
  static let reload = DotCommand(
    name: ".reload", form: "", summary: "read the data again; definitions stay", elsewhere: ["\\refresh"]
  ) { (repl, argument) throws(Complaint) in
    let tells = repl.writer.tellsLoads
    repl.writer.tellsLoads = true
    defer { repl.writer.tellsLoads = tells }
    let outcomes = repl.session.reload()
    repl.show(outcomes)
    if outcomes.contains(where: \.failed) { repl.say("The data is unchanged.") }
  }
}
