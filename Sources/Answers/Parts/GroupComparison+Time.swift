internal import DataModel
internal import Plan
internal import SourceText

/// What the conditions of two groups differ in, and whether it gives one group less time than the other.
extension GroupComparison {
  var difference: ReferencedNames { ReferencedNames(.disjunction(versus.difference)) }

  /// Whether the groups differ by their end date: people who left had less time, and at a different time of the year.
  func isByEnd(_ slots: Slots) -> Bool {
    let difference = difference
    let end = slots.end?.name.lowercased()
    return difference.namesEnd || end.map(difference.attributes.contains) ?? false
      || versus.churn?.left.map { ReferencedNames($0).overlaps(difference) } ?? false
  }

  /// Whether the groups differ by their start date: people who started later had less time, also to leave.
  func isByStart(_ slots: Slots) -> Bool {
    let difference = difference
    let start = slots.start?.name.lowercased()
    return difference.namesStart || start.map(difference.attributes.contains) ?? false
  }

  /// The `why` question that compares people the same time after their start; nil if nothing says who left.
  var why: String? {
    guard let churn = versus.churn, churn.name.isPlainWords else { return nil }
    let populations = [versus.second.population, versus.first.population].filter { population in
      if case .among = population.condition { return false }
      return population.words.isPlainWords
        && !ReferencedNames(population.condition).overlaps(ReferencedNames(churn.condition))
    }
    return "why \(churn.name) among \(populations.first?.words ?? "customers")"
  }

  /// Caveats about people who had too little time; nil if the groups differ by their end, which is noted anyway.
  func caveats(_ context: QueryRunner.Context, in batch: inout Batch) -> Caveats? {
    isByEnd(context.catalog.slots) ? nil : Caveats(timeOf: versus, context, in: &batch)
  }

  /// The note for messages from any time, if one group had less time to say things.
  func unequalTime(_ context: QueryRunner.Context) -> String? {
    if isByEnd(context.catalog.slots) {
      let asked = why.map {
        " `\($0)` compares people who left with others who had been customers as long."
      }
      return
        "Messages from any time count: people who left had less time to say things, and at a different time of "
        + "the year.\(asked ?? "")"
    }
    guard isByStart(context.catalog.slots) else { return nil }
    return "Messages from any time count: people who started later have had less time to say things."
  }
}

extension String {
  /// Whether its words can be typed without quotes.
  fileprivate var isPlainWords: Bool { split(separator: " ").allSatisfy { String($0).isPlainWord } }
}
