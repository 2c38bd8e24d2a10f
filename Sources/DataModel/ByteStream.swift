private import Synchronization

/// A stream of bytes, read in chunks of at most 1 MiB; `next` returns nil at the end.
public struct ByteStream: Sendable {
  /// The total number of bytes, if known.
  public var size: Int?
  /// The real path of the folder that contains the opened file; nil if there is none, such as for a pipe.
  public var folder: String?
  /// Of unpacked bytes: how many of the packed ones have been read; nil if they are not packed.
  public var packed: (@Sendable () -> BytesRead)?
  public var next: @Sendable () throws(HostError) -> [UInt8]?

  public static let chunkSize = 1 << 20

  public init(
    size: Int?, folder: String? = nil, next: @escaping @Sendable () throws(HostError) -> [UInt8]?
  ) {
    self.size = size
    self.folder = folder
    self.next = next
  }
}

extension ByteStream {
  /// Bytes in memory.
  public init(_ bytes: [UInt8], folder: String? = nil) {
    let cursor = Cursor()
    self.init(size: bytes.count, folder: folder) { () throws(HostError) in
      let start = cursor.advance(by: ByteStream.chunkSize)
      guard start < bytes.count else { return nil }
      return Array(bytes[start..<min(bytes.count, start + ByteStream.chunkSize)])
    }
  }

  /// Whether it is a pipe, which can be read only once.
  public var isPipe: Bool { size == nil && folder == nil }

  /// The same stream, and what tells how many of its bytes have been given.
  public func counted() -> (stream: ByteStream, count: @Sendable () -> Int) {
    let cursor = Cursor()
    let next = next
    var stream = self
    stream.next = { () throws(HostError) in
      let chunk = try next()
      _ = cursor.advance(by: chunk?.count ?? 0)
      return chunk
    }
    return (stream, { cursor.advance(by: 0) })
  }

  /// The first bytes, at least `count` if there are as many, and the same stream from its start.
  public func peek(_ count: Int) throws(HostError) -> (start: [UInt8], whole: ByteStream) {
    var start: [UInt8] = []
    var isEnd = false
    while start.count < count, !isEnd {
      let chunk = try next()
      start += chunk ?? []
      isEnd = chunk == nil
    }
    let first = Mutex<[UInt8]?>(start.isEmpty ? nil : start)
    let rest = next
    var whole = self
    whole.next = { () throws(HostError) in
      if let start = first.withLock({ $0.take() }) { return start }
      return try rest()
    }
    return (start, whole)
  }

  /// All remaining bytes of a file. More than `limit` bytes are an error.
  public func bytes(of path: String, limit: Int = 64 << 20) throws(HostError) -> [UInt8] {
    var result: [UInt8] = []
    while let chunk = try next() {
      result += chunk
      if result.count > limit {
        throw .unreadable(path: path, reason: "it is larger than \(limit >> 20) MiB")
      }
    }
    return result
  }
}

private final class Cursor: Sendable {
  private let position = Mutex(0)

  func advance(by count: Int) -> Int {
    position.withLock { value in
      defer { value += count }
      return value
    }
  }
}
