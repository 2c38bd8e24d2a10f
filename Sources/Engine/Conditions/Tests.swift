internal import DataModel
internal import Plan
internal import Store
internal import Text

extension Evaluator {
  /// The rows whose value passes a test. A missing value passes only `isMissing`.
  func rows(
    of frame: RowSet, where value: Value, passes test: Test, among: Bitmap
  ) throws(BackendError) -> Bitmap {
    if case .says(let saying) = test { return messages(of: frame, saying: saying, among: among) }
    let column = try column(of: value, frame: frame, among: among)
    let present = column.presence?.intersection(among) ?? among
    switch test {
    case .isMissing: return among.subtracting(present)
    case .isTrue:
      guard case .boolean(let holds) = column.values else { return Bitmap(count: frame.count) }
      return holds.intersection(present)
    case .hasCome:
      return column.type.isTime
        ? present.filtered { hasCome(column.moment(at: $0, zone: zone)) }
        : Bitmap(count: frame.count)
    case .compare(let comparison, let other):
      return try compared(column, comparison, other, frame: frame, among: present)
    case .oneOf(let scalars):
      var found = Bitmap(count: frame.count)
      for scalar in scalars {
        found.formUnion(
          try compared(column, .equal, .literal(scalar), frame: frame, among: present.subtracting(found)))
      }
      return found
    case .between(let low, let high):
      let above = try compared(column, .atLeast, low, frame: frame, among: present)
      return try compared(column, .atMost, high, frame: frame, among: above)
    case .contains(let part, let isExact):
      let asTyped = Folding.caseFolded(part)
      let part = folded(part)
      if isExact, asTyped != part {
        return try texts(of: column, among: present) { Folding.caseFolded($0).contains(asTyped) }
      }
      return try texts(of: column, among: present) { folded($0).contains(part) }
    case .startsWith(let start):
      let start = folded(start)
      return try texts(of: column, among: present) { folded($0).hasPrefix(start) }
    case .endsWith(let end):
      let end = folded(end)
      return try texts(of: column, among: present) { folded($0).hasSuffix(end) }
    case .matches(let pattern, let ignoresCase):
      let expression: RegularExpression
      do { expression = try RegularExpression(pattern, ignoresCase: ignoresCase) } catch {
        throw .failed("The regular expression /\(pattern)/ cannot be used: \(error.message).")
      }
      return try texts(of: column, among: present) { expression.matches($0) }
    case .within(let window):
      return times(of: column, in: try windows(window, of: frame, among: present), among: present)
    case .says: return Bitmap(count: frame.count)
    }
  }

  /// A text in the form in which words are compared: without letter case and accents.
  private func folded(_ text: String) -> String { Folding.fold(Folding.caseFolded(text)) }

  private func hasCome(_ moment: Moment?) -> Bool {
    moment.map { store.clock?.hasReached($0) ?? true } ?? false
  }

  private func times(of column: Column, in bounds: RowBounds, among: Bitmap) -> Bitmap {
    if case .days(let days) = column.values, case .same(let bounds) = bounds {
      return among.filtered { bounds.days.first <= days[$0] && days[$0] <= bounds.days.last }
    }
    return among.filtered { row in
      column.moment(at: row, zone: zone).map { bounds[row].holds($0) } ?? false
    }
  }

  /// The rows with a text that passes. Each distinct text is tested once.
  private func texts(
    of column: Column, among: Bitmap, _ passes: (String) -> Bool
  ) throws(BackendError) -> Bitmap {
    switch column.values {
    case .texts(let codes, let dictionary):
      return among.filtered(codes, try passing(dictionary, passes))
    case .lists(let offsets, let codes, let dictionary):
      let passing = try passing(dictionary, passes)
      return among.filtered { row in
        codes[Int(offsets[row])..<Int(offsets[row + 1])].contains { passing[Int($0)] }
      }
    case .boolean, .integers, .reals, .days, .instants:
      return among.filtered { passes(column.scalar(at: $0, zone: zone).plainText) }
    }
  }

  private func passing(
    _ dictionary: StringPool, _ passes: (String) -> Bool
  ) throws(BackendError) -> [Bool] {
    var passing: [Bool] = []
    passing.reserveCapacity(dictionary.count + 1)
    for code in 0..<dictionary.count {
      if code & 0xFF == 0xFF { try checkCancellation() }
      passing.append(passes(dictionary[code]))
    }
    return passing + [false]
  }
}

extension Evaluator {
  /// The rows of a column that compare in this way with another value; for a list, if any element does.
  private func compared(
    _ column: Column, _ comparison: Comparison, _ other: Value, frame: RowSet, among: Bitmap
  ) throws(BackendError) -> Bitmap {
    if case .literal(let scalar) = other { return compared(column, comparison, scalar, among: among) }
    let others = try self.column(of: other, frame: frame, among: among)
    if case .integers(let left) = column.values, case .integers(let right) = others.values,
      column.places == others.places
    {
      return among.filtered { row in
        others.isPresent(at: row)
          && comparison.holds(left[row] == right[row] ? 0 : (left[row] < right[row] ? -1 : 1))
      }
    }
    return among.filtered { row in
      let (left, right) = (column.scalar(at: row, zone: zone), others.scalar(at: row, zone: zone))
      if case .list(let texts) = left, case .text(let text) = right {
        return comparison == .equal && texts.contains(text)
      }
      guard comparison == .equal || !left.isText else { return false }
      return zone.order(left, right).map(comparison.holds) ?? false
    }
  }

  private func compared(
    _ column: Column, _ comparison: Comparison, _ scalar: Scalar, among: Bitmap
  ) -> Bitmap {
    let none = Bitmap(count: column.count)
    switch column.values {
    case .boolean(let holds):
      guard case .boolean(let asked) = scalar else { return none }
      return among.filtered { row in comparison.holds(holds[row] == asked ? 0 : (asked ? -1 : 1)) }
    case .integers(let units):
      guard let limit = IntegerLimit(comparison, scalar, places: column.places) else { return none }
      return among.filtered { limit.range.contains(units[$0]) }
    case .reals(let reals):
      guard let number = scalar.number else { return none }
      return among.filtered { row in
        let value = reals[row]
        return value == number
          ? comparison.holds(0) : (value.isNaN ? false : comparison.holds(value < number ? -1 : 1))
      }
    case .days, .instants:
      guard case .moment(let moment) = scalar else { return none }
      return times(of: column, in: .same(zone.bounds(comparison, moment)), among: among)
    case .texts(let codes, let dictionary):
      guard comparison == .equal, let code = dictionary.code(of: scalar.plainText) else { return none }
      var passing = [Bool](repeating: false, count: dictionary.count + 1)
      passing[code] = true
      return among.filtered(codes, passing)
    case .lists(let offsets, let codes, let dictionary):
      guard comparison == .equal, let code = dictionary.code(of: scalar.plainText) else { return none }
      return among.filtered { row in
        codes[Int(offsets[row])..<Int(offsets[row + 1])].contains { Int($0) == code }
      }
    }
  }
}

/// The range of values, in units of a column of whole numbers or decimals, for which a comparison with a number holds.
/// Exact, even if the number has more decimal places than the column.
struct IntegerLimit {
  let range: ClosedRange<Int64>

  /// Nil if no value does.
  init?(_ comparison: Comparison, _ scalar: Scalar, places: Int) {
    // The number in units of the column, rounded down, and whether rounding changed nothing.
    let floor: Int128
    let isWhole: Bool
    if let (units, own) = scalar.units {
      if own <= places {
        floor = (0..<min(18, places - own)).reduce(Int128(units)) { value, _ in value * 10 }
        isWhole = true
      } else {
        let divisor = (0..<min(18, own - places)).reduce(Int128(1)) { value, _ in value * 10 }
        let (quotient, remainder) = Int128(units).quotientAndRemainder(dividingBy: divisor)
        floor = remainder < 0 ? quotient - 1 : quotient
        isWhole = remainder == 0
      }
    } else if let number = scalar.number, number.isFinite {
      let scaled = number * Scalar.scale(places)
      let below = max(-1e19, min(1e19, scaled.rounded(.down)))
      floor = Int128(below)
      isWhole = below == scaled
    } else {
      return nil
    }
    let (low, high): (Int128, Int128)
    switch comparison {
    case .equal:
      guard isWhole else { return nil }
      (low, high) = (floor, floor)
    case .less: (low, high) = (Int128(Int64.min), isWhole ? floor - 1 : floor)
    case .atMost: (low, high) = (Int128(Int64.min), floor)
    case .greater: (low, high) = (floor + 1, Int128(Int64.max))
    case .atLeast: (low, high) = (isWhole ? floor : floor + 1, Int128(Int64.max))
    }
    guard low <= high, let first = Int64(exactly: max(low, Int128(Int64.min))),
      let last = Int64(exactly: min(high, Int128(Int64.max))), first <= last
    else { return nil }
    range = first...last
  }
}

extension Scalar {
  fileprivate var isText: Bool {
    switch self {
    case .text, .list: true
    case .missing, .boolean, .integer, .decimal, .real, .moment: false
    }
  }
}

extension Bitmap {
  /// The members that pass a test.
  func filtered(_ passes: (Int) -> Bool) -> Bitmap {
    var words = [UInt64](repeating: 0, count: self.words.count)
    for (index, word) in self.words.enumerated() where word != 0 {
      var (rest, kept) = (word, 0 as UInt64)
      while rest != 0 {
        let bit = rest.trailingZeroBitCount
        if passes(index << 6 | bit) { kept |= 1 << UInt64(bit) }
        rest &= rest - 1
      }
      words[index] = kept
    }
    return Bitmap(count: count, words: words)
  }

  /// The members whose code passes.
  func filtered(_ codes: Codes, _ passes: [Bool]) -> Bitmap {
    switch codes {
    case .bytes(let codes): filtered { passes[Int(codes[$0])] }
    case .shorts(let codes): filtered { passes[Int(codes[$0])] }
    case .words(let codes): filtered { passes[Int(codes[$0])] }
    }
  }
}
