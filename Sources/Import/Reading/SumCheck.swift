/// Rows in the middle of a file whose numbers are the sums of the rows above them.
struct SumCheck {
  private var all: [Double] = []
  private var part: [Double] = []

  /// Adds a row; nil cells are no numbers.
  mutating func add(_ numbers: [Double?]) {
    fit(numbers.count)
    for (index, number) in numbers.enumerated() {
      all[index] += number ?? 0
      part[index] += number ?? 0
    }
  }

  /// Whether every number of a row is the sum of all rows so far, or of those since the last such row.
  mutating func isSum(_ numbers: [Double?]) -> Bool {
    fit(numbers.count)
    let found = numbers.enumerated().compactMap { index, number in number.map { (index, $0) } }
    guard found.contains(where: { $0.1 != 0 }) else { return false }
    func fits(_ sums: [Double]) -> Bool {
      found.allSatisfy { abs(sums[$0.0] - $0.1) <= 1e-6 * max(1, abs($0.1)) }
    }
    guard fits(all) || fits(part) else { return false }
    part = [Double](repeating: 0, count: part.count)
    return true
  }

  private mutating func fit(_ count: Int) {
    while all.count < count {
      all.append(0)
      part.append(0)
    }
  }
}
