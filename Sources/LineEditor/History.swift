internal import Glibc
internal import HostPOSIX
internal import SourceText

/// What was submitted, oldest first, kept in a file of one line an entry.
///
/// In the file a line break inside an entry is written `\n` and a backslash `\\`. Entries are appended under a lock,
/// so that sessions side by side lose nothing of each other's.
final class History {
  /// The file is cut to this many entries when it has twice as many.
  static let limit = 5_000
  /// A longer text (in bytes) is not kept: it was pasted, and would be a burden on every start.
  static let longest = 64 << 10

  private(set) var entries: [String] = []
  private let path: String?
  private var hasComplained = false

  /// Reads the file, if there is one. Trouble with it is told once on standard error, and ends nothing.
  init(path: String?) {
    self.path = path
    guard let path else { return }
    guard let file = HistoryFile(path: path), let bytes = file.contents() else {
      complain("cannot be read: \(lastError())")
      return
    }
    var damaged = 0
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if let entry = Self.decode(line) { entries.append(entry) } else { damaged += 1 }
    }
    if damaged > 0 { complain("has \(damaged) damaged \(damaged == 1 ? "line" : "lines"), left out") }
    guard entries.count > 2 * Self.limit else { return }
    entries.removeFirst(entries.count - Self.limit)
    do throws(WriteError) {
      try file.replaceContents(with: entries.flatMap(Self.encode))
    } catch {
      complain("cannot be shortened: \(error.reason)")
    }
  }

  /// Adds an entry, unless it is blank, the same as the one before, or longer than `longest`.
  func add(_ entry: String) {
    guard entry.utf8.count <= Self.longest, entry != entries.last, !entry.allSatisfy(\.isWhitespace) else {
      return
    }
    entries.append(entry)
    guard let path else { return }
    guard let file = HistoryFile(path: path), file.append(Self.encode(entry)) else {
      return complain("cannot be written: \(lastError())")
    }
  }

  private func complain(_ what: String) {
    if hasComplained { return }
    hasComplained = true
    write("The history file \(printable(path ?? "")) \(what).\n", to: STDERR_FILENO)
  }

  private func lastError() -> String {
    // SAFETY: `strerror` gives a string that ends with zero and is copied at once.
    unsafe String(cString: strerror(errno))
  }

  static func encode(_ entry: String) -> [UInt8] {
    var line: [UInt8] = []
    for byte in entry.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): line += [byte, byte]
      case UInt8(ascii: "\n"): line += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      default: line.append(byte)
      }
    }
    return line + [UInt8(ascii: "\n")]
  }

  /// Nil if a line is nothing that `encode` writes.
  static func decode(_ line: some Collection<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in line {
      if !isEscaped, byte == UInt8(ascii: "\\") {
        isEscaped = true
        continue
      }
      switch (isEscaped, byte) {
      case (true, UInt8(ascii: "n")): bytes.append(UInt8(ascii: "\n"))
      case (true, UInt8(ascii: "\\")), (false, _): bytes.append(byte)
      case (true, _): return nil
      }
      isEscaped = false
    }
    guard !isEscaped, let entry = String(validating: bytes, as: UTF8.self) else { return nil }
    let isText = entry.unicodeScalars.allSatisfy {
      $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control
    }
    return isText && !entry.isEmpty ? entry : nil
  }
}
