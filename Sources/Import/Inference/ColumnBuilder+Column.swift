internal import DataModel
internal import Store

/// How the dates and times of a column are to be interpreted.
struct TimeOptions {
  /// The order that `dates day first` gives; nil infers it from the column's values.
  var order: LoadSpec.DateOrder?
  /// The order proven by another column of the same file, for columns whose own values are ambiguous.
  var fileOrder: LoadSpec.DateOrder?
  /// The time zone of times without an offset.
  var times: Zone
  /// The workspace's zone; a date becomes its midnight there.
  var zone: Zone
}

/// A column after type inference, with everything that is to be reported about it.
struct FinishedColumn {
  var column: Column
  /// The type that the load asked for.
  var target = ColumnTarget.inferred
  /// The texts, if the column was read into a text heap; `column` then only has which rows have a value.
  var words: TextHeap?
  /// How the values were interpreted, if that is worth a note in the load report.
  var remark = ""
  /// What was assumed about ambiguous cells. Reported however Heed is run.
  var assumed = ""
  /// A date with a two-digit year that may be its first or its last number, with nothing to decide which.
  var openYear: (last: Int64, first: Day)?
  /// Whether every date may be day first or month first, with nothing to decide which.
  var isOpen = false
  /// Whether the column has to be a number or a time and most of its values are not.
  var isUnfit = false
  /// An example of each order of day and month, if the cells of a time column prove both.
  var bothOrders: (dayFirst: ColumnBuilder.Misfit, monthFirst: ColumnBuilder.Misfit)?
  /// Set if the numbers are ambiguous or have units that cannot share a column.
  var numbers: NumberParser?
  var misfits: [ColumnBuilder.Misfit] = []
  var misfitCount = 0
  /// All cells that could not be read as the column's type.
  var unread = UnparsedCells()
  /// An id in scientific notation such as 1.23E+15, which has lost digits.
  var scientific: ColumnBuilder.Misfit?
  /// A warning for the user: the cells hold JSON or several values each.
  var notice: String?
  /// Whether some time has no offset, so that the column's zone matters.
  var hasLocalTimes = false
}

extension ColumnBuilder {
  /// The order of day and month that this column's dates prove; nil if they prove neither or both.
  var provenOrder: LoadSpec.DateOrder? {
    guard kind == .moments, moments.provesDayFirst != moments.provesMonthFirst, !moments.shortYears.isOpen
    else {
      return nil
    }
    return moments.provesDayFirst ? .dayFirst : .monthFirst
  }

  /// Whether its numbers may have thousands separators or decimals, with nothing to decide which.
  var isOpenNumber: Bool { kind == .numbers && reading.isOpen }

  /// Whether its dates leave the order of day and month undecided.
  var isOpen: Bool { kind == .moments && moments.isOpen }

  /// Returns the column with its final type. Call `settle` first. O(rows)
  consuming func finish(_ reading: TimeOptions) -> FinishedColumn {
    let isLeftOpen = isOpen && (reading.order ?? reading.fileOrder) == nil
    if isLeftOpen && !target.isTime || isOpenNumber && !target.isNumber { becomeTexts() }
    let bothOrders = kind == .texts && target.isTime ? bothOrders : nil
    if kind == .texts, target.isForced { noteMisfitsOfTexts() }
    let (target, misfits, misfitCount, unread) = (target, misfits, misfitCount, unread)
    var result: FinishedColumn
    switch kind {
    case .words:
      let words = words
      result = FinishedColumn(column: Column(name, booleans: Bitmap(count: rowCount)), words: words)
    case .distinct, .texts:
      if let nothing = nothing() { result = nothing } else { result = texts(isLeftOpen: isLeftOpen) }
    case .booleans:
      var bits = Bitmap(count: rowCount)
      for (row, code) in codes.enumerated() where code != ColumnBuilder.missingCode {
        if truths[Int(code)] == true { bits[row] = true }
      }
      result = FinishedColumn(
        column: Column(name, booleans: bits, presence: presence.bitmap), assumed: toldRemark)
    case .lists: result = FinishedColumn(column: listColumn(), remark: listRemark, assumed: toldRemark)
    case .moments: result = momentColumn(reading)
    case .numbers: result = numberColumn()
    }
    result.target = target
    result.bothOrders = bothOrders
    result.misfits = misfits
    result.misfitCount = misfitCount
    result.unread = unread
    return result
  }

  /// An empty column of the type asked for, if no cell has a value; nil if one has, or no type is asked for.
  private func nothing() -> FinishedColumn? {
    let hasNone = (0..<pool.count).allSatisfy { mark(pool.bytes(of: $0).span, amongTyped: true) != nil }
    guard target.isForced, hasNone else { return nil }
    let none = Bitmap(count: rowCount)
    if target.isTime {
      return FinishedColumn(
        column: Column(name, days: [Int32](repeating: 0, count: rowCount), presence: none),
        assumed: toldRemark
      )
    }
    if target == .boolean { return FinishedColumn(column: Column(name, booleans: none, presence: none)) }
    return FinishedColumn(
      column: Column(name, integers: [Int64](repeating: 0, count: rowCount), presence: none),
      assumed: toldRemark)
  }

  private consuming func texts(isLeftOpen: Bool) -> FinishedColumn {
    let marks = (0..<pool.count).map { code in
      mark(pool.bytes(of: code).span, amongTyped: false) ?? (isNoDate(code) ? .told : nil)
    }
    let missing = marks.indices.filter { marks[$0] != nil }
    var spare = ValidityBuilder()
    let forced = target.isForced && missing.count < pool.count
    var scientific: Misfit?
    if target == .id, let code = (0..<pool.count).first(where: { isScientific(pool.bytes(of: $0)) }) {
      let row = codes.firstIndex(of: UInt32(truncatingIfNeeded: code)) ?? 0
      scientific = Misfit(row: row, text: pool[code])
    }
    if marks.contains(where: { $0 != nil && $0 != .certain }) {
      let rows = rowCounts()
      for code in missing where marks[code] != .certain { tell(pool.bytes(of: code).span, rows: rows[code]) }
    }
    let obstacle = target == .inferred ? obstacle(isLeftOpen: isLeftOpen) : nil
    let listed = target == .inferred && obstacle == nil ? splitRemark() : nil
    // Blanks around an id are reported where ids are cleaned.
    let blank = target == .id ? [] : marks.indices.filter { marks[$0] == nil && hasBlanksRound($0) }
    let assumed = [toldRemark, blankRemark(blank)].filter { !$0.isEmpty }.joined(separator: "; ")
    let remark = [obstacle.map { $0.words }, listed].compactMap { $0 }
    var kept = pool
    if !missing.isEmpty || !blank.isEmpty {
      // Null markers, and blanks around values, are not values: the dictionary is rebuilt without them.
      kept = StringPool()
      let (absent, cut) = (Set(missing), Set(blank))
      let meaning = (0..<pool.count).map { code in
        if absent.contains(code) { return ColumnBuilder.missingCode }
        let cell = pool.bytes(of: code)
        return kept.intern(cut.contains(code) ? cell.span.extracting(trimmedBounds(cell.span)) : cell.span)
      }
      for row in codes.indices where codes[row] != ColumnBuilder.missingCode {
        codes[row] = meaning[Int(codes[row])]
      }
    }
    if codes.contains(ColumnBuilder.missingCode) {
      for code in codes { spare.append(code != ColumnBuilder.missingCode) }
    }
    var result = FinishedColumn(
      column: Column(name, codes: codes, dictionary: kept, presence: spare.bitmap))
    result.column.obstacle = obstacle
    result.notice = obstacle?.kind == .object ? obstacle?.reason : listed
    result.remark = remark.joined(separator: "; ")
    result.assumed = assumed
    result.isUnfit = forced
    result.scientific = scientific
    if target.isNumber { result.numbers = reading }
    return result
  }

  /// Whether a cell is a placeholder date such as 0000-00-00, in a column that no line declares as text.
  private func isNoDate(_ code: Int) -> Bool {
    let cell = pool.bytes(of: code)
    guard target == .inferred || target.isTime, (8...40).contains(cell.count), digit(cell.span[0]) != nil,
      MomentCell.mayBePlaceholder(cell.span)
    else { return false }
    return MomentCell(cell.span)?.kind == .missing
  }

  private func hasBlanksRound(_ code: Int) -> Bool {
    let cell = pool.bytes(of: code)
    return trimmedBounds(cell.span).count < cell.count
  }

  /// `2 cells read without the spaces around them, as “pro ”`
  private func blankRemark(_ blank: [Int]) -> String {
    guard let first = blank.first else { return "" }
    let rows = rowCounts()
    let total = blank.reduce(0) { $0 + rows[$1] }
    let cells =
      total == 1
      ? "1 cell read without the spaces around it" : "\(total) cells read without the spaces around them"
    return "\(cells), such as “\(shortened(pool[first]))”"
  }

  /// Records the cells of a column that could not be read as the type asked for.
  private mutating func noteMisfitsOfTexts() {
    let isMisfit = (0..<pool.count).map { code in
      mark(pool.bytes(of: code).span, amongTyped: true) == nil && !fits(pool.bytes(of: code).span)
    }
    for (row, code) in codes.enumerated() where code != ColumnBuilder.missingCode && isMisfit[Int(code)] {
      noteMisfit(Misfit(row: row, text: pool[Int(code)]))
    }
  }

  /// Whether a single cell can be read as the type asked for.
  private func fits(_ cell: Span<UInt8>) -> Bool {
    switch target {
    case .moment, .date, .timestamp: moment(cell) != nil
    case .duration: NumberCell(duration: cell) != nil
    case .number, .cents: NumberCell(cell) != nil || LooseNumber(cell) != nil
    case .integer:
      NumberCell(cell)?.whole != nil || LooseNumber(cell)?.number(hasDecimalComma: false)?.whole != nil
    case .boolean: booleanCell(cell, extended: true) != nil
    case .inferred, .text, .id, .words, .list: true
    }
  }

  private func listColumn() -> Column {
    var dictionary = StringPool()
    let elements = lists.map { list in list.map { dictionary.intern($0) } }
    var offsets: [UInt32] = [0]
    var found: [UInt32] = []
    for code in codes {
      if code != ColumnBuilder.missingCode { found += elements[Int(code)] }
      offsets.append(UInt32(truncatingIfNeeded: found.count))
    }
    return Column(name, offsets: offsets, codes: found, dictionary: dictionary)
  }

  private var listRemark: String {
    let wholes = foundWholes.prefix(3).map { "“\($0)”" }.joined(separator: ", ")
    return wholes.isEmpty ? "" : "\(wholes) read as one value (`of …` says which are)"
  }

  private consuming func numberColumn() -> FinishedColumn {
    if target == .cents { numbers.divideByHundred() }
    var remarks: [String] = []
    if reading.sawComma { remarks.append("decimal commas") }
    switch reading.unit {
    case .money(let currency)?: remarks.append("in \(currency.code)")
    case .percent?: remarks.append("per cent")
    case .duration? where target == .inferred: remarks.append("durations")
    case .duration?, .year?, .currencies?, nil: break
    }
    if let (one, other) = respelled {
      remarks.append("“\(one)” and “\(other)” are the same number: `type \(lineName) text` keeps them apart")
    }
    let rounded = numbers.isRounded ? "numbers of more than 15 digits are rounded" : ""
    let assumed = [toldRemark, rounded].filter { !$0.isEmpty }.joined(separator: "; ")
    // Numbers that exceed the type are misfits; the column is unfit if most are.
    let present = presence.count - presence.missing
    let isUnfit = target.isForced && misfitCount > present
    var column = numbers.column(name, presence: presence.bitmap)
    column.unit = reading.unit ?? (column.holdsYears ? .year : nil)
    var result = FinishedColumn(
      column: column, remark: remarks.joined(separator: ", "), assumed: assumed, isUnfit: isUnfit)
    if target.isNumber { result.numbers = reading }
    return result
  }

  private consuming func momentColumn(_ reading: TimeOptions) -> FinishedColumn {
    let order = reading.order ?? provenOrder ?? reading.fileOrder
    var remarks: [String] = []
    var isOpen = false
    let years = moments.shortYears
    if moments.hasOpen || moments.provesDayFirst || moments.provesMonthFirst || years.isOpen {
      switch order {
      case .dayFirst?: remarks.append("day first")
      case .monthFirst?: remarks.append("month first")
      case .yearFirst? where !moments.hasOpen: break
      case .yearFirst?, nil: isOpen = true
      }
    }
    if reading.order == .yearFirst { remarks.append("year first") }
    remarks.append(spelling)
    let (hasLocalTimes, assumed) = (moments.hasLocalTimes, self.assumed)
    var (column, changes) = moments.column(
      name, monthFirst: order == .monthFirst, times: reading.times, zone: reading.zone,
      presence: presence.bitmap)
    if target == .date { column = column.asDays(zone: reading.zone) }
    let isAssumed = years.isAssumed && reading.order == nil
    var result = FinishedColumn(column: column, isOpen: isOpen)
    result.assumed = [isAssumed ? years.words : "", assumed, changes.words(reading.times)].filter {
      !$0.isEmpty
    }
    .joined(separator: "; ")
    result.remark = remarks.filter { !$0.isEmpty }.joined(separator: ", ")
    result.openYear = isOpen ? years.example : nil
    result.hasLocalTimes = hasLocalTimes
    return result
  }

  /// How the values were written, if not in the plain form.
  private var spelling: String {
    let names: [(MomentCell.Traits, String)] = [
      (.seconds, "epoch seconds"), (.milliseconds, "epoch milliseconds"),
      (.microseconds, "epoch microseconds"), (.nanoseconds, "epoch nanoseconds"), (.serial, "Excel's days"),
      (.period, "weeks, months or quarters, by their first day"),
    ]
    return names.filter { moments.traits.contains($0.0) }.map(\.1).joined(separator: " and ")
  }

  /// What was assumed about ambiguous cells: zone abbreviations, null markers.
  private var assumed: String {
    let zones = zoneNames.sorted().map { "\($0) read as \(ZoneNames.words($0))" }
    return (zones + [toldRemark]).filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// `3 cells are “-” and count as missing`
  private var toldRemark: String {
    let marks = told.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    guard let first = marks.first else { return "" }
    let shown = marks.dropFirst().prefix(3)
    let more = marks.dropFirst(4).reduce(0) { $0 + $1.value }
    let others = shown.map { ", \($0.value) “\($0.key)”" }.joined() + (more > 0 ? " and \(more) more," : "")
    let total = marks.reduce(0) { $0 + $1.value }
    return "\(first.value) \(first.value == 1 ? "cell is" : "cells are") “\(first.key)”\(others) and "
      + (total == 1 ? "counts as missing" : "count as missing")
  }
}

extension ShortYears {
  /// `two-digit years are read as coming last: 2025-02-13, not 2013-02-25 …`
  fileprivate var words: String {
    guard let example else { return "" }
    let last = Day(Int32(truncatingIfNeeded: example.last))
    return
      "two-digit years are read as coming last: \(last.iso), not \(example.first.iso) (otherwise add `dates year first`)"
  }
}

extension MomentBuilder.ClockChanges {
  /// What was done with local times that a clock change skips or repeats.
  fileprivate func words(_ zone: Zone) -> String {
    func times(_ count: Int) -> String { count == 1 ? "1 time" : "\(count) times" }
    var parts: [String] = []
    if skipped > 0 {
      parts.append("\(times(skipped)) that a clock change in \(zone.name) skips, read an hour later")
    }
    if repeated > 0 {
      parts.append("\(times(repeated)) that a clock change in \(zone.name) repeats, read as the first")
    }
    return parts.joined(separator: "; ")
  }
}

extension Column {
  /// Instants as the local dates that contain them; a column of dates unchanged.
  fileprivate func asDays(zone: Zone) -> Column {
    guard case .instants(let instants, _) = values else { return self }
    return Column(
      name, days: instants.map { zone.day(of: Instant(microseconds: $0)).number }, presence: presence)
  }
}

/// `1.23E+15`: how a spreadsheet writes a long number.
private func isScientific(_ id: ArraySlice<UInt8>) -> Bool {
  guard let mark = id.firstIndex(where: { lowercased($0) == UInt8(ascii: "e") }), mark > id.startIndex,
    id.index(after: mark) < id.endIndex, id[id.index(after: mark)] == UInt8(ascii: "+")
  else { return false }
  let mantissa = id[..<mark]
  let exponent = id[mark...].dropFirst(2)
  return !exponent.isEmpty && exponent.allSatisfy { digit($0) != nil }
    && mantissa.allSatisfy { digit($0) != nil || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
}

extension Column {
  /// Whether it holds integers that are all between 1900 and 2100.
  fileprivate var holdsYears: Bool {
    guard case .integers(let units) = values, type == .integer, missing < count else { return false }
    return units.indices.allSatisfy { !isPresent(at: $0) || (1900...2100).contains(units[$0]) }
  }
}
