/// Rows that lie in arrays inside the records of a file: `rows tickets.comments`.
///
/// Of each record around them the members are read once, as cells that its rows share; then the rows, a batch at a time.
extension JSONReader {
  /// An array that is being read, and the cells of the records around it.
  struct Level {
    var array: JSONCells.Branch
    var next: Int
    var cells: [Range<Int>]
    /// The bytes of those cells.
    var size: Int
  }

  /// The most text of records around them that the rows of one record have in all, in bytes.
  private static let mostRepeatedText = 256 << 20

  /// Reads a record around rows, and steps into its array.
  mutating func openRecord(
    _ path: ArraySlice<UInt8>, around cells: [Range<Int>], in array: [UInt8]
  ) throws(JSONScanner.Stop) {
    let node = columnsAround(array)
    json.startRecord(node, behind: cells)
    json.branch = nil
    try json.readObject(node, depth: 0, line: line, path: path)
    guard let branch = json.branch else { return }
    if branch.rest.isEmpty { hasFoundRows = true }
    levels.append(
      Level(
        array: branch, next: branch.array.lowerBound + 1, cells: json.row,
        size: json.row.reduce(0) { $0 + $1.count }))
  }

  /// Reads the next element of the innermost open array, or closes it.
  mutating func readNested() throws(JSONScanner.Stop) {
    guard let level = levels.last else { return }
    json.scanner.index = level.next
    var byte = try json.scanner.expected()
    if byte == UInt8(ascii: "]") {
      levels.removeLast()
      return
    }
    if byte == UInt8(ascii: ",") {
      json.scanner.index += 1
      byte = try json.scanner.expected()
    }
    json.scanner.countLines()
    let place = levels.count - 1
    if byte != UInt8(ascii: "{") {
      rejectValue(try json.scanner.value(depth: 0))
      levels[place].next = json.scanner.index
    } else if level.array.rest.isEmpty {
      repeatedText += level.size
      guard repeatedText <= JSONReader.mostRepeatedText else {
        throw .broken(
          "its rows repeat more than \(JSONReader.mostRepeatedText >> 20) MiB of what is around them")
      }
      try readRow(around: level.cells)
      levels[place].next = json.scanner.index
    } else {
      try openRecord(level.array.rest, around: level.cells, in: level.array.name)
      levels[place].next = json.scanner.index
    }
  }
}
