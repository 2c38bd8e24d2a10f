internal import DataModel
internal import Plan
internal import Statistics

/// Shares and means of two groups (or two periods) side by side, with their differences. All tests are corrected together.
struct ComparisonTables {
  struct ShareRow {
    let label: String
    let first: Share?
    let second: Share?
    let difference: ShareDifference?
    let p: Double?
    /// The people that each share counts.
    let people: (first: Condition, second: Condition)
  }

  struct MeanRow {
    let label: String
    let first: Scalar
    let second: Scalar
    /// How many people each mean is based on.
    let people: (first: Int, second: Int)
    let difference: MeanDifference?
  }

  var shares: [ShareRow] = []
  var means: [MeanRow] = []

  /// The p-values of all rows that have a test: of the shares, then of the means.
  private var chances: [Double] { shares.compactMap(\.p) + means.compactMap(\.difference?.p) }

  /// How many tests were made.
  var tests: Int { chances.count }

  /// The tables of shares and of means. Their tests are corrected together with those of `words`, which get their q here.
  /// Each share opens into the people it counts; a mean is about nobody in particular.
  func tables(with words: inout DistinctiveWords) -> [Draft.Table] {
    var rates = words.correct(with: chances)[...]
    let shareTable = table(
      title: "Shares of people", unit: .share,
      rows: shares.map { row in
        let q = row.p == nil ? nil : rates.popFirst()
        let first = DrillDown(
          "\(row.label), first", row.people.first, people: row.first?.hits, column: "first")
        let second = DrillDown(
          "\(row.label), second", row.people.second, people: row.second?.hits, column: "second")
        return line(
          row.label, cell(row.first), cell(row.second), row.difference?.value, row.difference?.interval, q,
          opens: [first.asRow, first, second])
      })
    let meanTable = table(
      title: "Averages", unit: .none,
      rows: means.map { row in
        line(
          row.label, Answer.Cell(row.first, isSmall: row.people.first < smallGroup),
          Answer.Cell(row.second, isSmall: row.people.second < smallGroup), row.difference?.value,
          row.difference?.interval, row.difference == nil ? nil : rates.popFirst())
      })
    return (shares.isEmpty ? [] : [shareTable]) + (means.isEmpty ? [] : [meanTable])
  }

  private func line(
    _ label: String, _ first: Answer.Cell, _ second: Answer.Cell, _ difference: Double?,
    _ interval: Interval?, _ q: Double?, opens: [DrillDown] = []
  ) -> Draft.Row {
    Draft.Row(
      [
        Answer.Cell(label), first, second,
        Answer.Cell(difference, low: interval?.low, high: interval?.high), Answer.Cell(q),
        Answer.Cell(interval?.low), Answer.Cell(interval?.high),
      ], opens: opens)
  }

  private func table(title: String, unit: Answer.Unit, rows: [Draft.Row]) -> Draft.Table {
    var table = Draft.Table(
      title: title,
      columns: [
        Answer.Column("what", .text), Answer.Column("first", .real, unit: unit),
        Answer.Column("second", .real, unit: unit),
        Answer.Column("difference", .real, unit: unit == .share ? .change : unit),
        Answer.Column("q", .real, unit: .chance), Answer.Column("low", .real, unit: unit, for: .machines),
        Answer.Column("high", .real, unit: unit, for: .machines),
      ], rows: rows)
    // Averages each have their own scale, so only shares are drawn.
    if unit == .share { table.shape = Answer.Table.Shape(.differences, keys: 1, figures: [3]) }
    return table
  }

  private func cell(_ share: Share?) -> Answer.Cell {
    guard let share else { return Answer.Cell(.missing) }
    return Answer.Cell(.real(share.value), of: (share.hits, share.of), isSmall: share.of < smallGroup)
  }
}
