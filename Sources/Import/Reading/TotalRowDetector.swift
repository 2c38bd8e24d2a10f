/// Detects total rows: rows whose numbers are the sums of other rows, or count them.
struct TotalRowDetector {
  struct Row {
    /// The numbers by column; nil if a cell is no number.
    var numbers: [Double?]
    /// Whether it counts rows: its number is how many there are.
    var isCount = false
    /// How many rows, at least, have to be summed.
    var leastTerms = 1
  }

  private struct Sums {
    var values: [Double]
    /// How many rows have a non-zero number, by column.
    var terms: [Int]

    init(count: Int) {
      values = [Double](repeating: 0, count: count)
      terms = [Int](repeating: 0, count: count)
    }
  }

  private var all: Sums
  /// The sums since the last total row.
  private var part: Sums
  /// The number of rows in all, and since the last count.
  private var rows = (all: 0, part: 0)

  init(width: Int) {
    all = Sums(count: width)
    part = Sums(count: width)
  }

  /// Adds a row. `isWhole`: it has more than its first cell.
  mutating func add(_ row: Row, isWhole: Bool) {
    for (index, number) in row.numbers.enumerated() where number ?? 0 != 0 {
      all.values[index] += number ?? 0
      part.values[index] += number ?? 0
      all.terms[index] += 1
      part.terms[index] += 1
    }
    if isWhole { rows = (rows.all + 1, rows.part + 1) }
  }

  /// Whether every number of a row is the sum of all rows so far, or of those since the last total row.
  mutating func isTotal(_ row: Row) -> Bool {
    if row.isCount {
      let numbers = row.numbers.compactMap { $0 }
      guard numbers == [Double(rows.part)] || numbers == [Double(rows.all)] else { return false }
      rows.part = 0
      return true
    }
    guard fits(row, all) || fits(row, part) else { return false }
    part = Sums(count: part.values.count)
    return true
  }

  /// Whether every number of a row, which has been added, is the sum of all other rows.
  func isTotalOfOthers(_ row: Row) -> Bool {
    var others = all
    for (index, number) in row.numbers.enumerated() where number ?? 0 != 0 {
      others.values[index] -= number ?? 0
      others.terms[index] -= 1
    }
    return !row.isCount && fits(row, others)
  }

  private func fits(_ row: Row, _ sums: Sums) -> Bool {
    let found = row.numbers.enumerated().compactMap { index, number in number.map { (index, $0) } }
    return found.contains { $0.1 != 0 }
      && found.allSatisfy { index, number in
        abs(sums.values[index] - number) <= 1e-6 * max(1, abs(number))
          && (number == 0 || sums.terms[index] >= row.leastTerms)
      }
  }
}
