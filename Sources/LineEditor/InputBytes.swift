internal import Glibc

/// The bytes of a file descriptor, read in blocks.
final class InputBytes {
  private let descriptor: Int32
  private static let size = 1 << 16
  private var block = [UInt8](repeating: 0, count: size)
  private var filled = 0
  private var position = 0

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The next byte; nil at the end of input or on a read error.
  func next() -> UInt8? {
    if position == filled, !fill() { return nil }
    defer { position += 1 }
    return block[position]
  }

  /// The byte that `next` would return. Waits for it.
  func peek() -> UInt8? {
    if position == filled, !fill() { return nil }
    return block[position]
  }

  /// Waits until there is input (or it has ended), at most this many milliseconds.
  func isReady(within milliseconds: Int32) -> Bool {
    if isBuffered { return true }
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // SAFETY: one descriptor is passed, and the count says so.
    return unsafe poll(&wanted, 1, milliseconds) > 0
  }

  /// Whether a byte has been read from the descriptor and not consumed yet.
  var isBuffered: Bool { position < filled }

  /// The next line without its line break (LF or CRLF); nil at the end of input.
  func line() -> String? {
    line(alsoEndedBy: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of the next line without its line break, or up to and including another byte that ends it.
  func line(alsoEndedBy other: UInt8) -> [UInt8]? {
    let lineFeed = UInt8(ascii: "\n")
    var line: [UInt8] = []
    while true {
      if position == filled, !fill() { return line.isEmpty ? nil : line }
      guard let end = block[position..<filled].firstIndex(where: { $0 == lineFeed || $0 == other }) else {
        line += block[position..<filled]
        position = filled
        continue
      }
      line += block[position..<end]
      position = end + 1
      if block[end] != lineFeed { return line + [other] }
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      return line
    }
  }

  /// Waits for more bytes and reads them. Returns false at the end of input.
  private func fill() -> Bool {
    position = 0
    filled = 0
    while true {
      // SAFETY: `read` writes at most `size` bytes, which is the length of the block.
      let count = unsafe Glibc.read(descriptor, &block, Self.size)
      if count < 0, errno == EINTR { continue }
      filled = max(count, 0)
      return count > 0
    }
  }
}
