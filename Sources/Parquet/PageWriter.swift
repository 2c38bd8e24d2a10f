/// Writes the values of a column page by page, plain and not compressed.
struct PageWriter {
  private let values: ParquetTable.Values
  private var next = 0

  private static let rowsPerPage = 1 << 14
  /// A page ends once it has this many bytes.
  private static let fullPage = 1 << 20

  init(_ values: ParquetTable.Values) { self.values = values }

  /// Appends the next page; false where all values are written.
  mutating func append(to bytes: inout [UInt8]) -> Bool {
    guard next < values.count else { return false }
    let start = next
    var plain: [UInt8] = []
    var levels: [Bool] = []
    switch values {
    case .booleans(let values): appendBits(values, to: &plain, &levels)
    case .integers(let values), .instants(let values), .decimals(let values, _):
      appendEach(values, to: &plain, &levels) { PageWriter.append(UInt64(bitPattern: $0), 8, to: &$1) }
    case .reals(let values):
      appendEach(values, to: &plain, &levels) { PageWriter.append($0.bitPattern, 8, to: &$1) }
    case .days(let values):
      appendEach(values, to: &plain, &levels) {
        PageWriter.append(UInt64(UInt32(bitPattern: $0)), 4, to: &$1)
      }
    case .texts(let values):
      appendEach(values, to: &plain, &levels) { text, plain in
        PageWriter.append(UInt64(text.utf8.count), 4, to: &plain)
        plain += text.utf8
      }
    }
    let packed = PageWriter.packed(levels)
    let size = 4 + packed.count + plain.count
    var header = ThriftWriter()
    header.int32(1, 0)
    header.int32(2, size)
    header.int32(3, size)
    header.structure(5) { [count = next - start] header in
      header.int32(1, count)
      header.int32(2, 0)
      header.int32(3, PageHeader.runLengthEncoding)
      header.int32(4, PageHeader.runLengthEncoding)
    }
    header.end()
    bytes += header.bytes
    PageWriter.append(UInt64(packed.count), 4, to: &bytes)
    bytes += packed
    bytes += plain
    return true
  }

  private mutating func appendEach<Value>(
    _ values: [Value?], to plain: inout [UInt8], _ levels: inout [Bool],
    _ write: (Value, inout [UInt8]) -> Void
  ) {
    while next < values.count, levels.count < PageWriter.rowsPerPage, plain.count < PageWriter.fullPage {
      if let value = values[next] { write(value, &plain) }
      levels.append(values[next] != nil)
      next += 1
    }
  }

  private mutating func appendBits(_ values: [Bool?], to plain: inout [UInt8], _ levels: inout [Bool]) {
    let page = values[next..<min(values.count, next + PageWriter.rowsPerPage)]
    plain = PageWriter.bits(page.compactMap { $0 })
    levels = page.map { $0 != nil }
    next += page.count
  }

  /// Which values are there, as one run of packed bits.
  private static func packed(_ levels: [Bool]) -> [UInt8] {
    var result: [UInt8] = []
    let bits = bits(levels)
    appendVarint(UInt64(bits.count) << 1 | 1, to: &result)
    return result + bits
  }

  /// Eight truths a byte, the lowest bit first.
  private static func bits(_ truths: [Bool]) -> [UInt8] {
    var bits = [UInt8](repeating: 0, count: (truths.count + 7) / 8)
    for (place, truth) in truths.enumerated() where truth { bits[place / 8] |= 1 << UInt8(place % 8) }
    return bits
  }

  /// Appends a little-endian number of `count` bytes.
  private static func append(_ number: UInt64, _ count: Int, to bytes: inout [UInt8]) {
    for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place))) }
  }
}
