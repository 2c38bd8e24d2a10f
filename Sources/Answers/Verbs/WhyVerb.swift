internal import DataModel
internal import Plan
internal import Statistics
internal import Text

/// `why`: what goes with a condition, among people at like moments of their lives.
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
      onset: question.condition.onset, lookBacks: question.lookBacks, attributes: attributes,
      topics: context.topics, seed: question.seed)
  }

  var firstRound: [Measurement] { [.people(inside), .people(population), .traits(traits)] }

  /// Each attribute that goes with it, within the segments that people are in.
  func secondRound(after first: [Columns]) -> [Measurement] {
    let candidates = candidates(found(first))
    guard !candidates.isEmpty else { return [] }
    let whether = GroupKey(title: "", .condition(question.condition))
    return segments.map { segment in
      .groups(
        Groups(
          who: population, subject: .people,
          keys: [GroupKey(title: segment.name, .value(.attribute(segment))), whether],
          metrics: candidates.compactMap { $0.condition(context.catalog).map { .number($0) } }))
    }
  }

  private func found(_ first: [Columns]) -> WhyFindings {
    WhyFindings(people: first, traits: first[2], question.condition, context.language)
  }

  private var segments: [AttributeRef] { context.catalog.slots.segments.filter { $0.type != .list } }

  /// The attributes that go with it and may do so only because a segment does.
  private func candidates(_ found: WhyFindings) -> [Finding] {
    let names = Set(segments.map(\.name))
    return Array(
      found.findings.filter {
        $0.q < 0.05 && !names.contains($0.name) && $0.condition(context.catalog) != nil
      }.prefix(50))
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "why", statement: context.statement, reading: context.reading)
    let listed = listed(first, second)
    let (found, shown, apart) = (listed.found, listed.shown, listed.apart)
    let (commonWords, bySpeaking, findings) = (listed.commonWords, listed.bySpeaking, listed.findings)
    answer.headline = headline(found, findings)
    answer.summary = [
      Answer.Figure("with", .integer(Int64(found.with)), unit: .people),
      Answer.Figure("without", .integer(Int64(found.without)), unit: .people),
      Answer.Figure("days", found.days.map { .integer(Int64($0)) } ?? .missing, unit: .days),
      Answer.Figure("tests", .integer(Int64(found.findings.count))),
      Answer.Figure("findings", .integer(Int64(findings))),
    ]
    var table = table(shown, title: "Goes with \(question.words)")
    table.hidden = max(0, findings - shown.count)
    if !found.findings.isEmpty { answer.tables = [table] }
    answer.tables += explainedTables(listed)
    if !apart.isEmpty {
      var table = self.table(
        apart, title: "Apart: what \(question.words) names, or what is known only of them")
      table.hidden = found.apart.count - apart.count
      // They are not tested.
      table.rows = table.rows.map { row in
        row.enumerated().map { $0.offset == 4 ? Answer.Cell(.missing) : $0.element }
      }
      answer.tables.append(table)
    }
    answer.quotes = quotes(shown, first[2])
    answer.notes = notes(found, findings)
    let hidden = found.findings.count { $0.q < 0.05 && commonWords.contains($0.row) }
    if hidden > 0 {
      answer.notes.append(
        "Not listed: \(grouped(hidden)) common words and phrases that go with it, which begin or end with a word such "
          + "as “the”, or which an eighth or more of those who gave feedback say on either side.")
    }
    if !bySpeaking.isEmpty, let speakers = found.speakers {
      answer.notes.append(
        "\(grouped(bySpeaking.count)) more are there only because one side gave more feedback (\(grouped(speakers.with)) "
          + "of \(grouped(found.with)) with it, \(grouped(speakers.without)) of \(grouped(found.without)) without): among "
          + "those who gave any, they do not differ.")
    }
    return answer
  }

  /// What is listed, and where.
  private struct Listed {
    let found: WhyFindings
    let explained: Explained
    let commonWords: Set<Int>
    let bySpeaking: Set<Int>
    /// How many differ beyond chance.
    let findings: Int
    let shown: [Finding]
    let apart: [Finding]

    /// What goes with it only by way of a segment.
    func explained(by segment: Int) -> [Finding] {
      found.findings.filter { explained.rows[$0.row]?.segment == segment }
    }
  }

  private func listed(_ first: [Columns], _ second: [Columns]) -> Listed {
    let found = self.found(first)
    let explained = Explained(candidates(found), second)
    let commonWords = found.commonWords(context.language)
    let bySpeaking = found.bySpeaking.subtracting(commonWords)
    let setApart = bySpeaking.union(commonWords)
    let own = found.findings.filter { explained.rows[$0.row] == nil && !setApart.contains($0.row) }
    let findings = own.count { $0.q < 0.05 }
    // A screen shows findings alone; machines get all that was tested.
    let wanted = question.limit ?? context.rowLimit.map { min($0, findings) } ?? own.count
    return Listed(
      found: found, explained: explained, commonWords: commonWords, bySpeaking: bySpeaking,
      findings: findings, shown: Array(own.prefix(wanted)),
      apart: Array(found.apart.prefix(context.rowLimit ?? found.apart.count)))
  }

  /// Of each trait who has it, of those compared: with it, and without it.
  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let listed = listed(first, second)
    let explained = segments.indices.map { listed.explained(by: $0) }
    return
      ([listed.found.findings.isEmpty ? nil : listed.shown]
      + (explained + [listed.apart]).map { $0.isEmpty ? nil : $0 })
      .compactMap { $0 }.map { $0.map(openings) }
  }

  private func openings(_ finding: Finding) -> [Opening] {
    [(true, finding.with, "with"), (false, finding.without, "without")].flatMap { isInside, share, column in
      let words = "\(finding.words), \(column) \(question.words)"
      func side(_ trait: Traits.Trait?) -> Condition {
        .among(People(words: words, at: .trait(traits, trait, inside: isInside)))
      }
      let condition =
        finding.trait.map(side)
        ?? .conjunction([side(nil), finding.condition(context.catalog) ?? .everyone])
      let opening = Opening(words, condition, people: share.hits, column: column)
      return isInside ? [opening.asRow, opening] : [opening]
    }
  }

  // MARK: Showing it

  private func headline(_ found: WhyFindings, _ findings: Int) -> String {
    let noun = question.who.population
    let people =
      "\(question.words): \(grouped(found.all)) of \(grouped(found.population)) "
      + noun.counted(found.population)
    guard found.with > 0, found.without > 0 else { return people }
    let tested = "\(grouped(found.findings.count)) traits tested"
    return findings == 0
      ? "\(people); none of \(tested) goes with it"
      : "\(people); \(grouped(findings)) of \(tested) go with it"
  }

  private func table(_ findings: [Finding], title: String) -> Answer.Table {
    let columns = [
      Answer.Column("what", .text), Answer.Column("with", .real, unit: .share),
      Answer.Column("without", .real, unit: .share), Answer.Column("difference", .real, unit: .change),
      Answer.Column("q", .real, unit: .chance), Answer.Column("kind", .text, for: .machines),
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
          Answer.Cell(.real(finding.q)), Answer.Cell(.text(finding.kind.rawValue)),
          Answer.Cell(.text(finding.name)), Answer.Cell(.integer(Int64(finding.with.hits))),
          Answer.Cell(.integer(Int64(finding.without.hits))), Answer.Cell(.real(interval.low)),
          Answer.Cell(.real(interval.high)),
        ]
      })
    table.shape = Answer.Table.Shape(.differences, keys: 1, figures: [3])
    return table
  }

  /// What goes with it only because a segment does: one table a segment.
  private func explainedTables(_ listed: Listed) -> [Answer.Table] {
    segments.enumerated().compactMap { index, segment in
      let rows = listed.explained(by: index)
      guard !rows.isEmpty else { return nil }
      var table = table(
        rows, title: "Only by way of \(segment.name): within each \(segment.name) it does not hold")
      table.columns.insert(Answer.Column("within each", .real, unit: .change), at: 4)
      for (row, finding) in rows.enumerated() {
        table.rows[row].insert(
          Answer.Cell(listed.explained.rows[finding.row].map { .real($0.within) } ?? .missing), at: 4)
      }
      return table
    }
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

  private func notes(_ found: WhyFindings, _ findings: Int) -> [String] {
    var notes: [String] = []
    let noun = question.who.population
    if found.population == 0 {
      return ["There are no \(noun.counted(0))."]
    }
    if found.all == 0 || found.all == found.population {
      return [
        "“\(question.words)” is true of \(found.all == 0 ? "nobody" : "everybody") here, so there is nobody to hold them against."
      ]
    }
    if let days = found.days {
      notes.append(
        "Compared: \(grouped(found.with)) with it, by the \(days) days before their own date, and "
          + "\(grouped(found.without)) without it, by the \(days) days before a date as long after their start (drawn with seed \(question.seed))."
      )
      if found.isOfNewcomers {
        notes.append(
          "All with it came to it less than \(days) days after their start, so nobody is left out for having been there for less; there was little time to do or say anything before."
        )
      } else if days < (question.lookBacks.first ?? days) {
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
      let why =
        found.isOfNewcomers
        ? "not having been there for as long as anybody with it"
        : "being there for less than \(days) days by then"
      notes.append(
        "Left out, \(why): \(grouped(found.short.with)) with it, \(grouped(found.short.without)) without."
      )
    }
    if found.undated.with + found.undated.without > 0 {
      notes.append(
        "Left out, having no date or no start: \(grouped(found.undated.with)) with it, \(grouped(found.undated.without)) without."
      )
    }
    if found.with == 0 || found.without == 0 {
      notes.append(
        "Nobody is left on one side: there is nothing to compare. `compare` holds those with it against the others "
          + "without asking what came first.")
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
        : "q is corrected for all \(grouped(found.findings.count)) tests: of the rows with q below 0.05 about one in twenty is chance."
    )
    notes.append("“Goes with” is not “causes”. Attributes are as they are now.")
    return notes
  }
}
