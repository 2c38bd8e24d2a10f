internal import DataModel

/// A date with a year of two digits, as `13/02/25`: the numbers at its ends, either of which may be the year.
struct ShortYear: Hashable {
  var first: UInt8
  var last: UInt8
  /// The day, where the year stands first; nil where it cannot.
  var withYearFirst: Day?

  init(_ first: Int, _ second: Int, _ last: Int) {
    (self.first, self.last) = (UInt8(clamping: first), UInt8(clamping: last))
    withYearFirst = Day(year: ShortYear.whole(first), month: second, day: last)
  }

  /// The year that two digits stand for: those below 69 are of this century, as POSIX has it.
  static func whole(_ year: Int) -> Int { year + (year < 69 ? 2000 : 1900) }
}

/// Where the years of two digits stand in a column.
struct ShortYears {
  /// The numbers, up to 31, that were seen at the ends of dates which can be read either way.
  private var firsts: UInt32 = 0
  private var lasts: UInt32 = 0
  private var isLastProven = false
  /// The first date that can be read either way, with the year last and first.
  private(set) var example: (last: Int64, first: Day)?

  /// A year of four digits stands last.
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

  /// By how many different numbers stand last against first: days vary more than years. Zero where only one end can be
  /// the year, or there is none.
  private var surplus: Int? {
    isLastProven || lasts == 0 ? nil : lasts.nonzeroBitCount - firsts.nonzeroBitCount
  }

  /// Whether the year may as well stand first: more numbers are seen last, or as many, among them years that hardly are
  /// meant.
  var isOpen: Bool { surplus.map { $0 > 0 || $0 == 0 && lasts >= 1 << 30 } ?? false }

  /// Whether nothing but habit says that the year stands last.
  var isAssumed: Bool { surplus == 0 && !isOpen }
}

extension MomentCell {
  /// Reads `25/12/31` with its year first, and all else as ever.
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

  /// `25/12/31 10:00` as `31/12/25 10:00`; nil where a cell is of another form.
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
