internal import DataModel

/// Which rows stand: of the rows of one load statement with one id, the last. Rows without an id all stand.
enum RepeatedRows {
  /// For each file the rows that a later one of its load repeats; nil for a file whose rows have no ids.
  static func superseded(_ files: [(ids: Column?, load: Int)], zone: Zone) -> [Bitmap?] {
    var seenByLoad: [Int: Seen] = [:]
    var result = [Bitmap?](repeating: nil, count: files.count)
    for file in files.indices.reversed() {
      guard let ids = files[file].ids else { continue }
      var seen = seenByLoad.removeValue(forKey: files[file].load) ?? Seen()
      result[file] = seen.insert(ids, zone: zone)
      seenByLoad[files[file].load] = seen
    }
    return result
  }

  private struct Seen {
    private var ids = StringPool()
    private var isSeen: [Bool] = []

    /// Adds the ids of a file; gives the rows, from the last to the first, whose id was here before.
    mutating func insert(_ column: Column, zone: Zone) -> Bitmap {
      let (codes, dictionary) = column.texts(zone: zone)
      var renumbered: [UInt32]?
      if ids.count == 0 { ids = dictionary } else { renumbered = ids.merge(dictionary) }
      isSeen += [Bool](repeating: false, count: ids.count - isSeen.count)
      var repeated = Bitmap(count: column.count)
      for row in (0..<column.count).reversed() where column.isPresent(at: row) {
        let id = Int(renumbered?[Int(codes[row])] ?? codes[row])
        if isSeen[id] { repeated[row] = true } else { isSeen[id] = true }
      }
      return repeated
    }
  }
}
