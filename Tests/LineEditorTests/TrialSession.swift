import Glibc
import Testing

/// The trial program in a pseudo-terminal, driven like a user would.
final class TrialSession {
  private let terminal: Int32
  private var process: pid_t = 0
  private var output: [UInt8] = []
  private var rows: Int
  private var columns: Int
  private var exitStatus: Int32?

  /// Starts it. `variables` are added to an environment of PATH alone; TERM is xterm unless given.
  init(rows: Int = 24, columns: Int = 80, history: String? = nil, variables: [String: String] = [:]) throws {
    (self.rows, self.columns) = (rows, columns)
    // SAFETY: strings end with zero and are copied; numbers are filled in place.
    terminal = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var unlocked: Int32 = 0
    var number: Int32 = 0
    // TIOCSPTLCK and TIOCGPTN of Linux, which Swift does not see: unlock the other end, and give its number.
    unsafe _ = ioctl(terminal, 0x4004_5431, &unlocked)
    unsafe _ = ioctl(terminal, 0x8004_5430, &number)
    setSize()
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    // SAFETY: both are initialized here and destroyed below; the arguments live until the call returns.
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    // In a session of its own (POSIX_SPAWN_SETSID, which Swift does not see), the terminal that it opens becomes its own.
    unsafe posix_spawnattr_setflags(&attributes, 0x80)
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/pts/\(number)", O_RDWR, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
    let environment = variables.merging(["TERM": "xterm"]) { given, _ in given }.map { "\($0)=\($1)" }
    let status = unsafe withCStrings([Self.program] + (history.map { [$0] } ?? [])) { arguments in
      unsafe withCStrings(environment) { variables in
        unsafe posix_spawn(&process, Self.program, &actions, &attributes, arguments, variables)
      }
    }
    try #require(status == 0, "the trial program does not start")
    // The terminal driver edits text typed before the first prompt.
    expect("first prompt") { $0.lines.last == "trial>" }
  }

  deinit {
    if exitStatus == nil {
      kill(process, SIGKILL)
      waitForExit()
    }
    close(terminal)
  }

  /// The trial program, built beside the tests.
  static var program: String {
    let tests = CommandLine.arguments[0]
    return tests[..<(tests.lastIndex(of: "/") ?? tests.startIndex)] + "/line-editor-trial"
  }

  var screen: EmulatedScreen { EmulatedScreen(rows: rows, columns: columns, output: output) }

  /// Types, as fast as the program reads.
  func type(_ keys: String) { type(bytes: Array(keys.utf8)) }

  func type(bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      receive(within: 0)
      var ready = pollfd(fd: terminal, events: Int16(POLLOUT), revents: 0)
      // SAFETY: one descriptor; then the bytes of the rest, which stays in place for the call.
      guard unsafe poll(&ready, 1, 10) > 0 else { continue }
      let count = unsafe rest.prefix(1024).withUnsafeBytes {
        unsafe write(terminal, $0.baseAddress, $0.count)
      }
      if count < 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Waits until the screen matches; a failure prints its contents.
  func expect(
    _ wanted: String, location: SourceLocation = #_sourceLocation, _ isWanted: (EmulatedScreen) -> Bool
  ) {
    for _ in 0..<1_000 {
      if isWanted(screen) { return }
      if !receive(within: 10), exitStatus != nil { break }
    }
    if isWanted(screen) { return }
    Issue.record("no \(wanted) on:\n\(screen.lines.joined(separator: "\n"))", sourceLocation: location)
  }

  /// Waits until these lines are at the end of the screen.
  func expect(_ lines: String..., location: SourceLocation = #_sourceLocation) {
    expect("\(lines)", location: location) { Array($0.lines.suffix(lines.count)) == lines }
  }

  /// Waits until the program has written this text, colours included.
  func expectOutput(_ text: String, location: SourceLocation = #_sourceLocation) {
    expect(text.debugDescription, location: location) { _ in
      String(decoding: self.output, as: UTF8.self).contains(text)
    }
  }

  /// Waits until the program has handled everything typed so far.
  func settle() { while receive(within: 50) {} }

  var rawOutput: String { String(decoding: output, as: UTF8.self) }

  /// Waits for the program to end, and returns its exit status (128 and more: ended by a signal).
  func end() -> Int32 {
    for _ in 0..<1_000 where exitStatus == nil {
      // A closed terminal is always ready, and has nothing to read.
      if !receive(within: 10) { usleep(10_000) }
      waitForExit(options: WNOHANG)
    }
    return exitStatus ?? -1
  }

  /// Resizes the terminal. The emulated screen starts empty; only what is redrawn is on it.
  func resize(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    output = []
    setSize()
  }

  private func setSize() {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    // SAFETY: TIOCSWINSZ reads a `winsize`, which this is.
    unsafe _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
  }

  private func waitForExit(options: Int32 = 0) {
    var status: Int32 = 0
    // SAFETY: the status is filled in place.
    guard unsafe waitpid(process, &status, options) == process else { return }
    exitStatus = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
  }

  @discardableResult
  private func receive(within milliseconds: Int32) -> Bool {
    var ready = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    var block = [UInt8](repeating: 0, count: 1 << 16)
    // SAFETY: one descriptor; `read` writes at most as many bytes as the block holds.
    guard unsafe poll(&ready, 1, milliseconds) > 0 else { return false }
    let count = unsafe read(terminal, &block, block.count)
    guard count > 0 else { return false }
    output += block.prefix(count)
    return true
  }
}

/// Passes the strings to C as an array of pointers that ends with null.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  // SAFETY: `strdup` copies each string; the copies are freed after the call.
  var pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
  defer { for index in strings.indices { unsafe free(pointers[index]) } }
  return unsafe body(&pointers)
}
