internal import DataModel
internal import Present
internal import Session
internal import SourceText

extension DotCommand {
  static let output = DotCommand(
    name: ".output", form: "[FILE]", summary: "answers go to a file; without one, back to the screen",
    details: [
      "The file's extension chooses the format (.csv, .json …); otherwise `.mode` does. "
        + "The first answer replaces an existing file."
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
    try repl.checkWriting(file, otherwise: "Answers stay on this screen.")
    let destination = Destination(file, for: repl.writer)
    repl.destination = destination
    repl.say(
      "Answers go to “\(file)” as \(destination.format.rawValue) from now on; `.output` brings them back."
        + (isReplaced ? " The first answer replaces what is in the file." : ""))
  }
}

extension InteractiveShell {
  /// Checks that a file can be written. A file that this session has read may not be. The file is not changed.
  func checkWriting(_ file: String, otherwise: String) throws(Complaint) {
    do throws(HostError) {
      try session.tryWriting(file)
    } catch {
      throw Complaint("\(Diagnostic(error).message). \(otherwise)")
    }
    if let reason = surroundings.tryWriting(file) {
      throw Complaint("“\(file)” cannot be written: \(reason). \(otherwise)")
    }
  }
}
