internal import DataModel
internal import Plan

/// The groups of an answer over time: which are shown, in which order, and where their rows stand. Without keys there is
/// one group without labels.
struct TimeGroups {
  let grouping: Grouping
  let context: Asking.Context

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

  /// Who is in which group, to choose among them.
  func measurements(_ who: Who) -> [Measurement] {
    isGrouped ? Array(table.measurements(who).prefix(1)) : []
  }

  /// A group and the rows of a measurement that are its own.
  struct Group {
    let labels: [Scalar]
    let rows: [Int]
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
  }

  /// - Parameters:
  ///   - sizes: the groups with their people as `m0.n`, for those that choose among them.
  ///   - stretch: marks the periods that do not lie in it, or are not over; nil marks none.
  ///   - spans: lengths of time that may run on from a period's last day.
  func groups(
    _ columns: Columns, sizes: Columns?, in stretch: Stretch? = nil, waiting spans: [TimeSpan] = []
  ) -> [Group] {
    guard isGrouped else { return [Group(labels: [], rows: Array(0..<columns.rowCount))] }
    let keys = grouping.keys.indices.map { columns["key\($0)"] }
    var rows: [[Scalar]: [Int]] = [:]
    for row in 0..<columns.rowCount { rows[keys.map { $0[row] }, default: []].append(row) }
    return table.chosen(sizes ?? columns).map { chosen in
      var group = Group(labels: chosen.labels, rows: rows[chosen.keys] ?? [])
      guard let stretch else { return group }
      for (index, key) in grouping.keys.enumerated() {
        guard case .period(let unit) = key.cut, case .moment = chosen.keys[index] else { continue }
        if !context.isWhole(chosen.keys[index], unit, in: stretch, waiting: spans) {
          group.unfinished.insert(index)
        }
      }
      return group
    }
  }

  /// What follows from the groups themselves.
  func notes(of groups: [Group], sizes: Columns?) -> [String] {
    guard isGrouped else { return [] }
    var notes = grouping.keys.compactMap { key -> String? in
      guard case .value(let value) = key.value, value.type == .list else { return nil }
      return "Somebody with several values of \(key.title) counts in each of them: the groups do not add up."
    }
    let left = (sizes?.rowCount ?? groups.count) - groups.count
    if left > 0 { notes.append("\(left) more group\(left == 1 ? "" : "s") are not shown.") }
    return notes
  }
}

extension Asking.Context {
  /// How a period is called: `2025-W26`.
  func label(of period: Scalar, _ unit: TimeSpan.Unit) -> String {
    guard case .moment(.day(let day)) = period else { return "" }
    return day.label(of: unit, weekStart: catalog.weekStart)
  }

  /// Whether a period lies wholly in what was asked for and has passed, and so have the lengths of time that may run on
  /// from its last day.
  func isWhole(
    _ period: Scalar, _ unit: TimeSpan.Unit, in stretch: Stretch, waiting spans: [TimeSpan] = []
  ) -> Bool {
    guard case .moment(.day(let day)) = period, let clock = catalog.clock else { return false }
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
