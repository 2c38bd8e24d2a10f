internal import DataModel
internal import Plan
internal import Statistics

/// Answers `paths`: what people do right after a step, or right before it, counted in people.
struct PathsVerb: Verb {
  let question: Paths
  let context: QueryRunner.Context

  private static let shown = 10

  private var groups: TimeGroups { TimeGroups(grouping: question.grouping, context: context) }

  private func pathCounts(of who: Condition, by keys: [GroupKey] = []) -> PathCounts {
    let limit = groups.isGrouped ? nil : question.grouping.limit
    return PathCounts(who: who, keys: keys, query: question.query, limit: limit ?? PathsVerb.shown)
  }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    let who = question.who.condition
    var batch = Batch()
    let pathCounts = batch.add(pathCounts(of: who, by: question.grouping.keys))
    let population = batch.add(PeopleCount(who))
    let sizes = groups.ask(question.who, in: &batch)
    let caveats = Caveats(question.who, keys: question.grouping.keys, context: context, in: &batch)
    let replies = try backend.run(batch)

    var draft = Draft("paths", context)
    let shown = groups.groups(replies[pathCounts].groups, sizes: replies[sizes])
    var table = Draft.Table(
      columns: groups.heads + [
        Answer.Column("step", .integer), Answer.Column("path", .text),
        Answer.Column("people", .integer, unit: .people), Answer.Column("share", .real, unit: .share),
        Answer.Column("low", .real, unit: .share, for: .machines),
        Answer.Column("high", .real, unit: .share, for: .machines),
      ], rows: shown.flatMap(rows))
    table.chart = question.grouping.chart
    let keys = groups.heads.count + 2
    table.shape = Answer.Table.Shape(.groups, keys: keys, figures: [keys + 1])
    draft.tables = [table]
    if !groups.isGrouped, let levels = shown.first?.parts {
      summarize(&draft, levels, replies[population].people)
    }
    draft.notes += groups.notes(of: shown, sizes: replies[sizes])
    draft.notes.append("Repeats in a row count once; shares are of the people who did the step.")
    draft.notes += caveats.notes(replies)
    return draft
  }

  /// One row per path; it opens into the people who took it that far.
  private func rows(_ group: TimeGroups.Group<PathCounts.Level>) -> [Draft.Row] {
    let people = group.parts.first?.rows.first?.people ?? 0
    let pathCounts = pathCounts(of: group.people(of: question.who))
    return group.parts.enumerated().dropFirst().flatMap { level, part in
      part.rows.map { path in
        let share = Share(path.people, of: people)
        let words = words(path.names)
        return Draft.Row(
          group.cells + [
            Answer.Cell(level), Answer.Cell(words), Answer.Cell(path.people),
            Answer.Cell(share?.value, of: (path.people, people), isSmall: people < smallGroup),
            Answer.Cell(share?.interval.low), Answer.Cell(share?.interval.high),
          ],
          opens: [
            DrillDown(
              words + (group.words.isEmpty ? "" : ", \(group.words)"),
              at: .path(pathCounts, path: path.names), people: path.people)
          ])
      }
    }
  }

  /// The path in order of time: `search → order → (nothing)`.
  private func words(_ names: [String]) -> String {
    let words = names.map { $0.isEmpty ? "(nothing)" : $0 }
    switch question.query.direction {
    case .after: return words.joined(separator: " → ")
    case .before: return words.reversed().joined(separator: " → ")
    }
  }

  private func summarize(_ draft: inout Draft, _ levels: [PathCounts.Level], _ population: Int) {
    let people = levels.first?.rows.first?.people ?? 0
    draft.summary = [
      Answer.Figure("people", people, unit: .people),
      Answer.Figure("population", population, unit: .people),
    ]
    let noun = question.who.population.counted(population)
    draft.headline = "\(grouped(people)) of \(grouped(population)) \(noun) did the step"
    for (level, part) in levels.enumerated().dropFirst()
    where !part.rows.isEmpty && part.paths > part.rows.count {
      draft.notes.append(
        "Step \(level): the \(part.rows.count) most common of \(grouped(part.paths)) paths.")
    }
  }
}
