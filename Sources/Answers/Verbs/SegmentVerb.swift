internal import DataModel
internal import Plan

/// `segment`: who they are, how many, what share, what is at stake, and what they said.
struct SegmentVerb: Verb {
  let question: Segment
  let context: Asking.Context

  private var caveats: Caveats { Caveats(question.who, context: context) }
  private var listening: Listening { Listening(question.who, scope: nil, context: context) }

  private var shown: [Segment.Shown] {
    if !question.show.isEmpty { return question.show }
    let slots = context.catalog.slots
    var attributes = slots.segments
    for slot in [slots.value, slots.start, slots.end] {
      if let slot, !attributes.contains(slot) { attributes.append(slot) }
    }
    return attributes.map { Segment.Shown($0.name, .attribute($0)) }
  }

  private var stake: Metric? {
    context.catalog.slots.value.flatMap { $0.type.isNumber ? .aggregate(.total, .attribute($0)) : nil }
  }

  var firstRound: [Measurement] {
    let who = question.who.condition
    let limit = question.limit ?? context.rowLimit
    var round = Headcount.measurements(question.who)
    round.append(
      .rows(
        Rows(
          who: who, columns: shown.map(\.value), order: question.listOrder(context.catalog.slots),
          limit: limit)))
    if let stake { round.append(.groups(Groups(who: who, subject: .people, keys: [], metrics: [stake]))) }
    return round + caveats.measurements + listening.firstRound
  }

  func secondRound(after first: [Columns]) -> [Measurement] {
    listening.secondRound(after: heard(first), limit: context.quoteLimit)
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "segment", statement: context.statement, reading: context.reading)
    let isWhole = question.who.filter == nil
    let headcount = Headcount(first[0..<2], who: question.who)
    answer.summary = headcount.figures
    answer.headline = headcount.sentence(isWhole: isWhole)
    if stake != nil, let slot = context.catalog.slots.value {
      let total = first[3]["m0.sum", 0]
      answer.summary.append(Answer.Figure("value", total, unit: .money))
      answer.headline? += " · \(slot.name) at stake: \(plain(total))"
    }
    answer.tables = [table(first[2], count: headcount.matched)]
    let start = stake == nil ? 3 : 4
    answer.notes = headcount.notes(isWhole: isWhole)
    answer.notes += caveats.notes(first[start..<min(first.count, start + caveats.measurements.count)])
    listening.fill(
      &answer, first: heard(first), second: second, people: headcount.matched,
      noun: headcount.matched == 1 ? headcount.singular : headcount.words)
    return answer
  }

  private func heard(_ first: [Columns]) -> ArraySlice<Columns> {
    first.suffix(listening.firstRound.count)
  }

  private func table(_ rows: Columns, count: Int) -> Answer.Table {
    let hasLabels = rows["label"].contains { $0 != .missing }
    var columns = [Answer.Column(context.catalog.slots.key, .text)]
    if hasLabels, let label = context.catalog.slots.label { columns.append(Answer.Column(label.name, .text)) }
    let taken = Set(columns.map { $0.name.lowercased() })
    let kept = shown.enumerated().filter { !taken.contains($0.element.title.lowercased()) }
    columns += kept.map {
      Answer.Column(
        $0.element.title, $0.element.value.type,
        unit: $0.element.value.unit(money: context.catalog.slots.value))
    }
    let cells = rows["id"].indices.map { row in
      [Answer.Cell(rows["id"][row])] + (hasLabels ? [Answer.Cell(rows["label"][row])] : [])
        + kept.map { Answer.Cell(rows[String($0.offset)][row]) }
    }
    var table = Answer.Table(columns: columns, rows: cells)
    table.hidden = max(0, count - cells.count)
    return table
  }
}
