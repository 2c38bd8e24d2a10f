internal import DataModel
internal import Plan

/// The groups of an answer over time: which are shown, in which order, and the part of the reply that belongs to each.
/// Without keys there is a single group without labels.
struct TimeGroups {
  let grouping: Grouping
  let context: QueryRunner.Context

  private var table: GroupTable {
    GroupTable(
      grouping: grouping, subject: .people, metrics: [Measure.Measured("count", .count)], context: context)
  }

  /// How many periods a screen lists: two years of months, about half a year of weeks.
  static let screenful = 24

  /// How many of this many periods are listed: all for machines or if the question sets a limit, otherwise the newest.
  func listed(of periods: Int) -> Int {
    let isAskedFor = grouping.limit != nil && !isGrouped
    return context.rowLimit == nil || isAskedFor ? periods : min(periods, TimeGroups.screenful)
  }

  /// The note that says that not all periods are listed, and how to see them; nil if all are.
  func note(ofPeriods periods: Int, _ unit: TimeSpan.Unit) -> String? {
    let listed = listed(of: periods)
    guard listed < periods else { return nil }
    let all = isGrouped ? "`export … to \"all.csv\"` writes all" : "`limit \(periods)` lists all"
    return "The newest \(listed) of \(grouped(periods)) \(unit.rawValue)s are listed; \(all)."
  }

  var isGrouped: Bool { !grouping.keys.isEmpty }
  var heads: [Answer.Column] { isGrouped ? table.heads : [] }

  /// Requests the size of each group, to choose which ones to show; nil if there are no keys.
  func ask(_ who: Who, in batch: inout Batch) -> Asked<Groups>? {
    isGrouped ? table.askGroups(who, in: &batch).groups : nil
  }

  struct Group<Part> {
    let labels: [Scalar]
    let parts: [Part]
    /// The conditions that are together true of the people in it.
    var conditions: [Condition] = []
    /// `plan is pro`; empty without keys.
    var words = ""
    /// The indices of labels that are periods which are not over or which the window cuts.
    var unfinished: Set<Int> = []

    var cells: [Answer.Cell] {
      labels.enumerated().map { index, label in
        var cell = Answer.Cell(label)
        cell.isUnfinished = unfinished.contains(index)
        return cell
      }
    }
    var title: String { labels.map { $0 == .missing ? "(missing)" : plain($0) }.joined(separator: ", ") }

    /// The condition of the people of `who` in this group.
    func people(of who: Who) -> Condition { .conjunction([who.condition] + conditions) }

    /// The same group with other parts.
    func with<Other>(_ parts: [Other]) -> Group<Other> {
      Group<Other>(
        labels: labels, parts: parts, conditions: conditions, words: words, unfinished: unfinished)
    }
  }

  /// - Parameters:
  ///   - sizes: the reply to `ask`; nil without keys.
  ///   - stretch: the days asked for; periods that reach beyond them or are not over are marked. Nil marks none.
  ///   - spans: spans that may still be running after the last day of a period.
  func groups<Part>(
    _ found: [Grouped<Part>], sizes: Groups.Reply?, in stretch: Stretch? = nil, waiting spans: [TimeSpan] = []
  ) -> [Group<Part>] {
    guard let sizes else { return [Group(labels: [], parts: found.first?.parts ?? [])] }
    let names = GroupNames(grouping.keys, of: found.map(\.keys), context.catalog)
    let parts = Dictionary(found.map { ($0.keys, $0.parts) }) { first, _ in first }
    return table.chosen(sizes).map { chosen in
      var group = Group(
        labels: chosen.labels, parts: parts[chosen.keys] ?? [], conditions: names.conditions(chosen.keys),
        words: names.words(chosen.keys))
      guard let stretch else { return group }
      for (index, key) in grouping.keys.enumerated()
      where context.isUnfinished(chosen.keys[index], of: key, in: stretch, waiting: spans) {
        group.unfinished.insert(index)
      }
      return group
    }
  }

  /// Notes on groups that overlap, and on groups left out.
  func notes<Part>(of groups: [Group<Part>], sizes: Groups.Reply?) -> [String] {
    guard isGrouped else { return [] }
    var notes = grouping.keys.compactMap { key -> String? in
      guard case .value(let value) = key.value, value.type == .list else { return nil }
      return "People with several values of \(key.title) count in each of them, so the groups do not add up."
    }
    let left = (sizes?.rows.count ?? groups.count) - groups.count
    if left > 0 { notes.append("\(counted(left, "more group is", "more groups are")) not shown.") }
    return notes
  }
}

extension QueryRunner.Context {
  /// The label of a period: `2025-W26`.
  func label(of period: Day, _ unit: TimeSpan.Unit) -> String {
    period.label(of: unit, weekStart: catalog.weekStart)
  }

  /// Whether a group's value of a key is a calendar period that is not whole.
  func isUnfinished(
    _ value: KeyValue, of key: GroupKey, in stretch: Stretch, waiting spans: [TimeSpan]
  ) -> Bool {
    guard case .period(let unit) = key.cut, case .period(let day) = value else { return false }
    return !isWhole(day, unit, in: stretch, waiting: spans)
  }

  /// Whether a period lies wholly in the days asked for, is over, and so are the spans that run on after its last day.
  func isWhole(
    _ day: Day, _ unit: TimeSpan.Unit, in stretch: Stretch, waiting spans: [TimeSpan] = []
  ) -> Bool {
    guard let clock = catalog.clock else { return false }
    let last = day.adding(TimeSpan(1, unit)).adding(days: -1)
    let isThrough = spans.allSatisfy { span in
      clock.isOver(span.unit == .hour ? last.adding(days: (span.count + 23) / 24) : last.adding(span))
    }
    return isThrough && clock.isOver(last) && day >= stretch.first ?? day && last <= stretch.last ?? last
  }
}

extension Stretch {
  /// The days that lie wholly in a window; an end that differs between people is left open.
  init(wholeDaysOf window: Window, _ zone: Zone) {
    self.init(
      first: window.lower?.day(isLower: true, wholly: true, zone),
      last: window.upper?.day(isLower: false, wholly: true, zone))
  }
}

extension Window.Edge {
  /// The first local day of a window with this lower edge, or the last one with this upper edge; nil where that is not the
  /// same for all people.
  ///
  /// - Parameter wholly: whether the day must lie in the window as a whole, or only a part of it.
  func day(isLower: Bool, wholly: Bool, _ zone: Zone) -> Day? {
    switch self {
    case .day(.literal(let moment), let span): return zone.day(of: moment).adding(span)
    case .moment(.literal(.day(let day)), let inclusive):
      return inclusive ? day : day.adding(days: isLower ? 1 : -1)
    case .moment(.literal(.instant(let instant)), _):
      let day = zone.day(of: instant)
      if !wholly || isLower && zone.start(of: day) == instant { return day }
      return day.adding(days: isLower ? 1 : -1)
    case .moment, .day, .moved: return nil
    }
  }
}
