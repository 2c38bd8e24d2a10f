internal import Present

extension DotCommand {
  static let once = DotCommand(
    name: ".once", form: "FILE", summary: "the next answer goes to a file",
    details: ["Like `.output`, but for one answer."], elsewhere: ["\\g", ".excel"], completes: .file
  ) { (repl, argument) throws(Complaint) in
    let file = repl.path(argument)
    guard !file.isEmpty else { throw Complaint("Which file? As in `.once sellers.csv`.") }
    try repl.checkWriting(file, otherwise: "Answers stay on this screen.")
    var destination = Destination(file, for: repl.writer)
    destination.isOnce = true
    repl.destination = destination
    repl.say("The next answer goes to “\(file)” as \(destination.format.rawValue).")
  }
}
