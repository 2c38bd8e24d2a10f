public import DataModel
private import Synchronization

extension ByteStream {
  /// What of a file of this path is to be read: its own bytes, or unpacked ones if its first bytes say that it is
  /// compressed, as often as it is. `entry` is a name in a zip archive.
  public func unpacked(path: String, entry: String? = nil) throws(HostError) -> ByteStream {
    let (file, count) = counted()
    var stream = file
    let size = size
    let packed: @Sendable () -> BytesRead = { BytesRead(count: count(), total: size) }
    for layer in 0..<ByteStream.mostLayers {
      let (kind, start) = try stream.packing()
      var whole = start
      if layer > 0 { whole.packed = packed }
      switch kind {
      case nil: return whole
      case .zip?:
        guard let entry else { return whole }
        var unpacked = try whole.entry(entry, of: path).unpacked(path: path)
        unpacked.packed = packed
        return unpacked
      case .gzip?: stream = try whole.unzipped(path)
      case .other?: stream = try whole.decompressed(path)
      }
    }
    throw .unreadable(path: path, reason: "it is packed more than \(ByteStream.mostLayers) times over")
  }

  /// The names of the files in a zip archive, in its order; nil where a file is none. Protected ones are an error.
  public func entryNames(path: String) throws(HostError) -> [String]? {
    let (kind, whole) = try packing()
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

  private enum Packing { case gzip, other, zip }

  /// How its first bytes say that it is packed, and the same stream from its start.
  private func packing() throws(HostError) -> (kind: Packing?, whole: ByteStream) {
    let (start, whole) = try peek(6)
    let marks: [([UInt8], Packing)] = [
      ([0x1F, 0x8B], .gzip), ([0x28, 0xB5, 0x2F, 0xFD], .other), (Array("BZh".utf8), .other),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .other), ([0x50, 0x4B, 0x03, 0x04], .zip),
    ]
    return (marks.first { start.starts(with: $0.0) }?.1, whole)
  }

  /// The unpacked bytes of a gzip file: by zlib, and where that is not there, by libarchive.
  private func unzipped(_ path: String) throws(HostError) -> ByteStream {
    guard let reader = GzipReader(self, path: path) else { return try decompressed(path) }
    let shared = Shared(reader)
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

/// What gives unpacked bytes, one piece after the other.
protocol Unpacker: AnyObject {
  /// The next bytes; nil at the end.
  func read() throws(HostError) -> [UInt8]?
}

extension ArchiveReader: Unpacker {}
extension GzipReader: Unpacker {}

/// An unpacker that is read from one place at a time.
private final class Shared<Reader: Unpacker>: Sendable {
  private let reader: Mutex<Reader>

  init(_ reader: sending Reader) { self.reader = Mutex(reader) }

  func read() throws(HostError) -> [UInt8]? {
    let result = reader.withLock { reader in
      do throws(HostError) {
        return Result<[UInt8]?, HostError>.success(try reader.read())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
