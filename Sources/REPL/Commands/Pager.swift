extension DotCommand {
  static let pager = DotCommand(
    name: ".pager", form: "[on|off|auto]", summary: "whether answers are shown one screen at a time",
    details: [
      "`auto`, as at the start, does so where an answer is taller than the screen. PAGER names the program; else it is "
        + "`less`: the space bar goes on, `q` leaves."
    ],
    elsewhere: ["\\pager"], completes: .words(InteractiveShell.Paging.allCases.map(\.rawValue))
  ) { (repl, argument) throws(Complaint) in
    if let word = try choice(argument, of: InteractiveShell.Paging.allCases.map(\.rawValue)) {
      repl.paging = InteractiveShell.Paging(rawValue: word) ?? repl.paging
    }
    switch repl.paging {
    case .on: repl.say("Every answer is shown in the pager.")
    case .off: repl.say("No answer is shown in the pager.")
    case .auto: repl.say("Answers that are taller than the screen are shown in the pager.")
    }
  }
}

extension InteractiveShell {
  /// When an answer is shown a screen at a time.
  enum Paging: String, CaseIterable { case on, off, auto }
}
