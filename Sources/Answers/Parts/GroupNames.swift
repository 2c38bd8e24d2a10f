internal import DataModel
internal import Plan

/// Names the groups of a reply, and tells who is in them.
struct GroupNames {
  let keys: [GroupKey]
  private let catalog: any Catalog
  /// For each key, the last bin that anybody is in.
  private let last: [Int?]

  /// - Parameter groups: the key values of all groups.
  init(_ keys: [GroupKey], of groups: [[KeyValue]], _ catalog: any Catalog) {
    self.keys = keys
    self.catalog = catalog
    last = keys.indices.map { key in groups.compactMap { $0[key].ordinal }.max() }
  }

  /// The label of a group in a table: `2025-W26`, `20–<40`, `Monday`. The last bin includes its upper edge; a `split` has no
  /// such last bin.
  func label(_ value: KeyValue, key: Int) -> Scalar {
    if let cycle = keys[key].cycle, let place = value.scalar.integer { return .text(cycle.label(of: place)) }
    switch value {
    case .missing: return .missing
    case .value(let value): return value
    case .period(let day):
      guard case .period(let unit) = keys[key].cut else { return value.scalar }
      return .text(day.label(of: unit, weekStart: catalog.weekStart))
    case .band(let ordinal, let low, let high):
      let isSplit = if case .split = keys[key].cut { true } else { false }
      return .text(
        GroupNames.band(low, high, isClosed: ordinal == last[key] && !isSplit, keys[key].measure))
    }
  }

  func labels(_ values: [KeyValue]) -> [Scalar] { values.enumerated().map { label($1, key: $0) } }

  /// The conditions that are together true of the people in a group.
  func conditions(_ values: [KeyValue]) -> [Condition] {
    values.enumerated().map { condition($1, key: $0) }
  }

  private func condition(_ own: KeyValue, key: Int) -> Condition {
    switch keys[key].value {
    case .condition(let condition): return own.scalar == .boolean(true) ? condition : .not(condition)
    case .value(let value):
      switch own {
      case .missing: return .test(value, .isMissing)
      case .value(let scalar): return .test(value, .compare(.equal, .literal(scalar)))
      case .period(let day):
        guard case .period(let unit) = keys[key].cut else { return .test(value, .isMissing) }
        let last = Window.Edge.day(
          .literal(.day(day.adding(TimeSpan(1, unit)))), moved: TimeSpan(-1, .day))
        let first = Window.Edge.day(.literal(.day(day)), moved: TimeSpan(0, .day))
        return .test(
          value, .within(Window(from: first, to: last, words: "in the \(unit.rawValue) of \(day.iso)")))
      case .band(let ordinal, let low, let high):
        let upper: Comparison = ordinal == last[key] ? .atMost : .less
        return .conjunction(
          [(Comparison.atLeast, low), (upper, high)].compactMap { comparison, edge in
            edge.map { .test(value, .compare(comparison, .literal(.real($0)))) }
          })
      }
    }
  }

  /// The group in words: `plan is pro, region is north`.
  func words(_ values: [KeyValue]) -> String {
    values.enumerated().map { words($1, key: $0) }.joined(separator: ", ")
  }

  private func words(_ own: KeyValue, key: Int) -> String {
    let title = keys[key].title
    switch keys[key].value {
    case .condition: return own.scalar == .boolean(true) ? title : "not \(title)"
    case .value:
      let label = label(own, key: key)
      return "\(title) is \(label == .missing ? "missing" : label.text ?? plain(label, keys[key].measure))"
    }
  }

  /// A band in words: `20–<40`, or `40–60` if it includes its upper edge.
  static func band(_ low: Double?, _ high: Double?, isClosed: Bool, _ unit: NumberUnit?) -> String {
    switch (low, high) {
    case (nil, nil): "all"
    case (nil, let high?): "< \(edge(high, unit))"
    case (let low?, nil): "≥ \(edge(low, unit))"
    case (let low?, let high?):
      low == high ? edge(low, unit) : "\(edge(low, unit))–\(isClosed ? "" : "<")\(edge(high, unit))"
    }
  }

  /// An edge in full: a whole number, or two to six decimals as needed.
  private static func edge(_ number: Double, _ unit: NumberUnit?) -> String {
    guard abs(number) < 1e9 else { return plain(.real(number), unit) }
    if number == number.rounded() { return plain(.integer(Int64(number)), unit) }
    var units = Int64((number * 1e6).rounded())
    var places = 6
    while places > 2, units % 10 == 0 {
      units /= 10
      places -= 1
    }
    return plain(.decimal(units: units, places: places), unit)
  }
}

extension KeyValue {
  /// The number of a bin; nil for other values.
  fileprivate var ordinal: Int? {
    if case .band(let ordinal, _, _) = self { ordinal } else { nil }
  }
}

extension GroupKey {
  /// The cycle of time that it groups by, such as the day of the week; nil if none.
  var cycle: Cycle? {
    if case .value(.cycle(let cycle, of: _)) = value { cycle } else { nil }
  }

  /// Whether it is about the person, not about the record being counted.
  var isOfPeople: Bool {
    switch value {
    case .value(.property), .value(.cycle(_, of: .property)): false
    case .value, .condition: true
    }
  }

  /// The unit used in the names of its groups, for calendar years and percentages; nil for others.
  var measure: NumberUnit? {
    guard case .value(let value) = value, let measure = value.measure else { return nil }
    return measure == .year || measure == .percent ? measure : nil
  }

  /// The unit of the column that names the groups.
  var unit: Answer.Unit { measure.map { Answer.Unit($0) } ?? .none }
}

extension Cycle {
  /// `Monday`, `09:00`.
  func label(of place: Int) -> String {
    switch self {
    case .weekday:
      let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
      return names.indices.contains(place - 1) ? names[place - 1] : String(place)
    case .hour: return "\(place < 10 ? "0" : "")\(place):00"
    }
  }

  /// The position in the cycle, counting from the day on which weeks start.
  func order(of place: Int, _ weekStart: Int) -> Int {
    switch self {
    case .weekday: (place - weekStart + 7) % 7
    case .hour: place
    }
  }
}
