internal import Glibc
internal import HostPOSIX
internal import SourceText

/// The submitted texts, oldest first, stored in a file with one line per entry.
///
/// A line break inside an entry is written as `\n`, a backslash as `\\`. Entries are appended under a lock, so that
/// parallel sessions do not lose each other's entries.
final class History {
  /// The file is reduced to this many entries once it has twice as many.
  static let limit = 5_000
  /// Longer texts (in bytes) are not stored: they were pasted, and would slow down every start.
  static let longest = 64 << 10

  private(set) var entries: [String] = []
  private let path: String?
  private var hasComplained = false

  /// Reads the file, if it exists. An error is reported once on standard error; the session continues.
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

  /// Adds an entry, unless it is blank, equal to the previous one, or longer than `longest`. Passwords in it are not kept.
  func add(_ entry: String) {
    let entry = concealingPasswords(entry)
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

  /// Nil if the line cannot have been written by `encode`.
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
