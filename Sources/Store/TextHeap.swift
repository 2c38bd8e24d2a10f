public import DataModel
public import Text

/// Mostly distinct texts, concatenated in one heap of bytes and found by their bounds, so that rows can be reordered
/// without moving bytes. An empty text means null.
public struct TextHeap: Sendable {
  public private(set) var heap: [UInt8] = []
  public private(set) var starts: [Int] = []
  public private(set) var ends: [Int] = []

  public init() {}

  public var count: Int { starts.count }

  public subscript(row: Int) -> String { String(decoding: bytes(of: row), as: UTF8.self) }

  /// The bytes of a text; empty if it is null. O(1)
  public func bytes(of row: Int) -> ArraySlice<UInt8> { heap[starts[row]..<ends[row]] }

  /// Indexes the words of the texts, in their order; nil if cancelled. O(bytes)
  public func words(isCancelled: () -> Bool = { false }) -> TextIndexBuilder? {
    var words = TextIndexBuilder()
    for row in 0..<count {
      if row & 0xFFF == 0, isCancelled() { return nil }
      words.add(utf8: bytes(of: row).span)
    }
    return words
  }

  /// Whether a row has no text.
  public func isEmpty(at row: Int) -> Bool { starts[row] == ends[row] }
}

extension TextHeap {
  /// Appends a text. O(length)
  public mutating func append(_ text: String) { append(text.utf8.span) }

  public mutating func append(_ text: Span<UInt8>) {
    starts.append(heap.count)
    // SAFETY: the buffer is only read, inside the call that lends it.
    unsafe text.withUnsafeBufferPointer { unsafe heap.append(contentsOf: $0) }
    ends.append(heap.count)
  }

  /// Reserves capacity for `times` times as many texts as there are now.
  public mutating func reserve(times: Double) {
    heap.reserveCapacity(Int(Double(heap.count) * times))
    starts.reserveCapacity(Int(Double(starts.count) * times))
    ends.reserveCapacity(Int(Double(ends.count) * times))
  }

  /// Appends all texts of another heap. O(bytes)
  public mutating func append(contentsOf other: TextHeap) {
    let base = heap.count
    heap += other.heap
    starts += other.starts.map { $0 + base }
    ends += other.ends.map { $0 + base }
  }

  /// Appends a null.
  public mutating func appendMissing() { append("") }

  /// Keeps only these rows, in this order. The bytes of other rows stay in the heap.
  public mutating func arrange(_ rows: [UInt32]) {
    starts = rows.map { starts[Int($0)] }
    ends = rows.map { ends[Int($0)] }
  }
}

extension TextHeap {
  /// Reduces every text to what its author wrote: HTML becomes plain text, quoted mail and signatures are removed. Must
  /// be called once, before `arrange`, after which rows may share a text. Returns how many texts were changed. O(bytes)
  public mutating func readAsWritten(_ isCancelled: () -> Bool = { false }) -> LoadReport.Writing {
    var writing = LoadReport.Writing()
    for row in 0..<count {
      if row & 0xFFF == 0, isCancelled() { return writing }
      guard let text = WrittenText(heap[starts[row]..<ends[row]]) else { continue }
      writing.count(text.finding)
      replace(row, by: text.bytes)
    }
    return writing
  }

  /// Overwrites the old text in place if the new one fits.
  private mutating func replace(_ row: Int, by text: [UInt8]) {
    if text.count > ends[row] - starts[row] {
      starts[row] = heap.count
      heap += text
    } else {
      for (offset, byte) in text.enumerated() { heap[starts[row] + offset] = byte }
    }
    ends[row] = starts[row] + text.count
  }
}

extension LoadReport.Writing {
  fileprivate mutating func count(_ finding: WrittenText.Finding) {
    html += finding.contains(.html) ? 1 : 0
    references += finding.contains(.references) ? 1 : 0
    quotes += finding.contains(.quotes) ? 1 : 0
    signatures += finding.contains(.signature) ? 1 : 0
  }
}
