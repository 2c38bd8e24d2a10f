internal import DataModel
internal import Import
internal import Store
internal import Syntax

extension Proposer {
  /// All that “churned” may mean here, the likeliest first. Nothing is defined where the people's file has a column of
  /// that name.
  func churnMeanings(_ proposal: Proposal) -> [Proposal.Definition] {
    guard !people.contains(where: { tables[$0.table].named("churned") != nil }) else { return [] }
    var found: [Proposal.Definition] = []
    func add(_ condition: String, _ note: String = "") {
      found.append(Proposal.Definition("churned", condition, note))
    }
    for someone in people {
      let table = tables[someone.table]
      for column in table.columns where column.isNamed(Hint.churn) && column.type == .boolean {
        add(column.spelled)
      }
    }
    for load in proposal.loads where load.head.text.hasPrefix("load customers") {
      for line in load.lines where line.text.hasPrefix("end ") { add("\(line.text.dropFirst(4)) is set") }
    }
    for load in proposal.loads where load.head.text.hasPrefix("load events") {
      let roles = load.lines.compactMap { role($0.text) }
      if let end = roles.first(where: { $0.name == "unsubscribe" }) {
        add(
          "did subscribe and never did subscribe with \(end.at) is missing",
          "none of their subscriptions runs")
        add("did unsubscribe", "one of their subscriptions ended")
      }
      for role in roles where ["churn", "cancel"].contains(role.name) { add("did \(role.name)") }
      found += flags(of: load, roles.first?.name)
    }
    return found + people.flatMap { states(of: tables[$0.table]) }
  }

  /// `as churn at churn_date`
  private func role(_ line: String) -> (name: String, at: String)? {
    let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
    guard parts.count == 4, parts[0] == "as", parts[2] == "at" else { return nil }
    return (parts[1], parts[3])
  }

  /// A yes/no column of records called churned.
  private func flags(of load: Proposal.Load, _ event: String?) -> [Proposal.Definition] {
    guard let event, let table = tables.first(where: { load.head.text.hasSuffix($0.source) }) else {
      return []
    }
    return table.columns.filter { $0.isNamed(Hint.churn) && $0.type == .boolean }.map {
      Proposal.Definition("churned", "did \(Spelling.name(event)) with (\(Spelling.name($0.name)))")
    }
  }

  /// A status that says that somebody is gone.
  private func states(of table: Table) -> [Proposal.Definition] {
    table.columns.filter { $0.type == .text && $0.values.count <= 20 }.flatMap { column in
      column.mostFrequent(20).filter { Hint.lostValues.contains($0.text.lowercased()) }.map { value, _ in
        Proposal.Definition("churned", "\(Spelling.name(column.name)) is \(Spelling.value(value))")
      }
    }
  }
}
