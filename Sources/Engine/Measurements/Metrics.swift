internal import DataModel
internal import Plan
internal import Store

extension Evaluator {
  /// A metric for each group. `members` are the rows of each group in each frame.
  func figures(
    _ metric: Metric, frames: [RowSet], members: [[[Int]]]
  ) throws(BackendError) -> [MetricResult] {
    switch metric {
    case .count: return members.map { .count($0.reduce(0) { $0 + $1.count }) }
    case .number(let condition), .rate(let condition):
      let truths = try frames.enumerated().map { index, frame throws(BackendError) in
        try truth(of: condition, frame, among: union(members, index, frame))
      }
      return members.map { all in
        let rows = zip(all, truths).map { rows, truth in rows.filter { truth.known[$0] } }
        let hits = zip(rows, truths).reduce(0) { sum, pair in sum + pair.0.count { pair.1.holds[$0] } }
        let n = rows.reduce(0) { $0 + $1.count }
        guard case .rate = metric, frames.contains(where: { $0.records != nil }) else {
          return .share(hits: hits, n: n, nil)
        }
        let values = rows.indices.flatMap { frame in
          rows[frame].map { (person: frames[frame].person(of: $0), x: truths[frame].holds[$0] ? 1.0 : 0) }
        }
        return .share(hits: hits, n: n, spread(of: values, around: Double(hits) / Double(max(1, n))))
      }
    case .records(let scope):
      let people = members.map { self.people(of: $0, in: frames) }
      let counts = try counts(of: scope, frame: everybody, among: union(people))
      return people.map { .count($0.reduce(0) { $0 + Int(counts[$1]) }) }
    case .doing(let scope) where frames.contains { $0.records != nil }:
      let holds = try frames.enumerated().map { index, frame throws(BackendError) in
        try rows(
          of: frame, where: scope.asCondition(of: .anyEvent), among: union(members, index, frame))
      }
      return members.map { rows in
        let doing = zip(rows, holds).map { rows, holds in rows.filter { holds[$0] } }
        return .share(
          hits: people(of: doing, in: frames).count, n: people(of: rows, in: frames).count, nil)
      }
    case .doing(let scope):
      let people = members.map { self.people(of: $0, in: frames) }
      let counts = try counts(of: scope, frame: everybody, among: union(people))
      return people.map { .share(hits: $0.count { counts[$0] > 0 }, n: $0.count, nil) }
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
      let strangers = metric.takesStrangers && frames.count > 1 ? frames[1].records : nil
      let batches = try records(in: scope, of: union(people), includingUnknown: strangers != nil)
      let columns = batches.map { propertyColumn(property, of: RowSet($0)) }
      let starts = batches.map { self.starts(of: $0) }
      return zip(people, members).map { people, members in
        let unknown = Set(strangers.map { records in members[1].map { records.rows[$0] } } ?? [])
        let parts = batches.indices.map { batch in
          var rows = people.flatMap { starts[batch][$0]..<starts[batch][$0 + 1] }
          // Records of unknown authors come last.
          rows += (starts[batch][store.customers.count]..<batches[batch].count).filter {
            unknown.contains(batches[batch].rows[$0])
          }
          return Part(column: columns[batch], records: batches[batch], rows: rows)
        }
        return figures(
          aggregate, Aggregation(parts: parts, store: store), of: parts.reduce(0) { $0 + $1.rows.count })
      }
    case .satisfaction(let kind, let property, let scope, let scale, .people):
      let people = members.map { self.people(of: $0, in: frames) }
      let latest = try latestScores(property, scope, scale, of: union(people))
      return people.map {
        satisfaction(kind, scale, Part(column: latest, records: nil, rows: $0), of: $0.count)
      }
    case .satisfaction(let kind, let property, let scope, let scale, .answers):
      let scores = try answers(property, scope, scale, frames: frames, members: members)
      return scores.rows.map {
        satisfaction(
          kind, scale, Part(column: scores.column, records: scores.records, rows: $0), of: $0.count)
      }
    case .weighted(let inner, let weight):
      return try weighted(inner, by: weight, frames: frames, members: members)
    case .ratio(let whole, let part):
      return try ratios(whole, per: part, frames: frames, members: members)
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
  ) -> MetricResult {
    switch aggregate {
    case .distinct: return .distinct(values.figure(.distinct))
    case .total: return .total(n: values.count, of: looked, sum: values.sum.total)
    case .average:
      return .mean(
        n: values.sum.count, of: looked, sum: values.sum.total,
        spread(of: values.owned, around: values.sum.mean ?? 0))
    case .median, .minimum, .maximum, .percentile, .latest, .first:
      return .value(values.figure(aggregate), n: values.count, of: looked)
    }
  }

  /// Each person's latest score on a scale, among records in a scope.
  func latestScores(
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
        // The rows of one person ascend in the stable order.
        latest[Int(batch.people[index])] = row
      }
    }
    return score.values.picked(latest)
  }

  /// The scores on a scale of a group's people in a scope, and of its unknown authors; for messages, their own scores.
  func answers(
    _ property: PropertyRef, _ scope: RecordScope, _ scale: Scale, frames: [RowSet], members: [[[Int]]]
  ) throws(BackendError) -> (column: Column, rows: [[Int]], records: Records) {
    let feedback = store.feedback
    let all = Records(
      source: .feedback, rows: feedback.customers.indices.map { UInt32(truncatingIfNeeded: $0) },
      people: feedback.customers, at: feedback.timeline.at, isDay: feedback.timeline.isDay)
    guard let score = score(named: property.name) else {
      return (.constant(.missing, count: feedback.count), members.map { _ in [] }, all)
    }
    var everyone = Bitmap(count: store.customers.count)
    for (index, frame) in frames.enumerated() {
      for group in members {
        for row in group[index] where frame.person(of: row) < everyone.count {
          everyone[frame.person(of: row)] = true
        }
      }
    }
    var counts = Bitmap(count: feedback.count)
    let takesStrangers = frames.contains { $0.records != nil }
    for batch in try records(in: scope, of: everyone, includingUnknown: takesStrangers) where batch.isFeedback
    {
      for row in batch.rows.lazy.map({ Int($0) }) where score.values.isPresent(at: row) {
        let code = Int(score.scaleCodes[row])
        if score.scales.indices.contains(code), score.scales[code] == scale { counts[row] = true }
      }
    }
    let rows = members.map { group in
      zip(frames, group).flatMap { frame, rows in
        rows.flatMap { row -> [Int] in
          guard let records = frame.records else { return feedback.range(of: row).filter { counts[$0] } }
          return records.isFeedback && counts[Int(records.rows[row])] ? [Int(records.rows[row])] : []
        }
      }
    }
    return (score.values, rows, all)
  }

  private func satisfaction(
    _ kind: Metric.Satisfaction, _ scale: Scale, _ part: Part<[Int]>, of looked: Int
  ) -> MetricResult {
    let scores = Aggregation(parts: [part], store: store)
    switch kind {
    case .ces: return figures(.average, scores, of: looked)
    case .nps, .csat:
      let owned = scores.owned
      guard let bands = scale.bands else {
        return .bands(n: owned.count, top: 0, bottom: 0, .init(people: owned.count, variance: nil))
      }
      let shares = owned.map { ($0.person, x: kind.share(of: $0.x, scale)) }
      let mean = shares.reduce(0) { $0 + $1.x } / Double(max(1, owned.count))
      return .bands(
        n: owned.count, top: owned.count { $0.x >= Double(bands.top) },
        bottom: owned.count { $0.x <= Double(bands.bottom) }, spread(of: shares, around: mean))
    }
  }

  /// The known people of a group's rows, each once, ascending.
  func people(of rows: [[Int]], in frames: [RowSet]) -> [Int] {
    if frames.count == 1, frames[0].records == nil { return rows[0] }
    var people = Bitmap(count: store.customers.count)
    for (frame, rows) in zip(frames, rows) {
      for row in rows where frame.person(of: row) < people.count { people[frame.person(of: row)] = true }
    }
    return Array(people.ones)
  }

  func union(_ members: [[[Int]]], _ index: Int, _ frame: RowSet) -> Bitmap {
    var rows = Bitmap(count: frame.count)
    for group in members { for row in group[index] { rows[row] = true } }
    return rows
  }

  func union(_ groups: [[Int]]) -> Bitmap {
    var people = Bitmap(count: store.customers.count)
    for group in groups { for person in group { people[person] = true } }
    return people
  }

  /// Where each person's records start in a batch, and where those of the last person end.
  func starts(of batch: Records) -> [Int] {
    var starts = [Int](repeating: 0, count: store.customers.count + 1)
    for person in batch.people where Int(person) < store.customers.count { starts[Int(person) + 1] += 1 }
    for person in 0..<store.customers.count { starts[person + 1] += starts[person] }
    return starts
  }
}
