internal import DataModel
internal import Plan
internal import Text

/// Answers `why person … in …`: for each clause, whether it is true of one person, and the event or words that show it.
struct ProofVerb: Verb {
  let question: Proof
  let context: QueryRunner.Context

  private var person: Condition { .among(People(words: question.id, ids: [question.id])) }

  /// The request that shows why a clause is true or false.
  private enum Evidence {
    case values(Asked<Rows>)
    case words(Asked<Verbatims>)
  }

  /// Asks whether the whole condition is true, and each clause with its evidence.
  func draft(from backend: any Backend) throws(BackendError) -> Draft {
    var batch = Batch()
    func ask(_ condition: Condition) -> Asked<PeopleCount> {
      batch.add(PeopleCount(.conjunction([person, condition])))
    }
    let whole = ask(question.who.condition)
    let clauses = Explanation.clauses(of: question.who.condition, depth: 0).map { clause in
      (clause: clause, holds: ask(clause.condition), evidence: evidence(of: clause.condition, in: &batch))
    }
    let replies = try backend.run(batch)

    var draft = Draft("why", context)
    var failing: [String] = []
    var rows: [[Answer.Cell]] = []
    for (clause, asked, evidence) in clauses {
      let isTrue = replies[asked].people == 1
      let words = clause.words(context)
      let because = evidence.map { self.because(clause.condition, $0, replies) }
      if clause.depth == 0 || evidence != nil, !isTrue { failing.append(words) }
      rows.append([
        Answer.Cell(String(repeating: "  ", count: clause.depth) + words), Answer.Cell(.boolean(isTrue)),
        Answer.Cell(because.map { .text($0) } ?? .missing),
      ])
      if isTrue, case .words(let verbatims)? = evidence, case .records(let scope, _) = clause.condition {
        var matchers: [PatternMatcher] = []
        if case .pattern(let pattern)? = scope.saying {
          matchers = [PatternMatcher(pattern, language: context.language)]
        }
        draft.quotes += [Answer.Quote(firstOf: replies[verbatims], marking: matchers, caption: words)]
          .compactMap { $0 }
      }
    }
    let columns = [
      Answer.Column("clause", .text), Answer.Column("holds", .boolean), Answer.Column("because", .text),
    ]
    draft.tables = [Draft.Table(columns: columns, facts: rows)]
    let holds = replies[whole].people == 1
    draft.summary = [Answer.Figure("customer", .text(question.id)), Answer.Figure("holds", .boolean(holds))]
    draft.headline =
      "\(question.id) is \(holds ? "" : "not ")one of these"
      + (holds || failing.isEmpty ? "" : ": this is not true: \(failing.last ?? "")")
    draft.notes = [
      "This shows what the data holds up to now; what is not listed did not happen in the data."
    ]
    return draft
  }

  /// Requests the evidence for a clause; nil for a clause with parts, since its parts follow.
  private func evidence(of condition: Condition, in batch: inout Batch) -> Evidence? {
    func values(_ values: [Value]) -> Evidence {
      .values(batch.add(Rows(who: person, columns: values, limit: 1)))
    }
    switch condition {
    case .everyone, .among, .not, .all, .any, .named: return nil
    case .test(let value, .compare(_, let other)) where !other.isLiteral: return values([value, other])
    case .test(let value, _): return values([value])
    case .records(let scope, _):
      return scope.listens
        ? .words(batch.add(Verbatims.messages(in: scope, of: person, limit: 1))) : values(figures(of: scope))
    case .sequence(let sequence): return values(sequence.steps.flatMap { figures(of: $0.scope) })
    }
  }

  private func figures(of scope: RecordScope) -> [Value] {
    [.count(scope), .moment(.record(.first, scope)), .moment(.record(.last, scope))]
  }

  /// The evidence in words: `3 times, first 2025-01-02, last 2025-06-01`.
  private func because(_ condition: Condition, _ evidence: Evidence, _ replies: Replies) -> String {
    let amount = if case .records(_, let amount) = condition { amount } else { Amount.some }
    switch evidence {
    case .words(let verbatims):
      let reply = replies[verbatims]
      guard reply.messages > 0 else { return "no such message" + wanted(amount) }
      let at = reply.rows.first?.message.at.map { ", such as on \(shown(.moment($0)))" } ?? ""
      return count(reply.messages, "message") + at
    case .values(let rows):
      let values = replies[rows].rows.first?.values ?? []
      if case .test(let value, let test) = condition {
        let other = if case .compare(_, let other) = test { !other.isLiteral } else { false }
        return "\(value.words) is \(shown(values, 0))" + (other ? ", compared with \(shown(values, 1))" : "")
      }
      guard case .sequence(let sequence) = condition else { return times(values, at: 0, amount) }
      return sequence.steps.indices.map { step in
        "step \(step + 1): \(times(values, at: step * 3, .some))"
      }.joined(separator: "; ")
    }
  }

  private func times(_ values: [Scalar], at index: Int, _ amount: Amount) -> String {
    let number = values.indices.contains(index) ? values[index].integer ?? 0 : 0
    guard number > 0 else { return "never" + wanted(amount) }
    let (first, last) = (shown(values, index + 1), shown(values, index + 2))
    let when = number == 1 || first == last ? "on \(first)" : "first \(first), last \(last)"
    return "\(count(number, "time"))\(first == "missing" ? "" : ", \(when)")"
  }

  private func wanted(_ amount: Amount) -> String {
    amount.timesCount > 1 ? ", \(amount.timesCount) needed" : ""
  }

  private func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? (noun == "time" ? "once" : "1 \(noun)") : counted(number, noun)
  }

  /// A value in words; a person who has not started yet has none.
  private func shown(_ values: [Scalar], _ index: Int) -> String {
    shown(values.indices.contains(index) ? values[index] : .missing)
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
