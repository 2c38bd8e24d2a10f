import Foundation

/// Whether a claim is true of somebody, by plain loops.
extension Census {
  /// - Parameter record: the current record, inside `with`.
  func isTrue(_ claim: Claim, of soul: Soul, _ record: Record? = nil) -> Bool {
    truth(claim, of: soul, record) ?? false
  }

  /// Nil if it is unknown: a condition about the author of a record whose author is unknown.
  func truth(_ claim: Claim, of soul: Soul, _ record: Record? = nil) -> Bool? {
    switch claim {
    case .not(let inner): return truth(inner, of: soul, record).map { !$0 }
    case .all(let parts):
      let truths = parts.map { truth($0, of: soul, record) }
      return truths.contains(false) ? false : truths.contains(nil) ? nil : true
    case .any(let parts):
      let truths = parts.map { truth($0, of: soul, record) }
      return truths.contains(true) ? true : truths.contains(nil) ? nil : false
    case .bare(.defined(_, let inner)): return truth(inner, of: soul, record)
    case .bare(.prelude(let name)) where record?.isMessage == true && Census.bands.contains(name):
      return isBand(name, record?.properties["score"]?.double)
    case .bare, .did, .course, .voice, .test:
      return soul.isStranger && claim.isOfAuthor(of: record) ? nil : holds(claim, of: soul, record)
    }
  }

  private func holds(_ claim: Claim, of soul: Soul, _ record: Record?) -> Bool {
    switch claim {
    case .not, .all, .any: return isTrue(claim, of: soul, record)
    case .bare(let bare): return isTrue(bare, of: soul, record)
    case .did(let deed):
      let found = records(deed.what, of: soul).filter { holds(deed.filter, soul, $0) }
      return isEnough(within(deed.window, found, of: soul).map(\.at), deed.times, deed.days)
    case .course(let course): return isTrue(course, of: soul)
    case .voice(let voice):
      if let record, record.isMessage, !voice.isHeard, !voice.isTheirs {
        return within(voice.window, [record], of: soul).contains { says($0, voice, of: soul) }
      }
      return isEnough(messages(voice, of: soul).map(\.at), voice.times, nil)
    case .test(let term, let trial): return isTrue(trial, of: value(of: term, soul, record), soul, record)
    }
  }

  private func isTrue(_ bare: Bare, of soul: Soul, _ record: Record?) -> Bool {
    switch bare {
    case .event(let kind): return soul.events.contains { $0.kind == kind }
    case .flag("known"): return soul.isKnown
    case .flag(let name): return soul.attributes[name] == .flag(true)
    case .date(_, let attribute): return soul.time(attribute).map { place.compare($0, now.at) <= 0 } ?? false
    case .value(let value, let attribute): return soul.attributes[attribute] == .text(value)
    case .merchant: return soul.attributes["merchant"] == .flag(true)
    case .defined(_, let claim): return isTrue(claim, of: soul, record)
    case .prelude(let name): return isPrelude(name, soul)
    }
  }

  private func isPrelude(_ name: String, _ soul: Soul) -> Bool {
    let score = soul.said.last { $0.properties["score"] != nil }?.properties["score"]?.double
    if Census.bands.contains(name) { return isBand(name, score) }
    func isActive() -> Bool {
      soul.events.contains { place.day($0.at) > now.day - 30 && place.day($0.at) <= now.day }
    }
    switch name {
    case "active": return isActive()
    case "dormant": return !soul.events.isEmpty && !isActive()
    case _:
      guard let start = moment(.start, of: soul) else { return false }
      return place.day(start) > now.day - 30 && place.day(start) <= now.day
    }
  }

  static let bands = ["promoter", "passive", "detractor"]

  private func isBand(_ name: String, _ score: Double?) -> Bool {
    guard let score else { return false }
    return score >= 9 ? name == "promoter" : score > 6 ? name == "passive" : name == "detractor"
  }

  // MARK: Records

  func records(_ what: Deed.What, of soul: Soul) -> [Record] {
    switch what {
    case .anything: return soul.events
    case .anythingExcept(let kinds): return soul.events.filter { !kinds.contains($0.kind) }
    case .kinds(let kinds): return soul.events.filter { kinds.contains($0.kind) }
    case .attribute(let name):
      guard let at = soul.time(name), place.compare(at, now.at) <= 0 else { return [] }
      return [Record(kind: name, at: at, order: [], customer: soul.id)]
    }
  }

  func within(_ window: Window?, _ records: [Record], of soul: Soul) -> [Record] {
    guard let window else { return records }
    guard let stretch = stretch(window, of: soul) else { return [] }
    return records.filter { stretch.holds($0.at, in: place) }
  }

  func messages(_ voice: Voice, of soul: Soul) -> [Record] {
    let found = (voice.isHeard ? soul.heard : soul.said).filter { says($0, voice, of: soul) }
    return within(voice.window, found, of: soul)
  }

  private func says(_ message: Record, _ voice: Voice, of soul: Soul) -> Bool {
    guard voice.channels.isEmpty || voice.channels.contains(message.kind) else { return false }
    let isMeant: Bool
    switch voice.what {
    case .pattern(let saying): isMeant = says(message, saying)
    case .something: isMeant = message.hasWords
    case .response: isMeant = message.hasWords || message.properties["score"] != nil
    }
    return isMeant && holds(voice.filter, soul, message)
  }

  private func isEnough(_ times: [When], _ amount: Amount?, _ days: Amount?) -> Bool {
    if let days {
      let distinct = Set(times.map { place.day($0) }).count
      guard days.relation.holds(distinct - days.count) else { return false }
      if amount == nil {
        return days.relation == .less || days.relation == .atMost || !times.isEmpty || days.count == 0
      }
    }
    let amount = amount ?? Amount(relation: .atLeast, count: 1)
    return amount.relation.holds(times.count - amount.count)
  }

  // MARK: Sequences

  private func isTrue(_ course: Course, of soul: Soul) -> Bool {
    let candidates = course.steps.enumerated().map { index, step in
      let all: [Record]
      switch step.what {
      case .deed(let what): all = records(what, of: soul)
      case .mentioned(let saying):
        all = soul.said.filter { says($0, saying) }
      }
      return within(course.window(ofStep: index), all.filter { holds(step.filter, soul, $0) }, of: soul)
    }
    let begun = candidates[0].filter { first in
      isCompleted([first], course, candidates)
    }
    return isEnough(begun.map(\.at), course.times, course.days)
  }

  /// Whether the remaining steps can be matched in some way.
  func isCompleted(_ taken: [Record], _ course: Course, _ candidates: [[Record]]) -> Bool {
    let index = taken.count
    guard index < course.steps.count else { return true }
    let (first, before) = (taken[0], taken[index - 1])
    let next = candidates[index].filter { record in
      guard !taken.contains(where: { $0.isSame(as: record) }) else { return false }
      if let key = course.sameKey {
        guard let value = first.properties[key], record.properties[key] == value else { return false }
      }
      guard place.compare(record.at, before.at) >= 0 else { return false }
      return course.span.map { isWithin($0, of: first.at, record.at) } ?? true
    }
    guard course.steps[index].isAbsent else {
      return next.contains { isCompleted(taken + [$0], course, candidates) }
    }
    if let key = course.sameKey, first.properties[key] == nil { return false }
    if let span = course.span, !course.countsOpen, !isOver(span, from: first.at) { return false }
    return next.isEmpty
  }

  func isWithin(_ span: Length, of first: When, _ last: When) -> Bool {
    if case .instant(let l) = first, case .instant(let r) = last {
      return r <= place.adding(span.count, span.unit, to: l)
    }
    return place.day(last) <= Almanac.adding(span.count, span.unit, to: place.day(first))
  }

  /// Whether a span that starts here is over by the clock: its last day has ended, its last moment is before now.
  func isOver(_ span: Length, from first: When) -> Bool {
    switch first {
    case .instant(let instant): return place.adding(span.count, span.unit, to: instant) < now.instant
    case .day(let day):
      return place.start(ofDay: Almanac.adding(span.count, span.unit, to: day) + 1) - 1 <= now.instant
    }
  }

  // MARK: Tests

  private func isTrue(_ trial: Trial, of value: Datum?, _ soul: Soul, _ record: Record?) -> Bool {
    if case .missing = trial { return value == nil }
    guard let value else { return false }
    switch trial {
    case .missing: return false
    case .compare(let relation, let datum): return holds(relation, value, datum)
    case .compareTerm(let relation, let term):
      return self.value(of: term, soul, record).map { holds(relation, value, $0) } ?? false
    case .oneOf(let data): return data.contains { holds(.equal, value, $0) }
    case .between(let low, let high): return holds(.atLeast, value, low) && holds(.atMost, value, high)
    case .contains(let part):
      return value.texts.contains { Utterance.fold($0).contains(Utterance.fold(part)) }
    case .starts(let part):
      return value.texts.contains { Utterance.fold($0).hasPrefix(Utterance.fold(part)) }
    case .ends(let part):
      return value.texts.contains { Utterance.fold($0).hasSuffix(Utterance.fold(part)) }
    case .matches(let pattern, let ignoresCase):
      return value.texts.contains { $0.isMatch(of: pattern, ignoresCase) }
    case .within(let window):
      guard case .when(let when) = value else { return false }
      return stretch(window, of: soul)?.holds(when, in: place) ?? false
    }
  }

  private func holds(_ relation: Relation, _ left: Datum, _ right: Datum) -> Bool {
    switch (left, right) {
    case (.number(let l), .number(let r)): return relation.holds(l - r)
    case (.list(let elements), .text(let wanted)): return relation == .equal && elements.contains(wanted)
    case (.when(let l), .when(let r)): return relation.holds(place.compare(l, r))
    case (_, _):
      if let l = left.double, let r = right.double { return relation.holds(l < r ? -1 : l > r ? 1 : 0) }
      return relation == .equal && left == right
    }
  }
}

extension Claim {
  /// Whether it is about the author of the record; windows and terms of the record itself are not.
  fileprivate func isOfAuthor(of record: Record?) -> Bool {
    switch self {
    case .voice(let voice):
      guard let record, record.isMessage, !voice.isHeard, !voice.isTheirs else { return true }
      return voice.filter?.isOfAuthor(of: record) ?? false
    case .test(.property, .compareTerm(_, .property)): return false
    case .test(.property, .compareTerm), .test(.property, .within): return true
    case .test(.property, _): return false
    case .bare, .did, .course, .test: return true
    case .not(let inner): return inner.isOfAuthor(of: record)
    case .all(let parts), .any(let parts): return parts.contains { $0.isOfAuthor(of: record) }
    }
  }
}

extension Record {
  var hasWords: Bool { !(utterance?.words.isEmpty ?? true) }

  /// Whether it is the same record found twice; a date attribute used as an event has no other identity.
  func isSame(as other: Record) -> Bool {
    self === other || order.isEmpty && other.order.isEmpty && kind == other.kind
  }
}

extension String {
  func isMatch(of pattern: String, _ ignoresCase: Bool) -> Bool {
    range(of: pattern, options: ignoresCase ? [.regularExpression, .caseInsensitive] : .regularExpression)
      != nil
  }
}

extension Datum {
  var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let elements): elements
    case .number, .real, .flag, .when: []
    }
  }
}
