internal import DataModel
internal import Plan

/// Answers `measure`: metrics side by side, in total or by group.
struct MeasureVerb: Verb {
  let question: Measure
  let context: QueryRunner.Context

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let groupTable = GroupTable(
      grouping: question.grouping, subject: question.subject, metrics: question.metrics, context: context)
    var batch = Batch()
    let groups = groupTable.ask(question.who, in: &batch)
    let caveats = Caveats(
      question.who, subject: question.subject, metrics: question.metrics, keys: question.grouping.keys,
      context: context, in: &batch)
    let replies = try backend.run(batch)

    var draft = Draft("measure", context)
    let whole = groupTable.whole(groups, replies)
    draft.summary = zip(question.metrics, whole).map { measured, figure in
      Answer.Figure(
        measured.title, figure.value,
        unit: measured.metric.unit(of: question.subject, money: context.catalog.slots.value),
        low: figure.low.map { .real($0) }, high: figure.high.map { .real($0) })
    }
    let (table, dropped) = groupTable.table(groups, replies, opening: question.who)
    draft.tables = [table]
    draft.notes = question.grouping.notes(table, dropped: dropped)
    for (measured, figure) in zip(question.metrics, whole) {
      if let base = figure.base, let lookedAt = figure.lookedAt, base < lookedAt {
        draft.notes.append(
          "\(measured.title) is based on \(grouped(base)) of \(grouped(lookedAt)): the others have no value"
            + "\(figure.effective == nil ? "" : ", or no weight above 0").")
      }
      draft.notes += measured.notes(figure)
    }
    if let note = bases(whole) { draft.notes.append(note) }
    draft.notes += caveats.notes(replies)
    return draft
  }

  /// The note on what each figure is based on, if that differs between figures.
  private func bases(_ figures: [MetricFigure]) -> String? {
    let bases = zip(question.metrics, figures).compactMap { measured, figure in
      measured.metric.denominator(of: question.subject).flatMap { denominator in
        figure.base.map { (title: measured.title, count: $0, over: denominator) }
      }
    }
    guard Set(bases.map(\.over)).count > 1, Set(bases.map(\.count)).count > 1 else { return nil }
    let words = bases.map { base in
      "\(base.title) on \(grouped(base.count)) \(base.over.words(of: base.count))"
    }
    return "Not all figures have the same basis: \(words.joined(separator: ", "))."
  }
}

/// What a share or mean is calculated over.
private enum Denominator {
  case people, scored, answers, records

  func words(of count: Int) -> String {
    switch self {
    case .people: count == 1 ? "person" : "people"
    case .scored: count == 1 ? "person with a score" : "people with a score"
    case .answers: count == 1 ? "answer" : "answers"
    case .records: count == 1 ? "record" : "records"
    }
  }
}

extension Measure.Measured {
  /// Notes on what a figure is based on, where that is not obvious.
  fileprivate func notes(_ figure: MetricFigure) -> [String] {
    let base = grouped(figure.base ?? 0)
    switch metric.unnamed {
    case .satisfaction(_, _, _, let scale, .people):
      return [
        "\(title) is based on the latest score of each of \(base) people, on a scale of \(scale.words)."
      ]
    case .satisfaction(_, _, _, let scale, .answers):
      let people = figure.people.map { " from \(countedPeople($0))" } ?? ""
      return [
        "\(title) is based on all \(base) answers\(people), on a scale of \(scale.words): people who answered twice count "
          + "twice\(people.isEmpty ? "" : "; its interval is calculated by person")."
      ]
    case .weighted:
      guard let effective = figure.effective else { return [] }
      let worth = plain(.decimal(units: Int64(effective * 10), places: 1))
      return [
        "\(title) is as precise as \(worth) unweighted values (Kish's effective n of the \(base)); its interval is based on that."
      ]
    case .ratio:
      return ["\(title) is a ratio of two sums; its interval is calculated by person, from \(base) people."]
        + (metric.unequalWindows.map { [$0] } ?? [])
    case .rate, .aggregate(.average, _), .recordAggregate(.average, _, _): return byPerson(figure)
    case .count, .number, .records, .doing, .aggregate, .recordAggregate, .named: return []
    }
  }

  /// The note for values of which several come from one person.
  private func byPerson(_ figure: MetricFigure) -> [String] {
    guard let values = figure.base, let people = figure.people, people > 0 else { return [] }
    return [
      "\(title) is based on \(grouped(values)) records from \(countedPeople(people)); its interval"
        + " is calculated by person."
    ]
  }
}

extension Metric {
  /// What the metric is calculated over; nil for sums and counts.
  fileprivate func denominator(of subject: Subject) -> Denominator? {
    switch self {
    case .rate: subject == .people ? .people : .records
    case .aggregate(let aggregate, _): aggregate == .total ? nil : subject == .people ? .people : .records
    case .recordAggregate(let aggregate, _, _): aggregate == .total ? nil : .records
    case .satisfaction(_, _, _, _, .people): .scored
    case .satisfaction(_, _, _, _, .answers): .answers
    case .weighted(let inner, _), .named(_, let inner, _): inner.denominator(of: subject)
    case .count, .number, .records, .doing, .ratio: nil
    }
  }

  /// The metric without its name.
  var unnamed: Metric {
    if case .named(_, let inner, _) = self { return inner.unnamed }
    return self
  }
}
