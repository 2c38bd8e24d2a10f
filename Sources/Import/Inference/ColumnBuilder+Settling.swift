internal import DataModel
internal import Store

extension ColumnBuilder {
  /// Decides the column's type, from all rows or, if `isEarly`, while more rows are still to come.
  mutating func settle(isEarly: Bool = false) {
    guard kind == .distinct else { return }
    switch target {
    case .text, .id, .words: kind = .texts
    case .inferred where settings.isText: kind = .texts
    case .moment where settings.isText, .date where settings.isText, .timestamp where settings.isText:
      kind = .texts
    case .inferred where settings.keepsSpelling && isEarly: break
    case .inferred:
      if !isEarly, settleAsBooleans(extended: false) { return }
      if settleAsNumbers(tolerance: 0, isEarly: isEarly) || settleAsMoments(tolerance: 0, isEarly: isEarly) {
        return
      }
      if !isEarly, settleAsDurations() || settleAsLists() { return }
      kind = .texts
    case .boolean: kind = settleAsBooleans(extended: true) ? kind : .texts
    case .number, .integer, .cents, .duration: settleForcedNumbers(isEarly: isEarly)
    case .moment, .date, .timestamp:
      if !settleAsMoments(tolerance: 0.5, isEarly: isEarly), !isEarly { kind = .texts }
    case .list: kind = settleAsSplits() ? kind : .texts
    }
  }

  mutating func settleEarly() {
    switch target {
    case .text, .id, .words: kind = .texts
    case .boolean, .list: break
    case .inferred, .number, .integer, .cents, .duration, .moment, .date, .timestamp: settle(isEarly: true)
    }
  }

  private mutating func settleForcedNumbers(isEarly: Bool) {
    for code in 0..<pool.count { reading.look(at: pool.bytes(of: code).span) }
    let isDecided = reading.decideMark()
    if isEarly, !isDecided { return }
    if settleAsNumbers(tolerance: 0.5, isEarly: isEarly) || isEarly { return }
    kind = .texts
  }

  /// If `isEarly` and the decimal mark is still unknown, the column stays dictionary-encoded.
  private mutating func settleAsNumbers(tolerance: Double, isEarly: Bool = false) -> Bool {
    var found = NumberBuilder()
    let before = reading
    var spellings: [NumberCell: String] = [:]
    let tellsSpellings = target == .inferred && pool.count <= ColumnBuilder.mostComparedNumbers
    var places: Int?
    let parsed = parse(tolerance: tolerance) { builder, cell in
      guard let number = builder.reading.number(cell) else { return .misfit }
      if builder.settings.keepsSpelling {
        guard let own = number.places(ifSpelledAs: cell), places == nil || places == own else {
          return .misfit
        }
        places = own
      } else if tellsSpellings, let other = spellings.updateValue(text(of: cell), forKey: number.shortest) {
        builder.respelled = builder.respelled ?? (other, text(of: cell))
      }
      found.append(number)
      return .value
    } missing: {
      found.appendMissing()
    }
    guard let parsed else {
      if !target.isForced { (reading, respelled) = (before, nil) }
      return false
    }
    if isEarly, reading.isOpen {
      reading = before
      return true
    }
    if !reading.units.isEmpty { reading.weigh(weighedCells()) }
    numbers = found.gathered(codes)
    take(parsed, as: .numbers, keepingCodes: reading.isOpen)
    return true
  }

  /// With at most this many distinct numbers, two spellings of one number (`1.1`, `1.10`) are reported.
  private static let mostComparedNumbers = 500

  /// Each distinct value and the number of rows that have it.
  func weighedCells() -> [(cell: [UInt8], rows: Int)] {
    let rows = rowCounts()
    return (0..<pool.count).map { (Array(pool.bytes(of: $0)), rows[$0]) }
  }

  /// The number of rows of each distinct value.
  func rowCounts() -> [Int] {
    var rows = [Int](repeating: 0, count: pool.count)
    for code in codes where code != ColumnBuilder.missingCode { rows[Int(code)] += 1 }
    return rows
  }

  private mutating func settleAsMoments(tolerance: Double, isEarly: Bool) -> Bool {
    var found = MomentBuilder()
    let isTime = target.isTime
    let parsed = parse(tolerance: tolerance) { builder, cell in
      guard let moment = builder.moment(cell) else { return .misfit }
      if moment.kind == .missing { return .noDate }
      if builder.settings.keepsSpelling, !moment.isSpelled(as: cell) { return .misfit }
      found.append(moment)
      if moment.traits.contains(.namedZone) { builder.noteZone(cell) }
      return .value
    } missing: {
      found.appendMissing()
    }
    guard let parsed, !(found.provesDayFirst && found.provesMonthFirst) else { return false }
    let isOpen = found.isOpen
    moments = found.gathered(codes)
    // A column without a declared type stays text if the order of day and month cannot be decided.
    take(parsed, as: .moments, keepingCodes: isOpen && !isTime && !isEarly)
    return true
  }

  private mutating func settleAsBooleans(extended: Bool) -> Bool {
    guard pool.count <= 64 else { return false }
    var found: [Bool?] = []
    let values = (0..<pool.count).filter { mark(pool.bytes(of: $0).span, amongTyped: true) == nil }
    let meanings = BooleanWords.meanings(among: values.map { pool[$0] }, isSaid: extended)
    let parsed = parse(tolerance: extended ? 0.5 : 0) { _, cell in
      let word = meanings[text(of: cell).trimmed.lowercased()]
      guard let truth = booleanCell(cell, extended: extended) ?? word else { return .misfit }
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

  /// Tries durations, but only if one is 24 hours or longer: shorter ones may be times of day.
  private mutating func settleAsDurations() -> Bool {
    func hours(_ code: Int) -> Double? {
      let cell = pool.bytes(of: code)
      guard cell.count(where: { $0 == UInt8(ascii: ":") }) == 2,
        case .real(let hours)? = NumberCell(duration: cell.span)
      else { return nil }
      return hours
    }
    // One distinct value that is no duration rules durations out.
    guard (0..<pool.count).contains(where: { (hours($0) ?? 0) >= 24 }) else { return false }
    let before = reading
    reading = NumberParser(.duration, settings)
    if settleAsNumbers(tolerance: 0) { return true }
    reading = before
    return false
  }

  /// Tries lists; a bare value beside lists is a list of one. Single values in braces alone do not count, as they may
  /// be GUIDs.
  private mutating func settleAsLists() -> Bool {
    var (lists, bare) = (0, 0)
    var (isQuoted, isSeveral) = (false, true)
    for code in 0..<pool.count {
      let cell = pool.bytes(of: code)
      if mark(cell.span, amongTyped: true) != nil { continue }
      if let list = listCell(cell.span) {
        let isArray = cell.contains(UInt8(ascii: "{"))
        isSeveral = (lists > 0 && isSeveral) || !isArray || list.count > 1
        isQuoted = isQuoted || cell.contains(quote)
        lists += 1
      } else {
        let first = trimmedBounds(cell.span).lowerBound
        if [UInt8(ascii: "["), UInt8(ascii: "{")].contains(cell.span[first]) { return false }
        bare += 1
      }
    }
    guard lists > 0, isSeveral, isQuoted || lists >= bare else { return false }
    return settleAsLists { listCell($0) ?? [text(of: $0.extracting(trimmedBounds($0)))] }
  }

  private mutating func settleAsSplits() -> Bool {
    guard var split = settings.split else { return false }
    if split.wholes.isEmpty, !split.isExact {
      split.wholes = split.repeatedWholes(of: (0..<pool.count).map { Array(pool.bytes(of: $0)) })
      foundWholes = split.wholes.map { String(decoding: $0, as: UTF8.self) }
    }
    return settleAsLists { split.parts(of: $0) }
  }

  private mutating func settleAsLists(_ read: (Span<UInt8>) -> [String]?) -> Bool {
    var found: [[String]] = []
    let parsed = parse(tolerance: 0) { _, cell in
      guard let list = read(cell) else { return .misfit }
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

  private enum Reading { case value, missing, told, noDate, misfit }

  /// The distinct values by how they parsed as the candidate type.
  private struct Parsed {
    var absent: [Bool] = []
    var misfits: [Int] = []
    /// Null markers that are reported.
    var told: [Int] = []
    /// How many of those are placeholder dates.
    var noDates = 0
    /// How many rows have a value, and how many of those do not fit.
    var values = 0
    var unfit = 0
  }

  /// Parses every distinct value as the candidate type. Nil if none fits, or if more than the tolerated share of rows
  /// do not.
  private mutating func parse(
    tolerance: Double, _ read: (inout ColumnBuilder, Span<UInt8>) -> Reading, missing: () -> Void
  ) -> Parsed? {
    var parsed = Parsed()
    let rows = tolerance > 0 ? rowCounts() : []
    for code in 0..<pool.count {
      let cell = pool.bytes(of: code)
      let reading: Reading =
        switch mark(cell.span, amongTyped: true) {
        case .certain: .missing
        case .told, .amongTyped: .told
        case nil: read(&self, cell.span)
        }
      if reading == .noDate { parsed.noDates += 1 }
      switch reading {
      case .value: parsed.values += tolerance > 0 ? rows[code] : 1
      case .missing: missing()
      case .told, .noDate:
        missing()
        parsed.told.append(code)
      case .misfit:
        missing()
        guard tolerance > 0 else { return nil }
        parsed.misfits.append(code)
        parsed.unfit += rows[code]
      }
      parsed.absent.append(reading != .value)
    }
    guard parsed.values > 0 || parsed.noDates > 0 else { return nil }
    return Double(parsed.unfit) <= tolerance * Double(parsed.values + parsed.unfit) ? parsed : nil
  }

  /// Replaces codes by parsed values, records misfits and builds the validity bitmap. The codes are dropped if the
  /// values are stored elsewhere.
  private mutating func take(_ parsed: Parsed, as newKind: Kind, keepingCodes: Bool = false) {
    kind = newKind
    if !parsed.misfits.isEmpty {
      let misfits = Set(parsed.misfits.map { UInt32(truncatingIfNeeded: $0) })
      for (row, code) in codes.enumerated() where misfits.contains(code) {
        noteMisfit(Misfit(row: row, text: pool[Int(code)]))
      }
    }
    if !parsed.told.isEmpty {
      let rows = rowCounts()
      for code in parsed.told { tell(pool.bytes(of: code).span, rows: rows[code]) }
    }
    for code in codes { presence.append(code != ColumnBuilder.missingCode && !parsed.absent[Int(code)]) }
    if newKind == .numbers || newKind == .moments, !keepingCodes {
      codes = []
      pool = StringPool()
    }
  }

  /// Turns a column of dates or numbers back into the texts of its cells.
  mutating func becomeTexts() {
    kind = .texts
    told = [:]
    moments = MomentBuilder()
    numbers = NumberBuilder()
  }
}

/// Yes/No and TRUE/FALSE in any letter case; with `extended` (`type x boolean`) also 1/0, y/n, t/f and on/off. Nil for
/// any other cell.
func booleanCell(_ cell: Span<UInt8>, extended: Bool) -> Bool? {
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
