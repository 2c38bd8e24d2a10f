internal import Present
internal import SourceText

extension DotCommand {
  static let history = DotCommand(
    name: ".history", form: "[N|TEXT]",
    summary: "earlier questions: the last 20, the last N, or those that contain a text",
    details: ["`.edit N` takes the number before an entry. Ctrl-R searches the history as you type."],
    elsewhere: ["\\s"]
  ) { (repl, argument) throws(Complaint) in
    let entries = Array(repl.asked.enumerated())
    let shown =
      if argument.isEmpty { entries.suffix(20) } else if let count = Int(argument), count > 0 {
        entries.suffix(count)
      } else {
        entries.filter { $0.element.lowercased().contains(argument.lowercased()) }.suffix(entries.count)
      }
    guard !shown.isEmpty else {
      return repl.say(
        argument.isEmpty ? "Nothing was asked yet." : "No earlier question contains “\(argument)”.")
    }
    let margin = String(entries.count).count
    let lines = shown.flatMap { offset, text -> [String] in
      text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { number, line in
        let head = number == 0 ? String(offset + 1) : ""
        return "\(head.padded(to: margin, right: true))  \(printable(String(line)))"
      }
    }
    repl.tell(lines.joined(separator: "\n") + "\n")
  }
}
