internal import DataModel
internal import Plan

/// `segment`: who they are, how many, what share, what is at stake, and what they said.
struct SegmentVerb: Verb {
  let question: Segment
  let context: Asking.Context

  private var caveats: Caveats { Caveats(question.who, isShare: true, isHeard: true, context: context) }
  private var listening: Listening { Listening(question.who, scope: nil, context: context) }

  private var people: PeopleTable { PeopleTable(question.show, slots: context.catalog.slots) }

  /// Money of people who left is lost, that of the others at stake: never one sum.
  private var worth: [Metric] {
    guard let value = context.catalog.slots.value, value.type.isNumber else { return [] }
    let left = question.churn?.left ?? .not(.everyone)
    return [("lost", left), ("at stake", .not(left))].map { name, who in
      .named(name, .aggregate(.total, .attribute(value)), filter: who)
    }
  }

  var firstRound: [Measurement] {
    let who = question.who.condition
    let limit = question.limit ?? context.rowLimit
    var round = Headcount.measurements(question.who)
    round.append(
      .rows(
        Rows(
          who: who, columns: people.shown.map(\.value), order: question.listOrder(context.catalog.slots),
          limit: limit)))
    if !worth.isEmpty { round.append(.groups(Groups(who: who, subject: .people, keys: [], metrics: worth))) }
    return round + caveats.measurements + listening.firstRound
  }

  func secondRound(after first: [Columns]) -> [Measurement] {
    listening.secondRound(after: heard(first), of: within(first[2]), limit: context.quoteLimit)
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "segment", statement: context.statement, reading: context.reading)
    let isWhole = question.who.filter == nil
    let headcount = Headcount(first[0..<2], who: question.who)
    answer.summary = headcount.figures
    answer.headline = headcount.sentence(isWhole: isWhole)
    if !worth.isEmpty, let slot = context.catalog.slots.value {
      let unit = Value.attribute(slot).unit(money: slot)
      let somebodyLeft = first[3]["m0.n", 0].integer ?? 0 > 0
      let somebodyStays = first[3]["m1.n", 0].integer ?? 0 > 0
      for (place, name, isShown) in [
        (0, "lost", somebodyLeft), (1, "at stake", somebodyStays || !somebodyLeft),
      ] {
        let total = first[3]["m\(place).sum", 0]
        answer.summary.append(Answer.Figure(name == "lost" ? "lost" : "value", total, unit: unit))
        if isShown { answer.headline? += " · \(slot.name) \(name): \(plain(total, unit.measure))" }
      }
    }
    var table = people.table(first[2])
    table.hidden = max(0, headcount.matched - table.rows.count)
    answer.tables = [table]
    let start = worth.isEmpty ? 3 : 4
    answer.notes = headcount.notes(isWhole: isWhole)
    if !worth.isEmpty, let churn = question.churn, churn.isGuess, let note = churn.note {
      answer.notes.append(note)
    }
    answer.notes += caveats.notes(first[start..<min(first.count, start + caveats.measurements.count)])
    listening.fill(
      &answer, first: heard(first), second: second, people: headcount.matched,
      noun: headcount.matched == 1 ? headcount.singular : headcount.words)
    return answer
  }

  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    [people.openings(people.table(first[2]))]
  }

  /// With a limit of the question's own, the people whom it shows.
  private func within(_ rows: Columns) -> Condition {
    guard question.limit != nil else { return .everyone }
    return .among(People(words: "them", ids: rows["id"].compactMap(\.text)))
  }

  private func heard(_ first: [Columns]) -> ArraySlice<Columns> {
    first.suffix(listening.firstRound.count)
  }
}
