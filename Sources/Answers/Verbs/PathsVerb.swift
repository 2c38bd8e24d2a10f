internal import DataModel
internal import Plan
internal import Statistics

/// `paths`: what people do next after a step, or just before it, counted in people.
struct PathsVerb: Verb {
  let question: Paths
  let context: Asking.Context

  private static let shown = 10

  private var groups: TimeGroups { TimeGroups(grouping: question.grouping, context: context) }
  private var caveats: Caveats {
    Caveats(question.who, keys: question.grouping.keys, context: context)
  }

  private func trails(of who: Condition, by keys: [GroupKey]) -> Trails {
    let limit = groups.isGrouped ? nil : question.grouping.limit
    return Trails(who: who, keys: keys, trail: question.trail, limit: limit ?? PathsVerb.shown)
  }

  var firstRound: [Measurement] {
    let who = question.who.condition
    return [.trails(trails(of: who, by: question.grouping.keys)), .people(who)]
      + groups.measurements(question.who) + caveats.measurements
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "paths", statement: context.statement, reading: context.reading)
    let trails = first[0]
    let sizes = groups.isGrouped ? first[2] : nil
    let shown = groups.groups(trails, sizes: sizes)
    var table = Answer.Table(
      columns: groups.heads + [
        Answer.Column("step", .integer), Answer.Column("path", .text),
        Answer.Column("people", .integer, unit: .people), Answer.Column("share", .real, unit: .share),
        Answer.Column("low", .real, unit: .share, for: .machines),
        Answer.Column("high", .real, unit: .share, for: .machines),
      ])
    for group in shown { table.rows += rows(trails, group) }
    table.chart = question.grouping.chart
    let keys = groups.heads.count + 2
    table.shape = Answer.Table.Shape(.groups, keys: keys, figures: [keys + 1])
    answer.tables = [table]
    let population = first[1]["n", 0].integer ?? 0
    if !groups.isGrouped { summarize(&answer, trails, population) }
    answer.notes += groups.notes(of: shown, sizes: sizes)
    answer.notes.append("Repeats in a row count once; shares are of those who did the step.")
    answer.notes += caveats.notes(first.suffix(caveats.measurements.count))
    return answer
  }

  /// Of each path whoever took it, as far as it goes.
  func openings(_ first: [Columns], _ second: [Columns]) -> [[[Opening]]] {
    let columns = first[0]
    let keys = question.grouping.keys
    let shown = groups.groups(columns, sizes: groups.isGrouped ? first[2] : nil)
    let rows = shown.flatMap { group in
      group.rows.filter { columns["level", $0].integer ?? 0 > 0 }.map { row -> [Opening] in
        guard case .list(let path) = columns["path", row] else { return [] }
        let who = Condition.conjunction([question.who.condition] + keys.conditions(columns, row: row))
        let words =
          ([self.path(.list(path))] + (keys.isEmpty ? [] : [keys.words(columns, row: row, context.catalog)]))
          .joined(separator: ", ")
        let place = Place.trail(trails(of: who, by: []), path: path)
        return [
          Opening(
            words, .among(People(words: words, at: place)), people: columns["people", row].integer)
        ]
      }
    }
    return [rows]
  }

  private func rows(_ trails: Columns, _ group: TimeGroups.Group) -> [[Answer.Cell]] {
    var people = 0
    var rows: [[Answer.Cell]] = []
    for row in group.rows {
      let (level, count) = (trails["level", row].integer ?? 0, trails["people", row].integer ?? 0)
      guard level > 0 else {
        people = count
        continue
      }
      let share = Share(count, of: people)
      rows.append(
        group.cells + [
          Answer.Cell(.integer(Int64(level))), Answer.Cell(.text(path(trails["path", row]))),
          Answer.Cell(.integer(Int64(count))),
          Answer.Cell(
            share.map { .real($0.value) } ?? .missing, of: (count, people), isSmall: people < smallGroup),
          Answer.Cell(share.map { .real($0.interval.low) } ?? .missing),
          Answer.Cell(share.map { .real($0.interval.high) } ?? .missing),
        ])
    }
    return rows
  }

  /// In the order of time: `search → order → (nothing)`.
  private func path(_ names: Scalar) -> String {
    guard case .list(let names) = names else { return "" }
    let words = names.map { $0.isEmpty ? "(nothing)" : $0 }
    switch question.trail.direction {
    case .after: return words.joined(separator: " → ")
    case .before: return words.reversed().joined(separator: " → ")
    }
  }

  private func summarize(_ answer: inout Answer, _ trails: Columns, _ population: Int) {
    let root = (0..<trails.rowCount).first { trails["level", $0] == .integer(0) }
    let people = root.flatMap { trails["people", $0].integer } ?? 0
    answer.summary = [
      Answer.Figure("people", .integer(Int64(people)), unit: .people),
      Answer.Figure("population", .integer(Int64(population)), unit: .people),
    ]
    let noun = question.who.population.counted(population)
    answer.headline = "\(grouped(people)) of \(grouped(population)) \(noun) did the step"
    for level in 1...max(1, question.trail.length) {
      let rows = (0..<trails.rowCount).filter { trails["level", $0] == .integer(Int64(level)) }
      guard let first = rows.first, let all = trails["paths", first].integer, all > rows.count else {
        continue
      }
      answer.notes.append("Step \(level): the commonest \(rows.count) of \(grouped(all)) paths.")
    }
  }
}
