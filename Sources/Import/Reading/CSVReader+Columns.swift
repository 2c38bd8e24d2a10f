internal import DataModel

/// Access to the cells of a batch by column.
extension CSVReader {
  /// Opens a file of a host.
  static func open(
    _ path: String, _ host: Host, _ options: CSVOptions
  ) throws(Failure) -> CSVReader {
    let stream: ByteStream
    do throws(HostError) {
      stream = try host.open(path)
    } catch {
      throw .host(error)
    }
    return try CSVReader(stream, options)
  }

  /// The fraction of the file that has been read; nil if its size is unknown.
  var fraction: Double? { size.map { $0 > 0 ? Double(bytesRead) / Double($0) : 1 } }

  /// Whether numbers may have decimal commas: if the delimiter is a semicolon.
  var allowsCommas: Bool { dialect.delimiter == UInt8(ascii: ";") }

  /// Replaces `cells` by one column's cells of the batch.
  func column(_ column: Int, into cells: inout [Range<Int>]) {
    cells.removeAll(keepingCapacity: true)
    var index = column
    while index < self.cells.count {
      cells.append(self.cells[index])
      index += width
    }
  }

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
        for (index, part) in parts.enumerated() {
          if index > 0 { bytes += separator }
          bytes += buffer[part]
        }
      }
      result.append(start..<bytes.count)
    }
    return (result, bytes)
  }
}
