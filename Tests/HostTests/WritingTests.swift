import DataModel
import Foundation
import HostPOSIX
import Testing

/// A folder of its own for each test.
struct WritingTests: ~Copyable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("heed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
  func text(_ name: String) -> String? { try? String(contentsOfFile: path(name), encoding: .utf8) }
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }
  func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
  }

  @Test func replacesTheWholeFileAndLeavesNothingBeside() throws {
    try replaceFile(path("a.csv"), with: Array("a long first text".utf8))
    try replaceFile(path("a.csv"), with: Array("short".utf8))
    #expect(text("a.csv") == "short")
    #expect(try names() == ["a.csv"])
  }

  /// A file is created, but never replaced, and not created where a link of its name leads.
  @Test func createsOnlyWhatIsNotThere() throws {
    try createFile(path("a"), with: [1])
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: path("nowhere"))
    for name in ["a", "link"] {
      #expect(throws: WriteError.failed(reason: "it exists already")) {
        try createFile(path(name), with: [2])
      }
    }
    #expect(try names() == ["a", "link"])
  }

  @Test func keepsPermissionsAndLinks() throws {
    try replaceFile(path("a"), with: [])
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path("a"))
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: path("a"))
    try replaceFile(path("link"), with: Array("through".utf8))
    #expect(text("a") == "through")
    #expect(try mode("a") == 0o640)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("link")) == path("a"))
    try replaceFile(path("a"), with: [], isPrivate: true)
    #expect(try mode("a") == 0o600)
    // More permissions than a new file gets.
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path("a"))
    try replaceFile(path("a"), with: [1])
    #expect(try mode("a") == 0o666)
  }

  @Test func removesWhatAKilledProcessLeft() throws {
    let (left, held, other) = (".a.1f.heed-part", ".a.2f.heed-part", ".b.1f.heed-part")
    for name in [left, held, other] {
      #expect(FileManager.default.createFile(atPath: path(name), contents: Data("half".utf8)))
      #expect(isUnfinished(path: path(name)))
    }
    // Another process is still writing this one.
    let writer = try #require(FileHandle(forUpdatingAtPath: path(held)))
    #expect(flock(writer.fileDescriptor, LOCK_EX) == 0)
    try replaceFile(path("a"), with: [])
    #expect(try names() == [held, other, "a"])
    #expect(!isUnfinished(path: path("a")))
    try writer.close()
    try replaceFile(path("a"), with: [])
    #expect(try names() == [other, "a"])
  }

  @Test func aNameMayBeAsLongAsNamesAre() throws {
    let name = String(repeating: "é", count: 127)
    try replaceFile(path(name), with: [1])
    try replaceFile(path(name), with: [2])
    #expect(try names() == [name])
    #expect(throws: WriteError.self) { try replaceFile(path(name + "éé"), with: [1]) }
  }

  @Test func changesOfOneFileSideBySideAreAllKept() async throws {
    let own = path("own/deep/list")
    await withTaskGroup { group in
      for number in 0..<40 {
        group.addTask { try? changeFile(own) { ($0 ?? []) + Array("\(number)\n".utf8) } }
      }
    }
    #expect(text("own/deep/list")?.split(separator: "\n").count == 40)
    #expect(try mode("own/deep/list") == 0o600)
    // While one process changes it, no other can.
    try changeFile(own) { _ in
      // SAFETY: the path is a C string that lives through the call.
      let folder = unsafe open(path("own/deep"), O_RDONLY | O_DIRECTORY)
      #expect(flock(folder, LOCK_EX | LOCK_NB) == -1)
      close(folder)
      return nil
    }
    #expect(text("own/deep/list")?.split(separator: "\n").count == 40)
  }

  @Test func whatCannotBeReadIsNotWritten() throws {
    try FileManager.default.createDirectory(atPath: path("own"), withIntermediateDirectories: true)
    #expect(throws: WriteError.self) {
      try changeFile(path("own")) { _ in
        Issue.record("it was read")
        return []
      }
    }
  }

  @Test func whatCannotBeWrittenLeavesTheOldFile() throws {
    #expect(throws: WriteError.self) { try replaceFile(folder.path, with: [1]) }
    #expect(throws: WriteError.self) { try replaceFile(path("none/a"), with: [1]) }
    #expect(try names() == [])
  }

  /// Cancellation is checked before each chunk of a file, and once more before it replaces the old file.
  @Test(arguments: 0...3) func whatIsStoppedLeavesTheOldFile(after asked: Int) throws {
    try replaceFile(path("a"), with: Array("old".utf8))
    var left = asked
    #expect(throws: WriteError.cancelled) {
      try replaceFile(path("a"), with: [UInt8](repeating: 0, count: 3 << 20)) {
        left -= 1
        return left < 0
      }
    }
    #expect(text("a") == "old")
    #expect(try names() == ["a"])
  }

  @Test func tryingToReplaceChangesNothing() throws {
    try replaceFile(path("a"), with: Array("old".utf8))
    try tryReplacingFile(path("a"))
    try tryReplacingFile(path("new"))
    #expect(throws: WriteError.self) { try tryReplacingFile(path("none/a")) }
    #expect(throws: WriteError.self) { try tryReplacingFile(folder.path) }
    #expect(text("a") == "old")
    #expect(try names() == ["a"])
  }

  /// A file that was opened for reading is never overwritten, whatever links lead to it.
  @Test func whatWasReadIsNotReplaced() throws {
    try replaceFile(path("a"), with: Array("old".utf8))
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: "a")
    try FileManager.default.linkItem(atPath: path("a"), toPath: path("same"))
    let host = Host.posix()
    _ = try host.open(path("link"))
    for name in ["a", "link", "same", "../\(folder.lastPathComponent)/a"] {
      #expect(throws: HostError.self, "\(name)") { try host.write(path(name), [1]) }
      #expect(throws: HostError.self, "\(name)") { try host.confined(nil).tryWriting(path(name)) }
    }
    try host.write(path("b"), [1])
    #expect(text("a") == "old")
  }

  @Test func aFileThatChangesWhileItIsReadIsAnError() throws {
    let long = [UInt8](repeating: 0x61, count: 3 * ByteStream.chunkSize)
    for change in ["shorter", "longer", "same size"] {
      try replaceFile(path("a"), with: long)
      let stream = try Host.posix().open(path("a"))
      #expect(try stream.next()?.count == ByteStream.chunkSize)
      let file = try #require(FileHandle(forUpdatingAtPath: path("a")))
      switch change {
      case "shorter": try file.truncate(atOffset: UInt64(2 * ByteStream.chunkSize))
      case "longer": try file.truncate(atOffset: UInt64(4 * ByteStream.chunkSize))
      default: try file.write(contentsOf: Data("b".utf8))
      }
      try file.close()
      #expect(throws: HostError.self, "\(change)") { while try stream.next() != nil {} }
    }
  }

  @Test func aFileThatStaysIsReadWhole() throws {
    let bytes = (0..<3 * ByteStream.chunkSize).map { UInt8(truncatingIfNeeded: $0) }
    try replaceFile(path("a"), with: bytes)
    let stream = try Host.posix().open(path("a"))
    var read: [UInt8] = []
    while let chunk = try stream.next() { read += chunk }
    #expect(read == bytes)
  }
}
