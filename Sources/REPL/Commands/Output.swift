internal import Present

extension DotCommand {
  static let output = DotCommand(
    name: ".output", form: "[FILE]", summary: "answers go to a file; without one, back to the screen",
    details: [
      "The end of the file's name chooses the format (.csv, .json …); else `.mode` does. "
        + "A file that is there is replaced."
    ],
    elsewhere: ["\\o"], completes: .file
  ) { (repl, argument) throws(Complaint) in
    let file = repl.path(argument)
    guard !file.isEmpty, file != "stdout" else {
      guard let before = repl.destination else { return repl.say("Answers are on this screen.") }
      repl.destination = nil
      return repl.say("Answers are on this screen again. \(before.account)")
    }
    let isReplaced = repl.surroundings.exists(file)
    if let reason = repl.surroundings.write(file, "") {
      throw Complaint("“\(file)” cannot be written: \(reason). Answers stay on this screen.")
    }
    let destination = Destination(file, for: repl.writer)
    repl.destination = destination
    repl.say(
      "Answers go to “\(file)” as \(destination.format.rawValue) from now on"
        + (isReplaced ? ", in the place of what was in it" : "") + "; `.output` brings them back.")
  }
}
