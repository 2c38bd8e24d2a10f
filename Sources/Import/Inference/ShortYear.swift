internal import DataModel

/// A date with a two-digit year, such as `13/02/25`: its first and last number, either of which may be the year.
struct ShortYear: Hashable {
  var first: UInt8
  var last: UInt8
  /// The date if the year comes first; nil if that is no valid date.
  var withYearFirst: Day?

  init(_ first: Int, _ second: Int, _ last: Int) {
    (self.first, self.last) = (UInt8(clamping: first), UInt8(clamping: last))
    withYearFirst = Day(year: ShortYear.whole(first), month: second, day: last)
  }

  /// The full year of two digits: below 69 is in the 2000s, as in POSIX.
  static func whole(_ year: Int) -> Int { year + (year < 69 ? 2000 : 1900) }
}

/// Whether two-digit years come first or last in a column.
struct ShortYears {
  /// The numbers up to 31 found at each end of the ambiguous dates, as bits.
  private var firsts: UInt32 = 0
  private var lasts: UInt32 = 0
  private var isLastProven = false
  /// The first ambiguous date, read with the year last and with the year first.
  private(set) var example: (last: Int64, first: Day)?

  /// Records that a four-digit year comes last.
  mutating func proveLast() { isLastProven = true }

  mutating func append(_ date: ShortYear, _ moment: MomentCell) {
    guard let day = date.withYearFirst, date.first <= 31 else {
      isLastProven = true
      return
    }
    firsts |= 1 << UInt32(date.first)
    lasts |= 1 << UInt32(date.last)
    if example == nil { example = (moment.days, day) }
  }

  /// How many more distinct numbers there are at the end than at the start: days vary more than years. Nil if only one
  /// end can be the year, or there are no short years.
  private var surplus: Int? {
    isLastProven || lasts == 0 ? nil : lasts.nonzeroBitCount - firsts.nonzeroBitCount
  }

  /// Whether the year may as well come first: more distinct numbers at the end, or equally many including implausible
  /// years.
  var isOpen: Bool { surplus.map { $0 > 0 || $0 == 0 && lasts >= 1 << 30 } ?? false }

  /// Whether only convention says that the year comes last.
  var isAssumed: Bool { surplus == 0 && !isOpen }
}

extension MomentCell {
  /// Parses `25/12/31` with its year first, and all other forms as usual.
  init?(yearFirst cell: Span<UInt8>, isForced: Bool) {
    guard let turned = MomentCell.turned(cell) else {
      self.init(cell, isForced: isForced)
      return
    }
    guard var moment = MomentCell(turned.span, isForced: true), moment.order != .monthFirst else {
      return nil
    }
    (moment.order, moment.shortYear) = (.certain, nil)
    self = moment
  }

  /// `25/12/31 10:00` as `31/12/25 10:00`; nil if the cell has another form.
  private static func turned(_ cell: Span<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    for index in trimmedBounds(cell) { bytes.append(cell[index]) }
    let numbers = bytes.prefix(8).split(omittingEmptySubsequences: false) { digit($0) == nil }.prefix(3)
    guard numbers.count == 3, numbers[0].count == 2,
      numbers.dropFirst().allSatisfy({ (1...2).contains($0.count) }),
      let end = numbers.last?.endIndex, bytes.indices.contains(2), "/-.".utf8.contains(bytes[2]),
      bytes[numbers[1].endIndex] == bytes[2]
    else { return nil }
    return numbers[2] + [bytes[2]] + numbers[1] + [bytes[2]] + numbers[0] + bytes[end...]
  }
}
