internal import DataModel
internal import SourceText

/// The finding of an answer as a sentence: `Pro has the highest rate of churned: 42.9%, against 14.0%–25.5% elsewhere`. It is
/// read off the first table that can be drawn, and says no more than the intervals do: a group is called the highest only if
/// its 95% interval ends above that of every other group. Groups of fewer than 30 people and times that are not over are left out.
struct Takeaway {
  let figures: FigureText

  /// Nil if the shape of no table gives a finding.
  func sentence(_ answer: Answer) -> String? {
    for table in answer.tables {
      guard let shape = table.shape else { continue }
      return switch shape.kind {
      case .groups: groups(table, shape)
      case .series: series(table, shape)
      case .steps: steps(table)
      case .differences: difference(table)
      case .curve, .grid: nil
      }
    }
    return nil
  }

  /// A figure of a row with the name of the row.
  private struct Point {
    var label: String
    var mark: Picture.Mark
    var figure: String
    /// The ends of its interval; the figure itself if it has none.
    var low: Double { mark.low ?? mark.value }
    var high: Double { mark.high ?? mark.value }
  }

  private func points(_ table: Answer.Table, _ shape: Answer.Table.Shape, _ index: Int) -> [Point] {
    (table.earlier + table.rows).compactMap { row in
      guard row.indices.contains(index), let mark = Picture.Mark(row[index]), !mark.isSmall,
        !mark.isUnfinished,
        row.prefix(shape.keys).contains(where: { $0.value != .missing })
      else { return nil }
      return Point(
        label: table.label(of: row, 0..<shape.keys, figures), mark: mark,
        figure: figures.text(row[index], table.columns[index], missing: "").figure)
    }
  }

  // MARK: Groups

  private func groups(_ table: Answer.Table, _ shape: Answer.Table.Shape) -> String? {
    let drawn = shape.figures.filter(table.columns.indices.contains)
    let withInterval = drawn.first { index in
      table.rows.contains { $0.indices.contains(index) && $0[index].low != nil }
    }
    guard let index = withInterval ?? drawn.first, table.hidden == 0 else { return nil }
    let points = points(table, shape, index).sorted { $0.mark.value > $1.mark.value }
    guard let top = points.first, let bottom = points.last, points.count > 1 else { return nil }
    let column = table.columns[index]
    guard withInterval != nil else { return largest(top, table, index) }
    let name = name(column)
    if top.low > points[1].high {
      return "\(top.label) has the highest \(name): \(top.figure), against \(range(points.dropFirst()))"
    }
    if bottom.high < points[points.count - 2].low {
      return "\(bottom.label) has the lowest \(name): \(bottom.figure), against \(range(points.dropLast()))"
    }
    if top.low > bottom.high {
      return "\(name) runs from \(bottom.figure) (\(bottom.label)) to \(top.figure) (\(top.label))"
    }
    return "No clear difference in \(name): \(bottom.figure) to \(top.figure), and the intervals overlap"
  }

  private func name(_ column: Answer.Column) -> String { Takeaway.name(column.name) }

  /// The name of a figure in a sentence: initials are capitals.
  static func name(_ title: String) -> String {
    switch title {
    case "nps", "csat", "ces": title.uppercased()
    case "share of group": "share"
    case _: printable(title)
    }
  }

  /// `14.0%–25.5% elsewhere`; a single other group is named.
  private func range(_ others: ArraySlice<Point>) -> String {
    guard let most = others.first, let least = others.last else { return "" }
    if others.count == 1 { return "\(most.figure) for \(most.label)" }
    let link = least.mark.value < 0 ? " to " : "–"
    return least.figure == most.figure
      ? "\(most.figure) elsewhere" : "\(least.figure)\(link)\(most.figure) elsewhere"
  }

  /// The largest of groups that are only counted.
  private func largest(_ top: Point, _ table: Answer.Table, _ index: Int) -> String? {
    let unit = table.columns[index].unit
    guard unit == .people || unit == .records, let all = table.total?[index].value.number, all > 0,
      table.rows.count(where: { $0[index].value.number == top.mark.value }) == 1
    else { return nil }
    let share = fixed(100 * top.mark.value / all, 1)
    return "\(top.label) is the largest group: \(top.figure) of \(figures.end(all, unit)) (\(share)%)"
  }

  // MARK: Time and steps

  /// The first and the last period that are over. What is only counted is given without a judgement.
  private func series(_ table: Answer.Table, _ shape: Answer.Table.Shape) -> String? {
    guard shape.keys == 1, shape.figures.count == 1, let index = shape.figures.first else { return nil }
    let points = points(table, shape, index)
    guard let first = points.first, let last = points.last, points.count > 1 else { return nil }
    let name = name(table.columns[index])
    let course = "from \(first.figure) in \(first.label) to \(last.figure) in \(last.label)"
    guard first.mark.hasInterval, last.mark.hasInterval else { return "\(name) went \(course)" }
    if last.low > first.high { return "\(name) rose \(course)" }
    if last.high < first.low { return "\(name) fell \(course)" }
    return "No clear change in \(name): \(course), and the intervals overlap"
  }

  /// The step at which most people are lost.
  private func steps(_ table: Answer.Table) -> String? {
    let groups = Picture.pictures(of: table, figures).compactMap { picture -> Picture.Steps? in
      if case .steps(let steps) = picture { steps } else { nil }
    }
    guard groups.count == 1, let steps = groups.first?.steps, steps.count > 1 else { return nil }
    let losses = zip(steps, steps.dropFirst()).map { before, after in
      (before: before, after: after, lost: before.people - before.pending - after.people)
    }
    guard let most = losses.max(by: { $0.lost < $1.lost }), most.lost > 0, most.before.people >= 30 else {
      return nil
    }
    let share = fixed(100 * Double(most.lost) / Double(most.before.people), 1)
    return "The largest loss is between \(most.before.label) and \(most.after.label): "
      + "\(grouped(most.lost)) of \(grouped(most.before.people)) (\(share)%)"
  }

  // MARK: Differences

  /// The first row, if its difference is more than chance after the correction for the number of tests.
  private func difference(_ table: Answer.Table) -> String? {
    func place(_ name: String) -> Int? { table.columns.firstIndex { $0.name == name } }
    guard let row = table.rows.first, let q = place("q"), let with = place("with"),
      let without = place("without"),
      let chance = row[q].value.number, chance < 0.05
    else { return nil }
    func figure(_ index: Int) -> String {
      figures.text(row[index], table.columns[index], missing: "–").figure
    }
    let what =
      "\(table.label(of: row, 0..<1, figures)) (\(figure(with)) of them, \(figure(without)) of the others)"
    return "\(table.title.map(printable) ?? "Goes with it") most: \(what)"
  }
}
