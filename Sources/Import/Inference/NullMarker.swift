/// The kinds of null markers: how certain it is that a cell has no value.
enum NullMarker {
  /// Empty, only blanks, or what programs write for null: NULL, NaN, `\N` of database dumps.
  case certain
  /// A single dash, N/A, #N/A: null in every column, and reported to the user.
  case told
  /// `None`, `nil`, `NA`: null among numbers, dates and booleans; in a text column it may be a value.
  case amongTyped
}

/// The kind of null marker that a cell is; nil if it may be a value. Unicode blanks count as blanks.
func nullMarker(_ cell: Span<UInt8>) -> NullMarker? {
  if cell.isEmpty { return .certain }
  // Fast path: the cell starts like a word or number and is longer than any marker.
  if cell.count > 16, isPlainByte(cell[0]) { return nil }
  let trimmed = trimmedBounds(cell)
  if trimmed.isEmpty { return .certain }
  if trimmed.count > 4 { return nil }
  let first = cell[trimmed.lowerBound]
  if digit(first) != nil { return nil }
  if isDash(cell, trimmed) { return .told }
  func isOneOf(_ marks: [[UInt8]]) -> Bool {
    marks.contains { mark in
      guard mark.count == trimmed.count else { return false }
      for (index, byte) in zip(trimmed, mark) where lowercased(cell[index]) != byte { return false }
      return true
    }
  }
  if trimmed.count == 1 { return nil }
  return isOneOf(certainMarks)
    ? .certain : isOneOf(toldMarks) ? .told : isOneOf(typedMarks) ? .amongTyped : nil
}

/// Whether a cell is null in a column of any type.
func isMissing(_ cell: Span<UInt8>) -> Bool {
  switch nullMarker(cell) {
  case .certain, .told: true
  case .amongTyped, nil: false
  }
}

private let certainMarks: [[UInt8]] = ["null", "nan", "\\n"].map { Array($0.utf8) }
private let toldMarks: [[UInt8]] = ["n/a", "#n/a"].map { Array($0.utf8) }
private let typedMarks: [[UInt8]] = ["none", "nil", "na"].map { Array($0.utf8) }

/// Whether a byte is an ASCII letter or digit.
private func isPlainByte(_ byte: UInt8) -> Bool { lowercased(byte) &- 0x61 < 26 || byte &- 0x30 < 10 }

/// Whether a cell is only one or two of `-`, `–`, `—`, `−`.
private func isDash(_ cell: Span<UInt8>, _ bounds: Range<Int>) -> Bool {
  if cell[bounds.lowerBound] == UInt8(ascii: "-") { return bounds.count == 1 }
  guard bounds.count == 3, cell[bounds.lowerBound] == 0xE2 else { return false }
  let (second, third) = (cell[bounds.lowerBound + 1], cell[bounds.lowerBound + 2])
  return second == 0x80 && (0x90...0x95).contains(third) || second == 0x88 && third == 0x92
}

let blank = UInt8(ascii: " ")

/// The range of a cell without blanks at its ends: ASCII blanks, no-break, narrow, zero-width and other Unicode spaces.
func trimmedBounds(_ cell: Span<UInt8>) -> Range<Int> {
  var (start, end) = (0, cell.count)
  while start < end, let width = blankWidth(cell, at: start, before: end) { start += width }
  while start < end {
    let last = cell[end - 1]
    if last <= blank {
      end -= 1
    } else if last >= 0x80, end - start >= 2, blankWidth(cell, at: end - 2, before: end) == 2 {
      end -= 2
    } else if last >= 0x80, end - start >= 3, blankWidth(cell, at: end - 3, before: end) == 3 {
      end -= 3
    } else {
      break
    }
  }
  return start..<end
}

/// The length in bytes of the blank that starts here; nil if none does.
func blankWidth(_ cell: Span<UInt8>, at index: Int, before end: Int) -> Int? {
  let first = cell[index]
  if first <= blank { return 1 }
  guard first >= 0xC2, index + 1 < end else { return nil }
  let second = cell[index + 1]
  if first == 0xC2 { return second == 0xA0 || second == 0x85 ? 2 : nil }
  guard index + 2 < end else { return nil }
  let third = cell[index + 2]
  switch (first, second) {
  case (0xE2, 0x80): return third <= 0x8F || (0xA8...0xAF).contains(third) ? 3 : nil
  case (0xE2, 0x81): return third == 0x9F || third == 0xA0 ? 3 : nil
  case (0xE3, 0x80): return third == 0x80 ? 3 : nil
  case (0xE1, 0x9A): return third == 0x80 ? 3 : nil
  case (0xEF, 0xBB): return third == 0xBF ? 3 : nil
  case _: return nil
  }
}

func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

/// The value of an ASCII digit; nil for any other byte.
func digit(_ byte: UInt8) -> Int64? {
  let value = byte &- 0x30
  return value < 10 ? Int64(value) : nil
}

/// A cell as a string, for messages and rare conversions.
func text(of cell: Span<UInt8>) -> String {
  var bytes: [UInt8] = []
  for index in cell.indices { bytes.append(cell[index]) }
  return String(decoding: bytes, as: UTF8.self)
}
