internal import DataModel
internal import Import
internal import Store

extension Proposer {
  /// For each file of people the condition that leaves out the company's own staff: the addresses of few people that
  /// are at the company's own domain, whose name stands in the addresses of pages and in the names of files.
  var staffConditions: [Int: Proposal.Line] {
    let own = companyNames
    return Dictionary(
      uniqueKeysWithValues: people.compactMap { someone in
        condition(tables[someone.table], own).map { (someone.table, $0) }
      })
  }

  private func condition(_ table: Table, _ own: Set<String>) -> Proposal.Line? {
    for column in table.columns where column.isMail {
      var rows: [String: Int] = [:]
      for code in 0..<column.values.count {
        guard let at = column.values[code].lastIndex(of: "@") else { continue }
        rows[column.values[code][at...].lowercased(), default: 0] += column.counts[code]
      }
      let staff = rows.filter { domain, count in
        count * 20 <= column.filled && own.contains(String(domain.dropFirst().prefix { $0 != "." }))
      }
      guard let (domain, count) = staff.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { continue }
      return Proposal.Line(
        "where \(column.spelled) does not contain \"\(domain)\"", "the company's own: \(grouped(count)) rows")
    }
    return nil
  }

  /// Names that the company may have: the first part of the hosts of pages, and the words of the files' names.
  private var companyNames: Set<String> {
    var names: Set<String> = []
    for table in tables {
      names.formUnion(nameWords(table.profile.path.fileName))
      for column in table.columns where column.isAddress {
        for code in 0..<min(column.values.count, 50) {
          let parts = column.values[code].split(separator: "/", omittingEmptySubsequences: true)
          guard parts.count > 1, let first = parts[1].split(separator: ".").first else { continue }
          names.insert(first.lowercased())
        }
      }
    }
    return names.filter {
      $0.count >= 5 && !Hint.people.contains(singular($0)) && !Hint.records.contains(singular($0))
    }
  }
}

extension [Proposal.Line] {
  /// Adds a condition on rows to the one that there is, or as a line of its own.
  mutating func require(_ condition: Proposal.Line) {
    guard let index = firstIndex(where: { $0.text.hasPrefix("where ") }) else { return append(condition) }
    let first = self[index].text.dropFirst("where ".count)
    let isWeak = first.contains(" or ")
    self[index].text =
      "where \(isWeak ? "(\(first))" : String(first)) and \(condition.text.dropFirst("where ".count))"
    self[index].note = [self[index].note, condition.note].filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
