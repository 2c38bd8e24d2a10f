internal import DataModel
internal import Store

/// One column while its file is read: raw values become typed as soon as that is safe, without a second look.
///
/// At first only distinct values are kept, a code a row. At the end of the file, or when nearly every row brings a new
/// value, all distinct values are tried as booleans, numbers, dates and lists, and the codes are exchanged for what
/// they mean. A later value that does not fit a type found early makes the column `disagrees`: its file is read again
/// with this column as text.
struct ColumnBuilder {
  enum Kind: Hashable { case distinct, booleans, numbers, moments, lists, texts, words }

  /// A value that does not fit what its column has to be.
  struct Misfit: Hashable {
    var row: Int
    var text: String
  }

  let name: String
  let target: Target
  /// Whether decimals may have a comma: in files that separate cells by semicolons.
  let allowsCommas: Bool
  private(set) var rowCount = 0
  private(set) var kind: Kind
  /// The column was typed too early.
  private(set) var disagrees = false
  private(set) var misfits: [Misfit] = []
  private(set) var misfitCount = 0
  /// The rows of all misfits, where a time has to stand: a row without one may be rejected.
  private(set) var misfitRows: [UInt32] = []
  /// The value that keeps the column from being a number or a time, where nearly all others are one.
  private(set) var spoiler: Misfit?

  // Distinct values and a code a row; empty cells have `missingCode`.
  private(set) var pool = StringPool()
  var codes: [UInt32] = []
  static let missingCode = UInt32.max
  // What the values turned out to be.
  var numbers = NumberValues()
  private(set) var moments = MomentValues()
  private(set) var truths: [Bool?] = []
  private(set) var lists: [[String]] = []
  private(set) var words = TextHeap()
  private(set) var presence = Presence()
  private(set) var grammar: NumberCell.Grammar
  private var sawPoint = false
  private(set) var sawComma = false

  static let reportedMisfits = 5
  /// A column is typed early once it has so many distinct values, and they are more than half of all.
  private static let earlyCount = 2048

  init(_ name: String, as target: Target, allowsCommas: Bool) {
    self.name = name
    self.target = target
    self.allowsCommas = allowsCommas
    grammar = allowsCommas ? .pointOrComma : .plain
    switch target {
    case .words: kind = .words
    case .inferred, .text, .id, .number, .integer, .cents, .boolean, .moment, .date, .timestamp:
      kind = .distinct
    }
  }

  /// Appends cells of one buffer, a row each.
  mutating func append(_ cells: [Range<Int>], of bytes: [UInt8]) {
    switch kind {
    case .distinct, .texts: appendDistinct(cells, of: bytes)
    case .numbers: appendNumbers(cells, of: bytes)
    case .moments: appendMoments(cells, of: bytes)
    case .words: appendWords(cells, of: bytes)
    case .booleans, .lists: break
    }
    rowCount += cells.count
    if kind == .distinct, pool.count >= ColumnBuilder.earlyCount, pool.count * 2 > rowCount { settleEarly() }
  }

  /// Makes room for so many times as much as is here.
  mutating func reserve(times: Double) {
    codes.reserveCapacity(Int(Double(codes.count) * times))
    numbers.reserve(times: times)
    moments.reserve(times: times)
    words.reserve(times: times)
  }

  /// Appends rows of a file that lacks this column.
  mutating func appendMissing(_ count: Int) {
    append([Range<Int>](repeating: 0..<0, count: count), of: [])
  }

  private mutating func appendDistinct(_ cells: [Range<Int>], of bytes: [UInt8]) {
    let cells = target == .id ? cells.map { trimmed($0, of: bytes) } : cells
    pool.intern(cells, of: bytes.span, empty: ColumnBuilder.missingCode, into: &codes)
  }

  private func trimmed(_ cell: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    let bounds = trimmedBounds(bytes.span.extracting(cell))
    return cell.lowerBound + bounds.lowerBound..<cell.lowerBound + bounds.upperBound
  }

  private mutating func appendNumbers(_ cells: [Range<Int>], of bytes: [UInt8]) {
    let bytes = bytes.span
    for cell in cells {
      let cell = bytes.extracting(cell)
      if let number = number(cell) {
        numbers.append(number)
        presence.append(true)
      } else {
        if !isMissing(cell) { note(cell, row: presence.count) }
        numbers.appendMissing()
        presence.append(false)
      }
    }
  }

  private mutating func appendMoments(_ cells: [Range<Int>], of bytes: [UInt8]) {
    let bytes = bytes.span
    for cell in cells {
      let cell = bytes.extracting(cell)
      let moment = MomentCell(cell)
      if let moment, moment.kind != .missing {
        moments.append(moment)
        presence.append(true)
      } else {
        if moment == nil, !isMissing(cell) { note(cell, row: presence.count) }
        moments.appendMissing()
        presence.append(false)
      }
    }
    if moments.provesDayFirst, moments.provesMonthFirst, !target.isForced { disagrees = true }
  }

  private mutating func appendWords(_ cells: [Range<Int>], of bytes: [UInt8]) {
    let bytes = bytes.span
    for cell in cells {
      let cell = bytes.extracting(cell)
      if isMissing(cell) { words.appendMissing() } else { words.append(cell) }
    }
  }

  /// A cell that does not fit the type that the column has by now.
  private mutating func note(_ cell: Span<UInt8>, row: Int) {
    if !target.isForced { disagrees = true }
    noteMisfit(Misfit(row: row, text: text(of: cell)))
  }

  private mutating func noteMisfit(_ misfit: Misfit) {
    misfitCount += 1
    if target.isTime { misfitRows.append(UInt32(truncatingIfNeeded: misfit.row)) }
    if misfits.count < ColumnBuilder.reportedMisfits { misfits.append(misfit) }
  }

  /// The number in a cell; nil also where the column has used the other decimal mark.
  private mutating func number(_ cell: Span<UInt8>) -> NumberCell? {
    guard let number = NumberCell(cell, grammar) else { return nil }
    if grammar == .pointOrComma {
      if NumberCell.hasComma(cell) {
        sawComma = true
      } else if case .exact(_, 1...) = number {
        sawPoint = true
      }
      if sawComma, sawPoint { return nil }
    }
    return number
  }
}

// MARK: - Finding the type

extension ColumnBuilder {
  /// Decides the type once all rows are here.
  mutating func settle() {
    guard kind == .distinct else { return }
    switch target {
    case .text, .id, .words: kind = .texts
    case .inferred:
      if settleAsBooleans(extended: false) || settleAsNumbers(tolerance: 0) || settleAsMoments(tolerance: 0)
        || settleAsLists()
      {
        return
      }
      kind = .texts
    case .boolean: kind = settleAsBooleans(extended: true) ? kind : .texts
    case .number, .integer, .cents: kind = settleForcedNumbers() ? kind : .texts
    case .moment, .date, .timestamp:
      kind = settleAsMoments(tolerance: 0.5) || settleAsNumbers(tolerance: 0.5) ? kind : .texts
    }
  }

  private mutating func settleEarly() {
    switch target {
    case .text, .id, .words: kind = .texts
    case .boolean: break
    case .inferred, .number, .integer, .cents, .moment, .date, .timestamp: settle()
    }
  }

  private mutating func settleForcedNumbers() -> Bool {
    let hasComma =
      allowsCommas && (0..<pool.count).contains { pool.bytes(of: $0).contains(UInt8(ascii: ",")) }
    grammar = hasComma ? .looseComma : .loose
    return settleAsNumbers(tolerance: 0.5)
  }

  private mutating func settleAsNumbers(tolerance: Double) -> Bool {
    var found = NumberValues()
    (sawPoint, sawComma) = (false, false)
    let parsed = parse(tolerance: tolerance) { builder, cell in
      guard let number = builder.number(cell) else { return .misfit }
      found.append(number)
      return .value
    } missing: {
      found.appendMissing()
    }
    guard let parsed else { return false }
    numbers = found.gathered(codes)
    take(parsed, as: .numbers)
    return true
  }

  private mutating func settleAsMoments(tolerance: Double) -> Bool {
    var found = MomentValues()
    let parsed = parse(tolerance: tolerance) { _, cell in
      guard let moment = MomentCell(cell) else { return .misfit }
      if moment.kind == .missing { return .missing }
      found.append(moment)
      return .value
    } missing: {
      found.appendMissing()
    }
    guard let parsed, !(found.provesDayFirst && found.provesMonthFirst) else { return false }
    moments = found.gathered(codes)
    take(parsed, as: .moments)
    return true
  }

  private mutating func settleAsBooleans(extended: Bool) -> Bool {
    guard pool.count <= 64 else { return false }
    var found: [Bool?] = []
    let parsed = parse(tolerance: extended ? 0.5 : 0) { _, cell in
      guard let truth = booleanCell(cell, extended: extended) else { return .misfit }
      found.append(truth)
      return .value
    } missing: {
      found.append(nil)
    }
    guard let parsed, found.contains(where: { $0 != nil }) else { return false }
    truths = found
    take(parsed, as: .booleans)
    return true
  }

  private mutating func settleAsLists() -> Bool {
    var found: [[String]] = []
    let parsed = parse(tolerance: 0) { _, cell in
      guard let list = listCell(cell) else { return .misfit }
      found.append(list)
      return .value
    } missing: {
      found.append([])
    }
    guard let parsed else { return false }
    lists = found
    take(parsed, as: .lists)
    return true
  }

  private enum Reading { case value, missing, misfit }

  /// Which distinct values have no meaning, and which do not fit.
  private struct Parsed {
    var absent: [Bool] = []
    var misfits: [Int] = []
    var values = 0
  }

  /// Reads every distinct value; nil where none has a value, or more than the tolerated share do not fit.
  private mutating func parse(
    tolerance: Double, _ read: (inout ColumnBuilder, Span<UInt8>) -> Reading, missing: () -> Void
  ) -> Parsed? {
    var parsed = Parsed()
    // Strictly one misfit settles it, but the one in a hundred that keeps a column from being a number is worth telling.
    let patience = max(tolerance, 0.1)
    for code in 0..<pool.count {
      let cell = pool.bytes(of: code)
      let reading = isMissing(cell.span) ? Reading.missing : read(&self, cell.span)
      switch reading {
      case .value: parsed.values += 1
      case .missing: missing()
      case .misfit:
        missing()
        parsed.misfits.append(code)
        if parsed.misfits.count > 4, Double(parsed.misfits.count) > patience * Double(code + 1) { return nil }
      }
      parsed.absent.append(reading != .value)
    }
    guard parsed.values > 0 else { return nil }
    let share = Double(parsed.misfits.count) / Double(parsed.values + parsed.misfits.count)
    if share <= tolerance { return parsed }
    if share <= 0.1, let first = parsed.misfits.first, spoiler == nil {
      let row = codes.firstIndex(of: UInt32(truncatingIfNeeded: first)) ?? 0
      spoiler = Misfit(row: row, text: pool[first])
    }
    return nil
  }

  /// Exchanges codes for meanings: rows of misfits are noted, presence is made, and codes are dropped where the
  /// meanings are held apart.
  private mutating func take(_ parsed: Parsed, as newKind: Kind) {
    kind = newKind
    if !parsed.misfits.isEmpty {
      let misfits = Set(parsed.misfits.map { UInt32(truncatingIfNeeded: $0) })
      for (row, code) in codes.enumerated() where misfits.contains(code) {
        noteMisfit(Misfit(row: row, text: pool[Int(code)]))
      }
    }
    for code in codes { presence.append(code != ColumnBuilder.missingCode && !parsed.absent[Int(code)]) }
    if newKind == .numbers || newKind == .moments {
      codes = []
      pool = StringPool()
    }
  }
}

/// Yes/No and TRUE/FALSE in any case; where `type x boolean` says so also 1/0, y/n, t/f, on/off.
private func booleanCell(_ cell: Span<UInt8>, extended: Bool) -> Bool? {
  var word: [UInt8] = []
  for index in trimmedBounds(cell) {
    word.append(lowercased(cell[index]))
    if word.count > 5 { return nil }
  }
  switch String(decoding: word, as: UTF8.self) {
  case "yes", "true": return true
  case "no", "false": return false
  case "1", "y", "t", "on": return extended ? true : nil
  case "0", "n", "f", "off": return extended ? false : nil
  case _: return nil
  }
}
