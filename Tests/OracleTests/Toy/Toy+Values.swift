import DataModel
import Plan

/// A plan's values, and figures over groups.
extension Toy {
  func value(_ value: Plan.Value, _ soul: Soul, _ record: Record? = nil) throws(BackendError) -> Datum? {
    if soul.isStranger, value.readsPerson { return nil }
    switch value {
    case .literal(let scalar): return datum(scalar)
    case .attribute(let attribute): return census.value(of: .attribute(attribute.name, their: true), soul)
    case .property(let property): return self.property(property, record)
    case .count(let scope): return .number(try records(scope, of: soul, record).count * 100)
    case .aggregate(let aggregate, let property, let scope):
      let values = try records(scope, of: soul, record).compactMap { self.property(property, $0) }
      return figure(aggregate).value(of: values, in: census.place)
    case .moment(let anchor): return try when(anchor, soul, record).map { .when($0) }
    case .elapsed(let unit, let from, let to, let calendar):
      guard unit == .day || unit == .week else { throw .failed("the toy counts days and weeks") }
      let days = unit == .week ? 7 : 1
      guard let first = try when(from, soul, record), let last = try when(to, soul, record) else {
        return nil
      }
      if case .instant(let l) = first, case .instant(let r) = last, !calendar {
        return .real(Double(r - l) / Double(days * Place.dayLength))
      }
      let length = census.place.day(last) - census.place.day(first)
      return calendar || days == 1 ? .number(length / days * 100) : .real(Double(length) / Double(days))
    case .presence: throw .failed("the toy knows no days of presence")
    case .cycle: throw .failed("the toy knows no weekdays")
    case .named(_, let inner): return try self.value(inner, soul, record)
    }
  }

  func property(_ property: PropertyRef, _ record: Record?) -> Datum? {
    switch property.slot {
    case .at: record.map { .when($0.at) }
    case .day: record.map { .when(.day(census.place.day($0.at))) }
    case .kind: record.map { .text($0.kind) }
    case .column, .score, .channel, .text: record?.properties[property.name]
    }
  }

  private func figure(_ aggregate: Plan.Aggregate) -> Figure {
    switch aggregate {
    case .average: .average
    case .median: .median
    case .total: .total
    case .minimum: .min
    case .maximum: .max
    case .distinct: .distinct
    case .latest: .latest
    case .first: .first
    case .percentile(let p): .percentile(p)
    }
  }

  func datum(_ scalar: Scalar) -> Datum? {
    switch scalar {
    case .missing: nil
    case .boolean(let flag): .flag(flag)
    case .integer(let number): .number(Int(number) * 100)
    case .decimal(let units, let places):
      places <= 2
        ? .number(Int(units) * (places == 0 ? 100 : places == 1 ? 10 : 1)) : .real(scalar.number ?? 0)
    case .real(let value): .real(value)
    case .moment(let moment): .when(when(moment))
    case .text(let text): .text(text)
    case .list(let elements): .list(elements)
    }
  }

  func scalar(_ datum: Datum?) -> Scalar {
    switch datum {
    case nil: .missing
    case .text(let text): .text(text)
    case .number(let hundredths):
      hundredths % 100 == 0
        ? .integer(Int64(hundredths / 100)) : .decimal(units: Int64(hundredths), places: 2)
    case .real(let value): .real(value)
    case .flag(let flag): .boolean(flag)
    case .when(let when): .moment(moment(when))
    case .list(let elements): .list(elements)
    }
  }

  // MARK: Groups

  func columns(_ groups: Groups) throws(BackendError) -> Columns {
    var members: [Subject] = []
    switch groups.subject {
    case .people: members = try people(groups.who).map { Subject(soul: $0) }
    case .records(let scope):
      for soul in try people(groups.who) {
        members += try records(scope, of: soul).map { Subject(soul: soul, record: $0) }
      }
      if groups.who == .everyone {
        let stranger = Soul(id: "")
        stranger.said = census.messages.filter { $0.customer == nil }
        members += try records(scope, of: stranger).map { Subject(soul: stranger, record: $0) }
      }
    }
    var byKey: [[Cell]: [Subject]] = groups.keys.isEmpty ? [[]: members] : [:]
    var shown: [[Cell]: [Scalar]] = [[]: []]
    if !groups.keys.isEmpty {
      for member in members {
        var keys: [(cells: [Cell], scalars: [Scalar])] = [([], [])]
        for key in groups.keys {
          let found = try cells(key, member, members)
          keys = keys.flatMap { start in found.map { (start.cells + [$0.0], start.scalars + $0.1) } }
        }
        for key in keys {
          byKey[key.cells, default: []].append(member)
          shown[key.cells] = key.scalars
        }
      }
    }
    var names = groups.keys.indices.flatMap { ["key\($0)", "key\($0).low", "key\($0).high"] }
    for (index, metric) in groups.metrics.enumerated() { names += metric.columns.map { "m\(index).\($0)" } }
    var rows: [[Scalar]] = []
    for (key, members) in byKey {
      var row = shown[key, default: []]
      for metric in groups.metrics { row += try figures(metric, members, groups.subject) }
      rows.append(row)
    }
    return Columns(names: names, values: columns(of: rows, count: names.count))
  }

  /// The groups of one, each with its key, low and high edge.
  private func cells(
    _ key: GroupKey, _ member: Subject, _ all: [Subject]
  ) throws(BackendError) -> [(Cell, [Scalar])] {
    func plain(_ cell: Cell, _ scalar: Scalar) -> (Cell, [Scalar]) { (cell, [scalar, .missing, .missing]) }
    let value: Plan.Value
    switch key.value {
    case .condition(let condition):
      guard let isTrue = try truth(condition, member.soul, member.record) else {
        return [plain(.missing, .missing)]
      }
      return [plain(.flag(isTrue), .boolean(isTrue))]
    case .value(let keyed): value = keyed
    }
    guard let datum = try self.value(value, member.soul, member.record) else {
      return [plain(.missing, .missing)]
    }
    switch key.cut {
    case .each:
      if case .list(let elements) = datum { return Set(elements).map { plain(.text($0), .text($0)) } }
      return [plain(Cell(datum), scalar(datum))]
    case .period(let unit):
      guard case .when(let when) = datum else { return [plain(.missing, .missing)] }
      let first = Almanac.start(
        of: self.unit(unit), holding: census.place.day(when), weekStart: census.world.weekStart)
      return [plain(.text(Almanac.text(first)), .moment(.day(Day(Int32(first)))))]
    case .split(let edges):
      let band = edges.count { $0 <= datum.double ?? 0 }
      let ends = [Scalar.missing] + edges.map { .real($0) } + [.missing]
      return [(.band(band), [.integer(Int64(band)), ends[band], ends[band + 1]])]
    case .bins, .quantiles: throw .failed("the toy cuts no bins")
    }
  }

  /// The columns of a metric in the order of `Metric.columns`.
  private func figures(_ metric: Metric, _ members: [Subject], _ subject: Plan.Subject) throws(BackendError)
    -> [Scalar]
  {
    func whole(_ count: Int) -> Scalar { .integer(Int64(count)) }
    switch metric {
    case .count: return [whole(members.count)]
    case .records(let scope):
      var count = 0
      for member in members { count += try records(scope, of: member.soul).count }
      return [whole(count)]
    case .number(let condition), .rate(let condition):
      var found: [(soul: Soul, x: Double)] = []
      for member in members {
        if let truth = try truth(condition, member.soul, member.record) {
          found.append((member.soul, truth ? 1 : 0))
        }
      }
      let hits = found.count { $0.x == 1 }
      let counts = [whole(hits), whole(found.count)]
      guard case .rate = metric else { return counts }
      guard case .records = subject else { return counts + [.missing, .missing] }
      return counts + spread(of: found, around: Double(hits) / Double(max(1, found.count)))
    case .doing(let scope):
      var hits = 0
      for member in members where try !records(scope, of: member.soul).isEmpty { hits += 1 }
      return [whole(hits), whole(members.count)]
    case .aggregate(let aggregate, let value):
      var values: [(Soul, Datum?)] = []
      for member in members {
        values.append((member.soul, try self.value(value, member.soul, member.record)))
      }
      return columns(of: aggregate, over: values)
    case .recordAggregate(let aggregate, let property, let scope):
      var values: [(Soul, Datum?)] = []
      for member in members {
        values += try records(scope, of: member.soul).map { (member.soul, self.property(property, $0)) }
      }
      return columns(of: aggregate, over: values)
    case .satisfaction(_, _, _, _, .answers): throw .failed("the toy knows no such figure")
    case .weighted(let inner, let weight):
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
      let counts = [whole(pairs.count), whole(members.count), whole(pairs.count)]
      let sum = pairs.reduce(0) { $0 + $1.w }
      guard sum > 0 else { return counts + [.missing, .missing, .missing] }
      let mean = pairs.reduce(0) { $0 + $1.w * $1.x } / sum
      let squares = pairs.reduce(0) { $0 + $1.w * ($1.x - mean) * ($1.x - mean) }
      return counts
        + [
          .real(sum * sum / pairs.reduce(0) { $0 + $1.w * $1.w }), .real(mean), .real(squares / sum),
        ]
    case .ratio(.records(let scope), per: .doing(let doers)):
      var people: [(a: Double, b: Double)] = []
      for member in members {
        let a = try records(scope, of: member.soul).count
        let b = try records(doers, of: member.soul).isEmpty ? 0 : 1
        if a + b > 0 { people.append((Double(a), Double(b))) }
      }
      let (a, b) = people.reduce((0.0, 0.0)) { ($0.0 + $1.a, $0.1 + $1.b) }
      let n = Double(people.count)
      let squares = people.reduce(0) { $0 + ($1.a - a / b * $1.b) * ($1.a - a / b * $1.b) }
      let hasVariance = b > 0 && n > 1
      return [
        whole(people.count), .real(a), .real(b),
        hasVariance ? .real(n / (n - 1) * squares / (b * b)) : .missing,
      ]
    case .ratio: throw .failed("the toy knows no such figure")
    case .satisfaction(let kind, let property, let scope, let scale, .people):
      var scores: [(Soul, Datum?)] = []
      for member in members {
        let score = try records(scope, of: member.soul).compactMap { self.property(property, $0) }.last
        scores.append((member.soul, score))
      }
      if kind == .ces { return columns(of: .average, over: scores) }
      let found = scores.compactMap { soul, score in score?.double.map { (soul: soul, x: $0) } }
      let (top, bottom) = scale.bands ?? (Int.max, Int.min)
      let points = found.map { soul, x in
        (soul: soul, x: x >= Double(top) ? 1.0 : x <= Double(bottom) && kind == .nps ? -1 : 0)
      }
      return [
        whole(found.count), whole(found.count { $0.x >= Double(top) }),
        whole(found.count { $0.x <= Double(bottom) }),
      ] + spread(of: points, around: points.map(\.x).reduce(0, +) / Double(max(1, points.count)))
    case .named(_, let inner, let filter):
      guard let filter else { return try figures(inner, members, subject) }
      var kept: [Subject] = []
      for member in members where try holds(filter, member.soul, member.record) { kept.append(member) }
      return try figures(inner, kept, subject)
    }
  }

  /// How many people stand behind a mean, and its variance between them: with e the sum of what a person's values are
  /// above the mean, people / (people − 1) · Σe² / n².
  private func spread(of values: [(soul: Soul, x: Double)], around mean: Double) -> [Scalar] {
    var excess: [ObjectIdentifier: Double] = [:]
    for (soul, x) in values { excess[ObjectIdentifier(soul), default: 0] += x - mean }
    let (people, n) = (Double(excess.count), Double(values.count))
    let squares = excess.values.map { $0 * $0 }.reduce(0, +)
    return [
      .integer(Int64(excess.count)), people > 1 ? .real(people / (people - 1) * squares / (n * n)) : .missing,
    ]
  }

  private func columns(of aggregate: Plan.Aggregate, over values: [(Soul, Datum?)]) -> [Scalar] {
    let owned = values.compactMap { soul, datum in datum.map { (soul: soul, datum: $0) } }
    let found = owned.map(\.datum)
    let counts: [Scalar] = [.integer(Int64(found.count)), .integer(Int64(values.count))]
    switch aggregate {
    case .distinct: return [scalar(figure(aggregate).value(of: found, in: census.place))]
    case .median, .minimum, .maximum, .percentile, .latest, .first:
      return counts + [scalar(figure(aggregate).value(of: found, in: census.place))]
    case .total, .average:
      let numbers = owned.compactMap { soul, datum in datum.double.map { (soul: soul, x: $0) } }
      let total = numbers.map(\.x).reduce(0, +)
      let sum =
        found.allSatisfy { if case .number = $0 { true } else { false } }
        ? scalar(Figure.total.value(of: found, in: census.place)) : .real(total)
      if aggregate == .total { return counts + [sum] }
      return counts + [sum] + spread(of: numbers, around: total / Double(max(1, numbers.count)))
    }
  }
}
