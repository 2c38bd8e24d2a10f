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
    // One NUL byte makes a bad cell; endless ones are not text.
    expect(try ask("zero.csv", scratch), 0, "NUL byte", "zero.csv:3")
    // The same bytes as a script.
    try scratch.write("noise.heed", bytes: noise)
    expect(try Command.heed("run", "noise.heed", in: scratch.folder), 1, "not a text", "noise.heed:")
    try scratch.write("zero.heed", "count\n\0\n")
    expect(try Command.heed("fmt", "zero.heed", in: scratch.folder), 1, "zero.heed:2:")
  }

  @Test func filesThatAreOdd() throws {
    let scratch = try Scratch()
    try scratch.write("header.csv", "id,name\n")
    let bare = try ask("header.csv", scratch)
    expect(bare, 0, "a header but no rows", "header.csv:1")
    #expect(bare.out.contains("0 customers"))
    try scratch.write("open.csv", "id,name\n1,a\n2,\"open\n3,c\n")
    expect(try ask("open.csv", scratch), 1, "never closed", "open.csv:3")
    expect(try ask("/dev/zero", scratch), 1, "not text", "/dev/zero:1")
    let wide = "\u{FEFF}id,name\n1,Zoë\n2,b\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    try scratch.write("wide.csv", bytes: wide)
    let read = try ask("wide.csv", scratch)
    expect(read, 0, "UTF-16")
    #expect(read.out.contains("2 customers"))
    // Columns with the same name, without a name, and very many.
    try scratch.write("twice.csv", "id,name,NAME,\n1,a,b,7\n")
    try scratch.write("w.heed", "load customers from \"twice.csv\" key id\n")
    let twice = try Command.heed(
      "-w", "w.heed", "-c", "count where name is a and NAME_2 is b and column_4 = 7", in: scratch.folder)
    #expect(twice.code == 0 && twice.out.contains("1 of 1"), "\(twice.err)")
    let names = (0..<10_000).map { "c\($0)" }.joined(separator: ",")
    let cells = (0..<10_000).map { String($0) }.joined(separator: ",")
    try scratch.write("columns.csv", "id,\(names)\n1,\(cells)\n2,\(cells)\n")
    try scratch.write("w.heed", "load customers from \"columns.csv\" key id\n")
    let many = try Command.heed("-w", "w.heed", "-c", "count where c9999 = 9999", in: scratch.folder)
    #expect(many.code == 0 && many.out.contains("2 of 2"), "\(many.err)")
  }

  /// Values that are not valid numbers, and the first and the last year.
  @Test func valuesAtTheEdge() throws {
    let scratch = try Scratch()
    let nines = String(repeating: "9", count: 400)
    try scratch.write(
      "edge.csv", "id,n,d\n1,\(nines),0001-01-01\n2,5,9999-12-31\n3,6,2024-02-29\n4,7,2024-03-01\n")
    try scratch.write(
      "w.heed",
      "load customers from \"edge.csv\"\n  key id\n  type n number\n  start d\nset today 9999-12-31\n")
    let ended = try Command.heed(
      "-w", "w.heed", "-c", "measure total n", "-c", "count where d over 1 year ago", "-c",
      "count by year of d",
      in: scratch.folder)
    expect(ended, 0, "1 value", "edge.csv:2")
    #expect(ended.out.contains("18") && ended.out.contains("3 of 4") && !ended.out.contains("0001"))
  }

  /// A row that is too long is rejected with its line; the others are kept.
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
    // Each of these parts would be a column of the answer, or a search.
    let parts = [
      ("count customers by ", "id", ", "), ("measure ", "count", ", "),
      ("segment customers show ", "id", ", "),
      ("funnel ", "login", " then "),
    ]
    for (number, (head, part, joint)) in parts.enumerated() {
      let list = Array(repeating: part, count: 10_000).joined(separator: joint)
      try scratch.write("parts\(number).heed", "\(head)\(list)\n")
      expect(
        try Command.heed("run", "parts\(number).heed", in: scratch.folder), 1, "can have at most", ".heed:1:")
    }
    let either = (0..<20_000).map { "id is \"\($0)\"" }.joined(separator: " or ")
    try scratch.write("either.heed", "count customers where \(either)\n")
    let found = try Command.heed("run", "either.heed", in: scratch.folder)
    #expect(found.code == 0 && found.out.contains("2 of 2"), "\(found.err.prefix(300))")
    // A rewrite for each of many mistakes.
    let mistakes = String(repeating: "count customers where idd is \"1\"\n", count: 3_000)
    try scratch.write("mistakes.heed", mistakes)
    let mistaken = try Command.heed("run", "mistakes.heed", in: scratch.folder)
    expect(mistaken, 1, "mistakes.heed:20:", "count customers where `id` is", "… and 2,980 more errors")
    #expect(mistaken.err.ranges(of: "error:").count == 20 && !mistaken.err.contains("mistakes.heed:21:"))
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

  /// Names, labels and texts of a file contain terminal control sequences; none of them is written to the terminal.
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
