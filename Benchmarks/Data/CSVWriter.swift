import DataModel
import Foundation

/// Writes a CSV file.
struct CSVWriter {
  private let file: FileHandle
  private var bytes: [UInt8] = []
  private var isLineStart = true

  init(_ path: String, columns: [String]) throws {
    try Data().write(to: URL(fileURLWithPath: path))
    file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    for column in columns { add(column) }
    try endLine()
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  /// A text, quoted if it contains a comma, a quote or a line break.
  mutating func add(_ text: [UInt8]) {
    separate()
    guard text.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A }) else {
      bytes += text
      return
    }
    bytes.append(0x22)
    for byte in text {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  mutating func addMissing() { separate() }

  mutating func add(_ number: Int, digits: Int = 1) {
    separate()
    write(number, digits: digits)
  }

  /// `c0000042`.
  mutating func add(id number: Int, prefix: Character, digits: Int) {
    separate()
    bytes += Array(String(prefix).utf8)
    write(number, digits: digits)
  }

  /// `12.34`, from cents.
  mutating func add(cents: Int) {
    separate()
    write(cents / 100, digits: 1)
    bytes.append(0x2E)
    write(cents % 100, digits: 2)
  }

  mutating func add(_ day: Day) {
    separate()
    write(day)
  }

  /// `2025-03-01T10:00:00Z`, from seconds since 1970.
  mutating func add(seconds: Int) {
    separate()
    write(Day(Int32(truncatingIfNeeded: seconds / 86_400)))
    for (mark, part) in [(0x54, seconds / 3600 % 24), (0x3A, seconds / 60 % 60), (0x3A, seconds % 60)] {
      bytes.append(UInt8(mark))
      write(part, digits: 2)
    }
    bytes.append(0x5A)
  }

  mutating func endLine() throws {
    bytes.append(0x0A)
    isLineStart = true
    if bytes.count > 1 << 20 { try flush() }
  }

  mutating func finish() throws {
    try flush()
    try file.close()
  }

  private mutating func flush() throws {
    try file.write(contentsOf: bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func separate() {
    if !isLineStart { bytes.append(0x2C) }
    isLineStart = false
  }

  private mutating func write(_ day: Day) {
    let (year, month, dayOfMonth) = day.civil
    write(year, digits: 4)
    bytes.append(0x2D)
    write(month, digits: 2)
    bytes.append(0x2D)
    write(dayOfMonth, digits: 2)
  }

  private mutating func write(_ number: Int, digits: Int) {
    let text = String(number).utf8
    bytes.append(contentsOf: repeatElement(0x30, count: max(0, digits - text.count)))
    bytes += text
  }
}
