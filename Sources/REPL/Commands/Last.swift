internal import DataModel
internal import Present
internal import Session

extension DotCommand {
  static let last = DotCommand(
    name: ".last", form: "[FORMAT]", summary: "the last answer again, in another format if you like",
    details: ["`.last csv` has every row, even if the screen showed only the first ten."],
    completes: .words(formats)
  ) { (repl, argument) throws(Complaint) in
    guard let last = repl.record.last else { throw Complaint("Nothing was answered yet.") }
    let name = try choice(argument, of: formats)
    let format = name.flatMap(Format.init(rawValue:)) ?? repl.writer.format
    let limits = QuerySession.Limits(for: repl.destination?.format ?? format)
    let before = repl.writer.format
    repl.writer.format = format
    defer { repl.writer.format = before }
    guard limits.rows == repl.record.limits.rows else {
      // The last answer does not have all rows, so the question is asked again.
      repl.session.limits = limits
      return repl.show(repl.session.run(.typed(last.statement)))
    }
    repl.show([Outcome(.answer(last))])
  }
}
