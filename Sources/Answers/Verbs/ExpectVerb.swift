internal import DataModel
internal import Plan

/// `expect`: whether a figure keeps to its bound. A figure that is missing does not.
struct ExpectVerb: Verb {
  let question: Expect
  let context: Asking.Context

  private var metric: Metric { question.measured.metric }
  private var unit: Answer.Unit { metric.unit(of: question.subject, money: context.catalog.slots.value) }
  private var caveats: Caveats {
    Caveats(question.who, subject: question.subject, metrics: [question.measured], context: context)
  }

  var firstRound: [Measurement] {
    let groups = Groups(
      who: question.who.condition, subject: question.subject, keys: [], metrics: [metric])
    return [.groups(groups)] + caveats.measurements
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "expect", statement: context.statement, reading: context.reading)
    let figure = MetricFigure(metric, context.catalog) { first[0]["m0.\($0)", 0] }
    let order = compared(figure.value, question.bound)
    let holds = order.map { question.comparison.holds($0) != question.isNegated } ?? false
    answer.holds = holds
    answer.headline = "\(holds ? "holds" : "fails"): \(words(of: figure))"
    answer.summary = [
      Answer.Figure(
        "actual", figure.value, unit: unit, low: figure.low.map { .real($0) },
        high: figure.high.map { .real($0) }),
      Answer.Figure("n", figure.base.map { .integer(Int64($0)) } ?? .missing),
      Answer.Figure("bound", question.bound, unit: unit),
      Answer.Figure("holds", .boolean(holds)),
    ]
    if let base = figure.base, (1..<smallGroup).contains(base) {
      answer.notes.append("It rests on only \(base): read it with care.")
    }
    if let low = figure.low, let high = figure.high, let bound = question.bound.number, low < bound,
      bound < high
    {
      answer.notes.append(
        "The bound lies inside the 95% interval: the true figure may well be on its other side.")
    }
    if let note = metric.unequalWindows { answer.notes.append(note) }
    answer.notes += caveats.notes(first.suffix(caveats.measurements.count))
    return answer
  }

  /// `34.5% (95% interval 31.9–37.2%; 414 of 1,200)`, `52`, `no value`.
  private func words(of figure: MetricFigure) -> String {
    guard figure.value != .missing else {
      let among = figure.lookedAt.map { $0 > 0 ? " among \(grouped($0))" : "" } ?? ""
      return "there is no value\(among.isEmpty ? ", nothing to take it from" : among)"
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
      remarks.append("over \(grouped(base))")
    }
    let value = isShare ? figure.value.number.map { percent($0) } : nil
    return (value ?? plain(figure.value, unit.measure))
      + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))")
  }
}
