internal import DataModel

/// The cells of a batch, a column at a time.
extension CSVReader {
  /// Opens a file of a host.
  static func open(
    _ path: String, _ host: Host, _ options: ReadingOptions
  ) throws(Failure) -> CSVReader {
    let stream: ByteStream
    do throws(HostError) {
      stream = try host.open(path)
    } catch {
      throw .host(error)
    }
    return try CSVReader(stream, options)
  }

  /// How much of the file has been read, where its size is known.
  var fraction: Double? { size.map { $0 > 0 ? Double(bytesRead) / Double($0) : 1 } }

  /// Whether numbers may have decimal commas.
  var allowsCommas: Bool { dialect.delimiter == UInt8(ascii: ";") }

  /// One column's cells of the batch.
  func column(_ column: Int, into cells: inout [Range<Int>]) {
    cells.removeAll(keepingCapacity: true)
    var index = column
    while index < self.cells.count {
      cells.append(self.cells[index])
      index += width
    }
  }

  /// The cells of a choice as yes and no: no where another choice of the question was taken. What is not the choice
  /// stays as it is.
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

  /// Several columns' cells as one each, and the bytes that they are ranges of.
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
