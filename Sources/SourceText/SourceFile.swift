/// A text that Heed reads: a script, a workspace, or what was typed. Its name is shown in diagnostics.
public final class SourceFile: Sendable, Hashable {
  public let name: String
  public let bytes: [UInt8]
  /// Byte offsets at which lines start; the first is 0.
  let lineStarts: [Int]
  /// How many scalars start before each block of bytes.
  private let scalarsBefore: [Int]
  private static let block = 1_024

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
    var (counts, scalars) = ([0], 0)
    for (offset, byte) in bytes.enumerated() {
      if byte & 0xC0 != 0x80 { scalars += 1 }
      if (offset + 1) % SourceFile.block == 0 { counts.append(scalars) }
    }
    scalarsBefore = counts
  }

  public convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The whole text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public var lineCount: Int { lineStarts.count }

  /// The line that holds a byte offset, counted from 1. Binary search.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The column of a byte offset in its line, counted from 1 in Unicode scalars. O(log lines)
  public func column(at offset: Int) -> Int {
    let start = lineStarts[line(at: offset) - 1]
    let end = min(max(offset, start), bytes.count)
    return 1 + scalars(before: end) - scalars(before: start)
  }

  private func scalars(before offset: Int) -> Int {
    let block = offset / SourceFile.block
    return scalarsBefore[block]
      + bytes[block * SourceFile.block..<offset].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  /// A line (counted from 1) without its line break; of one that is longer than twice some bytes, no more than so many on
  /// each side of an offset in it, at the borders of characters. O(bytes asked for)
  func range(ofLine line: Int, near offset: Int, within bytes: Int) -> SourceSpan {
    guard line >= 1, line <= lineStarts.count else { return SourceSpan(self.bytes.count, self.bytes.count) }
    var start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : self.bytes.count
    while end > start, self.bytes[end - 1] == UInt8(ascii: "\n") || self.bytes[end - 1] == UInt8(ascii: "\r")
    {
      end -= 1
    }
    if end - start > 2 * bytes {
      start = max(start, min(offset, end) - bytes)
      end = min(end, max(offset, start) + bytes)
      while start < end, self.bytes[start] & 0xC0 == 0x80 { start += 1 }
      while end > start, end < self.bytes.count, self.bytes[end] & 0xC0 == 0x80 { end -= 1 }
    }
    return SourceSpan(start, end)
  }

  /// The text of a line (counted from 1) without its line break; empty beyond the end.
  public func text(ofLine line: Int) -> String {
    guard line >= 1, line <= lineStarts.count else { return "" }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The text under a span.
  public func text(of span: SourceSpan) -> String {
    let start = min(max(span.start, 0), bytes.count)
    return String(decoding: bytes[start..<min(max(span.end, start), bytes.count)], as: UTF8.self)
  }

  public static func == (left: SourceFile, right: SourceFile) -> Bool { left === right }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
