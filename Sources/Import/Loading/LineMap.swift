/// Maps each row of a table to its file and line, run-length encoded: rows on consecutive lines take no space.
struct LineMap {
  private struct Run {
    var row: Int
    var file: Int
    var line: Int
  }

  private var runs: [Run] = []
  private var count = 0

  mutating func append(file: Int, lines: [Int]) {
    for line in lines {
      let follows = runs.last.map { $0.file == file && $0.line + (count - $0.row) == line } ?? false
      if !follows { runs.append(Run(row: count, file: file, line: line)) }
      count += 1
    }
  }

  /// The file's index and the line number of a row. O(log runs)
  func place(of row: Int) -> (file: Int, line: Int) {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].row <= row { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return (0, 1) }
    let run = runs[low - 1]
    return (run.file, run.line + row - run.row)
  }
}
