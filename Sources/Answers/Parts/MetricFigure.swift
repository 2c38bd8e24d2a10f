internal import DataModel
internal import Plan
internal import Statistics

/// The figure of a metric for one group, with its 95% interval and what it is based on.
struct MetricFigure {
  var value: Scalar
  var low: Double?
  var high: Double?
  var of: (Int, Int)?
  /// How many answers a satisfaction score (NPS, CSAT, CES) is based on.
  var answers: Int?
  /// How many people or records the figure is based on; nil for plain counts.
  var base: Int?
  /// How many people `base` comes from, if that is a different number.
  var people: Int?
  /// Kish's effective sample size of a weighted figure.
  var effective: Double?
  /// How many people or records were looked at, including those without a value.
  var lookedAt: Int?
  /// How many people a number or share counts; nil for other figures.
  var hits: Int?

  init(_ value: Scalar = .missing) { self.value = value }

  init(_ metric: Metric, _ catalog: any Catalog, _ result: MetricResult) {
    self.init(unbounded: metric.unnamed, result)
    guard let value = value.number else { return }
    let bounds = metric.bounds(catalog)
    if let least = bounds.low { low = low.map { min(value, max($0, least)) } }
    if let most = bounds.high { high = high.map { max(value, min($0, most)) } }
  }

  private init(unbounded metric: Metric, _ result: MetricResult) {
    switch result {
    case .count(let n):
      self.init(Scalar(n))
    case .share(let hits, let n, let spread):
      if case .rate = metric {
        self.init(shareOf: hits, of: n, spread)
      } else {
        self.init(Scalar(hits))
        lookedAt = n
        self.hits = hits
      }
    case .mean(let n, let of, let sum, let spread):
      self.init(meanOf: n, sum, spread)
      lookedAt = of
    case .total(let n, let of, let figure), .value(let figure, let n, let of):
      self.init(figure)
      base = n
      lookedAt = of
    case .distinct(let values):
      self.init(values)
    case .bands(let n, let top, let bottom, let spread):
      if case .satisfaction(.nps, _, _, _, _) = metric {
        self.init(npsOf: top, bottom, of: n, spread)
      } else {
        self.init(shareOf: top, of: n, spread)
      }
    case .weighted(let n, let of, let mean):
      self.init(weighted: metric, n, mean)
      lookedAt = of
    case .ratio(let n, let whole, let part, let variance):
      self.init()
      base = n
      if let ratio = Ratio(whole, per: part, people: n, variance: variance) {
        value = .real(ratio.value)
        low = ratio.interval?.low
        high = ratio.interval?.high
      }
    }
    if case .satisfaction = metric { answers = result.n }
  }

  /// A weighted mean; its interval is that of an unweighted mean of as many values as the effective sample size.
  private init(weighted metric: Metric, _ count: Int, _ weighted: MetricResult.WeightedMean?) {
    self.init()
    base = count
    guard let weighted else { return }
    rests(on: count, of: weighted.people)
    let (mean, variance, n) = (weighted.value, weighted.variance, weighted.effective)
    guard n.isFinite else { return }
    effective = n
    value = .real(mean)
    let interval: Interval?
    if case .satisfaction(.nps, _, _, _, _) = metric.unweighted {
      // The mean of 1, 0 and −1 and that of their squares say how many of each there are.
      let either = variance + mean * mean
      let score = NetPromoterScore(
        promoters: n * (either + mean) / 2, detractors: n * (either - mean) / 2, of: n)
      value = score.map { .real($0.value) } ?? .missing
      interval = score?.interval
    } else if metric.isShare {
      interval = Share.interval(of: mean, n)
    } else {
      interval = Mean(mean, effective: n, variance: n > 1 ? variance * n / (n - 1) : nil).interval
    }
    low = interval?.low
    high = interval?.high
  }

  private init(shareOf hits: Int, of n: Int, _ spread: MetricResult.Spread?) {
    let share = Share(hits, of: n)
    self.init(Scalar(share?.value))
    rests(on: n, of: spread?.people ?? n)
    if let share, let effective = worth(n, spread: share.value * (1 - share.value), spread?.variance) {
      let interval = Share.interval(of: share.value, effective)
      (low, high) = (interval.low, interval.high)
    }
    of = (hits, n)
    self.hits = hits
  }

  private init(npsOf top: Int, _ bottom: Int, of n: Int, _ spread: MetricResult.Spread) {
    self.init(Scalar(NetPromoterScore(promoters: top, detractors: bottom, of: n)?.value))
    rests(on: n, of: spread.people)
    guard n > 0 else { return }
    let (up, down) = (Double(top) / Double(n), Double(bottom) / Double(n))
    guard let effective = worth(n, spread: up + down - (up - down) * (up - down), spread.variance) else {
      return
    }
    let interval = NetPromoterScore(
      promoters: up * effective, detractors: down * effective, of: effective)?.interval
    (low, high) = (interval?.low, interval?.high)
  }

  private init(meanOf n: Int, _ sum: Scalar, _ spread: MetricResult.Spread) {
    self.init()
    rests(on: n, of: spread.people)
    guard let sum = sum.number,
      let mean = Ratio(sum, per: Double(n), people: spread.people, variance: spread.variance)
    else { return }
    value = .real(mean.value)
    (low, high) = (mean.interval?.low, mean.interval?.high)
  }

  private mutating func rests(on n: Int, of people: Int) {
    base = n
    self.people = people == n ? nil : people
  }

  /// The effective sample size of `n` values of which some are from one person.
  private func worth(_ n: Int, spread: Double, _ variance: Double?) -> Double? {
    effectiveNumber(of: n, people: people ?? n, spread: spread, variance: variance)
  }

  var cell: Answer.Cell {
    var cell = Answer.Cell(
      value, low: low, high: high, of: of, isSmall: (people ?? base).map { $0 < smallGroup } ?? false)
    cell.answers = answers
    return cell
  }

  var answersCell: Answer.Cell { Answer.Cell(answers) }

  /// The cells for `basisColumns`.
  func basisCells(of metric: Metric) -> [Answer.Cell] {
    switch metric.denominator {
    case .nothing: []
    case .number: [Answer.Cell(base)]
    case .share: [Answer.Cell(hits), Answer.Cell(base)]
    case .answers: [answersCell]
    }
  }
}

extension Measure.Measured {
  /// The column for machines with the number of answers behind a satisfaction score.
  var answersColumn: Answer.Column {
    Answer.Column("\(title) answers", .integer, unit: .records, for: .machines)
  }

  /// The columns for machines with the number of people, records or answers behind the figure: `n`, and for a share also
  /// `of`.
  var basisColumns: [Answer.Column] {
    func column(_ name: String) -> Answer.Column {
      Answer.Column("\(title) \(name)", .integer, for: .machines)
    }
    return switch metric.denominator {
    case .nothing: []
    case .number: [column("n")]
    case .share: [column("n"), column("of")]
    case .answers: [answersColumn]
    }
  }
}

extension Metric {
  /// What a figure is based on.
  fileprivate enum Denominator { case nothing, number, share, answers }

  fileprivate var denominator: Denominator {
    switch unnamed {
    case .count, .number, .records, .doing: .nothing
    case .aggregate(.distinct, _), .recordAggregate(.distinct, _, _): .nothing
    case .rate: .share
    case .satisfaction: .answers
    case .aggregate, .recordAggregate, .weighted, .ratio, .named: .number
    }
  }
}

extension Metric {
  /// Whether it is NPS, CSAT or CES.
  var isSatisfaction: Bool {
    if case .satisfaction = unnamed { return true }
    return false
  }

  /// The unit of its figures.
  ///
  /// - Parameters:
  ///   - subject: what `count` counts.
  ///   - money: the attribute that the workspace declares as `value`.
  func unit(of subject: Subject, money: AttributeRef?) -> Answer.Unit {
    switch self {
    case .count: subject == .people ? .people : .records
    case .number, .doing: .people
    case .records: .records
    case .rate: .share
    case .satisfaction(let kind, _, _, _, _): kind == .csat ? .share : .points
    case .weighted(let inner, _): inner.unit(of: subject, money: money)
    case .ratio: .none
    case .aggregate(let aggregate, let value): aggregate.keeping(value.unit(money: money))
    case .recordAggregate(let aggregate, let property, _):
      aggregate.keeping(property.unit.map { Answer.Unit($0) } ?? (property.slot == .score ? .points : .none))
    case .named(_, let metric, _): metric.unit(of: subject, money: money)
    }
  }
}

extension Aggregate {
  /// The unit of the aggregate of values in a unit: a number of distinct values has none, and a sum of years is not a year.
  fileprivate func keeping(_ unit: Answer.Unit) -> Answer.Unit {
    self == .distinct || self == .total && unit == .year ? .none : unit
  }
}

extension Metric {
  /// The note for a ratio of which only one sum has a window; nil otherwise.
  var unequalWindows: String? {
    guard case .ratio(let whole, let part) = unnamed else { return nil }
    func windows(_ metric: Metric) -> (all: [String], any: Bool) {
      (metric.scopes.compactMap { $0.window?.words }, metric.scopes.contains { $0.window == nil })
    }
    let (first, second) = (windows(whole), windows(part))
    guard let words = first.all.first ?? second.all.first,
      first.all.isEmpty && first.any || second.all.isEmpty && second.any
    else { return nil }
    let isFirst = !first.all.isEmpty
    return
      "Only the \(isFirst ? "first" : "second") of the two sums is limited to `\(words)`; the other covers all time. "
      + "Write `\(words)` after each of them, or after `for …`, to limit both; write it after neither to limit none."
  }

  /// Whether its figures have intervals.
  var hasInterval: Bool {
    switch unnamed {
    case .rate, .satisfaction, .weighted, .ratio, .aggregate(.average, _), .recordAggregate(.average, _, _):
      true
    case .count, .number, .records, .doing, .aggregate, .recordAggregate, .named: false
    }
  }
}

extension MetricResult {
  /// The result for a group that nobody is in.
  static func nothing(of metric: Metric) -> MetricResult {
    let zero = Scalar.integer(0)
    switch metric.unnamed {
    case .count, .records, .named: return .count(0)
    case .number, .rate, .doing: return .share(hits: 0, n: 0, nil)
    case .aggregate(let aggregate, _), .recordAggregate(let aggregate, _, _):
      switch aggregate {
      case .average: return .mean(n: 0, of: 0, sum: zero, Spread(people: 0, variance: nil))
      case .total: return .total(n: 0, of: 0, sum: zero)
      case .distinct: return .distinct(zero)
      case .median, .minimum, .maximum, .percentile, .latest, .first: return .value(zero, n: 0, of: 0)
      }
    case .satisfaction(.ces, _, _, _, _):
      return .mean(n: 0, of: 0, sum: zero, Spread(people: 0, variance: nil))
    case .satisfaction: return .bands(n: 0, top: 0, bottom: 0, Spread(people: 0, variance: nil))
    case .weighted:
      return .weighted(n: 0, of: 0, WeightedMean(people: 0, value: 0, variance: 0, effective: 0))
    case .ratio: return .ratio(n: 0, whole: 0, part: 0, variance: nil)
    }
  }
}
