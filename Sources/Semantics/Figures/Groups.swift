import DataModel
import Plan
import SourceText
import Syntax

/// `by`, `having`, `sort by`, `limit` and `as` of an answer in groups.
extension Resolver {
  /// - Parameter hasShares: whether the answer has the share of each group, so that `sort by share` may sort by it.
  func grouping(_ clauses: Clauses, over place: RecordContext?, hasShares: Bool = false) -> Grouping? {
    var grouping = Grouping()
    let keys = all(clauses.by?.content ?? []) { key($0, over: place) }
    let having = all(clauses.having?.content ?? []) { self.having($0, over: place) }
    guard let keys, let having else { return nil }
    grouping.keys = keys
    grouping.having = having
    guard
      let order = all(
        clauses.sort?.content ?? [], { order($0, keys: keys, clauses, over: place, hasShares: hasShares) })
    else {
      return nil
    }
    grouping.order = order
    if let limit = clauses.limit?.content {
      guard let count = whole(limit.count, atLeast: 1) else { return nil }
      grouping.limit = count
      if let per = limit.per {
        guard let index = index(of: per, in: keys, clauses) else {
          let names = keys.map(\.title)
          return unknown(
            "`\(per.spelling)` is not one of the groups", per, near: nearest(to: per.text, among: names),
            notes: ["The groups are: \(names.joined(separator: ", "))."]
          ) { self.bare($0) }
        }
        grouping.limitPer = index
      }
    }
    if let chart = clauses.chart?.content { grouping.chart = .init(chart) }
    return grouping
  }

  /// The index of the group that a name means: as it was written in `by`, or by the attribute's own name.
  private func index(of name: Syntax.Name, in keys: [GroupKey], _ clauses: Clauses) -> Int? {
    let written = (clauses.by?.content ?? []).firstIndex { dimension in
      if case .name(let other, _, _) = dimension.kind { other.text == name.text } else { false }
    }
    return written ?? keys.firstIndex { $0.title.lowercased() == name.text }
  }

  private func key(_ tree: Dimension, over place: RecordContext?) -> GroupKey? {
    switch tree.kind {
    case .name(let name, let their, let cut): return key(name, their: their, cut, tree, over: place)
    case .period(let unit, _, let moment): return period(.init(unit), of: moment, tree, over: place)
    case .weekday(let moment): return cycle(.weekday, of: moment, tree.span, over: place)
    case .condition(let condition):
      return self.condition(condition, in: place).map { GroupKey(title: condition.canonical, .condition($0)) }
    }
  }

  private func key(
    _ name: Syntax.Name, their: Bool, _ cut: Dimension.Cut?, _ tree: Dimension, over place: RecordContext?
  ) -> GroupKey? {
    let title = their ? "their \(name.spelling)" : name.spelling
    if name.text == "weekday", !isValue(name, their: their, in: place) {
      return cycle(.weekday, of: nil, tree.span, over: place)
    }
    if cut == nil, !isValue(name, their: their, in: place) {
      if event(name) != nil || !dates(name).isEmpty || !populations(name).isEmpty || preludeEntry(name) != nil
        || definition(name)?.isCondition == true
      {
        return condition(named: name, their: their, in: place).map { GroupKey(title: title, .condition($0)) }
      }
    }
    guard let value = typed(name, their: their, in: place), let cut = self.cut(cut, of: value, tree) else {
      return nil
    }
    return GroupKey(
      title: value.value.ownName.map { their ? "their \($0)" : $0 } ?? title, .value(value.value), cut: cut)
  }

  /// Whether a name is that of a value, not a date's short name (`churned` for churned_at).
  private func isValue(_ name: Syntax.Name, their: Bool, in place: RecordContext?) -> Bool {
    if let place, !their, ownProperty(name, in: place) != nil { return true }
    if attribute(name) != nil || slot(name) != nil { return definition(name)?.isCondition != true }
    if case .value? = definition(name)?.meaning { return true }
    return false
  }

  private func cut(_ tree: Dimension.Cut?, of value: Typed, _ dimension: Dimension) -> GroupKey.Cut? {
    guard let tree else { return .each }
    guard value.type.isNumber else {
      return fail(
        .typeMismatch,
        "`\(asked(value.span))` is a \(value.type.words), and only numbers can be cut into ranges",
        at: dimension.span,
        label: "not a number")
    }
    guard isInOneCurrency(value) else { return nil }
    switch tree {
    case .bins(let count): return whole(count, atLeast: 1).map { .bins($0) }
    case .quantiles(let count): return whole(count, atLeast: 1).map { .quantiles($0) }
    case .split(let points):
      guard let numbers = all(points, { scalar($0)?.number }) else { return nil }
      return .split(Set(numbers).sorted())
    }
  }

  private func period(
    _ unit: TimeSpan.Unit, of moment: Syntax.Moment?, _ tree: Dimension, over place: RecordContext?
  ) -> GroupKey? {
    if unit == .hour {
      if let moment { return cycle(.hour, of: moment, tree.span, over: place) }
      return fail(
        .notYet, "Heed has no groups of one hour each; `hour of …` is the hour of the day", at: tree.span,
        label: "too short",
        fixes: place == nil ? [] : [.init("the hour of the day", replacing: tree.span, with: "hour of at")])
    }
    if let moment {
      if unit == .day, case .anchor(nil, let name, with: nil) = moment.kind, name.text == "week",
        dates(name).isEmpty
      {
        return cycle(.weekday, of: nil, tree.span, over: place)
      }
      return anchor(moment, in: place).map {
        GroupKey(title: "\(unit.rawValue) of \(asked(moment.span))", .value($0.asValue), cut: .period(unit))
      }
    }
    guard place != nil else {
      return fail(
        .ambiguous, "The \(unit.rawValue) of what?", at: tree.span, label: "\(unit.rawValue) of …?",
        fixes: startName.map {
          [.init("of the start", replacing: tree.span, with: "\(asked(tree.span)) of \($0)")]
        } ?? [])
    }
    return GroupKey(
      title: unit.rawValue, .value(.property(PropertyRef("at", .at, .timestamp))), cut: .period(unit))
  }

  /// By weekday, or hour, of a moment; without one, of the records' own time.
  private func cycle(
    _ cycle: Cycle, of moment: Syntax.Moment?, _ span: SourceSpan, over place: RecordContext?
  ) -> GroupKey? {
    if let moment {
      return anchor(moment, in: place).map {
        GroupKey(title: "\(cycle.rawValue) of \(asked(moment.span))", .value(.cycle(cycle, of: $0)))
      }
    }
    guard place != nil else {
      return fail(
        .ambiguous, "The \(cycle.rawValue) of what?", at: span, label: "\(cycle.rawValue) of …?",
        fixes: startName.map {
          [.init("of the start", replacing: span, with: "\(cycle.rawValue) of \($0)")]
        } ?? [])
    }
    return GroupKey(
      title: cycle.rawValue, .value(.cycle(cycle, of: .property(PropertyRef("at", .at, .timestamp)))))
  }

  private func having(_ tree: Syntax.Having, over place: RecordContext?) -> Grouping.Having? {
    guard let metric = metric(tree.value, over: place) else { return nil }
    let left = Typed(value: .literal(.real(0)), type: .real, span: tree.value.span)
    guard let right = right(tree.literal, for: left, in: nil) else { return nil }
    guard case .value(.literal(let bound)) = right else {
      return fail(.typeMismatch, "This must be a number", at: tree.literal.span, label: "not a number")
    }
    let (comparison, isNegated) = Plan.Comparison.of(tree.comparison)
    return Grouping.Having(metric, comparison, isNegated: isNegated, bound)
  }

  private func order(
    _ tree: SortKey, keys: [GroupKey], _ clauses: Clauses, over place: RecordContext?, hasShares: Bool
  ) -> Grouping.GroupOrder? {
    if case .name(let name, _) = tree.value.kind {
      if let index = index(of: name, in: keys, clauses) {
        return .init(.group(index), descending: tree.descending)
      }
      if hasShares, name.text == "share", definition(name) == nil {
        return .init(.share, descending: tree.descending)
      }
    }
    return metric(tree.value, over: place).map { .init(.metric($0), descending: tree.descending) }
  }

  /// A value to show or to sort people by, titled as it was written.
  func shown(_ tree: Syntax.Value) -> Segment.Shown? {
    typed(tree, in: nil).map { Segment.Shown($0.value.ownName ?? tree.canonical, $0.value) }
  }
}

extension Plan.Value {
  /// The spelling of a named value in the catalog or in its definition.
  fileprivate var ownName: String? {
    switch self {
    case .attribute(let attribute): attribute.name
    case .property(let property): property.name
    case .named(let name, _): name
    case .literal, .count, .aggregate, .moment, .elapsed, .cycle, .presence: nil
    }
  }
}

extension Anchor {
  fileprivate var asValue: Plan.Value {
    switch self {
    case .attribute(let attribute): .attribute(attribute)
    case .property(let property): .property(property)
    case .literal, .now, .start, .end, .record: .moment(self)
    }
  }
}

extension Answer.Table.Chart {
  init(_ tree: Syntax.Chart) {
    switch tree {
    case .bar: self = .bar
    case .line: self = .line
    case .table: self = .table
    case .heatmap: self = .heatmap
    }
  }
}
