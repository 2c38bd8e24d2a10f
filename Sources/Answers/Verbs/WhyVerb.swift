internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// `why`: what goes with a condition, among people at like moments of their lives.
struct WhyVerb: Verb {
  let question: Why
  let context: Asking.Context

  private var population: Condition { question.who.condition }

  var firstRound: [Measurement] {
    let slots = context.catalog.slots
    let attributes = context.catalog.attributes.map(\.ref).filter {
      $0.name.lowercased() != slots.key.lowercased() && $0 != slots.label
    }
    let inside = Condition.conjunction([population, question.condition])
    return [
      .people(inside), .people(population),
      .traits(
        Traits(
          inside: inside, outside: .conjunction([population, .not(question.condition)]),
          onset: question.condition.onset, lookBacks: question.lookBacks, attributes: attributes,
          topics: context.topics, seed: question.seed)),
    ]
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "why", statement: context.statement, reading: context.reading)
    let found = Comparison(people: first, traits: first[2], question.condition, context.language)
    let findings = found.findings.count { $0.q < 0.05 }
    answer.headline = headline(found, findings)
    answer.summary = [
      Answer.Figure("with", .integer(Int64(found.with)), unit: .people),
      Answer.Figure("without", .integer(Int64(found.without)), unit: .people),
      Answer.Figure("days", found.days.map { .integer(Int64($0)) } ?? .missing, unit: .days),
      Answer.Figure("tests", .integer(Int64(found.findings.count))),
      Answer.Figure("findings", .integer(Int64(findings))),
    ]
    // A screen shows findings alone; machines get all that was tested.
    let wanted = question.limit ?? context.rowLimit.map { min($0, findings) } ?? found.findings.count
    let shown = Array(found.findings.prefix(wanted))
    var table = table(shown, title: "Goes with \(question.words)")
    table.hidden = max(0, findings - shown.count)
    if !found.findings.isEmpty { answer.tables = [table] }
    let apart = found.apart.prefix(context.rowLimit ?? found.apart.count)
    if !apart.isEmpty {
      var table = self.table(
        Array(apart), title: "Apart: what \(question.words) names, or what is known only of them")
      table.hidden = found.apart.count - apart.count
      answer.tables.append(table)
    }
    answer.quotes = quotes(shown, first[2])
    answer.notes = notes(found, findings)
    return answer
  }

  // MARK: What is held against what

  private struct Comparison {
    /// Compared people.
    let with: Int
    let without: Int
    /// All people with it, and in the population.
    let all: Int
    let population: Int
    let days: Int?
    let short: (with: Int, without: Int)
    let undated: (with: Int, without: Int)
    /// Corrected together; the surest first.
    private(set) var findings: [Finding] = []
    /// Not findings: what the condition names, and attributes that are set only where it holds.
    private(set) var apart: [Finding] = []

    init(people: [Columns], traits: Columns, _ condition: Condition, _ language: Language) {
      func pair(_ row: Int) -> (with: Int, without: Int) {
        (traits["inside", row].integer ?? 0, traits["outside", row].integer ?? 0)
      }
      all = people[0]["n", 0].integer ?? 0
      population = people[1]["n", 0].integer ?? 0
      (with, without) = pair(0)
      days = traits["low", 0].integer
      short = pair(1)
      undated = pair(2)
      let naming = Naming(condition)
      let telltales = Comparison.telltales(traits, with: with, without: without)
      for row in 3..<max(3, traits.rowCount) {
        guard let finding = Finding(traits, row: row, with: with, without: without) else { continue }
        let isOfAttribute = [.attribute, .missing, .band].contains(finding.kind)
        if isOfAttribute && telltales.contains(finding.name)
          || naming.names(finding, traits["value", row], language)
        {
          apart.append(finding)
        } else {
          findings.append(finding)
        }
      }
      let rates = falseDiscoveryRates(findings.map(\.p))
      for index in findings.indices { findings[index].q = rates[index] }
      findings.sort(by: Comparison.isSurer)
      apart.sort(by: Comparison.isSurer)
    }

    private static func isSurer(_ left: Finding, _ right: Finding) -> Bool {
      if (left.q < 0.05) != (right.q < 0.05) { return left.q < 0.05 }
      return left.evidence == right.evidence ? left.words < right.words : left.evidence > right.evidence
    }

    /// Attributes that at least half of those with it have, and at most 2% of those without: what was written down
    /// because of it.
    private static func telltales(_ traits: Columns, with: Int, without: Int) -> Set<String> {
      var names: Set<String> = []
      for row in 0..<traits.rowCount where traits["kind", row].text == "missing" {
        guard let name = traits["name", row].text, let own = traits["inside", row].integer,
          let other = traits["outside", row].integer
        else { continue }
        if (with - own) * 2 >= with, (without - other) * 50 <= without { names.insert(name) }
      }
      return names
    }
  }

  // MARK: Showing it

  private func headline(_ found: Comparison, _ findings: Int) -> String {
    let noun = question.who.population
    let people =
      "\(question.words): \(grouped(found.all)) of \(grouped(found.population)) "
      + (found.population == 1 ? noun.singular : noun.words)
    guard found.with > 0, found.without > 0 else { return people }
    let tested = "\(grouped(found.findings.count)) traits tested"
    return findings == 0
      ? "\(people); none of \(tested) goes with it"
      : "\(people); \(grouped(findings)) of \(tested) go with it"
  }

  private func table(_ findings: [Finding], title: String) -> Answer.Table {
    let columns = [
      Answer.Column("what", .text), Answer.Column("with", .real, unit: .share),
      Answer.Column("without", .real, unit: .share), Answer.Column("difference", .real, unit: .share),
      Answer.Column("q", .real), Answer.Column("kind", .text, for: .machines),
      Answer.Column("name", .text, for: .machines), Answer.Column("people with", .integer, for: .machines),
      Answer.Column("people without", .integer, for: .machines), Answer.Column("low", .real, for: .machines),
      Answer.Column("high", .real, for: .machines),
    ]
    return Answer.Table(
      title: title, columns: columns,
      rows: findings.map { finding in
        let interval = finding.difference.interval
        return [
          Answer.Cell(.text(finding.words)), cell(finding.with), cell(finding.without),
          Answer.Cell(.real(finding.difference.value), low: interval.low, high: interval.high),
          Answer.Cell(.real(finding.q)), Answer.Cell(.text(finding.kind.rawValue)),
          Answer.Cell(.text(finding.name)), Answer.Cell(.integer(Int64(finding.with.hits))),
          Answer.Cell(.integer(Int64(finding.without.hits))), Answer.Cell(.real(interval.low)),
          Answer.Cell(.real(interval.high)),
        ]
      })
  }

  private func cell(_ share: Share) -> Answer.Cell {
    Answer.Cell(.real(share.value), of: (share.hits, share.of), isSmall: share.of < smallGroup)
  }

  /// A quote for each word that is shown; one message serves once.
  private func quotes(_ findings: [Finding], _ traits: Columns) -> [Answer.Quote] {
    var told: Set<String> = []
    let quotes = findings.compactMap { finding -> Answer.Quote? in
      guard let text = traits["text", finding.row].text, told.insert(text).inserted else { return nil }
      let word = traits["value", finding.row].text ?? finding.name
      let matcher = Pattern(typed: word).map { PatternMatcher($0, language: context.language) }
      let side = finding.leansWith ? "with it" : "without it"
      return Answer.Quote(
        traits, row: finding.row, marking: matcher.map { [$0] } ?? [], caption: "\(side), says “\(word)”")
    }
    return Array(quotes.prefix(context.quoteLimit ?? quotes.count))
  }

  private func notes(_ found: Comparison, _ findings: Int) -> [String] {
    var notes: [String] = []
    let noun = question.who.population.words
    if found.population == 0 {
      return ["There are no \(noun)."]
    }
    if found.all == 0 || found.all == found.population {
      return [
        "\(found.all == 0 ? "None" : "All") of the \(noun) are \(question.words), so there is nobody to hold them against."
      ]
    }
    if let days = found.days {
      notes.append(
        "Compared: \(grouped(found.with)) with it, by the \(days) days before their own date, and "
          + "\(grouped(found.without)) without it, by the \(days) days before a date as long after their start (drawn with seed \(question.seed))."
      )
      if days < (question.lookBacks.first ?? days) {
        notes.append(
          "Fewer than half of those with it had been there for \(question.lookBacks.first ?? days) days, so \(days) are looked at."
        )
      }
    } else {
      notes.append(
        "Compared: \(grouped(found.with)) with it and \(grouped(found.without)) without it. It has no date, so what is listed may have come after it."
      )
    }
    if found.short.with + found.short.without > 0, let days = found.days {
      notes.append(
        "Left out, being there for less than \(days) days by then: \(grouped(found.short.with)) with it, \(grouped(found.short.without)) without."
      )
    }
    if found.undated.with + found.undated.without > 0 {
      notes.append(
        "Left out, having no date or no start: \(grouped(found.undated.with)) with it, \(grouped(found.undated.without)) without."
      )
    }
    if found.with == 0 || found.without == 0 {
      notes.append("Nobody is left on one side: there is nothing to compare.")
      return notes
    }
    if min(found.with, found.without) < smallGroup {
      notes.append(
        "Only \(grouped(min(found.with, found.without))) people on one side: too few to find any but the plainest differences."
      )
    }
    notes.append(
      findings == 0
        ? "Nothing stands out: no difference is larger than chance gives in \(grouped(found.findings.count)) tests (none at q < 0.05)."
        : "\(grouped(found.findings.count)) tests are corrected together; at q < 0.05 about one finding in twenty is chance."
    )
    notes.append("“Goes with” is not “causes”. Attributes are as they are now.")
    return notes
  }
}

extension Naming {
  /// Whether a finding is about something that the condition names.
  fileprivate func names(_ finding: Finding, _ value: Scalar, _ language: Language) -> Bool {
    let name = finding.name.lowercased()
    switch finding.kind {
    case .attribute, .missing, .band: return attributes.contains(name)
    case .event: return namesAnyEvent || events.contains(name)
    case .channel: return channels.contains(name)
    case .score: return namesScore
    case .topic:
      return patterns.contains { pattern in
        if case .topic(let topic, _) = pattern { topic.lowercased() == name } else { false }
      }
    case .word, .phrase:
      guard let text = value.text else { return false }
      return patterns.contains { !PatternMatcher($0, language: language).matches(in: text).isEmpty }
    }
  }
}
