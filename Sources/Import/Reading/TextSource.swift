internal import DataModel
private import Kernels

/// Reads the text of a file chunk by chunk, after sampling its first bytes.
struct TextSource {
  private(set) var decoder: TextDecoder
  /// The start of the text, from at most `Dialect.sampleSize` bytes of the file; `next` returns it first.
  let sample: [UInt8]
  /// Whether the sample is the whole file.
  let isSampleWhole: Bool
  /// Whether the text was cut off because of too many NUL bytes: the file is not text.
  private(set) var hitNull = false
  /// The position of the first NUL of the last chunk, and the number of NULs in all.
  private var firstNull: Int?
  private var nulls = 0
  var sawNulls: Bool { nulls > 0 }
  /// The number of lines still to be skipped.
  private var skippedLines = 0
  private let lineEnd: UInt8
  private(set) var bytesRead = 0
  /// The file's size in bytes, where that is known.
  var size: Int? { stream.size }

  /// How far the file is read, by its packed bytes if it is packed.
  var progress: BytesRead { stream.packed?() ?? BytesRead(count: bytesRead, total: size) }

  private let stream: ByteStream
  private var isSampleDue = true
  /// Bytes after the sample that were read with it.
  private var pending: [UInt8]

  /// - Parameters:
  ///   - encoding: as the load says; a mark of the file goes before.
  ///   - guess: what an earlier reading of the file told.
  init(
    _ stream: ByteStream, encoding: TextDecoder.Encoding?, guess: TextDecoder.Guess? = nil
  ) throws(ReadFailure) {
    self.stream = stream
    var bytes: [UInt8] = []
    var isEnd = false
    while bytes.count <= Dialect.sampleSize, !isEnd {
      let chunk = try TextSource.pull(stream)
      bytes += chunk ?? []
      isEnd = chunk == nil
    }
    bytesRead = bytes.count
    if let format = FileFormat(bytes: bytes) { throw .format(format) }
    let mark = TextDecoder.mark(of: bytes)
    decoder =
      guess.map { TextDecoder($0) }
      ?? TextDecoder(mark.length > 0 ? mark.encoding : encoding ?? mark.encoding, isSaid: encoding != nil)
    isSampleWhole = bytes.count <= Dialect.sampleSize
    pending = Array(bytes.dropFirst(Dialect.sampleSize))
    let start = Array(bytes.prefix(Dialect.sampleSize).dropFirst(mark.length))
    var text = decoder.decode(start, isLast: isSampleWhole)
    // Column names are needed before the end of the file, so their encoding is judged by the first line.
    if let other = decoder.otherEncoding, !isUTF8(start.prefix { $0 != 0x0A }) {
      decoder = TextDecoder(other)
      text = decoder.decode(start, isLast: isSampleWhole)
    }
    lineEnd = text.contains(lineFeed) ? lineFeed : carriageReturn
    let (clean, first, count) = TextSource.withoutNulls(text)
    (firstNull, nulls) = (first, count)
    hitNull = count > TextSource.mostNulls
    sample = hitNull ? Array(clean.prefix(first ?? 0)) : clean
  }

  /// Skips lines at the start.
  mutating func skip(lines: Int) { skippedLines = lines }

  /// Returns the position of the first NUL of the last chunk, and clears it.
  mutating func takeNull() -> Int? { firstNull.take() }

  /// The next chunk of text; nil at the end.
  mutating func next() throws(ReadFailure) -> [UInt8]? {
    guard let text = try isSampleDue ? sample : following() else { return nil }
    isSampleDue = false
    guard skippedLines > 0 else { return text }
    var index = 0
    while index < text.count, skippedLines > 0 {
      if text[index] == lineEnd { skippedLines -= 1 }
      index += 1
    }
    return Array(text[index...])
  }

  /// What comes after the sample.
  private mutating func following() throws(ReadFailure) -> [UInt8]? {
    if hitNull || isSampleWhole { return nil }
    var text: [UInt8]
    if !pending.isEmpty {
      text = decoder.decode(pending, isLast: false)
      pending = []
    } else if let chunk = try TextSource.pull(stream) {
      bytesRead += chunk.count
      text = decoder.decode(chunk, isLast: false)
    } else {
      text = decoder.decode([], isLast: true)
      if text.isEmpty { return nil }
    }
    guard ByteKernels.nature(of: text).hasNull else { return text }
    let (clean, first, count) = TextSource.withoutNulls(text)
    nulls += count
    firstNull = first
    hitNull = nulls > TextSource.mostNulls
    return hitNull ? Array(clean.prefix(first ?? 0)) : clean
  }

  private static func pull(_ stream: ByteStream) throws(ReadFailure) -> [UInt8]? {
    do throws(HostError) {
      return try stream.next()
    } catch {
      throw .host(error)
    }
  }

  /// With more NUL bytes than this a file is not text.
  private static let mostNulls = 1000

  /// A text in which each run of NUL bytes is replaced by U+FFFD, the position of the first NUL, and their number.
  private static func withoutNulls(_ text: [UInt8]) -> (text: [UInt8], first: Int?, count: Int) {
    guard ByteKernels.nature(of: text).hasNull else { return (text, nil, 0) }
    var clean: [UInt8] = []
    clean.reserveCapacity(text.count + 64)
    var (first, count, isRun) = (nil as Int?, 0, false)
    for (index, byte) in text.enumerated() {
      if byte != 0 {
        clean.append(byte)
      } else {
        first = first ?? index
        count += 1
        if !isRun { clean += [0xEF, 0xBF, 0xBD] }
      }
      isRun = byte == 0
    }
    return (clean, first, count)
  }
}

private func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool { String(validating: bytes, as: UTF8.self) != nil }
