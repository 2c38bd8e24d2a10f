internal import DataModel
internal import Plan
internal import Statistics

/// A table with one row per group: filtered by `having`, sorted, cut by `limit`, with a row for all.
struct GroupTable {
  let grouping: Grouping
  let subject: Subject
  let metrics: [Measure.Measured]
  let context: QueryRunner.Context
  /// How many people of the population are in each group, counted or not; nil if groups have no share.
  var populations: GroupPopulations?

  /// The metrics shown, then those that only `having` and `sort by` need.
  private var asked: [Metric] {
    metrics.map(\.metric) + grouping.having.map(\.metric)
      + grouping.order.compactMap { if case .metric(let metric) = $0.key { metric } else { nil } }
  }

  /// Requests for the groups and, if there are keys, for everybody as one group.
  struct Asked {
    let groups: Plan.Asked<Groups>
    let all: Plan.Asked<Groups>?
  }

  func ask(_ who: Who, in batch: inout Batch) -> Asked {
    let groups = askGroups(who, in: &batch).groups
    let all = Groups(who: who.condition, subject: subject, metrics: metrics.map(\.metric))
    return Asked(groups: groups, all: grouping.keys.isEmpty ? nil : batch.add(all))
  }

  /// Requests the groups only, for a table without a row for all.
  func askGroups(_ who: Who, in batch: inout Batch) -> Asked {
    let groups = Groups(who: who.condition, subject: subject, keys: grouping.keys, metrics: asked)
    return Asked(groups: batch.add(groups), all: nil)
  }

  /// The figures of everybody as one group; amounts in several currencies have none.
  func whole(_ asked: Asked, _ replies: Replies) -> [MetricFigure] {
    let row = (replies[asked.all] ?? replies[asked.groups]).rows.first
    let whole = row.map { figures($0.figures, of: metrics.map(\.metric)) } ?? []
    return zip(metrics, whole).map { $0.metric.mixesCurrencies ? MetricFigure() : $1 }
  }

  struct Row {
    let keys: [KeyValue]
    let labels: [Scalar]
    /// The values that the row is sorted by, one per key.
    let places: [Scalar]
    let figures: [MetricFigure]
    /// Whether it is a bin that nobody is in.
    var isEmpty = false
  }

  /// - Parameter who: the people whose groups the rows open into; nil if rows do not open.
  /// - Returns: the table, and how many groups `having` left out.
  func table(_ asked: Asked, _ replies: Replies, opening who: Who?) -> (table: Draft.Table, dropped: Int) {
    let groups = replies[asked.groups]
    let names = names(of: groups)
    let read = read(groups, names)
    let passing = read.filter(passes)
    let rows = shown(passing)
    var table = Draft.Table(
      columns: heads
        + metrics.map {
          Answer.Column(
            $0.title, $0.metric.type, unit: $0.metric.unit(of: subject, money: context.catalog.slots.value))
        } + metrics.flatMap(\.basisColumns),
      rows: rows.map { row in
        Draft.Row(cells(row), opens: row.isEmpty ? [] : who.map { drillDowns(row, names, $0) } ?? [])
      })
    table.hidden = passing.count - rows.count
    if asked.all != nil {
      let figures = whole(asked, replies)
      table.total = heads.map { _ in Answer.Cell(.missing) } + figures.map(\.cell) + basis(figures)
    }
    table.chart = grouping.chart
    table.shape = shape
    table = withEnds(table)
    if let populations { populations.addShares(to: &table, of: rows) }
    return (table, read.count - passing.count)
  }

  private func cells(_ row: Row) -> [Answer.Cell] {
    var cells = row.labels.map { Answer.Cell($0) }
    cells += row.figures.prefix(metrics.count).map(\.cell) + basis(row.figures)
    // A period that is not over is marked as unfinished, and so are its figures.
    for key in grouping.keys.indices where isUnfinished(row.keys[key], key) {
      for cell in [key] + Array(grouping.keys.count..<cells.count) { cells[cell].isUnfinished = true }
    }
    return cells
  }

  /// Adds the ends of intervals as columns for machines; people read them beside the figures.
  private func withEnds(_ table: Draft.Table) -> Draft.Table {
    var table = table
    for (index, measured) in metrics.enumerated() where measured.metric.hasInterval && !grouping.keys.isEmpty
    {
      let place = grouping.keys.count + index
      let unit = table.columns[place].unit
      func ends(_ cells: [Answer.Cell]) -> [Answer.Cell] {
        [Answer.Cell(cells[place].low), Answer.Cell(cells[place].high)]
      }
      table.columns += ["low", "high"].map {
        Answer.Column("\(measured.title) \($0)", .real, unit: unit, for: .machines)
      }
      for row in table.rows.indices { table.rows[row].cells += ends(table.rows[row].cells) }
      table.total = table.total.map { $0 + ends($0) }
    }
    return table
  }

  /// How many people, records or answers each figure is based on, for machines.
  private func basis(_ figures: [MetricFigure]) -> [Answer.Cell] {
    zip(metrics, figures).flatMap { $1.basisCells(of: $0.metric) }
  }

  private func names(of groups: Groups.Reply) -> GroupNames {
    GroupNames(grouping.keys, of: groups.rows.map(\.keys), context.catalog)
  }

  /// All groups, unsorted.
  private func read(_ groups: Groups.Reply, _ names: GroupNames) -> [Row] {
    groups.rows.map { row in
      Row(
        keys: row.keys, labels: names.labels(row.keys),
        places: row.keys.enumerated().map { place(of: $1, key: $0) },
        figures: figures(row.figures, of: asked))
    } + emptyBins(groups)
  }

  /// The value that a key sorts by: the number of a bin, the position of a weekday.
  private func place(of value: KeyValue, key: Int) -> Scalar {
    if case .band(let ordinal, _, _) = value { return Scalar(ordinal) }
    guard let cycle = grouping.keys[key].cycle, let place = value.scalar.integer else { return value.scalar }
    return Scalar(cycle.order(of: place, context.catalog.weekStart))
  }

  private func figures(_ results: [MetricResult], of metrics: [Metric]) -> [MetricFigure] {
    zip(metrics, results).map { MetricFigure($0, context.catalog, $1) }
  }

  /// How to draw it: a single key of periods is a time series, anything else is groups.
  private var shape: Answer.Table.Shape? {
    let keys = grouping.keys.count
    guard keys > 0 else { return nil }
    let figures = Array(keys..<keys + metrics.count)
    if keys == 1, case .period = grouping.keys[0].cut {
      return Answer.Table.Shape(.series, keys: keys, figures: figures, isOneScale: false)
    }
    return Answer.Table.Shape(.groups, keys: keys, figures: figures, isOneScale: false)
  }

  /// The groups shown, sorted, without empty bins.
  func chosen(_ groups: Groups.Reply) -> [Row] {
    shown(read(groups, names(of: groups)).filter { !$0.isEmpty && passes($0) })
  }

  private func shown(_ passing: [Row]) -> [Row] { limited(passing.sorted(by: isBefore)) }

  /// The columns that name a group.
  var heads: [Answer.Column] { grouping.keys.map { Answer.Column($0.title, type(of: $0), unit: $0.unit) } }

  /// Rows for empty bins, so that a distribution shows its gaps; a backend returns only groups with somebody in them.
  private func emptyBins(_ groups: Groups.Reply) -> [Row] {
    guard grouping.keys.count == 1, case .bins(let count) = grouping.keys[0].cut, count <= 1000 else {
      return []
    }
    let bins = groups.rows.compactMap { row -> (ordinal: Int, low: Double?, high: Double?)? in
      if case .band(let ordinal, let low, let high)? = row.keys.first { (ordinal, low, high) } else { nil }
    }
    guard let some = bins.first, let low = some.low, let high = some.high, high > low else { return [] }
    let width = high - low
    let present = Set(bins.map(\.ordinal))
    return (0..<count).filter { !present.contains($0) }.map { bin in
      let start = low + width * Double(bin - some.ordinal)
      return Row(
        keys: [.band(bin, low: start, high: start + width)],
        labels: [
          .text(GroupNames.band(start, start + width, isClosed: false, grouping.keys[0].measure))
        ],
        places: [Scalar(bin)], figures: asked.map { MetricFigure($0, context.catalog, .nothing(of: $0)) },
        isEmpty: true)
    }
  }

  /// Whether the key is a period that is not over, that the window of the records cuts, or whose people still have time
  /// for what is measured.
  private func isUnfinished(_ value: KeyValue, _ index: Int) -> Bool {
    let key = grouping.keys[index]
    let spans = metrics.flatMap { $0.metric.spans(from: key.value) }
    var stretch = Stretch()
    if case .records(let scope) = subject, let window = scope.window,
      case .value(.property(let property)) = key.value, property.slot == .at
    {
      stretch = Stretch(wholeDaysOf: window, context.catalog.zone)
    }
    return context.isUnfinished(value, of: key, in: stretch, waiting: spans)
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

  /// The order of two rows: as `sort by` says; otherwise by keys that have an order of their own (periods, bins), then larger
  /// figures first, then by value. Missing values come last.
  private func isBefore(_ left: Row, _ right: Row) -> Bool {
    var position = metrics.count + grouping.having.count
    for order in grouping.order {
      let sides: (Scalar, Scalar)
      switch order.key {
      case .group(let key): sides = (left.places[key], right.places[key])
      case .metric:
        sides = (left.figures[position].value, right.figures[position].value)
        position += 1
      case .share: sides = (share(left), share(right))
      }
      if let first = precedes(sides.0, sides.1, descending: order.descending) { return first }
    }
    if grouping.order.isEmpty {
      for key in grouping.keys.indices where hasOwnOrder(key) {
        if let first = precedes(left.places[key], right.places[key], descending: false) { return first }
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
      if let first = precedes(left.places[key], right.places[key], descending: false) { return first }
    }
    return false
  }

  private func share(_ row: Row) -> Scalar {
    Scalar(populations?.share(of: row.figures.first?.value.integer ?? 0, in: row.keys)?.value)
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
    guard let order = compared(left, right), order != 0 else { return nil }
    return descending ? order > 0 : order < 0
  }

  /// How many groups a screen shows if the question sets no limit: five years of months.
  private static let screenful = 60

  private func limited(_ rows: [Row]) -> [Row] {
    guard let limit = grouping.limit else {
      return context.rowLimit == nil ? rows : Array(rows.prefix(GroupTable.screenful))
    }
    guard let per = grouping.limitPer else { return Array(rows.prefix(limit)) }
    var taken: [Scalar: Int] = [:]
    return rows.filter { row in
      taken[row.places[per], default: 0] += 1
      return taken[row.places[per], default: 0] <= limit
    }
  }
}

/// Negative, zero or positive as `left` comes before, with or after `right`; nil if they are of different kinds or one is
/// missing. Yes comes before no.
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
