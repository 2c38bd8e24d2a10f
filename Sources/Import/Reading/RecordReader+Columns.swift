internal import DataModel
internal import Text

/// Access to the cells of a batch, several columns or choices combined.
extension RecordReader {
  /// One text as the cell of each record of the batch.
  func repeated(_ text: [UInt8]) -> [Range<Int>] { [Range<Int>](repeating: text.indices, count: rowCount) }

  /// The cells of a survey choice as yes and no: no if another choice of the same question was taken. Cells that are
  /// not the choice's name stay unchanged.
  func answers(
    _ cells: [Range<Int>], _ choice: HeaderRows.Choice
  ) -> (cells: [Range<Int>], bytes: [UInt8]) {
    var bytes = Array("yesno".utf8)
    let result = cells.enumerated().map { row, cell in
      let text = buffer[cell]
      if text.elementsEqual(choice.text) { return 0..<3 }
      if !isMissing(buffer.span.extracting(cell)) {
        bytes += text
        return bytes.count - text.count..<bytes.count
      }
      let others = choice.question.map { self.cells[row * width + $0] }
      return others.contains { !isMissing(buffer.span.extracting($0)) } ? 3..<5 : 0..<0
    }
    return (result, bytes)
  }

  /// Several columns combined cell by cell, and the bytes that the ranges refer to.
  func joined(
    _ columns: [Int?], _ plan: TablePlan.Derived
  ) -> (cells: [Range<Int>], bytes: [UInt8]) {
    let separator = Array(plan.separator.utf8)
    var bytes: [UInt8] = []
    var result: [Range<Int>] = []
    for row in 0..<rowCount {
      let start = bytes.count
      let parts = columns.compactMap { $0.map { cells[row * width + $0] } }
        .filter { !isMissing(buffer.span.extracting($0)) }
      if !plan.needsAll || parts.count == columns.count {
        for (index, part) in parts.prefix(plan.takesFirst ? 1 : parts.count).enumerated() {
          if index > 0 { bytes += separator }
          bytes += buffer[part]
        }
      }
      result.append(start..<bytes.count)
    }
    return (result, bytes)
  }
}

extension RegularExpression {
  /// The first match in each cell; an empty range where there is none.
  func firstMatches(in cells: [Range<Int>], of bytes: [UInt8]) -> [Range<Int>] {
    var last: (cell: Range<Int>, match: Range<Int>)?
    return cells.map { cell in
      if let last, last.cell == cell { return last.match }
      let text = String(decoding: bytes[cell], as: UTF8.self)
      let found = firstMatch(in: text).map { match in
        let start = cell.lowerBound + text.utf8.distance(from: text.startIndex, to: match.lowerBound)
        return start..<start + text[match].utf8.count
      }
      last = (cell, found ?? cell.lowerBound..<cell.lowerBound)
      return found ?? cell.lowerBound..<cell.lowerBound
    }
  }
}
