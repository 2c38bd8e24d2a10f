import Glibc
import Testing

@testable import LineEditor

@Suite(.serialized)
struct HistoryTests {
  @Test func walksAndKeepsWhatWasSubmitted() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/state/heed/history"
    do {
      let session = try TrialSession(history: file)
      session.type("first\rsecond (\rline)\rsecond (\rline)\r   \r\u{04}")
      #expect(session.end() == 0)
    }
    #expect(folder.contents(of: file) == "first\nsecond (\\n  line)\n")
    #expect(folder.mode(of: file) == 0o600)
    #expect(folder.mode(of: folder.path + "/state/heed") == 0o700)
    let session = try TrialSession(history: file)
    session.type("new")
    session.expect("trial> new")
    session.type("\u{1B}[A")
    session.expect("trial> second (", "  ...>   line)")
    // Up moves inside the entry first, then to the one before; Down leads back to the text being typed.
    session.type("\u{1B}[A\u{1B}[A")
    session.expect("trial> first")
    session.type("\u{1B}[A\u{1B}[B")
    session.expect("trial> second (", "  ...>   line)")
    session.type("\u{1B}[B")
    session.expect("trial> new")
    session.type("\u{1B}[A\u{7F}!)\r")
    session.expect("=> \"second (\\n  line!)\"", "trial>")
    #expect(folder.contents(of: file) == "first\nsecond (\\n  line)\nsecond (\\n  line!)\n")
  }

  @Test func searchesBackwards() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("history", "count sellers\nquotes about (trust)\ncount buyers\n")
    let session = try TrialSession(history: file)
    session.type("draft\u{12}COUNT")
    session.expect("search ‘COUNT’: count buyers")
    session.type("\u{12}")
    session.expect("search ‘COUNT’: count sellers")
    session.type("\u{12}x")
    session.expect("search ‘COUNTx’: count sellers")
    session.type("\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}(tr")
    session.expect("search ‘(tr’: quotes about (trust)")
    session.type("\u{03}")
    session.expect("trial> draft")
    session.type("\u{12}sell\u{1B}[H>\r")
    session.expect("=> \">count sellers\"", "trial>")
    session.type("\u{12}uote\u{1B}[A\r")
    session.expect("=> \"count sellers\"", "trial>")
  }

  @Test func sessionsSideBySideAppend() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("history", "before\n")
    let one = try TrialSession(history: file)
    let other = try TrialSession(history: file)
    one.expect("trial>")
    other.expect("trial>")
    one.type("from one\r")
    one.expect("=> \"from one\"", "trial>")
    other.type("from the other\r")
    other.expect("=> \"from the other\"", "trial>")
    one.type("again\r")
    one.expect("=> \"again\"", "trial>")
    #expect(folder.contents(of: file) == "before\nfrom one\nfrom the other\nagain\n")
  }

  @Test func aDamagedFileIsToldOnceAndEndsNothing() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/history"
    folder.write([0x67, 0x6F, 0x6F, 0x64, 0x0A, 0xFF, 0xFE, 0x0A, 0x1B, 0x5B, 0x0A, 0x78, 0x5C], to: file)
    let session = try TrialSession(rows: 24, columns: 200, history: file)
    session.expect("The history file \(file) has 3 damaged lines, left out.", "trial>")
    session.type("\u{1B}[A")
    session.expect("trial> good")
    session.type("\u{03}next\r")
    session.expect("=> \"next\"", "trial>")
    #expect(folder.contents(of: file)?.hasSuffix("x\\\nnext\n") == true)
  }

  @Test func aFileThatCannotBeUsedIsToldOnceAndEndsNothing() throws {
    let folder = try TemporaryFolder()
    let session = try TrialSession(rows: 24, columns: 200, history: folder.path)
    session.expect("The history file \(folder.path) cannot be read: Is a directory.", "trial>")
    session.type("a\rb\r")
    session.expect("=> \"a\"", "trial> b", "=> \"b\"", "trial>")
    session.type("\u{1B}[A\u{1B}[A")
    session.expect("trial> a")
    #expect(session.rawOutput.split(separator: "history file").count == 2)
  }

  @Test func everyTextSurvivesTheFile() throws {
    for entry in ["a", "a\nb", "\\", "\\n", "\\\n\\\\n", "tab\there", "数\n", "\n\n"] {
      #expect(History.decode(History.encode(entry).dropLast()) == entry)
      #expect(History.encode(entry).count { $0 == UInt8(ascii: "\n") } == 1)
    }
    #expect(History.decode(Array("a\\qb".utf8)) == nil)
  }

  @Test func aFileThatOthersCouldReadIsTheOwnersAlone() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("history", "count\n")
    #expect(folder.mode(of: file) & 0o044 != 0)
    #expect(History(path: file).entries == ["count"])
    #expect(folder.mode(of: file) == 0o600)
  }

  @Test func aLongFileIsCut() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("history", (1...2 * History.limit + 1).map { "entry \($0)\n" }.joined())
    #expect(History(path: file).entries.count == History.limit)
    #expect(folder.contents(of: file)?.hasPrefix("entry \(History.limit + 2)\n") == true)
    let long = String(repeating: "x", count: History.longest + 1)
    let history = History(path: file)
    history.add(long)
    #expect(history.entries.last == "entry \(2 * History.limit + 1)")
  }
}

/// A folder that is removed with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/heed-line-XXXXXX".utf8CString)
    // SAFETY: the template ends with zero and is changed in place.
    let made = unsafe mkdtemp(&template)
    try #require(unsafe made != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { remove(path) }

  private func remove(_ path: String) {
    // SAFETY: paths end with zero; the stream is closed here; names are copied.
    if let folder = unsafe opendir(path) {
      var names: [String] = []
      while let entry = unsafe readdir(folder) {
        names.append(
          unsafe withUnsafePointer(to: &entry.pointee.d_name) {
            unsafe String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
          })
      }
      unsafe closedir(folder)
      for name in names where name != "." && name != ".." { remove(path + "/" + name) }
      unsafe _ = rmdir(path)
    } else {
      unsafe _ = unlink(path)
    }
  }

  func file(_ name: String, _ text: String) -> String {
    write(Array(text.utf8), to: path + "/" + name)
    return path + "/" + name
  }

  func write(_ bytes: [UInt8], to path: String) {
    // SAFETY: the path ends with zero; the bytes are read only, as many as there are.
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    unsafe _ = Glibc.write(descriptor, bytes, bytes.count)
    close(descriptor)
  }

  func contents(of path: String) -> String? {
    // SAFETY: the path ends with zero; `read` writes at most as many bytes as the block holds.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return nil }
    defer { close(descriptor) }
    var block = [UInt8](repeating: 0, count: 1 << 20)
    let count = unsafe read(descriptor, &block, 1 << 20)
    return String(decoding: block.prefix(max(count, 0)), as: UTF8.self)
  }

  func mode(of path: String) -> mode_t {
    var status = stat()
    // SAFETY: the path ends with zero; the status is filled in place.
    return unsafe stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }
}
