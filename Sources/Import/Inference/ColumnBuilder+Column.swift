internal import DataModel
internal import Store

/// How a file's dates and times are to be read.
struct TimeReading {
  /// `dates day first`; nil leaves it to each column's values.
  var order: LoadSpec.DateOrder?
  /// What another column of the file proves, for columns that leave it open.
  var fileOrder: LoadSpec.DateOrder?
  /// The zone of times without an offset.
  var times: Zone
  /// The workspace's, in which days stand at their midnight.
  var zone: Zone
}

/// A column as it came out.
struct FinishedColumn {
  var column: Column
  /// The words, where the column was read as those; `column` then tells only presence.
  var words: TextHeap?
  /// How it was read, where that needs saying.
  var remark = ""
  /// Every date could be day first or month first, and nothing decides.
  var isOpen = false
  /// The column had to be a number or a time, and most of its values are none.
  var isUnfit = false
  var misfits: [ColumnBuilder.Misfit] = []
  var misfitCount = 0
  /// The rows of all misfits of a time.
  var misfitRows: [UInt32] = []
  /// Ids like 1.23E+15, of which digits are lost.
  var scientific: ColumnBuilder.Misfit?
}

extension ColumnBuilder {
  /// The order of day and month that this column's dates prove; nil where they prove none, or both.
  var provenOrder: LoadSpec.DateOrder? {
    guard kind == .moments, moments.provesDayFirst != moments.provesMonthFirst else { return nil }
    return moments.provesDayFirst ? .dayFirst : .monthFirst
  }

  /// The column, once it is settled. O(rows)
  consuming func finish(_ reading: TimeReading) -> FinishedColumn {
    let (misfits, misfitCount, misfitRows) = (misfits, misfitCount, misfitRows)
    var result: FinishedColumn
    switch kind {
    case .words:
      let words = words
      result = FinishedColumn(column: Column(name, booleans: Bitmap(count: rowCount)), words: words)
    case .distinct, .texts:
      result = texts()
    case .booleans:
      var bits = Bitmap(count: rowCount)
      for (row, code) in codes.enumerated() where code != ColumnBuilder.missingCode {
        if truths[Int(code)] == true { bits[row] = true }
      }
      result = FinishedColumn(column: Column(name, booleans: bits, presence: presence.bitmap))
    case .lists: result = FinishedColumn(column: listColumn())
    case .moments: result = momentColumn(reading)
    case .numbers:
      switch target {
      case .moment, .date, .timestamp: result = numbersAsMoments(reading)
      case .inferred, .text, .id, .words, .number, .integer, .cents, .boolean: result = numberColumn()
      }
    }
    result.misfits = misfits
    result.misfitCount = misfitCount
    result.misfitRows = misfitRows
    return result
  }

  private consuming func texts() -> FinishedColumn {
    let missing = (0..<pool.count).filter { isMissing(pool.bytes(of: $0).span) }
    var spare = Presence()
    let forced = target.isForced && missing.count < pool.count
    var scientific: Misfit?
    if target == .id, let code = (0..<pool.count).first(where: { isScientific(pool.bytes(of: $0)) }) {
      let row = codes.firstIndex(of: UInt32(truncatingIfNeeded: code)) ?? 0
      scientific = Misfit(row: row, text: pool[code])
    }
    var remark = ""
    if let spoiler { remark = "text, because of “\(spoiler.text)”" }
    var kept = pool
    if !missing.isEmpty {
      // Marks for "no value" are no values: the dictionary is made again without them.
      kept = StringPool()
      let absent = Set(missing)
      let meaning = (0..<pool.count).map { code in
        absent.contains(code) ? ColumnBuilder.missingCode : kept.intern(pool.bytes(of: code).span)
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
    result.remark = remark
    result.isUnfit = forced
    result.scientific = scientific
    return result
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

  private consuming func numberColumn() -> FinishedColumn {
    if target == .cents { numbers.divideByHundred() }
    let remark = sawComma && (grammar == .pointOrComma || grammar == .looseComma) ? "decimal commas" : ""
    let isUnfit = target == .integer && !numbers.isWhole
    return FinishedColumn(
      column: numbers.column(name, presence: presence.bitmap), remark: remark, isUnfit: isUnfit)
  }

  private consuming func momentColumn(_ reading: TimeReading) -> FinishedColumn {
    let order = reading.order ?? provenOrder ?? reading.fileOrder
    var remark = ""
    var isOpen = false
    if moments.hasOpen || moments.provesDayFirst || moments.provesMonthFirst {
      switch order {
      case .dayFirst: remark = "day first"
      case .monthFirst: remark = "month first"
      case nil: isOpen = true
      }
    }
    let contradicts =
      reading.order == .dayFirst && moments.provesMonthFirst
      || reading.order == .monthFirst && moments.provesDayFirst
    let column = moments.column(
      name, monthFirst: order == .monthFirst, times: reading.times, zone: reading.zone,
      presence: presence.bitmap)
    return FinishedColumn(
      column: target == .date ? column.asDays(zone: reading.zone) : column, remark: remark, isOpen: isOpen,
      isUnfit: contradicts)
  }

  /// Numbers where times have to be: epochs by their size, or (where `type` says that it is a time) Excel's days since
  /// 30 December 1899.
  private consuming func numbersAsMoments(_ reading: TimeReading) -> FinishedColumn {
    let bitmap = presence.bitmap
    let values = numbers.doubles
    var (low, high) = (Double.infinity, -Double.infinity)
    for row in values.indices where bitmap?[row] ?? true {
      low = min(low, values[row])
      high = max(high, values[row])
    }
    let isSerial = target != .moment && low >= 1 && high < 200_000
    let scale: (factor: Double, remark: String)? =
      switch max(abs(low), abs(high)) {
      case _ where isSerial: (86_400e6, "Excel's days")
      case 1e8..<1e11: (1e6, "epoch seconds")
      case 1e11..<1e14: (1e3, "epoch milliseconds")
      case 1e14..<1e17: (1, "epoch microseconds")
      case _: nil
      }
    guard let scale else {
      return FinishedColumn(column: numbers.column(name, presence: bitmap), isUnfit: true)
    }
    let offset = isSerial ? -25_569.0 : 0
    var instants = values.map { Int64((($0 + offset) * scale.factor).rounded()) }
    var column: Column
    if isSerial, values.allSatisfy({ $0 == $0.rounded() }) {
      column = Column(
        name, days: values.map { Int32($0) - ($0 == 0 ? 0 : 25_569) }, presence: bitmap)
    } else {
      if isSerial { instants = instants.map { reading.times.instant(local: $0).microseconds } }
      if !isSerial, numbers.isWhole { instants = numbers.units.map { $0 &* Int64(scale.factor) } }
      column = Column(name, instants: instants, presence: bitmap)
    }
    if target == .date { column = column.asDays(zone: reading.zone) }
    return FinishedColumn(column: column, remark: scale.remark)
  }
}

extension Column {
  /// Instants as the local days that hold them; a column of days as it is.
  fileprivate func asDays(zone: Zone) -> Column {
    guard case .instants(let instants, _) = values else { return self }
    return Column(
      name, days: instants.map { zone.day(of: Instant(microseconds: $0)).number }, presence: presence)
  }
}

/// `1.23E+15`: what a spreadsheet makes of a long number.
private func isScientific(_ id: ArraySlice<UInt8>) -> Bool {
  guard let mark = id.firstIndex(where: { lowercased($0) == UInt8(ascii: "e") }), mark > id.startIndex,
    id.index(after: mark) < id.endIndex, id[id.index(after: mark)] == UInt8(ascii: "+")
  else { return false }
  let mantissa = id[..<mark]
  let exponent = id[mark...].dropFirst(2)
  return !exponent.isEmpty && exponent.allSatisfy { digit($0) != nil }
    && mantissa.allSatisfy { digit($0) != nil || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
}
