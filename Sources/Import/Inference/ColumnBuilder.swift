internal import DataModel
internal import Store

/// Builds one typed column from the raw cells of a file in a single pass.
///
/// At first the column is dictionary-encoded: distinct values, and a code per row. At the end of the file, or as soon
/// as nearly every row brings a new value, all distinct values are tried as booleans, numbers, dates and lists, and the
/// codes are replaced by the parsed values. If a later value does not fit a type chosen early, the column `isMistyped`,
/// and its file is read again with this column as text.
struct ColumnBuilder {
  enum Kind: Hashable { case distinct, booleans, numbers, moments, lists, texts, words }

  /// A value that cannot be read as the type its column has to have.
  struct Misfit: Hashable {
    var row: Int
    var text: String
  }

  let name: String
  let target: ColumnTarget
  private(set) var settings: ColumnSettings
  private(set) var rowCount = 0
  var kind: Kind
  /// Whether a value came that does not fit the type chosen early.
  private(set) var isMistyped = false
  var misfits: [Misfit] = []
  var misfitCount = 0
  /// All cells that could not be read; a row may be rejected for one.
  var unread = UnparsedCells()

  // The dictionary: distinct values, and a code per row (`missingCode` for empty cells).
  var pool = StringPool()
  var codes: [UInt32] = []
  static let missingCode = UInt32.max
  // The parsed values, by type.
  var numbers = NumberBuilder()
  var moments = MomentBuilder()
  var truths: [Bool?] = []
  var lists: [[String]] = []
  /// Values found to contain the separator of a `split`.
  var foundWholes: [String] = []
  private(set) var words = TextHeap()
  var presence = ValidityBuilder()
  var reading: NumberParser
  /// Null markers to report, with the number of rows that have each.
  var told: [String: Int] = [:]
  /// Two spellings of one number, such as `1.1` and `1.10`.
  var respelled: (String, String)?
  /// The zone abbreviations found, such as EST.
  private(set) var zoneNames: Set<String> = []

  static let reportedMisfits = 5
  /// A type is chosen early once there are this many distinct values and they are more than half of all. If none fits,
  /// the next attempt is at twice as many.
  private var earlyCount = 2048

  init(_ name: String, as target: ColumnTarget, _ settings: ColumnSettings = ColumnSettings()) {
    self.name = name
    self.target = target
    self.settings = settings
    // The spelling of cells does not matter if the load declares the column's type.
    if target != .inferred { self.settings.keepsSpelling = false }
    reading = NumberParser(target, settings)
    kind = target == .words ? .words : .distinct
  }

  /// Appends one row per cell; cells are ranges of `bytes`.
  mutating func append(_ cells: [Range<Int>], of bytes: [UInt8]) {
    switch kind {
    case .distinct, .texts: appendDistinct(cells, of: bytes)
    case .numbers: appendNumbers(cells, of: bytes)
    case .moments: appendMoments(cells, of: bytes)
    case .words: appendWords(cells, of: bytes)
    case .booleans, .lists: break
    }
    rowCount += cells.count
    if kind == .distinct, pool.count >= earlyCount, pool.count * 2 > rowCount {
      settleEarly()
      earlyCount = pool.count * 2
    }
  }

  /// Reserves capacity for `times` times as many rows as there are now.
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
    pool.intern(cells, of: bytes.span, empty: ColumnBuilder.missingCode, into: &codes)
  }

  private mutating func appendNumbers(_ cells: [Range<Int>], of bytes: [UInt8]) {
    let bytes = bytes.span
    for cell in cells {
      let cell = bytes.extracting(cell)
      if let number = reading.number(cell) {
        numbers.append(number)
        presence.append(true)
      } else {
        if !isAbsent(cell) { note(cell, row: presence.count) }
        numbers.appendMissing()
        presence.append(false)
      }
    }
  }

  private mutating func appendMoments(_ cells: [Range<Int>], of bytes: [UInt8]) {
    let bytes = bytes.span
    for cell in cells {
      let cell = bytes.extracting(cell)
      let moment = moment(cell)
      if let moment, moment.kind != .missing {
        moments.append(moment)
        if moment.traits.contains(.namedZone) { noteZone(cell) }
        presence.append(true)
      } else {
        if moment != nil { tell(cell) } else if !isAbsent(cell) { note(cell, row: presence.count) }
        moments.appendMissing()
        presence.append(false)
      }
    }
    if moments.provesDayFirst, moments.provesMonthFirst { isMistyped = true }
  }

  private mutating func appendWords(_ cells: [Range<Int>], of bytes: [UInt8]) {
    let bytes = bytes.span
    for cell in cells {
      let cell = bytes.extracting(cell)
      if isAbsent(cell, amongTyped: false) { words.appendMissing() } else { words.append(cell) }
    }
  }

  /// Whether a cell of a typed column is null; a null marker worth reporting is counted.
  private mutating func isAbsent(_ cell: Span<UInt8>, amongTyped: Bool = true) -> Bool {
    guard let mark = mark(cell, amongTyped: amongTyped) else { return false }
    if mark != .certain { tell(cell) }
    return true
  }

  /// The kind of null marker that a cell is; nil if it may be a value.
  func mark(_ cell: Span<UInt8>, amongTyped: Bool) -> NullMarker? {
    if let marker = nullMarker(cell), amongTyped || marker != .amongTyped { return marker }
    if settings.missingMarks.isEmpty || cell.count > 80 { return nil }
    let word = text(of: cell.extracting(trimmedBounds(cell))).lowercased()
    return settings.missingMarks.contains(word) ? .told : nil
  }

  /// Marks the column to be read again as text.
  mutating func markMistyped() { isMistyped = true }

  /// The date or time of a cell; nil if there is none, or if it contradicts the order of day and month that the load
  /// gives.
  func moment(_ cell: Span<UInt8>) -> MomentCell? { moment(cell, isForced: target.isTime) }

  func moment(_ cell: Span<UInt8>, isForced: Bool) -> MomentCell? {
    let isYearFirst = settings.dateOrder == .yearFirst
    let moment =
      isYearFirst ? MomentCell(yearFirst: cell, isForced: isForced) : MomentCell(cell, isForced: isForced)
    guard let moment else { return nil }
    switch (settings.dateOrder, moment.order) {
    case (.dayFirst?, .monthFirst), (.monthFirst?, .dayFirst): return nil
    case _: return moment
    }
  }

  /// Whether dates or numbers of undeclared type are still ambiguous although their original texts have been dropped.
  var isOpenForGood: Bool {
    codes.isEmpty && rowCount > 0 && (isOpen && !target.isTime || isOpenNumber && !target.isNumber)
  }

  mutating func tell(_ cell: Span<UInt8>, rows: Int = 1) {
    told[text(of: cell.extracting(trimmedBounds(cell))), default: 0] += rows
  }

  mutating func noteZone(_ cell: Span<UInt8>) {
    if let name = ZoneNames.name(in: text(of: cell)) { zoneNames.insert(name) }
  }

  /// Records a cell that does not fit the column's type.
  private mutating func note(_ cell: Span<UInt8>, row: Int) {
    if !target.isForced { isMistyped = true }
    noteMisfit(Misfit(row: row, text: text(of: cell)))
  }

  mutating func noteMisfit(_ misfit: Misfit) {
    misfitCount += 1
    unread.add(misfit.text, row: misfit.row)
    if misfits.count < ColumnBuilder.reportedMisfits { misfits.append(misfit) }
  }
}

/// The cells that could not be read as their column's type: their rows, in order, and their texts.
struct UnparsedCells {
  private(set) var rows: [UInt32] = []
  private var codes: [UInt32] = []
  private var pool = StringPool()

  mutating func add(_ text: String, row: Int) {
    rows.append(UInt32(truncatingIfNeeded: row))
    codes.append(pool.intern(text))
  }

  /// The distinct texts.
  var texts: [String] { (0..<pool.count).map { pool[$0] } }

  /// The distinct texts, each with its number of rows.
  var counted: [(text: String, rows: Int)] {
    var counts = [Int](repeating: 0, count: pool.count)
    for code in codes { counts[Int(code)] += 1 }
    return counts.indices.map { (pool[$0], counts[$0]) }
  }

  /// For each row a number that identifies its text.
  var codesByRow: [Int: UInt32] {
    Dictionary(zip(rows.map { Int($0) }, codes)) { first, _ in first }
  }

  func text(at index: Int) -> String { pool[Int(codes[index])] }
}
