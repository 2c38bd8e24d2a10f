/// `split uses by ","`: how a cell with several values is split.
struct ListSplit: Hashable {
  var separator: [UInt8]
  /// Values that contain the separator, longest first.
  var wholes: [[UInt8]] = []
  /// Whether to skip the search for values that contain the separator.
  var isExact = false

  /// The distinct values of a cell, trimmed.
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

  /// Values that seem to contain the separator: sequences of two or more parts that never occur apart, in at least two
  /// different cells. O(cells)
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
    // If whole cells are all that repeats, the parts may as well be separate values.
    var next: [String: String] = [:]
    for pair in bound.keys { next[pair[0]] = pair[1] }
    let starts = next.keys.filter { start in !next.values.contains(start) }
    let word = String(decoding: separator, as: UTF8.self)
    return starts.compactMap { start -> [UInt8]? in
      var whole = start
      var last = start
      while let following = next[last], following != start {
        // As the cells write it, including a blank after the separator.
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
