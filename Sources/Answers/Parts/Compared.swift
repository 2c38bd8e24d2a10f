internal import DataModel
internal import Plan
internal import Statistics

/// Shares and means of two groups (or of two times) side by side, with their differences, corrected together.
struct Compared {
  struct ShareRow {
    let label: String
    let first: Share?
    let second: Share?
    let difference: ShareDifference?
    let p: Double?
    /// Of whom the shares are the people.
    let people: (first: Condition, second: Condition)
  }

  struct MeanRow {
    let label: String
    let unit: Answer.Unit
    let first: Scalar
    let second: Scalar
    /// People behind each figure.
    let people: (first: Int, second: Int)
    let difference: MeanDifference?
  }

  var shares: [ShareRow] = []
  var means: [MeanRow] = []

  /// The chances to be corrected: of the shares, then of the means; without those of rows that no test was made of.
  private var chances: [Double] { shares.compactMap(\.p) + means.compactMap(\.difference?.p) }

  /// How many tests these rows hold.
  var tests: Int { chances.count }

  /// The two tables. `words` are corrected with them.
  func tables(first: String, second: String, with words: inout KeyedWords) -> [Answer.Table] {
    var rates = words.correct(with: chances)[...]
    var tables: [Answer.Table] = []
    let shareTable = table(
      first, second, title: "Shares of people", unit: .share,
      rows: shares.map { row in
        let q = row.p == nil ? nil : rates.popFirst()
        return Line(
          label: row.label, first: cell(row.first), second: cell(row.second),
          difference: row.difference?.value,
          interval: row.difference?.interval, q: q)
      })
    let meanTable = table(
      first, second, title: "Averages", unit: .none,
      rows: means.map { row in
        let q = row.difference == nil ? nil : rates.popFirst()
        return Line(
          label: row.label, first: Answer.Cell(row.first, isSmall: row.people.first < smallGroup),
          second: Answer.Cell(row.second, isSmall: row.people.second < smallGroup),
          difference: row.difference?.value, interval: row.difference?.interval, q: q)
      })
    if !shares.isEmpty { tables.append(shareTable) }
    if !means.isEmpty { tables.append(meanTable) }
    return tables
  }

  /// Of each share who has it, in the first and in the second. A mean is nobody's in particular.
  var openings: [[[Opening]]] {
    let rows = shares.map { row in
      let first = Opening("\(row.label), first", row.people.first, people: row.first?.hits, column: "first")
      let second = Opening(
        "\(row.label), second", row.people.second, people: row.second?.hits, column: "second")
      return [first.asRow, first, second]
    }
    return (shares.isEmpty ? [] : [rows]) + (means.isEmpty ? [] : [means.map { _ in [] }])
  }

  private struct Line {
    let label: String
    let first: Answer.Cell
    let second: Answer.Cell
    let difference: Double?
    let interval: Interval?
    let q: Double?
  }

  private func table(
    _ first: String, _ second: String, title: String, unit: Answer.Unit, rows: [Line]
  ) -> Answer.Table {
    var table = Answer.Table(
      title: title,
      columns: [
        Answer.Column("what", .text), Answer.Column("first", .real, unit: unit),
        Answer.Column("second", .real, unit: unit),
        Answer.Column("difference", .real, unit: unit == .share ? .change : unit),
        Answer.Column("q", .real, unit: .chance), Answer.Column("low", .real, unit: unit, for: .machines),
        Answer.Column("high", .real, unit: unit, for: .machines),
      ],
      rows: rows.map { row in
        let real: (Double?) -> Scalar = { $0.map { .real($0) } ?? .missing }
        return [
          Answer.Cell(.text(row.label)), row.first, row.second,
          Answer.Cell(real(row.difference), low: row.interval?.low, high: row.interval?.high),
          Answer.Cell(real(row.q)), Answer.Cell(real(row.interval?.low)),
          Answer.Cell(real(row.interval?.high)),
        ]
      })
    // Averages have each their own scale.
    if unit == .share { table.shape = Answer.Table.Shape(.differences, keys: 1, figures: [3]) }
    return table
  }

  private func cell(_ share: Share?) -> Answer.Cell {
    guard let share else { return Answer.Cell(.missing) }
    return Answer.Cell(.real(share.value), of: (share.hits, share.of), isSmall: share.of < smallGroup)
  }
}
