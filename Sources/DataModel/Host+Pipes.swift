private import Synchronization

extension Host {
  /// The path of standard input.
  public static let standardInput = "/dev/stdin"

  /// Whether a path is that of standard input.
  public static func isStandardInput(_ path: String) -> Bool {
    [standardInput, "/dev/fd/0", "/proc/self/fd/0"].contains(path)
  }

  /// Opens a file of data, which may be read several times. What a pipe gives is kept as it comes, for as long as this
  /// host or a copy of it. Whoever may run a text may pipe data into it, whatever else the text may read.
  public func openData(_ path: String) throws(HostError) -> ByteStream {
    let isInput = Host.isStandardInput(path)
    if isInput, let inputIsTaken { throw .unreadable(path: "stdin", reason: inputIsTaken) }
    let host = isInput ? confined(nil) : self
    if let pipe = pipes.pipe(path) {
      if let permissions = host.permissions, let reading = permissions.reading,
        try !isIn(reading, resolve(path))
      {
        throw permissions.refusal(toRead: path)
      }
      return pipe.stream
    }
    let stream = try host.open(path)
    return stream.isPipe ? pipes.keep(stream, path).stream : stream
  }
}

/// Pipes that were opened, by their paths.
final class KeptPipes: Sendable {
  private let opened = Mutex<[[UInt8]: KeptPipe]>([:])

  func pipe(_ path: String) -> KeptPipe? { opened.withLock { $0[path.pathBytes] } }

  /// The pipe of a path; the given one if there is none yet.
  func keep(_ stream: ByteStream, _ path: String) -> KeptPipe {
    opened.withLock { opened in
      if let pipe = opened[path.pathBytes] { return pipe }
      let pipe = KeptPipe(stream, path: path)
      opened[path.pathBytes] = pipe
      return pipe
    }
  }
}

/// A pipe and what it has given so far.
final class KeptPipe: Sendable {
  private struct Content {
    var chunks: [[UInt8]] = []
    var byteCount = 0
    var isEnd = false
  }

  private let path: String
  private let source: ByteStream
  private let content = Mutex(Content())

  /// The most bytes that are kept.
  private static let mostBytes = 2 << 30

  init(_ source: ByteStream, path: String) {
    (self.source, self.path) = (source, path)
  }

  /// All that the pipe gives, from its start.
  var stream: ByteStream {
    let next = Mutex(0)
    return ByteStream(size: nil) { () throws(HostError) in
      let index = next.withLock { index in
        defer { index += 1 }
        return index
      }
      return try self.chunk(index)
    }
  }

  /// A chunk by its number; nil after the end. Waits for it.
  private func chunk(_ index: Int) throws(HostError) -> [UInt8]? {
    let result = content.withLock { content -> Result<[UInt8]?, HostError> in
      if index < content.chunks.count { return .success(content.chunks[index]) }
      if content.isEnd { return .success(nil) }
      do throws(HostError) {
        guard let chunk = try source.next() else {
          content.isEnd = true
          return .success(nil)
        }
        content.byteCount += chunk.count
        guard content.byteCount <= KeptPipe.mostBytes else {
          let reason = "it gives more than \(KeptPipe.mostBytes >> 30) GiB: write it to a file first"
          throw .unreadable(path: path, reason: reason)
        }
        content.chunks.append(chunk)
        return .success(chunk)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
