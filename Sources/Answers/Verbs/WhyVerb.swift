internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// Answers `why`: which features go with a condition, comparing people at the same time after their start and at about the
/// same date.
struct WhyVerb: Verb {
  let question: Why
  let context: QueryRunner.Context

  private var population: Condition { question.who.condition }

  private var inside: Condition { .conjunction([population, question.condition]) }

  private var features: FeatureCounts {
    let slots = context.catalog.slots
    let attributes = context.catalog.attributes.map(\.ref).filter {
      $0.name.lowercased() != slots.key.lowercased() && $0 != slots.label
    }
    return FeatureCounts(
      inside: inside, outside: .conjunction([population, .not(question.condition)]),
      onset: question.onset, days: question.days, lead: question.lead, attributes: attributes,
      segments: segments, topics: context.topics, seed: question.seed)
  }

  /// The segments by which people are matched in the second comparison.
  var segments: [AttributeRef] {
    context.catalog.slots.matching(ReferencedNames(question.condition).attributes)
  }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let features = features
    var batch = Batch()
    let all = batch.add(PeopleCount(inside))
    let everybody = batch.add(PeopleCount(population))
    let compared = batch.add(features)
    let replies = try backend.run(batch)
    let found = WhyFindings(
      replies[compared], all: replies[all].people, of: replies[everybody].people, question.condition,
      segments: Set(segments.map(\.name)), context.language)
    let listed = listed(found)
    let findings = listed.findings

    var draft = Draft("why", context)
    draft.headline = headline(found, findings)
    draft.summary = [
      Answer.Figure("with", found.with, unit: .people),
      Answer.Figure("without", found.without, unit: .people),
      Answer.Figure("days", question.days, unit: .days), Answer.Figure("tests", found.tests),
      Answer.Figure("findings", findings), Answer.Figure("comparisons", found.comparisons.times),
      Answer.Figure("median days apart", found.comparisons.medianDays, unit: .days),
      Answer.Figure("95% days apart", found.comparisons.mostDays, unit: .days),
    ]
    if !found.findings.isEmpty {
      var table = table(
        listed.shown, of: features,
        title: findings == 0 && !listed.shown.isEmpty
          ? "Largest differences, none of them beyond chance" : "Goes with \(question.words)")
      table.hidden = max(0, findings - listed.shown.count)
      draft.tables = [table]
    }
    // These are shown without a q.
    for (rows, title) in [
      (found.confounded, "Set apart: cannot be told apart from \(segmentNames)"),
      (found.apart, "Set apart: named by \(question.words), or possibly part of it"),
    ] where !rows.isEmpty {
      let shown = Array(rows.prefix(context.rowLimit ?? rows.count))
      var table = table(shown, of: features, areTested: false, title: title)
      table.hidden = rows.count - shown.count
      draft.tables.append(table)
    }
    draft.quotes = quotes(listed.shown)
    draft.notes = notes(found, findings)
    if listed.common > 0, context.rowLimit != nil {
      draft.notes.append(
        "Not listed: \(grouped(listed.common)) common words and phrases that go with it: they begin or end with a word such as "
          + "“the”, or at least an eighth of those who gave feedback say them, on both sides.")
    }
    if listed.bySpeaking > 0, context.rowLimit != nil, let speakers = found.speakers {
      draft.notes.append(
        "\(grouped(listed.bySpeaking)) more differ only because one side gave more feedback (\(grouped(speakers.with)) "
          + "of \(grouped(found.with)) with it, \(grouped(speakers.without)) of \(grouped(found.without)) without): among "
          + "those who gave any, they do not differ.")
    }
    return draft
  }

  /// The names of the segments: `plan and region`.
  var segmentNames: String {
    let names = segments.map(\.name)
    return names.count < 3
      ? names.joined(separator: " and ")
      : names.dropLast().joined(separator: ", ") + " and \(names[names.count - 1])"
  }

  /// The findings to list.
  private struct Listed {
    /// How many features differ beyond chance, among those that may be listed.
    let findings: Int
    let shown: [Finding]
    /// How many differ beyond chance but are not listed: common words, and features that only reflect more feedback.
    let common: Int
    let bySpeaking: Int
  }

  private func listed(_ found: WhyFindings) -> Listed {
    let commonWords = found.commonWords(context.language)
    let bySpeaking = found.bySpeaking.subtracting(commonWords)
    let setApart = bySpeaking.union(commonWords)
    let telling = found.findings.filter { !setApart.contains($0.row) }
    let findings = telling.count { $0.q < 0.05 }
    let own =
      context.rowLimit == nil ? telling + found.findings.filter { setApart.contains($0.row) } : telling
    // A screen shows only findings or, if there are none, as many others as asked for. Machines get everything tested.
    let isForScreen = context.rowLimit != nil && findings > 0
    let wanted =
      question.limit.map { isForScreen ? min($0, findings) : $0 }
      ?? context.rowLimit.map { min($0, findings) } ?? own.count
    return Listed(
      findings: findings, shown: Array(own.prefix(wanted)),
      common: found.findings.count { $0.q < 0.05 && commonWords.contains($0.row) },
      bySpeaking: bySpeaking.count)
  }

  /// The people who have a feature, with the condition and without it.
  private func drillDowns(_ finding: Finding, of features: FeatureCounts) -> [DrillDown] {
    [(true, finding.people.with, "with"), (false, finding.people.without, "without")].flatMap {
      isInside, people, column in
      let words = "\(finding.words), \(column) \(question.words)"
      func side(_ feature: FeatureCounts.Feature?) -> Condition {
        .among(People(words: words, at: .feature(features, feature, inside: isInside)))
      }
      let condition =
        finding.feature.map(side)
        ?? .conjunction([side(nil), finding.condition(context.catalog) ?? .everyone])
      let drillDown = DrillDown(words, condition, people: people, column: column)
      return isInside ? [drillDown.asRow, drillDown] : [drillDown]
    }
  }

  // MARK: Showing it

  private func headline(_ found: WhyFindings, _ findings: Int) -> String {
    let noun = question.who.population
    let people =
      "\(question.words): \(grouped(found.all)) of \(grouped(found.population)) "
      + noun.counted(found.population)
    guard !found.isRefused else { return people }
    let tested = "\(grouped(found.tests)) traits tested"
    return findings == 0
      ? "\(people); none of \(tested) goes with it"
      : "\(people); \(grouped(findings)) of \(tested) go with it"
  }

  private func table(
    _ findings: [Finding], of features: FeatureCounts, areTested: Bool = true, title: String
  ) -> Draft.Table {
    let within = segments.isEmpty ? [] : [Answer.Column("within each", .real, unit: .change)]
    var table = Draft.Table(
      title: title,
      columns: [
        Answer.Column("what", .text), Answer.Column("with", .real, unit: .share),
        Answer.Column("without", .real, unit: .share), Answer.Column("difference", .real, unit: .change),
      ] + within + [
        Answer.Column("q", .real, unit: .chance), Answer.Column("kind", .text, for: .machines),
        Answer.Column("name", .text, for: .machines), Answer.Column("people with", .integer, for: .machines),
        Answer.Column("people without", .integer, for: .machines),
        Answer.Column("low", .real, for: .machines), Answer.Column("high", .real, for: .machines),
      ],
      rows: findings.map { finding in
        let interval = finding.difference.interval
        return Draft.Row(
          [
            Answer.Cell(finding.words), cell(finding.with), cell(finding.without),
            Answer.Cell(finding.difference.value, low: interval.low, high: interval.high),
          ] + within.map { _ in Answer.Cell(finding.within?.difference) } + [
            Answer.Cell(areTested ? finding.q : nil), Answer.Cell(finding.kind.rawValue),
            Answer.Cell(finding.name), Answer.Cell(finding.people.with), Answer.Cell(finding.people.without),
            Answer.Cell(interval.low), Answer.Cell(interval.high),
          ], opens: drillDowns(finding, of: features))
      })
    table.shape = Answer.Table.Shape(.differences, keys: 1, figures: [3])
    return table
  }

  private func cell(_ share: Share) -> Answer.Cell {
    Answer.Cell(.real(share.value), of: (share.hits, share.of), isSmall: share.of < smallGroup)
  }

  /// A quote for each word and topic shown; no message is quoted twice.
  private func quotes(_ findings: [Finding]) -> [Answer.Quote] {
    var told: Set<String> = []
    let quotes = findings.compactMap { finding -> Answer.Quote? in
      guard let message = finding.message, told.insert(message.text).inserted else { return nil }
      let topic = context.topics.first { finding.kind == .topic && $0.name == finding.name }
      let word = finding.value.text ?? finding.name
      let pattern = topic?.pattern ?? Pattern(typed: word)
      let matcher = pattern.map { PatternMatcher($0, language: context.language) }
      let side = finding.isMoreCommonWith ? "with it" : "without it"
      return Answer.Quote(
        message, marking: matcher.map { [$0] } ?? [],
        caption: topic.map { "\(side), on \($0.name)" } ?? "\(side), says “\(word)”")
    }
    return Array(quotes.prefix(context.quoteLimit ?? quotes.count))
  }
}
