import Foundation
import Testing

/// The program in a pseudo-terminal, on the demo's files.
final class TerminalSession {
  private let terminal: FileHandle
  private let process = Process()
  private var output = Data()

  /// In the folder of the demo, without any of the user's files except those in `home`.
  init(
    home: Scratch, in folder: URL = demo.folder, rows: UInt16 = 40, columns: UInt16 = 80,
    variables: [String: String] = [:]
  ) throws {
    // SAFETY: the path is a C string that lives through the call; numbers are filled in place.
    let descriptor = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(descriptor >= 0)
    terminal = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var (unlocked, number) = (Int32(0), Int32(0))
    // TIOCSPTLCK and TIOCGPTN of Linux, which Swift does not see: unlock the other end, and give its number.
    unsafe _ = ioctl(descriptor, 0x4004_5431, &unlocked)
    unsafe _ = ioctl(descriptor, 0x8004_5430, &number)
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    // SAFETY: TIOCSWINSZ reads a `winsize`, which this is.
    unsafe _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    let other = try #require(FileHandle(forUpdatingAtPath: "/dev/pts/\(number)"))
    process.executableURL = Command.program
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": "/usr/bin:/bin", "HOME": home.folder.path, "TERM": "xterm", "NO_COLOR": "1",
    ].merging(variables) { $1 }
    process.standardInput = other
    process.standardOutput = other
    process.standardError = other
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  /// All output so far, without control sequences and carriage returns.
  var text: String {
    String(decoding: output.filter { $0 != 0x0D }, as: UTF8.self).replacing(
      /\x1B\[[0-9;?]*[A-Za-z]/, with: "")
  }

  /// All output, with them.
  var raw: String { String(decoding: output, as: UTF8.self) }

  /// Whether no output comes for a while.
  func rests() -> Bool {
    for _ in 0..<600 where !receive(within: 300) { return true }
    return false
  }

  /// Types a text, after clearing the recorded output.
  func type(_ keys: String) {
    while receive(within: 100) {}
    output = Data()
    terminal.write(Data(keys.utf8))
  }

  /// Whether this text is written within a minute.
  func waits(for wanted: String) -> Bool {
    for _ in 0..<600 {
      if text.contains(wanted) { return true }
      if !receive(within: 100), !process.isRunning { break }
    }
    return text.contains(wanted)
  }

  /// Types a line, and waits for each of some texts.
  func ask(_ line: String, shows wanted: String..., location: SourceLocation = #_sourceLocation) {
    type(line + "\r")
    for text in wanted {
      #expect(waits(for: text), "\(line): \(self.text)", sourceLocation: location)
    }
    // The prompt is back.
    #expect(waits(for: "\nheed> "), "\(line): \(text)", sourceLocation: location)
  }

  /// Sends Ctrl-C again and again until a text is shown, since nothing tells when work on the answer begins. False if it
  /// never is.
  func interrupts(until wanted: String) -> Bool {
    for _ in 0..<600 where process.isRunning && !text.contains(wanted) {
      process.interrupt()
      receive(within: 100)
    }
    return text.contains(wanted)
  }

  /// The exit code.
  func end() -> Int32 {
    for _ in 0..<600 where process.isRunning { receive(within: 100) }
    guard !process.isRunning else { return -1 }
    return process.terminationStatus
  }

  @discardableResult
  private func receive(within milliseconds: Int32) -> Bool {
    var ready = pollfd(fd: terminal.fileDescriptor, events: Int16(POLLIN), revents: 0)
    // SAFETY: one descriptor, in a local that outlives the call.
    guard unsafe poll(&ready, 1, milliseconds) > 0, ready.revents & Int16(POLLIN) != 0 else { return false }
    let bytes = terminal.availableData
    output += bytes
    return !bytes.isEmpty
  }
}
