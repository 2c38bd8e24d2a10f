import Testing

/// Running out of memory, stack, disk space or descriptors ends with a message.
@Suite struct ScarcityTests {
  @Test(arguments: [64, 256]) func aSmallStackIsEnough(kilobytes: Int) throws {
    let ended = try Command.shell("ulimit -s \(kilobytes); $HEED -c 'count sellers by plan'")
    #expect(ended.code == 0 && !ended.crashed, "\(ended.err)")
    #expect(ended.out.contains("sellers"))
  }

  @Test func tooFewDescriptorsAreSaid() throws {
    for descriptors in 4...12 {
      let ended = try Command.shell("ulimit -n \(descriptors); $HEED -c 'count sellers'")
      #expect(!ended.crashed && ended.code <= 1, "\(descriptors): \(ended.err)")
      if ended.code == 1 {
        #expect(ended.err.contains("too many open files"), "\(descriptors): \(ended.err)")
      }
    }
  }

  @Test func tooLittleMemoryIsSaid() throws {
    let scratch = try Scratch()
    try scratch.write("big.csv", "id\n" + (0..<400_000).map { "customer\($0)\n" }.joined())
    try scratch.write("workspace.heed", "load customers from \"big.csv\" key id\n")
    for megabytes in [160, 170, 180] {
      let ended = try Command.shell(
        "ulimit -v \(megabytes * 1024); $HEED -c 'count customers'", in: scratch.folder)
      #expect(!ended.crashed && ended.code <= 1, "\(megabytes): \(ended.err)")
      // No message of the Swift runtime.
      if ended.code == 1 {
        #expect(ended.err == "error: there is too little memory for this\n", "\(megabytes): \(ended.err)")
      }
    }
  }

  @Test(arguments: ["run s.heed", "run s.heed -o /dev/full", "run s.heed --format json", "fmt -", "--help"])
  func aFullDiskIsSaid(arguments: String) throws {
    let scratch = try Scratch()
    try scratch.write("c.csv", "id\n1\n")
    try scratch.write("workspace.heed", "load customers from \"c.csv\" key id\n")
    try scratch.write("s.heed", "count customers\n")
    let ended = try Command.shell("echo describe | $HEED \(arguments) > /dev/full", in: scratch.folder)
    #expect(ended.code == 1 && ended.err.contains("no space left on device"), "\(ended.err)")
  }

  /// How each feature that writes files is invoked: what it writes on a small disk, and what is there before.
  struct Writer: Sendable, CustomTestStringConvertible {
    var name: String
    var command: String
    var target = "t.csv"
    var old = "something old"
    /// The number of free blocks of 4 KB.
    var free = 1
    var testDescription: String { name }
  }

  static let writers = [
    Writer(name: "export", command: "$HEED -c 'export segment customers to \"small/t.csv\"'"),
    Writer(name: "--output", command: "$HEED run s.heed -o small/t.csv --format json"),
    Writer(name: ".output", command: "printf '.output small/t.csv\nsegment customers\n' | $HEED"),
    Writer(name: ".once", command: "printf '.once small/t.csv\nsegment customers\n' | $HEED"),
    Writer(name: ".save", command: "$HEED < long"),
    Writer(name: "--rejects", command: "$HEED run s.heed --rejects small/t.csv"),
    Writer(
      name: "fmt", command: "$HEED fmt small/t.heed", target: "t.heed",
      old: String(repeating: "count   customers\n", count: 400)
    ),
    Writer(name: "demo", command: "$HEED demo small/market"),
    Writer(name: "trust", command: "HOME=$PWD/small $HEED trust .", target: ".config/heed/trusted", free: 0),
    Writer(
      name: ".queries", command: "printf 'count\n.queries save x\n' | HOME=$PWD/small $HEED",
      target: ".local/state/heed/queries.heed", free: 0),
    Writer(
      name: "history", command: "printf 'count\r.quit\r' | HOME=$PWD/small script -qec $HEED /dev/null",
      target: ".local/state/heed/history", old: String(repeating: "count\n\n", count: 4096 / 7) + "\n",
      free: 0),
  ]

  private static let canMount =
    (try? Command.shell("unshare -m mount -t tmpfs -o size=64k none /mnt").code) == 0

  /// On a disk that is too small: a plain message and exit code 1 (a prompt goes on); the old file is intact, and no other
  /// file is left beside it.
  @Test(.enabled(if: canMount, "A small disk is mounted by root alone"), arguments: writers)
  func aSmallDiskIsSaid(writer: Writer) throws {
    let scratch = try Scratch()
    let rows = (0..<3_000).map { "c\($0),pro\($0 % 3 == 0 ? ",one too many" : "")\n" }
    try scratch.write("c.csv", "id,plan\n" + rows.joined())
    try scratch.write("workspace.heed", "load customers from \"c.csv\" key id keep all rows\n")
    try scratch.write("s.heed", "segment customers\n")
    try scratch.write(
      "long", "count where id is \"\(String(repeating: "x", count: 9_000))\"\n.save small/t.csv replace\n")
    try scratch.write("old", writer.old)
    let ended = try Command.shell(
      """
      mkdir small; exec unshare -m bash -c '
        mount -t tmpfs -o size=256k none small
        mkdir -p "$(dirname "small/$0")"; cp old "small/$0"
        cat /dev/zero > small/fill 2> /dev/null; truncate -s -\(writer.free * 4096) small/fill
        eval "$1" 2>&1; code=$?
        cmp -s old "small/$0" && echo "it is whole"
        find small -type f ! -name fill | tr "\\n" " "; exit $code
      ' \(writer.target) "$WRITES"
      """, in: scratch.folder, variables: ["WRITES": writer.command])
    #expect(!ended.crashed && ended.code == (writer.name == "history" ? 0 : 1), "\(ended.code) \(ended.out)")
    #expect(ended.out.lowercased().contains("no space left on device"), "\(ended.out.suffix(900))")
    #expect(ended.out.contains("it is whole"), "\(ended.out.suffix(900))")
    #expect(ended.out.hasSuffix("small/\(writer.target) "), "\(ended.out.suffix(900))")
  }
}
