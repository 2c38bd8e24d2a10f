internal import DataModel

/// Unpacks gzip, member by member, and compares each member's checksum and length with what it says.
@safe final class GzipReader {
  private let stream: ByteStream
  private let path: String
  private let library: LibZ
  private let state: LibZ.Stream
  private var input: [UInt8] = []
  private var index = 0
  private var bytesRead = 0
  private var unpacked = 0
  /// Whether a member has ended and none has begun after it.
  private var isBetween = false

  /// Nil where zlib is not there.
  init?(_ stream: ByteStream, path: String) {
    guard let library = LibZ.shared else { return nil }
    (self.stream, self.path, self.library) = (stream, path, library)
    // SAFETY: freed in deinit alone; zeros are what zlib wants before its first call.
    unsafe state = .allocate(byteCount: LibZ.Layout.size, alignment: 16)
    unsafe state.initializeMemory(as: UInt8.self, repeating: 0, count: LibZ.Layout.size)
    guard unsafe library.open(state) else { return nil }
  }

  deinit {
    // SAFETY: the state is zlib's until here, and nobody else's.
    _ = unsafe library.end(state)
    unsafe state.deallocate()
  }

  /// The next bytes; nil at the end of the last member.
  func read() throws(HostError) -> [UInt8]? {
    while true {
      if index == input.count {
        guard let more = try stream.next() else {
          if isBetween { return nil }
          throw damaged("it is cut off")
        }
        (input, index) = (more, 0)
        bytesRead += more.count
        continue
      }
      if isBetween {
        // Zeros fill the last block of a tape; anything else is another member.
        if input[index] == 0 {
          index += 1
          continue
        }
        guard input[index] == 0x1F else { throw damaged("something else follows the packed data") }
        _ = unsafe library.reset(state)
        isBetween = false
      }
      let bytes = try step()
      if !bytes.isEmpty { return bytes }
    }
  }

  private func step() throws(HostError) -> [UInt8] {
    let place = index
    var (status, left, room): (Int32, UInt32, UInt32) = (0, 0, 0)
    // SAFETY: zlib reads at most the input that it is told of, and writes at most the room that it is told of, during the
    // call alone; what it wrote is declared initialised.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: ByteStream.chunkSize) { buffer, initialized in
      unsafe input.withUnsafeBytes { source in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: source[place...])
        unsafe state.storeBytes(
          of: rest.baseAddress, toByteOffset: LibZ.Layout.input, as: UnsafeRawPointer?.self)
        unsafe state.storeBytes(of: UInt32(rest.count), toByteOffset: LibZ.Layout.inputLeft, as: UInt32.self)
        unsafe state.storeBytes(
          of: buffer.baseAddress, toByteOffset: LibZ.Layout.output, as: UnsafeMutablePointer<UInt8>?.self)
        unsafe state.storeBytes(
          of: UInt32(buffer.count), toByteOffset: LibZ.Layout.outputLeft, as: UInt32.self)
        status = unsafe library.inflate(state, 0)
        left = unsafe state.load(fromByteOffset: LibZ.Layout.inputLeft, as: UInt32.self)
        room = unsafe state.load(fromByteOffset: LibZ.Layout.outputLeft, as: UInt32.self)
      }
      initialized = buffer.count - Int(room)
    }
    index = input.count - Int(left)
    switch status {
    case LibZ.ok: break
    case LibZ.noProgress where index == input.count: break
    case LibZ.end: isBetween = true
    case _: throw damaged(message)
    }
    unpacked += bytes.count
    guard ArchiveReader.isPlausible(unpacked: unpacked, of: bytesRead) else { throw ArchiveReader.bomb(path) }
    return bytes
  }

  private var message: String {
    // SAFETY: the text is zlib's own and constant, and is copied at once.
    let text = unsafe state.load(fromByteOffset: LibZ.Layout.message, as: UnsafePointer<CChar>?.self)
      .map { unsafe String(cString: $0) }
    return switch text {
    case "incorrect data check", "incorrect length check": "it is damaged: its checksum is wrong"
    case let text?: "it is damaged: \(text)"
    case nil: "it is damaged"
    }
  }

  private func damaged(_ reason: String) -> HostError {
    .unreadable(path: path, reason: "it cannot be unpacked: \(reason)")
  }
}
