internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// The people for whom a condition holds, without those who start after the clock.
  func people(where condition: Condition) throws(BackendError) -> Bitmap {
    try rows(of: everybody, where: condition, among: here)
  }

  /// The rows of `among` for which a condition holds.
  ///
  /// `not`, `all` and `any` are evaluated with a stack of work instead of recursion, so that a condition can be as deep as
  /// memory allows. In `all`, cheap parts come first, and each part looks only at the rows that the parts before left; in
  /// `any`, only at rows for which no part before held.
  ///
  /// A condition about the author of a record is unknown if the author is: neither it nor its opposite holds (Kleene,
  /// Introduction to Metamathematics, 1952, § 64). So under an odd number of `not`, such rows are treated as if it held,
  /// and the complement excludes them.
  func rows(of frame: RowSet, where condition: Condition, among: Bitmap) throws(BackendError) -> Bitmap {
    let known = known(frame)
    var work: [Step] = [.evaluate(condition, isNegated: false)]
    // The rows in question, those of the innermost condition last.
    var questions: [Bitmap] = [among]
    var answers: [Bitmap] = []
    while let step = work.popLast(), let question = questions.last {
      switch step {
      case .evaluate(let condition, let isNegated):
        switch condition {
        case .everyone: answers.append(question)
        case .named(_, let inner): work.append(.evaluate(inner, isNegated: isNegated))
        case .not(let inner): work += [.complement, .evaluate(inner, isNegated: !isNegated)]
        case .all(let parts):
          questions.append(question)
          work.append(.narrow(parts.sorted { $0.cost > $1.cost }[...], isNegated: isNegated))
        case .any(let parts):
          questions.append(question)
          answers.append(Bitmap(count: frame.count))
          work.append(.widen(parts.sorted { $0.cost > $1.cost }[...], isNegated: isNegated))
        case .test, .records, .sequence, .among:
          guard let known, condition.readsPerson else {
            answers.append(question.isEmpty ? question : try leaf(condition, of: frame, among: question))
            continue
          }
          let ofKnown = try leaf(condition, of: frame, among: question.intersection(known))
          answers.append(isNegated ? ofKnown.union(question.subtracting(known)) : ofKnown)
        }
      case .complement:
        if let inner = answers.popLast() { answers.append(question.subtracting(inner)) }
      case .narrow(let parts, let isNegated):
        if !question.isEmpty, let next = parts.last {
          work += [
            .narrow(parts.dropLast(), isNegated: isNegated), .narrowed, .evaluate(next, isNegated: isNegated),
          ]
        } else {
          answers.append(questions.removeLast())
        }
      case .narrowed:
        if let kept = answers.popLast() { questions[questions.count - 1] = kept }
      case .widen(let parts, let isNegated):
        if !question.isEmpty, let next = parts.last {
          work += [
            .widen(parts.dropLast(), isNegated: isNegated), .widened, .evaluate(next, isNegated: isNegated),
          ]
        } else {
          questions.removeLast()
        }
      case .widened:
        if let found = answers.popLast(), let before = answers.popLast() {
          questions[questions.count - 1] = question.subtracting(found)
          answers.append(before.union(found))
        }
      }
    }
    return answers.last ?? Bitmap(count: frame.count)
  }

  private enum Step {
    /// `isNegated`: under an odd number of `not`.
    case evaluate(Condition, isNegated: Bool)
    case complement
    /// The parts of an `all` still to come, the next one last; slices of one array, since there can be very many.
    case narrow(ArraySlice<Condition>, isNegated: Bool)
    case narrowed
    case widen(ArraySlice<Condition>, isNegated: Bool)
    case widened
  }

  /// The rows for which a condition holds, and those for which it is known whether it does.
  func truth(
    of condition: Condition, _ frame: RowSet, among: Bitmap
  ) throws(BackendError) -> (holds: Bitmap, known: Bitmap) {
    let holds = try rows(of: frame, where: condition, among: among)
    guard known(frame) != nil, condition.readsPerson else { return (holds, among) }
    return (holds, holds.union(try rows(of: frame, where: .not(condition), among: among)))
  }

  /// The records whose author is known; nil if all are, and for people.
  func known(_ frame: RowSet) -> Bitmap? {
    let nobody = UInt32(truncatingIfNeeded: store.customers.count)
    guard let people = frame.records?.people, let last = people.last, last >= nobody else { return nil }
    var known = Bitmap(count: frame.count)
    for row in 0..<firstIndex(in: people, notBelow: nobody) { known[row] = true }
    return known
  }

  private func leaf(
    _ condition: Condition, of frame: RowSet, among: Bitmap
  ) throws(BackendError) -> Bitmap {
    try checkCancellation()
    return try nested { () throws(BackendError) in
      switch condition {
      case .test(let value, let test): return try rows(of: frame, where: value, passes: test, among: among)
      case .among(let people): return frame.rows(ofPeople: try self.people(people), among: among)
      case .records(let scope, let amount):
        return try remembering(condition, in: frame, among: among) { frame, among throws(BackendError) in
          try rows(of: frame, having: amount, in: scope, among: among)
        }
      case .sequence(let sequence):
        return try remembering(condition, in: frame, among: among) { frame, among throws(BackendError) in
          try rows(of: frame, having: sequence, among: among)
        }
      case .everyone, .not, .all, .any, .named: return Bitmap(count: frame.count)
      }
    }
  }

  /// The result of `body`, cached for the run, since its measurements ask for the same people again and again.
  private func remembering(
    _ condition: Condition, in frame: RowSet, among: Bitmap,
    _ body: (RowSet, Bitmap) throws(BackendError) -> Bitmap
  ) throws(BackendError) -> Bitmap {
    guard frame.records == nil else { return try body(frame, among) }
    if let known = remembered[condition], among.subtracting(known.among).isEmpty {
      return known.holds.intersection(among)
    }
    let holds = try body(frame, among)
    remembered[condition] = (among, holds)
    return holds
  }

  private func people(_ people: People) throws(BackendError) -> Bitmap {
    switch people.members {
    case .place(let place): return try self.people(at: place)
    case .holding(let condition):
      return try nested { () throws(BackendError) in try self.people(where: condition) }
    case .ids(let ids):
      var bits = Bitmap(count: store.customers.count)
      for id in ids {
        if let person = store.customers.index(ofID: id) { bits[person] = true }
      }
      return bits
    }
  }
}

extension Condition {
  /// A rough rank of how long evaluation takes, by which the parts of `all` are ordered: tests of attributes, then words
  /// (found by index), then few kinds of events, then all events, then sequences. `all` and `any` have one rank, whatever
  /// is in them, since nesting may be deep.
  fileprivate var cost: Int {
    switch self {
    case .everyone, .among: 0
    case .test(let value, _): value.cost
    case .records(let scope, _): scope.cost
    case .sequence: 6
    case .named(_, let inner), .not(let inner): inner.operands.isEmpty ? inner.cost : 4
    case .all, .any: 4
    }
  }

}

extension RecordScope {
  fileprivate var cost: Int {
    switch (source, saying) {
    case (.feedback, .pattern), (.heard, .pattern): 2
    case (.feedback, _), (.heard, _), (.events, _): 3
    case (.anyEvent, _): 5
    }
  }
}

extension Value {
  fileprivate var cost: Int {
    switch self {
    case .literal, .attribute, .property: 1
    case .count(let scope): scope.cost
    case .aggregate(_, _, let scope): scope.cost + 1
    case .moment, .elapsed, .cycle, .presence, .named: 4
    }
  }
}
