#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Decodes text in one encoding into UTF-8, piece by piece (iconv). Bytes that are none of its characters become U+FFFD.
@safe public final class Transcoder {
  private let handle: iconv_t
  private let unit: Int
  /// The bytes of a character that the next piece completes.
  private var carry: [UInt8] = []
  private var piece = [UInt8](repeating: 0, count: 16_384)
  /// How many characters could not be decoded.
  public private(set) var replaced = 0

  /// Nil if the system does not know the encoding.
  public init?(_ encoding: TextEncoding) {
    // SAFETY: the result is the open descriptor, or -1; it is closed once, at the end.
    guard let handle = unsafe iconv_open("UTF-8", encoding.iconvName), Int(bitPattern: handle) != -1
    else { return nil }
    unsafe self.handle = handle
    unit = encoding.unit
  }

  deinit { unsafe _ = iconv_close(handle) }

  private enum Stop { case atEnd, full, invalid, incomplete }

  /// The text of the next bytes. At the end of the file an incomplete character is replaced. O(bytes)
  public func decode(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
    var input = carry.isEmpty ? bytes : carry + bytes
    carry = []
    var text: [UInt8] = []
    text.reserveCapacity(input.count + input.count / 2)
    var start = 0
    while start < input.count {
      let (end, stop) = convert(&input, from: start, into: &text)
      start = end
      switch stop {
      case .atEnd, .full: continue
      case .incomplete where !isLast:
        carry = Array(input[start...])
        return text
      case .incomplete, .invalid:
        start = stop == .invalid ? min(start + unit, input.count) : input.count
        text += [0xEF, 0xBF, 0xBD]
        replaced += 1
      }
    }
    return text
  }

  /// Decodes from a position on, as far as a piece goes; where it stopped, and why.
  private func convert(_ input: inout [UInt8], from start: Int, into text: inout [UInt8]) -> (Int, Stop) {
    var (left, room, isDone, reason) = (input.count - start, piece.count, false, Int32(0))
    // SAFETY: iconv reads the input from the start on, and writes into the piece, no more of each than it is told; both
    // arrays outlive the call.
    unsafe input.withUnsafeMutableBytes { source in
      unsafe piece.withUnsafeMutableBytes { target in
        var from = unsafe source.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
        var to = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
        isDone = unsafe iconv(handle, &from, &left, &to, &room) != -1
        reason = errno
      }
    }
    text += piece[..<(piece.count - room)]
    let end = input.count - left
    if isDone { return (end, .atEnd) }
    return (end, reason == E2BIG ? .full : reason == EINVAL ? .incomplete : .invalid)
  }
}
