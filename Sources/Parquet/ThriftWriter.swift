/// Writes structures in Thrift's compact protocol, field by field in ascending order.
/// Reference: thrift-compact-protocol.md of Apache Thrift.
struct ThriftWriter {
  private(set) var bytes: [UInt8] = []
  /// The number of the last field of each open structure, outermost first.
  private var last = [0]

  private enum Kind: UInt8 {
    case yes = 1
    case no = 2
    case int32 = 5
    case int64 = 6
    case binary = 8
    case list = 9
    case structure = 12
  }

  mutating func int32(_ number: Int, _ value: Int) {
    field(number, .int32)
    zigzag(Int64(value))
  }

  mutating func int64(_ number: Int, _ value: Int) {
    field(number, .int64)
    zigzag(Int64(value))
  }

  mutating func truth(_ number: Int, _ value: Bool) { field(number, value ? .yes : .no) }

  mutating func text(_ number: Int, _ value: String) {
    field(number, .binary)
    element(value)
  }

  mutating func structure(_ number: Int, _ fields: (inout ThriftWriter) -> Void) {
    field(number, .structure)
    element(fields)
  }

  /// A list of structures; `element` writes the fields of each.
  mutating func structures<Item>(
    _ number: Int, _ items: [Item], _ fields: (inout ThriftWriter, Item) -> Void
  ) {
    list(number, count: items.count, .structure)
    for item in items { element { fields(&$0, item) } }
  }

  mutating func texts(_ number: Int, _ values: [String]) {
    list(number, count: values.count, .binary)
    for value in values { element(value) }
  }

  mutating func numbers(_ number: Int, _ values: [Int]) {
    list(number, count: values.count, .int32)
    for value in values { zigzag(Int64(value)) }
  }

  /// Ends the outermost structure.
  mutating func end() { bytes.append(0) }

  // MARK: - Parts

  private mutating func element(_ value: String) {
    appendVarint(UInt64(value.utf8.count), to: &bytes)
    bytes += value.utf8
  }

  private mutating func element(_ fields: (inout ThriftWriter) -> Void) {
    last.append(0)
    fields(&self)
    bytes.append(0)
    last.removeLast()
  }

  private mutating func field(_ number: Int, _ kind: Kind) {
    let step = number - (last.last ?? 0)
    last[last.count - 1] = number
    if (1...15).contains(step) {
      bytes.append(UInt8(step) << 4 | kind.rawValue)
    } else {
      bytes.append(kind.rawValue)
      zigzag(Int64(number))
    }
  }

  private mutating func list(_ number: Int, count: Int, _ kind: Kind) {
    field(number, .list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | kind.rawValue)
    } else {
      bytes.append(0xF0 | kind.rawValue)
      appendVarint(UInt64(count), to: &bytes)
    }
  }

  private mutating func zigzag(_ value: Int64) {
    appendVarint(UInt64(bitPattern: value << 1 ^ value >> 63), to: &bytes)
  }
}

/// Appends a number of seven bits a byte, the lowest first (unsigned LEB128).
func appendVarint(_ value: UInt64, to bytes: inout [UInt8]) {
  var rest = value
  while rest >= 0x80 {
    bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  bytes.append(UInt8(rest))
}
