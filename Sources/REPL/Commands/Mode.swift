internal import Present

extension DotCommand {
  static let mode = DotCommand(
    name: ".mode", form: "[FORMAT]", summary: "how answers are written: \(formats.listed(by: "or"))",
    details: [
      "Without a format, it shows the current one. The formats for machines (csv, tsv, json) have every row and every quote."
    ],
    elsewhere: ["\\x", "\\pset", "\\T"], completes: .words(formats)
  ) { (repl, argument) throws(Complaint) in
    guard let name = try choice(argument, of: formats) else {
      return repl.say("Answers are written as \(repl.writer.format.rawValue).")
    }
    repl.writer.format = Format(rawValue: name) ?? repl.writer.format
    repl.say("Answers are written as \(name) from now on.")
  }

  static let formats = Format.allCases.map(\.rawValue)
}
