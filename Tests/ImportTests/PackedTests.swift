import DataModel
import SourceText
import Testing

@testable import Import

/// Compressed files and zip archives are read as their content.
struct PackedTests {
  private static func read(_ path: String, _ files: [String: [UInt8]]) -> CSVReaderTests.Reading {
    CSVReaderTests.read(path, Host.memory(files))
  }

  @Test(arguments: [
    ("a.csv.gz", Packed.gzip), ("a.csv.zst", Packed.zstandard), ("a.csv.bz2", Packed.bzip2),
    ("a.csv.xz", Packed.xz), ("a.csv", Packed.gzip),
  ])
  func compressedFiles(path: String, bytes: [UInt8]) {
    let reading = PackedTests.read(path, [path: bytes])
    #expect(reading.header == ["id", "plan"])
    #expect(reading.rows == [["1", "pro"], ["2", "free"]])
    #expect(reading.failure == nil)
  }

  @Test func filesOfAnArchive() throws {
    let host = Host.memory(["in/f.zip": Packed.folders])
    #expect(try PackedPath("in/f.zip").files(host) == ["in/f.zip/a.csv", "in/f.zip/sub/b, [1].csv"])
    #expect(try PackedPath("in/f.zip/sub/*.csv").files(host) == ["in/f.zip/sub/b, [1].csv"])
    #expect(CSVReaderTests.read("in/f.zip/a.csv", host).rows == [["1", "pro"], ["2", "free"]])
    #expect(CSVReaderTests.read("in/f.zip/sub/b, [1].csv", host).rows == [["3", "pro"]])
    #expect(
      CSVReaderTests.read("in/f.zip/c.csv", host).failure == .host(.notFound(path: "in/f.zip/c.csv")))
  }

  @Test func twoFilesOfOneNameAreRefused() throws {
    let archive = SmallWorkbook.archive([
      ("a.csv", Array("id\n1\n".utf8)), ("b.csv", Array("id\n2\n".utf8)), ("a.csv", Array("id\n3\n".utf8)),
    ])
    let host = Host.memory(["t.zip": archive])
    #expect(
      throws: HostError.unreadable(
        path: "t.zip", reason: "it has two files called “a.csv”: pack them under names of their own")
    ) { try PackedPath("t.zip").files(host) }
    #expect(try PackedPath("t.zip/b.csv").files(host) == ["t.zip/b.csv"])
  }

  @Test func progressIsThatOfThePackedBytes() throws {
    for (path, bytes) in [("a.csv.gz", Packed.gzip), ("a.csv.zst", Packed.zstandard)] {
      var reader = try openRecords(path, Host.memory([path: bytes]), CSVOptions())
      while try reader.readBatch() {}
      #expect(reader.progress == BytesRead(count: bytes.count, total: bytes.count))
    }
    var reader = try openRecords("in/f.zip/a.csv", Host.memory(["in/f.zip": Packed.folders]), CSVOptions())
    while try reader.readBatch() {}
    #expect(reader.progress.total == Packed.folders.count)
    var plain = try openRecords("a.csv", Host.memory(["a.csv": Array("id\n1\n".utf8)]), CSVOptions())
    while try plain.readBatch() {}
    #expect(plain.progress == BytesRead(count: 5, total: 5))
  }

  @Test func compressedInAnArchive() {
    let reading = PackedTests.read("gz.zip/b.csv.gz", ["gz.zip": Packed.compressedInside])
    #expect(reading.rows == [["3", "pro"]])
  }

  @Test func lettersOfNames() throws {
    let host = Host.memory(["n.zip": Packed.letters])
    #expect(try PackedPath("n.zip").files(host) == ["n.zip/é ü.csv"])
    #expect(CSVReaderTests.read("n.zip/é ü.csv", host).rows.count == 2)
  }

  /// Nothing is unpacked to disk, so names with `..` do no harm.
  @Test func namesThatClimbAreNames() throws {
    let host = Host.memory(["n.zip": Packed.climbing])
    #expect(try PackedPath("n.zip").files(host) == ["n.zip/../../etc/x.csv"])
    #expect(CSVReaderTests.read("n.zip/../../etc/x.csv", host).rows == [["9", "pro"]])
  }

  @Test(arguments: [
    ("cut off", "a.csv.gz", Array(Packed.gzip.dropLast(12))),
    ("protected", "f.zip/a.csv", Packed.protected),
  ])
  func whatCannotBeUnpacked(_ name: String, path: String, bytes: [UInt8]) {
    let reading = PackedTests.read(path, [String(path.prefix { $0 != "/" }): bytes])
    guard case .host(.unreadable(_, let reason)) = reading.failure else {
      Issue.record("\(reading)")
      return
    }
    #expect(!reason.isEmpty)
  }

  /// The checksum of each gzip member is verified, and nothing but members may follow.
  @Test func damagedGzip() {
    var flipped = Packed.gzip
    flipped[flipped.count - 6] ^= 8
    let files: [(String, [UInt8], isRead: Bool)] = [
      ("whole", Packed.gzip, true), ("zeros", Packed.gzip + [0, 0, 0], true), ("flipped", flipped, false),
      ("cut in the second", Packed.gzip + Packed.gzip.prefix(5), false),
      ("header of the second", Packed.gzip + [0x1F, 0x8C] + Packed.gzip.dropFirst(2), false),
      ("garbage", Packed.gzip + Array("abc".utf8), false),
    ]
    for (name, bytes, isRead) in files {
      let reading = PackedTests.read("a.csv.gz", ["a.csv.gz": bytes])
      #expect((reading.failure == nil) == isRead, "\(name): \(reading)")
    }
    let twice = PackedTests.read("a.csv.gz", ["a.csv.gz": Packed.gzip + Packed.gzip])
    #expect(twice.failure == nil && twice.rows.count > 2)
  }

  @Test func packedSeveralTimes() {
    #expect(
      PackedTests.read("a.csv.gz", ["a.csv.gz": Packed.sixTimes]).rows == [["1", "pro"], ["2", "free"]])
  }

  /// A few bytes that would unpack to more than the memory.
  @Test func bombs() throws {
    let stream = try PackedPath("a.bz2").open(Host.memory(["a.bz2": Packed.bomb]))
    #expect(throws: HostError.self) { while try stream.next() != nil {} }
  }
}
