import Foundation
import Testing

/// What users and their files can do wrong: a clear error with the file and the line, exit 1, and no crash.
@Suite struct BadInputTests {
  /// A workspace of one file of customers.
  private func ask(_ path: String, key: String = "id", _ scratch: Scratch) throws -> Ended {
    try scratch.write("w.heed", "# one file\nload customers from \"\(path)\"\n  key \(key)\n")
    return try Command.heed("-w", "w.heed", "-c", "count", in: scratch.folder)
  }

  private func expect(
    _ ended: Ended, _ code: Int32, _ parts: String..., location: SourceLocation = #_sourceLocation
  ) {
    #expect(!ended.crashed && ended.code == code, "\(ended.code): \(ended.err)", sourceLocation: location)
    for part in parts {
      #expect(
        ended.err.contains(part), "\(part) is not in: \(ended.err.prefix(600))", sourceLocation: location)
    }
    if code == 1 { #expect(ended.out == "", sourceLocation: location) }
  }

  @Test func filesThatCannotBeRead() throws {
    let scratch = try Scratch()
    expect(try ask("nowhere.csv", scratch), 1, "no file", "nowhere.csv", "w.heed:2:")
    try FileManager.default.createDirectory(at: scratch.url("folder.csv"), withIntermediateDirectories: true)
    expect(try ask("folder.csv", scratch), 1, "folder", "w.heed:2:")
    expect(try ask("/proc/self/mem", scratch), 1, "cannot be read", "w.heed:2:")
    #expect(try Command.shell("mkfifo pipe.csv", in: scratch.folder).code == 0)
    expect(try ask("pipe.csv", scratch), 1, "pipe", "w.heed:2:")
    for path in ["nowhere.heed", "folder.csv", "/proc/self/mem", "pipe.csv"] {
      expect(try Command.heed("-w", path, "-c", "count", in: scratch.folder), 1, path)
      expect(try Command.heed("run", path, in: scratch.folder), 1, path)
      expect(try Command.heed("fmt", path, in: scratch.folder), 1, path)
    }
  }

  @Test func filesOfTheWrongKind() throws {
    let scratch = try Scratch()
    try scratch.write("empty.csv", "")
    expect(try ask("empty.csv", scratch), 1, "empty", "w.heed:2:")
    try scratch.write("other.csv", "a,b\n1,2\n")
    expect(try ask("other.csv", scratch), 1, "no column id", "w.heed:3:", "a, b")
    var seed: UInt64 = 7
    let noise = (0..<50_000).map { _ -> UInt8 in
      seed = seed &* 6_364_136_223_846_793_005 &+ 1
      return UInt8(truncatingIfNeeded: seed >> 33)
    }
    try scratch.write("noise.csv", bytes: noise)
    expect(try ask("noise.csv", scratch), 1, "noise.csv", "w.heed:")
    try scratch.write("zero.csv", "id,name\n1,a\n2,b\0c\n")
    expect(try ask("zero.csv", scratch), 1, "no text has", "zero.csv:3")
    // As a script.
    try scratch.write("noise.heed", bytes: noise)
    expect(try Command.heed("run", "noise.heed", in: scratch.folder), 1, "not a text", "noise.heed:")
    try scratch.write("zero.heed", "count\n\0\n")
    expect(try Command.heed("fmt", "zero.heed", in: scratch.folder), 1, "zero.heed:2:")
  }

  /// A row that is too long is turned away with its line; the others are there.
  @Test func aLineOfAHundredMegabytes() throws {
    let scratch = try Scratch()
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000_000)
    try scratch.write("long.csv", bytes: Array("id,name\n1,a\n2,".utf8) + long + Array("\n3,c\n".utf8))
    let ended = try ask("long.csv", scratch)
    expect(ended, 0, "rejected", "long.csv:3", "1 rejected")
    #expect(ended.out.contains("2 customers"))
    try scratch.write("long.heed", bytes: Array("count customers where ".utf8) + long)
    expect(try Command.heed("run", "long.heed", in: scratch.folder), 1, "long.heed", "larger than")
  }

  @Test func settingsThatDoNotExist() throws {
    let scratch = try Scratch()
    try scratch.write("c.csv", "id\n1\n")
    try scratch.write("w.heed", "set timezone \"Mars/Phobos\"\nload customers from \"c.csv\" key id\n")
    expect(
      try Command.heed("-w", "w.heed", "-c", "count", in: scratch.folder), 1, "Mars/Phobos", "w.heed:1:14")
  }

  @Test func questionsWithoutMeasure() throws {
    let scratch = try Scratch()
    try scratch.write("c.csv", "id\n1\n2\n")
    try scratch.write("workspace.heed", "load customers from \"c.csv\" key id\n")
    let many = Array(repeating: "id is \"1\"", count: 80_000).joined(separator: " or ")
    #expect(many.utf8.count > 1_000_000)
    try scratch.write("wide.heed", "count customers where \(many)\n")
    let wide = try Command.heed("check", "wide.heed", in: scratch.folder)
    #expect(!wide.crashed && wide.code == 0, "\(wide.err.prefix(300))")
    let open = String(repeating: "(", count: 10_000)
    let deep = [
      "\(open)id is \"1\"\(String(repeating: ")", count: 10_000))", String(repeating: "not ", count: 10_000),
      open,
    ]
    for (number, condition) in deep.enumerated() {
      try scratch.write("deep\(number).heed", "count\n  where \(condition)\n")
      expect(try Command.heed("run", "deep\(number).heed", in: scratch.folder), 1, "deep\(number).heed:2:")
    }
    let words = String(repeating: "explain ", count: 10_000)
    try scratch.write("explain.heed", "\(words)count\n")
    expect(try Command.heed("run", "explain.heed", in: scratch.folder), 1, "explain.heed:1:")
  }

  @Test func inputsAndOutputsThatAreShut() throws {
    for line in ["\"$HEED\" <&-", "\"$HEED\" < /dev/null", "\"$HEED\" -c count <&-"] {
      let ended = try Command.shell(line)
      #expect(!ended.crashed && ended.code == 0, "\(line): \(ended.err)")
    }
    let shut = try Command.shell("\"$HEED\" -c count >&-")
    #expect(!shut.crashed && shut.code == 1 && !shut.err.isEmpty)
    let quiet = try Command.shell("\"$HEED\" -c count 2>&- | tail -1")
    #expect(quiet.code == 0 && quiet.out.contains("customers"))
  }

  /// Names, labels and texts of a file hold what drives a terminal; none of it gets there.
  @Test func textThatWouldDriveTheTerminal() throws {
    let scratch = try Scratch()
    let evil = "\u{1B}]0;owned\u{07}\u{1B}[2J\u{9B}31m\u{202E}"
    try scratch.write("c.csv", "id,name\ne\(evil)1,N\(evil)\n")
    try scratch.write("f.csv", "who,at,text\ne\(evil)1,2025-01-01,I trust \(evil) you\n")
    try scratch.write(
      "workspace.heed",
      """
      load customers from "c.csv"
        key id
        label name
      load feedback from "f.csv"
        customer who
        at at
        text text

      """)
    let commands = [
      "-c", "segment customers", "-c", "quotes about trust", "-c", "describe", "-c",
      "segment where name is pro",
    ]
    for format in ["table", "json"] {
      let line = commands.map { "'\($0)'" }.joined(separator: " ")
      let ended = try Command.shell("\"$HEED\" \(line) --format \(format)", in: scratch.folder)
      #expect(!ended.crashed && ended.out.contains("trust"))
      for text in [ended.out, ended.err] {
        let driving = text.unicodeScalars.filter { scalar in
          scalar != "\n" && (scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value))
        }
        #expect(driving.isEmpty, "\(format): \(driving)")
      }
    }
  }
}
