import DataModel
import Plan
import Text

/// Evaluates the conditions of a plan, by plain loops.
extension Toy {
  func holds(_ condition: Plan.Condition, _ soul: Soul, _ record: Record? = nil) throws(BackendError) -> Bool
  {
    try truth(condition, soul, record) ?? false
  }

  /// Nil if it is unknown: a condition about a person who is unknown.
  func truth(_ condition: Plan.Condition, _ soul: Soul, _ record: Record?) throws(BackendError) -> Bool? {
    if soul.isStranger, condition.isAlone, condition.readsPerson { return nil }
    switch condition {
    case .everyone: return true
    case .not(let inner): return try truth(inner, soul, record).map { !$0 }
    case .all(let parts):
      var result: Bool? = true
      for part in parts {
        let truth = try truth(part, soul, record)
        if truth == false { return false }
        if truth == nil { result = nil }
      }
      return result
    case .any(let parts):
      var result: Bool? = false
      for part in parts {
        let truth = try truth(part, soul, record)
        if truth == true { return true }
        if truth == nil { result = nil }
      }
      return result
    case .named(_, let inner): return try truth(inner, soul, record)
    case .among(let people):
      switch people.members {
      case .ids(let ids): return ids.contains(soul.id)
      case .holding(let condition): return soul.isStranger ? false : try holds(condition, soul)
      case .place(let place): return try stands(soul, at: place)
      }
    case .test(_, .says(let saying)):
      guard let record else { return false }
      return try says(saying, record)
    case .test(let value, let test): return try holds(test, try self.value(value, soul, record), soul, record)
    case .records(let scope, let amount): return isEnough(try records(scope, of: soul), amount)
    case .sequence(let sequence): return isEnough(try begun(sequence, soul), sequence.amount)
    }
  }

  private func holds(_ test: Plan.Test, _ value: Datum?, _ soul: Soul, _ record: Record?) throws(BackendError)
    -> Bool
  {
    if case .isMissing = test { return value == nil }
    guard let value else { return false }
    switch test {
    case .isMissing, .says: return false
    case .isTrue: return value == .flag(true)
    case .hasCome:
      guard case .when(let when) = value else { return false }
      return census.place.compare(when, census.now.at) <= 0
    case .compare(let comparison, let other):
      guard let other = try self.value(other, soul, record) else { return false }
      return holds(comparison, value, other)
    case .oneOf(let scalars): return scalars.compactMap { datum($0) }.contains { holds(.equal, value, $0) }
    case .between(let low, let high):
      guard let low = try self.value(low, soul, record), let high = try self.value(high, soul, record) else {
        return false
      }
      return holds(.atLeast, value, low) && holds(.atMost, value, high)
    case .contains(let part, let isExact):
      let typed = Utterance.caseFold(part)
      if isExact, typed != Utterance.fold(part) {
        return value.texts.contains { Utterance.caseFold($0).contains(typed) }
      }
      return value.texts.contains { Utterance.fold($0).contains(Utterance.fold(part)) }
    case .startsWith(let part):
      return value.texts.contains { Utterance.fold($0).hasPrefix(Utterance.fold(part)) }
    case .endsWith(let part):
      return value.texts.contains { Utterance.fold($0).hasSuffix(Utterance.fold(part)) }
    case .matches(let pattern, let ignoresCase):
      return value.texts.contains { $0.isMatch(of: pattern, ignoresCase) }
    case .within(let window):
      guard case .when(let when) = value else { return false }
      return try stretch(window, soul, record)?.holds(when, in: census.place) ?? false
    }
  }

  private func holds(_ comparison: Plan.Comparison, _ left: Datum, _ right: Datum) -> Bool {
    if case .list(let elements) = left, case .text(let wanted) = right {
      return comparison == .equal && elements.contains(wanted)
    }
    return compared(left, right).map { comparison.holds($0) } ?? false
  }

  /// Negative, zero or positive; nil if the two have no order.
  func compared(_ left: Datum, _ right: Datum) -> Int? {
    switch (left, right) {
    case (.when(let l), .when(let r)): return census.place.compare(l, r)
    case (.text(let l), .text(let r)): return l == r ? 0 : l < r ? -1 : 1
    case (.flag(let l), .flag(let r)): return l == r ? 0 : l ? -1 : 1
    case (_, _):
      guard let l = left.double, let r = right.double else { return nil }
      return l < r ? -1 : l > r ? 1 : 0
    }
  }

  // MARK: Records

  func records(_ scope: Plan.RecordScope, of soul: Soul, _ outer: Record? = nil) throws(BackendError)
    -> [Record]
  {
    var result: [Record] = []
    let stretch = try scope.window.map { window throws(BackendError) in try self.stretch(window, soul, outer)
    }
    for record in candidates(scope.source, soul) {
      if scope.except.contains(record.kind) { continue }
      if !scope.channels.isEmpty, !scope.channels.contains(record.kind) { continue }
      if let saying = scope.saying, try !says(saying, record) { continue }
      if let filter = scope.filter, try !holds(filter, soul, record) { continue }
      if let stretch {
        guard let stretch, stretch.holds(record.at, in: census.place) else { continue }
      }
      result.append(record)
    }
    return result
  }

  private func says(_ saying: RecordScope.Saying, _ record: Record) throws(BackendError) -> Bool {
    switch saying {
    case .pattern(let pattern):
      return census.says(record, try self.saying(pattern))
    case .something: return record.hasWords
    case .response: return record.hasWords || record.properties["score"] != nil
    }
  }

  private func candidates(_ source: Plan.RecordScope.Source, _ soul: Soul) -> [Record] {
    switch source {
    case .anyEvent: return soul.events
    case .feedback: return soul.said
    case .heard: return soul.heard
    case .events(let refs):
      let kinds = refs.compactMap { if case .kind(let kind) = $0 { kind } else { nil } }
      let dates = refs.compactMap { if case .attribute(let attribute) = $0 { attribute.name } else { nil } }
      let found =
        soul.events.filter { kinds.contains($0.kind) }
        + dates.flatMap { census.records(.attribute($0), of: soul) }
      return found.sorted { census.place.start($0.at) < census.place.start($1.at) }
    }
  }

  private func isEnough(_ records: [Record], _ amount: Plan.Amount) -> Bool {
    let days = Set(records.map { census.place.day($0.at) }).count
    if let comparison = amount.days, !comparison.holds(days - amount.daysCount) { return false }
    return amount.times.holds(records.count - amount.timesCount)
  }

  /// The first records of the attempts that match.
  private func begun(_ sequence: Plan.Sequence, _ soul: Soul) throws(BackendError) -> [Record] {
    let (course, candidates) = try course(of: sequence, soul)
    return candidates[0].filter { census.isCompleted([$0], course, candidates) }
  }

  /// The steps of a sequence, and the candidate records of each.
  func course(
    of sequence: Plan.Sequence, _ soul: Soul
  ) throws(BackendError) -> (course: Course, candidates: [[Record]]) {
    var course = Course(
      steps: [], span: sequence.span.map(length), sameKey: sequence.sameKey?.name,
      countsOpen: sequence.countsOpen)
    var candidates: [[Record]] = []
    for (index, step) in sequence.steps.enumerated() {
      course.steps.append(.init(what: .deed(.anything), isAbsent: step.isAbsent))
      let window = index == 0 || sequence.isConfined ? sequence.window : nil
      candidates.append(try records(step.scope, of: soul, in: window))
    }
    return (course, candidates)
  }

  /// The records of a scope that are also in a window.
  func records(
    _ scope: Plan.RecordScope, of soul: Soul, in window: Plan.Window?
  ) throws(BackendError) -> [Record] {
    let found = try records(scope, of: soul)
    guard let window else { return found }
    guard let stretch = try stretch(window, soul, nil) else { return [] }
    return found.filter { stretch.holds($0.at, in: census.place) }
  }

  func unit(_ unit: TimeSpan.Unit) -> Unit { Unit(rawValue: unit.rawValue) ?? .day }

  func saying(_ pattern: Pattern) throws(BackendError) -> Saying {
    switch pattern {
    case .phrase(let words):
      if words.count == 1 {
        switch words[0] {
        case .stem(let form): return .words(form)
        case .prefix(let start): return .prefix(start)
        case .part(let part): return .part(part)
        case .suffix, .sign: throw .failed("the toy knows neither ends of words nor emoji")
        }
      }
      var forms: [String] = []
      for word in words {
        guard case .stem(let form) = word else { throw .failed("the toy has no phrases with stars") }
        forms.append(form)
      }
      return .words(forms.joined(separator: " "))
    case .exactly(let text): return .exactly([text])
    case .anyOf(let patterns): return .any(try sayings(patterns))
    case .allOf(let patterns): return .all(try sayings(patterns))
    case .near(let first, let second, let distance):
      return .near(try saying(first), try saying(second), distance)
    case .negated(let inner, let isNegated): return .negated(try saying(inner), isNegated)
    case .topic(let topic): return try saying(topic.pattern)
    }
  }

  private func sayings(_ patterns: [Pattern]) throws(BackendError) -> [Saying] {
    var result: [Saying] = []
    for pattern in patterns { result.append(try saying(pattern)) }
    return result
  }

  // MARK: Time

  /// Nil if an anchor is missing.
  func stretch(_ window: Plan.Window, _ soul: Soul, _ record: Record?) throws(BackendError)
    -> Stretch?
  {
    var result = Stretch()
    if let lower = window.lower {
      guard let edge = try edge(lower, step: 1, soul, record) else { return nil }
      result.from = edge
    }
    if let upper = window.upper {
      guard let edge = try edge(upper, step: -1, soul, record) else { return nil }
      result.to = edge
    }
    return result
  }

  private func edge(
    _ edge: Plan.Window.Edge, step: Int, _ soul: Soul, _ record: Record?
  ) throws(BackendError) -> Stretch.Edge? {
    switch edge {
    case .moment(let anchor, let isIn):
      switch try when(anchor, soul, record) {
      case nil: return nil
      case .day(let day): return .day(isIn ? day : day + step)
      case .instant(let instant): return .instant(instant, isIn: isIn)
      }
    case .day(let anchor, let span):
      guard let when = try when(anchor, soul, record) else { return nil }
      return .day(Almanac.adding(span.count, unit(span.unit), to: census.place.day(when)))
    case .moved(let anchor, let span, let isIn):
      switch try when(anchor, soul, record) {
      case nil: return nil
      case .day(let day): return .day(Almanac.adding(span.count, unit(span.unit), to: day))
      case .instant(let instant):
        return .instant(census.place.adding(span.count, unit(span.unit), to: instant), isIn: isIn)
      }
    }
  }

  func when(_ anchor: Plan.Anchor, _ soul: Soul, _ record: Record?) throws(BackendError) -> When? {
    switch anchor {
    case .literal(let moment): return when(moment)
    case .now: return census.now.at
    case .attribute(let attribute): return soul.time(attribute.name)
    case .start: return census.arrival(of: soul)
    case .end: return census.moment(.end, of: soul)
    case .record(.first, let scope): return try records(scope, of: soul, record).first?.at
    case .record(.last, let scope): return try records(scope, of: soul, record).last?.at
    case .property(let property):
      guard case .when(let when)? = self.property(property, record) else { return nil }
      return when
    }
  }

  func when(_ moment: DataModel.Moment) -> When {
    switch moment {
    case .day(let day): .day(Int(day.number))
    case .instant(let instant): .instant(Int(instant.microseconds))
    }
  }

  func moment(_ when: When) -> DataModel.Moment {
    switch when {
    case .day(let day): .day(Day(Int32(day)))
    case .instant(let instant): .instant(Instant(microseconds: Int64(instant)))
    }
  }
}

extension Plan.Condition {
  /// Whether it does not join other conditions.
  fileprivate var isAlone: Bool {
    switch self {
    case .everyone, .test, .records, .sequence, .among: true
    case .not, .all, .any, .named: false
    }
  }
}
