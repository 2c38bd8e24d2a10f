internal import DataModel
internal import Plan

/// One group of an answer to `Groups`: what it is called, and who is in it.
extension GroupKey {
  /// - Parameter key: the key's number in the columns.
  func label(_ columns: Columns, row: Int, key: Int, _ catalog: any Catalog) -> Scalar {
    let own = columns["key\(key)", row]
    if let cycle, let place = own.integer { return .text(cycle.label(of: place)) }
    switch cut {
    case .each: return own
    case .period(let unit):
      guard case .moment(.day(let day)) = own else { return own }
      return .text(day.label(of: unit, weekStart: catalog.weekStart))
    case .bins, .quantiles, .split:
      guard own != .missing else { return own }
      let (low, high) = (columns["key\(key).low", row], columns["key\(key).high", row])
      return .text(GroupTable.label(low, high, isClosed: isLast(columns, row: row, key: key), measure))
    }
  }

  /// Whoever is in the group.
  func condition(_ columns: Columns, row: Int, key: Int) -> Condition {
    let own = columns["key\(key)", row]
    switch value {
    case .condition(let condition): return own == .boolean(true) ? condition : .not(condition)
    case .value(let value):
      if own == .missing { return .test(value, .isMissing) }
      switch cut {
      case .each: return .test(value, .compare(.equal, .literal(own)))
      case .period(let unit):
        guard case .moment(.day(let day)) = own else { return .test(value, .isMissing) }
        let last = Window.Edge.day(
          .literal(.day(day.adding(TimeSpan(1, unit)))), moved: TimeSpan(-1, .day))
        let first = Window.Edge.day(.literal(.day(day)), moved: TimeSpan(0, .day))
        return .test(
          value, .within(Window(from: first, to: last, words: "in the \(unit.rawValue) of \(day.iso)")))
      case .bins, .quantiles, .split:
        let (low, high) = (columns["key\(key).low", row], columns["key\(key).high", row])
        let isClosed = isLast(columns, row: row, key: key)
        return .conjunction(
          (low == .missing ? [] : [.test(value, .compare(.atLeast, .literal(low)))])
            + (high == .missing
              ? [] : [.test(value, .compare(isClosed ? .atMost : .less, .literal(high)))]))
      }
    }
  }

  /// The round of time that it goes by.
  var cycle: Cycle? {
    if case .value(.cycle(let cycle, of: _)) = value { cycle } else { nil }
  }

  /// The group in words: `plan is pro`.
  func words(_ columns: Columns, row: Int, key: Int, _ catalog: any Catalog) -> String {
    switch value {
    case .condition: return columns["key\(key)", row] == .boolean(true) ? title : "not \(title)"
    case .value:
      let label = label(columns, row: row, key: key, catalog)
      return "\(title) is \(label == .missing ? "missing" : label.text ?? plain(label, measure))"
    }
  }

  /// Whether it is about a person, and not about the record in hand.
  var isOfPeople: Bool {
    switch value {
    case .value(.property), .value(.cycle(_, of: .property)): return false
    case .value, .condition: return true
    }
  }

  private func isLast(_ columns: Columns, row: Int, key: Int) -> Bool {
    columns["key\(key)", row].integer == columns["key\(key)"].compactMap(\.integer).max()
  }
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

  /// From the day on which weeks start.
  func order(of place: Int, _ weekStart: Int) -> Int {
    switch self {
    case .weekday: (place - weekStart + 7) % 7
    case .hour: place
    }
  }
}

extension [GroupKey] {
  /// The rows of each group, the groups in the order of their first rows.
  func rows(_ columns: Columns) -> [[Int]] {
    let keys = indices.map { columns["key\($0)"] }
    var places: [[Scalar]: Int] = [:]
    var rows: [[Int]] = []
    for row in 0..<columns.rowCount {
      let place = places[keys.map { $0[row] }, default: rows.count]
      if place == rows.count {
        places[keys.map { $0[row] }] = place
        rows.append([])
      }
      rows[place].append(row)
    }
    return rows
  }

  /// Whoever is in a group by all keys.
  func conditions(_ columns: Columns, row: Int) -> [Condition] {
    enumerated().map { $0.element.condition(columns, row: row, key: $0.offset) }
  }

  func words(_ columns: Columns, row: Int, _ catalog: any Catalog) -> String {
    enumerated().map { $0.element.words(columns, row: row, key: $0.offset, catalog) }
      .joined(separator: ", ")
  }
}
