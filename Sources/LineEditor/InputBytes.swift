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

  /// The next byte, or nil at the end of input (a read error ends it too).
  func next() -> UInt8? {
    if position == filled, !fill() { return nil }
    defer { position += 1 }
    return block[position]
  }

  /// Is there a byte that has been read from the descriptor but not taken?
  var isBuffered: Bool { position < filled }

  /// The next line without its line break (LF or CRLF), or nil at the end of input.
  func line() -> String? {
    var line: [UInt8] = []
    while true {
      if position == filled, !fill() {
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
      }
      guard let end = block[position..<filled].firstIndex(of: UInt8(ascii: "\n")) else {
        line += block[position..<filled]
        position = filled
        continue
      }
      line += block[position..<end]
      position = end + 1
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      return String(decoding: line, as: UTF8.self)
    }
  }

  /// Waits for more bytes and takes them. False at the end of input.
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
