internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// Metrics by groups. Each key numbers its groups over all rows; a row's group is the combination of its numbers.
  func reply(to groups: Groups) throws(BackendError) -> Groups.Reply {
    var frames: [RowSet]
    var rows: [Bitmap]
    switch groups.subject {
    case .people:
      (frames, rows) = ([everybody], [try people(where: groups.who)])
      if groups.who.isEveryone, groups.metrics.contains(where: \.takesStrangers) {
        frames.append(try strangers())
        rows.append(frames[1].all)
      }
    case .records(let scope):
      let who = try people(where: groups.who)
      frames = try records(in: scope, of: who, includingUnknown: groups.who.isEveryone).map { RowSet($0) }
      rows = frames.map(\.all)
    }
    let (keys, members) = try grouped(by: groups.keys, frames: frames, rows: rows)
    var reply = Groups.Reply(rows: keys.map { Groups.Row(keys: $0, figures: []) })
    for metric in groups.metrics {
      try checkCancellation()
      // Unknown authors are in no figure about people.
      let areCounted = groups.subject != .people || metric.takesStrangers
      let figures = try figures(
        metric, frames: areCounted ? frames : [frames[0]],
        members: areCounted ? members : members.map { [$0[0]] })
      for (row, figure) in figures.enumerated() { reply.rows[row].figures.append(figure) }
    }
    return reply
  }

  /// The messages of unknown authors that have a score.
  func strangers() throws(BackendError) -> RowSet {
    let nobody = Bitmap(count: store.customers.count)
    var batch = try records(in: RecordScope(.feedback), of: nobody, includingUnknown: true)[0]
    batch = batch.picked(
      batch.rows.indices.filter { index in
        store.feedback.scores.contains { $0.values.isPresent(at: Int(batch.rows[index])) }
      }.map { UInt32(truncatingIfNeeded: $0) })
    return RowSet(batch)
  }

  /// The keys of each group, and its rows in each frame.
  func grouped(
    by keys: [GroupKey], frames: [RowSet], rows: [Bitmap]
  ) throws(BackendError) -> (keys: [[KeyValue]], members: [[[Int]]]) {
    var made: [KeyGroups] = []
    for key in keys {
      var columns: [Column] = []
      for (frame, rows) in zip(frames, rows) { columns.append(try column(of: key, frame: frame, rows: rows)) }
      made.append(KeyGroups(key.cut, columns: columns, rows: rows, zone: zone, weekStart: store.weekStart))
    }
    let members = members(of: made, frames: frames, rows: rows)
    let keys = members.keys.map { numbers in zip(made, numbers).map { $0.labels[Int($1)] } }
    return (keys, members.rows)
  }

  private func column(of key: GroupKey, frame: RowSet, rows: Bitmap) throws(BackendError) -> Column {
    switch key.value {
    case .value(let value): return try column(of: value, frame: frame, among: rows)
    case .condition(let condition):
      let truth = try truth(of: condition, frame, among: rows)
      return Column("", booleans: truth.holds, presence: truth.known)
    }
  }

  /// The groups that are not empty: their numbers by each key, and their rows in each frame. Without keys, all rows are one
  /// group, even if there are none.
  private func members(
    of keys: [KeyGroups], frames: [RowSet], rows: [Bitmap]
  ) -> (keys: [[UInt32]], rows: [[[Int]]]) {
    if keys.isEmpty { return ([[]], [rows.map { Array($0.ones) }]) }
    var numbers: [[UInt32]: Int] = [:]
    var found: [[UInt32]] = []
    var members: [[[Int]]] = []
    func add(_ key: [UInt32]) -> Int {
      if let known = numbers[key] { return known }
      numbers[key] = found.count
      found.append(key)
      members.append(frames.map { _ in [] })
      return found.count - 1
    }
    for (frame, rows) in rows.enumerated() {
      // A single key with one group for each row needs no look-up.
      if keys.count == 1, case .one(let groups) = keys[0].assignments[frame] {
        var known = [Int?](repeating: nil, count: keys[0].labels.count)
        for row in rows.ones {
          let group = Int(groups[row])
          let number = known[group] ?? add([groups[row]])
          known[group] = number
          members[number][frame].append(row)
        }
        continue
      }
      if let places = places(of: keys, frame, rows) {
        var table = KeyTable()
        var known: [Int] = []
        for row in rows.ones {
          let place = table.insert(places[row])
          if place == known.count { known.append(add(combinations(of: keys, frame, at: row)[0])) }
          members[known[place]][frame].append(row)
        }
        continue
      }
      for row in rows.ones {
        for key in combinations(of: keys, frame, at: row) { members[add(key)][frame].append(row) }
      }
    }
    return (found, members)
  }

  /// If every key has one group for each row: the groups of each of some rows as one number, never zero. Nil if such
  /// numbers would be too large.
  private func places(of keys: [KeyGroups], _ frame: Int, _ rows: Bitmap) -> [UInt64]? {
    var places = [UInt64](repeating: 1, count: rows.count)
    var factor: UInt64 = 1
    for key in keys {
      guard case .one(let groups) = key.assignments[frame] else { return nil }
      for row in rows.ones { places[row] += UInt64(groups[row]) * factor }
      let (product, overflow) = factor.multipliedReportingOverflow(by: UInt64(max(1, key.labels.count)))
      guard !overflow, product < .max else { return nil }
      factor = product
    }
    return places
  }

  /// The combinations of a row's groups: with lists, one for each combination of their elements.
  private func combinations(of keys: [KeyGroups], _ frame: Int, at row: Int) -> [[UInt32]] {
    var found: [[UInt32]] = [[]]
    for key in keys {
      switch key.assignments[frame] {
      case .one(let groups): for index in found.indices { found[index].append(groups[row]) }
      case .several(let offsets, let groups):
        found = found.flatMap { key in groups[offsets[row]..<offsets[row + 1]].map { key + [$0] } }
      }
    }
    return found
  }
}
