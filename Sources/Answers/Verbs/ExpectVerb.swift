internal import DataModel
internal import Plan

/// Answers `expect`: whether a figure keeps to its bound. A missing figure fails.
struct ExpectVerb: Verb {
  let question: Expect
  let context: QueryRunner.Context

  private var metric: Metric { question.measured.metric }
  private var unit: Answer.Unit { metric.unit(of: question.subject, money: context.catalog.slots.value) }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    var batch = Batch()
    let groups = batch.add(
      Groups(who: question.who.condition, subject: question.subject, metrics: [metric]))
    let caveats = Caveats(
      question.who, subject: question.subject, metrics: [question.measured], context: context, in: &batch)
    let replies = try backend.run(batch)

    var draft = Draft("expect", context)
    let result = replies[groups].rows.first?.figures.first ?? .nothing(of: metric)
    let figure = MetricFigure(metric, context.catalog, result)
    let order = compared(figure.value, question.bound)
    let holds = order.map { question.comparison.holds($0) != question.isNegated } ?? false
    draft.holds = holds
    draft.headline = "\(holds ? "holds" : "fails"): \(words(of: figure))"
    draft.summary = [
      Answer.Figure(
        "actual", figure.value, unit: unit, low: figure.low.map { .real($0) },
        high: figure.high.map { .real($0) }),
      Answer.Figure("n", figure.base),
      Answer.Figure("bound", question.bound, unit: unit),
      Answer.Figure("holds", .boolean(holds)),
    ]
    if let base = figure.base, (1..<smallGroup).contains(base) {
      draft.notes.append("It is based on only \(base), so read it with care.")
    }
    if let low = figure.low, let high = figure.high, let bound = question.bound.number, low < bound,
      bound < high
    {
      draft.notes.append(
        "The bound lies inside the 95% interval: the true figure may well be on the other side of the bound.")
    }
    if let note = metric.unequalWindows { draft.notes.append(note) }
    draft.notes += caveats.notes(replies)
    return draft
  }

  /// `34.5% (95% interval 31.9–37.2%; 414 of 1,200)`, `52`, `no value`.
  private func words(of figure: MetricFigure) -> String {
    guard figure.value != .missing else {
      let among = figure.lookedAt.map { $0 > 0 ? " among \(grouped($0))" : "" } ?? ""
      return "there is no value\(among.isEmpty ? ": there is nothing to calculate it from" : among)"
    }
    let isShare = unit == .share
    func number(_ value: Double, sign: Bool = true) -> String {
      isShare ? percent(value, sign: sign) : plain(.real(value), unit.measure)
    }
    var remarks: [String] = []
    if let low = figure.low, let high = figure.high {
      remarks.append("95% interval \(number(low, sign: false))–\(number(high))")
    }
    if let (hits, all) = figure.of {
      remarks.append("\(grouped(hits)) of \(grouped(all))")
    } else if let base = figure.base {
      remarks.append("based on \(grouped(base))")
    }
    let value = isShare ? figure.value.number.map { percent($0) } : nil
    return (value ?? plain(figure.value, unit.measure))
      + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))")
  }
}
