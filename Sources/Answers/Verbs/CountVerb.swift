internal import DataModel
internal import Plan

/// Answers `count`: how many people or records there are, in total or by group.
struct CountVerb: Verb {
  let question: Count
  let context: QueryRunner.Context

  private var groupTable: GroupTable {
    GroupTable(
      grouping: question.grouping, subject: question.subject,
      metrics: [Measure.Measured("count", .count)], context: context)
  }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let isGrouped = !question.grouping.keys.isEmpty
    let countsPeople = question.subject == .people
    var batch = Batch()
    let asked = countsPeople ? Headcount.Asked(question.who, in: &batch) : nil
    let groups = isGrouped || !countsPeople ? groupTable.ask(question.who, in: &batch) : nil
    let populations = question.hasGroupShares ? GroupPopulations.Asked(question, in: &batch) : nil
    let caveats = Caveats(
      question.who, subject: question.subject, keys: question.grouping.keys, isShare: true, context: context,
      in: &batch)
    let replies = try backend.run(batch)

    var draft = Draft("count", context)
    let headcount = asked.map { Headcount($0, replies, who: question.who) }
    if let headcount {
      let isWhole = question.who.filter == nil
      draft.summary = headcount.figures
      draft.headline = headcount.sentence(isWhole: isWhole)
      draft.notes = headcount.notes(isWhole: isWhole)
    } else if let groups, case .records(let scope) = question.subject {
      let count = groupTable.whole(groups, replies).first?.value.integer ?? 0
      draft.summary = [Answer.Figure("count", count, unit: .records)]
      draft.headline = counted(count, scope.noun)
    }
    if isGrouped, let groups {
      var groupTable = groupTable
      groupTable.populations = populations.map {
        GroupPopulations($0, replies, of: headcount?.population ?? 0)
      }
      let (table, dropped) = groupTable.table(groups, replies, opening: question.who)
      draft.tables = [
        table.withShares(of: draft.summary.first?.value.integer ?? 0, countAt: question.grouping.keys.count)
      ]
      draft.notes += question.grouping.notes(table, dropped: dropped)
    }
    draft.notes += caveats.notes(replies)
    return draft
  }
}

extension Draft.Table {
  /// Adds a column with each group's share of the total, for people only: machines can work it out from the count.
  fileprivate func withShares(of whole: Int, countAt column: Int) -> Draft.Table {
    var table = self
    table.columns.append(Answer.Column("of all", .real, unit: .share, for: .people))
    for row in rows.indices {
      let count = rows[row].cells[column].value.integer
      table.rows[row].cells.append(
        Answer.Cell(count.flatMap { whole > 0 ? Double($0) / Double(whole) : nil }))
    }
    table.total?.append(Answer.Cell(whole > 0 ? .real(1) : .missing))
    return table
  }
}

extension RecordScope {
  /// The noun for one of its records: `order event`, `message`.
  var noun: String {
    switch source {
    case .events(let kinds): kinds.count == 1 ? "\(kinds[0].name) event" : "event"
    case .anyEvent: "event"
    case .feedback, .heard: "message"
    }
  }
}

extension Grouping {
  /// Notes for a table by these groups. `dropped` is the number of groups that `having` left out.
  func notes(_ table: Draft.Table, dropped: Int) -> [String] {
    var notes: [String] = []
    if dropped > 0 {
      notes.append(
        "\(counted(dropped, "group")) did not meet `having` and \(dropped == 1 ? "is" : "are") left out."
      )
    }
    for key in keys {
      if case .value(let value) = key.value, value.type == .list {
        notes.append(
          "People with several values of \(key.title) count in each of them, so the rows do not add up.")
      }
      if case .quantiles(let asked) = key.cut {
        let cuts = Set(table.rows.map { $0.cells.first?.value }).subtracting([.missing]).count
        if keys.count == 1, cuts < asked, table.hidden == 0 {
          notes.append("Equal cut points were merged: \(cuts) groups instead of \(asked).")
        }
      }
    }
    return notes
  }
}
