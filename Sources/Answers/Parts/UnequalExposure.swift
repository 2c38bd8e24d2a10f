internal import DataModel
internal import Plan
internal import SourceText

/// Caveats for figures that are lower for people who started later only because they had less time: whether something ever
/// happened, grouped by start; and how long it took those to whom it has happened.
struct UnequalExposure {
  let context: QueryRunner.Context
  let keys: [GroupKey]

  func caveats(of measured: Measure.Measured, among base: Condition) -> [Caveats.Caveat] {
    switch measured.metric.unweighted {
    case .rate(let condition): share(measured, condition, base).map { [$0] } ?? []
    case .aggregate(let aggregate, let value):
      aggregate == .total ? [] : figure(measured, value.unnamed, base).map { [$0] } ?? []
    case .count, .number, .records, .doing, .recordAggregate, .satisfaction, .weighted, .ratio, .named: []
    }
  }

  /// The key that groups people by their start; nil if none does.
  private var byStart: GroupKey? {
    guard let start = context.catalog.slots.start else { return nil }
    return keys.first { $0.isOfStart(start) }
  }

  private func share(
    _ measured: Measure.Measured, _ condition: Condition, _ base: Condition
  ) -> Caveats.Caveat? {
    guard let key = byStart, let clock = context.catalog.clock else { return nil }
    let parts = TimedParts(in: condition, clock, context.catalog.slots).parts.filter { $0.need == .ever }
    guard !parts.isEmpty else { return nil }
    let stays = Condition.not(.test(.moment(.end), .hasCome))
    let may = Condition.disjunction(
      parts.map {
        .conjunction(
          AffectedPeople(condition, on: [$0], among: .everyone, counted: false).mayChange + [$0.idle])
      })
    let isWhole = parts.count == 1 && condition.unnamed == parts[0].node && condition.onset != nil
    let what =
      isWhole && measured.title.hasPrefix("rate of ")
      ? String(measured.title.dropFirst("rate of ".count))
      : parts.count == 1 ? parts[0].node.asked : nil
    let command = what.map { "`survival of \($0) by \(key.title)`" } ?? "`survival`"
    return Caveats.Caveat([.conjunction([base, may, stays])]) { counts in
      guard counts[0] > 0 else { return nil }
      return
        "People who started later have had less time for it, and it may still happen to \(grouped(counts[0])): "
        + "\(command) compares them the same time after their start."
    }
  }

  private func figure(
    _ measured: Measure.Measured, _ value: Value, _ base: Condition
  ) -> Caveats.Caveat? {
    switch value {
    case .elapsed(_, let from, let to, _): return duration(measured, from, to, base)
    case .count, .aggregate:
      guard let key = byStart, let clock = context.catalog.clock, let start = context.catalog.slots.start,
        TimedParts(in: value, clock, context.catalog.slots).parts.contains(where: { $0.need == .ever })
      else { return nil }
      return Caveats.Caveat([base]) { counts in
        guard counts[0] > 0 else { return nil }
        return
          "Grouped by \(key.title), people who started later have had less time for it; with `within 90 days of \(start.name)` all have the same time."
      }
    case .literal, .attribute, .property, .moment, .cycle, .presence, .named: return nil
    }
  }

  /// For the duration until an event that has not happened to everybody yet.
  private func duration(
    _ measured: Measure.Measured, _ from: Anchor, _ to: Anchor, _ base: Condition
  ) -> Caveats.Caveat? {
    guard from.isOwn, to.isOwn, let (name, asked) = to.outcome, context.catalog.clock != nil else {
      return nil
    }
    let stays = Condition.not(.test(.moment(.end), .hasCome))
    let waiting = Condition.conjunction([
      base, .not(.test(from.value, .isMissing)), .not(.test(to.value, .hasCome)), stays,
    ])
    let isFromStart = from == .start || context.catalog.slots.start.map { from == .attribute($0) } ?? false
    let since = isFromStart ? "" : from.outcome.map { " from \($0.name)" }
    let command = asked.flatMap { asked in
      since.map {
        "survival of \(asked)\($0)" + (keys.isEmpty ? "" : " by \(keys.map(\.title).joined(separator: ", "))")
      }
    }
    let whose = if case .attribute = to { "whose \(name) is set" } else { "who have a \(name)" }
    return Caveats.Caveat([waiting]) { counts in
      guard counts[0] > 0 else { return nil }
      return
        "\(measured.title) covers only people \(whose): \(grouped(counts[0])) who \(counts[0] == 1 ? "is still here has" : "are still here have") none yet, "
        + "and people who started later can only have had a short time. \(command.map { "`\($0)`" } ?? "`survival`") also counts those still waiting."
    }
  }
}

extension Metric {
  /// The metric without names and without a weight.
  var unweighted: Metric {
    if case .weighted(let inner, _) = unnamed { return inner.unnamed }
    return unnamed
  }
}

extension GroupKey {
  /// Whether it groups people by when they started or how long ago that was.
  fileprivate func isOfStart(_ start: AttributeRef) -> Bool {
    func isStart(_ anchor: Anchor) -> Bool { anchor == .start || anchor == .attribute(start) }
    guard case .value(let value) = value else { return false }
    switch value.unnamed {
    case .attribute(start): return true
    case .moment(let anchor): return isStart(anchor)
    case .elapsed(_, let from, .now, _): return isStart(from)
    case .attribute, .literal, .property, .count, .aggregate, .elapsed, .cycle, .presence, .named:
      return false
    }
  }
}

extension Condition {
  /// The condition as it is typed after `survival of`; nil if it is long.
  fileprivate var asked: String? {
    switch self {
    case .test(let value, .hasCome):
      if case .attribute(let date) = value.unnamed, date.name.isPlainWord { return date.name }
      return nil
    case .records(let scope, .some): return scope.asked
    case .everyone, .not, .all, .any, .test, .records, .sequence, .among, .named: return nil
    }
  }
}

extension RecordScope {
  fileprivate var asked: String? {
    guard case .events(let kinds) = source, kinds.count == 1, filter == nil, window == nil,
      kinds[0].name.isPlainWord
    else { return nil }
    return "(did \(kinds[0].name))"
  }
}

extension Anchor {
  /// For a date or first event: its name, and how it is typed after `survival of`; nil for other moments.
  fileprivate var outcome: (name: String, asked: String?)? {
    switch self {
    case .attribute(let date): return (date.name, date.name.isPlainWord ? date.name : nil)
    case .record(.first, let scope):
      guard let asked = scope.asked, case .events(let kinds) = scope.source else { return nil }
      return ("first \(kinds[0].name)", asked)
    case .start, .end, .record, .literal, .now, .property: return nil
    }
  }
}
