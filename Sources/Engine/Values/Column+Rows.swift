internal import DataModel
internal import Kernels
internal import Store

extension Column {
  /// The values of some rows, in their order; missing for a row that does not exist.
  func picked(_ rows: [UInt32]) -> Column {
    var presence = presence.map {
      Bitmap(
        count: rows.count, words: GatherKernels.gatherBits($0.words, count: count, rows: rows, base: 0))
    }
    if presence == nil, rows.contains(where: { Int($0) >= count }) {
      let inside = Bitmap(count: count, repeating: true)
      presence = Bitmap(
        count: rows.count, words: GatherKernels.gatherBits(inside.words, count: count, rows: rows, base: 0))
    }
    func bits(_ bits: Bitmap) -> Bitmap {
      Bitmap(
        count: rows.count, words: GatherKernels.gatherBits(bits.words, count: count, rows: rows, base: 0))
    }
    func values<Value: BitwiseCopyable>(_ values: [Value], _ absent: Value) -> [Value] {
      GatherKernels.gather(values, rows: rows, base: 0, absent: absent)
    }
    switch self.values {
    case .boolean(let holds): return Column(name, booleans: bits(holds), presence: presence)
    case .integers(let units):
      if case .decimal(let places) = type {
        return Column(name, units: values(units, 0), places: places, presence: presence)
      }
      return Column(name, integers: values(units, 0), presence: presence)
    case .reals(let reals): return Column(name, reals: values(reals, 0), presence: presence)
    case .days(let days): return Column(name, days: values(days, 0), presence: presence)
    case .instants(let instants, let isDay):
      return Column(name, instants: values(instants, 0), isDay: isDay.map(bits), presence: presence)
    case .texts(let codes, let dictionary):
      let absent = dictionary.count
      let picked: [UInt32]
      switch codes {
      case .bytes(let codes):
        picked = values(codes, UInt8(truncatingIfNeeded: absent)).map { UInt32($0) }
      case .shorts(let codes):
        picked = values(codes, UInt16(truncatingIfNeeded: absent)).map { UInt32($0) }
      case .words(let codes): picked = values(codes, UInt32(truncatingIfNeeded: absent))
      }
      return Column(name, codes: picked, dictionary: dictionary, presence: presence)
    case .lists(let offsets, let codes, let dictionary):
      var starts: [UInt32] = [0]
      var picked: [UInt32] = []
      for row in rows {
        if Int(row) < count { picked += codes[Int(offsets[Int(row)])..<Int(offsets[Int(row) + 1])] }
        starts.append(UInt32(truncatingIfNeeded: picked.count))
      }
      return Column(name, offsets: starts, codes: picked, dictionary: dictionary)
    }
  }

  /// Missing in all rows but these.
  func present(only rows: Bitmap) -> Column {
    picked((0..<UInt32(truncatingIfNeeded: count)).map { rows[Int($0)] ? $0 : .max })
  }

  /// A column with the same value in each row.
  static func constant(_ scalar: Scalar, count: Int) -> Column {
    var presence: Bitmap?
    let values: Column
    switch scalar {
    case .missing:
      presence = Bitmap(count: count)
      values = Column("", integers: [Int64](repeating: 0, count: count), presence: presence)
    case .boolean(let holds): values = Column("", booleans: Bitmap(count: count, repeating: holds))
    case .integer(let number): values = Column("", integers: [Int64](repeating: number, count: count))
    case .decimal(let units, let places):
      values = Column("", units: [Int64](repeating: units, count: count), places: places)
    case .real(let number): values = Column("", reals: [Double](repeating: number, count: count))
    case .moment(.day(let day)): values = Column("", days: [Int32](repeating: day.number, count: count))
    case .moment(.instant(let instant)):
      values = Column("", instants: [Int64](repeating: instant.microseconds, count: count))
    case .text(let text):
      values = Column("", codes: [UInt32](repeating: 0, count: count), dictionary: StringPool([text]))
    case .list(let texts):
      var dictionary = StringPool()
      let codes = texts.map { dictionary.intern($0) }
      let offsets = (0...count).map { UInt32(truncatingIfNeeded: $0 * codes.count) }
      let all = Array(repeatElement(codes, count: count).joined())
      values = Column("", offsets: offsets, codes: all, dictionary: dictionary)
    }
    return values
  }

  /// A column of moments, some of which may be missing.
  init(_ name: String, moments: [Moment?], zone: Zone) {
    var presence = Bitmap(count: moments.count)
    var isDay = Bitmap(count: moments.count)
    var instants = [Int64](repeating: 0, count: moments.count)
    for (row, moment) in moments.enumerated() {
      guard let moment else { continue }
      presence[row] = true
      isDay[row] = moment.isDay
      instants[row] = zone.start(of: moment).microseconds
    }
    self.init(name, instants: instants, isDay: isDay, presence: presence)
  }

  /// The time of a row; nil if there is none, or the column is not of times.
  func moment(at row: Int, zone: Zone) -> Moment? {
    guard isPresent(at: row) else { return nil }
    switch values {
    case .days(let days): return .day(Day(days[row]))
    case .instants(let instants, let isDay):
      let instant = Instant(microseconds: instants[row])
      return isDay?[row] == true ? .day(zone.day(of: instant)) : .instant(instant)
    case .boolean, .integers, .reals, .texts, .lists: return nil
    }
  }
}
