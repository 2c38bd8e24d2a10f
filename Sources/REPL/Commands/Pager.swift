extension DotCommand {
  static let pager = DotCommand(
    name: ".pager", form: "[on|off|auto]", summary: "whether answers are shown one screen at a time",
    details: [
      "`auto`, the default, does so for answers taller than the screen. The variable PAGER names the program; otherwise "
        + "it is `less`: the space bar shows more, `q` goes back."
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
  /// When an answer is shown in the pager.
  enum Paging: String, CaseIterable { case on, off, auto }
}
