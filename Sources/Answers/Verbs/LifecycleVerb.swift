internal import DataModel
internal import Plan

/// `lifecycle`: in each period who is new, returning, resurrected or dormant. Two sums hold: new + returning +
/// resurrected = active, and returning + dormant = active in the period before.
struct LifecycleVerb: Verb {
  let question: Lifecycle
  let context: Asking.Context

  private var groups: TimeGroups { TimeGroups(grouping: question.grouping, context: context) }
  private var caveats: Caveats {
    Caveats(question.who, keys: question.grouping.keys, context: context)
  }

  var firstRound: [Measurement] {
    let presence = Presence(
      who: question.who.condition, keys: question.grouping.keys, scope: question.step, unit: question.unit,
      first: question.stretch.first, last: question.stretch.last)
    return [.presence(presence)] + groups.measurements(question.who) + caveats.measurements
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "lifecycle", statement: context.statement, reading: context.reading)
    let presence = first[0]
    let sizes = groups.isGrouped ? first[1] : nil
    let shown = groups.groups(presence, sizes: sizes)
    let unit = question.unit.rawValue
    var table = Answer.Table(
      columns: groups.heads + [Answer.Column(unit, .text)]
        + ["active", "new", "returning", "resurrected", "dormant"].map {
          Answer.Column($0, .integer, unit: .people)
        } + [Answer.Column("finished", .boolean, for: .machines)])
    var opens = false
    for group in shown {
      let firstListed = rows(group).suffix(groups.listed(of: rows(group).count)).first ?? 0
      for row in rows(group) {
        let counts = self.counts(presence, row)
        opens = opens || presence["opens", row] == .boolean(true)
        let isWhole = context.isWhole(presence["period", row], question.unit, in: Stretch())
        let cells = counts.map { count in
          var cell = Answer.Cell(count.map { .integer(Int64($0)) } ?? .missing)
          cell.isUnfinished = !isWhole
          return cell
        }
        var label = Answer.Cell(.text(context.label(of: presence["period", row], question.unit)))
        label.isUnfinished = !isWhole
        let period = group.cells + [label] + cells + [Answer.Cell(.boolean(isWhole))]
        if row >= firstListed { table.rows.append(period) } else { table.earlier.append(period) }
      }
    }
    table.chart = question.grouping.chart
    let keys = groups.heads.count + 1
    table.shape = Answer.Table.Shape(.series, keys: keys, figures: Array(keys..<keys + 5))
    answer.tables = [table]
    summarize(&answer, presence, shown)
    answer.notes = groups.notes(of: shown, sizes: sizes)
    let periods = shown.map { rows($0).count }.max() ?? 0
    if let note = groups.note(ofPeriods: periods, question.unit) { answer.notes.append(note) }
    if table.rows.isEmpty {
      answer.notes.append("There is nothing to show: no such record with a time is in the data.")
    } else if opens {
      answer.notes.append(
        "The first \(unit) of the data has nothing before it, so it tells nobody apart: \"new\" starts with the next."
      )
    }
    answer.notes += caveats.notes(first.suffix(caveats.measurements.count))
    return answer
  }

  private func rows(_ group: TimeGroups.Group) -> ArraySlice<Int> {
    groups.isGrouped ? group.rows[...] : group.rows.suffix(question.grouping.limit ?? .max)
  }

  /// Of each period those who are active, and of these (dormant: of those before) each kind.
  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let presence = first[0]
    let shown = groups.groups(presence, sizes: groups.isGrouped ? first[1] : nil)
    return [
      shown.flatMap { group in
        rows(group).suffix(groups.listed(of: rows(group).count)).map { openings(presence, $0) }
      }
    ]
  }

  private func openings(_ presence: Columns, _ row: Int) -> [Opening] {
    guard case .moment(.day(let day)) = presence["period", row] else { return [] }
    let keys = question.grouping.keys
    let who = [question.who.condition] + keys.conditions(presence, row: row)
    let group = keys.isEmpty ? "" : ", \(keys.words(presence, row: row, context.catalog))"
    func did(from first: Day?, upTo last: Day) -> Condition {
      .records(question.step.within(Window(days: first ?? Day(-1_000_000), last)), .some)
    }
    let start = day.adding(TimeSpan(-1, question.unit))
    let here = did(from: day, upTo: day.adding(TimeSpan(1, question.unit)).adding(days: -1))
    let before = did(from: start, upTo: day.adding(days: -1))
    let earlier = did(from: nil, upTo: start.adding(days: -1))
    let parts: [(String, [Condition])] = [
      ("active", [here]), ("new", [here, .not(before), .not(earlier)]), ("returning", [here, before]),
      ("resurrected", [here, .not(before), earlier]), ("dormant", [before, .not(here)]),
    ]
    let openings = zip(parts, counts(presence, row)).compactMap { part, count in
      count.map { count in
        Opening(
          "\(part.0) in \(context.label(of: presence["period", row], question.unit))\(group)",
          .conjunction(who + part.1), people: count, column: part.0)
      }
    }
    return openings.prefix(1).map(\.asRow) + openings
  }

  /// Active, new, returning, resurrected, dormant. Only active where the data begins.
  private func counts(_ presence: Columns, _ row: Int) -> [Int?] {
    func count(_ name: String) -> Int { presence[name, row].integer ?? 0 }
    let active = count("active")
    guard presence["opens", row] != .boolean(true) else { return [active, nil, nil, nil, nil] }
    let (first, kept) = (count("first"), count("kept"))
    return [active, first, kept, active - first - kept, count("before") - kept]
  }

  /// The last whole period, of everybody.
  private func summarize(_ answer: inout Answer, _ presence: Columns, _ shown: [TimeGroups.Group]) {
    guard !groups.isGrouped, let group = shown.first,
      let last = group.rows.last(where: {
        context.isWhole(presence["period", $0], question.unit, in: Stretch())
      })
    else { return }
    let names = ["active", "new", "returning", "resurrected", "dormant"]
    let counts = counts(presence, last)
    answer.summary = zip(names, counts).map { name, count in
      Answer.Figure(name, count.map { .integer(Int64($0)) } ?? .missing, unit: .people)
    }
    let words = zip(names, counts).compactMap { name, count in count.map { "\(grouped($0)) \(name)" } }
    answer.headline =
      "\(context.label(of: presence["period", last], question.unit)), the last whole \(question.unit.rawValue): "
      + words.joined(separator: ", ")
  }
}
