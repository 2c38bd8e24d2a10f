/// `split uses by ","`: how a cell with several values is parted.
struct ListSplit: Hashable {
  var separator: [UInt8]
  /// Values that hold the separator themselves, longest first.
  var wholes: [[UInt8]] = []
  /// No such values are looked for.
  var isExact = false

  /// The values of a cell, without blanks around, none twice.
  func parts(of cell: Span<UInt8>) -> [String] {
    var parts: [String] = []
    var bytes: [UInt8] = []
    func end() {
      let bounds = trimmedBounds(bytes.span)
      let part = String(decoding: bytes[bounds], as: UTF8.self)
      if !bounds.isEmpty, !parts.contains(part) { parts.append(part) }
      bytes = []
    }
    var index = 0
    while index < cell.count {
      if trimmedBounds(bytes.span).isEmpty, let whole = wholes.first(where: { starts($0, cell, index) }) {
        bytes = whole
        index += whole.count
      } else if starts(separator, cell, index) {
        end()
        index += separator.count
      } else {
        bytes.append(cell[index])
        index += 1
      }
    }
    end()
    return parts
  }

  private func starts(_ word: [UInt8], _ cell: Span<UInt8>, _ index: Int) -> Bool {
    guard !word.isEmpty, cell.count - index >= word.count else { return false }
    for (offset, byte) in word.enumerated() where cell[index + offset] != byte { return false }
    return true
  }

  /// Values that seem to hold the separator: two or more parts that always follow each other, none of them ever seen
  /// without the others, in two cells or more that differ. O(cells)
  func repeatedWholes(of cells: [[UInt8]]) -> [[UInt8]] {
    var naive = self
    naive.wholes = []
    var alone: [String: Int] = [:]
    var pairs: [[String]: Int] = [:]
    let rows = cells.map { naive.parts(of: $0.span) }
    for parts in rows {
      for part in parts { alone[part, default: 0] += 1 }
      for (left, right) in zip(parts, parts.dropFirst()) { pairs[[left, right], default: 0] += 1 }
    }
    let bound = pairs.filter { pair, count in
      count > 1 && alone[pair[0]] == count && alone[pair[1]] == count
    }
    // Where whole cells repeat nothing else, the parts may as well be values of their own.
    var next: [String: String] = [:]
    for pair in bound.keys { next[pair[0]] = pair[1] }
    let starts = next.keys.filter { start in !next.values.contains(start) }
    let word = String(decoding: separator, as: UTF8.self)
    return starts.compactMap { start -> [UInt8]? in
      var whole = start
      var last = start
      while let following = next[last], following != start {
        // As the cells spell it, with the blank after the separator if they have one.
        whole +=
          [word + " " + following, word + following].first { spelt in
            cells.contains { String(decoding: $0, as: UTF8.self).contains(last + spelt) }
          } ?? word + following
        last = following
      }
      return Array(whole.utf8)
    }.sorted { $0.count > $1.count }
  }
}
