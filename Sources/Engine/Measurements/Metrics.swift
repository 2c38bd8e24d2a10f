internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// A metric for each group, under the names of its columns. `members` are the rows of each group in each frame.
  func figures(
    _ metric: Metric, frames: [Frame], members: [[[Int]]]
  ) throws(BackendError) -> [[String: Scalar]] {
    switch metric {
    case .count: return members.map { ["n": .count($0.reduce(0) { $0 + $1.count })] }
    case .number(let condition), .rate(let condition):
      let holds = try frames.enumerated().map { index, frame throws(BackendError) in
        try rows(of: frame, where: condition, among: union(members, index, frame))
      }
      return members.map { rows in
        let hits = zip(rows, holds).reduce(0) { sum, pair in sum + pair.0.count { pair.1[$0] } }
        return ["hits": .count(hits), "n": .count(rows.reduce(0) { $0 + $1.count })]
      }
    case .records(let scope):
      let people = members.map { self.people(of: $0, in: frames) }
      let counts = try counts(of: scope, frame: everybody, among: union(people))
      return people.map { ["n": .count($0.reduce(0) { $0 + Int(counts[$1]) })] }
    case .doing(let scope):
      let people = members.map { self.people(of: $0, in: frames) }
      let counts = try counts(of: scope, frame: everybody, among: union(people))
      return people.map { ["hits": .count($0.count { counts[$0] > 0 }), "n": .count($0.count)] }
    case .aggregate(let aggregate, let value):
      let columns = try frames.enumerated().map { index, frame throws(BackendError) in
        try column(of: value, frame: frame, among: union(members, index, frame))
      }
      return members.map { rows in
        let parts = zip(zip(columns, frames), rows).map { source, rows in
          Part(column: source.0, records: source.1.records, rows: rows)
        }
        return figures(
          aggregate, Aggregation(parts: parts, store: store), of: rows.reduce(0) { $0 + $1.count })
      }
    case .recordAggregate(let aggregate, let property, let scope):
      let people = members.map { self.people(of: $0, in: frames) }
      let batches = try records(in: scope, of: union(people))
      let columns = batches.map { propertyColumn(property, of: Frame($0)) }
      let starts = batches.map { self.starts(of: $0) }
      return people.map { people in
        let parts = batches.indices.map { batch in
          let rows = people.flatMap { starts[batch][$0]..<starts[batch][$0 + 1] }
          return Part(column: columns[batch], records: batches[batch], rows: rows)
        }
        return figures(
          aggregate, Aggregation(parts: parts, store: store), of: parts.reduce(0) { $0 + $1.rows.count })
      }
    case .satisfaction(let kind, let property, let scope, let scale):
      let people = members.map { self.people(of: $0, in: frames) }
      let latest = try latestScores(property, scope, scale, of: union(people))
      return people.map { satisfaction(kind, scale, of: $0, latest) }
    case .named(_, let inner, let filter):
      guard let filter else { return try figures(inner, frames: frames, members: members) }
      let holds = try frames.enumerated().map { index, frame throws(BackendError) in
        try rows(of: frame, where: filter, among: union(members, index, frame))
      }
      let narrowed = members.map { rows in zip(rows, holds).map { rows, holds in rows.filter { holds[$0] } } }
      return try figures(inner, frames: frames, members: narrowed)
    }
  }

  func figures(
    _ aggregate: Aggregate, _ values: Aggregation<[Int]>, of looked: Int
  ) -> [String: Scalar] {
    switch aggregate {
    case .distinct: return ["value": values.figure(.distinct)]
    case .total: return ["n": .count(values.count), "of": .count(looked), "sum": values.sum.total]
    case .average:
      return [
        "n": .count(values.sum.count), "of": .count(looked), "sum": values.sum.total,
        "variance": values.variance.map { .real($0) } ?? .missing,
      ]
    case .median, .minimum, .maximum, .percentile, .latest, .first:
      return ["n": .count(values.count), "of": .count(looked), "value": values.figure(aggregate)]
    }
  }

  /// Each person's latest score on a scale, among records in a scope.
  private func latestScores(
    _ property: PropertyRef, _ scope: RecordScope, _ scale: Scale, of people: Bitmap
  ) throws(BackendError) -> Column {
    guard let score = score(named: property.name) else { return .constant(.missing, count: people.count) }
    var latest = [UInt32](repeating: .max, count: people.count)
    for batch in try records(in: scope, of: people) where batch.isFeedback {
      for (index, row) in batch.rows.enumerated() {
        let code = Int(score.scaleCodes[Int(row)])
        guard score.values.isPresent(at: Int(row)), score.scales.indices.contains(code),
          score.scales[code] == scale
        else { continue }
        // Of one person the rows ascend in the stable order.
        latest[Int(batch.people[index])] = row
      }
    }
    return score.values.picked(latest)
  }

  private func satisfaction(
    _ kind: Metric.Satisfaction, _ scale: Scale, of people: [Int], _ latest: Column
  ) -> [String: Scalar] {
    let scores = Aggregation(parts: [Part(column: latest, records: nil, rows: people)], store: store)
    switch kind {
    case .ces: return figures(.average, scores, of: people.count)
    case .nps, .csat:
      let numbers = scores.numbers
      return [
        "n": .count(numbers.count),
        "top": scale.bands.map { bands in .count(numbers.count { $0 >= Double(bands.top) }) } ?? .missing,
        "bottom": scale.bands.map { bands in .count(numbers.count { $0 <= Double(bands.bottom) }) }
          ?? .missing,
      ]
    }
  }

  /// The known people of a group's rows, each once, ascending.
  private func people(of rows: [[Int]], in frames: [Frame]) -> [Int] {
    if frames.count == 1, frames[0].records == nil { return rows[0] }
    var people = Bitmap(count: store.customers.count)
    for (frame, rows) in zip(frames, rows) {
      for row in rows where frame.person(of: row) < people.count { people[frame.person(of: row)] = true }
    }
    return Array(people.ones)
  }

  private func union(_ members: [[[Int]]], _ index: Int, _ frame: Frame) -> Bitmap {
    var rows = Bitmap(count: frame.count)
    for group in members { for row in group[index] { rows[row] = true } }
    return rows
  }

  private func union(_ groups: [[Int]]) -> Bitmap {
    var people = Bitmap(count: store.customers.count)
    for group in groups { for person in group { people[person] = true } }
    return people
  }

  /// Where each person's records start in a batch, and where the last one's end.
  private func starts(of batch: Records) -> [Int] {
    var starts = [Int](repeating: 0, count: store.customers.count + 1)
    for person in batch.people where Int(person) < store.customers.count { starts[Int(person) + 1] += 1 }
    for person in 0..<store.customers.count { starts[person + 1] += starts[person] }
    return starts
  }
}

extension Scalar {
  static func count(_ number: Int) -> Scalar { .integer(Int64(number)) }
}
