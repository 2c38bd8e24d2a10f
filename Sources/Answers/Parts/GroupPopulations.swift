internal import DataModel
internal import Plan
internal import Statistics

/// How many people of the population are in each group of a `count`, so that each count can be shown as a share of its group: of
/// the 322 sellers on pro, 138 churned.
struct GroupPopulations {
  private let people: [[KeyValue]: Int]
  private let all: Int

  struct Asked {
    fileprivate let groups: Plan.Asked<Groups>

    init(_ question: Count, in batch: inout Batch) {
      groups = batch.add(
        Groups(who: question.who.population.condition, keys: question.grouping.keys, metrics: [.count]))
    }
  }

  /// - Parameter all: how many people the population has.
  init(_ asked: Asked, _ replies: Replies, of all: Int) {
    self.all = all
    people = Dictionary(
      replies[asked.groups].rows.map { ($0.keys, $0.figures.first?.n ?? 0) },
      uniquingKeysWith: { first, _ in first })
  }

  func share(of hits: Int, in keys: [KeyValue]) -> Share? { Share(hits, of: people[keys] ?? 0) }

  /// Adds a column with each group's share and its interval, and for machines the ends of the interval and the people in the
  /// group. The share is drawn beside the count.
  func addShares(to table: inout Draft.Table, of rows: [GroupTable.Row]) {
    let column = table.columns.count
    table.shape?.figures.append(column)
    table.columns += [
      Answer.Column("share of group", .real, unit: .share),
      Answer.Column("share of group low", .real, unit: .share, for: .machines),
      Answer.Column("share of group high", .real, unit: .share, for: .machines),
      Answer.Column("people in group", .integer, unit: .people, for: .machines),
    ]
    for (index, row) in rows.enumerated() {
      let hits = row.figures.first?.value.integer ?? 0
      let count = table.rows[index].cells.last
      table.rows[index].cells += cells(hits, of: people[row.keys] ?? 0, like: count)
    }
    guard let total = table.total, let hits = total.first(where: { $0.value != .missing })?.value.integer
    else { return }
    table.total = total + cells(hits, of: all, like: nil)
  }

  private func cells(_ hits: Int, of whole: Int, like count: Answer.Cell?) -> [Answer.Cell] {
    let share = Share(hits, of: whole)
    var cell = Answer.Cell(
      Scalar(share?.value), low: share?.interval.low, high: share?.interval.high, of: (hits, whole),
      isSmall: whole < smallGroup)
    cell.isUnfinished = count?.isUnfinished ?? false
    return [cell, Answer.Cell(share?.interval.low), Answer.Cell(share?.interval.high), Answer.Cell(whole)]
  }
}
