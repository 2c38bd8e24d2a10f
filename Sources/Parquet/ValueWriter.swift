internal import DataModel
private import Kernels

/// Writes values as text that means the same: `2025-03-01T09:05:00.25Z`, `-12.50`, `true`.
struct ValueWriter {
  private let kind: ValueKind
  /// Values that could not be written: infinite ones are left empty, and what is no UTF-8 gets U+FFFD.
  var oddities = 0

  /// The most bytes of a decimal.
  static let longestDecimal = 32

  init(_ kind: ValueKind) { self.kind = kind }

  /// A number, or the bits of a floating-point one. An integer of 32 bits has its sign in all 64.
  @inline(__always)
  mutating func append(_ bits: UInt64, to text: inout [UInt8]) {
    switch kind {
    case .boolean: text += bits == 0 ? "false".utf8 : "true".utf8
    case .signed: ValueWriter.append(Int64(bitPattern: bits), to: &text)
    case .unsigned32: ValueWriter.append(UInt64(UInt32(truncatingIfNeeded: bits)), to: &text)
    case .unsigned64: ValueWriter.append(bits, to: &text)
    case .double:
      let number = Double(bitPattern: bits)
      append(number, number.description, to: &text)
    case .float:
      let number = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
      append(Double(number), number.description, to: &text)
    case .date: ValueWriter.appendDay(Int64(bitPattern: bits), to: &text)
    case .time(let unit): ValueWriter.appendTime(Int64(bitPattern: bits), unit, to: &text)
    case .timestamp(let unit, let isUTC):
      ValueWriter.appendTimestamp(Int64(bitPattern: bits), unit, to: &text)
      if isUTC { text.append(UInt8(ascii: "Z")) }
    case .decimal(let scale): ValueWriter.appendDecimal(Int64(bitPattern: bits), scale, to: &text)
    case .text, .uuid, .hex, .float16, .int96: break
    }
  }

  /// Bytes: text, or a number that is stored as bytes.
  mutating func append(_ bytes: [UInt8], _ range: Range<Int>, to text: inout [UInt8]) throws(ParquetError) {
    switch kind {
    case .text where ByteKernels.isPlain(bytes, range): CopyKernels.append(range, of: bytes, to: &text)
    case .text: appendText(bytes[range], to: &text)
    case .decimal(let scale): try ValueWriter.appendDecimal(bytes[range], scale, to: &text)
    case .int96:
      var cursor = ByteCursor(bytes, range)
      let nanoseconds = Int64(bitPattern: try cursor.number(8))
      // Days are counted from the start of the Julian period.
      let day = Int64(Int32(truncatingIfNeeded: try cursor.number(4))) - 2_440_588
      ValueWriter.appendTimestamp(day: day, nanoseconds, .nanos, to: &text)
    case .float16:
      var cursor = ByteCursor(bytes, range)
      let number = Float16(bitPattern: UInt16(truncatingIfNeeded: try cursor.number(2)))
      append(Double(number), number.description, to: &text)
    case .uuid, .hex:
      for (place, byte) in bytes[range].enumerated() {
        if kind == .uuid, [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
        text.append(ValueWriter.digits[Int(byte >> 4)])
        text.append(ValueWriter.digits[Int(byte & 15)])
      }
    case .boolean, .signed, .unsigned32, .unsigned64, .float, .double, .date, .time, .timestamp:
      throw .damaged("a value has another type than the schema says")
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

  // MARK: - Text

  private mutating func appendText(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
    let isText = String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0)
    if isText {
      text += bytes
    } else {
      oddities += 1
      text += String(decoding: bytes, as: UTF8.self).replacing("\0", with: "\u{FFFD}").utf8
    }
  }

  // MARK: - Numbers

  @inline(__always)
  private static func append(_ number: Int64, to text: inout [UInt8]) {
    if number < 0 { text.append(UInt8(ascii: "-")) }
    append(number.magnitude, to: &text)
  }

  /// Decimal digits, at least so many.
  @inline(__always)
  private static func append(_ number: UInt64, digits: Int = 1, to text: inout [UInt8]) {
    DigitKernels.append(number, digits: digits, to: &text)
  }

  /// The shortest text that is read as the same number; a whole number without a point.
  private mutating func append(_ number: Double, _ shortest: String, to text: inout [UInt8]) {
    if number.magnitude < 1e15, number == number.rounded() {
      ValueWriter.append(Int64(number), to: &text)
    } else if number.isFinite {
      text += shortest.utf8
    } else if !number.isNaN {
      oddities += 1
    }
  }

  private static func appendDecimal(_ number: Int64, _ scale: Int, to text: inout [UInt8]) {
    if number < 0 { text.append(UInt8(ascii: "-")) }
    append(number.magnitude, digits: scale + 1, to: &text)
    if scale > 0 { text.insert(UInt8(ascii: "."), at: text.count - scale) }
  }

  /// A number as big-endian bytes in two's complement.
  private static func appendDecimal(
    _ bytes: ArraySlice<UInt8>, _ scale: Int, to text: inout [UInt8]
  ) throws(ParquetError) {
    guard bytes.count <= longestDecimal else {
      throw .unsupported("a decimal has more than 76 digits", "with at most 76 digits")
    }
    let isNegative = bytes.first.map { $0 >= 0x80 } ?? false
    if bytes.count <= 8 {
      let bits = bytes.reduce(isNegative ? UInt64.max : 0) { $0 << 8 | UInt64($1) }
      appendDecimal(Int64(bitPattern: bits), scale, to: &text)
      return
    }
    var magnitude = Array(bytes)
    if isNegative {
      for place in magnitude.indices { magnitude[place] = ~magnitude[place] }
      var place = magnitude.count - 1
      while place > 0, magnitude[place] == 0xFF {
        magnitude[place] = 0
        place -= 1
      }
      magnitude[place] &+= 1
      text.append(UInt8(ascii: "-"))
    }
    var digits: [UInt8] = []
    while digits.count <= scale || magnitude.contains(where: { $0 > 0 }) {
      digits.append(remainder(&magnitude) + UInt8(ascii: "0"))
    }
    text += digits.reversed()
    if scale > 0 { text.insert(UInt8(ascii: "."), at: text.count - scale) }
  }

  /// Divides a big-endian number by ten, and returns what remains.
  private static func remainder(_ number: inout [UInt8]) -> UInt8 {
    var rest = 0
    for place in number.indices {
      rest = rest << 8 | Int(number[place])
      number[place] = UInt8(rest / 10)
      rest %= 10
    }
    return UInt8(rest)
  }
}

// MARK: - Dates and times

extension ValueWriter {
  private static func appendDay(_ number: Int64, to text: inout [UInt8]) {
    let (year, month, day) = Day(Int32(clamping: number)).civil
    if year < 0 { text.append(UInt8(ascii: "-")) }
    append(UInt64(year.magnitude), digits: 4, to: &text)
    text.append(UInt8(ascii: "-"))
    append(UInt64(month), digits: 2, to: &text)
    text.append(UInt8(ascii: "-"))
    append(UInt64(day), digits: 2, to: &text)
  }

  /// A time of day, with a fraction of a second where there is one.
  private static func appendTime(_ number: Int64, _ unit: LogicalType.Unit, to text: inout [UInt8]) {
    let seconds = (number / unit.rawValue).magnitude
    append(seconds / 3600, digits: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(seconds / 60 % 60, digits: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(seconds % 60, digits: 2, to: &text)
    let fraction = (number % unit.rawValue).magnitude
    guard fraction > 0 else { return }
    text.append(UInt8(ascii: "."))
    append(fraction, digits: unit == .millis ? 3 : unit == .micros ? 6 : 9, to: &text)
    while text.last == UInt8(ascii: "0") { text.removeLast() }
  }

  private static func appendTimestamp(_ number: Int64, _ unit: LogicalType.Unit, to text: inout [UInt8]) {
    appendTimestamp(day: 0, number, unit, to: &text)
  }

  /// A time so many units after a day's start.
  private static func appendTimestamp(
    day: Int64, _ number: Int64, _ unit: LogicalType.Unit, to text: inout [UInt8]
  ) {
    let unitsOfDay = unit.rawValue * 86_400
    var (days, rest) = number.quotientAndRemainder(dividingBy: unitsOfDay)
    if rest < 0 { (days, rest) = (days - 1, rest + unitsOfDay) }
    let (year, month, number) = Day(Int32(clamping: day + days)).civil
    if rest % unit.rawValue == 0, (0...9999).contains(year) {
      DigitKernels.append(
        year: year, month: month, day: number, secondOfDay: Int(rest / unit.rawValue), to: &text)
      return
    }
    appendDay(day + days, to: &text)
    text.append(UInt8(ascii: "T"))
    appendTime(rest, unit, to: &text)
  }
}
