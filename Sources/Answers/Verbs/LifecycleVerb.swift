internal import DataModel
internal import Plan

/// Answers `lifecycle`: how many people are new, returning, resurrected or dormant in each period. New + returning +
/// resurrected = active, and returning + dormant = active in the period before.
struct LifecycleVerb: Verb {
  let question: Lifecycle
  let context: QueryRunner.Context

  private var groups: TimeGroups { TimeGroups(grouping: question.grouping, context: context) }
  private static let kinds = ["active", "new", "returning", "resurrected", "dormant"]

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    var batch = Batch()
    let presence = batch.add(
      ActivityByPeriod(
        who: question.who.condition, keys: question.grouping.keys, scope: question.step, unit: question.unit,
        first: question.stretch.first, last: question.stretch.last))
    let sizes = groups.ask(question.who, in: &batch)
    let caveats = Caveats(question.who, keys: question.grouping.keys, context: context, in: &batch)
    let replies = try backend.run(batch)

    var draft = Draft("lifecycle", context)
    let found = groups.groups(replies[presence].groups, sizes: replies[sizes]).map { group in
      group.with(group.parts.map(period))
    }
    let shown = found.map { $0.with(Array(newest($0.parts))) }
    let unit = question.unit.rawValue
    var table = Draft.Table(
      columns: groups.heads + [Answer.Column(unit, .text)]
        + LifecycleVerb.kinds.map { Answer.Column($0, .integer, unit: .people) }
        + [Answer.Column("finished", .boolean, for: .machines)])
    for group in shown {
      let rows = group.parts.map { Draft.Row(cells($0, of: group), opens: drillDowns($0, of: group)) }
      let listed = groups.listed(of: rows.count)
      table.rows += rows.suffix(listed)
      table.earlier += rows.dropLast(listed).map(\.cells)
    }
    table.chart = question.grouping.chart
    let keys = groups.heads.count + 1
    table.shape = Answer.Table.Shape(.series, keys: keys, figures: Array(keys..<keys + 5))
    draft.tables = [table]
    if !groups.isGrouped, let group = found.first { summarize(&draft, group.parts) }
    draft.notes = groups.notes(of: shown, sizes: replies[sizes])
    let periods = shown.map(\.parts.count).max() ?? 0
    if let note = groups.note(ofPeriods: periods, question.unit) { draft.notes.append(note) }
    if table.rows.isEmpty {
      draft.notes.append("There is nothing to show: the data has no such record with a time.")
    } else if shown.contains(where: { $0.parts.contains(where: \.opens) }) {
      draft.notes.append(
        "Nothing is known about the time before the first \(unit) of the data, so that \(unit) shows only active people; \"new\" starts with the next one."
      )
    }
    draft.notes += caveats.notes(replies)
    return draft
  }

  private struct Period {
    let start: Day
    let label: String
    let isWhole: Bool
    /// Whether the data begins with it.
    let opens: Bool
    /// In the order of `kinds`; only active is known for the first period of the data.
    let counts: [Int?]
  }

  private func period(_ period: ActivityByPeriod.Period) -> Period {
    let (active, first, kept) = (period.active, period.first, period.kept)
    return Period(
      start: period.start, label: context.label(of: period.start, question.unit),
      isWhole: context.isWhole(period.start, question.unit, in: Stretch()), opens: period.opens,
      counts: period.opens
        ? [active, nil, nil, nil, nil]
        : [active, first, kept, active - first - kept, period.before - kept])
  }

  private func newest(_ periods: [Period]) -> ArraySlice<Period> {
    groups.isGrouped ? periods[...] : periods.suffix(question.grouping.limit ?? .max)
  }

  private func cells(_ period: Period, of group: TimeGroups.Group<Period>) -> [Answer.Cell] {
    let cells = ([Answer.Cell(period.label)] + period.counts.map { Answer.Cell($0) }).map { cell in
      var cell = cell
      cell.isUnfinished = !period.isWhole
      return cell
    }
    return group.cells + cells + [Answer.Cell(.boolean(period.isWhole))]
  }

  /// The people active in a period, and those of each kind.
  private func drillDowns(_ period: Period, of group: TimeGroups.Group<Period>) -> [DrillDown] {
    func did(from first: Day?, upTo last: Day) -> Condition {
      .records(question.step.within(Window(days: first ?? Day(-1_000_000), last)), .some)
    }
    let day = period.start
    let start = day.adding(TimeSpan(-1, question.unit))
    let here = did(from: day, upTo: day.adding(TimeSpan(1, question.unit)).adding(days: -1))
    let before = did(from: start, upTo: day.adding(days: -1))
    let earlier = did(from: nil, upTo: start.adding(days: -1))
    let parts: [[Condition]] = [
      [here], [here, .not(before), .not(earlier)], [here, before], [here, .not(before), earlier],
      [before, .not(here)],
    ]
    let words = " in \(period.label)" + (group.words.isEmpty ? "" : ", \(group.words)")
    let drillDowns = parts.indices.compactMap { kind in
      period.counts[kind].map { count in
        DrillDown(
          LifecycleVerb.kinds[kind] + words,
          .conjunction([question.who.condition] + group.conditions + parts[kind]), people: count,
          column: LifecycleVerb.kinds[kind])
      }
    }
    return drillDowns.prefix(1).map(\.asRow) + drillDowns
  }

  /// The summary and headline: the last whole period.
  private func summarize(_ draft: inout Draft, _ periods: [Period]) {
    guard let last = periods.last(where: \.isWhole) else { return }
    let counts = zip(LifecycleVerb.kinds, last.counts)
    draft.summary = counts.map { Answer.Figure($0, $1, unit: .people) }
    let words = counts.compactMap { name, count in count.map { "\(grouped($0)) \(name)" } }
    draft.headline =
      "\(last.label), the last whole \(question.unit.rawValue): " + words.joined(separator: ", ")
  }
}
