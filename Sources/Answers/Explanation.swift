internal import DataModel
internal import Foundation
internal import Plan
internal import Synchronization
internal import Text

/// Answers `explain`: how many people each clause of the question is true of, and which measurements were run, with
/// their number of rows and their time.
struct Explanation {
  let question: Question
  let context: QueryRunner.Context

  init(of question: Question, context: QueryRunner.Context) {
    self.question = question
    self.context = context
  }

  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    var draft = Draft("explain", context)
    let clauses = question.who.map { Explanation.clauses(of: $0.condition, depth: 0) } ?? []
    if !clauses.isEmpty {
      var batch = Batch()
      let counts = clauses.map { batch.add(PeopleCount($0.condition)) }
      let replies = try backend.run(batch)
      draft.tables.append(
        Draft.Table(
          title: "Clauses, each by itself",
          columns: [Answer.Column("clause", .text), Answer.Column("people", .integer, unit: .people)],
          facts: zip(clauses, counts).map { clause, count in
            [
              Answer.Cell(String(repeating: "  ", count: clause.depth) + clause.words(context)),
              Answer.Cell(replies[count].people),
            ]
          }))
    }
    let recorder = Recorder(backend, elapsed: context.elapsed)
    _ = try QueryRunner.verb(of: question, context: context).draft(from: recorder)
    let steps = recorder.steps
    draft.tables.append(
      Draft.Table(
        title: "Measurements",
        columns: [
          Answer.Column("round", .integer), Answer.Column("measurement", .text),
          Answer.Column("rows", .integer), Answer.Column("milliseconds", .real),
        ],
        facts: steps.map { step in
          [
            Answer.Cell(step.round), Answer.Cell(step.request.words), Answer.Cell(step.rows),
            Answer.Cell(step.milliseconds),
          ]
        }))
    draft.summary = [Answer.Figure("milliseconds", .real(steps.reduce(0) { $0 + $1.milliseconds }))]
    return draft
  }

  /// Answers `explain plan`: the question and its requests, round by round, as JSON with one line per row.
  func plan(from backend: any Backend) throws(BackendError) -> Draft {
    let recorder = Recorder(backend, elapsed: context.elapsed)
    _ = try QueryRunner.verb(of: question, context: context).draft(from: recorder)
    let steps = recorder.steps
    let rounds = (0..<(steps.last?.round ?? 0)).map { round in
      steps.filter { $0.round == round + 1 }.map { PrintedRequest($0.request) }
    }
    var draft = Draft("explain", context)
    draft.tables = [
      Draft.Table(
        title: "Plan", columns: [Answer.Column("json", .text)],
        facts: PrintedPlan(question: question, rounds: rounds).lines.map { [Answer.Cell($0)] })
    ]
    return draft
  }

  private struct PrintedRequest: Encodable {
    let request: Request
    /// What comes back.
    let reply: [ReplyColumn]

    init(_ request: Request) {
      self.request = request
      reply = type(of: request.measurement).schema
    }
  }

  private struct PrintedPlan: Encodable {
    let question: Question
    let rounds: [[PrintedRequest]]

    var lines: [String] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "nan")
      if let topics = CodingUserInfoKey.topics { encoder.userInfo[topics] = TopicTable() }
      guard let data = try? encoder.encode(self) else { return [] }
      return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
  }

  /// The condition followed by its parts, recursively, each one level deeper; at most eight levels.
  static func clauses(of condition: Condition, depth: Int) -> [Clause] {
    guard depth < 8 else { return [] }
    return [Clause(condition: condition, depth: depth)]
      + condition.operands.flatMap { clauses(of: $0, depth: depth + 1) }
  }

  struct Clause {
    let condition: Condition
    let depth: Int

    /// `all of` or `not` for a clause whose parts follow; any other clause in full.
    func words(_ context: QueryRunner.Context) -> String {
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
  /// Whether it is about a set of people, rather than one person, records, or the loaded data.
  var isOfPeople: Bool {
    switch self {
    case .person, .describe: false
    case .explain(let inner, _): inner.isOfPeople
    case .count(let count): count.subject == .people
    case .segment, .measure, .expect, .quotes, .compareWindows, .why, .proof, .trend, .lifecycle, .retention,
      .survival,
      .funnel, .paths, .sample, .topics, .priorities, .blindspots, .words, .compare, .suggest:
      true
    }
  }

  /// The people it is about; nil if it compares groups, or is about one person or the loaded data.
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
    case .explain(let inner, _): inner.who
    case .person, .describe: nil
    }
  }
}

extension Request {
  /// A short name for the table of `explain`.
  fileprivate var words: String {
    switch self {
    case .people: "people"
    case .rows: "people one by one"
    case .groups(let groups): groups.keys.isEmpty ? "figures" : "figures by group"
    case .verbatims: "messages, most typical first"
    case .words: "words of these people and of others"
    case .features: "what people are, did and said before a moment"
    case .aftermath: "what became of people after a message"
    case .pairs: "pairs of values"
    case .terms: "words and short phrases of these people"
    case .story: "one person's records"
    case .series: "a metric by period"
    case .activity: "people by period"
    case .cohorts: "who came back, by start"
    case .lifetimes: "how long it was until something happened"
    case .funnel: "how far people get in steps"
    case .paths: "what people do around a step"
    }
  }
}

/// A backend that passes each request on to another one and records the request, its number of rows and its time.
private final class Recorder: Backend {
  struct Step {
    var round: Int
    var request: Request
    var rows: Int
    var milliseconds: Double
  }

  private let backend: any Backend
  private let elapsed: @Sendable () -> Double
  private let taken = Mutex<[Step]>([])

  init(_ backend: any Backend, elapsed: @escaping @Sendable () -> Double) {
    self.backend = backend
    self.elapsed = elapsed
  }

  var steps: [Step] { taken.withLock { $0 } }

  func run(_ requests: [Request]) throws(BackendError) -> [Response] {
    let round = (steps.last?.round ?? 0) + 1
    var responses: [Response] = []
    for request in requests {
      let start = elapsed()
      let found = try backend.run([request])
      let milliseconds = (elapsed() - start) * 1000
      responses += found
      let rows = found.reduce(0) { $0 + $1.rowCount }
      taken.withLock {
        $0.append(Step(round: round, request: request, rows: rows, milliseconds: milliseconds))
      }
    }
    return responses
  }
}
