internal import DataModel
internal import Plan

/// `explain`: how a question was understood and run; each clause with the people it holds of, each measurement with its
/// rows and time.
struct Explanation {
  let question: Question
  let context: Asking.Context

  init(of question: Question, context: Asking.Context) {
    self.question = question
    self.context = context
  }

  func answer(from backend: any Backend) throws(BackendError) -> Answer {
    var answer = Answer(verb: "explain", statement: context.statement, reading: context.reading)
    let clauses = question.who.map { Explanation.clauses(of: $0.condition, depth: 0) } ?? []
    if !clauses.isEmpty {
      let counts = try backend.run(clauses.map { .people($0.condition) })
      let rows = zip(clauses, counts).map { clause, columns in
        [
          Answer.Cell(.text(String(repeating: "  ", count: clause.depth) + clause.words(context))),
          Answer.Cell(columns["n", 0]),
        ]
      }
      answer.tables.append(
        Answer.Table(
          title: "Clauses, each by itself",
          columns: [Answer.Column("clause", .text), Answer.Column("people", .integer, unit: .people)],
          rows: rows))
    }
    let verb = Asking.verb(of: question, context: context)
    let (first, rows) = try timed(verb.firstRound, round: 1, backend)
    let (_, more) = try timed(verb.secondRound(after: first), round: 2, backend)
    let total = (rows + more).reduce(0.0) { $0 + ($1.last?.value.number ?? 0) }
    answer.tables.append(
      Answer.Table(
        title: "Measurements",
        columns: [
          Answer.Column("round", .integer), Answer.Column("measurement", .text),
          Answer.Column("rows", .integer), Answer.Column("milliseconds", .real),
        ], rows: rows + more))
    answer.summary = [Answer.Figure("milliseconds", .real(total))]
    return answer
  }

  private func timed(
    _ measurements: [Measurement], round: Int, _ backend: any Backend
  ) throws(BackendError) -> ([Columns], [[Answer.Cell]]) {
    var columns: [Columns] = []
    var rows: [[Answer.Cell]] = []
    for measurement in measurements {
      let start = context.elapsed()
      guard let result = try backend.run([measurement]).first else { continue }
      let milliseconds = (context.elapsed() - start) * 1000
      columns.append(result)
      rows.append([
        Answer.Cell(.integer(Int64(round))), Answer.Cell(.text(measurement.words)),
        Answer.Cell(.integer(Int64(result.rowCount))), Answer.Cell(.real(milliseconds)),
      ])
    }
    return (columns, rows)
  }

  /// The condition and its parts, a level deeper each, down to what has no parts.
  static func clauses(of condition: Condition, depth: Int) -> [Clause] {
    guard depth < 8 else { return [] }
    let own = Clause(condition: condition, depth: depth)
    switch condition {
    case .everyone, .test, .records, .sequence, .among: return [own]
    case .not(let inner), .named(_, let inner): return [own] + clauses(of: inner, depth: depth + 1)
    case .all(let parts), .any(let parts):
      return [own] + parts.flatMap { clauses(of: $0, depth: depth + 1) }
    }
  }

  struct Clause {
    let condition: Condition
    let depth: Int

    /// A connective by its name, since its parts follow; all else in full.
    func words(_ context: Asking.Context) -> String {
      switch condition {
      case .everyone: "everybody"
      case .not: "not"
      case .all: "all of"
      case .any: "any of"
      case .named(let name, _): name.word
      case .test, .records, .sequence, .among: context.words(condition)
      }
    }
  }
}

extension Question {
  /// Whether it is about some of the people, whoever they are.
  var isOfPeople: Bool {
    switch self {
    case .person, .describe: false
    case .explain(let inner): inner.isOfPeople
    case .count(let count): count.subject == .people
    case .segment, .measure, .expect, .quotes, .compareWindows, .why, .proof, .trend, .lifecycle, .retention,
      .survival,
      .funnel, .paths, .sample, .topics, .priorities, .blindspots, .words, .compare, .suggest:
      true
    }
  }

  /// Whom it is about; nil for one person, and for what is loaded.
  var who: Who? {
    switch self {
    case .segment(let segment): segment.who
    case .count(let count): count.who
    case .measure(let measure): measure.who
    case .expect(let expect): expect.who
    case .quotes(let quotes): quotes.who
    case .compareWindows(let windows): windows.who
    case .why(let why): why.who
    case .proof(let proof): proof.who
    case .trend(let trend): trend.who
    case .lifecycle(let lifecycle): lifecycle.who
    case .retention(let retention): retention.who
    case .survival(let survival): survival.who
    case .funnel(let funnel): funnel.who
    case .paths(let paths): paths.who
    case .sample(let sample): sample.who
    case .topics(let topics): topics.who
    case .priorities(let priorities): priorities.who
    case .blindspots(let blindspots): blindspots.who
    case .words, .compare, .suggest: nil
    case .explain(let inner): inner.who
    case .person, .describe: nil
    }
  }
}

extension Measurement {
  /// A name for a table.
  var words: String {
    switch self {
    case .people: "people"
    case .rows: "people one by one"
    case .groups(let groups): groups.keys.isEmpty ? "figures" : "figures by group"
    case .verbatims: "messages, most telling first"
    case .words: "words of these people and of the others"
    case .traits: "what people are, did and said before a moment"
    case .aftermath: "what became of people after a message"
    case .pairs: "pairs of values"
    case .terms: "words and short phrases of these people"
    case .story: "one person's records"
    case .series: "a metric by period"
    case .presence: "people by period"
    case .cohorts: "who came back, by start"
    case .lifetimes: "how long it was until something happened"
    case .depths: "how far people get in steps"
    case .trails: "what people do around a step"
    }
  }
}
