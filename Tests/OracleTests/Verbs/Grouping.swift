import DataModel

/// What records or people are grouped by.
enum Cut: Hashable {
  case attribute(String)
  /// A defined value.
  case value(String, Term)
  case property(String)
  case kind
  case split(String, [Int])
  case period(Unit, String)
  case claim(Claim)
  case bins(String, Int)
  case quantiles(String, Int)
}

/// The value of a group in a row.
enum Cell: Hashable {
  case missing
  case text(String)
  /// In hundredths.
  case number(Int)
  case flag(Bool)
  /// Bands are numbered from 0.
  case band(Int)

  init(_ scalar: Scalar) {
    switch scalar {
    case .missing: self = .missing
    case .text(let text): self = .text(text)
    case .boolean(let flag): self = .flag(flag)
    case .integer, .decimal, .real: self = .number(Int(((scalar.number ?? 0) * 100).rounded()))
    case .moment, .list: self = .text("\(scalar)")
    }
  }

  init(_ datum: Datum) {
    switch datum {
    case .text(let text): self = .text(text)
    case .number(let hundredths): self = .number(hundredths)
    case .real(let value): self = .number(Int((value * 100).rounded()))
    case .flag(let flag): self = .flag(flag)
    case .when, .list: self = .missing
    }
  }

  /// Smaller values first, missing last.
  func precedes(_ other: Cell) -> Bool {
    switch (self, other) {
    case (.missing, _): false
    case (_, .missing): true
    case (.text(let l), .text(let r)): l < r
    case (.number(let l), .number(let r)): l < r
    case (.band(let l), .band(let r)): l < r
    case (_, _): false
    }
  }
}

/// A person, or a record with its person (an unknown one if the author is).
struct Subject {
  var soul: Soul
  var record: Record?
}

extension Census {
  /// The groups that somebody belongs to: several only for a list.
  func cells(_ cut: Cut, of subject: Subject, among all: [Subject]) -> [Cell] {
    let datum: Datum?
    switch cut {
    case .attribute(let name): datum = value(of: .attribute(name, their: true), subject.soul)
    case .value(_, let term): datum = subject.soul.isStranger ? nil : value(of: term, subject.soul)
    case .property(let name): datum = subject.record?.properties[name]
    case .kind: datum = subject.record.map { .text($0.kind) }
    case .claim(let claim):
      return [truth(claim, of: subject.soul, subject.record).map { .flag($0) } ?? .missing]
    case .period(let unit, let name):
      let moment = name == "at" ? subject.record?.at : subject.soul.time(name)
      return [moment.map { .text(label(of: unit, holding: place.day($0))) } ?? .missing]
    case .split(let name, let edges):
      guard case .number(let hundredths)? = subject.soul.attributes[name] else { return [.missing] }
      return [.band(edges.count { $0 * 100 <= hundredths })]
    case .bins(let name, let count):
      guard case .number(let value)? = subject.soul.attributes[name] else { return [.missing] }
      let values = all.compactMap { numbers($0, name) }
      guard let low = values.min(), let high = values.max(), low < high else { return [.band(0)] }
      // The last bin includes its upper end.
      return [.band(min(count - 1, (value - low) * count / (high - low)))]
    case .quantiles(let name, let count):
      guard case .number(let value)? = subject.soul.attributes[name] else { return [.missing] }
      let values = all.compactMap { numbers($0, name) }.sorted()
      var edges: [Double] = []
      for index in 1..<count {
        let position = Double(values.count - 1) * Double(index) / Double(count)
        let below = Int(position)
        let above = min(below + 1, values.count - 1)
        let edge = Double(values[below]) + (position - Double(below)) * Double(values[above] - values[below])
        if edge != edges.last { edges.append(edge) }
      }
      return [.band(edges.count { $0 <= Double(value) })]
    }
    switch datum {
    case nil: return [.missing]
    case .list(let elements): return Set(elements).map { .text($0) }
    case .text, .number, .real, .flag, .when: return [datum.map { Cell($0) } ?? .missing]
    }
  }

  private func numbers(_ subject: Subject, _ name: String) -> Int? {
    if case .number(let value)? = subject.soul.attributes[name] { return value }
    return nil
  }

  func label(of unit: Unit, holding day: Int) -> String {
    let first = Almanac.start(of: unit, holding: day, weekStart: world.weekStart)
    let (year, month, _) = Almanac.civil(first)
    switch unit {
    case .hour, .day: return Almanac.text(first)
    case .week:
      guard world.weekStart == 1 else { return Almanac.text(first) }
      // A week belongs to the year of its Thursday.
      let isoYear = Almanac.civil(first + 3).year
      return "\(isoYear)-W\(Almanac.padded((first - Almanac.monday(ofWeek: 1, isoYear)) / 7 + 1))"
    case .month: return "\(year)-\(Almanac.padded(month))"
    case .quarter: return "\(year)-Q\((month + 2) / 3)"
    case .year: return "\(year)"
    }
  }

  /// The groups, with their members.
  func groups(_ cuts: [Cut], of all: [Subject]) -> [[Cell]: [Subject]] {
    var result: [[Cell]: [Subject]] = [:]
    for subject in all {
      var keys: [[Cell]] = [[]]
      for cut in cuts {
        let cells = cells(cut, of: subject, among: all)
        keys = keys.flatMap { key in cells.map { key + [$0] } }
      }
      for key in keys { result[key, default: []].append(subject) }
    }
    return result
  }

  /// The people of an audience for whom a claim is true.
  func people(_ audience: Audience, _ claim: Claim?) -> [Subject] {
    people.filter { soul in
      audience.claims.allSatisfy { isTrue($0, of: soul) } && (claim.map { isTrue($0, of: soul) } ?? true)
    }.map { Subject(soul: $0) }
  }

  /// The records for which a claim is true, also those of unknown authors, who have no attributes.
  func subjects(_ records: [Record], _ claim: Claim?) -> [Subject] {
    records.filter(isCounted).map { record in
      Subject(soul: record.customer.flatMap { person($0) } ?? Soul(id: ""), record: record)
    }.filter { subject in claim.map { isTrue($0, of: subject.soul, subject.record) } ?? true }
  }
}

extension Cut {
  /// Whether the groups have an order of their own.
  var isBanded: Bool {
    switch self {
    case .split, .bins, .quantiles, .period: true
    case .attribute, .value, .property, .kind, .claim: false
    }
  }

  func text(_ writer: inout Writer) -> String {
    switch self {
    case .attribute(let name), .value(let name, _), .property(let name): name
    case .kind: "channel"
    case .claim(let claim): "(\(writer.text(claim)))"
    case .period(let unit, let name): "\(unit) of \(name)"
    case .split(let name, let edges): "\(name) split at \(edges.map(String.init).joined(separator: ", "))"
    case .bins(let name, let count): "\(name) in \(count) bins"
    case .quantiles(let name, let count): "\(name) in \(count) quantiles"
    }
  }
}

extension ClaimMaker {
  mutating func cut() -> Cut {
    switch dice.weighted([45, 12, 12, 12, 8, 8, 6]) {
    case 0:
      return .attribute(
        dice.pick(["plan", "role", "region", "vip", "tags", "tier", "seats", "known", "mrr"]))
    case 1: return .period(dice.pick([.week, .month, .quarter, .year, .day]), dice.pick(Schema.dates))
    case 2: return .bins(dice.pick(["mrr", "seats", "spend"]), dice.roll(2...6))
    case 3: return .quantiles(dice.pick(["mrr", "seats", "spend"]), dice.roll(2...5))
    case 4: return .split("seats", [dice.roll(1...4), dice.roll(5...8), dice.roll(9...11)])
    case 5: return .claim(claim())
    case _:
      for definition in census.world.definitions {
        if case .value(let term) = definition.meaning, definition.name == "orders_made" {
          return .value("orders_made", term)
        }
      }
      return .attribute("plan")
    }
  }
}
