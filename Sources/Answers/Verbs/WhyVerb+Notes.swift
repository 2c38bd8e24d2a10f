internal import DataModel
internal import Plan

/// The notes of a `why`: who was compared with whom, who was left out, and how large a difference would have been found.
extension WhyVerb {
  func notes(_ found: WhyFindings, _ findings: Int) -> [String] {
    let noun = question.who.population
    if found.population == 0 { return ["There are no \(noun.counted(0))."] }
    if found.all == 0 || found.all == found.population {
      return [
        "“\(question.words)” is true of \(found.all == 0 ? "nobody" : "everybody") here, so there is nobody to compare."
      ]
    }
    var notes = compared(found)
    notes += leftOut(found)
    if let note = monthly(found) { notes.append(note) }
    if found.isRefused {
      notes.append(
        "Refused: fewer than \(WhyFindings.leastCases) people with it can be compared with others, too few to tell anything "
          + "from chance. `compare` puts people with it beside the others without asking what came first."
      )
      if !isDated, question.condition.conjuncts.contains(where: { $0.onset != nil }) {
        notes.append(
          "It has no date because a part of it has none. Ask only for the part with a date, among people for whom the rest is true."
        )
      }
      return notes
    }
    if let within = found.within {
      let tested =
        isDated
        ? "\(grouped(within.counts.people.inside)) with it, compared with \(grouped(within.counts.people.outside)) different others"
          + apart(within)
        : "\(grouped(within.counts.people.inside)) with it, \(grouped(within.counts.people.outside)) without it"
      notes.append(
        "within each: the difference among people of the same \(segmentNames) (\(tested)). For everything but \(segmentNames), the "
          + "larger of the two p-values counts; what does not hold there too cannot be told apart from \(segmentNames)."
      )
    }
    if min(found.with, found.without) < smallGroup {
      notes.append(
        "Only \(grouped(min(found.with, found.without))) people on one side: too few to find any but the largest differences."
      )
    }
    if findings == 0 {
      let points = Int((100 * found.leastDifference).rounded())
      notes.append(
        "Nothing stands out: in \(grouped(found.tests)) tests no difference is beyond chance (none at q < 0.05). With "
          + "\(grouped(found.with)) people compared with \(grouped(found.without)), differences under about \(points) "
          + "\(points == 1 ? "point" : "points") would be missed.")
    } else {
      notes.append(
        "q is corrected for all \(grouped(found.tests)) tests\(segments.isEmpty ? "" : " (those of \(segmentNames) separately, and doubled for that)"): "
          + "of the rows with q below 0.05, about one in twenty is chance.")
    }
    notes.append("“Goes with” is not “causes”. Attributes are as they are now.")
    return notes
  }

  private var isDated: Bool { question.onset != nil }

  private func compared(_ found: WhyFindings) -> [String] {
    guard isDated else {
      let sizes = "Compared: \(grouped(found.with)) with it and \(grouped(found.without)) without it"
      guard context.catalog.clock != nil else {
        return [sizes + ". Nothing loaded has a time, so what is listed may have come after it."]
      }
      return [
        sizes + ", today's customers who started "
          + "at about the same time, over the last \(question.days) days. It has no date, so what is listed may have come after it."
      ]
    }
    guard found.with > 0 else { return [] }
    let lead = question.lead > 0 ? " (ending \(question.lead) days before it)" : ""
    return [
      "Compared: \(grouped(found.with)) with it, over up to \(question.days) days before their own date\(lead), each with up to "
        + "five others who did not have it yet, at the same time after their start and over as many days: "
        + "\(grouped(found.comparisons.times)) comparisons with \(grouped(found.without)) different people"
        + apart(found.comparisons) + " (drawn with seed \(question.seed))."
    ]
  }

  /// “, whose starts are at most 1 day apart in half of the comparisons and 9 in 95%”
  private func apart(_ comparisons: FeatureCounts.Comparisons) -> String {
    guard let median = comparisons.medianDays, let most = comparisons.mostDays else { return "" }
    return
      ", whose starts are at most \(counted(median, "day")) apart in half of the comparisons "
      + "and \(grouped(most)) in 95%"
  }

  /// A warning about monthly events. If two people start some days apart, a monthly charge falls on different days before the
  /// same age, so a window shorter than a month, and not long compared with that distance, may hold it for one and not for the
  /// other.
  private func monthly(_ found: WhyFindings) -> String? {
    guard isDated, let median = found.comparisons.medianDays, median > 0,
      question.days < min(WhyVerb.longestMonth, 10 * median)
    else { return nil }
    let distance = "\(counted(median, "day"))"
    return
      "\(question.days) days are few when starts are \(distance) apart: what happens on a fixed day of the month, "
      + "such as a charge, may stand out for its date alone. `over last \(WhyVerb.longestMonth) days` or more "
      + "covers one for everybody."
  }

  private static let longestMonth = 31

  private func leftOut(_ found: WhyFindings) -> [String] {
    var parts: [String] = []
    func add(_ people: FeatureCounts.Sides, _ why: String) {
      let counts = [(people.inside, "with it"), (people.outside, "without")].filter { $0.0 > 0 }
      if counts.isEmpty { return }
      parts.append(counts.map { "\(grouped($0.0)) \($0.1)" }.joined(separator: " and ") + " \(why)")
    }
    add(found.undated, "who have no start, or no date between it and today")
    add(
      found.alone,
      isDated
        ? "with whom nobody can be compared"
        : "with nobody on the other side who started at about the same time")
    add(found.gone, isDated ? "who had left by then" : "who are not customers today")
    return parts.isEmpty ? [] : ["Left out: " + parts.joined(separator: "; ") + "."]
  }
}
