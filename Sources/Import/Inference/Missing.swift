/// Whether a cell stands for "no value": empty, only blanks, or one of the marks that exports write for it, in any
/// case: NULL, N/A, #N/A, NaN, and `\N` of database dumps. (NA is not one: it may be Namibia or North America.)
func isMissing(_ cell: Span<UInt8>) -> Bool {
  if cell.isEmpty { return true }
  if cell.count > 16 && cell[0] != blank { return false }
  let trimmed = trimmedBounds(cell)
  if trimmed.isEmpty { return true }
  if trimmed.count > 4 || trimmed.count < 2 { return false }
  return missingMarks.contains { mark in
    guard mark.count == trimmed.count else { return false }
    for (index, byte) in zip(trimmed, mark) where lowercased(cell[index]) != byte { return false }
    return true
  }
}

private let missingMarks: [[UInt8]] = ["null", "n/a", "#n/a", "nan", "\\n"].map { Array($0.utf8) }

let blank = UInt8(ascii: " ")

/// The part of a cell between the blanks and tabs at its ends.
func trimmedBounds(_ cell: Span<UInt8>) -> Range<Int> {
  var (start, end) = (0, cell.count)
  while start < end, cell[start] == blank || cell[start] == 0x09 { start += 1 }
  while start < end, cell[end - 1] == blank || cell[end - 1] == 0x09 { end -= 1 }
  return start..<end
}

func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

/// The digit's value, or nil.
func digit(_ byte: UInt8) -> Int64? {
  let value = byte &- 0x30
  return value < 10 ? Int64(value) : nil
}

/// A cell as a text, for messages and rare conversions.
func text(of cell: Span<UInt8>) -> String {
  var bytes: [UInt8] = []
  for index in cell.indices { bytes.append(cell[index]) }
  return String(decoding: bytes, as: UTF8.self)
}
