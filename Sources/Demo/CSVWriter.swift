/// A CSV file (RFC 4180, LF, UTF-8), written field by field.
struct CSVWriter {
  private(set) var bytes: [UInt8] = []
  private var atStart = true
  private var dates = DateTable()

  init(columns: [String], capacity: Int) {
    bytes.reserveCapacity(capacity)
    for column in columns { field(column.utf8) }
    endRow()
  }

  private mutating func separate() {
    if !atStart { bytes.append(UInt8(ascii: ",")) }
    atStart = false
  }

  mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    atStart = true
  }

  mutating func empty() {
    separate()
  }

  /// Writes a text, quoted if it contains a comma, a quote or a line break.
  mutating func field(_ text: some Collection<UInt8>) {
    separate()
    let isPlain = !text.contains { $0 == 0x2c || $0 == 0x22 || $0 == 0x0a || $0 == 0x0d }
    if isPlain {
      bytes.append(contentsOf: text)
      return
    }
    bytes.append(0x22)
    for byte in text {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  mutating func number(_ value: Int) {
    separate()
    bytes.append(decimal: value)
  }

  /// Writes an amount in cents with two decimals: `1250` as `12.50`.
  mutating func cents(_ value: Int) {
    separate()
    bytes.append(decimal: value / 100)
    bytes.append(UInt8(ascii: "."))
    bytes.append(decimal: value % 100, digits: 2)
  }

  /// Writes an id with a prefix and at least `digits` digits: `s0042`.
  mutating func id(_ prefix: UInt8, _ number: Int, digits: Int) {
    separate()
    bytes.append(prefix)
    bytes.append(decimal: number, digits: digits)
  }

  /// Writes a date: `2025-06-30`.
  mutating func date(_ day: Day) {
    separate()
    bytes.append(contentsOf: dates.text(day))
  }

  /// Writes a date and time: `2025-06-30T14:03:22`.
  mutating func moment(_ moment: Moment) {
    date(moment.day)
    bytes.append(UInt8(ascii: "T"))
    bytes.append(decimal: moment.second / 3600, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(decimal: moment.second / 60 % 60, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(decimal: moment.second % 60, digits: 2)
  }
}

/// The text of each day of the data, computed once.
private struct DateTable {
  private var texts: [UInt8] = []
  private let first = Story.firstDay

  init() {
    for each in Story.firstDay...Story.lastDay {
      let date = Demo.date(each)
      texts.append(decimal: date.year, digits: 4)
      texts.append(UInt8(ascii: "-"))
      texts.append(decimal: date.month, digits: 2)
      texts.append(UInt8(ascii: "-"))
      texts.append(decimal: date.day, digits: 2)
    }
  }

  func text(_ day: Day) -> ArraySlice<UInt8> {
    let start = 10 * (min(max(day, first), Story.lastDay) - first)
    return texts[start..<start + 10]
  }
}

extension [UInt8] {
  /// Appends the digits of a non-negative number, padded with zeros to `digits`.
  mutating func append(decimal value: Int, digits: Int = 1) {
    var scale = 1
    for _ in 1..<Swift.max(digits, 1) { scale *= 10 }
    while scale <= value / 10 { scale *= 10 }
    while scale > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / scale % 10))
      scale /= 10
    }
  }
}
