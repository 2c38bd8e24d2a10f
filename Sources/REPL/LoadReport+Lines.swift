internal import DataModel
internal import Present
internal import SourceText

extension LoadReport {
  /// What was loaded: a line for all, after a line for each file of which something needs saying. Not in full: only what
  /// a row or a value lost its place for.
  func lines(inFull: Bool) -> [String] {
    let details = files.flatMap { file -> [String] in
      let remarks =
        inFull ? file.columns.filter { !$0.remark.isEmpty }.map { "\($0.name): \($0.remark)" } : []
      let said = file.rows + file.troubles + remarks + (inFull ? file.writing.lines : [])
      return said.isEmpty
        ? []
        : [printable("  \(file.path): \(([counted(file.rowsRead, "row")] + said).joined(separator: ", "))")]
    }
    var rest: [String] = []
    if recordsAfterClock == 1 { rest.append("1 record after now is left out") }
    if recordsAfterClock > 1 { rest.append("\(counted(recordsAfterClock)) records after now are left out") }
    if linkConflicts == 1 { rest.append("1 id was linked to two people") }
    if linkConflicts > 1 { rest.append("\(counted(linkConflicts)) ids were linked to two people") }
    guard inFull else { return details + rest.map { "  \($0)" } }
    let total =
      "Loaded \(counted(customers)) customers, \(counted(events)) events and \(counted(feedback)) pieces of feedback"
    return details + [([total] + rest).joined(separator: "; ") + "."]
  }
}

extension LoadReport.File {
  /// What became of the rows, where not all were taken as they are; the counts add up.
  fileprivate var rows: [String] {
    let lost = told([
      (rowsRejected, "rejected", "rejected"),
      (rowsLeftOut, "left out", "left out"),
      (rowsWithoutEvent, "without an event", "without an event"),
      (rowsRepeated, "repeated", "repeated"),
      (rowsAfterNow, "after now", "after now"),
    ])
    let added = told([(rowsAdded, "added by `join each`", "added by `join each`")])
    return lost.isEmpty && added.isEmpty ? [] : added + ["\(counted(rowsTaken)) taken"] + lost
  }

  fileprivate var troubles: [String] {
    told([
      (customersCreated, "customer that only it knows", "customers that only it knows"),
      (kind == .customers ? 0 : rowsWithoutCustomer, "without a customer", "without a customer"),
      (scoresOffScale, "score off the scale, left out", "scores off the scale, left out"),
    ])
  }

  private func told(_ counts: [(count: Int, one: String, many: String)]) -> [String] {
    counts.filter { $0.count > 0 }.map { "\(counted($0.count)) \($0.count == 1 ? $0.one : $0.many)" }
  }
}

extension LoadReport.Writing {
  fileprivate var lines: [String] {
    let counts = [
      (html, "HTML, read as text"), (references, "characters written as in &amp;"),
      (quotes, "quoted mail, left out"), (signatures, "a signature, left out"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { "\(counted($0.0)) with \($0.1)" }
    return parts.isEmpty ? [] : ["texts: \(parts.joined(separator: ", "))"]
  }
}

/// `1,234`
func counted(_ count: Int) -> String { separated(String(count)) }

/// `1,234 messages`, `1 message`
func counted(_ count: Int, _ one: String) -> String { "\(counted(count)) \(one)\(count == 1 ? "" : "s")" }

/// `1,234 people`, `1 person`
func countedPeople(_ count: Int) -> String { "\(counted(count)) \(count == 1 ? "person" : "people")" }
