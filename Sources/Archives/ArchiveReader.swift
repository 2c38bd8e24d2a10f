public import DataModel

/// Unpacks a stream of bytes: a file that is compressed (gzip, Zstandard, bzip2, xz), or the files of a zip archive one
/// after the other. Nothing is written anywhere, so names may say what they like.
///
///     let archive = try ArchiveReader(stream, .zip, path: "export.zip")
///     while let entry = try archive.next() { print(entry.name) }
@safe public final class ArchiveReader {
  public enum Kind: Hashable, Sendable {
    /// One file, compressed.
    case compressed
    /// Files with names.
    case zip
  }

  public struct Entry: Hashable, Sendable {
    /// With `/` between folders, as the archive writes it.
    public var name: String
    public var isEncrypted: Bool
    /// No folder and no link.
    public var isFile: Bool
  }

  /// What is read from the stream, and where libarchive may look at it.
  @safe private final class Input {
    let stream: ByteStream
    /// The bytes that libarchive was given last, which stay where they are until it asks again.
    var chunk = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)
    var bytesRead = 0
    var failure: HostError?

    init(_ stream: ByteStream) { self.stream = stream }

    deinit {
      // SAFETY: allocated below, and freed once.
      unsafe chunk.deallocate()
    }

    func next() -> UnsafeMutableRawBufferPointer? {
      do throws(HostError) {
        // SAFETY: libarchive is done with the last chunk when it asks for the next one (archive_read_data(3)).
        unsafe chunk.deallocate()
        unsafe chunk = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        guard let bytes = try stream.next() else { return unsafe chunk }
        bytesRead += bytes.count
        unsafe chunk = .allocate(byteCount: bytes.count, alignment: 1)
        unsafe chunk.copyBytes(from: bytes)
        return unsafe chunk
      } catch {
        failure = error
        return nil
      }
    }
  }

  private let path: String
  private let library: LibArchive
  private let archive: LibArchive.Archive
  private let input: Input
  private var unpacked = 0

  /// Opens a packed stream; `path` is what messages call it.
  public init(_ stream: ByteStream, _ kind: Kind, path: String) throws(HostError) {
    guard let library = LibArchive.shared, let archive = unsafe library.make() else {
      throw .unreadable(path: path, reason: "the library libarchive, which unpacks files, is not installed")
    }
    self.path = path
    self.library = library
    unsafe self.archive = archive
    input = Input(stream)
    switch kind {
    case .compressed:
      _ = unsafe library.filters.map { unsafe $0(archive) }
      _ = unsafe library.raw(archive)
    case .zip: _ = unsafe library.zip(archive)
    }
    // SAFETY: `input` lives as long as this reader, whose deinit frees the archive first.
    let client = unsafe Unmanaged.passUnretained(input).toOpaque()
    let status = unsafe library.open(
      archive, client, nil,
      { _, client, place in
        guard let client = unsafe client else { return -1 }
        let input = unsafe Unmanaged<Input>.fromOpaque(client).takeUnretainedValue()
        guard let chunk = unsafe input.next() else { return -1 }
        unsafe place?.pointee = chunk.baseAddress.map { UnsafeRawPointer($0) }
        return chunk.count
      }, nil)
    if status != LibArchive.ok { throw failure }
  }

  deinit { _ = unsafe library.free(archive) }

  /// The next entry; nil at the end.
  public func next() throws(HostError) -> Entry? {
    var entry: LibArchive.Entry?
    let status = unsafe library.next(archive, &entry)
    if status == LibArchive.end { return nil }
    guard status == LibArchive.ok || status == LibArchive.warning, let entry = unsafe entry else {
      throw failure
    }
    // SAFETY: the text is the entry's, lives until the next one is read, and is copied at once.
    let text = unsafe library.name(entry) ?? library.plainName(entry)
    let name = unsafe text.map { unsafe String(cString: $0) } ?? ""
    return Entry(
      name: name, isEncrypted: unsafe library.isEncrypted(entry) != 0,
      isFile: unsafe library.kind(entry) == LibArchive.regularFile)
  }

  /// The next bytes of the entry, at most 1 MiB; nil at its end.
  public func read() throws(HostError) -> [UInt8]? {
    var got = 0
    // SAFETY: at most the buffer's size is written, and what was written is declared initialised.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: ByteStream.chunkSize) { buffer, initialized in
      got = unsafe library.data(archive, buffer.baseAddress, buffer.count)
      initialized = max(0, got)
    }
    if got < 0 { throw failure }
    unpacked += got
    guard ArchiveReader.isPlausible(unpacked: unpacked, of: input.bytesRead) else {
      throw ArchiveReader.bomb(path)
    }
    return got == 0 ? nil : bytes
  }

  /// A file that unpacks to more than this many bytes, and to more than so many times its size, is made to fill the
  /// memory.
  private static let manyBytes = 1 << 28
  private static let largestRatio = 200

  /// Whether so many bytes may come out of so many, and not in order to fill the memory.
  static func isPlausible(unpacked: Int, of packed: Int) -> Bool {
    unpacked <= manyBytes || unpacked / largestRatio <= packed
  }

  static func bomb(_ path: String) -> HostError {
    .unreadable(
      path: path, reason: "it unpacks to more than \(largestRatio) times its size, which no export does")
  }

  private var failure: HostError {
    if let failure = input.failure { return failure }
    // SAFETY: the text is the archive's, and is copied at once.
    let text = unsafe library.error(archive).map { unsafe String(cString: $0) }
    let reason = text.map { "it cannot be unpacked: \($0)" } ?? "it cannot be unpacked"
    return .unreadable(path: path, reason: reason)
  }
}

extension LibArchive {
  // The codes of archive.h and of stat(2).
  static let ok: Int32 = 0
  static let end: Int32 = 1
  static let warning: Int32 = -20
  static let regularFile: UInt32 = 0o100000
}
