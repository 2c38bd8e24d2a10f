internal import DataModel
internal import Store

/// The rows of each key that occurs more than once, in order.
struct RowGroups {
  private let offsets: [Int]
  private let rows: [Int]

  /// Nil if every key is unique. O(rows)
  init?(_ keys: Column, zone: Zone) {
    let (codes, dictionary) = keys.texts(zone: zone)
    var counts = [Int](repeating: 0, count: dictionary.count)
    var hasSeveral = false
    for code in codes where code < counts.count {
      counts[Int(code)] += 1
      hasSeveral = hasSeveral || counts[Int(code)] == 2
    }
    guard hasSeveral else { return nil }
    var offsets = [0]
    // The start of each key's group; unique keys have none.
    var next = counts.map { count -> Int in
      guard count > 1, let start = offsets.last else { return -1 }
      offsets.append(start + count)
      return start
    }
    var rows = [Int](repeating: 0, count: offsets.last ?? 0)
    for (row, code) in codes.enumerated() where code < next.count && next[Int(code)] >= 0 {
      rows[next[Int(code)]] = row
      next[Int(code)] += 1
    }
    (self.offsets, self.rows) = (offsets, rows)
  }

  var count: Int { offsets.count - 1 }

  subscript(group: Int) -> ArraySlice<Int> { rows[offsets[group]..<offsets[group + 1]] }
}
