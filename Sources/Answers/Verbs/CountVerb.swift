internal import DataModel
internal import Plan

/// `count`: how many people, or records; in all, or by groups.
struct CountVerb: Verb {
  let question: Count
  let context: Asking.Context

  private var caveats: Caveats {
    Caveats(
      question.who, subject: question.subject, keys: question.grouping.keys, isShare: true, context: context)
  }

  private var groupTable: GroupTable {
    GroupTable(
      grouping: question.grouping, subject: question.subject,
      metrics: [Measure.Measured("count", .count)], context: context)
  }

  /// Nil where people are counted.
  private var records: RecordScope? {
    switch question.subject {
    case .people: nil
    case .records(let scope): scope
    }
  }
  private var countsPeople: Bool { records == nil }
  private var isGrouped: Bool { !question.grouping.keys.isEmpty }
  private var headcounts: [Measurement] { countsPeople ? Headcount.measurements(question.who) : [] }

  var firstRound: [Measurement] {
    let groups = isGrouped || !countsPeople ? groupTable.measurements(question.who) : []
    return headcounts + groups + caveats.measurements
  }

  /// The columns of the groups.
  private func groups(_ first: [Columns]) -> [Columns] {
    Array(first.dropFirst(headcounts.count).dropLast(caveats.measurements.count))
  }

  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    isGrouped ? [groupTable.openings(groups(first), question.who)] : []
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "count", statement: context.statement, reading: context.reading)
    let groups = groups(first)
    if let records {
      let count = groups.last?["m0.n", 0].integer ?? 0
      answer.summary = [Answer.Figure("count", .integer(Int64(count)), unit: .records)]
      answer.headline = "\(grouped(count)) \(records.noun)\(count == 1 ? "" : "s")"
    } else {
      let isWhole = question.who.filter == nil
      let headcount = Headcount(first[0..<2], who: question.who)
      answer.summary = headcount.figures
      answer.headline = headcount.sentence(isWhole: isWhole)
      answer.notes = headcount.notes(isWhole: isWhole)
    }
    if isGrouped {
      let (table, dropped) = groupTable.table(groups)
      answer.tables = [table.withShares(of: answer.summary.first?.value.integer ?? 0)]
      if dropped > 0 {
        answer.notes.append("\(dropped) group\(dropped == 1 ? "" : "s") did not meet `having`.")
      }
      answer.notes += question.grouping.notes(table)
    }
    answer.notes += caveats.notes(first.suffix(caveats.measurements.count))
    return answer
  }
}

extension Answer.Table {
  /// With each group's share of so many in all. It follows from the count, so that machines are not given it.
  fileprivate func withShares(of whole: Int) -> Answer.Table {
    var table = self
    table.columns.append(Answer.Column("of all", .real, unit: .share, for: .people))
    for row in rows.indices {
      let count = rows[row].last?.value.integer
      let share = count.flatMap { whole > 0 ? Double($0) / Double(whole) : nil }
      table.rows[row].append(Answer.Cell(share.map { .real($0) } ?? .missing))
    }
    table.total?.append(Answer.Cell(whole > 0 ? .real(1) : .missing))
    return table
  }
}

extension RecordScope {
  /// What one of its records is called: "order event", "message".
  var noun: String {
    switch source {
    case .events(let kinds): kinds.count == 1 ? "\(kinds[0].name) event" : "event"
    case .anyEvent: "event"
    case .feedback, .heard: "message"
    }
  }
}

extension Grouping {
  /// What misleads in a table by these groups.
  func notes(_ table: Answer.Table) -> [String] {
    var notes: [String] = []
    for key in keys {
      if case .value(let value) = key.value, value.type == .list {
        notes.append(
          "Somebody with several values of \(key.title) counts in each of them: the rows do not add up.")
      }
      if case .quantiles(let asked) = key.cut {
        let cuts = Set(table.rows.map { $0.first?.value }).subtracting([.missing]).count
        if keys.count == 1, cuts < asked, table.hidden == 0 {
          notes.append("Equal cuts were merged: \(cuts) groups instead of \(asked).")
        }
      }
    }
    return notes
  }
}
