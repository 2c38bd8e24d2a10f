internal import DataModel
internal import Plan

/// What tells two groups apart, and whether it gives one of them less time than the other.
extension GroupComparison {
  var difference: ReferencedNames { ReferencedNames(.disjunction(versus.difference)) }

  /// Whether an end tells the groups apart: whoever left had less time to do and say things, and another calendar.
  func isByEnd(_ slots: Slots) -> Bool {
    let difference = difference
    let end = slots.end?.name.lowercased()
    return difference.namesEnd || end.map(difference.attributes.contains) ?? false
      || versus.churn?.left.map { ReferencedNames($0).overlaps(difference) } ?? false
  }

  /// Whether a start tells them apart: whoever started later had less time, to leave as well.
  func isByStart(_ slots: Slots) -> Bool {
    let difference = difference
    let start = slots.start?.name.lowercased()
    return difference.namesStart || start.map(difference.attributes.contains) ?? false
  }

  /// The question that compares people after as long, as it can be typed; nil where nothing says who left.
  var why: String? {
    guard let churn = versus.churn, churn.name.isPlainWords else { return nil }
    let populations = [versus.second.population, versus.first.population].filter { population in
      if case .among = population.condition { return false }
      return population.words.isPlainWords
        && !ReferencedNames(population.condition).overlaps(ReferencedNames(churn.condition))
    }
    return "why \(churn.name) among \(populations.first?.words ?? "customers")"
  }

  /// Who had too little time for what tells the groups apart; nil where an end does, since that is said anyway.
  func caveats(_ context: QueryRunner.Context, in batch: inout Batch) -> Caveats? {
    isByEnd(context.catalog.slots) ? nil : Caveats(timeOf: versus, context, in: &batch)
  }

  /// Of messages from any time, where one group had less of it to say them.
  func unequalTime(_ context: QueryRunner.Context) -> String? {
    if isByEnd(context.catalog.slots) {
      let asked = why.map {
        " `\($0)` holds those who left against others after as long."
      }
      return "Messages are of any time: whoever left had less time to say things, and at another time of the "
        + "year.\(asked ?? "")"
    }
    guard isByStart(context.catalog.slots) else { return nil }
    return "Messages are of any time: whoever started later has had less of it to say things."
  }
}

extension String {
  /// Whether it can be typed as it is, without quotes.
  fileprivate var isPlainWords: Bool { allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == " " } }
}
