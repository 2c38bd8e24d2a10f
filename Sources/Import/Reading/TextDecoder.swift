internal import Encodings
private import Kernels

/// Decodes a file's chunks into valid UTF-8.
///
/// Bytes that are not UTF-8 become U+FFFD and are counted, so that at the end of the file the reader can tell whether
/// it is in another encoding, and read it again as that.
struct TextDecoder {
  enum Encoding: Hashable {
    case utf8
    case other(TextEncoding)

    /// Nil if no encoding is called so.
    init?(named name: String) {
      if ["utf-8", "utf8"].contains(name.lowercased()) {
        self = .utf8
      } else if let other = TextEncoding(named: name) {
        self = .other(other)
      } else {
        return nil
      }
    }
  }

  /// An encoding that the bytes of a file tell.
  struct Guess: Hashable {
    var encoding: TextEncoding
    /// The first text in it that is not ASCII, to be shown.
    var example: String
  }

  let encoding: Encoding
  private let guess: Guess?
  /// Whether the load says the encoding.
  private let isSaid: Bool
  private let transcoder: Transcoder?
  /// Byte sequences that were not UTF-8 and were replaced.
  private var damaged = 0
  /// Non-ASCII characters that were valid UTF-8.
  private var valid = 0
  private var foreign = ForeignLines()
  /// The bytes of a character that the next chunk completes.
  private var carry: [UInt8] = []

  init(_ guess: Guess) { self.init(.other(guess.encoding), guess) }

  init(_ encoding: Encoding, _ guess: Guess? = nil, isSaid: Bool = false) {
    self.encoding = encoding
    self.guess = guess
    self.isSaid = isSaid
    transcoder = if case .other(let other) = encoding { Transcoder(other) } else { nil }
  }

  /// How many characters could not be decoded.
  var replaced: Int { damaged + (transcoder?.replaced ?? 0) }

  /// The encoding that the byte order mark of a file declares, and the length of that mark.
  static func mark(of sample: [UInt8]) -> (encoding: Encoding, length: Int) {
    if sample.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if sample.starts(with: [0xFF, 0xFE]) { return (.other(.utf16LittleEndian), 2) }
    if sample.starts(with: [0xFE, 0xFF]) { return (.other(.utf16BigEndian), 2) }
    return (unmarkedUTF16(sample).map { .other($0) } ?? .utf8, 0)
  }

  /// Detects UTF-16 without a byte order mark: the zero bytes of ASCII letters are at even positions or at odd ones,
  /// but not both.
  private static func unmarkedUTF16(_ sample: [UInt8]) -> TextEncoding? {
    let start = sample.prefix(4096)
    guard start.contains(0) else { return nil }
    var zeros = (even: 0, odd: 0)
    for (index, byte) in start.enumerated() where byte == 0 {
      if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let few = max(1, start.count / 20)
    if zeros.odd > 2, zeros.odd > few, zeros.even * 50 <= zeros.odd { return .utf16LittleEndian }
    if zeros.even > 2, zeros.even > few, zeros.odd * 50 <= zeros.even { return .utf16BigEndian }
    return nil
  }

  /// The encoding of a file with many bytes that are not UTF-8, and few that are; nil of a file in UTF-8.
  var otherEncoding: Guess? {
    guard encoding == .utf8, !isSaid, damaged > 0, valid <= damaged else { return nil }
    let likely = TextEncoding(of: foreign.bytes)
    // Letters of several bytes may look like UTF-8, now and then.
    guard valid * 10 <= damaged || likely?.isMultibyte == true else { return nil }
    let encoding = likely ?? .windows1252
    let text = Transcoder(encoding)?.decode(foreign.bytes, isLast: true) ?? []
    return Guess(encoding: encoding, example: TextDecoder.example(in: text))
  }

  /// The cell of the first letter that is not ASCII, cut to what a message has room for.
  private static func example(in text: [UInt8]) -> String {
    let place = text.firstIndex { $0 >= 0x80 } ?? 0
    let ends: Set<UInt8> = [0x0A, 0x0D, 0x09, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\"")]
    let start = text[..<place].lastIndex(where: ends.contains).map { $0 + 1 } ?? 0
    let end = text[place...].firstIndex(where: ends.contains) ?? text.count
    return shortened(String(decoding: text[start..<end], as: UTF8.self).trimmed)
  }

  /// The text of the next chunk. At the end of the file an incomplete character is replaced.
  mutating func decode(_ chunk: [UInt8], isLast: Bool) -> [UInt8] {
    if let transcoder { return transcoder.decode(chunk, isLast: isLast) }
    if carry.isEmpty, ByteKernels.nature(of: chunk).isASCII {
      foreign.add(chunk, damagedAt: [])
      return chunk
    }
    let bytes = carry.isEmpty ? chunk : carry + chunk
    carry = []
    return repaired(bytes, isLast: isLast)
  }

  private mutating func repaired(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
    var bytes = bytes
    if !isLast {
      let tail = incompleteTail(bytes)
      carry = Array(bytes.suffix(tail))
      bytes.removeLast(tail)
    }
    var result: [UInt8] = []
    var start = 0
    var places: [Int] = []
    while true {
      do throws(UTF8.ValidationError) {
        let rest = bytes.span.extracting(start...)
        _ = try UTF8Span(validating: rest)
        break
      } catch {
        let bad = error.byteOffsets
        result += bytes[start..<start + bad.lowerBound]
        result += [0xEF, 0xBF, 0xBD]
        places.append(start + bad.lowerBound)
        start += max(bad.upperBound, bad.lowerBound + 1)
      }
    }
    result = start == 0 ? bytes : result + bytes[start...]
    damaged += places.count
    valid += ByteKernels.leads(in: result) - places.count
    foreign.add(bytes, damagedAt: places)
    return result
  }

  /// The number of bytes at the end that begin an incomplete character.
  private func incompleteTail(_ bytes: [UInt8]) -> Int {
    for back in 1...3 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > back ? back : 0
    }
    return 0
  }
}

extension TextDecoder {
  /// Notes for the user about how the text was decoded; complete at the end of the file.
  var remarks: [FileRemark] {
    var found: [String] = []
    switch encoding {
    case .utf8: break
    case .other(.utf16LittleEndian), .other(.utf16BigEndian): found.append("read as UTF-16")
    case .other:
      guard let guess else { break }
      found.append(
        "not UTF-8: read as \(guess.encoding.name), as in “\(guess.example)”. `encoding \"…\"` in the load says which it is if that is wrong"
      )
    }
    if replaced > 0, otherEncoding == nil {
      let many = replaced == 1 ? "1 character is" : "\(replaced) characters are"
      let name = if case .other(let other) = encoding { other.name } else { "UTF-8" }
      found.append("\(many) not \(name) and shown as \u{FFFD}. Save the file as UTF-8 to keep them")
    }
    return found.map { FileRemark(text: $0) }
  }
}
