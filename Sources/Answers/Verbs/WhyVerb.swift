internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// `why`: what goes with a condition, among people at the same moment of their lives and of the calendar.
struct WhyVerb: Verb {
  let question: Why
  let context: Asking.Context

  private var population: Condition { question.who.condition }

  private var inside: Condition { .conjunction([population, question.condition]) }

  private var traits: Traits {
    let slots = context.catalog.slots
    let attributes = context.catalog.attributes.map(\.ref).filter {
      $0.name.lowercased() != slots.key.lowercased() && $0 != slots.label
    }
    return Traits(
      inside: inside, outside: .conjunction([population, .not(question.condition)]),
      onset: question.onset, days: question.days, lead: question.lead, attributes: attributes,
      segments: segments, topics: context.topics, seed: question.seed)
  }

  var firstRound: [Measurement] { [.people(inside), .people(population), .traits(traits)] }

  /// By what people are matched, in a second choice of whom to hold them against.
  var segments: [AttributeRef] {
    context.catalog.slots.matching(Naming(question.condition).attributes)
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "why", statement: context.statement, reading: context.reading)
    let listed = listed(first)
    let (found, shown, apart) = (listed.found, listed.shown, listed.apart)
    let (commonWords, bySpeaking, findings) = (listed.commonWords, listed.bySpeaking, listed.findings)
    answer.headline = headline(found, findings)
    func integer(_ number: Int?) -> Scalar { number.map { .integer(Int64($0)) } ?? .missing }
    answer.summary = [
      Answer.Figure("with", integer(found.with), unit: .people),
      Answer.Figure("without", integer(found.without), unit: .people),
      Answer.Figure("days", integer(question.days), unit: .days),
      Answer.Figure("tests", integer(found.tests)), Answer.Figure("findings", integer(findings)),
      Answer.Figure("comparisons", integer(found.comparisons.count)),
      Answer.Figure("median days apart", integer(found.comparisons.median), unit: .days),
      Answer.Figure("95% days apart", integer(found.comparisons.ninetyFifth), unit: .days),
    ]
    var table = table(
      shown,
      title: findings == 0 && !shown.isEmpty
        ? "Largest differences, none of them beyond chance" : "Goes with \(question.words)")
    table.hidden = max(0, findings - shown.count)
    if !found.findings.isEmpty { answer.tables = [table] }
    if !found.confounded.isEmpty {
      answer.tables.append(
        untested(
          listed.confounded, of: found.confounded.count,
          title: "Apart: cannot be told from \(segmentNames)"))
    }
    if !apart.isEmpty {
      answer.tables.append(
        untested(
          apart, of: found.apart.count,
          title: "Apart: what \(question.words) names, or what may be part of it"))
    }
    answer.quotes = quotes(shown, first[2])
    answer.notes = notes(found, findings)
    let hidden = found.findings.count { $0.q < 0.05 && commonWords.contains($0.row) }
    if hidden > 0, context.rowLimit != nil {
      answer.notes.append(
        "Not listed: \(grouped(hidden)) common words and phrases that go with it, which begin or end with a word such "
          + "as “the”, or which an eighth or more of those who gave feedback say on either side.")
    }
    if !bySpeaking.isEmpty, context.rowLimit != nil, let speakers = found.speakers {
      answer.notes.append(
        "\(grouped(bySpeaking.count)) more are there only because one side gave more feedback (\(grouped(speakers.with)) "
          + "of \(grouped(found.with)) with it, \(grouped(speakers.without)) of \(grouped(found.without)) without): among "
          + "those who gave any, they do not differ.")
    }
    return answer
  }

  /// “plan”, “plan and region”
  var segmentNames: String {
    let names = segments.map(\.name)
    return names.count < 3
      ? names.joined(separator: " and ")
      : names.dropLast().joined(separator: ", ") + " and \(names[names.count - 1])"
  }

  /// What is listed, and where.
  private struct Listed {
    let found: WhyFindings
    let commonWords: Set<Int>
    let bySpeaking: Set<Int>
    /// How many differ beyond chance.
    let findings: Int
    let shown: [Finding]
    let confounded: [Finding]
    let apart: [Finding]
  }

  private func listed(_ first: [Columns]) -> Listed {
    let found = WhyFindings(
      people: first, traits: first[2], question.condition, segments: Set(segments.map(\.name)),
      context.language)
    let commonWords = found.commonWords(context.language)
    let bySpeaking = found.bySpeaking.subtracting(commonWords)
    let setApart = bySpeaking.union(commonWords)
    let telling = found.findings.filter { !setApart.contains($0.row) }
    let findings = telling.count { $0.q < 0.05 }
    let own =
      context.rowLimit == nil ? telling + found.findings.filter { setApart.contains($0.row) } : telling
    // A screen shows findings alone, or where there are none as many of the rest as asked for; machines get all that was
    // tested.
    let isForScreen = context.rowLimit != nil && findings > 0
    let wanted =
      question.limit.map { isForScreen ? min($0, findings) : $0 }
      ?? context.rowLimit.map { min($0, findings) } ?? own.count
    func limited(_ findings: [Finding]) -> [Finding] {
      Array(findings.prefix(context.rowLimit ?? findings.count))
    }
    return Listed(
      found: found, commonWords: commonWords, bySpeaking: bySpeaking, findings: findings,
      shown: Array(own.prefix(wanted)), confounded: limited(found.confounded), apart: limited(found.apart))
  }

  /// Of each trait who has it, of those compared: with it, and without it.
  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let listed = listed(first)
    return
      ([listed.found.findings.isEmpty ? nil : listed.shown]
      + [listed.confounded, listed.apart].map { $0.isEmpty ? nil : $0 })
      .compactMap { $0 }.map { $0.map(openings) }
  }

  private func openings(_ finding: Finding) -> [Opening] {
    [(true, finding.people.with, "with"), (false, finding.people.without, "without")].flatMap {
      isInside, people, column in
      let words = "\(finding.words), \(column) \(question.words)"
      func side(_ trait: Traits.Trait?) -> Condition {
        .among(People(words: words, at: .trait(traits, trait, inside: isInside)))
      }
      let condition =
        finding.trait.map(side)
        ?? .conjunction([side(nil), finding.condition(context.catalog) ?? .everyone])
      let opening = Opening(words, condition, people: people, column: column)
      return isInside ? [opening.asRow, opening] : [opening]
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

  private func table(_ findings: [Finding], title: String) -> Answer.Table {
    let columns = [
      Answer.Column("what", .text), Answer.Column("with", .real, unit: .share),
      Answer.Column("without", .real, unit: .share), Answer.Column("difference", .real, unit: .change),
      Answer.Column("within each", .real, unit: .change), Answer.Column("q", .real, unit: .chance),
      Answer.Column("kind", .text, for: .machines),
      Answer.Column("name", .text, for: .machines), Answer.Column("people with", .integer, for: .machines),
      Answer.Column("people without", .integer, for: .machines), Answer.Column("low", .real, for: .machines),
      Answer.Column("high", .real, for: .machines),
    ]
    var table = Answer.Table(
      title: title, columns: columns,
      rows: findings.map { finding in
        let interval = finding.difference.interval
        return [
          Answer.Cell(.text(finding.words)), cell(finding.with), cell(finding.without),
          Answer.Cell(.real(finding.difference.value), low: interval.low, high: interval.high),
          Answer.Cell(finding.within.map { .real($0.difference) } ?? .missing),
          Answer.Cell(.real(finding.q)), Answer.Cell(.text(finding.kind.rawValue)),
          Answer.Cell(.text(finding.name)), Answer.Cell(.integer(Int64(finding.people.with))),
          Answer.Cell(.integer(Int64(finding.people.without))), Answer.Cell(.real(interval.low)),
          Answer.Cell(.real(interval.high)),
        ]
      })
    table.shape = Answer.Table.Shape(.differences, keys: 1, figures: [3])
    guard segments.isEmpty, let place = columns.firstIndex(where: { $0.name == "within each" }) else {
      return table
    }
    table.columns.remove(at: place)
    for row in table.rows.indices { table.rows[row].remove(at: place) }
    return table
  }

  /// Rows without a test of their own.
  private func untested(_ findings: [Finding], of count: Int, title: String) -> Answer.Table {
    var table = table(findings, title: title)
    table.hidden = count - findings.count
    if let q = table.columns.firstIndex(where: { $0.name == "q" }) {
      for row in table.rows.indices { table.rows[row][q] = Answer.Cell(.missing) }
    }
    return table
  }

  private func cell(_ share: Share) -> Answer.Cell {
    Answer.Cell(.real(share.value), of: (share.hits, share.of), isSmall: share.of < smallGroup)
  }

  /// A quote for each word and topic that is shown; one message serves once.
  private func quotes(_ findings: [Finding], _ traits: Columns) -> [Answer.Quote] {
    var told: Set<String> = []
    let quotes = findings.compactMap { finding -> Answer.Quote? in
      guard let text = traits["text", finding.row].text, told.insert(text).inserted else { return nil }
      let topic = context.topics.first { finding.kind == .topic && $0.name == finding.name }
      let word = traits["value", finding.row].text ?? finding.name
      let pattern = topic?.pattern ?? Pattern(typed: word)
      let matcher = pattern.map { PatternMatcher($0, language: context.language) }
      let side = finding.leansWith ? "with it" : "without it"
      return Answer.Quote(
        traits, row: finding.row, marking: matcher.map { [$0] } ?? [],
        caption: topic.map { "\(side), on \($0.name)" } ?? "\(side), says “\(word)”")
    }
    return Array(quotes.prefix(context.quoteLimit ?? quotes.count))
  }
}
