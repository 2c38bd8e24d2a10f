/// Reads a text line by line. A line that is too long is given as nil.
struct LineReader {
  struct Line {
    var number: Int
    /// Without its line break; nil where it is longer than `longest`.
    var text: [UInt8]?
  }

  private(set) var source: TextSource
  private var bytes: [UInt8] = []
  private var index = 0
  private var isEnd = false
  private(set) var number = 0

  /// The longest line, in bytes.
  static let longest = 1 << 20

  init(_ source: TextSource) { self.source = source }

  /// The next line; nil at the end.
  mutating func next() throws(ReadFailure) -> Line? {
    var isTooLong = false
    while true {
      if let end = bytes[index...].firstIndex(where: { $0 == lineFeed || $0 == carriageReturn }),
        end + 1 < bytes.count || isEnd
      {
        let text = Array(bytes[index..<end])
        index = end + 1
        if bytes[end] == carriageReturn, index < bytes.count, bytes[index] == lineFeed { index += 1 }
        number += 1
        return Line(number: number, text: isTooLong || text.count > LineReader.longest ? nil : text)
      }
      if isEnd {
        guard index < bytes.count || isTooLong else { return nil }
        let text = Array(bytes[index...])
        index = bytes.count
        number += 1
        return Line(number: number, text: isTooLong || text.count > LineReader.longest ? nil : text)
      }
      bytes.removeFirst(index)
      index = 0
      if bytes.count > LineReader.longest {
        isTooLong = true
        // The last byte may be half of a line break.
        bytes.removeFirst(bytes.count - 1)
      }
      try refill()
    }
  }

  private mutating func refill() throws(ReadFailure) {
    let chunk = try source.next()
    if source.hitNull { throw .notText(line: number + 1) }
    if let chunk { bytes += chunk } else { isEnd = true }
  }
}
