import DataModel
import Plan

/// Figures over groups.
extension Toy {
  func figure(
    _ metric: Metric, _ members: [Subject], _ subject: Plan.Subject
  ) throws(BackendError) -> MetricResult {
    switch metric {
    case .count: return .count(members.count)
    case .records(let scope):
      var count = 0
      for member in members { count += try records(scope, of: member.soul).count }
      return .count(count)
    case .number(let condition), .rate(let condition):
      var found: [(soul: Soul, x: Double)] = []
      for member in members {
        if let truth = try truth(condition, member.soul, member.record) {
          found.append((member.soul, truth ? 1 : 0))
        }
      }
      let hits = found.count { $0.x == 1 }
      guard case .rate = metric, case .records = subject else {
        return .share(hits: hits, n: found.count, nil)
      }
      let mean = Double(hits) / Double(max(1, found.count))
      return .share(hits: hits, n: found.count, spread(of: found, around: mean))
    case .doing(let scope):
      var hits = 0
      for member in members where try !records(scope, of: member.soul).isEmpty { hits += 1 }
      return .share(hits: hits, n: members.count, nil)
    case .aggregate(let aggregate, let value):
      var values: [(Soul, Datum?)] = []
      for member in members {
        values.append((member.soul, try self.value(value, member.soul, member.record)))
      }
      return result(of: aggregate, over: values)
    case .recordAggregate(let aggregate, let property, let scope):
      var values: [(Soul, Datum?)] = []
      for member in members {
        values += try records(scope, of: member.soul).map { (member.soul, self.property(property, $0)) }
      }
      return result(of: aggregate, over: values)
    case .satisfaction(_, _, _, _, .answers): throw .failed("the toy knows no such figure")
    case .weighted(let inner, let weight): return try weighted(inner, by: weight, members)
    case .ratio(.records(let scope), per: .doing(let doers)): return try ratio(scope, doers, members)
    case .ratio: throw .failed("the toy knows no such figure")
    case .satisfaction(let kind, let property, let scope, let scale, .people):
      var scores: [(Soul, Datum?)] = []
      for member in members {
        let score = try records(scope, of: member.soul).compactMap { self.property(property, $0) }.last
        scores.append((member.soul, score))
      }
      return satisfaction(kind, scores, scale)
    case .named(_, let inner, let filter):
      guard let filter else { return try figure(inner, members, subject) }
      var kept: [Subject] = []
      for member in members where try holds(filter, member.soul, member.record) { kept.append(member) }
      return try figure(inner, kept, subject)
    }
  }

  private func weighted(
    _ inner: Metric, by weight: Plan.Value, _ members: [Subject]
  ) throws(BackendError) -> MetricResult {
    var pairs: [(x: Double, w: Double)] = []
    for member in members {
      let x: Double?
      switch inner {
      case .rate(let condition): x = try truth(condition, member.soul, member.record).map { $0 ? 1 : 0 }
      case .aggregate(.average, let value): x = try self.value(value, member.soul, member.record)?.double
      case _: throw .failed("the toy knows no such figure")
      }
      guard let x, let w = try self.value(weight, member.soul, member.record)?.double, w > 0 else {
        continue
      }
      pairs.append((x, w))
    }
    let sum = pairs.reduce(0) { $0 + $1.w }
    guard sum > 0 else { return .weighted(n: pairs.count, of: members.count, nil) }
    let mean = pairs.reduce(0) { $0 + $1.w * $1.x } / sum
    let squares = pairs.reduce(0) { $0 + $1.w * ($1.x - mean) * ($1.x - mean) }
    return .weighted(
      n: pairs.count, of: members.count,
      .init(
        people: pairs.count, value: mean, variance: squares / sum,
        effective: sum * sum / pairs.reduce(0) { $0 + $1.w * $1.w }))
  }

  private func ratio(
    _ scope: Plan.RecordScope, _ doers: Plan.RecordScope, _ members: [Subject]
  ) throws(BackendError) -> MetricResult {
    var people: [(a: Double, b: Double)] = []
    for member in members {
      let a = try records(scope, of: member.soul).count
      let b = try records(doers, of: member.soul).isEmpty ? 0 : 1
      if a + b > 0 { people.append((Double(a), Double(b))) }
    }
    let (a, b) = people.reduce((0.0, 0.0)) { ($0.0 + $1.a, $0.1 + $1.b) }
    let n = Double(people.count)
    let squares = people.reduce(0) { $0 + ($1.a - a / b * $1.b) * ($1.a - a / b * $1.b) }
    return .ratio(
      n: people.count, whole: a, part: b, variance: b > 0 && n > 1 ? n / (n - 1) * squares / (b * b) : nil)
  }

  private func satisfaction(
    _ kind: Metric.Satisfaction, _ scores: [(Soul, Datum?)], _ scale: Scale
  ) -> MetricResult {
    if kind == .ces { return result(of: .average, over: scores) }
    let found = scores.compactMap { soul, score in score?.double.map { (soul: soul, x: $0) } }
    let (top, bottom) = scale.bands ?? (Int.max, Int.min)
    let points = found.map { soul, x in
      (soul: soul, x: x >= Double(top) ? 1.0 : x <= Double(bottom) && kind == .nps ? -1 : 0)
    }
    return .bands(
      n: found.count, top: found.count { $0.x >= Double(top) },
      bottom: found.count { $0.x <= Double(bottom) },
      spread(of: points, around: points.map(\.x).reduce(0, +) / Double(max(1, points.count))))
  }

  /// The number of people behind a mean, and its variance between them: if e is the sum of a person's deviations from the
  /// mean, people / (people − 1) · Σe² / n².
  private func spread(of values: [(soul: Soul, x: Double)], around mean: Double) -> MetricResult.Spread {
    var excess: [ObjectIdentifier: Double] = [:]
    for (soul, x) in values { excess[ObjectIdentifier(soul), default: 0] += x - mean }
    let (people, n) = (Double(excess.count), Double(values.count))
    let squares = excess.values.map { $0 * $0 }.reduce(0, +)
    return MetricResult.Spread(
      people: excess.count, variance: people > 1 ? people / (people - 1) * squares / (n * n) : nil)
  }

  private func result(of aggregate: Plan.Aggregate, over values: [(Soul, Datum?)]) -> MetricResult {
    let owned = values.compactMap { soul, datum in datum.map { (soul: soul, datum: $0) } }
    let found = owned.map(\.datum)
    func value() -> Scalar { scalar(figure(aggregate).value(of: found, in: census.place)) }
    switch aggregate {
    case .distinct: return .distinct(value())
    case .median, .minimum, .maximum, .percentile, .latest, .first:
      return .value(value(), n: found.count, of: values.count)
    case .total, .average:
      let numbers = owned.compactMap { soul, datum in datum.double.map { (soul: soul, x: $0) } }
      let total = numbers.map(\.x).reduce(0, +)
      let sum = self.sum(of: found)
      if aggregate == .total { return .total(n: found.count, of: values.count, sum: sum) }
      return .mean(
        n: found.count, of: values.count, sum: sum,
        spread(of: numbers, around: total / Double(max(1, numbers.count))))
    }
  }

  /// Exact if the numbers are.
  func sum(of data: [Datum]) -> Scalar {
    let isExact = data.allSatisfy { if case .number = $0 { true } else { false } }
    if isExact { return scalar(Figure.total.value(of: data, in: census.place)) }
    return .real(data.compactMap(\.double).reduce(0, +))
  }
}
