internal import DataModel
internal import Plan

/// The groups of an answer over time: which are shown, in which order, with their parts of a reply. Without keys there is
/// one group without labels.
struct TimeGroups {
  let grouping: Grouping
  let context: QueryRunner.Context

  private var table: GroupTable {
    GroupTable(
      grouping: grouping, subject: .people, metrics: [Measure.Measured("count", .count)], context: context)
  }

  /// As many periods as a screen lists: two years of months, half a year of weeks.
  static let screenful = 24

  /// How many of so many periods are listed: a screen takes the newest; what is asked for, all.
  func listed(of periods: Int) -> Int {
    let isAskedFor = grouping.limit != nil && !isGrouped
    return context.rowLimit == nil || isAskedFor ? periods : min(periods, TimeGroups.screenful)
  }

  /// Says that not all are listed, and how to see them.
  func note(ofPeriods periods: Int, _ unit: TimeSpan.Unit) -> String? {
    let listed = listed(of: periods)
    guard listed < periods else { return nil }
    let all = isGrouped ? "`export … to \"all.csv\"` writes all" : "`limit \(periods)` lists all"
    return "The newest \(listed) of \(grouped(periods)) \(unit.rawValue)s are listed; \(all)."
  }

  var isGrouped: Bool { !grouping.keys.isEmpty }
  var heads: [Answer.Column] { isGrouped ? table.heads : [] }

  /// Who is in which group, to choose among them; nil where there is one group.
  func ask(_ who: Who, in batch: inout Batch) -> Asked<Groups>? {
    isGrouped ? table.askGroups(who, in: &batch).groups : nil
  }

  struct Group<Part> {
    let labels: [Scalar]
    let parts: [Part]
    /// Whoever is in it, by all keys.
    var conditions: [Condition] = []
    /// `plan is pro`; empty without keys.
    var words = ""
    /// Which labels are periods that are not over, or that the window cuts.
    var unfinished: Set<Int> = []

    var cells: [Answer.Cell] {
      labels.enumerated().map { index, label in
        var cell = Answer.Cell(label)
        cell.isUnfinished = unfinished.contains(index)
        return cell
      }
    }
    var title: String { labels.map { $0 == .missing ? "(missing)" : plain($0) }.joined(separator: ", ") }

    /// Those of some people who are in it.
    func people(of who: Who) -> Condition { .conjunction([who.condition] + conditions) }

    /// The same group under other parts.
    func with<Other>(_ parts: [Other]) -> Group<Other> {
      Group<Other>(
        labels: labels, parts: parts, conditions: conditions, words: words, unfinished: unfinished)
    }
  }

  /// - Parameters:
  ///   - sizes: the groups with their people, for those that choose among them; nil without keys.
  ///   - stretch: marks the periods that do not lie in it, or are not over; nil marks none.
  ///   - spans: lengths of time that may run on from a period's last day.
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
      for (index, key) in grouping.keys.enumerated() {
        guard case .period(let unit) = key.cut, case .period(let day) = chosen.keys[index] else { continue }
        if !context.isWhole(day, unit, in: stretch, waiting: spans) { group.unfinished.insert(index) }
      }
      return group
    }
  }

  /// What follows from the groups themselves.
  func notes<Part>(of groups: [Group<Part>], sizes: Groups.Reply?) -> [String] {
    guard isGrouped else { return [] }
    var notes = grouping.keys.compactMap { key -> String? in
      guard case .value(let value) = key.value, value.type == .list else { return nil }
      return "Somebody with several values of \(key.title) counts in each of them: the groups do not add up."
    }
    let left = (sizes?.rows.count ?? groups.count) - groups.count
    if left > 0 { notes.append("\(left) more group\(left == 1 ? "" : "s") are not shown.") }
    return notes
  }
}

extension QueryRunner.Context {
  /// How a period is called: `2025-W26`.
  func label(of period: Day, _ unit: TimeSpan.Unit) -> String {
    period.label(of: unit, weekStart: catalog.weekStart)
  }

  /// Whether a period lies wholly in what was asked for and has passed, and so have the lengths of time that may run on
  /// from its last day.
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
  /// The days that lie wholly in a window; open where its ends hang on people.
  init(wholeDaysOf window: Window, _ zone: Zone) {
    self.init()
    func edge(_ edge: Window.Edge?, isLower: Bool) -> Day? {
      switch edge {
      case .day(.literal(let moment), let span): return zone.day(of: moment).adding(span)
      case .moment(.literal(.day(let day)), let inclusive):
        return inclusive ? day : day.adding(days: isLower ? 1 : -1)
      case .moment(.literal(.instant(let instant)), _):
        let day = zone.day(of: instant)
        return isLower ? (zone.start(of: day) == instant ? day : day.adding(days: 1)) : day.adding(days: -1)
      case .moment, .day, .moved, nil: return nil
      }
    }
    (first, last) = (edge(window.lower, isLower: true), edge(window.upper, isLower: false))
  }
}
