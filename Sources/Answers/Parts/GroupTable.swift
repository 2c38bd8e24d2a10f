internal import DataModel
internal import Plan

/// A table by groups: filtered by `having`, ordered, cut by `limit`, with its "all" row.
struct GroupTable {
  let grouping: Grouping
  let subject: Subject
  let metrics: [Measure.Measured]
  let context: Asking.Context

  /// The shown metrics, then those that only `having` and `sort by` need.
  private var asked: [Metric] {
    metrics.map(\.metric) + grouping.having.map(\.metric)
      + grouping.order.compactMap { if case .metric(let metric) = $0.key { metric } else { nil } }
  }

  /// The groups, then (where there are keys) all as one.
  func measurements(_ who: Who) -> [Measurement] {
    let condition = who.condition
    let groups = Groups(who: condition, subject: subject, keys: grouping.keys, metrics: asked)
    let all = Groups(who: condition, subject: subject, keys: [], metrics: metrics.map(\.metric))
    return [.groups(groups)] + (grouping.keys.isEmpty ? [] : [.groups(all)])
  }

  struct Row {
    /// Its row in the columns; nil for a bin that nobody is in.
    let place: Int?
    let keys: [Scalar]
    let cells: [Answer.Cell]
    let figures: [MetricFigure]
  }

  /// - Returns: the table, and how many groups `having` left out.
  func table(_ columns: [Columns]) -> (table: Answer.Table, dropped: Int) {
    guard let groups = columns.first else { return (Answer.Table(columns: []), 0) }
    let read = read(groups)
    let passing = read.filter(passes)
    let rows = shown(passing)
    let heads =
      grouping.keys.enumerated().map { index, key in
        Answer.Column(key.title, type(of: key), unit: key.unit)
      }
      + metrics.map {
        Answer.Column(
          $0.title, $0.metric.type, unit: $0.metric.unit(of: subject, money: context.catalog.slots.value))
      }
      + metrics.flatMap(\.basisColumns)
    var table = Answer.Table(
      columns: heads,
      rows: rows.map { row in
        var cells = grouping.keys.indices.map { Answer.Cell(keyCell(row.keys[$0], $0)) }
        cells += row.cells.prefix(metrics.count) + basis(row.figures)
        // A period that is not over is marked, and so are its figures.
        for key in grouping.keys.indices where isUnfinished(row.keys[key], key) {
          for cell in [key] + Array(grouping.keys.count..<cells.count) { cells[cell].isUnfinished = true }
        }
        return cells
      })
    table.hidden = passing.count - rows.count
    if columns.count > 1, !grouping.keys.isEmpty {
      let all = columns[1]
      let figures = figures(all, row: 0, metrics: metrics.map(\.metric))
      table.total = grouping.keys.map { _ in Answer.Cell(.missing) } + figures.map(\.cell) + basis(figures)
    }
    table.chart = grouping.chart
    table.shape = shape
    return (withEnds(table), read.count - passing.count)
  }

  /// With the ends of intervals, which people read beside the figures, as columns for machines.
  private func withEnds(_ table: Answer.Table) -> Answer.Table {
    var table = table
    for (index, measured) in metrics.enumerated() where measured.metric.hasInterval && !grouping.keys.isEmpty
    {
      let place = grouping.keys.count + index
      let unit = table.columns[place].unit
      func ends(_ cells: [Answer.Cell]) -> [Answer.Cell] {
        [cells[place].low, cells[place].high].map { Answer.Cell($0.map { .real($0) } ?? .missing) }
      }
      table.columns += ["low", "high"].map {
        Answer.Column("\(measured.title) \($0)", .real, unit: unit, for: .machines)
      }
      table.rows = table.rows.map { $0 + ends($0) }
      table.total = table.total.map { $0 + ends($0) }
    }
    return table
  }

  /// How many people, records or answers each figure rests on, for machines.
  private func basis(_ figures: [MetricFigure]) -> [Answer.Cell] {
    zip(metrics, figures).flatMap { $1.basisCells(of: $0.metric) }
  }

  /// All groups, in no order.
  private func read(_ groups: Columns) -> [Row] {
    let last = grouping.keys.indices.map { key in groups["key\(key)"].compactMap(\.integer).max() }
    return (0..<groups.rowCount).map { row(groups, $0, last: last) } + emptyBins(groups)
  }

  /// Periods alone are a series in time; other groups stand side by side.
  private var shape: Answer.Table.Shape? {
    let keys = grouping.keys.count
    guard keys > 0 else { return nil }
    let figures = Array(keys..<keys + metrics.count)
    if keys == 1, case .period = grouping.keys[0].cut {
      return Answer.Table.Shape(.series, keys: keys, figures: figures, isOneScale: false)
    }
    return Answer.Table.Shape(.groups, keys: keys, figures: figures, isOneScale: false)
  }

  /// The groups that are shown, in order: their keys as the backend gives them, and as people read them.
  func chosen(_ groups: Columns) -> [(keys: [Scalar], labels: [Scalar])] {
    shown(read(groups).filter { $0.place != nil && passes($0) }).compactMap { row in
      row.place.map { place in
        (
          grouping.keys.indices.map { groups["key\($0)", place] },
          grouping.keys.indices.map { keyCell(row.keys[$0], $0) }
        )
      }
    }
  }

  /// The rows of the table, in its order.
  func rows(_ groups: Columns) -> [Row] { shown(read(groups).filter(passes)) }

  private func shown(_ passing: [Row]) -> [Row] { limited(passing.sorted(by: isBefore)) }

  /// The columns that name a group.
  var heads: [Answer.Column] { grouping.keys.map { Answer.Column($0.title, type(of: $0), unit: $0.unit) } }

  /// The bins that nobody is in, so that a distribution shows its gaps: a backend gives only groups with somebody.
  private func emptyBins(_ columns: Columns) -> [Row] {
    guard grouping.keys.count == 1, case .bins(let count) = grouping.keys[0].cut, count <= 1000,
      let some = columns["key0"].firstIndex(where: { $0 != .missing }),
      let ordinal = columns["key0", some].integer, let low = columns["key0.low", some].number,
      let high = columns["key0.high", some].number, high > low
    else { return [] }
    let width = high - low
    let present = Set(columns["key0"].compactMap(\.integer))
    return (0..<count).filter { !present.contains($0) }.map { bin in
      let start = low + width * Double(bin - ordinal)
      let figures = asked.map { MetricFigure($0, context.catalog) { _ in .integer(0) } }
      let label = GroupTable.label(
        .real(start), .real(start + width), isClosed: false, grouping.keys[0].measure)
      return Row(
        place: nil, keys: [.list([label, String(bin)])], cells: figures.map(\.cell), figures: figures)
    }
  }

  private func figures(_ columns: Columns, row: Int, metrics: [Metric]) -> [MetricFigure] {
    metrics.enumerated().map { index, metric in
      MetricFigure(metric, context.catalog) { columns["m\(index).\($0)", row] }
    }
  }

  private func row(_ columns: Columns, _ row: Int, last: [Int?]) -> Row {
    let figures = figures(columns, row: row, metrics: asked)
    let keys = grouping.keys.indices.map { key -> Scalar in
      switch grouping.keys[key].cut {
      case .each where grouping.keys[key].cycle != nil:
        guard let place = columns["key\(key)", row].integer, let cycle = grouping.keys[key].cycle else {
          return .missing
        }
        return .list([cycle.label(of: place), String(cycle.order(of: place, context.catalog.weekStart))])
      case .each, .period: return columns["key\(key)", row]
      case .bins, .quantiles, .split:
        // Bins order by their ordinal; their label is made of their edges.
        guard let ordinal = columns["key\(key)", row].integer else { return .missing }
        let isSplit = if case .split = grouping.keys[key].cut { true } else { false }
        let label = GroupTable.label(
          columns["key\(key).low", row], columns["key\(key).high", row],
          isClosed: ordinal == last[key] && !isSplit, grouping.keys[key].measure)
        return .list([label, String(ordinal)])
      }
    }
    return Row(place: row, keys: keys, cells: figures.map(\.cell), figures: figures)
  }

  /// `20–<40`; the last of several groups with two ends is closed: `40–60`.
  static func label(_ low: Scalar, _ high: Scalar, isClosed: Bool, _ unit: NumberUnit?) -> String {
    func edge(_ scalar: Scalar) -> String { GroupTable.edge(scalar, unit) }
    switch (low, high) {
    case (.missing, .missing): return "all"
    case (.missing, _): return "< \(edge(high))"
    case (_, .missing): return "≥ \(edge(low))"
    case (_, _): return low == high ? edge(low) : "\(edge(low))–\(isClosed ? "" : "<")\(edge(high))"
    }
  }

  /// An edge as it is: whole, or with as many of six decimals as it has, at least two.
  private static func edge(_ scalar: Scalar, _ unit: NumberUnit?) -> String {
    guard let number = scalar.number, abs(number) < 1e9 else { return plain(scalar, unit) }
    if number == number.rounded() { return plain(.integer(Int64(number)), unit) }
    var units = Int64((number * 1e6).rounded())
    var places = 6
    while places > 2, units % 10 == 0 {
      units /= 10
      places -= 1
    }
    return plain(.decimal(units: units, places: places), unit)
  }

  private func keyCell(_ key: Scalar, _ index: Int) -> Scalar {
    if grouping.keys[index].cycle != nil, case .list(let parts) = key { return .text(parts.first ?? "") }
    switch grouping.keys[index].cut {
    case .bins, .quantiles, .split:
      if case .list(let parts) = key { return .text(parts.first ?? "") }
      return key
    case .period(let unit):
      guard case .moment(.day(let day)) = key else { return key }
      return .text(day.label(of: unit, weekStart: context.catalog.weekStart))
    case .each: return key
    }
  }

  /// Whether the key is a period that is not over, that the records' window cuts, or whose people still have time for
  /// what is measured.
  private func isUnfinished(_ key: Scalar, _ index: Int) -> Bool {
    guard case .period(let unit) = grouping.keys[index].cut, case .moment = key else { return false }
    let value = grouping.keys[index].value
    let spans = metrics.flatMap { $0.metric.spans(from: value) }
    var stretch = Stretch()
    if case .records(let scope) = subject, let window = scope.window,
      case .value(.property(let property)) = value, property.slot == .at
    {
      stretch = Stretch(wholeDaysOf: window, context.catalog.zone)
    }
    return !context.isWhole(key, unit, in: stretch, waiting: spans)
  }

  private func type(of key: GroupKey) -> ValueType {
    switch (key.cut, key.value) {
    case (.bins, _), (.quantiles, _), (.split, _), (.period, _), (.each, .value(.cycle)): .text
    case (.each, .condition): .boolean
    case (.each, .value(let value)): value.type == .list ? .text : value.type
    }
  }

  private func passes(_ row: Row) -> Bool {
    grouping.having.enumerated().allSatisfy { index, having in
      let figure = row.figures[metrics.count + index].value
      guard let order = compared(figure, having.bound) else { return false }
      return having.comparison.holds(order) != having.isNegated
    }
  }

  /// As asked by `sort by`; else groups with an order of their own by it, then larger figures first, then by value.
  /// What is missing comes last.
  private func isBefore(_ left: Row, _ right: Row) -> Bool {
    var position = metrics.count + grouping.having.count
    for order in grouping.order {
      let sides: (Scalar, Scalar)
      switch order.key {
      case .group(let key): sides = (left.keys[key], right.keys[key])
      case .metric:
        sides = (left.figures[position].value, right.figures[position].value)
        position += 1
      }
      if let first = precedes(sides.0, sides.1, descending: order.descending) { return first }
    }
    if grouping.order.isEmpty {
      for key in grouping.keys.indices where hasOwnOrder(key) {
        if let first = precedes(left.keys[key], right.keys[key], descending: false) { return first }
      }
      for key in grouping.keys.indices where (left.keys[key] == .missing) != (right.keys[key] == .missing) {
        return right.keys[key] == .missing
      }
      if let l = left.figures.first, let r = right.figures.first,
        let first = precedes(l.value, r.value, descending: true)
      {
        return first
      }
    }
    for key in grouping.keys.indices {
      if let first = precedes(left.keys[key], right.keys[key], descending: false) { return first }
    }
    return false
  }

  private func hasOwnOrder(_ key: Int) -> Bool {
    switch (grouping.keys[key].cut, grouping.keys[key].value) {
    case (.bins, _), (.quantiles, _), (.split, _), (.period, _), (.each, .condition): true
    case (.each, .value(let value)): value.type == .boolean || grouping.keys[key].cycle != nil
    }
  }

  private func precedes(_ left: Scalar, _ right: Scalar, descending: Bool) -> Bool? {
    if left == right { return nil }
    if left == .missing { return false }
    if right == .missing { return true }
    if case .list(let l) = left, case .list(let r) = right {
      let (a, b) = (Int(l.last ?? "") ?? 0, Int(r.last ?? "") ?? 0)
      return a == b ? nil : (descending ? a > b : a < b)
    }
    guard let order = compared(left, right), order != 0 else { return nil }
    return descending ? order > 0 : order < 0
  }

  /// As many groups as a screen is to show where the question does not say: five years of months.
  private static let screenful = 60

  private func limited(_ rows: [Row]) -> [Row] {
    guard let limit = grouping.limit else {
      return context.rowLimit == nil ? rows : Array(rows.prefix(GroupTable.screenful))
    }
    guard let per = grouping.limitPer else { return Array(rows.prefix(limit)) }
    var taken: [Scalar: Int] = [:]
    return rows.filter { row in
      taken[row.keys[per], default: 0] += 1
      return taken[row.keys[per], default: 0] <= limit
    }
  }
}

/// The order of two values of one kind; nil where they have none, or one is missing. Yes comes before no.
func compared(_ left: Scalar, _ right: Scalar) -> Int? {
  if let l = left.number, let r = right.number { return l == r ? 0 : (l < r ? -1 : 1) }
  switch (left, right) {
  case (.text(let l), .text(let r)): return l == r ? 0 : (l < r ? -1 : 1)
  case (.boolean(let l), .boolean(let r)): return l == r ? 0 : (l ? -1 : 1)
  case (.moment(let l), .moment(let r)):
    let order = Zone.utc.compare(l, r)
    return order
  case (_, _): return nil
  }
}

extension GroupKey {
  /// What its values measure, where groups are called by it: calendar years and per cents.
  var measure: NumberUnit? {
    guard case .value(let value) = value, let measure = value.measure else { return nil }
    return measure == .year || measure == .percent ? measure : nil
  }

  /// The unit of the column that names the groups.
  var unit: Answer.Unit { measure.map { Answer.Unit($0) } ?? .none }
}
