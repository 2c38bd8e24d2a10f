internal import DataModel
internal import Plan
internal import Text

/// `why person … in …`: clause by clause, whether it holds of one person, and the event or the words that make it so.
struct ProofVerb: Verb {
  let question: Proof
  let context: Asking.Context

  private var person: Condition { .among(People(words: question.id, ids: [question.id])) }
  private var clauses: [Explanation.Clause] { Explanation.clauses(of: question.who.condition, depth: 0) }

  /// The whole; then for each clause whether it holds, and what there is to see of it.
  var firstRound: [Measurement] {
    [.people(.conjunction([person, question.who.condition]))]
      + clauses.flatMap {
        [.people(.conjunction([person, $0.condition]))] + (evidence(of: $0.condition).map { [$0] } ?? [])
      }
  }

  /// What one clause is judged by; nil for one that has parts, whose parts follow.
  private func evidence(of condition: Condition) -> Measurement? {
    switch condition {
    case .everyone, .among, .not, .all, .any, .named: return nil
    case .test(let value, let test):
      var columns = [value]
      if case .compare(_, let other) = test, !other.isLiteral { columns.append(other) }
      return .rows(Rows(who: person, columns: columns, order: [], limit: 1))
    case .records(let scope, _):
      if scope.listens {
        let voice = Verbatims.Voice(when: .everyone, scope: scope)
        return .verbatims(Verbatims(who: person, voices: [voice], lastWords: false, limit: 1))
      }
      return .rows(Rows(who: person, columns: figures(of: scope), order: [], limit: 1))
    case .sequence(let sequence):
      return .rows(
        Rows(who: person, columns: sequence.steps.flatMap { figures(of: $0.scope) }, order: [], limit: 1))
    }
  }

  private func figures(of scope: RecordScope) -> [Value] {
    [.count(scope), .moment(.record(.first, scope)), .moment(.record(.last, scope))]
  }

  func answer(_ first: [Columns], _ second: [Columns]) -> Answer {
    var answer = Answer(verb: "why", statement: context.statement, reading: context.reading)
    let holds = first[0]["n", 0].integer == 1
    var rest = first.dropFirst()
    var failing: [String] = []
    var table = Answer.Table(
      columns: [
        Answer.Column("clause", .text), Answer.Column("holds", .boolean), Answer.Column("because", .text),
      ])
    for clause in clauses {
      let isTrue = rest.popFirst()?["n", 0].integer == 1
      let columns = evidence(of: clause.condition) == nil ? nil : rest.popFirst()
      let words = clause.words(context)
      let because = columns.map { self.because(clause.condition, $0) }
      if clause.depth == 0 || columns != nil, !isTrue { failing.append(words) }
      table.rows.append([
        Answer.Cell(.text(String(repeating: "  ", count: clause.depth) + words)),
        Answer.Cell(.boolean(isTrue)), Answer.Cell(because.map { .text($0) } ?? .missing),
      ])
      if isTrue, let columns, case .records(let scope, _) = clause.condition, scope.listens {
        var matchers: [PatternMatcher] = []
        if case .pattern(let pattern)? = scope.saying {
          matchers = [PatternMatcher(pattern, language: context.language)]
        }
        if let quote = Answer.Quote(columns, row: 0, marking: matchers, caption: words) {
          answer.quotes.append(quote)
        }
      }
    }
    answer.tables = [table]
    answer.summary = [Answer.Figure("customer", .text(question.id)), Answer.Figure("holds", .boolean(holds))]
    answer.headline =
      "\(question.id) is \(holds ? "" : "not ")one of these"
      + (holds || failing.isEmpty ? "" : ": what does not hold is \(failing.last ?? "")")
    answer.notes = [
      "The proof shows what is loaded up to the clock; what is not listed did not happen in the data."
    ]
    return answer
  }

  /// "3 times, first 2025-01-02, last 2025-06-01"
  private func because(_ condition: Condition, _ columns: Columns) -> String {
    switch condition {
    case .everyone, .among, .not, .all, .any, .named: return ""
    case .test(let value, _):
      let own = shown(columns["0", 0])
      let other = columns.names.contains("1") ? ", against \(shown(columns["1", 0]))" : ""
      return "\(value.words) is \(own)\(other)"
    case .records(let scope, let amount):
      guard scope.listens else { return times(columns, at: 0, amount) }
      let messages = columns["messages", 0].integer ?? 0
      guard messages > 0 else { return "no such message" + wanted(amount) }
      let at = shown(columns["at", 0])
      return "\(count(messages, "message"))\(at == "missing" ? "" : ", such as on \(at)")"
    case .sequence(let sequence):
      return sequence.steps.indices.map { step in
        "step \(step + 1): \(times(columns, at: step * 3, .some))"
      }.joined(separator: "; ")
    }
  }

  private func times(_ columns: Columns, at index: Int, _ amount: Amount) -> String {
    let number = columns[String(index), 0].integer ?? 0
    guard number > 0 else { return "never" + wanted(amount) }
    let (first, last) = (shown(columns[String(index + 1), 0]), shown(columns[String(index + 2), 0]))
    let when = number == 1 || first == last ? "on \(first)" : "first \(first), last \(last)"
    return "\(count(number, "time"))\(first == "missing" ? "" : ", \(when)")"
  }

  private func wanted(_ amount: Amount) -> String {
    amount.timesCount > 1 ? ", \(amount.timesCount) wanted" : ""
  }

  private func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? (noun == "time" ? "once" : "1 \(noun)") : "\(grouped(number)) \(noun)s"
  }

  private func shown(_ scalar: Scalar) -> String {
    switch scalar {
    case .missing: "missing"
    case .moment(let moment): context.catalog.zone.day(of: moment).iso
    case .boolean, .integer, .decimal, .real, .text, .list: plain(scalar)
    }
  }
}

extension Value {
  fileprivate var isLiteral: Bool {
    if case .literal = self { true } else { false }
  }
}
