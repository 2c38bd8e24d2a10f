internal import DataModel
internal import Session
internal import SourceText

extension DotCommand {
  static let drill = DotCommand(
    name: ".drill", form: "[N [COLUMN]]", summary: "the people behind row N of the last table become `them`",
    details: [
      "Rows are numbered from the top, across all tables of the answer. `.drill 3 week 1` opens one figure of "
        + "row 3; `.drill` lists what can be opened."
    ]
  ) { (repl, argument) throws(Complaint) in
    let parts = argument.split(separator: " ", maxSplits: 1).map(String.init)
    guard let word = parts.first else {
      let lines = repl.session.drillRows.compactMap(line)
      guard !lines.isEmpty else {
        throw Complaint("No table with rows that can be opened has been shown yet.")
      }
      return repl.tell(lines.joined(separator: "\n") + "\n")
    }
    guard let row = Int(word) else {
      throw Complaint("Which row? As in `.drill 3`; `.drill` lists what can be opened.")
    }
    let outcome = repl.session.drill(row, column: parts.dropFirst().first)
    if !outcome.failed { repl.record.open(rowOf: repl.session.sourceOfThem) }
    repl.show([outcome])
  }

  private static func line(_ row: DrillRow) -> String? {
    guard let words = row.words else { return nil }
    let people = row.people().map { ": \(countedPeople($0))" } ?? ""
    let columns = row.columns.isEmpty ? "" : " (also: \(row.columns.joined(separator: ", ")))"
    return printable(".drill \(row.number)  \(words)\(people)\(columns)")
  }
}
