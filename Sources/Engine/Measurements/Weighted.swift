internal import DataModel
internal import Plan
internal import Store

/// One value with its weight.
private struct Weighed {
  var person: Int
  var x: Double
  var weight: Double
}

private struct Weighable {
  var person: Int
  var x: Double?
  var weight: Double?
}

extension Evaluator {
  /// Weighted means, as `MetricResult` says.
  func weighted(
    _ metric: Metric, by weight: Value, frames: [RowSet], members: [[[Int]]]
  ) throws(BackendError) -> [MetricResult] {
    try values(of: metric, by: weight, frames: frames, members: members).map { group in
      let counted = group.compactMap { pair -> Weighed? in
        guard let x = pair.x, let weight = pair.weight, weight > 0 else { return nil }
        return Weighed(person: pair.person, x: x, weight: weight)
      }
      let sum = counted.reduce(0) { $0 + $1.weight }
      guard sum > 0 else { return .weighted(n: counted.count, of: group.count, nil) }
      let mean = counted.reduce(0) { $0 + $1.weight * $1.x } / sum
      let squares = counted.reduce(0) { $0 + $1.weight * ($1.x - mean) * ($1.x - mean) }
      let kish = sum * sum / counted.reduce(0) { $0 + $1.weight * $1.weight }
      let residuals = counted.map { Residual(person: $0.person, e: $0.weight * ($0.x - mean)) }
      let spread = spread(of: residuals, per: sum)
      let effective = kish / designEffect(residuals, spread.variance, per: sum, worth: kish)
      return .weighted(
        n: counted.count, of: group.count,
        .init(people: spread.people, value: mean, variance: squares / sum, effective: effective))
    }
  }

  /// The design effect of several values for one person (Kish, Survey Sampling, 1965): the variance between people divided
  /// by that between values; if all values are of one person, so large that one effective value is left.
  private func designEffect(
    _ residuals: [Residual], _ variance: Double?, per whole: Double, worth: Double
  ) -> Double {
    guard let variance else { return max(1, worth) }
    let n = Double(residuals.count)
    let plain = n / (n - 1) * residuals.reduce(0) { $0 + $1.e * $1.e } / (whole * whole)
    return plain > 0 ? max(1, variance / plain) : 1
  }

  /// The values of which a weighted metric is the mean, each with its weight.
  private func values(
    of metric: Metric, by weight: Value, frames: [RowSet], members: [[[Int]]]
  ) throws(BackendError) -> [[Weighable]] {
    switch metric {
    case .named(_, let inner, _): return try values(of: inner, by: weight, frames: frames, members: members)
    case .rate(let condition):
      let truths = try frames.enumerated().map { index, frame throws(BackendError) in
        try truth(of: condition, frame, among: union(members, index, frame))
      }
      return try paired(by: weight, frames, members) { frame, row in
        truths[frame].known[row] ? truths[frame].holds[row] ? 1 : 0 : nil
      }
    case .aggregate(_, let value):
      let columns = try frames.enumerated().map { index, frame throws(BackendError) in
        try column(of: value, frame: frame, among: union(members, index, frame))
      }
      return try paired(by: weight, frames, members) { columns[$0].number(at: $1) }
    case .recordAggregate(_, let property, let scope):
      let people = members.map { self.people(of: $0, in: frames) }
      let weights = try column(of: weight, frame: everybody, among: union(people))
      let batches = try records(in: scope, of: union(people))
      let columns = batches.map { propertyColumn(property, of: RowSet($0)) }
      let starts = batches.map { self.starts(of: $0) }
      return people.map { people in
        people.flatMap { person in
          batches.indices.flatMap { batch in
            (starts[batch][person]..<starts[batch][person + 1]).map {
              Weighable(person: person, x: columns[batch].number(at: $0), weight: weights.number(at: person))
            }
          }
        }
      }
    case .satisfaction(let kind, let property, let scope, let scale, .people):
      let people = members.map { self.people(of: $0, in: frames) }
      let latest = try latestScores(property, scope, scale, of: union(people))
      let weights = try column(of: weight, frame: everybody, among: union(people))
      return people.map {
        $0.map {
          Weighable(
            person: $0, x: latest.number(at: $0).map { kind.share(of: $0, scale) },
            weight: weights.number(at: $0))
        }
      }
    case .satisfaction(let kind, let property, let scope, let scale, .answers):
      let answers = try answers(property, scope, scale, frames: frames, members: members)
      let messages = RowSet(answers.records)
      let weights = try column(of: weight, frame: messages, among: messages.all)
      return answers.rows.map {
        $0.map {
          Weighable(
            person: messages.person(of: $0),
            x: answers.column.number(at: $0).map { kind.share(of: $0, scale) },
            weight: weights.number(at: $0))
        }
      }
    case .count, .number, .records, .doing, .weighted, .ratio: return members.map { _ in [] }
    }
  }

  private func paired(
    by weight: Value, _ frames: [RowSet], _ members: [[[Int]]], _ x: (_ frame: Int, _ row: Int) -> Double?
  ) throws(BackendError) -> [[Weighable]] {
    let weights = try frames.enumerated().map { index, frame throws(BackendError) in
      try column(of: weight, frame: frame, among: union(members, index, frame))
    }
    return members.map { group in
      group.enumerated().flatMap { frame, rows in
        rows.map {
          Weighable(
            person: frames[frame].person(of: $0), x: x(frame, $0), weight: weights[frame].number(at: $0))
        }
      }
    }
  }
}

extension Metric.Satisfaction {
  /// What a score adds to the mean: for a share 1 or 0, for NPS 1, 0 or −1.
  func share(of score: Double, _ scale: Scale) -> Double {
    guard let bands = scale.bands, self != .ces else { return score }
    if score >= Double(bands.top) { return 1 }
    return self == .nps && score <= Double(bands.bottom) ? -1 : 0
  }
}
