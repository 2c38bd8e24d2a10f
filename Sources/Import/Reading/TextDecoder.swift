private import Kernels

/// Decodes a file's chunks into valid UTF-8.
///
/// Bytes that are not UTF-8 become U+FFFD and are counted, so that at the end of the file the reader can tell whether
/// it was Windows-1252, and read it again as that.
struct TextDecoder {
  enum Encoding: Hashable {
    case utf8, utf16LittleEndian, utf16BigEndian, windows1252
  }

  let encoding: Encoding
  /// Byte sequences that were not UTF-8 and were replaced.
  private(set) var replaced = 0
  /// Non-ASCII characters that were valid UTF-8.
  private(set) var valid = 0
  /// Non-ASCII letters decoded as Windows-1252: how many, how many of them next to two others, and how many that no
  /// text in a Western language has.
  private var western = (letters: 0, inRuns: 0, strange: 0)
  /// The bytes of a character that the next chunk completes.
  private var carry: [UInt8] = []

  init(_ encoding: Encoding) { self.encoding = encoding }

  /// The encoding that the byte order mark of a file declares, and the length of that mark.
  static func mark(of sample: [UInt8]) -> (encoding: Encoding, length: Int) {
    if sample.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if sample.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if sample.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return (unmarkedUTF16(sample) ?? .utf8, 0)
  }

  /// Detects UTF-16 without a byte order mark: the zero bytes of ASCII letters are at even positions or at odd ones,
  /// but not both.
  private static func unmarkedUTF16(_ sample: [UInt8]) -> Encoding? {
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

  /// Whether the file has many bytes that are not UTF-8, and next to none that are: then it is Windows-1252.
  var looksLikeWindows1252: Bool { encoding == .utf8 && replaced > 0 && valid * 10 <= replaced }

  /// The text of the next chunk. At the end of the file an incomplete character is replaced.
  mutating func decode(_ chunk: [UInt8], isLast: Bool) -> [UInt8] {
    if encoding == .utf8, carry.isEmpty, ByteKernels.nature(of: chunk).isASCII { return chunk }
    let bytes = carry.isEmpty ? chunk : carry + chunk
    carry = []
    switch encoding {
    case .utf8: return repaired(bytes, isLast: isLast)
    case .utf16LittleEndian: return transcoded(bytes, low: 0, isLast: isLast)
    case .utf16BigEndian: return transcoded(bytes, low: 1, isLast: isLast)
    case .windows1252: return fromWindows1252(bytes)
    }
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
    var found = 0
    while true {
      do throws(UTF8.ValidationError) {
        let rest = bytes.span.extracting(start...)
        _ = try UTF8Span(validating: rest)
        break
      } catch {
        let bad = error.byteOffsets
        result += bytes[start..<start + bad.lowerBound]
        result += [0xEF, 0xBF, 0xBD]
        found += 1
        start += max(bad.upperBound, bad.lowerBound + 1)
      }
    }
    result = start == 0 ? bytes : result + bytes[start...]
    replaced += found
    valid += ByteKernels.leads(in: result) - found
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

  private mutating func transcoded(_ bytes: [UInt8], low: Int, isLast: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var used = bytes.count & ~1
    for index in stride(from: 0, to: used, by: 2) {
      units.append(UInt16(bytes[index + low]) | UInt16(bytes[index + 1 - low]) << 8)
    }
    if !isLast, let last = units.last, UTF16.isLeadSurrogate(last) {
      units.removeLast()
      used -= 2
    }
    carry = isLast ? [] : Array(bytes[used...])
    if isLast, used < bytes.count { units.append(0xFFFD) }
    var result: [UInt8] = []
    result.reserveCapacity(units.count * 2)
    let hadErrors = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false,
      into: { result.append($0) })
    if hadErrors { replaced += 1 }
    return result
  }

  /// Whether text decoded as Windows-1252 does not look Western: there non-ASCII letters occur alone or in pairs, and
  /// other signs are only quotes and dashes.
  var isImplausible: Bool {
    encoding == .windows1252
      && (western.inRuns * 2 > western.letters || western.strange * 10 > western.letters)
  }

  private mutating func fromWindows1252(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    var run = 0
    for byte in bytes {
      if byte < 0x80 {
        result.append(byte)
        run = 0
      } else {
        run += 1
        western.letters += 1
        western.inRuns += run == 3 ? 3 : run > 3 ? 1 : 0
        if byte < 0xA0, !usualSigns.contains(byte) { western.strange += 1 }
        let value = byte < 0xA0 ? windows1252[Int(byte) - 0x80] : UInt16(byte)
        if value < 0x800 {
          result.append(UInt8(0xC0 | value >> 6))
        } else {
          result.append(UInt8(0xE0 | value >> 12))
          result.append(UInt8(0x80 | value >> 6 & 0x3F))
        }
        result.append(UInt8(0x80 | value & 0x3F))
      }
    }
    return result
  }
}

/// Euro, ellipsis, quotes, dashes, bullet, trade mark, and œ, š, ž and Ÿ with their other case.
private let usualSigns: Set<UInt8> = [
  0x80, 0x82, 0x84, 0x85, 0x8A, 0x8C, 0x8E, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9A, 0x9C, 0x9E,
  0x9F,
]

/// The characters of 0x80–0x9F in Windows-1252; the five unassigned bytes are the control characters of the same number
/// (WHATWG Encoding Standard).
private let windows1252: [UInt16] = [
  0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
  0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
  0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
]

extension TextDecoder {
  /// Notes for the user about how the text was decoded; complete at the end of the file.
  var remarks: [FileRemark] {
    var found: [String] = []
    switch encoding {
    case .utf8: break
    case .utf16LittleEndian, .utf16BigEndian: found.append("read as UTF-16")
    case .windows1252 where isImplausible:
      found.append(
        "its text is neither UTF-8 nor Windows-1252, so some letters are wrong. Save the file as UTF-8")
    case .windows1252: found.append("not UTF-8: read as Windows-1252")
    }
    if replaced > 0, !looksLikeWindows1252 {
      let many = replaced == 1 ? "1 character is" : "\(replaced) characters are"
      found.append("\(many) not UTF-8 and shown as \u{FFFD}. Save the file as UTF-8 to keep them")
    }
    return found.map { FileRemark(text: $0) }
  }
}
