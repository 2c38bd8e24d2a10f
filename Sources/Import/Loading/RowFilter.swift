internal import DataModel
internal import SourceText
internal import Store
internal import Text

/// Evaluates a condition of a load, one column at a time.
struct RowFilter {
  /// A test that cannot be applied to a column of its type.
  struct Mismatch {
    var column: LoadSpec.Column
    var message: String
    /// A line for the load that would make it possible.
    var line: String?
    /// The word that was written for a null value, such as `null`.
    var wordForMissing: String?
    /// The text column on which an order comparison was attempted, and the type it would need.
    var unordered: (column: Column, wanted: TypeObstacle.Kind)?
  }

  /// A text in the condition that no row has, with similar texts.
  struct Absent {
    var column: LoadSpec.Column
    var text: String
    var near: [String]
  }

  let count: Int
  /// The workspace's zone, in which days start and end.
  let zone: Zone
  /// Finds a column by its name, one value per row.
  let column: (LoadSpec.Column) -> Column?
  private(set) var mismatches: [Mismatch] = []
  private(set) var absent: [Absent] = []

  init(count: Int, zone: Zone, column: @escaping (LoadSpec.Column) -> Column?) {
    self.count = count
    self.zone = zone
    self.column = column
  }

  /// The rows that meet a condition. O(rows) for each test
  mutating func rows(_ condition: RowCondition) -> Bitmap {
    switch condition {
    case .all(let parts):
      var rows = Bitmap(count: count, repeating: true)
      for part in parts { rows.formIntersection(self.rows(part)) }
      return rows
    case .any(let parts):
      var rows = Bitmap(count: count)
      for part in parts { rows.formUnion(self.rows(part)) }
      return rows
    case .not(let part): return rows(part).inverted
    case .test(let name, let test):
      guard let column = column(name) else { return Bitmap(count: count) }
      return rows(of: column, name, test)
    }
  }

  private mutating func rows(of column: Column, _ name: LoadSpec.Column, _ test: RowCondition.Test) -> Bitmap
  {
    let present = column.presence ?? Bitmap(count: count, repeating: true)
    if test == .missing { return present.inverted }
    if case .oneOf(let literals) = test {
      for case .text(let text) in literals where Scalar.isWordForMissing(text) && !holds(column, text) {
        mismatches.append(
          Mismatch(
            column: name, message: "a value that is not there is missing; it is never “\(text)”",
            wordForMissing: text))
        return Bitmap(count: count)
      }
    }
    if present.isEmpty { return present }
    switch test {
    case .missing: return present.inverted
    case .isTrue:
      guard case .boolean(let bits) = column.values else {
        return mismatch(name, column, "not yes or no: say which value you mean, as in `\(name.name) is …`")
      }
      return bits.intersection(present)
    case .oneOf(let literals):
      var rows = Bitmap(count: count)
      for literal in literals { rows.formUnion(self.rows(of: column, name, equalTo: literal, present)) }
      return rows
    case .less(let literal, let orEqual):
      return rows(of: column, name, literal, present) { $0 < 0 || (orEqual && $0 == 0) }
    case .greater(let literal, let orEqual):
      return rows(of: column, name, literal, present) { $0 > 0 || (orEqual && $0 == 0) }
    case .contains(let part, let isExact):
      let fold = isExact ? Folding.caseFolded : folded
      let wanted = fold(part)
      return texts(of: column, name, present) { fold($0).contains(wanted) }
    case .startsWith(let part):
      let wanted = folded(part)
      return texts(of: column, name, present) { folded($0).hasPrefix(wanted) }
    case .endsWith(let part):
      let wanted = folded(part)
      return texts(of: column, name, present) { folded($0).hasSuffix(wanted) }
    }
  }

  private mutating func rows(
    of column: Column, _ name: LoadSpec.Column, equalTo literal: RowCondition.Literal, _ present: Bitmap
  ) -> Bitmap {
    switch (column.values, literal) {
    case (.texts(_, let dictionary), .text(let text)), (.texts(_, let dictionary), .number(let text)),
      (.lists(_, _, let dictionary), .text(let text)), (.lists(_, _, let dictionary), .number(let text)):
      if dictionary.code(of: text) == nil {
        let known = (0..<min(dictionary.count, 1_000)).map { dictionary[$0] }
        absent.append(Absent(column: name, text: text, near: nearest(to: text, among: known)))
        return Bitmap(count: count)
      }
      return texts(of: column, name, present) { $0 == text }
    case (.boolean(let bits), .text), (.boolean(let bits), .boolean), (.boolean(let bits), .number):
      guard let wanted = literal.truth else { return mismatch(name, column, "never \(literal.words)") }
      return wanted ? bits.intersection(present) : present.subtracting(bits)
    case _: return rows(of: column, name, literal, present) { $0 == 0 }
    }
  }

  private func holds(_ column: Column, _ text: String) -> Bool {
    switch column.values {
    case .texts(_, let dictionary), .lists(_, _, let dictionary): dictionary.code(of: text) != nil
    case .boolean, .integers, .reals, .days, .instants: false
    }
  }

  /// The rows for which `isWanted` holds; it gets the sign of comparing the row's value with a literal: negative, zero
  /// or positive.
  private mutating func rows(
    of column: Column, _ name: LoadSpec.Column, _ literal: RowCondition.Literal, _ present: Bitmap,
    _ isWanted: (Int) -> Bool
  ) -> Bitmap {
    switch column.values {
    case .integers(let units):
      if column.type == .integer, let whole = literal.whole {
        return filter(present) { isWanted(order(units[$0], whole)) }
      }
      guard let number = literal.number else { return mismatch(name, column, "never \(literal.words)") }
      let scale = if case .decimal(let places) = column.type { Scalar.scale(places) } else { 1.0 }
      return filter(present) { isWanted(order(Double(units[$0]) / scale, number)) }
    case .reals(let reals):
      guard let number = literal.number else { return mismatch(name, column, "never \(literal.words)") }
      return filter(present) { isWanted(order(reals[$0], number)) }
    case .days, .instants:
      guard let moment = literal.moment(in: zone) else {
        return mismatch(
          name, column, "never \(literal.words): a date is written without quotes, as in `2025-03-01`")
      }
      return filter(present) { row in
        guard case .moment(let value) = column.scalar(at: row, zone: zone) else { return false }
        return isWanted(zone.compare(value, moment))
      }
    case .texts, .lists:
      _ = mismatch(name, column, "which cannot be compared with \(literal.words)")
      if literal.number != nil || literal.moment(in: zone) != nil {
        mismatches[mismatches.count - 1].unordered = (column, literal.number == nil ? .date : .number)
      }
      return Bitmap(count: count)
    case .boolean: return mismatch(name, column, "which cannot be compared by size")
    }
  }

  /// The rows that have a text which passes; each distinct text is tested once.
  private mutating func texts(
    of column: Column, _ name: LoadSpec.Column, _ present: Bitmap, _ passes: (String) -> Bool
  ) -> Bitmap {
    switch column.values {
    case .texts(let codes, let dictionary):
      let passing = (0..<dictionary.count).map { passes(dictionary[$0]) }
      return filter(present) { passing[codes[$0]] }
    case .lists(let offsets, let codes, let dictionary):
      let passing = (0..<dictionary.count).map { passes(dictionary[$0]) }
      return filter(present) { row in
        codes[Int(offsets[row])..<Int(offsets[row + 1])].contains { passing[Int($0)] }
      }
    case .boolean, .integers, .reals, .days, .instants:
      return mismatch(
        name, column, "and only text can contain something", line: "type \(columnName(name.name)) text")
    }
  }

  private mutating func mismatch(
    _ name: LoadSpec.Column, _ column: Column, _ message: String, line: String? = nil
  ) -> Bitmap {
    mismatches.append(
      Mismatch(column: name, message: "\(name.name) is a \(column.type.words), \(message)", line: line))
    return Bitmap(count: count)
  }

  private func filter(_ present: Bitmap, _ passes: (Int) -> Bool) -> Bitmap {
    var rows = Bitmap(count: count)
    for row in present.ones where passes(row) { rows[row] = true }
    return rows
  }
}

private func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
  left < right ? -1 : left == right ? 0 : 1
}

extension RowCondition.Literal {
  fileprivate var truth: Bool? {
    switch self {
    case .boolean(let value): value
    case .text(let text), .number(let text):
      switch text.lowercased() {
      case "true", "yes", "y", "1": true
      case "false", "no", "n", "0": false
      case _: nil
      }
    case .day, .time: nil
    }
  }

  fileprivate var whole: Int64? {
    switch self {
    case .number(let text), .text(let text): Int64(text)
    case .day, .time, .boolean: nil
    }
  }

  fileprivate var number: Double? {
    switch self {
    case .number(let text), .text(let text): Double(text)
    case .day, .time, .boolean: nil
    }
  }

  fileprivate func moment(in zone: Zone) -> Moment? {
    switch self {
    case .day(let day): .day(day)
    case .time(let day, let second):
      .instant(zone.instant(local: (Int64(day.number) * 86_400 + Int64(second)) * 1_000_000))
    case .text, .number, .boolean: nil
    }
  }
}

/// A text without letter case and diacritics, for comparison.
private func folded(_ text: String) -> String { Folding.fold(Folding.caseFolded(text)) }
