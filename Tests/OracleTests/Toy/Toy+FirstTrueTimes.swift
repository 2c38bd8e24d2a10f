import DataModel
import Plan

/// When conditions first became true.
extension Toy {
  func firstTrue(_ onset: FirstTrueTime, _ soul: Soul) throws(BackendError) -> When? {
    switch onset {
    case .moment(let anchor): return try when(anchor, soul, nil)
    case .record(let scope, let number): return try records(scope, of: soul).dropFirst(number - 1).first?.at
    case .day(let scope, let number):
      var days: Set<Int> = []
      return try records(scope, of: soul).first { record in
        days.insert(census.place.day(record.at)).inserted && days.count == number
      }?.at
    case .sequence(let sequence, let number): return try end(ofAttempt: number, sequence, soul)
    case .end(.moment(let anchor, _)): return try when(anchor, soul, nil)
    case .end(.day(let anchor, let span)):
      return try when(anchor, soul, nil).map { moved(.day(census.place.day($0)), span) }
    case .end(.moved(let anchor, let span, _)):
      return try when(anchor, soul, nil).map { moved($0, span) }
    case .latest(let parts):
      var moments: [When?] = []
      for part in parts { moments.append(try firstTrue(part, soul)) }
      return moments.contains(nil) ? nil : extreme(moments.compactMap(\.self), latest: true)
    case .earliest(let parts):
      var moments: [When?] = []
      for part in parts where try holds(part.condition, soul) {
        moments.append(try firstTrue(part.onset, soul))
      }
      return moments.contains(nil) ? nil : extreme(moments.compactMap(\.self), latest: false)
    }
  }

  private func extreme(_ moments: [When], latest: Bool) -> When? {
    moments.dropFirst().reduce(moments.first) { best, next in
      guard let best else { return next }
      let (l, r) = (census.place.start(next), census.place.start(best))
      return (latest ? l > r : l < r) ? next : best
    }
  }

  func moved(_ when: When, _ span: TimeSpan) -> When {
    switch when {
    case .day(let day): .day(Almanac.adding(span.count, unit(span.unit), to: day))
    case .instant(let instant): .instant(census.place.adding(span.count, unit(span.unit), to: instant))
    }
  }

  func length(_ span: TimeSpan) -> Length { Length(span.count, unit(span.unit)) }

  /// Attempts are numbered by when they were completed: with the earliest last step that fits or, for a step that did not
  /// come, at the end of the span.
  private func end(
    ofAttempt number: Int, _ sequence: Plan.Sequence, _ soul: Soul
  ) throws(BackendError) -> When? {
    let (course, found) = try course(of: sequence, soul)
    var candidates = found
    let begun = candidates[0].filter { census.isCompleted([$0], course, candidates) }
    var ends: [When] = []
    for first in begun {
      if course.steps.last?.isAbsent == true {
        ends.append(sequence.span.map { moved(first.at, $0) } ?? census.now.at)
        continue
      }
      let last = candidates.count - 1
      let all = candidates[last]
      defer { candidates[last] = all }
      let complete = all.filter { record in
        candidates[last] = [record]
        return census.isCompleted([first], course, candidates)
      }
      if let end = extreme(complete.map(\.at), latest: false) { ends.append(end) }
    }
    return ends.sorted { census.place.start($0) < census.place.start($1) }.dropFirst(number - 1).first
  }
}
