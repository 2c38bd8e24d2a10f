import Testing

/// What there is too little of ends in words.
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
      if ended.code == 1 { #expect(ended.err.contains("too little memory"), "\(megabytes): \(ended.err)") }
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
}
