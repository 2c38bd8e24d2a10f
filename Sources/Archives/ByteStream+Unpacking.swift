public import DataModel
private import Synchronization

extension ByteStream {
  /// What of a file of this path is to be read: its own bytes, or unpacked ones if its first bytes say that it is
  /// compressed, as often as it is. `entry` is a name in a zip archive.
  public func unpacked(path: String, entry: String? = nil) throws(HostError) -> ByteStream {
    var stream = self
    for _ in 0..<ByteStream.mostLayers {
      let (kind, isGzip, whole) = try stream.packing()
      switch kind {
      case nil: return whole
      case .zip?:
        guard let entry else { return whole }
        return try whole.entry(entry, of: path).unpacked(path: path)
      case .compressed?:
        if isGzip, let plain = whole.unzipped(path) {
          stream = plain
        } else {
          stream = try whole.decompressed(path)
        }
      }
    }
    throw .unreadable(path: path, reason: "it is packed more than \(ByteStream.mostLayers) times over")
  }

  /// The names of the files in a zip archive, in its order; nil where a file is none. Protected ones are an error.
  public func entryNames(path: String) throws(HostError) -> [String]? {
    let (kind, _, whole) = try packing()
    guard kind == .zip else { return nil }
    let archive = try ArchiveReader(whole, .zip, path: path)
    var names: [String] = []
    while let entry = try archive.next() {
      guard entry.isFile else { continue }
      if entry.isEncrypted { throw ByteStream.protected(path) }
      guard names.count < ByteStream.mostEntries else {
        throw .unreadable(path: path, reason: "it has more than \(ByteStream.mostEntries) files")
      }
      names.append(entry.name)
    }
    return names
  }

  private static let mostLayers = 8
  private static let mostEntries = 10_000

  private static func protected(_ path: String) -> HostError {
    .unreadable(path: path, reason: "it is protected by a password: unpack it first")
  }

  /// How its first bytes say that it is packed, and the same stream from its start.
  private func packing() throws(HostError) -> (
    kind: ArchiveReader.Kind?, isGzip: Bool, whole: ByteStream
  ) {
    let (start, whole) = try peek(6)
    let marks: [([UInt8], ArchiveReader.Kind)] = [
      ([0x1F, 0x8B], .compressed), ([0x28, 0xB5, 0x2F, 0xFD], .compressed), (Array("BZh".utf8), .compressed),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .compressed), ([0x50, 0x4B, 0x03, 0x04], .zip),
    ]
    let kind = marks.first { start.starts(with: $0.0) }?.1
    return (kind, start.starts(with: marks[0].0), whole)
  }

  /// The unpacked bytes of a gzip file; nil where zlib is not there.
  private func unzipped(_ path: String) -> ByteStream? {
    guard let reader = GzipReader(self, path: path) else { return nil }
    let shared = SharedGzip(reader)
    return ByteStream(size: nil, folder: folder) { () throws(HostError) in try shared.read() }
  }

  /// The unpacked bytes of one compressed file, whose size nobody knows before its end.
  private func decompressed(_ path: String) throws(HostError) -> ByteStream {
    let archive = try ArchiveReader(self, .compressed, path: path)
    guard try archive.next() != nil else {
      return ByteStream(size: nil, folder: folder) { () throws(HostError) in nil }
    }
    return bytes(of: archive)
  }

  private func entry(_ name: String, of path: String) throws(HostError) -> ByteStream {
    let archive = try ArchiveReader(self, .zip, path: path)
    while let entry = try archive.next() {
      guard entry.isFile, entry.name == name else { continue }
      if entry.isEncrypted { throw ByteStream.protected(path) }
      return bytes(of: archive)
    }
    throw .notFound(path: "\(path)/\(name)")
  }

  private func bytes(of archive: sending ArchiveReader) -> ByteStream {
    let shared = Shared(archive)
    return ByteStream(size: nil, folder: folder) { () throws(HostError) in try shared.read() }
  }
}

/// The bytes of one compressed piece of data in memory, at most `limit`: more are an error.
public func decompressed(_ bytes: [UInt8], limit: Int) throws(HostError) -> [UInt8] {
  let archive = try ArchiveReader(ByteStream(bytes), .compressed, path: "")
  var result: [UInt8] = []
  guard try archive.next() != nil else { return result }
  while let chunk = try archive.read() {
    result += chunk
    if result.count > limit { throw .unreadable(path: "", reason: "it unpacks to more than it says") }
  }
  return result
}

/// A gzip file that is read from one place at a time.
private final class SharedGzip: Sendable {
  private let gzip: Mutex<GzipReader>

  init(_ gzip: sending GzipReader) { self.gzip = Mutex(gzip) }

  func read() throws(HostError) -> [UInt8]? {
    let result = gzip.withLock { gzip in
      do throws(HostError) {
        return Result<[UInt8]?, HostError>.success(try gzip.read())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

/// An archive that is read from one place at a time.
private final class Shared: Sendable {
  private let archive: Mutex<ArchiveReader>

  init(_ archive: sending ArchiveReader) { self.archive = Mutex(archive) }

  func read() throws(HostError) -> [UInt8]? {
    let result = archive.withLock { archive in
      do throws(HostError) {
        return Result<[UInt8]?, HostError>.success(try archive.read())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
